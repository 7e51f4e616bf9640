import Testing
import TextModel

@Suite struct CivilCalendarTests {
  static let days: [(Int, Int, Int, number: Int, weekday: Int)] = [
    (1970, 1, 1, 0, 4), (1969, 12, 31, -1, 3), (2000, 2, 29, 11_016, 2), (2000, 3, 1, 11_017, 3),
    (2022, 9, 15, 19_250, 4), (2013, 10, 22, 16_000, 2), (1900, 3, 1, -25_508, 4), (1, 1, 1, -719_162, 1),
  ]

  @Test("A date and its day number give each other, with the weekday", arguments: days)
  func dayNumbers(year: Int, month: Int, day: Int, number: Int, weekday: Int) {
    #expect(CivilCalendar.dayNumber(year: year, month: month, day: day) == number)
    #expect(CivilCalendar.date(ofDayNumber: number) == (year, month, day))
    #expect(CivilCalendar.weekday(ofDayNumber: number) == weekday)
  }

  @Test("Eight centuries of days follow one another by the month lengths")
  func everyDay() {
    var expected = (year: 1600, month: 1, day: 1)
    var number = CivilCalendar.dayNumber(year: 1600, month: 1, day: 1)
    while expected.year < 2400 {
      let actual = CivilCalendar.date(ofDayNumber: number)
      guard actual == expected,
        CivilCalendar.dayNumber(year: expected.year, month: expected.month, day: expected.day) == number
      else {
        Issue.record("day \(number) is \(actual), not \(expected)")
        return
      }
      number += 1
      expected.day += 1
      if expected.day > CivilCalendar.dayCount(month: expected.month, year: expected.year) {
        expected.day = 1
        expected.month += 1
      }
      if expected.month > 12 {
        expected.month = 1
        expected.year += 1
      }
    }
    #expect(number - CivilCalendar.dayNumber(year: 1600, month: 1, day: 1) == 292_194)
  }

  static let weeks: [(Int, Int, Int, year: Int, week: Int)] = [
    (2013, 10, 22, 2013, 43), (2021, 1, 3, 2020, 53), (2021, 1, 4, 2021, 1), (2018, 12, 31, 2019, 1),
    (2016, 1, 1, 2015, 53), (2018, 11, 12, 2018, 46), (2020, 12, 31, 2020, 53),
  ]

  @Test("Weeks are those of ISO 8601", arguments: weeks)
  func isoWeeks(year: Int, month: Int, day: Int, weekYear: Int, week: Int) {
    let number = CivilCalendar.dayNumber(year: year, month: month, day: day)
    #expect(CivilCalendar.week(ofDayNumber: number) == (weekYear, week))
  }

  @Test("February has 29 days in leap years and when the year is unknown")
  func february() {
    #expect(CivilCalendar.dayCount(month: 2, year: 2020) == 29)
    #expect(CivilCalendar.dayCount(month: 2, year: 2100) == 28)
    #expect(CivilCalendar.dayCount(month: 2, year: nil) == 29)
    #expect(CivilCalendar.dayCount(month: 13, year: nil) == 0)
  }
}
