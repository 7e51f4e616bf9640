import GrammarEngine
import TextModel

/// Reads the parts of a date from captures. A part that was given and cannot be read is a failure, told apart
/// from one that was not given.
enum DateReading {
  enum Part<Value> {
    case absent
    case unreadable
    case read(Value)

    /// The value or nil; throws `Unreadable` for a part that cannot be read, so that the call has no value.
    func get() throws(Unreadable) -> Value? {
      switch self {
      case .absent: nil
      case .unreadable: throw Unreadable()
      case .read(let value): value
      }
    }
  }

  struct Unreadable: Error {}

  /// A whole number within limits: from a column, else from number words and digits, else a Roman numeral.
  static func integer(_ items: [CapturedItem], column: String, _ limits: ClosedRange<Int>) -> Part<Int> {
    guard !items.isEmpty else { return .absent }
    var value: Int?
    if let cell = items.cell(column) {
      value = Int(cell)
    } else if let reading = NumberReading(items) {
      value = reading.value.intValue
    } else if let text = items.joinedText {
      value = romanNumeral(text)
    }
    guard let value, limits.contains(value) else { return .unreadable }
    return .read(value)
  }

  /// A year: as written from 100 to 2999, or the last two digits, 40–99 of the 20th century and 00–39 of the 21st.
  static func year(_ items: [CapturedItem]) -> Part<Int> {
    guard !items.isEmpty else { return .absent }
    let digits = items.flatMap(\.tokens).joined()
    if let year = yearNumber(digits) { return .read(year) }
    guard !isDigits(digits), let number = NumberReading(items)?.value.intValue, (100...2999).contains(number)
    else {
      return .unreadable
    }
    return .read(number)
  }

  static func yearNumber(_ digits: String) -> Int? {
    guard isDigits(digits), let number = Int(digits) else { return nil }
    switch digits.utf8.count {
    case 2: return number >= 40 ? 1900 + number : 2000 + number
    case 3, 4: return (100...2999).contains(number) ? number : nil
    default: return nil
    }
  }

  /// A date in digits: `15-9-2022`, `26/08/2022`, `30.4.2015`, `2022-09-15`, `18/1`, `8/2022`.
  static func written(_ items: [CapturedItem]) -> Part<(year: Int?, month: Int, day: Int?)> {
    guard !items.isEmpty else { return .absent }
    var numbers: [String] = [""]
    for character in items.flatMap(\.tokens).joined() {
      if character.isASCII, character.isWholeNumber {
        numbers[numbers.count - 1].append(character)
      } else if "/.-\u{2010}\u{2011}\u{2012}\u{2013}\u{2014}".contains(character) {
        numbers.append("")
      } else {
        return .unreadable
      }
    }
    guard numbers.allSatisfy({ (1...4).contains($0.utf8.count) }) else { return .unreadable }
    if numbers.count == 3 {
      if numbers[0].utf8.count == 4 { numbers.reverse() }
      guard let year = yearNumber(numbers[2]), let month = Int(numbers[1]), let day = Int(numbers[0]) else {
        return .unreadable
      }
      return .read((year, month, day))
    }
    guard numbers.count == 2, let first = Int(numbers[0]), let second = Int(numbers[1]) else {
      return .unreadable
    }
    if numbers[1].utf8.count == 4 {
      return yearNumber(numbers[1]).map { .read(($0, first, nil)) } ?? .unreadable
    }
    return .read((nil, second, first))
  }

  /// A clock time in digits, whatever stands between them: `9:47`, `8h30`, `14 giờ 15 phút`, `8h`.
  static func clock(_ items: [CapturedItem]) -> Part<(hour: Int, minute: Int)> {
    guard !items.isEmpty else { return .absent }
    let runs = items.map(\.text).joined(separator: " ").split { !($0.isASCII && $0.isWholeNumber) }
    guard (1...3).contains(runs.count), runs.allSatisfy({ $0.utf8.count <= 2 }), let hour = Int(runs[0])
    else {
      return .unreadable
    }
    return .read((hour, runs.count > 1 ? Int(runs[1])! : 0))
  }

  static func isDigits(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }

  /// The hour on the 24-hour clock that a part of the day settles: `9 giờ tối` is 21, `12 giờ đêm` 24.
  static func hour(_ hour: Int, in part: DatePoint.PartOfDay?) -> Int {
    switch part {
    case .afternoon: (1...11).contains(hour) ? hour + 12 : hour
    case .midday: (1...3).contains(hour) ? hour + 12 : hour
    case .evening, .night:
      hour == 12 ? 24 : (part == .night ? 6...11 : 1...11).contains(hour) ? hour + 12 : hour
    case .morning: hour == 12 ? 0 : hour
    case nil: hour
    }
  }
}

/// What a word such as `hôm qua` or `năm nay` says: which reference, moved by how many of which unit. From the
/// columns `unit`, `offset` and `anchor` (`publication` unless said, `previous`, `same`).
struct RelativeReading {
  enum Reference: String {
    case publication, previous, same
  }
  enum Unit: String {
    case day, week, month, quarter, half, year, school
  }
  var reference: Reference
  var unit: Unit
  var offset: Int

  init?(_ items: [CapturedItem], count: [CapturedItem]) {
    guard let row = items.row(with: "unit", "offset"), let unit = row["unit"].flatMap(Unit.init(rawValue:)),
      let cell = row["offset"], let offset = Int(cell), abs(offset) <= 1000
    else { return nil }
    self.unit = unit
    self.offset = offset
    reference = row["anchor"].flatMap(Reference.init(rawValue:)) ?? .publication
    guard !count.isEmpty else { return }
    guard let times = NumberReading(count)?.value.intValue, (0...100_000).contains(times) else { return nil }
    self.offset = offset * times
  }

  /// Nil for the school year, which is no grain.
  var grain: DatePoint.Grain? {
    unit == .school ? nil : DatePoint.Grain(rawValue: unit.rawValue)
  }

  var anchor: DateExpression.Anchor {
    guard let grain else { return .schoolYear(offset: offset) }
    return switch reference {
    case .publication: .publication(unit: grain, offset: offset)
    case .previous: .previousDate(unit: grain, offset: offset)
    case .same: .samePeriod(unit: grain, offset: offset)
    }
  }
}
