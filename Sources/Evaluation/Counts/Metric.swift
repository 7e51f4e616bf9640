/// A score that can be named in a gate, given an interval and compared with a baseline: strict F1 of something.
package enum Metric: Hashable, Sendable, CustomStringConvertible {
  /// All core types together.
  case core
  /// All types together.
  case all
  case type(String)
  case relation(String)
  /// All relations together.
  case relations

  /// `core`, `all`, `relations`, or the name of a type or relation.
  package var description: String {
    switch self {
    case .core: "core"
    case .all: "all"
    case .relations: "relations"
    case .type(let name), .relation(let name): name
    }
  }

  package func counts(_ score: RefereeScore, profile: EvaluationProfile) -> Counts {
    switch self {
    case .core: score.micro(profile.coreTypes).strict
    case .all: score.microAll.strict
    case .type(let name): score.types[name]?.strict ?? .zero
    case .relation(let name): score.relations[name] ?? .zero
    case .relations: score.microRelations
    }
  }
}

extension CorpusEvaluation {
  /// The metrics of the corpus in the order of tables.
  package var metrics: [Metric] {
    [.core, .all] + types.map { .type($0) } + (relationTypes.isEmpty ? [] : [.relations])
      + relationTypes.map { .relation($0) }
  }

  /// The metric of a name that a person gives; nil for a name that the corpus does not have.
  package func metric(_ name: String) -> Metric? { metrics.first { $0.description == name } }

  package func counts(_ metric: Metric) -> [Counts] {
    documents.map { metric.counts($0.referee, profile: profile) }
  }

  package func total(_ metric: Metric) -> Counts { counts(metric).reduce(.zero, +) }

  /// The 95% interval of the F1 of each metric.
  package func intervals(samples: Int = 1000, seed: UInt64 = 1) -> [Metric: Interval] {
    let bootstrap = Bootstrap(documents: documents.count, samples: samples, seed: seed)
    return metrics.reduce(into: [:]) { intervals, metric in
      intervals[metric] = bootstrap.interval(counts(metric)) { $0.scores.f1 }
    }
  }
}
