import TextModel
import Tokenization

// A long text is matched window by window, so that only what was found of it is in memory as a whole.
//
//     stages    numbers … quantities │ places │ organizations … names │ persons … effects
//                        exports ────┘exports─┘             exports ──┘
//     pass 1    ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒   window 1, window 2, …
//     pass 2                          ▒▒▒▒▒▒   window 1, window 2, …
//
// A match stays within its paragraph, and so do contexts and links; windows end where paragraphs do. Only document
// lexicons reach beyond: what a stage exports is seen by all later stages, everywhere. So a pass runs over all windows up
// to and with the next stage that exports; between passes the mentions of each window are kept in short form, and the
// tokens are cut again. The result is that of the text as a whole, number for number but for that of mentions.

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
  var mentions: [KeptMention] = []
  var links: [CascadeLink] = []
}

extension Cascade {
  /// Whether windows can be matched each for itself: no link joins mentions of two paragraphs.
  package var allowsWindows: Bool { !grammar.links.contains { $0.scope == .document } }

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
    var kept = [KeptWindow](repeating: KeptWindow(), count: windows.count)
    let passes = cascade.passes
    for (number, pass) in passes.enumerated() {
      documentLexicons.isHeld = true
      documentLexicons.base = 0
      emptyAutomaton()
      for (index, window) in windows.enumerated() {
        var earlier = KeptWindow()
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
          kept[index] = keep()
        }
        documentLexicons.base += text.tokens.count
        if emissionCache.hasManyEntries { emissionCache.clearEntries() }
        if isAutomatonLarge { emptyAutomaton() }
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

  private mutating func keep() -> KeptWindow {
    let mentions = store.mentions.map { mention in
      KeptMention(
        span: mention.span, rule: mention.rule, fields: mention.fieldsID,
        lexiconRows: mention.lexiconRowsID, type: UInt16(mention.type.rawValue),
        stage: UInt16(mention.stage.rawValue))
    }
    let window = KeptWindow(mentions: mentions, links: links)
    links = []
    return window
  }

  /// Sets are by far the largest part of the automaton: more than a kilobyte each.
  private var isAutomatonLarge: Bool {
    automaton.sets.count > 1 << 13 || automaton.steps.count + automaton.choices.count > 1 << 18
  }

  /// Forgets the automaton: the sets of one pass are of no use to the next, and those of a long text are many.
  private mutating func emptyAutomaton() {
    let fresh = Matcher(cascade)
    automaton = fresh.automaton
    stageStarts = fresh.stageStarts
    startSteps = fresh.startSteps
  }

  /// Lets go of what a long text has left behind.
  private mutating func release() {
    emptyAutomaton()
    prepare(TokenizedText(text: [], shadow: [], map: .identity(length: 0), tokens: []))
    emissionCache.clear()
    for index in fieldAnswers.indices { fieldAnswers[index] = [] }
    documentLexicons = DocumentLexicons(count: cascade.grammar.lexicons.count)
  }
}
