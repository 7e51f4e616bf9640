import GrammarEngine
import TextModel

extension StandardNormalizers {
  /// A date or clock time from its parts, at the grain of the finest part given.
  ///
  ///     finest part              grain      without a year
  ///     clock, hour              minute     clock when no day is known: `sameDay`
  ///     day, weekday             day        `nearest`; a weekday alone: `weekday`
  ///     week, month, quarter,
  ///     semester, season         the same   `nearest`
  ///     year, decade, century    the same
  ///     relative                 its unit   its own anchor
  static var date: Normalizer {
    make(
      "date",
      [
        items("written"), items("clock"), items("day"), items("month"), items("year"), items("weekday"),
        items("part"), items("hour"), items("minute"), items("half"), items("less"), items("week"),
        items("quarter"), items("semester"), items("season"), items("decade"), items("century"),
        items("modifier"), items("lunar"), items("relative"), items("count"),
      ], .date, "A date or clock time from its parts; impossible ones have no value.",
      needsOneOf: [
        "written", "clock", "day", "month", "year", "weekday", "hour", "week", "quarter", "semester",
        "season",
        "decade", "century", "relative",
      ]
    ) { call in
      guard let expression = try? DateAssembly(call).expression() else { return nil }
      return .date(expression)
    }
  }
}

/// The parts of one `date` call, checked one by one and then together.
private struct DateAssembly {
  private var point = DatePoint(grain: .year)
  private var weekday: Int?
  private var relative: RelativeReading?
  private var modifier: DateValue.Modifier?
  private var isLunar: Bool

  init(_ call: Arguments) throws(DateReading.Unreadable) {
    isLunar = !call.items("lunar").isEmpty || call.items("month").cell("lunar") != nil
    try readDay(call)
    try readLongerParts(call)
    try readClock(call)
    if let row = call.items("modifier").cell("modifier") {
      guard let modifier = DateValue.Modifier(rawValue: row) else { throw DateReading.Unreadable() }
      self.modifier = modifier
    }
    let words = call.items("relative")
    if !words.isEmpty {
      guard let relative = RelativeReading(words, count: call.items("count")) else {
        throw DateReading.Unreadable()
      }
      self.relative = relative
      if point.partOfDay == nil {
        point.partOfDay = words.cell("part").flatMap { DatePoint.PartOfDay(rawValue: $0) }
      }
    }
  }

  private mutating func readDay(_ call: Arguments) throws(DateReading.Unreadable) {
    if let written = try DateReading.written(call.items("written")).get() {
      point.year = written.year
      point.month = written.month
      point.day = written.day
    }
    try set(\.day, DateReading.integer(call.items("day"), column: "day", 1...31))
    try set(\.month, DateReading.integer(call.items("month"), column: "month", 1...12))
    try set(\.year, DateReading.year(call.items("year")))
    weekday = try DateReading.integer(call.items("weekday"), column: "weekday", 1...7).get()
    let part = call.items("part")
    if !part.isEmpty {
      guard let code = part.cell("part").flatMap({ DatePoint.PartOfDay(rawValue: $0) }) else {
        throw DateReading.Unreadable()
      }
      point.partOfDay = code
    }
  }

  /// Sets a part; two different statements of one part contradict each other.
  private mutating func set(
    _ path: WritableKeyPath<DatePoint, Int?>, _ part: DateReading.Part<Int>
  ) throws(DateReading.Unreadable) {
    guard let value = try part.get() else { return }
    if let known = point[keyPath: path], known != value { throw DateReading.Unreadable() }
    point[keyPath: path] = value
  }

  private mutating func readLongerParts(_ call: Arguments) throws(DateReading.Unreadable) {
    for (label, grain, limits) in [
      ("week", DatePoint.Grain.week, 1...53), ("quarter", .quarter, 1...4), ("semester", .half, 1...2),
    ] {
      if let part = try DateReading.integer(call.items(label), column: label, limits).get() {
        guard point.part == nil else { throw DateReading.Unreadable() }
        point.part = part
        point.grain = grain
      }
    }
    let season = call.items("season")
    if !season.isEmpty {
      guard let code = season.cell("season").flatMap({ DatePoint.Season(rawValue: $0) }) else {
        throw DateReading.Unreadable()
      }
      point.season = code
      point.grain = .season
    }
    let century = try DateReading.integer(call.items("century"), column: "century", 1...30).get()
    if let century {
      point.grain = .century
      point.year = century - 1
    }
    if let decade = try DateReading.integer(call.items("decade"), column: "decade", 0...2990).get() {
      guard decade % 10 == 0, decade < 100 || century == nil else { throw DateReading.Unreadable() }
      point.grain = .decade
      if decade >= 1000 {
        point.year = decade / 10
      } else if decade < 100 {
        point.year = (century.map { $0 - 1 } ?? (decade >= 30 ? 19 : 20)) * 10 + decade / 10
      } else {
        throw DateReading.Unreadable()
      }
    }
  }

  private mutating func readClock(_ call: Arguments) throws(DateReading.Unreadable) {
    if let clock = try DateReading.clock(call.items("clock")).get() {
      point.hour = clock.hour
      point.minute = clock.minute
    }
    try set(\.hour, DateReading.integer(call.items("hour"), column: "hour", 0...24))
    guard let stated = point.hour else { return }
    if let minute = try DateReading.integer(call.items("minute"), column: "minute", 0...59).get() {
      point.minute = minute
    }
    if !call.items("half").isEmpty { point.minute = 30 }
    point.minute = point.minute ?? 0
    var hour = DateReading.hour(stated, in: point.partOfDay)
    if let less = try DateReading.integer(call.items("less"), column: "minute", 1...59).get() {
      guard point.minute == 0, hour > 0 else { throw DateReading.Unreadable() }
      hour -= 1
      point.minute = 60 - less
    }
    guard (0...23).contains(hour) || (hour == 24 && point.minute == 0), (0...59).contains(point.minute!)
    else {
      throw DateReading.Unreadable()
    }
    point.hour = hour
  }

  func expression() throws(DateReading.Unreadable) -> DateExpression? {
    try check()
    guard let grain = grain() else { return nil }
    var point = point
    point.grain = grain
    if grain != .day && grain != .minute { point.partOfDay = nil }
    return DateExpression(
      value: DateValue(start: point, modifier: modifier, isLunar: isLunar), anchor: anchor(grain))
  }

  private func check() throws(DateReading.Unreadable) {
    if let month = point.month {
      guard (1...12).contains(month) else { throw DateReading.Unreadable() }
    }
    if let day = point.day {
      let longest =
        isLunar ? 30 : point.month.map { CivilCalendar.dayCount(month: $0, year: point.year) } ?? 31
      guard (1...longest).contains(day) else { throw DateReading.Unreadable() }
      // A day of a year without its month places nothing.
      if point.year != nil && point.month == nil { throw DateReading.Unreadable() }
    }
    if point.grain == .week, let week = point.part, let year = point.year {
      // December 28 is in the last week of its year, by ISO 8601.
      let last = CivilCalendar.week(ofDayNumber: CivilCalendar.dayNumber(year: year, month: 12, day: 28)).week
      guard week <= last else { throw DateReading.Unreadable() }
    }
    if point.part != nil || point.season != nil {
      guard point.month == nil, point.day == nil else { throw DateReading.Unreadable() }
    }
  }

  private func grain() -> DatePoint.Grain? {
    let hasDay = point.day != nil || weekday != nil || relative?.unit == .day
    if point.hour != nil { return hasDay ? .minute : .clock }
    if hasDay { return .day }
    if point.part != nil || point.season != nil { return point.grain }
    if point.grain == .decade || point.grain == .century { return point.grain }
    if point.month != nil { return .month }
    if let relative { return relative.grain ?? .year }
    return point.year != nil ? .year : nil
  }

  private func anchor(_ grain: DatePoint.Grain) -> DateExpression.Anchor? {
    if let relative {
      if let weekday, point.day == nil, relative.unit == .week {
        return .weekday(weekday, offset: relative.offset)
      }
      if grain == .clock, relative.unit != .day { return .sameDay }
      if relative.reference == .same || point.year == nil { return relative.anchor }
    }
    switch grain {
    case .clock: return .sameDay
    case .year, .decade, .century: return nil
    case .day, .minute:
      if let weekday, point.day == nil { return .weekday(weekday, offset: nil) }
      return point.year == nil ? .nearest : nil
    default: return point.year == nil ? .nearest : nil
    }
  }
}
