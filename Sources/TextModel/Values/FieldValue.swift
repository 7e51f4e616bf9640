/// What a field of a mention can hold. Grammars declare fields by these kinds; Swift code switches over the
/// kinds and never over the types.
///
/// Values of more than two words are boxed: a value takes 16 bytes, and copies of it share the box.
public enum FieldValue: Hashable, Sendable {
  /// Words, such as a name or a document's symbol.
  case text(String)
  /// A plain number.
  indirect case number(ExactDecimal)
  /// A number with its unit.
  indirect case quantity(Quantity)
  /// A date; in a `Document` it is resolved as far as its reference allows.
  indirect case date(DateExpression)
  /// Yes or no.
  case flag(Bool)
}

/// The kinds of `FieldValue`, by the names that grammars use.
public enum ValueKind: String, Hashable, Sendable, CaseIterable {
  /// Words.
  case text
  /// A plain number.
  case number
  /// A number with its unit.
  case quantity
  /// A place on the calendar or clock.
  case date
  /// Yes or no.
  case flag
}

extension FieldValue {
  /// Which of the kinds it is.
  public var kind: ValueKind {
    switch self {
    case .text: .text
    case .number: .number
    case .quantity: .quantity
    case .date: .date
    case .flag: .flag
    }
  }

  /// The corpus's notation of the value.
  public var notation: String {
    switch self {
    case .text(let text): text
    case .number(let number): number.description
    case .quantity(let quantity): quantity.notation
    case .date(let date): date.value.notation
    case .flag(let flag): flag ? "true" : "false"
    }
  }
}

/// A date as recognized, before the reference is known: the parts the words state, and how the rest is to be
/// found. Recognition (grammar, normalizer) makes it; resolution (`Extraction`) fills it in.
public struct DateExpression: Hashable, Sendable {
  /// The parts the words state. After resolution, the answer.
  public var value: DateValue
  /// How the missing parts follow from a reference; nil when the words state all that there is.
  public var anchor: Anchor?

  /// Makes an expression from its value and its anchor.
  public init(value: DateValue, anchor: Anchor? = nil) {
    self.value = value
    self.anchor = anchor
  }

  /// How the parts that the words leave out follow from what is known.
  public enum Anchor: Hashable, Sendable {
    /// The publication date plus `offset` units of `unit`: `hôm qua` is -1 day, `năm nay` 0 years.
    case publication(unit: DatePoint.Grain, offset: Int)
    /// The last date mentioned before, plus `offset` units: `năm trước đó`.
    case previousDate(unit: DatePoint.Grain, offset: Int)
    /// The year (and month, where missing) nearest to the publication date: `ngày 18/1`.
    case nearest
    /// A weekday (1 Monday … 7 Sunday) of the week `offset` weeks from that of the publication date; with no
    /// offset, the last such day up to the publication date: `thứ Bảy`.
    case weekday(Int, offset: Int?)
    /// The period mentioned last before, moved by `offset` units; where the words state a year, moved into it:
    /// `cùng kỳ năm trước` is -1 year, `cùng kỳ năm 2016`.
    case samePeriod(unit: DatePoint.Grain, offset: Int)
    /// The day mentioned last before, in the same sentence or nearby; else the publication date: a clock
    /// time alone, `14h30`.
    case sameDay
    /// The school year (September to August) that holds the publication date, plus `offset`: `năm học tới`.
    case schoolYear(offset: Int)
  }
}
