// The value notation of one point. `XX…` stands for a part that nobody knows.
//
//     2022  2022-09  2022-09-13  2022-09-13TAF  2022-09-13T09:47  T09:47
//     2022-H1  2022-Q3  2022-SP  2022-W05  199 (decade)  19 (century)

extension DatePoint {
  /// Reads what `notation` writes; nil for anything else. A lone `XX` is a century, `2022-XX` a month.
  package init?(notation text: String) {
    let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    if parts.count == 1, let clock = Self.clock(parts[0]) {
      self.init(grain: .clock, hour: clock.hour, minute: clock.minute)
      return
    }
    if parts.count == 1, parts[0].count < 4 {
      guard parts[0].count >= 2, let number = Self.number(parts[0], in: 0...999) else { return nil }
      self.init(grain: parts[0].count == 2 ? .century : .decade, year: number.value)
      return
    }
    guard (1...3).contains(parts.count), parts[0].count >= 4,
      let number = Self.number(parts[0], in: 0...999_999)
    else { return nil }
    let year = number.value
    switch parts.count {
    case 1: self.init(grain: .year, year: year)
    case 2:
      guard let point = Self.part(parts[1], of: year) else { return nil }
      self = point
    default:
      guard let month = Self.number(parts[1], in: 1...12), parts[1].count == 2,
        let day = Self.number(parts[2].prefix(2), in: 1...31), parts[2].count >= 2
      else { return nil }
      self.init(grain: .day, year: year, month: month.value, day: day.value)
      let rest = parts[2].dropFirst(2)
      if rest.isEmpty { return }
      if let clock = Self.clock(rest) {
        (grain, hour, minute) = (.minute, clock.hour, clock.minute)
      } else if let part = PartOfDay(rawValue: String(decoding: rest, as: UTF8.self)) {
        partOfDay = part
      } else {
        return nil
      }
    }
  }

  private typealias Bytes = String.UTF8View.SubSequence

  /// A number that was read, perhaps one that nobody knows.
  private struct Known {
    var value: Int?
  }

  /// What stands behind the year where nothing else follows.
  private static func part(_ text: Bytes, of year: Int?) -> DatePoint? {
    if let season = Season(rawValue: String(decoding: text, as: UTF8.self)) {
      return DatePoint(grain: .season, year: year, season: season)
    }
    for (letter, grain, range) in [
      (UInt8(ascii: "H"), Grain.half, 1...2), (UInt8(ascii: "Q"), .quarter, 1...4),
      (UInt8(ascii: "W"), .week, 1...53),
    ] where text.first == letter {
      return number(text.dropFirst(), in: range).map { DatePoint(grain: grain, year: year, part: $0.value) }
    }
    guard text.count == 2, let month = number(text, in: 1...12) else { return nil }
    return DatePoint(grain: .month, year: year, month: month.value)
  }

  private static func clock(_ text: Bytes) -> (hour: Int?, minute: Int?)? {
    guard text.first == UInt8(ascii: "T") else { return nil }
    let parts = text.dropFirst().split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ $0.count == 2 }), let hour = number(parts[0], in: 0...24),
      let minute = number(parts[1], in: 0...59)
    else { return nil }
    return (hour.value, minute.value)
  }

  /// Digits, or as many `X` for a number that nobody knows.
  private static func number(_ text: Bytes, in range: ClosedRange<Int>) -> Known? {
    guard !text.isEmpty else { return nil }
    if text.allSatisfy({ $0 == UInt8(ascii: "X") }) { return Known() }
    guard text.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      let value = Int(String(decoding: text, as: UTF8.self)), range.contains(value)
    else { return nil }
    return Known(value: value)
  }
}
