import Formats

/// The counts of the project's referee (`score.py`): strict spans, overlaps, values of strict hits, relations.
package struct RefereeScore: Hashable, Sendable {
  package var types: [String: TypeScore] = [:]
  package var relations: [String: Counts] = [:]

  package struct TypeScore: Hashable, Sendable, AdditiveArithmetic {
    /// Same type, same start, same end.
    package var strict: Counts
    /// Any common code point with a mention of the same type.
    package var overlap: OverlapCounts
    package var value: ValueCounts

    package init(strict: Counts = .zero, overlap: OverlapCounts = .zero, value: ValueCounts = .zero) {
      self.strict = strict
      self.overlap = overlap
      self.value = value
    }

    package static let zero = TypeScore()

    package static func + (a: TypeScore, b: TypeScore) -> TypeScore {
      TypeScore(strict: a.strict + b.strict, overlap: a.overlap + b.overlap, value: a.value + b.value)
    }

    package static func - (a: TypeScore, b: TypeScore) -> TypeScore {
      TypeScore(strict: a.strict - b.strict, overlap: a.overlap - b.overlap, value: a.value - b.value)
    }
  }

  package init() {}

  /// Adds the counts of another score.
  package static func += (a: inout RefereeScore, b: RefereeScore) {
    a.types.merge(b.types, uniquingKeysWith: +)
    a.relations.merge(b.relations, uniquingKeysWith: +)
  }

  /// The sum over some types.
  package func micro(_ types: some Sequence<String>) -> TypeScore {
    types.reduce(.zero) { $0 + (self.types[$1] ?? .zero) }
  }

  /// The sum over all types.
  package var microAll: TypeScore { types.values.reduce(.zero, +) }

  package var microRelations: Counts { relations.values.reduce(.zero, +) }

  /// The unweighted mean of the types' strict scores.
  package var macro: (precision: Double, recall: Double, f1: Double) {
    let scores = types.keys.sorted().map { types[$0]!.strict.scores }
    let n = Double(scores.count)
    return (
      ratio(scores.reduce(0) { $0 + $1.precision }, n), ratio(scores.reduce(0) { $0 + $1.recall }, n),
      ratio(scores.reduce(0) { $0 + $1.f1 }, n)
    )
  }

  /// Scores one document. O(gold × system) within each type.
  package init(
    _ pair: DocumentPair, profile: EvaluationProfile = .standard,
    comparison: ValueComparison = ValueComparison()
  ) {
    self.init(
      gold: KeyedDocument(pair.gold), system: KeyedDocument(pair.system), isUndated: pair.isUndated,
      profile: profile,
      comparison: comparison)
  }

  init(
    gold: KeyedDocument, system: KeyedDocument, isUndated: Bool, profile: EvaluationProfile,
    comparison: ValueComparison
  ) {
    for key in gold.keys {
      if let found = system.mentions[key] {
        types[key.type, default: .zero].strict.truePositives += 1
        guard let notation = profile.notations[key.type] else { continue }
        types[key.type]!.value.compared += 1
        if comparison.areEqual(
          notation, gold: gold.mentions[key]!.value, system: found.value, isUndated: isUndated)
        {
          types[key.type]!.value.correct += 1
        }
      } else {
        types[key.type, default: .zero].strict.falseNegatives += 1
      }
    }
    for key in system.keys where gold.mentions[key] == nil {
      types[key.type, default: .zero].strict.falsePositives += 1
    }
    let goldSpans = Dictionary(grouping: gold.keys, by: \.type)
    let systemSpans = Dictionary(grouping: system.keys, by: \.type)
    for type in types.keys {
      let golds = goldSpans[type] ?? []
      let systems = systemSpans[type] ?? []
      types[type]!.overlap = OverlapCounts(
        systemHits: systems.count { s in golds.contains { $0.span.overlaps(s.span) } }, system: systems.count,
        goldHits: golds.count { g in systems.contains { $0.span.overlaps(g.span) } }, gold: golds.count)
    }
    for relation in gold.relations.union(system.relations) {
      let isGold = gold.relations.contains(relation)
      let isSystem = system.relations.contains(relation)
      relations[relation.type, default: .zero] += Counts(
        isGold && isSystem ? 1 : 0, isSystem && !isGold ? 1 : 0, isGold && !isSystem ? 1 : 0)
    }
  }
}
