import GrammarEngine
import TextModel

extension StandardNormalizers {
  /// Two points as one interval; a part that one side leaves out is that of the other.
  ///
  ///     6 đến 11/11        the month of the second          2021-2025      both complete
  ///     28 đến 3/2         a later day comes first: the month before
  ///     tháng 11 đến tháng 2/2022                           the year before
  static var dateRange: Normalizer {
    make(
      "dateRange", [value(nil, .date, required: true), value(nil, .date, required: true), items("modifier")],
      .date,
      "An interval between two dates that share what one of them leaves out."
    ) { call in
      guard let from = call.date(0), let to = call.date(1), from.value.end == nil, to.value.end == nil else {
        return nil
      }
      var first = from.value.start
      var last = to.value.start
      guard first.grain == last.grain else { return mixedRange(from, to) }
      if first.year == nil {
        first.year = last.year
      } else if last.year == nil {
        last.year = first.year
      }
      if first.month == nil, let month = last.month { borrowMonth(month, for: &first, before: last) }
      if last.month == nil { last.month = first.month }
      if from.value.start.year == nil, first.year == last.year, let a = order(first), let b = order(last),
        a > b, let year = first.year
      {
        first.year = year - 1
      }
      guard isPossible(first), isPossible(last) else { return nil }
      if first.year != nil, first.year == last.year, let a = order(first), let b = order(last), a > b {
        return nil
      }
      if let a = first.year, let b = last.year, a > b { return nil }
      let modifier = call.items("modifier").cell("modifier").flatMap { DateValue.Modifier(rawValue: $0) }
      let isComplete = first.year != nil && last.year != nil
      return .date(
        DateExpression(
          value: DateValue(
            start: first, end: last, modifier: modifier, isLunar: from.value.isLunar || to.value.isLunar),
          anchor: isComplete ? nil : to.anchor ?? from.anchor))
    }
  }

  /// The day's month is that of the last point, or the one before when the day is later in its month.
  private static func borrowMonth(_ month: Int, for first: inout DatePoint, before last: DatePoint) {
    first.month = month
    guard let a = first.day, let b = last.day, a > b else { return }
    first.month = month == 1 ? 12 : month - 1
    if month == 1 { first.year = first.year.map { $0 - 1 } }
  }

  /// Points of different grain share nothing but the year.
  private static func mixedRange(_ from: DateExpression, _ to: DateExpression) -> FieldValue? {
    var first = from.value.start
    var last = to.value.start
    if first.year == nil {
      first.year = last.year
    } else if last.year == nil {
      last.year = first.year
    }
    guard first.grain != .clock, last.grain != .clock else { return nil }
    if let a = first.year, let b = last.year, a > b { return nil }
    return .date(
      DateExpression(
        value: DateValue(start: first, end: last, isLunar: from.value.isLunar),
        anchor: first.year == nil || last.year == nil ? to.anchor ?? from.anchor : nil))
  }

  /// Where a point stands within its year; nil when a part is unknown.
  private static func order(_ point: DatePoint) -> Int? {
    switch point.grain {
    case .month: point.month
    case .day, .minute:
      point.month.flatMap { month in
        point.day.map { ((month * 32 + $0) * 32 + (point.hour ?? 0)) * 64 + (point.minute ?? 0) }
      }
    case .quarter, .half, .week: point.part
    default: nil
    }
  }

  private static func isPossible(_ point: DatePoint) -> Bool {
    guard let day = point.day, let month = point.month else { return true }
    return day <= CivilCalendar.dayCount(month: month, year: point.year)
  }

  /// A stretch at the start or end of a longer one.
  ///
  ///     8 tháng đầu năm 2022     → 2022-01/2022-08       nửa đầu năm 2017     → 2017-01/2017-06
  ///     6 tháng cuối năm         → XXXX-07/XXXX-12       10 ngày đầu tháng 9  → XXXX-09-01/XXXX-09-10
  ///     những tháng cuối năm 2022 → 2022, modifier end
  static var dateSpan: Normalizer {
    make(
      "dateSpan",
      [items("count"), items("fraction"), items("unit"), items("edge", required: true), value("of", .date)],
      .date, "The first or last units of a year, quarter or month."
    ) { call in
      let whole =
        call.date("of")
        ?? DateExpression(
          value: DateValue(start: DatePoint(grain: .year)), anchor: .publication(unit: .year, offset: 0))
      guard whole.value.end == nil, let edge = call.items("edge").cell("edge"),
        edge == "first" || edge == "last"
      else { return nil }
      let isFirst = edge == "first"
      var result = whole
      if !call.items("fraction").isEmpty {
        guard let row = call.items("fraction").row(with: "numerator", "denominator"), row["numerator"] == "1",
          let parts = row["denominator"].flatMap({ Int($0) }), parts > 0,
          let units = subunits(of: whole.value.start), units.count % parts == 0 || units.isDay,
          !units.isDay || whole.value.start.month != nil, parts <= units.count
        else { return nil }
        guard
          let value = span(of: whole.value.start, units: units, count: units.count / parts, isFirst: isFirst)
        else { return nil }
        result.value.start = value.start
        result.value.end = value.end
        return .date(result)
      }
      guard !call.items("count").isEmpty else {
        result.value.modifier = isFirst ? .start : .end
        return .date(result)
      }
      guard let count = NumberReading(call.items("count"))?.value.intValue, count > 0,
        let unit = call.items("unit").cell("unit"),
        let units = subunits(of: whole.value.start, named: unit), count <= units.count,
        let value = span(of: whole.value.start, units: units, count: count, isFirst: isFirst)
      else { return nil }
      result.value.start = value.start
      result.value.end = count == 1 ? nil : value.end
      return .date(result)
    }
  }

  /// The smaller units that a stretch consists of, numbered within the year (or the month, for days).
  private struct Subunits {
    var grain: DatePoint.Grain
    var first: Int
    var count: Int
    var isDay: Bool { grain == .day }
  }

  /// `named` nil: the units that a half is counted in.
  private static func subunits(of point: DatePoint, named unit: String? = nil) -> Subunits? {
    switch (point.grain, unit) {
    case (.year, nil), (.year, "month"): Subunits(grain: .month, first: 1, count: 12)
    case (.year, "quarter"): Subunits(grain: .quarter, first: 1, count: 4)
    case (.quarter, nil), (.quarter, "month"):
      point.part.map { Subunits(grain: .month, first: $0 * 3 - 2, count: 3) }
    case (.half, nil), (.half, "month"):
      point.part.map { Subunits(grain: .month, first: $0 * 6 - 5, count: 6) }
    case (.month, nil), (.month, "day"):
      Subunits(
        grain: .day, first: 1, count: CivilCalendar.dayCount(month: point.month ?? 1, year: point.year))
    case (.year, "week"): Subunits(grain: .week, first: 1, count: 52)
    case (.year, "day"): Subunits(grain: .day, first: 1, count: 31)
    default: nil
    }
  }

  private static func span(
    of whole: DatePoint, units: Subunits, count: Int, isFirst: Bool
  ) -> (start: DatePoint, end: DatePoint)? {
    let low = isFirst ? units.first : units.first + units.count - count
    let high = low + count - 1
    let point = { (index: Int) -> DatePoint in
      var point = DatePoint(grain: units.grain, year: whole.year)
      switch units.grain {
      case .month: point.month = index
      case .day:
        // Days of a year are counted in its first or last month only.
        point.month = whole.grain == .year ? (isFirst ? 1 : 12) : whole.month
        point.day = index
      default: point.part = index
      }
      return point
    }
    return (point(low), point(high))
  }
}
