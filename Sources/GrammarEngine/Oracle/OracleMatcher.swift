package import GrammarLanguage
package import TextModel
package import Tokenization

/// The plain matcher: obviously right, and slow. It walks the checked patterns themselves (no automaton, no form
/// numbers, no caches), enumerates every derivation in the order of preference, and so defines what the fast engine
/// must find. Its time grows exponentially with nested repetition: for tests only.
package struct OracleMatcher {
  let grammar: CheckedGrammar
  let tokenizer: Tokenizer
  let text: TokenizedText
  /// The mentions that the running stage sees.
  package var mentions: [CascadeMention] = []
  var documentEntries: [(lexicon: LexiconID, words: [[UInt8]], validFrom: Int, cells: [String?])] = []

  package init(grammar: CheckedGrammar, tokenizer: Tokenizer, text: TokenizedText) {
    self.grammar = grammar
    self.tokenizer = tokenizer
    self.text = text
  }

  /// Runs all stages; the mentions it returns are those of `CascadeResult.mentions`, without fields.
  package mutating func run() -> [CascadeMention] {
    for index in grammar.stages.indices {
      let stage = StageID(index)
      var made: [CascadeMention] = []
      var position = 0
      while position < text.tokens.count {
        guard let match = match(stage: stage, at: position) else {
          position += 1
          continue
        }
        let rule = grammar.rules[match.rule.index]
        for emission in rule.emissions {
          let spans =
            emission.capture.map { capture in match.captures.filter { $0.capture == capture }.map(\.span) }
            ?? [position..<match.end]
          for span in spans.sorted(by: { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }) {
            made.append(
              CascadeMention(
                type: emission.type, span: TokenSpan(span), stage: stage, rule: match.rule,
                fields: Array(repeating: nil, count: grammar.types[emission.type.index].fields.count),
                lexiconRows: []))
          }
        }
        position = match.end
      }
      mentions.append(contentsOf: made)
    }
    return mentions
  }

  /// A derivation: where it ended, what it demands of the gap there, and what its captures caught.
  struct Derivation {
    var end: Int
    var mode: Program.GapMode
    var captures: [(capture: Int, span: Range<Int>)]
  }

  /// The winning match of a stage at a token, if any.
  func match(stage: StageID, at start: Int) -> (
    rule: RuleID, end: Int, captures: [(capture: Int, span: Range<Int>)]
  )? {
    var best: (rule: RuleID, end: Int, captures: [(capture: Int, span: Range<Int>)])?
    for id in grammar.stages[stage.index].rules {
      let rule = grammar.rules[id.index]
      // The first derivation that reaches each end.
      var firsts: [Int: Derivation] = [:]
      derive(
        rule.pattern, from: start, mode: .any, limit: start + rule.length, scope: rule.scope, glued: false
      ) {
        if $0.end > start, accepts($0), firsts[$0.end] == nil { firsts[$0.end] = $0 }
        return false
      }
      guard let longest = firsts.values.max(by: { $0.end < $1.end }) else { continue }
      if let current = best {
        let incumbent = grammar.rules[current.rule.index]
        guard longest.end > current.end || (longest.end == current.end && rule.priority > incumbent.priority)
        else { continue }
      }
      best = (id, longest.end, longest.captures.filter { !$0.span.isEmpty })
    }
    return best
  }

  private func accepts(_ derivation: Derivation) -> Bool {
    derivation.mode == .any || derivation.mode == .normal || derivation.mode.allows(gap(derivation.end))
  }

  private func gap(_ position: Int) -> Gap {
    position < text.tokens.count ? text.tokens[position].gap : .paragraphBreak
  }

  /// Calls `next` with each derivation of a pattern, the preferred ones first, until it returns true.
  @discardableResult
  private func derive(
    _ pattern: CheckedPattern, from position: Int, mode: Program.GapMode, limit: Int, scope: RuleScope,
    glued: Bool,
    captures: [(capture: Int, span: Range<Int>)] = [], next: (Derivation) -> Bool
  ) -> Bool {
    let here = Derivation(end: position, mode: mode, captures: captures)
    func go(_ p: CheckedPattern, _ from: Derivation, glued: Bool, _ next: (Derivation) -> Bool) -> Bool {
      derive(
        p, from: from.end, mode: from.mode, limit: limit, scope: scope, glued: glued, captures: from.captures,
        next: next)
    }
    /// The derivation behind `count` tokens consumed here, when the gap allows it.
    func consume(_ count: Int) -> Derivation? {
      guard count > 0, position + count <= min(limit, text.tokens.count), mode.allows(gap(position)) else {
        return nil
      }
      if scope == .sentence, mode != .any, text.tokens[position].flags.contains(.sentenceStart) { return nil }
      return Derivation(end: position + count, mode: glued ? .glued : .normal, captures: captures)
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
      return go(body, here, glued: glued) { after in
        var after = after
        after.captures.append((number, position..<after.end))
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
        let length = hit(lexicon, tests, at: position, glued: glued, longest: .max),
        let after = consume(length)
      else { return false }
      return next(after)
    case .mention(let type, let tests, _):
      let candidates = mentions.filter { mention in
        mention.type == type && Int(mention.span.start) == position
          && tests.allSatisfy { $0.accepts(mention.fields[$0.index]?.notation) }
          && (!glued || mention.span.range.dropFirst().allSatisfy { text.tokens[$0].gap == .glued })
      }
      guard let length = candidates.map(\.span.count).max(), let after = consume(length) else { return false }
      return next(after)
    case .gap(let word, _):
      var after = here
      switch word {
      case .glued: after.mode = .glued
      case .spaced: after.mode = .spaced
      case .linebreak: after.mode = .lineBreak
      }
      return next(after)
    case .anchor(let anchor, _):
      let isEnd = position == text.tokens.count
      let gap = gap(position)
      let isLineEdge = gap == .lineBreak || gap == .paragraphBreak
      let holds =
        switch anchor {
        case .linestart: position == 0 || isLineEdge
        case .lineend: isLineEdge
        case .sentencestart: !isEnd && text.tokens[position].flags.contains(.sentenceStart)
        case .sentenceend: isEnd || text.tokens[position].flags.contains(.sentenceStart)
        }
      return holds ? next(here) : false
    case .context(let direction, let body, let negated, _):
      let found =
        switch direction {
        case .before: matchesAhead(body, at: position, mode: mode)
        case .after: matchesBehind(body, at: position)
        }
      return found != negated ? next(here) : false
    }
  }

  private func matchesAhead(_ pattern: CheckedPattern, at position: Int, mode: Program.GapMode) -> Bool {
    derive(
      pattern, from: position, mode: mode, limit: position + Program.contextReach, scope: .paragraph,
      glued: false
    ) { accepts($0) }
  }

  private func matchesBehind(_ pattern: CheckedPattern, at position: Int) -> Bool {
    for start in stride(from: position, through: max(0, position - Program.contextReach), by: -1)
    where derive(
      pattern, from: start, mode: .any, limit: position, scope: .paragraph, glued: false,
      next: { $0.end == position && $0.mode.allows(gap(position)) })
    {
      return true
    }
    return false
  }

  // MARK: Tokens

  private func bytes(_ position: Int) -> [UInt8] { Array(text.shadow[text.tokens[position].span.range]) }

  private func words(_ phrase: String) -> [[UInt8]] {
    let phrase = tokenizer.tokenize(Array(phrase.utf8))
    return phrase.tokens.map { Array(phrase.shadow[$0.span.range]) }
  }

  private func matches(_ word: [UInt8], at position: Int, exact: Bool) -> Bool {
    exact ? bytes(position) == word : FormFolding.fold(bytes(position)) == FormFolding.fold(word)
  }

  private func holds(_ predicate: TokenPredicate, at position: Int) -> Bool {
    switch predicate {
    case .tokenClass(let tokenClass): return tokenClass.accepts(bytes(position), text.tokens[position])
    case .phrase(let phrase, let exact): return matches(words(phrase)[0], at: position, exact: exact)
    case .raw(let source): return (try! RawExpression(source)).matches(bytes(position))
    case .lexicon(let lexicon, let tests):
      return hit(lexicon, tests, at: position, glued: false, longest: 1) == 1
    case .position(let place, let type):
      return mentions.contains { mention in
        guard mention.type == type, mention.span.range.contains(position) else { return false }
        return switch place {
        case .inside: true
        case .starts: Int(mention.span.start) == position
        case .ends: Int(mention.span.end) == position + 1
        }
      }
    case .both(let a, let b): return holds(a, at: position) && holds(b, at: position)
    case .either(let a, let b): return holds(a, at: position) || holds(b, at: position)
    case .not(let a): return !holds(a, at: position)
    }
  }

  /// The length of the longest entry that passes the tests, of at most `longest` tokens.
  private func hit(
    _ id: LexiconID, _ tests: [CheckedValueTest], at position: Int, glued: Bool, longest: Int
  ) -> Int? {
    let lexicon = grammar.lexicons[id.index]
    var entries: [(words: [[UInt8]], validFrom: Int, cells: [String?])] = []
    if lexicon.isDocument {
      entries = documentEntries.filter { $0.lexicon == id }.map { ($0.words, $0.validFrom, $0.cells) }
    } else {
      entries = lexicon.entries.map { (words($0.phrase), 0, $0.cells.map { $0.isEmpty ? nil : $0 }) }
    }
    var best: Int?
    for entry in entries {
      let count = entry.words.count
      guard count > (best ?? 0), count <= longest, entry.validFrom <= position,
        position + count <= text.tokens.count,
        tests.allSatisfy({ $0.accepts(entry.cells[$0.index]) }),
        entry.words.indices.allSatisfy({ index in
          let gap = text.tokens[position + index].gap
          let crosses = index == 0 || gap == .glued || (gap == .spaced && !glued)
          return crosses && matches(entry.words[index], at: position + index, exact: lexicon.isCased)
        })
      else { continue }
      best = count
    }
    return best
  }
}
