import GrammarLanguage
import TextModel

/// What a token of a class, standing where a context's pattern would begin, says of it: two bits for each token class
/// and context. Most contexts are settled by them.
struct FirstTokens {
  enum Answer: UInt8 {
    case unknown
    /// The token alone is a match.
    case matches
    /// No match starts with such a token.
    case startsNone
    /// It takes a search.
    case mayStart
  }

  /// By token class, then by context.
  private var table = TwoBitTable()

  @inline(__always)
  func answer(_ tokenClass: Int, _ context: Int32, contextCount: Int) -> Answer {
    Answer(rawValue: table.value(row: tokenClass, column: Int(context), width: contextCount))!
  }

  mutating func remember(_ answer: Answer, _ tokenClass: Int, _ context: Int32, contextCount: Int) {
    table.set(answer.rawValue, row: tokenClass, column: Int(context), width: contextCount)
  }
}

extension LazyAutomaton {
  /// Where the pattern of a context begins.
  struct Openings {
    /// Its first items, with those that stand behind anchors and contexts.
    var items: [UInt32]
    /// The types of mentions that they look at.
    var types = PlaceTypes()
    /// Whether all of them consume: an anchor or a context before the first token leaves more to ask.
    var consumesAtOnce = true
  }

  mutating func openings(ofContext context: Int32, _ cascade: Cascade) -> Openings {
    if contextOpenings.isEmpty {
      contextOpenings = Array(repeating: nil, count: cascade.program.contexts.count)
    }
    if let known = contextOpenings[Int(context)] { return known }
    var openings = Openings(items: [])
    Self.close(cascade.program.contexts[Int(context)].start, .any, cascade.program, into: &openings.items)
    for item in openings.items {
      switch cascade.program.nodes[Int(Self.parts(item).node)].operation {
      case .token(let predicate): openings.types.formUnion(cascade.predicateTypes[Int(predicate)])
      case .mention(let reference):
        openings.types.insert(.starts, cascade.program.mentionReferences[Int(reference)].type)
      case .lexicon: break
      default: openings.consumesAtOnce = false
      }
    }
    contextOpenings[Int(context)] = openings
    return openings
  }

  /// Whether the pattern of a context that looks ahead matches, where the token and the mentions around it settle that.
  mutating func settled(
    context: Int32, _ mode: Program.GapMode, _ situation: Situation, _ classes: borrowing TokenClasses,
    _ cascade: Cascade
  ) -> Bool? {
    let openings = openings(ofContext: context, cascade)
    guard openings.consumesAtOnce, !openings.types.isEmpty else { return nil }
    var mayMatch = false
    for item in openings.items {
      guard Self.parts(item).mode == .any else { return nil }
      if isViable(item, situation, classes, cascade) { mayMatch = true }
      if isWholeMatch(item, situation, classes, cascade), mode.allows(situation.gap) { return true }
    }
    return mayMatch ? nil : false
  }

  /// What the class of a token says of the pattern of a context, if that starts there.
  @inline(__always)
  mutating func firstToken(
    _ context: Int32, _ tokenClass: Int, _ classes: borrowing TokenClasses, _ cascade: Cascade
  ) -> FirstTokens.Answer {
    guard cascade.signatures.contexts[Int(context)].intersects(classes.signature(tokenClass)) else {
      return .startsNone
    }
    let known = firstTokens.answer(tokenClass, context, contextCount: cascade.program.contexts.count)
    return known == .unknown ? learnFirstToken(context, tokenClass, classes, cascade) : known
  }

  mutating func learnFirstToken(
    _ context: Int32, _ tokenClass: Int, _ classes: borrowing TokenClasses, _ cascade: Cascade
  ) -> FirstTokens.Answer {
    // Anything may be true of the place; the class alone decides.
    let situation = Situation(
      tokenClass: tokenClass, signature: classes.signature(tokenClass), gap: .spaced, startsSentence: false,
      types: nil)
    var value = FirstTokens.Answer.startsNone
    let start = cascade.program.contexts[Int(context)].start
    let isMatch = contains(closureOf: start, .any, situation, classes, cascade) { automaton, item in
      if automaton.isWholeMatch(item, situation, classes, cascade) { return true }
      if Self.parts(item).mode != .any || automaton.isViable(item, situation, classes, cascade) {
        value = .mayStart
      } else {
        // A gap word may stand behind an assertion, and the gap is not known here.
        switch cascade.program.nodes[Int(Self.parts(item).node)].operation {
        case .anchor, .context: value = .mayStart
        default: break
        }
      }
      return false
    }
    if isMatch { value = .matches }
    firstTokens.remember(value, tokenClass, context, contextCount: cascade.program.contexts.count)
    return value
  }
}
