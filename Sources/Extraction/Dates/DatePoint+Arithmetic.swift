import TextModel

/// Moving points by whole units. Parts that are unknown stay unknown; where the answer would depend on one
/// (a day across the end of February in no known year), the parts that it would settle are unknown too.
extension DatePoint {
  /// The part of the point at a coarser grain, moved; nil parts where this point does not reach so far.
  /// A year outside 1 to 9999 is unknown too: no notation has it.
  func moved(to grain: Grain, by offset: Int) -> DatePoint {
    var point = movedFreely(to: grain, by: offset)
    if let year = point.year, !(1...9999).contains(year) { point = DatePoint(grain: grain) }
    return point
  }

  private func movedFreely(to grain: Grain, by offset: Int) -> DatePoint {
    switch grain {
    case .day, .minute, .clock: return movedByDays(offset, grain: .day)
    case .week:
      guard let number = dayNumber else { return DatePoint(grain: .week) }
      let week = CivilCalendar.week(ofDayNumber: number + 7 * offset)
      return DatePoint(grain: .week, year: week.year, part: week.week)
    case .month:
      return inCycle(month.map { $0 - 1 }, length: 12, offset: offset, grain: .month) { $0.month = $1 + 1 }
    case .quarter:
      let index = self.grain == .quarter ? part.map { $0 - 1 } : month.map { ($0 - 1) / 3 }
      return inCycle(index, length: 4, offset: offset, grain: .quarter) { $0.part = $1 + 1 }
    case .half:
      let index = self.grain == .half ? part.map { $0 - 1 } : month.map { ($0 - 1) / 6 }
      return inCycle(index, length: 2, offset: offset, grain: .half) { $0.part = $1 + 1 }
    case .year: return DatePoint(grain: .year, year: calendarYear.map { $0 + offset })
    case .season:
      return DatePoint(grain: .season, year: calendarYear.map { $0 + offset }, season: season)
    case .decade: return DatePoint(grain: .decade, year: calendarYear.map { $0 / 10 + offset })
    case .century: return DatePoint(grain: .century, year: calendarYear.map { $0 / 100 + offset })
    }
  }

  /// The year, of points that have one year.
  var calendarYear: Int? { grain == .decade || grain == .century || grain == .clock ? nil : year }

  /// Days since 1970-01-01, of a day that is wholly known.
  var dayNumber: Int? {
    guard grain == .day || grain == .minute, let year, let month, let day else { return nil }
    return CivilCalendar.dayNumber(year: year, month: month, day: day)
  }

  private func movedByDays(_ offset: Int, grain: Grain) -> DatePoint {
    if let number = dayNumber {
      let date = CivilCalendar.date(ofDayNumber: number + offset)
      return DatePoint(grain: grain, year: date.year, month: date.month, day: date.day)
    }
    guard let month, let day, abs(offset) < 300 else {
      return DatePoint(grain: grain, year: offset == 0 ? calendarYear : nil)
    }
    // The year is unknown: the answer holds when a leap year and a common year agree on it.
    let common = CivilCalendar.date(
      ofDayNumber: CivilCalendar.dayNumber(year: 2001, month: month, day: day) + offset)
    let leap = CivilCalendar.date(
      ofDayNumber: CivilCalendar.dayNumber(year: 2000, month: month, day: day) + offset)
    guard common.month == leap.month, common.day == leap.day else { return DatePoint(grain: grain) }
    return DatePoint(grain: grain, month: common.month, day: common.day)
  }

  private func inCycle(
    _ index: Int?, length: Int, offset: Int, grain: Grain, _ set: (inout DatePoint, Int) -> Void
  ) -> DatePoint {
    var point = DatePoint(grain: grain, year: offset == 0 ? calendarYear : nil)
    guard let index else { return point }
    let total = index + offset
    let wrapped = ((total % length) + length) % length
    point.year = calendarYear.map { $0 + (total - wrapped) / length }
    set(&point, wrapped)
    return point
  }

  /// A day number in the middle of the point, for comparing distances; nil without a year.
  var middle: Int? {
    guard let year = calendarYear else { return nil }
    let of = { (month: Int, day: Int) in CivilCalendar.dayNumber(year: year, month: month, day: day) }
    switch grain {
    case .day, .minute:
      return month.flatMap { month in day.map { of(month, $0) } }
    case .month: return month.map { of($0, 15) }
    case .quarter: return part.map { of($0 * 3 - 1, 15) }
    case .half: return part.map { of($0 * 6 - 3, 30) }
    case .week: return part.map { of(1, 4) + ($0 - 1) * 7 }
    case .season:
      return switch season {
      case .spring: of(3, 1)
      case .summer: of(6, 15)
      case .autumn: of(9, 15)
      case .winter, nil: of(12, 1)
      }
    default: return of(7, 1)
    }
  }
}
