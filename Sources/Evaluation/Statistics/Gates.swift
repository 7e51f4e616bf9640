/// A condition on scores that must hold, and whether it does.
package struct GateVerdict: Hashable, Sendable {
  package struct Check: Hashable, Sendable {
    package var name: String
    package var isPassed: Bool
    package var message: String
  }

  package var checks: [Check]
  package var isPassed: Bool { checks.allSatisfy(\.isPassed) }
}

/// Lower limits of F1 by metric: `core=0.95,Person=0.9`.
package struct FailUnder: Hashable, Sendable {
  package struct Limit: Hashable, Sendable {
    package var name: String
    package var limit: Double
  }

  package var limits: [Limit]

  package struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
    package var description: String
  }

  /// Reads limits separated by commas; a number alone is the limit of `core`.
  package init(_ text: String) throws(Failure) {
    limits = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let sides = part.split(separator: "=", omittingEmptySubsequences: false)
      let name = sides.count == 2 ? String(sides[0]) : "core"
      guard sides.count <= 2, !name.isEmpty, let limit = Double(sides.last!), (0...1).contains(limit) else {
        throw Failure(description: "‘\(part)’ is not NAME=LIMIT with a limit from 0 to 1")
      }
      limits.append(Limit(name: name, limit: limit))
    }
  }

  /// A name that the corpus does not have fails: a gate must never pass because of a misspelling.
  package func verdict(_ evaluation: CorpusEvaluation) -> GateVerdict {
    GateVerdict(
      checks: limits.map { gate in
        let (name, limit) = (gate.name, gate.limit)
        guard let metric = evaluation.metric(name) else {
          return GateVerdict.Check(
            name: name, isPassed: false, message: "neither gold nor system has a type or relation ‘\(name)’")
        }
        let f1 = evaluation.total(metric).scores.f1
        let isPassed = f1 >= limit
        return GateVerdict.Check(
          name: name, isPassed: isPassed,
          message: "F1 \(fixed(f1, 4)) is \(isPassed ? "at least" : "under") \(fixed(limit, 4))")
      })
  }

}

extension BaselineComparison {
  /// Whether no metric falls by more than `maximum` below the baseline, and no document of it is left out.
  ///
  /// - Parameter significanceOnly: let a fall pass whose p-value is 0.05 or more.
  package func verdict(maxRegression maximum: Double, significanceOnly: Bool = false) -> GateVerdict {
    var checks = rows.map { row in
      let fall = -row.paired.difference
      let isExcused = significanceOnly && row.paired.pValue >= 0.05
      // A fall of exactly the maximum passes, whatever binary fractions make of it.
      let isPassed = fall <= maximum + 1e-9 || isExcused
      let what =
        "F1 \(fixed(row.system, 4)), baseline \(fixed(row.baseline, 4)), p = \(fixed(row.paired.pValue, 3))"
      return GateVerdict.Check(
        name: row.metric.description, isPassed: isPassed,
        message: isPassed ? what : "\(what): fell by more than \(fixed(maximum, 4))")
    }
    if !onlyInBaseline.isEmpty {
      checks.append(
        GateVerdict.Check(
          name: "documents", isPassed: false,
          message:
            "the baseline has documents that were not evaluated: \(onlyInBaseline.joined(separator: ", "))"))
    }
    return GateVerdict(checks: checks)
  }
}
