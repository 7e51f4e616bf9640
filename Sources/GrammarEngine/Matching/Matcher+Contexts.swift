import GrammarLanguage
import TextModel

/// Questions of the automaton: what stands around a boundary.
extension Matcher {
  mutating func answer(_ question: LazyAutomaton.Question, at position: Int) -> Bool {
    switch question.kind {
    case .context(let context, let mode): holds(context: context, mode: mode, at: position)
    case .documentWord(let atom): holds(dynamicAtom: atom, at: position)
    }
  }

  func holds(_ anchor: Anchor, at position: Int) -> Bool {
    switch anchor {
    case .linestart:
      return position == 0 || gap(at: position) == .lineBreak || gap(at: position) == .paragraphBreak
    case .lineend: return gap(at: position) == .lineBreak || gap(at: position) == .paragraphBreak
    case .sentencestart: return position < places.count && places[position].startsSentence
    case .sentenceend: return position == places.count || places[position].startsSentence
    }
  }

  func holds(dynamicAtom atom: Int32, at position: Int) -> Bool {
    switch cascade.dynamicAtoms[Int(atom)] {
    case .position(let position_, let type): return store.holds(position_, type, at: position)
    case .documentWord(let lexicon, let tests):
      if documentLexicons.isEmpty { return false }
      let reference = Program.LexiconReference(lexicon: lexicon, tests: tests, isGlued: false)
      return documentHit(reference, at: position, maximumLength: 1) != nil
    }
  }

  /// Whether a context (negation included) holds at a boundary.
  mutating func holds(context number: Int32, mode: Program.GapMode, at position: Int) -> Bool {
    let context = cascade.program.contexts[Int(number)]
    let found =
      switch context.direction {
      case .before: matchesAhead(number, mode: mode, at: position)
      case .after: matchesBehind(context, number, mode: mode, at: position)
      }
    return found != context.isNegated
  }

  private mutating func matchesAhead(_ number: Int32, mode: Program.GapMode, at position: Int) -> Bool {
    if position < places.count {
      switch firstToken(number, at: position) {
      case .startsNone: return false
      // Where the gap is in the way, a gap word at the start may still allow it.
      case .matches: if mode.allows(gap(at: position)) { return true }
      case .mayStart, .unknown: break
      }
    }
    if let known = contexts.answer(context: number, mode: mode, position: position) { return known }
    let set = automaton.start(ofContext: number, mode: mode, cascade: cascade)
    let limit = min(position + Program.contextReach, places.count)
    let found = finds(from: set, at: position, limit: limit)
    contexts.remember(found, context: number, mode: mode, position: position)
    return found
  }

  /// `mode` is `.any` where nothing of the match stands before the boundary: only then is the gap there looked at.
  private mutating func matchesBehind(
    _ context: Program.Context, _ number: Int32, mode: Program.GapMode, at position: Int
  ) -> Bool {
    if position > 0 {
      guard cascade.signatures.endings[Int(number)].intersects(places[position - 1].signature) else {
        return false
      }
    } else if context.lengths.lowerBound > 0 {
      return false
    }
    if context.lengths.upperBound == 1, context.lengths.lowerBound == 1 {
      switch firstToken(number, at: position - 1) {
      case .startsNone: return false
      // Where the gap is in the way, a gap word at the end may still allow it.
      case .matches: if mode != .any || Program.GapMode.normal.allows(gap(at: position)) { return true }
      case .mayStart, .unknown: break
      }
    }
    if let known = contexts.answer(context: number, mode: mode, position: position) { return known }
    let found = searchBehind(context, number, mode: mode, at: position)
    contexts.remember(found, context: number, mode: mode, position: position)
    return found
  }

  private mutating func searchBehind(
    _ context: Program.Context, _ number: Int32, mode: Program.GapMode, at position: Int
  ) -> Bool {
    let set = automaton.start(ofContext: number, mode: .any, cascade: cascade)
    for length in context.lengths where length <= position {
      let start = position - length
      if length == 0 || start >= places.count || firstToken(number, at: start) != .startsNone {
        var found = false
        search(from: set, at: start, limit: position, ofRules: false) { accepted, end in
          guard end == position, mode != .any || accepted != LazyAutomaton.acceptedWithoutGap else {
            return .goOn
          }
          found = true
          return .stop
        }
        if found { return true }
      }
      // Nothing reaches back over a paragraph break; one ahead of the match is not its affair.
      if start < places.count, length > 0 || mode == .any, places[start].gap == .paragraphBreak { break }
    }
    return false
  }

  /// What the class of the token says of the context's pattern, if that starts here.
  @inline(__always)
  private mutating func firstToken(_ number: Int32, at position: Int) -> FirstTokens.Answer {
    guard cascade.signatures.contexts[Int(number)].intersects(places[position].signature) else {
      return .startsNone
    }
    let tokenClass = Int(places[position].tokenClass)
    return automaton.firstToken(number, tokenClass, lexemes.classes, cascade)
  }
}
