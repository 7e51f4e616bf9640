package import Formats

/// Everything that is counted of one document.
package struct DocumentEvaluation: Sendable {
  package var id: String
  package var genre: String?
  package var referee: RefereeScore
  package var schemes: SchemeScore
  package var facts: FactScore
  package var errors: [ExtractionError]
  package var alignment: Alignment
  package var rules: [RuleReference: RuleCounts]
  /// The strict hits and the rules that made them.
  package var hits: [MentionKey: RuleReference?]
  package var isMissing: Bool

  /// What a rule found: strict hits, false mentions, and wrong values among the hits.
  package struct RuleCounts: Hashable, Sendable {
    package var correct = 0
    package var wrong = 0
    package var wrongValues = 0

    package init(correct: Int = 0, wrong: Int = 0, wrongValues: Int = 0) {
      self.correct = correct
      self.wrong = wrong
      self.wrongValues = wrongValues
    }

    package var precision: Double { ratio(Double(correct), Double(correct + wrong)) }

    package static func + (a: RuleCounts, b: RuleCounts) -> RuleCounts {
      RuleCounts(
        correct: a.correct + b.correct, wrong: a.wrong + b.wrong, wrongValues: a.wrongValues + b.wrongValues)
    }
  }

  package init(_ pair: DocumentPair, profile: EvaluationProfile, comparison: ValueComparison) {
    let gold = KeyedDocument(pair.gold)
    let system = KeyedDocument(pair.system)
    id = pair.id
    genre = pair.genre
    isMissing = pair.system == nil
    referee = RefereeScore(
      gold: gold, system: system, isUndated: pair.isUndated, profile: profile, comparison: comparison)
    alignment = Alignment(gold: Set(gold.keys), system: Set(system.keys))
    schemes = SchemeScore(alignment)
    facts = FactScore(gold: gold, system: system, profile: profile, comparison: comparison)
    errors = ErrorAnalysis(
      gold: gold, system: system, alignment: alignment, text: pair.gold.text ?? pair.system?.text
    )
    .errors(profile: profile, comparison: comparison, isUndated: pair.isUndated)
    rules = [:]
    hits = [:]
    for key in system.keys {
      let isCorrect = gold.mentions[key] != nil
      let rule = system.mentions[key]!.rule
      if isCorrect { hits[key] = .some(rule) }
      guard let rule else { continue }
      rules[rule, default: RuleCounts()].correct += isCorrect ? 1 : 0
      rules[rule, default: RuleCounts()].wrong += isCorrect ? 0 : 1
    }
    for error in errors where error.cause == .value {
      if let rule = error.system[0].rule { rules[rule]!.wrongValues += 1 }
    }
  }
}

/// The evaluation of a corpus: documents one by one, and sums over any of them.
package struct CorpusEvaluation: Sendable {
  package var documents: [DocumentEvaluation]
  package var profile: EvaluationProfile

  package init(_ corpus: EvaluationCorpus, profile: EvaluationProfile = .standard) {
    let comparison = ValueComparison()
    self.profile = profile
    documents = corpus.documents.map { DocumentEvaluation($0, profile: profile, comparison: comparison) }
  }

  package var referee: RefereeScore { documents.reduce(into: RefereeScore()) { $0 += $1.referee } }
  package var schemes: SchemeScore { documents.reduce(into: SchemeScore()) { $0 += $1.schemes } }
  package var facts: FactScore { documents.reduce(into: FactScore()) { $0 += $1.facts } }
  package var rules: [RuleReference: DocumentEvaluation.RuleCounts] {
    documents.reduce(into: [:]) { $0.merge($1.rules, uniquingKeysWith: +) }
  }
  package var missing: [String] { documents.filter(\.isMissing).map(\.id) }

  /// The types seen, in the order of tables.
  package var types: [String] { profile.ordered(Set(documents.flatMap { $0.referee.types.keys })) }
  package var relationTypes: [String] { Set(documents.flatMap { $0.referee.relations.keys }).sorted() }

  /// The documents of each genre; those without one are under nil and not in it.
  package var genres: [String: [DocumentEvaluation]] {
    Dictionary(grouping: documents.filter { $0.genre != nil }, by: { $0.genre! })
  }

  package var errorCount: Int { documents.reduce(0) { $0 + $1.errors.count } }

  /// How many errors each type has of each cause.
  package var causes: [String: [ExtractionError.Cause: Int]] {
    documents.reduce(into: [:]) { causes, document in
      for error in document.errors { causes[error.type, default: [:]][error.cause, default: 0] += 1 }
    }
  }

  /// Errors of one cause and type that look alike, most frequent first; only those that occur twice or more.
  package var patterns: [(type: String, cause: ExtractionError.Cause, pattern: String, count: Int)] {
    struct Group: Hashable { var type: String, cause: ExtractionError.Cause, pattern: String }
    var counts: [Group: Int] = [:]
    for document in documents {
      for error in document.errors where !error.pattern.isEmpty {
        counts[Group(type: error.type, cause: error.cause, pattern: error.pattern), default: 0] += 1
      }
    }
    return counts.filter { $0.value > 1 }.map { ($0.key.type, $0.key.cause, $0.key.pattern, $0.value) }
      .sorted {
        (-$0.count, $0.type, $0.cause.rawValue, $0.pattern) < (
          -$1.count, $1.type, $1.cause.rawValue, $1.pattern
        )
      }
  }

  /// The value F1: a hit counts when span, type and value are right. Over the types whose values are compared.
  package func valueCounts(_ types: some Sequence<String>) -> Counts {
    let score = referee
    return types.reduce(.zero) { sum, type in
      guard profile.notations[type] != nil, let counts = score.types[type] else { return sum }
      let correct = counts.value.correct
      return sum + Counts(correct, counts.strict.system - correct, counts.strict.gold - correct)
    }
  }
}
