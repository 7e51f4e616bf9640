/// Calendar arithmetic of the proleptic Gregorian calendar, without Foundation.
///
/// Days are counted from 1970-01-01; the formulas count years from March, so that the leap day ends a year
/// (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
public enum CivilCalendar {
  public static func isLeapYear(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  /// The number of days of a month; February has 29 when the year is unknown. 0 for a month out of range.
  public static func dayCount(month: Int, year: Int?) -> Int {
    switch month {
    case 1, 3, 5, 7, 8, 10, 12: 31
    case 4, 6, 9, 11: 30
    case 2: year.map(isLeapYear) ?? true ? 29 : 28
    default: 0
    }
  }

  /// Days since 1970-01-01.
  public static func dayNumber(year: Int, month: Int, day: Int) -> Int {
    let y = month <= 2 ? year - 1 : year
    let era = (y >= 0 ? y : y - 399) / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// The date of a day number.
  public static func date(ofDayNumber number: Int) -> (year: Int, month: Int, day: Int) {
    let z = number + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shifted + 2) / 5 + 1
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  /// 1 Monday … 7 Sunday.
  public static func weekday(ofDayNumber number: Int) -> Int {
    // 1970-01-01 was a Thursday.
    let shifted = (number + 3) % 7
    return (shifted < 0 ? shifted + 7 : shifted) + 1
  }

  /// The ISO 8601 week that holds a day; its year is that of the week's Thursday.
  public static func week(ofDayNumber number: Int) -> (year: Int, week: Int) {
    let thursday = number - weekday(ofDayNumber: number) + 4
    let year = date(ofDayNumber: thursday).year
    return (year, (thursday - dayNumber(year: year, month: 1, day: 1)) / 7 + 1)
  }
}
