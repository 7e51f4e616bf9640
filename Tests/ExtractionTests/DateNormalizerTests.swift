import Testing
import TextModel

@Suite struct DateNormalizerTests {
  static let table: [(String, [String])] = [
    (
      "2022-09-13",
      [
        "date(day: '13', month: '9', year: '2022')", "date(written: '13/9/2022')",
        "date(written: '13-09-2022')",
        "date(written: '13.9.2022')", "date(written: '2022-09-13')", "date(written: '13/9/22')",
        "date(day: 'mười ba', month: 'chín', year: '2022')", "date(written: '13/9', year: '2022')",
        "date(weekday: 'thứ bảy', written: '13/9/2022')",
      ]
    ),
    ("2022-09-13TAF", ["date(part: 'chiều', written: '13/9/2022')"]),
    ("XXXX-09-13", ["date(written: '13/9')", "date(day: '13', month: '9')", "date(written: '13-9')"]),
    ("2022-08", ["date(month: '8', year: '2022')", "date(written: '8/2022')", "date(written: '08-2022')"]),
    ("XXXX-04", ["date(month: 'tư')", "date(month: '4')", "date(month: 'Tư', relative: 'năm ngoái')"]),
    (
      "2022-Q1",
      [
        "date(quarter: 'I', year: '2022')", "date(quarter: '1', year: '2022')",
        "date(quarter: 'một', year: '22')",
      ]
    ),
    ("XXXX-Q3", ["date(quarter: 'III')"]),
    ("2020-W53", ["date(week: '53', year: '2020')"]), ("XXXX-W53", ["date(week: '53')"]),
    ("2022-W52", ["date(week: '52', year: '2022')"]),
    ("2019-H1", ["date(semester: 'I', year: '2019')"]),
    ("2020", ["date(year: '2020')", "date(year: '20')"]),
    ("1986", ["date(year: '1986')", "date(year: '86')"]),
    ("0938", ["date(year: '938')"]),
    ("2022-SU", ["date(season: 'hè', year: '2022')"]),
    ("199", ["date(decade: '90')", "date(decade: '1990')", "date(decade: 'chín mươi', century: 'XX')"]),
    ("192", ["date(decade: '20', century: 'XX')", "date(decade: '1920')"]),
    ("19", ["date(century: 'XX')", "date(century: '20')"]),
    (
      "2022-09-15T09:47",
      [
        "date(clock: '9:47', written: '15-9-2022')",
        "date(clock: '9h47', weekday: 'thứ năm', written: '15-9-2022')",
        "date(hour: '9', minute: '47', written: '15/9/2022')",
        "date(clock: '9 giờ 47 phút', written: '15/9/2022')",
      ]
    ),
    (
      "XXXX-09-01T20:00",
      ["date(clock: '8h', part: 'tối', written: '1/9')", "date(hour: 'tám', part: 'tối', written: '1/9')"]
    ),
    (
      "T14:30",
      [
        "date(clock: '14h30')", "date(hour: '14', half: 'rưỡi')",
        "date(hour: '2', half: 'rưỡi', part: 'chiều')",
      ]
    ),
    ("T08:45", ["date(hour: '9', less: '15')", "date(hour: 'chín', less: 'mười lăm')"]),
    ("T24:00", ["date(clock: '24h')", "date(clock: '12h', part: 'đêm')"]),
    ("T12:00", ["date(clock: '12h', part: 'trưa')", "date(clock: '12h')"]),
    ("XXXX-01-03", ["date(day: '3', month: 'Giêng')", "date(day: 'ba', month: 'giêng', lunar: 'âm lịch')"]),
    ("XXXX-XX-15", ["date(day: '15')"]),
    (
      "XXXX-XX-XX",
      [
        "date(relative: 'hôm nay')", "date(weekday: 'thứ bảy')",
        "date(weekday: 'thứ hai', relative: 'tuần trước')",
      ]
    ),
    ("XXXX-XX-XXTMO", ["date(part: 'sáng', relative: 'nay')"]),
    ("XXXX-WXX", ["date(relative: 'tuần trước')"]),
    ("XXXX-QX", ["date(relative: 'quý này')"]),
    (
      "XXXX",
      ["date(relative: 'năm nay')", "date(relative: 'năm học này')", "date(relative: 'cùng kỳ năm trước')"]
    ),
    ("2025", ["date(modifier: 'cuối', year: '2025')"]),
    ("2021/2025", ["dateRange(date(year: '2021'), date(year: '2025'))"]),
    ("2018-06-21/2018-06-22", ["dateRange(date(day: '21'), date(written: '22/6/2018'))"]),
    ("XXXX-06-05/XXXX-06-07", ["dateRange(date(day: '5'), date(written: '7/6'))"]),
    ("XXXX-01-28/XXXX-02-03", ["dateRange(date(day: '28'), date(written: '3/2'))"]),
    (
      "2021-12-28/2022-01-03",
      [
        "dateRange(date(day: '28'), date(written: '3/1/2022'))",
        "dateRange(date(written: '28/12'), date(written: '3/1/2022'))",
      ]
    ),
    ("2017-01/2017-04", ["dateRange(date(month: '1'), date(month: '4', year: '2017'))"]),
    ("2021-11/2022-02", ["dateRange(date(month: '11'), date(month: '2', year: '2022'))"]),
    ("2022-Q1/2022-Q3", ["dateRange(date(quarter: 'I'), date(quarter: 'III', year: '2022'))"]),
    ("2022-12-22/2022-12-31", ["dateSpan(count: '10', unit: 'ngày', edge: 'cuối', of: date(year: '2022'))"]),
    ("2022-01-01/2022-01-10", ["dateSpan(count: '10', unit: 'ngày', edge: 'đầu', of: date(year: '2022'))"]),
    ("2022-01/2022-08", ["dateSpan(count: '8', unit: 'tháng', edge: 'đầu', of: date(year: '2022'))"]),
    (
      "2022-07/2022-12",
      [
        "dateSpan(count: '6', unit: 'tháng', edge: 'cuối', of: date(year: '2022'))",
        "dateSpan(count: 'sáu', unit: 'tháng', edge: 'cuối', of: date(year: '2022'))",
        "dateSpan(fraction: 'nửa', edge: 'cuối', of: date(year: '2022'))",
      ]
    ),
    (
      "XXXX-01/XXXX-09",
      [
        "dateSpan(count: '9', unit: 'tháng', edge: 'đầu')",
        "dateSpan(count: '9', unit: 'tháng', edge: 'đầu', of: date(relative: 'năm nay'))",
      ]
    ),
    ("2022-Q1/2022-Q2", ["dateSpan(count: '2', unit: 'quý', edge: 'đầu', of: date(year: '2022'))"]),
    ("2022", ["dateSpan(edge: 'cuối', of: date(year: '2022'))"]),
    ("XXXX-09-01/XXXX-09-10", ["dateSpan(count: '10', unit: 'ngày', edge: 'đầu', of: date(month: '9'))"]),
    (
      "2022-02-15/2022-02-28", ["dateSpan(fraction: 'nửa', edge: 'cuối', of: date(month: '2', year: '2022'))"]
    ),
    ("2022-01", ["dateSpan(count: '1', unit: 'tháng', edge: 'đầu', of: date(year: '2022'))"]),
    (
      "2022-05/2022-06",
      ["dateSpan(count: '2', unit: 'tháng', edge: 'cuối', of: date(quarter: 'II', year: '2022'))"]
    ),
  ]

  @Test("A call gives its date", arguments: table)
  func values(notation: String, calls: [String]) {
    for call in calls { #expect(GrammarCall.evaluate(call)?.notation == notation, "\(call)") }
  }

  static let impossible = [
    // A week that the year does not have; 2020 has 53.
    "date(week: '53', year: '2022')", "date(week: '54', year: '2020')",
    "date(written: '31/2/2020')", "date(written: '30/2')", "date(written: '29/2/2021')",
    "date(written: '13/13')",
    "date(day: '12', month: '13')", "date(day: '32', month: '1')", "date(day: '0', month: '1')",
    "date(clock: '25h')",
    "date(clock: '8h60')", "date(clock: '24h30')", "date(quarter: 'V')", "date(quarter: '5', year: '2022')",
    "date(part: 'sáng')", "date(year: '12345')", "date(year: '5')", "date(year: 'con')",
    "date(day: '5', year: '2012')",
    "date(written: '13/9/2022', year: '2021')", "date(relative: 'con')", "date(written: '4,9')",
    "date(month: 'V V')",
    "date(day: '31', month: 'giêng')", "date(decade: '95')",
    "dateRange(date(year: '2025'), date(year: '2021'))",
    "dateRange(date(day: '31'), date(written: '5/3/2021'))",
    "dateRange(date(written: '31/13'), date(written: '5/3'))",
    "dateSpan(count: '13', unit: 'tháng', edge: 'đầu')", "dateSpan(count: '3', unit: 'con', edge: 'đầu')",
    "dateSpan(count: '3', unit: 'tháng', edge: 'giữa')",
  ]

  @Test("An impossible date has no value", arguments: impossible)
  func noValue(call: String) {
    #expect(GrammarCall.evaluate(call) == nil)
  }

  static let anchors: [(String, DateExpression.Anchor?)] = [
    ("date(written: '13/9/2022')", nil),
    ("date(written: '18/1')", .nearest),
    ("date(quarter: 'I')", .nearest),
    ("date(clock: '8h')", .sameDay),
    ("date(clock: '8h', relative: 'hôm qua')", .publication(unit: .day, offset: -1)),
    ("date(relative: 'hôm qua')", .publication(unit: .day, offset: -1)),
    ("date(relative: 'ngày trước', count: 'ba')", .publication(unit: .day, offset: -3)),
    ("date(relative: 'năm nay')", .publication(unit: .year, offset: 0)),
    ("date(quarter: 'I', relative: 'năm nay')", .publication(unit: .year, offset: 0)),
    ("date(day: '5', relative: 'tháng này')", .publication(unit: .month, offset: 0)),
    ("date(relative: 'năm trước đó')", .previousDate(unit: .year, offset: -1)),
    ("date(relative: 'cùng kỳ năm trước')", .samePeriod(unit: .year, offset: -1)),
    ("date(relative: 'cùng kỳ', year: '2016')", .samePeriod(unit: .year, offset: 0)),
    ("date(weekday: 'thứ bảy')", .weekday(6, offset: nil)),
    ("date(weekday: 'thứ bảy', relative: 'tuần này')", .weekday(6, offset: 0)),
    ("date(relative: 'năm học sau')", .schoolYear(offset: 1)),
    ("dateSpan(count: '8', unit: 'tháng', edge: 'đầu')", .publication(unit: .year, offset: 0)),
    ("dateRange(date(day: '5'), date(written: '7/6'))", .nearest),
    ("dateRange(date(year: '2021'), date(year: '2025'))", nil),
  ]

  @Test("What the words leave out is anchored", arguments: anchors)
  func anchorOfCall(call: String, anchor: DateExpression.Anchor?) {
    guard case .date(let date)? = GrammarCall.evaluate(call) else {
      Issue.record("no date: \(call)")
      return
    }
    #expect(date.anchor == anchor, "\(call)")
  }

  @Test("Modifier and lunar calendar are kept beside the value")
  func modifierAndLunar() {
    guard case .date(let end)? = GrammarCall.evaluate("date(modifier: 'cuối', year: '2025')"),
      case .date(let lunar)? = GrammarCall.evaluate("date(day: '3', month: 'Giêng')")
    else {
      Issue.record("no date")
      return
    }
    #expect(end.value.modifier == .end && !end.value.isLunar)
    #expect(lunar.value.isLunar)
  }
}
