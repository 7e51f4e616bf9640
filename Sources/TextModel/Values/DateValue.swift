/// A place on the calendar or clock: one point, or an interval whose first and last point both belong to it.
public struct DateValue: Hashable, Sendable {
  public var start: DatePoint
  /// The last point of an interval; nil for a single point.
  public var end: DatePoint?
  public var modifier: Modifier?
  /// Whether the text gives the date by the lunar calendar; its numbers then are the lunar ones.
  public var isLunar: Bool

  public init(start: DatePoint, end: DatePoint? = nil, modifier: Modifier? = nil, isLunar: Bool = false) {
    self.start = start
    self.end = end
    self.modifier = modifier
    self.isLunar = isLunar
  }

  public enum Modifier: String, Hashable, Sendable {
    case start, mid, end
  }

  /// The corpus's value notation: `2022-09-13TAF`, `2022-01/2022-08`, `XXXX-09-13`.
  public var notation: String {
    if let end { return start.notation + "/" + end.notation }
    return start.notation
  }
}

/// One point of the calendar at its own grain. Parts that the grain needs and nobody knows are nil.
public struct DatePoint: Hashable, Sendable {
  public var grain: Grain
  /// The year; for `.decade` its first three digits, for `.century` its first two (`199`, `19`).
  public var year: Int?
  public var month: Int?
  public var day: Int?
  /// Quarter 1–4, half 1–2 or week 1–53, by `grain`.
  public var part: Int?
  public var season: Season?
  public var partOfDay: PartOfDay?
  public var hour: Int?
  public var minute: Int?

  public init(
    grain: Grain, year: Int? = nil, month: Int? = nil, day: Int? = nil, part: Int? = nil,
    season: Season? = nil,
    partOfDay: PartOfDay? = nil, hour: Int? = nil, minute: Int? = nil
  ) {
    self.grain = grain
    self.year = year
    self.month = month
    self.day = day
    self.part = part
    self.season = season
    self.partOfDay = partOfDay
    self.hour = hour
    self.minute = minute
  }

  public enum Grain: String, Hashable, Sendable {
    case century, decade, year, half, quarter, season, month, week, day
    /// A day with a clock time.
    case minute
    /// A clock time alone, of no known day.
    case clock
  }

  public enum Season: String, Hashable, Sendable {
    case spring = "SP"
    case summer = "SU"
    case autumn = "FA"
    case winter = "WI"
  }

  public enum PartOfDay: String, Hashable, Sendable {
    case morning = "TMO"
    case midday = "TMI"
    case afternoon = "TAF"
    case evening = "TEV"
    case night = "TNI"
  }

  public var notation: String {
    let y = Self.padded(year, 4)
    switch grain {
    case .century, .decade: return year.map(String.init) ?? "XX"
    case .year: return y
    case .half: return "\(y)-H\(Self.padded(part, 1))"
    case .quarter: return "\(y)-Q\(Self.padded(part, 1))"
    case .season: return "\(y)-\(season?.rawValue ?? "XX")"
    case .month: return "\(y)-\(Self.padded(month, 2))"
    case .week: return "\(y)-W\(Self.padded(part, 2))"
    case .day: return "\(y)-\(Self.padded(month, 2))-\(Self.padded(day, 2))" + (partOfDay?.rawValue ?? "")
    case .minute: return "\(y)-\(Self.padded(month, 2))-\(Self.padded(day, 2))" + clock
    case .clock: return clock
    }
  }

  private var clock: String { "T\(Self.padded(hour, 2)):\(Self.padded(minute, 2))" }

  private static func padded(_ value: Int?, _ width: Int) -> String {
    guard let value else { return String(repeating: "X", count: width) }
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}
