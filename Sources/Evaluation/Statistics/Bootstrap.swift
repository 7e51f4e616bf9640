/// A range that holds a score with 95% confidence.
package struct Interval: Hashable, Sendable {
  package var low: Double
  package var high: Double

  package init(low: Double, high: Double) {
    self.low = low
    self.high = high
  }
}

/// Bootstrap over documents (Efron 1979): as many documents as there are, drawn with replacement, again and again;
/// the middle 95% of the scores so found. Documents, not mentions, are drawn, since the mentions of one document
/// are right or wrong together.
package struct Bootstrap: Sendable {
  /// `draws[i]` has how often each document is in the sample `i`.
  private let draws: [[UInt16]]

  /// - Parameters:
  ///   - documents: how many documents there are.
  ///   - samples: how many samples are drawn.
  ///   - seed: the same seed gives the same intervals anywhere.
  package init(documents: Int, samples: Int = 1000, seed: UInt64 = 1) {
    var generator = SeededGenerator(seed: seed)
    draws = (0..<(documents == 0 ? 0 : samples)).map { _ in
      var counts = [UInt16](repeating: 0, count: documents)
      for _ in 0..<documents { counts[generator.below(documents)] += 1 }
      return counts
    }
  }

  /// The 95% interval of a score of summed counts, by the percentile method; nil without documents.
  ///
  /// - Parameters:
  ///   - counts: the counts of each document.
  ///   - score: the score of the sum.
  package func interval(_ counts: [Counts], of score: (Counts) -> Double) -> Interval? {
    interval { weights in
      var sum = (0, 0, 0)
      for (count, weight) in zip(counts, weights) where weight > 0 {
        sum.0 += count.truePositives * Int(weight)
        sum.1 += count.falsePositives * Int(weight)
        sum.2 += count.falseNegatives * Int(weight)
      }
      return score(Counts(sum.0, sum.1, sum.2))
    }
  }

  /// The 95% interval of any function of how often each document is in the sample.
  package func interval(_ score: ([UInt16]) -> Double) -> Interval? {
    guard !draws.isEmpty else { return nil }
    let sorted = draws.map(score).sorted()
    // The nearest ranks that leave 2.5% outside on each side.
    let cut = Int(Double(sorted.count) * 0.025)
    return Interval(low: sorted[cut], high: sorted[sorted.count - 1 - cut])
  }
}

/// The difference between two systems on the same documents.
package struct PairedDifference: Hashable, Sendable {
  /// F1 of the system minus F1 of the baseline.
  package var difference: Double
  /// The 95% bootstrap interval of the difference, the same documents drawn for both.
  package var interval: Interval
  /// How likely a difference of at least this size is where the two systems do not differ: approximate
  /// randomization (Noreen 1989; Yeh 2000), in which each document's results are swapped or not by a coin.
  package var pValue: Double

  /// Nil without documents.
  ///
  /// - Parameter trials: how many random swaps; the p-value is at least 1 / (trials + 1).
  package init?(
    system: [Counts], baseline: [Counts], bootstrap: Bootstrap, trials: Int = 2000, seed: UInt64 = 1
  ) {
    precondition(system.count == baseline.count)
    func f1(_ counts: Counts) -> Double { counts.scores.f1 }
    let sums = (system.reduce(.zero, +), baseline.reduce(.zero, +))
    difference = f1(sums.0) - f1(sums.1)
    guard
      let interval = bootstrap.interval({ weights in
        var a = Counts.zero
        var b = Counts.zero
        for (i, weight) in weights.enumerated() where weight > 0 {
          for _ in 0..<weight {
            a += system[i]
            b += baseline[i]
          }
        }
        return f1(a) - f1(b)
      })
    else { return nil }
    self.interval = interval
    var generator = SeededGenerator(seed: seed)
    var atLeast = 0
    for _ in 0..<trials {
      var a = Counts.zero
      var b = Counts.zero
      for i in system.indices {
        let isSwapped = generator.next() >> 63 == 1
        a += isSwapped ? baseline[i] : system[i]
        b += isSwapped ? system[i] : baseline[i]
      }
      // Sums that differ only by rounding are the same difference.
      if abs(f1(a) - f1(b)) >= abs(difference) - 1e-12 { atLeast += 1 }
    }
    pValue = Double(atLeast + 1) / Double(trials + 1)
  }
}
