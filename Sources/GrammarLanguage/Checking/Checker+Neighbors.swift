import TextModel

/// What stands side by side in a sequence and excludes each other.
extension Checker {
  /// Neighboring gap words that exclude each other, and gaps that `glued{…}` has no room for.
  mutating func checkGaps(_ parts: [Pattern], _ lowered: [Lowered], isGlued: Bool) {
    var previous: GapWord?
    for (index, part) in parts.enumerated() {
      guard case .gap(let word, _) = lowered[index].pattern else {
        previous = nil
        continue
      }
      if let previous, previous != word {
        report(.matchesNothing(reason: "one gap is not both `\(previous)` and `\(word)`"), at: part.span)
      } else if isGlued, word != .glued, lowered[..<index].contains(where: { $0.shape.minimum > 0 }),
        lowered[(index + 1)...].contains(where: { $0.shape.minimum > 0 })
      {
        report(.matchesNothing(reason: "`glued{…}` has no gap that is `\(word)`"), at: part.span)
      }
      previous = word
    }
  }

  /// What one token-taking element and the next demand of the gap between them: line starts where no line break is
  /// allowed, breaks that the rule's `within` excludes, letters that touch letters.
  ///
  /// - Returns: why nothing can match, where that is not reported.
  mutating func checkNeighbors(
    _ parts: [CheckedPattern], _ scope: PatternScope, _ bindings: PatternBindings
  ) -> String? {
    var reason: String?
    var last: CheckedPattern?
    var between: [CheckedPattern] = []
    for part in parts.flatMap(\.inSequence) {
      guard part.alwaysTakesToken else {
        between.append(part)
        continue
      }
      if let last {
        for problem in gapProblems(last, between, part, scope) {
          let told = tell(
            problem.reason, at: problem.place, bindings, isOfSurroundings: problem.isOfSurroundings)
          reason = told ?? reason
        }
      }
      (last, between) = (part, [])
    }
    return reason
  }

  private func gapProblems(
    _ last: CheckedPattern, _ between: [CheckedPattern], _ next: CheckedPattern, _ scope: PatternScope
  ) -> [GapProblem] {
    var problems: [GapProblem] = []
    let mayBreak = ([last, next] + between).contains(where: \.holdsLineBreak)
    for case .anchor(let anchor, let span) in between {
      switch anchor {
      case .linestart, .lineend:
        if !mayBreak {
          let reason = "between two tokens `\(anchor.rawValue)` holds only with a `linebreak` beside it"
          problems.append(GapProblem(reason: reason, place: span))
        }
      case .sentencestart, .sentenceend:
        if scope.ruleScope == .sentence {
          problems.append(
            GapProblem(
              reason: "no match within a sentence goes beyond its end", place: span, isOfSurroundings: true))
        }
      }
    }
    if scope.ruleScope == .line {
      for case .gap(.linebreak, let span) in between {
        problems.append(
          GapProblem(
            reason: "no match within a line goes beyond its end", place: span, isOfSurroundings: true))
      }
    }
    // The last gap word is the one that counts.
    var isGlued = scope.isGlued
    var isOfSurroundings = scope.isCalledGlued
    for part in between {
      switch part {
      case .gap(let word, _): (isGlued, isOfSurroundings) = (word == .glued, false)
      case .anchor, .context, .empty: continue
      default: return problems
      }
    }
    guard isGlued else { return problems }
    let (end, start) = (last.edge(atStart: false), next.edge(atStart: true))
    if end == start, end == .letter || end == .digit, let span = next.place {
      let what = end == .letter ? "letters" : "digits"
      problems.append(
        GapProblem(
          reason: "\(what) that touch \(what) are one token", place: span, isOfSurroundings: isOfSurroundings)
      )
    }
    return problems
  }

  /// Words of one phrase that would be one word if nothing stood between them.
  mutating func checkGluedWords(
    of phrase: String, at span: SourceSpan, _ scope: PatternScope, _ bindings: PatternBindings
  ) -> String? {
    let words = phrase.split(whereSeparator: \.isWhitespace).map { PatternEdge(word: $0) }
    for (left, right) in zip(words, words.dropFirst()) where left == right && left != .other {
      return tell(
        "inside `glued{…}` nothing stands between the words", at: span, bindings,
        isOfSurroundings: scope.isCalledGlued)
    }
    return nil
  }
}

/// Why nothing can stand between two elements of a sequence.
private struct GapProblem {
  var reason: String
  var place: SourceSpan
  /// Whether it is of the rule or of the `glued{…}` that a macro is called in.
  var isOfSurroundings = false
}

/// What the first or last token of a match can be, as far as it matters to what may touch it.
struct PatternEdge: OptionSet {
  let rawValue: UInt8

  /// Letters of an alphabet; Chinese characters are tokens by themselves.
  static let letter = PatternEdge(rawValue: 1)
  static let digit = PatternEdge(rawValue: 2)
  static let other = PatternEdge(rawValue: 4)

  init(rawValue: UInt8) { self.rawValue = rawValue }

  init(word: some StringProtocol) {
    self =
      switch PlainWord(String(word))?.sort {
      case .letters: .letter
      case .digits, .number: .digit
      case .sign, nil: .other
      }
  }
}

extension TokenPredicate {
  fileprivate var edge: PatternEdge {
    switch self {
    case .tokenClass(.digits), .tokenClass(.number): .digit
    case .tokenClass(.upper), .tokenClass(.capitalized): .letter
    case .phrase(let text, _): PatternEdge(word: text)
    case .both(let a, let b): a.edge == .other ? b.edge : a.edge
    case .either(let a, let b): a.edge.union(b.edge)
    case .tokenClass, .raw, .lexicon, .position, .not: .other
    }
  }
}

extension CheckedPattern {
  /// The elements of a sequence, those of sequences and captures in it too.
  fileprivate var inSequence: [CheckedPattern] {
    switch self {
    case .sequence(let parts): parts.flatMap(\.inSequence)
    case .capture(_, let body): body.inSequence
    default: [self]
    }
  }

  /// Whether somewhere in it, contexts left out, a line break is allowed.
  fileprivate var holdsLineBreak: Bool {
    switch self {
    case .gap(let word, _): word == .linebreak
    case .sequence(let parts), .alternatives(let parts): parts.contains(where: \.holdsLineBreak)
    case .repeated(let body, _, _), .capture(_, let body), .glued(let body): body.holdsLineBreak
    case .empty, .phrase, .token, .lexicon, .mention, .anchor, .context: false
    }
  }

  /// What the first or last token can be; of what may take no token, nothing is known.
  fileprivate func edge(atStart: Bool) -> PatternEdge {
    switch self {
    case .phrase(let text, _, _):
      let words = text.split(whereSeparator: \.isWhitespace)
      return (atStart ? words.first : words.last).map { PatternEdge(word: $0) } ?? .other
    case .token(let predicate, _): return predicate.edge
    case .alternatives(let parts):
      return parts.reduce([]) { $0.union($1.edge(atStart: atStart)) }
    case .repeated(let body, let minimum, _): return minimum > 0 ? body.edge(atStart: atStart) : .other
    case .capture(_, let body), .glued(let body): return body.edge(atStart: atStart)
    case .sequence(let parts):
      guard let part = atStart ? parts.first : parts.last, part.alwaysTakesToken else { return .other }
      return part.edge(atStart: atStart)
    case .empty, .lexicon, .mention, .gap, .anchor, .context: return .other
    }
  }

  /// Where it is written, from its first element to its last; nil where it has none.
  var place: SourceSpan? {
    switch self {
    case .empty: return nil
    case .phrase(_, _, let span), .token(_, let span), .lexicon(_, _, let span), .mention(_, _, let span),
      .gap(_, let span), .anchor(_, let span), .context(_, _, _, let span):
      return span
    case .repeated(let body, _, _), .capture(_, let body), .glued(let body): return body.place
    case .sequence(let parts), .alternatives(let parts):
      let places = parts.compactMap(\.place)
      guard var first = places.first, let last = places.last else { return nil }
      if first.file == last.file, last.end > first.end { first.end = last.end }
      return first
    }
  }
}
