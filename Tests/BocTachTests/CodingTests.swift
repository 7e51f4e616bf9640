import BocTach
import Formats
import Foundation
import Testing

public import struct TextModel.ExactDecimal

@Suite struct CodingTests {
  @Test("a document that is written and read is the same") func aDocumentThatIsWrittenAndReadIsTheSame()
    throws
  {
    let document = Sample.document
    #expect(!document.officials.isEmpty && !document.legalDocuments.isEmpty && !document.indicators.isEmpty)
    #expect(!document.relations.isEmpty && document.sentences.count > 2)
    #expect(try Sample.decoded(document) == document)
  }

  /// `column`, `anchor` and `sentences` are what the command leaves out.
  @Test("the encoded form is the command's but for what it leaves out")
  func theEncodedFormIsTheCommandsButForWhatItLeavesOut() throws {
    var document = Sample.document
    document.sentences = []
    let command = document.json(id: "x")
    var expected = try #require(
      JSONSerialization.jsonObject(with: Data(command)) as? [String: Any])
    for key in ["id", "warnings"] { expected[key] = nil }
    let encoded = without(["column", "anchor"], in: try Sample.json(document))
    #expect(NSDictionary(dictionary: expected) == (encoded as? NSDictionary))
  }

  @Test("the command's JSON is read too") func theCommandsJSONIsReadToo() throws {
    let bytes = Sample.document.json(id: "x", warnings: ["w"])
    let read = try JSONDecoder().decode(Document.self, from: Data(bytes))
    #expect(read.publication == Sample.document.publication)
    #expect(read.mentions.map(\.span) == Sample.document.mentions.map(\.span))
    #expect(read.mentions.map { $0.value?.notation } == Sample.document.mentions.map { $0.value?.notation })
    #expect(read.officials == Sample.document.officials)
    #expect(read.legalDocuments == Sample.document.legalDocuments)
    #expect(read.indicators == Sample.document.indicators)
  }

  static let units = (
    vnd: Quantity.Unit(kind: .currency, code: "VND"), month: Quantity.Unit(kind: .time, code: "month")
  )

  static let fieldValues: [(value: FieldValue, json: String)] = [
    (.text("Nghị định"), #""Nghị định""#),
    (.text("4.5"), #""4.5""#),
    (.number(ExactDecimal("4.50")!), #"{"number":"4.5"}"#),
    (.flag(true), "true"),
    (.flag(false), "false"),
    (
      .quantity(
        Quantity(amount: .exactly(4_900_000), unit: units.vnd, per: [units.month], comparator: .about)),
      #"""
      {"amount":"4900000","comparator":"about","notation":"4900000 VND/month","per":[{"code":"month","kind":"time"}],\#
      "unit":{"code":"VND","kind":"currency"}}
      """#
    ),
    (
      .quantity(Quantity(amount: .range(6, 8), change: .increase)),
      #"{"change":"increase","high":"8","low":"6","notation":"6..8"}"#
    ),
    (.quantity(Quantity(amount: .of(158, 160))), #"{"notation":"158 of 160","part":"158","whole":"160"}"#),
    (.quantity(Quantity(amount: .fraction(1, 3))), #"{"denominator":"3","notation":"1/3","numerator":"1"}"#),
    (
      .quantity(
        Quantity(
          amount: .exactly(8), unit: units.month,
          rest: [Quantity.Part(number: 27, unit: Quantity.Unit(kind: .time, code: "day"))])),
      #"""
      {"amount":"8","notation":"8 month 27 day","rest":[{"amount":"27","unit":{"code":"day","kind":"time"}}],\#
      "unit":{"code":"month","kind":"time"}}
      """#
    ),
    (
      .date(DateExpression(value: DateValue(start: DatePoint(grain: .quarter, year: 2022, part: 3)))),
      #"{"notation":"2022-Q3","start":{"grain":"quarter","part":3,"year":2022}}"#
    ),
    (
      .date(
        DateExpression(
          value: DateValue(
            start: DatePoint(grain: .year, year: 2021), end: DatePoint(grain: .year, year: 2022),
            modifier: .mid,
            isLunar: true), anchor: .publication(unit: .day, offset: -1))),
      #"""
      {"anchor":{"offset":-1,"reference":"publication","unit":"day"},"end":{"grain":"year","year":2022},"lunar":true,\#
      "modifier":"mid","notation":"2021/2022","start":{"grain":"year","year":2021}}
      """#
    ),
  ]

  @Test("a field's kind can be told from its form", arguments: fieldValues.indices)
  func aFieldsKindCanBeToldFromItsForm(_ row: Int) throws {
    let (value, json) = Self.fieldValues[row]
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    #expect(String(decoding: try encoder.encode(value), as: UTF8.self) == json)
    #expect(try Sample.decoded(value) == value)
  }

  static let anchors: [DateExpression.Anchor] = [
    .publication(unit: .year, offset: 0), .previousDate(unit: .month, offset: 2), .nearest,
    .weekday(6, offset: nil), .weekday(1, offset: -1), .samePeriod(unit: .year, offset: -1), .sameDay,
    .schoolYear(offset: 1),
  ]

  @Test("an anchor is read as it was written", arguments: anchors)
  func anAnchorIsReadAsItWasWritten(_ anchor: DateExpression.Anchor) throws {
    #expect(try Sample.decoded(anchor) == anchor)
  }

  /// Publication dates are written in the value notation.
  @Test(
    "a publication is read as it was written",
    arguments: [
      DatePoint(grain: .year, year: 2022), DatePoint(grain: .month, year: 2022, month: 9),
      DatePoint(grain: .day, year: 2022, month: 9, day: 13), DatePoint(grain: .day, month: 9, day: 13),
      DatePoint(grain: .day, year: 2022, month: 9, day: 13, partOfDay: .afternoon),
      DatePoint(grain: .minute, year: 2022, month: 9, day: 13, hour: 9, minute: 47),
      DatePoint(grain: .clock, hour: 14, minute: 30), DatePoint(grain: .half, year: 2022, part: 1),
      DatePoint(grain: .quarter, year: 2022, part: 3), DatePoint(grain: .week, year: 2022, part: 5),
      DatePoint(grain: .season, year: 2022, season: .winter), DatePoint(grain: .decade, year: 199),
      DatePoint(grain: .century, year: 19), DatePoint(grain: .year), DatePoint(grain: .month, year: 2022),
    ])
  func aPublicationIsReadAsItWasWritten(_ date: DatePoint) throws {
    let publication = Document.Publication(date: date, source: .header)
    #expect(try Sample.decoded(publication) == publication)
  }

  static let broken: [(json: String, what: String)] = [
    (#"{"date":"2022-13-01","source":"given"}"#, "a month that there is not"),
    (#"{"date":"hôm qua","source":"given"}"#, "a date in words"),
    (#"{"date":"2022-Q5","source":"given"}"#, "a fifth quarter"),
    (#"{"date":"2022-09-13T25:00","source":"given"}"#, "a twenty-fifth hour"),
    (#"{"date":"2022-09-1","source":"given"}"#, "a day of one digit"),
    (#"{"date":"2022","source":"rumor"}"#, "an unknown source"),
  ]

  @Test("a publication that is none is an error", arguments: broken.indices)
  func aPublicationThatIsNoneIsAnError(_ row: Int) throws {
    #expect(throws: DecodingError.self, "\(Self.broken[row].what)") {
      try JSONDecoder().decode(Document.Publication.self, from: Data(Self.broken[row].json.utf8))
    }
  }

  @Test("ranges that run backward are errors and no traps") func rangesThatRunBackwardAreErrorsAndNoTraps()
    throws
  {
    var json = try #require(try Sample.json(Sample.document.mentions[0]) as? [String: Any])
    json["end"] = ["utf8": 0, "utf16": 0, "codePoints": 0]
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(Mention.self, from: JSONSerialization.data(withJSONObject: json))
    }
    json = try #require(try Sample.json(Sample.document.mentions[0]) as? [String: Any])
    json["sourceBytes"] = ["start": 9, "end": 8]
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(Mention.self, from: JSONSerialization.data(withJSONObject: json))
    }
  }

  @Test(
    "a decimal that is none is an error",
    arguments: ["", "1e5", "1,5", "--1", "99999999999999999999999999999999999999999"])
  func aDecimalThatIsNoneIsAnError(_ text: String) throws {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(ExactDecimal.self, from: JSONEncoder().encode(text))
    }
  }

  @Test("contexts and options are read as they were written")
  func contextsAndOptionsAreReadAsTheyWereWritten() throws {
    #expect(try Sample.decoded(Sample.reference) == Sample.reference)
    let options = ExtractionOptions(
      types: ["Date", "Person"], records: .officials, sentences: true, byteLimit: 9)
    #expect(try Sample.decoded(options) == options)
  }

  private func without(_ keys: Set<String>, in value: Any) -> Any {
    if let object = value as? [String: Any] {
      return object.filter { !keys.contains($0.key) }.mapValues { without(keys, in: $0) }
    }
    return (value as? [Any])?.map { without(keys, in: $0) } ?? value
  }
}

extension ExactDecimal: ExpressibleByIntegerLiteral {
  public init(integerLiteral value: Int) { self.init(value) }
}
