public import TextModel

/// A number with what it measures, for whom and when: one row of a table.
public struct Indicator: Hashable, Sendable, Codable {
  /// What is measured, as written; nil for plain counts, whose unit says it.
  public var measure: String?
  /// The number, with its unit, comparator and change.
  public var quantity: Quantity
  /// The period or day that the number speaks of.
  public var period: DateValue?
  /// The period that it is compared with: `so với cùng kỳ năm trước`.
  public var comparedWith: DateValue?
  /// The body or place that it speaks of.
  public var scope: String?
  /// The sentence, from 0.
  public var sentence: Int
  /// The mention of the quantity, an index into `Document.mentions`; so are the others.
  public var quantityMention: Int
  /// The mention of the measure.
  public var measureMention: Int?
  /// The mention of the period.
  public var periodMention: Int?
  /// The mention of the scope.
  public var scopeMention: Int?

  /// Makes an indicator from its parts.
  public init(
    measure: String? = nil, quantity: Quantity, period: DateValue? = nil, comparedWith: DateValue? = nil,
    scope: String? = nil, sentence: Int, quantityMention: Int, measureMention: Int? = nil,
    periodMention: Int? = nil,
    scopeMention: Int? = nil
  ) {
    self.measure = measure
    self.quantity = quantity
    self.period = period
    self.comparedWith = comparedWith
    self.scope = scope
    self.sentence = sentence
    self.quantityMention = quantityMention
    self.measureMention = measureMention
    self.periodMention = periodMention
    self.scopeMention = scopeMention
  }
}
