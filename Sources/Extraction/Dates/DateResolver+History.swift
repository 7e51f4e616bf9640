import TextModel

/// What a text has said about dates so far.
struct History {
  private var lastDay: (point: DatePoint, sentence: Int, isPassing: Bool)?
  private var lastMonth: (point: DatePoint, sentence: Int)?
  private var lastYear: DatePoint?
  private var lastPeriod: (value: DateValue, sentence: Int)?

  mutating func remember(_ value: DateValue, anchor: DateExpression.Anchor?, sentence: Int) {
    // A lunar day is told beside a solar one, which is the day that "the same day" means.
    guard !value.isLunar else { return }
    let isDay = [.clock, .minute, .day].contains(value.start.grain)
    // A single day is no period to compare with.
    // Nor is what another was compared with: "so với tháng trước và so với cùng kỳ" are two comparisons of one month.
    if value.end != nil || !isDay, !isComparison(anchor) { lastPeriod = (value, sentence) }
    guard value.end == nil || value.end?.calendarYear == value.start.calendarYear else { return }
    let point = value.end ?? value.start
    // "The year before" is that before the year spoken of: a day that leaves its year out speaks of none.
    if !isDay || anchor == nil { lastYear = point.calendarYear == nil ? nil : point }
    if point.month != nil { lastMonth = (point, sentence) }
    if value.end == nil, point.day != nil { lastDay = (point, sentence, isPassing(anchor)) }
  }

  private func isComparison(_ anchor: DateExpression.Anchor?) -> Bool {
    switch anchor {
    case .samePeriod, .previousDate: true
    default: false
    }
  }

  /// Whether a day is told against today, and so is not what the next paragraph speaks of.
  private func isPassing(_ anchor: DateExpression.Anchor?) -> Bool {
    if case .publication(_, let offset) = anchor { offset != 0 } else { false }
  }

  /// The last date mentioned that says something at the grain of a unit.
  func last(with unit: DatePoint.Grain) -> DatePoint? {
    switch unit {
    case .day, .minute, .clock, .week: lastDay?.point
    case .month, .quarter, .half: lastMonth?.point
    default: lastYear
    }
  }

  func period(before sentence: Int, within distance: Int) -> DateValue? {
    lastPeriod.flatMap { sentence - $0.sentence <= distance ? $0.value : nil }
  }

  func day(before sentence: Int, within distance: Int) -> DatePoint? {
    lastDay.flatMap {
      sentence - $0.sentence <= ($0.isPassing ? min(distance, 1) : distance) ? $0.point : nil
    }
  }

  func month(before sentence: Int, within distance: Int) -> DatePoint? {
    lastMonth.flatMap { sentence - $0.sentence <= distance ? $0.point : nil }
  }
}

/// The years that a text states for days of the year: `14/10/2018` states 2018 for 14 October.
struct StatedYears {
  private struct Key: Hashable {
    var month: Int
    var day: Int
  }
  private var statements: [Key: [(sentence: Int, year: Int)]] = [:]

  init(_ mentions: [DateMention]) {
    for mention in mentions {
      for point in [mention.expression.value.start, mention.expression.value.end].compactMap({ $0 }) {
        guard let year = point.calendarYear, let key = Self.key(point) else { continue }
        statements[key, default: []].append((mention.sentence, year))
      }
    }
  }

  private static func key(_ point: DatePoint) -> Key? {
    guard let month = point.month, let day = point.day else { return nil }
    return Key(month: month, day: day)
  }

  /// The year stated for this day in the sentence or the two before it; with `anywhere` in the whole text, if
  /// all statements agree.
  func year(of point: DatePoint, at sentence: Int, anywhere: Bool) -> Int? {
    guard let key = Self.key(point), let found = statements[key] else { return nil }
    if let near = found.last(where: { (0...2).contains(sentence - $0.sentence) }) { return near.year }
    guard anywhere, let first = found.first, found.allSatisfy({ $0.year == first.year }) else { return nil }
    return first.year
  }
}
