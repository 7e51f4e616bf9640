/// True positives, false positives, false negatives; scores are divided last.
package struct Counts: Hashable, Sendable, AdditiveArithmetic {
  package var truePositives: Int
  package var falsePositives: Int
  package var falseNegatives: Int

  package init(_ truePositives: Int = 0, _ falsePositives: Int = 0, _ falseNegatives: Int = 0) {
    self.truePositives = truePositives
    self.falsePositives = falsePositives
    self.falseNegatives = falseNegatives
  }

  package static let zero = Counts()

  package static func + (a: Counts, b: Counts) -> Counts {
    Counts(
      a.truePositives + b.truePositives, a.falsePositives + b.falsePositives,
      a.falseNegatives + b.falseNegatives)
  }

  package static func - (a: Counts, b: Counts) -> Counts {
    Counts(
      a.truePositives - b.truePositives, a.falsePositives - b.falsePositives,
      a.falseNegatives - b.falseNegatives)
  }

  package var gold: Int { truePositives + falseNegatives }
  package var system: Int { truePositives + falsePositives }
  package var scores: Scores {
    Scores(
      precision: ratio(Double(truePositives), Double(system)),
      recall: ratio(Double(truePositives), Double(gold)))
  }
}

/// Precision, recall and their harmonic mean; 0 where the denominator is 0.
package struct Scores: Hashable, Sendable {
  package var precision: Double
  package var recall: Double

  package init(precision: Double, recall: Double) {
    self.precision = precision
    self.recall = recall
  }

  package var f1: Double {
    precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0
  }
}

/// `a / b`, or 0 for a zero denominator.
func ratio(_ a: Double, _ b: Double) -> Double { b == 0 ? 0 : a / b }

/// Mentions that overlap a mention of the same type on the other side, counted from each side: two system
/// mentions within one gold mention are two hits of precision and one of recall.
package struct OverlapCounts: Hashable, Sendable, AdditiveArithmetic {
  package var systemHits: Int
  package var system: Int
  package var goldHits: Int
  package var gold: Int

  package init(systemHits: Int = 0, system: Int = 0, goldHits: Int = 0, gold: Int = 0) {
    self.systemHits = systemHits
    self.system = system
    self.goldHits = goldHits
    self.gold = gold
  }

  package static let zero = OverlapCounts()

  package static func + (a: OverlapCounts, b: OverlapCounts) -> OverlapCounts {
    OverlapCounts(
      systemHits: a.systemHits + b.systemHits, system: a.system + b.system, goldHits: a.goldHits + b.goldHits,
      gold: a.gold + b.gold)
  }

  package static func - (a: OverlapCounts, b: OverlapCounts) -> OverlapCounts {
    OverlapCounts(
      systemHits: a.systemHits - b.systemHits, system: a.system - b.system, goldHits: a.goldHits - b.goldHits,
      gold: a.gold - b.gold)
  }

  package var scores: Scores {
    Scores(
      precision: ratio(Double(systemHits), Double(system)), recall: ratio(Double(goldHits), Double(gold)))
  }
}

/// Of the strict hits whose values are compared, how many are right.
package struct ValueCounts: Hashable, Sendable, AdditiveArithmetic {
  package var correct: Int
  package var compared: Int

  package init(correct: Int = 0, compared: Int = 0) {
    self.correct = correct
    self.compared = compared
  }

  package static let zero = ValueCounts()

  package static func + (a: ValueCounts, b: ValueCounts) -> ValueCounts {
    ValueCounts(correct: a.correct + b.correct, compared: a.compared + b.compared)
  }

  package static func - (a: ValueCounts, b: ValueCounts) -> ValueCounts {
    ValueCounts(correct: a.correct - b.correct, compared: a.compared - b.compared)
  }

  package var accuracy: Double { ratio(Double(correct), Double(compared)) }
}
