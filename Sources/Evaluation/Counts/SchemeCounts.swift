/// The four ways in which MUC-5 and SemEval-2013 (task 9) look at an alignment.
package enum MatchScheme: String, Hashable, Sendable, CaseIterable {
  /// Span and type must agree.
  case strict
  /// The span must agree.
  case exact
  /// Spans must overlap; one that does not agree counts half.
  case partial
  /// Types must agree, spans overlap.
  case type
}

/// Outcomes of one scheme. Each side is counted for itself, so that for a single type precision speaks of the
/// system mentions of that type and recall of the gold mentions of that type, also where a pair differs in type.
///
///     possible = correct + incorrect + partial + missing     recall    = (correct + ½ partial) / possible
///     actual   = correct + incorrect + partial + spurious    precision = (correct + ½ partial) / actual
package struct SchemeCounts: Hashable, Sendable, AdditiveArithmetic {
  package var gold: Side
  package var system: Side

  package struct Side: Hashable, Sendable {
    package var correct = 0
    package var incorrect = 0
    package var partial = 0
    /// Missing on the gold side, spurious on the system side.
    package var alone = 0

    package var total: Int { correct + incorrect + partial + alone }

    package init(correct: Int = 0, incorrect: Int = 0, partial: Int = 0, alone: Int = 0) {
      self.correct = correct
      self.incorrect = incorrect
      self.partial = partial
      self.alone = alone
    }

    static func combine(_ a: Side, _ b: Side, _ operation: (Int, Int) -> Int) -> Side {
      Side(
        correct: operation(a.correct, b.correct), incorrect: operation(a.incorrect, b.incorrect),
        partial: operation(a.partial, b.partial), alone: operation(a.alone, b.alone))
    }

    var share: Double { ratio(Double(correct) + 0.5 * Double(partial), Double(total)) }

    mutating func count(_ outcome: WritableKeyPath<Side, Int>) { self[keyPath: outcome] += 1 }
  }

  package init(gold: Side = Side(), system: Side = Side()) {
    self.gold = gold
    self.system = system
  }

  package static let zero = SchemeCounts()

  package static func + (a: SchemeCounts, b: SchemeCounts) -> SchemeCounts {
    SchemeCounts(gold: Side.combine(a.gold, b.gold, +), system: Side.combine(a.system, b.system, +))
  }

  package static func - (a: SchemeCounts, b: SchemeCounts) -> SchemeCounts {
    SchemeCounts(gold: Side.combine(a.gold, b.gold, -), system: Side.combine(a.system, b.system, -))
  }

  package var missing: Int { gold.alone }
  package var spurious: Int { system.alone }
  package var possible: Int { gold.total }
  package var actual: Int { system.total }
  package var scores: Scores { Scores(precision: system.share, recall: gold.share) }
}

/// The counts of all four schemes, by type.
package struct SchemeScore: Hashable, Sendable {
  package var types: [String: [MatchScheme: SchemeCounts]] = [:]

  package init() {}

  package init(_ alignment: Alignment) {
    for pair in alignment.pairs {
      for scheme in MatchScheme.allCases {
        let outcome = Self.outcome(pair, scheme)
        types[pair.gold.type, default: [:]][scheme, default: .zero].gold.count(outcome)
        types[pair.system.type, default: [:]][scheme, default: .zero].system.count(outcome)
      }
    }
    for scheme in MatchScheme.allCases {
      for key in alignment.missing { types[key.type, default: [:]][scheme, default: .zero].gold.alone += 1 }
      for key in alignment.spurious {
        types[key.type, default: [:]][scheme, default: .zero].system.alone += 1
      }
    }
  }

  private static func outcome(_ pair: Alignment.Pair, _ scheme: MatchScheme) -> WritableKeyPath<
    SchemeCounts.Side, Int
  > {
    switch scheme {
    case .strict: pair.hasSameSpan && pair.hasSameType ? \.correct : \.incorrect
    case .exact: pair.hasSameSpan ? \.correct : \.incorrect
    case .partial: pair.hasSameSpan ? \.correct : \.partial
    case .type: pair.hasSameType ? \.correct : \.incorrect
    }
  }

  package static func += (a: inout SchemeScore, b: SchemeScore) {
    a.types.merge(b.types) { $0.merging($1, uniquingKeysWith: +) }
  }

  package func micro(_ scheme: MatchScheme, _ types: some Sequence<String>) -> SchemeCounts {
    types.reduce(.zero) { $0 + (self.types[$1]?[scheme] ?? .zero) }
  }

  /// The unweighted mean of the types' scores.
  package func macro(_ scheme: MatchScheme, _ types: some Collection<String>) -> (
    precision: Double, recall: Double, f1: Double
  ) {
    let scores = types.map { (self.types[$0]?[scheme] ?? .zero).scores }
    let n = Double(scores.count)
    return (
      ratio(scores.reduce(0) { $0 + $1.precision }, n), ratio(scores.reduce(0) { $0 + $1.recall }, n),
      ratio(scores.reduce(0) { $0 + $1.f1 }, n)
    )
  }
}
