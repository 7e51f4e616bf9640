public import TextModel

/// What a text is read against: time is an argument, never a clock.
public struct ReferenceContext: Hashable, Sendable, Codable {
  /// When the text was published, to the day or the minute; nil when unknown. A year, or a month and day without
  /// a year, are allowed and fill in what they can.
  public var publication: DatePoint?

  /// Makes a context from a point of the calendar.
  public init(publication: DatePoint? = nil) {
    self.publication = publication
  }

  /// Nothing known.
  public static let unknown = ReferenceContext()

  /// Reads `2022-09-15` or `2022-09-15T09:47`.
  ///
  /// - Returns: nil for anything else, and for a day that the calendar does not have.
  public init?(publicationDate text: String) {
    let bytes = Array(text.utf8)
    func number(_ range: Range<Int>) -> Int? {
      var value = 0
      for byte in bytes[range] {
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
        value = value * 10 + Int(byte - UInt8(ascii: "0"))
      }
      return value
    }
    guard bytes.count == 10 || bytes.count == 16, bytes[4] == UInt8(ascii: "-"),
      bytes[7] == UInt8(ascii: "-"),
      let year = number(0..<4), let month = number(5..<7), let day = number(8..<10), year > 0,
      day >= 1, day <= CivilCalendar.dayCount(month: month, year: year)
    else { return nil }
    var point = DatePoint(grain: .day, year: year, month: month, day: day)
    if bytes.count == 16 {
      guard bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"), let hour = number(11..<13),
        let minute = number(14..<16), hour < 24, minute < 60
      else { return nil }
      point.grain = .minute
      point.hour = hour
      point.minute = minute
    }
    publication = point
  }
}

/// A date that the cascade found, as resolution takes it.
package struct DateMention: Hashable, Sendable {
  package var expression: DateExpression
  package var tokens: TokenSpan
  /// Index of the sentence that it stands in.
  package var sentence: Int
  /// Whether it is the date of a document: when that was issued says nothing of when the text was published.
  package var isOfDocument: Bool

  package init(expression: DateExpression, tokens: TokenSpan, sentence: Int, isOfDocument: Bool = false) {
    self.expression = expression
    self.isOfDocument = isOfDocument
    self.tokens = tokens
    self.sentence = sentence
  }
}

/// A reference and how far it can be trusted.
package struct KnownReference: Hashable, Sendable {
  package enum Source: Hashable, Sendable {
    /// The caller gave it.
    case given
    /// The text's own header states it.
    case header
    /// The text says which date "today" is: `hôm nay (9/1)`.
    case apposition
    /// A guess: the first day that the body names.
    case dateline
    case none
  }
  package var publication: DatePoint?
  package var source: Source

  package init(publication: DatePoint?, source: Source) {
    self.publication = publication
    self.source = publication == nil ? .none : source
  }

  /// Whether years that the text leaves out may be filled in from it. A dateline is good for "today" only.
  var settlesYears: Bool { source != .dateline && publication?.year != nil }
}
