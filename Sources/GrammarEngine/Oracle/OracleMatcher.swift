package import GrammarLanguage
import TextModel
package import Tokenization

/// The plain matcher: obviously right, and slow. It walks the checked patterns themselves (no automaton, no form
/// numbers, no caches), enumerates every derivation in the order of preference, and so defines what the fast engine
/// must find. Its time grows exponentially with nested repetition: for tests only.
package struct OracleMatcher {
  let grammar: CheckedGrammar
  let normalizers: [Normalizer]
  let tokenizer: Tokenizer
  let text: TokenizedText
  /// The mentions that the running stage sees.
  package var mentions: [CascadeMention] = []
  /// The mentions that the running stage has made so far.
  var made: [CascadeMention] = []
  /// The entries of document lexicons that the running stage sees, and those that it adds.
  var documentEntries: [DocumentEntry] = []
  var exportedEntries: [DocumentEntry] = []
  /// All links, whether their mentions stay or not; they index `mentions` followed by `made`.
  var links: [CascadeLink] = []

  struct DocumentEntry {
    var lexicon: LexiconID
    var words: [[UInt8]]
    var validFrom: Int
    var cells: [String?]
  }

  package init(
    grammar: CheckedGrammar, normalizers: [Normalizer] = [], tokenizer: Tokenizer, text: TokenizedText
  ) {
    self.grammar = grammar
    self.normalizers = normalizers
    self.tokenizer = tokenizer
    self.text = text
  }

  /// Runs all stages.
  package mutating func run() -> CascadeResult {
    for index in grammar.stages.indices {
      run(StageID(index)) { $0.match(stage: StageID(index), at: $1) }
    }
    return output()
  }

  /// Runs one stage; `match` gives the winning match at a token.
  mutating func run(_ stage: StageID, match: (OracleMatcher, Int) -> RuleMatch?) {
    var position = 0
    while position < text.tokens.count {
      guard let match = match(self, position) else {
        position += 1
        continue
      }
      commit(match, stage: stage)
      position = match.end
    }
    mentions.append(contentsOf: made)
    made = []
    runLinkDeclarations(of: stage)
    for entry in exportedEntries { publish(entry) }
    exportedEntries = []
  }

  /// The same row twice is one row, which counts from the earlier place on; a phrase keeps its first rows.
  private mutating func publish(_ entry: DocumentEntry) {
    let isCased = grammar.lexicons[entry.lexicon.index].isCased
    let form = { (entry: DocumentEntry) in isCased ? entry.words : entry.words.map { FormFolding.fold($0) } }
    let rows = documentEntries.indices.filter {
      documentEntries[$0].lexicon == entry.lexicon && form(documentEntries[$0]) == form(entry)
    }
    if let same = rows.first(where: { documentEntries[$0].cells == entry.cells }) {
      documentEntries[same].validFrom = min(documentEntries[same].validFrom, entry.validFrom)
    } else if rows.count < DocumentLexicons.rowLimit {
      documentEntries.append(entry)
    }
  }

  /// What happens along a derivation, besides the tokens that it consumes.
  enum Event {
    case start(capture: Int, position: Int)
    case end(capture: Int, position: Int)
    case lexicon(Hit, position: Int)
    /// Index into `mentions`.
    case mention(Int, position: Int)
  }

  /// What a lexicon reference finds at a token: the entries with the longest phrase, after its tests.
  struct Hit {
    var lexicon: LexiconID
    var length: Int
    /// By entry its row; nil for an entry of a document lexicon.
    var entries: [(row: Int?, cells: [String?])]
  }

  /// A derivation: where it ended, what it demands of the gap there, and what happened on the way.
  struct Derivation {
    var end: Int
    var mode: Program.GapMode
    var events: [Event]
  }

  struct RuleMatch {
    var rule: RuleID
    var start: Int
    var end: Int
    var events: [Event]
  }

  /// The winning match of a stage at a token, if any.
  func match(stage: StageID, at start: Int) -> RuleMatch? {
    var best: RuleMatch?
    for id in grammar.stages[stage.index].rules {
      let rule = grammar.rules[id.index]
      // The first derivation that reaches each end.
      var firsts: [Int: Derivation] = [:]
      derive(
        rule.pattern, from: start, mode: .any, limit: start + rule.length, scope: rule.scope, glued: false
      ) {
        if $0.end > start, accepts($0), firsts[$0.end] == nil, stays(within: rule.scope, start..<$0.end) {
          firsts[$0.end] = $0
        }
        return false
      }
      guard let longest = firsts.values.max(by: { $0.end < $1.end }) else { continue }
      if let current = best {
        let incumbent = grammar.rules[current.rule.index]
        guard longest.end > current.end || (longest.end == current.end && rule.priority > incumbent.priority)
        else { continue }
      }
      best = RuleMatch(rule: id, start: start, end: longest.end, events: longest.events)
    }
    return best
  }

  private func accepts(_ derivation: Derivation) -> Bool {
    derivation.mode == .any || derivation.mode == .normal || derivation.mode.allows(gap(derivation.end))
  }

  /// Whether no sentence or line begins behind the first of some tokens.
  private func stays(within scope: RuleScope, _ tokens: Range<Int>) -> Bool {
    tokens.dropFirst().allSatisfy { position in
      switch scope {
      case .paragraph: true
      case .sentence: !text.tokens[position].flags.contains(.sentenceStart)
      case .line: gap(position) < .lineBreak
      }
    }
  }

  private func gap(_ position: Int) -> Gap {
    position < text.tokens.count ? text.tokens[position].gap : .paragraphBreak
  }

  /// Calls `next` with each derivation of a pattern, the preferred ones first, until it returns true.
  @discardableResult
  private func derive(
    _ pattern: CheckedPattern, from position: Int, mode: Program.GapMode, limit: Int, scope: RuleScope,
    glued: Bool,
    events: [Event] = [], next: (Derivation) -> Bool
  ) -> Bool {
    let here = Derivation(end: position, mode: mode, events: events)
    func go(_ p: CheckedPattern, _ from: Derivation, glued: Bool, _ next: (Derivation) -> Bool) -> Bool {
      derive(
        p, from: from.end, mode: from.mode, limit: limit, scope: scope, glued: glued, events: from.events,
        next: next)
    }
    /// The derivation behind `count` tokens consumed here, when the gap allows it.
    func consume(_ count: Int, _ event: Event? = nil) -> Derivation? {
      guard count > 0, position + count <= min(limit, text.tokens.count), mode.allows(gap(position)) else {
        return nil
      }
      if scope == .sentence, mode != .any, text.tokens[position].flags.contains(.sentenceStart) { return nil }
      return Derivation(
        end: position + count, mode: glued ? .glued : .normal, events: event.map { events + [$0] } ?? events)
    }
    switch pattern {
    case .empty: return next(here)
    case .sequence(let parts):
      func chain(_ index: Int, _ from: Derivation) -> Bool {
        index == parts.count ? next(from) : go(parts[index], from, glued: glued) { chain(index + 1, $0) }
      }
      return chain(0, here)
    case .alternatives(let parts):
      for part in parts where go(part, here, glued: glued, next) { return true }
      return false
    case .repeated(let body, let minimum, let maximum):
      // An iteration that consumes nothing may still change what is demanded of the gap (`("," | linebreak)*`); one
      // that brings back a demand already made at this position adds nothing and ends the repetition.
      func iterate(_ done: Int, _ from: Derivation, _ demands: Set<Program.GapMode>) -> Bool {
        if done < maximum ?? .max {
          let again = go(body, from, glued: glued) { after in
            if after.end > from.end { return iterate(done + 1, after, [after.mode]) }
            if demands.contains(after.mode) {
              return done < minimum ? iterate(done + 1, after, demands) : false
            }
            return iterate(done + 1, after, demands.union([after.mode]))
          }
          if again { return true }
        }
        return done >= minimum ? next(from) : false
      }
      return iterate(0, here, [here.mode])
    case .capture(let number, let body):
      var opened = here
      opened.events.append(.start(capture: number, position: position))
      return go(body, opened, glued: glued) { after in
        var after = after
        after.events.append(.end(capture: number, position: after.end))
        return next(after)
      }
    case .glued(let body):
      return go(body, here, glued: true) { after in
        var after = after
        if after.mode == .glued { after.mode = glued ? .glued : .normal }
        return next(after)
      }
    case .phrase(let phrase, let exact, _):
      var current = here
      for word in words(phrase) {
        guard current.end < min(limit, text.tokens.count), current.mode.allows(gap(current.end)),
          !(scope == .sentence && current.mode != .any
            && text.tokens[current.end].flags.contains(.sentenceStart)),
          matches(word, at: current.end, exact: exact)
        else { return false }
        current.end += 1
        current.mode = glued ? .glued : .normal
      }
      return next(current)
    case .token(let predicate, _):
      guard position < text.tokens.count, holds(predicate, at: position), let after = consume(1) else {
        return false
      }
      return next(after)
    case .lexicon(let lexicon, let tests, _):
      guard position < text.tokens.count,
        let hit = hit(lexicon, tests, at: position, glued: glued, longest: .max),
        let after = consume(hit.length, .lexicon(hit, position: position))
      else { return false }
      return next(after)
    case .mention(let type, let tests, _):
      guard let found = mention(type, tests, at: position, glued: glued),
        let after = consume(mentions[found].span.count, .mention(found, position: position))
      else { return false }
      return next(after)
    case .gap(let word, _):
      var after = here
      switch word {
      case .glued: after.mode = .glued
      case .spaced: after.mode = .spaced
      case .linebreak: after.mode = .lineBreak
      }
      return next(after)
    case .anchor(let anchor, _): return holds(anchor, at: position) ? next(here) : false
    case .context(let direction, let body, let negated, _):
      let found =
        switch direction {
        case .before: matchesAhead(body, at: position, mode: mode)
        case .after: matchesBehind(body, at: position, mode: mode)
        }
      return found != negated ? next(here) : false
    }
  }

  func holds(_ anchor: Anchor, at position: Int) -> Bool {
    let isEnd = position == text.tokens.count
    let gap = gap(position)
    let isLineEdge = gap == .lineBreak || gap == .paragraphBreak
    return switch anchor {
    case .linestart: position == 0 || isLineEdge
    case .lineend: isLineEdge
    case .sentencestart: !isEnd && text.tokens[position].flags.contains(.sentenceStart)
    case .sentenceend: isEnd || text.tokens[position].flags.contains(.sentenceStart)
    }
  }

  private func matchesAhead(_ pattern: CheckedPattern, at position: Int, mode: Program.GapMode) -> Bool {
    derive(
      pattern, from: position, mode: mode, limit: position + Program.contextReach, scope: .paragraph,
      glued: false
    ) { accepts($0) }
  }

  /// Where nothing stands before the context, the gap here lies between its tokens and the match: they must be able to
  /// cross it. Elsewhere the gap is the match's affair, unless the context ends with a gap word.
  private func matchesBehind(_ pattern: CheckedPattern, at position: Int, mode: Program.GapMode) -> Bool {
    for start in stride(from: position, through: max(0, position - Program.contextReach), by: -1)
    where derive(
      pattern, from: start, mode: .any, limit: position, scope: .paragraph, glued: false,
      next: {
        $0.end == position && (mode == .any ? $0.mode.allows(gap(position)) : accepts($0))
      })
    {
      return true
    }
    return false
  }

  /// Whether a pattern matches tokens that start at `start` and end no later than `limit`.
  func contains(_ pattern: CheckedPattern, from start: Int, upTo limit: Int) -> Bool {
    derive(
      pattern, from: start, mode: .any, limit: min(limit, start + Program.contextReach), scope: .paragraph,
      glued: false, next: { accepts($0) })
  }

  // MARK: Tokens

  private func bytes(_ position: Int) -> [UInt8] { Array(text.shadow[text.tokens[position].span.range]) }

  func words(_ phrase: String) -> [[UInt8]] {
    let phrase = tokenizer.tokenize(Array(phrase.utf8))
    return phrase.tokens.map { Array(phrase.shadow[$0.span.range]) }
  }

  /// A token as phrases are compared with it.
  func form(at position: Int, exact: Bool) -> [UInt8] {
    exact ? bytes(position) : FormFolding.fold(bytes(position))
  }

  private func matches(_ word: [UInt8], at position: Int, exact: Bool) -> Bool {
    form(at: position, exact: exact) == (exact ? word : FormFolding.fold(word))
  }

  /// Whether a token passes a test; `words` looks lexicon entries up, where there is a quicker way than reading them all.
  func holds(_ predicate: TokenPredicate, at position: Int, words index: LexiconIndex? = nil) -> Bool {
    switch predicate {
    case .tokenClass(.punctuation(let marks?)):
      return TokenClass.punctuation(tokenizer.shadow(of: marks)).accepts(
        bytes(position), text.tokens[position])
    case .tokenClass(let tokenClass): return tokenClass.accepts(bytes(position), text.tokens[position])
    case .phrase(let phrase, let exact): return matches(words(phrase)[0], at: position, exact: exact)
    case .raw(let source): return (try! RawExpression(source)).matches(bytes(position))
    case .lexicon(let lexicon, let tests):
      let found =
        index.map { $0.hit(lexicon, tests, at: position, glued: false, in: self, longest: 1) }
        ?? hit(lexicon, tests, at: position, glued: false, longest: 1)
      return found != nil
    case .position(let place, let type):
      return mentions.contains { mention in
        guard mention.type == type, mention.span.range.contains(position) else { return false }
        return switch place {
        case .inside: true
        case .starts: Int(mention.span.start) == position
        case .ends: Int(mention.span.end) == position + 1
        }
      }
    case .both(let a, let b):
      return holds(a, at: position, words: index) && holds(b, at: position, words: index)
    case .either(let a, let b):
      return holds(a, at: position, words: index) || holds(b, at: position, words: index)
    case .not(let a): return !holds(a, at: position, words: index)
    }
  }

  /// The mention that a reference means: of those that start here, the longest, then that of the latest stage, then the
  /// one made first.
  func mention(_ type: TypeID, _ tests: [CheckedValueTest], at position: Int, glued: Bool) -> Int? {
    let candidates = mentions.indices.filter { index in
      let mention = mentions[index]
      return mention.type == type && Int(mention.span.start) == position
        && tests.allSatisfy { $0.accepts(mention.fields[$0.index]?.notation) }
        && (!glued || mention.span.range.dropFirst().allSatisfy { text.tokens[$0].gap == .glued })
    }
    return candidates.min { a, b in
      let (x, y) = (mentions[a], mentions[b])
      if x.span.count != y.span.count { return x.span.count > y.span.count }
      return x.stage != y.stage ? x.stage > y.stage : a < b
    }
  }

  /// The entries with the longest phrase of at most `longest` tokens that starts here, among those that pass the tests.
  func hit(
    _ id: LexiconID, _ tests: [CheckedValueTest], at position: Int, glued: Bool, longest: Int
  ) -> Hit? {
    let lexicon = grammar.lexicons[id.index]
    var entries: [(row: Int?, words: [[UInt8]], validFrom: Int, cells: [String?])] = []
    if lexicon.isDocument {
      entries = documentEntries.filter { $0.lexicon == id }.map { (nil, $0.words, $0.validFrom, $0.cells) }
    } else {
      entries = lexicon.entries.enumerated().map { row, entry in
        (row, words(entry.phrase), 0, entry.cells.map { $0.isEmpty ? nil : $0 })
      }
    }
    let found = entries.filter { entry in
      let count = entry.words.count
      return count > 0 && count <= longest && entry.validFrom <= position
        && position + count <= text.tokens.count
        && tests.allSatisfy { $0.accepts(entry.cells[$0.index]) }
        && entry.words.indices.allSatisfy { index in
          let gap = text.tokens[position + index].gap
          let crosses = index == 0 || gap == .glued || (gap == .spaced && !glued)
          return crosses && matches(entry.words[index], at: position + index, exact: lexicon.isCased)
        }
    }
    guard let length = found.map(\.words.count).max() else { return nil }
    return Hit(
      lexicon: id, length: length,
      entries: found.filter { $0.words.count == length }.map { ($0.row, $0.cells) })
  }
}
