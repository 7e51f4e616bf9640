import Formats

/// An evaluation with everything that a report tells of it.
package struct EvaluationReport: Sendable {
  package var title: String
  package var corpus: EvaluationCorpus
  package var evaluation: CorpusEvaluation
  package var intervals: [Metric: Interval]
  package var comparison: BaselineComparison?
  package var verdict: GateVerdict
  /// Where grammar files are, as paths of annotations have it; put before the file of a rule.
  package var grammarFolder: String

  /// Evaluates a corpus.
  ///
  /// - Parameters:
  ///   - samples: how many bootstrap samples the intervals rest on.
  ///   - seed: the seed of everything drawn at random.
  package init(
    _ corpus: EvaluationCorpus, title: String = "Evaluation", profile: EvaluationProfile = .standard,
    baseline: Baseline? = nil, failUnder: FailUnder? = nil, maxRegression: Double? = nil,
    onlySignificantRegression: Bool = false, samples: Int = 1000, trials: Int = 2000, seed: UInt64 = 1,
    grammarFolder: String = ""
  ) {
    self.title = title
    self.corpus = corpus
    self.grammarFolder = grammarFolder
    let evaluation = CorpusEvaluation(corpus, profile: profile)
    self.evaluation = evaluation
    intervals = evaluation.intervals(samples: samples, seed: seed)
    comparison = baseline.map {
      BaselineComparison(evaluation, $0, corpus: corpus, samples: samples, trials: trials, seed: seed)
    }
    var checks = failUnder?.verdict(evaluation).checks ?? []
    if let maxRegression, let comparison {
      checks +=
        comparison.verdict(maxRegression: maxRegression, significanceOnly: onlySignificantRegression).checks
    }
    verdict = GateVerdict(checks: checks)
  }

  func grammarPath(_ rule: RuleReference) -> String {
    rule.file.isEmpty || grammarFolder.isEmpty
      ? rule.file : grammarFolder.hasSuffix("/") ? grammarFolder + rule.file : grammarFolder + "/" + rule.file
  }

  /// One line that says what is wrong, for people.
  func message(_ error: ExtractionError) -> String {
    func quoted(_ mentions: [AnnotatedMention]) -> String {
      mentions.map { "‘\($0.text)’" }.joined(separator: " + ")
    }
    let rules = error.rules.isEmpty ? "" : " (rule \(error.rules.map(\.name).joined(separator: ", ")))"
    switch error.cause {
    case .missing: return "\(error.type) \(quoted(error.gold)) is missing" + near(error)
    case .spurious: return "\(error.type) \(quoted(error.system)) is not in gold\(rules)" + near(error)
    case .value: return "\(error.type) \(quoted(error.gold)): value \(error.pattern)\(rules)"
    case .type:
      return
        "\(quoted(error.gold)) is \(error.type), the system has \(error.system[0].type) \(quoted(error.system))\(rules)"
    case .boundary, .split, .merge:
      return "\(error.type) \(quoted(error.gold)) is \(quoted(error.system)) in the system\(rules)"
    }
  }

  private func near(_ error: ExtractionError) -> String {
    guard let nearest = error.nearest else { return "" }
    let place =
      nearest.distance == 0
      ? "at the same place" : "\(nearest.distance) character\(nearest.distance == 1 ? "" : "s") away"
    return "; nearest: \(nearest.mention.type) ‘\(nearest.mention.text)’ \(place)"
  }
}
