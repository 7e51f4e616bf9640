/// A place on the calendar or clock: one point, or an interval whose first and last point both belong to it.
public struct DateValue: Hashable, Sendable {
  /// The point, or the first point of an interval.
  public var start: DatePoint
  /// The last point of an interval; nil for a single point.
  public var end: DatePoint?
  /// The part of the period that the text speaks of (`đầu năm`, `cuối tháng`); the period itself is not cut.
  public var modifier: Modifier?
  /// Whether the text gives the date by the lunar calendar; its numbers then are the lunar ones.
  public var isLunar: Bool

  /// Makes a date from its parts.
  public init(start: DatePoint, end: DatePoint? = nil, modifier: Modifier? = nil, isLunar: Bool = false) {
    self.start = start
    self.end = end
    self.modifier = modifier
    self.isLunar = isLunar
  }

  /// A part of a period.
  public enum Modifier: String, Hashable, Sendable, Codable {
    /// The beginning: `đầu`.
    case start
    /// The middle: `giữa`.
    case mid
    /// The end: `cuối`.
    case end
  }

  /// The corpus's value notation: `2022-09-13TAF`, `2022-01/2022-08`, `XXXX-09-13`.
  public var notation: String {
    if let end { return start.notation + "/" + end.notation }
    return start.notation
  }
}

/// One point of the calendar at its own grain. Parts that the grain needs and nobody knows are nil.
///
/// A point is 20 bytes large: numbers beyond 32 bits in the year and beyond 16 bits in the other parts become the
/// nearest that fit.
public struct DatePoint: Hashable, Sendable {
  /// How large the point is, and with it which of the parts count.
  public var grain: Grain
  /// The season, with grain `.season`.
  public var season: Season?
  /// The part of the day, with grain `.day`.
  public var partOfDay: PartOfDay?

  // Nil is the smallest number.
  private var storedYear: Int32
  private var storedMonth: Int16
  private var storedDay: Int16
  private var storedPart: Int16
  private var storedHour: Int16
  private var storedMinute: Int16

  /// The year; for `.decade` its first three digits, for `.century` its first two (`199`, `19`).
  public var year: Int? {
    get { Self.number(storedYear) }
    set { storedYear = Self.stored(newValue) }
  }
  /// 1–12.
  public var month: Int? {
    get { Self.number(storedMonth) }
    set { storedMonth = Self.stored(newValue) }
  }
  /// The day of the month, 1–31.
  public var day: Int? {
    get { Self.number(storedDay) }
    set { storedDay = Self.stored(newValue) }
  }
  /// Quarter 1–4, half 1–2 or week 1–53, by `grain`.
  public var part: Int? {
    get { Self.number(storedPart) }
    set { storedPart = Self.stored(newValue) }
  }
  /// 0–24.
  public var hour: Int? {
    get { Self.number(storedHour) }
    set { storedHour = Self.stored(newValue) }
  }
  /// 0–59.
  public var minute: Int? {
    get { Self.number(storedMinute) }
    set { storedMinute = Self.stored(newValue) }
  }

  private static func number<Stored: FixedWidthInteger>(_ stored: Stored) -> Int? {
    stored == Stored.min ? nil : Int(stored)
  }

  private static func stored<Stored: FixedWidthInteger>(_ number: Int?) -> Stored {
    number.map { max(Stored.min + 1, Stored(clamping: $0)) } ?? Stored.min
  }

  /// Makes a point from its parts; which of them a grain uses is said there.
  public init(
    grain: Grain, year: Int? = nil, month: Int? = nil, day: Int? = nil, part: Int? = nil,
    season: Season? = nil,
    partOfDay: PartOfDay? = nil, hour: Int? = nil, minute: Int? = nil
  ) {
    self.grain = grain
    self.season = season
    self.partOfDay = partOfDay
    storedYear = Self.stored(year)
    storedMonth = Self.stored(month)
    storedDay = Self.stored(day)
    storedPart = Self.stored(part)
    storedHour = Self.stored(hour)
    storedMinute = Self.stored(minute)
  }

  /// The size of a point.
  public enum Grain: String, Hashable, Sendable, Codable {
    /// Hundred years; `year` holds the first two digits.
    case century
    /// Ten years; `year` holds the first three digits.
    case decade
    /// A year.
    case year
    /// Half a year, `part` 1 or 2.
    case half
    /// A quarter, `part` 1–4.
    case quarter
    /// A season of a year.
    case season
    /// A month.
    case month
    /// A week of a year, `part` 1–53.
    case week
    /// A day, perhaps with a part of it.
    case day
    /// A day with a clock time.
    case minute
    /// A clock time alone, of no known day.
    case clock
  }

  /// A season, by its code in the value notation.
  public enum Season: String, Hashable, Sendable, Codable {
    /// `xuân`
    case spring = "SP"
    /// `hè`, `hạ`
    case summer = "SU"
    /// `thu`
    case autumn = "FA"
    /// `đông`
    case winter = "WI"
  }

  /// A part of a day, by its code in the value notation.
  public enum PartOfDay: String, Hashable, Sendable, Codable {
    /// `sáng`
    case morning = "TMO"
    /// `trưa`
    case midday = "TMI"
    /// `chiều`
    case afternoon = "TAF"
    /// `tối`
    case evening = "TEV"
    /// `đêm`
    case night = "TNI"
  }

  /// The corpus's value notation: `2022-09-13TAF`, `2022-Q3`, `XXXX-09-13`.
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
