import Testing
import TextModel

@testable import Extraction

@Suite struct DateResolverTests {
  /// Publication date (empty: unknown), then calls with the values they resolve to, one sentence each.
  static let table: [(String, [(String, String)])] = [
    (
      "2013-10-22",
      [
        ("date(relative: 'hôm qua')", "2013-10-21"),
        ("date(part: 'chiều', relative: 'nay')", "2013-10-22TAF"),
        ("date(relative: 'tuần trước')", "2013-W42"), ("date(relative: 'tuần này')", "2013-W43"),
        ("date(month: '12')", "2013-12"), ("date(clock: '14h30', relative: 'hôm nay')", "2013-10-22T14:30"),
        ("date(relative: 'năm ngoái')", "2012"), ("date(relative: 'tháng trước')", "2013-09"),
        ("date(relative: 'quý này')", "2013-Q4"), ("date(month: 'tư', relative: 'năm ngoái')", "2012-04"),
        ("date(weekday: 'thứ hai', relative: 'tuần trước')", "2013-10-14"),
        ("date(weekday: 'thứ bảy')", "2013-10-19"),
        ("date(weekday: 'thứ bảy', relative: 'tuần này')", "2013-10-26"),
        ("date(relative: 'năm học này')", "2013/2014"),
        ("date(relative: 'ngày trước', count: '30')", "2013-09-22"),
        ("date(day: '5', relative: 'tháng này')", "2013-10-05"),
        ("dateSpan(count: '8', unit: 'tháng', edge: 'đầu')", "2013-01/2013-08"),
      ]
    ),
    // A lunar day is told beside a solar one and moves nothing.
    (
      "2019-01-20",
      [
        ("date(written: '28/1/2019')", "2019-01-28"),
        ("date(day: '10', month: '1', lunar: 'âm lịch')", "2019-01-10"),
        ("date(relative: 'cùng ngày')", "2019-01-28"),
      ]
    ),
    // A period, then the same one of another year.
    (
      "2013-10-22", [("date(quarter: 'III')", "2013-Q3"), ("date(relative: 'cùng kỳ năm trước')", "2012-Q3")]
    ),
    (
      "2022-07-05",
      [
        ("dateSpan(count: '6', unit: 'tháng', edge: 'đầu')", "2022-01/2022-06"),
        ("date(relative: 'cùng kỳ năm trước')", "2021-01/2021-06"),
      ]
    ),
    (
      "2022-07-05",
      [
        ("dateSpan(count: '6', unit: 'tháng', edge: 'đầu')", "2022-01/2022-06"),
        ("date(relative: 'cùng kỳ', year: '2016')", "2016-01/2016-06"),
      ]
    ),
    (
      "2022-07-05",
      [("date(relative: 'cùng kỳ năm trước')", "2021"), ("date(relative: 'cùng kỳ', year: '2016')", "2016")]
    ),
    (
      "2022-07-05", [("date(written: '1/7')", "2022-07-01"), ("date(relative: 'cùng kỳ năm trước')", "2021")]
    ),
    // The year before the one mentioned, else before publication.
    ("2021-01-18", [("date(year: '2020')", "2020"), ("date(relative: 'năm trước')", "2019")]),
    ("2021-01-18", [("date(relative: 'năm trước')", "2020")]),
    (
      "2021-01-18",
      [
        ("dateRange(date(year: '2016'), date(year: '2020'))", "2016/2020"),
        ("date(relative: 'năm trước')", "2020"),
      ]
    ),
    ("", [("date(year: '2017')", "2017"), ("date(relative: 'năm trước đó')", "2016")]),
    (
      "2021-01-18",
      [
        ("date(year: '2020')", "2020"), ("date(written: '5/1')", "2021-01-05"),
        ("date(relative: 'năm trước')", "2019"),
      ]
    ),
    (
      "",
      [
        ("date(year: '2020')", "2020"), ("date(relative: 'năm nay')", "XXXX"),
        ("date(relative: 'năm trước')", "XXXX"),
      ]
    ),
    // The same day.
    (
      "",
      [
        ("date(written: '14/10/2018')", "2018-10-14"),
        ("date(part: 'tối', relative: 'cùng ngày')", "2018-10-14TEV"),
      ]
    ),
    (
      "",
      [
        ("date(part: 'tối', written: '1/9')", "XXXX-09-01TEV"),
        ("date(hour: '9', part: 'tối')", "XXXX-09-01T21:00"),
      ]
    ),
    // What a month was compared with is not what the next comparison starts from.
    (
      "2024-06-29",
      [
        ("date(month: '5', year: '2024')", "2024-05"), ("date(relative: 'cùng kỳ năm trước')", "2023-05"),
        ("date(relative: 'cùng kỳ năm trước')", "2023-05"),
      ]
    ),
    // A clock time of a day to come is not told yet.
    ("2022-10-14", [("date(written: '17/10')", "2022-10-17"), ("date(clock: '11h')", "2022-10-14T11:00")]),
    ("2013-10-22", [("date(clock: '15h55')", "2013-10-22T15:55")]),
    ("2013-10-22", [("date(written: '21/10')", "2013-10-21"), ("date(clock: '15h55')", "2013-10-21T15:55")]),
    (
      "2013-10-22",
      [
        ("date(written: '21/10')", "2013-10-21"), ("date(year: '2012')", "2012"),
        ("date(clock: '15h55')", "2013-10-22T15:55"),
      ]
    ),
    ("", [("date(clock: '15h55')", "T15:55")]),
    // Nearest year: other years count double.
    ("2022-03-15", [("date(month: '9')", "2022-09"), ("date(written: '18/1')", "2022-01-18")]),
    (
      "2022-01-10",
      [
        ("date(written: '15/12')", "2021-12-15"), ("date(month: '12')", "2021-12"),
        ("date(quarter: 'IV')", "2021-Q4"),
        ("date(written: '20/2')", "2022-02-20"),
      ]
    ),
    ("2022-12-20", [("date(written: '5/1')", "2023-01-05"), ("date(written: '10/5')", "2022-05-10")]),
    ("2021-03-01", [("date(written: '29/2')", "2020-02-29")]),
    (
      "2022-02-10",
      [("date(day: '28', month: 'chạp')", "2021-12-28"), ("date(day: '3', month: 'giêng')", "2022-01-03")]
    ),
    (
      "2021-01-05",
      [
        ("dateRange(date(written: '28/12'), date(written: '3/1'))", "2020-12-28/2021-01-03"),
        ("dateRange(date(day: '5'), date(written: '7/1'))", "2021-01-05/2021-01-07"),
      ]
    ),
    // The text itself states the year.
    (
      "2022-09-15", [("date(written: '14/10/2018')", "2018-10-14"), ("date(written: '14/10')", "2018-10-14")]
    ),
    (
      "2022-04-30",
      [
        ("date(written: '30/4/1975')", "1975-04-30"), ("date(year: '2000')", "2000"),
        ("date(year: '2001')", "2001"),
        ("date(year: '2002')", "2002"), ("date(written: '30/4')", "2022-04-30"),
      ]
    ),
    (
      "",
      [
        ("date(written: '1/10/2018')", "2018-10-01"), ("date(written: '5/11')", "XXXX-11-05"),
        ("date(year: '2015')", "2015"),
        ("date(month: '6')", "XXXX-06"), ("date(written: '1/10')", "2018-10-01"),
      ]
    ),
    (
      "",
      [
        ("date(written: '1/10/2018')", "2018-10-01"), ("date(year: '2015')", "2015"),
        ("date(year: '2015')", "2015"),
        ("date(written: '1/10/2019')", "2019-10-01"), ("date(year: '2015')", "2015"),
        ("date(year: '2015')", "2015"),
        ("date(year: '2015')", "2015"), ("date(written: '1/10')", "XXXX-10-01"),
      ]
    ),
    // A day alone.
    (
      "2022-09-15",
      [
        ("date(day: '20')", "2022-09-20"), ("date(written: '3/8')", "2022-08-03"),
        ("date(day: '4')", "2022-08-04"),
      ]
    ),
    ("2022-03-02", [("date(day: '30')", "2022-03-30")]),
    ("2022-03-02", [("date(day: '28')", "2022-02-28")]),
    // Nothing known.
    (
      "",
      [
        ("date(relative: 'hôm nay')", "XXXX-XX-XX"), ("date(relative: 'tuần trước')", "XXXX-WXX"),
        ("date(quarter: 'III')", "XXXX-Q3"), ("date(relative: 'năm nay')", "XXXX"),
        ("date(month: '9')", "XXXX-09"),
        ("dateSpan(count: '9', unit: 'tháng', edge: 'đầu')", "XXXX-01/XXXX-09"),
        ("date(weekday: 'thứ bảy')", "XXXX-XX-XX"),
        ("date(relative: 'năm học sau')", "XXXX/XXXX"), ("date(relative: 'tháng này')", "XXXX-XX"),
        ("date(relative: 'quý này')", "XXXX-QX"), ("date(relative: 'năm trước')", "XXXX"),
      ]
    ),
    (
      "2022-06-15", [("date(day: '31', relative: 'tháng này')", "2022-06-XX"), ("date(decade: '90')", "199")]
    ),
  ]

  @Test("Dates are resolved in the order of the text", arguments: table)
  func resolution(publication: String, steps: [(String, String)]) throws {
    let context =
      publication.isEmpty
      ? ReferenceContext.unknown : try #require(ReferenceContext(publicationDate: publication))
    let mentions = try steps.enumerated().map { index, step in try mention(step.0, at: index, sentence: index)
    }
    let resolver = DateResolver(reference: KnownReference(publication: context.publication, source: .given))
    #expect(resolver.resolve(mentions).map(\.notation) == steps.map(\.1))
  }

  @Test("A publication day without a year moves by days where leap years cannot matter")
  func partialPublication() throws {
    let steps = [
      ("date(part: 'đêm', relative: 'qua')", "XXXX-04-13TNI"), ("date(relative: 'hôm nay')", "XXXX-04-14"),
      ("date(relative: 'tháng trước')", "XXXX-03"), ("date(relative: 'năm ngoái')", "XXXX"),
    ]
    let reference = KnownReference(
      publication: DatePoint(grain: .day, month: 4, day: 14), source: .apposition)
    let mentions = try steps.enumerated().map { index, step in try mention(step.0, at: index, sentence: index)
    }
    #expect(DateResolver(reference: reference).resolve(mentions).map(\.notation) == steps.map(\.1))
    let march = DatePoint(grain: .day, month: 3, day: 1)
    #expect(march.moved(to: .day, by: -1).notation == "XXXX-XX-XX")
    #expect(DatePoint(grain: .day, month: 1, day: 1).moved(to: .day, by: -1).notation == "XXXX-12-31")
  }

  @Test("A dateline says what today is and settles no other year")
  func dateline() throws {
    let reference = KnownReference(
      publication: DatePoint(grain: .day, year: 2018, month: 12, day: 14), source: .dateline)
    let mentions = [
      try mention("date(relative: 'hôm qua')", at: 0, sentence: 0),
      try mention("date(written: '3/5')", at: 1, sentence: 1),
    ]
    #expect(
      DateResolver(reference: reference).resolve(mentions).map(\.notation) == ["2018-12-13", "XXXX-05-03"])
  }

  static let contexts: [(String, String?)] = [
    ("2022-09-15", "2022-09-15"), ("2022-09-15T09:47", "2022-09-15T09:47"), ("2022-02-30", nil),
    ("2022-13-01", nil),
    ("2022-9-15", nil), ("15/09/2022", nil), ("2022-09-15T24:00", nil), ("2022-09-15 09:47", nil), ("", nil),
    ("２０２２-09", nil), ("0000-01-01", nil), ("2020-02-29", "2020-02-29"),
  ]

  @Test("A reference context is a day that exists, perhaps with a time", arguments: contexts)
  func referenceContext(text: String, notation: String?) {
    #expect(ReferenceContext(publicationDate: text)?.publication?.notation == notation)
  }

  private func mention(_ call: String, at index: Int, sentence: Int) throws -> DateMention {
    guard case .date(let expression)? = GrammarCall.evaluate(call) else { throw NoDate(call: call) }
    return DateMention(
      expression: expression, tokens: TokenSpan(index * 10..<index * 10 + 2), sentence: sentence)
  }

  private struct NoDate: Error {
    var call: String
  }
}
