import TextModel
import Tokenization

// A long text is matched window by window, so that only what was found of it is in memory as a whole.
//
//     stages    numbers … quantities │ places │ organizations … names │ persons … effects
//                        exports ────┘exports─┘             exports ──┘
//     pass 1    ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒   window 1, window 2, …
//     pass 2                          ▒▒▒▒▒▒   window 1, window 2, …
//
// A match stays within its paragraph, and so do contexts and most links; windows end where paragraphs do. Document lexicons
// reach beyond: what a stage exports is seen by all later stages, everywhere. So a pass runs over all windows up to and
// with the next stage that exports; between passes the mentions of each window are kept in short form, and the tokens are
// cut again. Links `within document` reach beyond as well, so far as their distance goes: where an earlier pass has found a
// first argument so close to the end of a window, the window is joined with its neighbor before the pass that links.
// The result is that of the text as a whole, number for number but for that of mentions.

/// A mention between two passes. 24 bytes.
private struct KeptMention {
  var span: TokenSpan
  var rule: RuleID
  var fields: UInt32
  var lexiconRows: UInt32
  var type: UInt16
  var stage: UInt16
}

/// What is known of a window between two passes.
private struct KeptWindow {
  /// In bytes of the text.
  var range: Range<Int>
  var tokenCount = 0
  var mentions: [KeptMention] = []
  var links: [CascadeLink] = []

  /// Adds the window behind this one.
  mutating func join(_ next: KeptWindow) {
    let (mentionCount, tokens) = (mentions.count, UInt32(tokenCount))
    range = range.lowerBound..<next.range.upperBound
    tokenCount += next.tokenCount
    for var mention in next.mentions {
      mention.span = TokenSpan(start: mention.span.start + tokens, end: mention.span.end + tokens)
      mentions.append(mention)
    }
    for var link in next.links {
      link.first += mentionCount
      link.second += mentionCount
      links.append(link)
    }
  }
}

/// A type whose mentions a link `within document` may join with others up to `distance` tokens away.
private struct FarLink {
  var type: TypeID
  var distance: Int

  /// Whether such a link may reach from one window into the next.
  func crosses(_ window: KeptWindow, _ next: KeptWindow) -> Bool {
    window.mentions.contains {
      $0.type == type.rawValue && Int($0.span.end) + distance >= window.tokenCount
    } || next.mentions.contains { $0.type == type.rawValue && Int($0.span.start) <= distance }
  }
}

extension Cascade {
  /// Whether windows can be matched each for itself: no link joins mentions of two paragraphs but with one that an earlier
  /// pass finds.
  package var allowsWindows: Bool {
    let passes = passes
    return grammar.links.allSatisfy { link in
      guard link.scope == .document else { return true }
      guard let pass = passes.first(where: { $0.contains(link.stage.index) }), pass.lowerBound > 0 else {
        return false
      }
      return !pass.contains { stage in
        grammar.stages[stage].rules.contains { rule in
          grammar.rules[rule.index].emissions.contains { $0.type == link.first }
        }
      }
    }
  }

  /// The links of a pass that may reach beyond a paragraph.
  fileprivate func farLinks(of pass: Range<Int>) -> [FarLink] {
    grammar.links.filter { $0.scope == .document && pass.contains($0.stage.index) }.map { link in
      if case .tokens(let range) = link.distance {
        return FarLink(type: link.first, distance: range.upperBound)
      }
      return FarLink(type: link.first, distance: Program.linkReach)
    }
  }

  /// The stages that each pass runs.
  fileprivate var passes: [Range<Int>] {
    var passes: [Range<Int>] = []
    var start = 0
    for index in grammar.stages.indices.dropLast()
    where grammar.stages[index].rules.contains(where: { !grammar.rules[$0.index].exports.isEmpty }) {
      passes.append(start..<(index + 1))
      start = index + 1
    }
    passes.append(start..<grammar.stages.count)
    return passes
  }
}

extension Matcher {
  /// Runs the cascade over a decoded text.
  ///
  /// - Parameter windowSize: texts of more than twice this many bytes are cut into windows of at least this size, where
  ///   the grammar allows it. The result is the same for any size.
  /// - Complexity: O(n) for n bytes. What is in memory, the mentions apart, is O(the longest window).
  package mutating func run(
    _ bytes: [UInt8], options: MentionTable.Options, windowSize: Int = TextWindows.size
  ) -> MentionTable {
    let windows =
      cascade.allowsWindows ? TextWindows.cut(bytes, size: windowSize) : [bytes.indices]
    var table = MentionTable(options: options, byteCount: bytes.count)
    var scratch = Tokenizer.Scratch()
    if windows.count == 1 {
      let tokenized = cascade.tokenizer.tokenize(bytes)
      let result = run(tokenized)
      table.append(result, in: tokenized, byteCount: bytes.count, areNumbered: true)
      return table
    }
    // Clears what is too large, and what the last text has left.
    prepare(TokenizedText(text: [], shadow: [], map: .identity(length: 0), tokens: []))
    var kept = windows.map { KeptWindow(range: $0) }
    let passes = cascade.passes
    for (number, pass) in passes.enumerated() {
      documentLexicons.isHeld = true
      documentLexicons.base = 0
      emptyAutomaton()
      // What pairs of tokens tell is learned for the stages of the pass only.
      stagesToRun = pass.reduce(0) { $0 | 1 << UInt64($1) }
      prospects = Prospects(stageCount: cascade.stageStarts.count)
      Self.join(&kept, for: cascade.farLinks(of: pass))
      for index in kept.indices {
        let window = kept[index].range
        var earlier = KeptWindow(range: window)
        swap(&earlier, &kept[index])
        load(Array(bytes[window]), earlier, scratch: &scratch)
        if number > 0 { statistics.tokens -= text.tokens.count }
        for stageIndex in pass {
          stage = StageID(stageIndex)
          runStage()
        }
        if number == passes.count - 1 {
          table.append(finish(), in: text, byteCount: window.count, areNumbered: true)
        } else {
          kept[index] = keep(window)
        }
        documentLexicons.base += text.tokens.count
        if emissionCache.hasManyEntries { emissionCache.clearEntries() }
        if captureSearch.known.count > 1 << 12 { captureSearch.forget() }
        if isAutomatonLarge { emptyAutomaton(keepsAnswers: true) }
      }
      documentLexicons.isHeld = false
      documentLexicons.publish()
    }
    release()
    return table
  }

  /// Makes a window the text at hand, with what earlier passes found in it.
  private mutating func load(_ bytes: [UInt8], _ earlier: KeptWindow, scratch: inout Tokenizer.Scratch) {
    let tokenizer = cascade.tokenizer
    tokenizer.tokenize(bytes, into: &text, scratch: &scratch)
    store.reset(tokenCount: text.tokens.count, typeCount: cascade.grammar.types.count)
    analyzeTokens()
    store.restore(
      earlier.mentions.lazy.map { [emissionCache] mention in
        CascadeMention(
          type: TypeID(Int(mention.type)), span: mention.span, stage: StageID(Int(mention.stage)),
          rule: mention.rule, fields: emissionCache.fields[Int(mention.fields)], fieldsID: mention.fields,
          lexiconRows: emissionCache.lexiconRows[Int(mention.lexiconRows)],
          lexiconRowsID: mention.lexiconRows)
      })
    links = earlier.links
  }

  /// Joins the windows between which a link may reach: again while that makes fewer, since it may reach beyond a short one.
  private static func join(_ windows: inout [KeptWindow], for links: [FarLink]) {
    var count = links.isEmpty ? windows.count : 0
    while windows.count != count {
      count = windows.count
      var joined: [KeptWindow] = []
      for window in windows {
        if let last = joined.last, links.contains(where: { $0.crosses(last, window) }) {
          joined[joined.count - 1].join(window)
        } else {
          joined.append(window)
        }
      }
      windows = joined
    }
  }

  private mutating func keep(_ range: Range<Int>) -> KeptWindow {
    let mentions = store.mentions.map { mention in
      KeptMention(
        span: mention.span, rule: mention.rule, fields: mention.fieldsID,
        lexiconRows: mention.lexiconRowsID, type: UInt16(mention.type.rawValue),
        stage: UInt16(mention.stage.rawValue))
    }
    let window = KeptWindow(
      range: range, tokenCount: text.tokens.count, mentions: mentions, links: links)
    links = []
    return window
  }

  /// Sets are by far the largest part of the automaton: up to a kilobyte each. What was recorded takes no room.
  private var isAutomatonLarge: Bool {
    automaton.sets.ownCount > 1 << 11
      || automaton.steps.ownCount + automaton.choices.count + automaton.views.ownCount > 5 << 13
  }

  /// Lets go of what a long text has left behind.
  private mutating func release() {
    emptyAutomaton()
    links = []
    stagesToRun = .max
    prospects = Prospects(stageCount: cascade.stageStarts.count)
    prepare(TokenizedText(text: [], shadow: [], map: .identity(length: 0), tokens: []))
    emissionCache.clear()
    captureSearch.forget()
    for index in fieldAnswers.indices { fieldAnswers[index] = [] }
    documentLexicons = DocumentLexicons(count: cascade.grammar.lexicons.count)
  }
}
