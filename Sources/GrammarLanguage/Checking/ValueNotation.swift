import TextModel

/// How values are written where grammars compare them: fields are compared with their notation, byte for byte, so that a
/// value in another notation equals none.
///
///     number    4900000   -0.5
///     date      point ["/" point], as in 2022-09-13, XXXX-09, 2022-01/2022-08
///     quantity  n [".." n | " of " n | "/" n] [" " unit] {"/" unit}, as in 6..8 %, 158 of 160 htx
enum ValueNotation {
  enum Verdict: Equatable {
    case canonical
    /// A value, which is written otherwise.
    case written(String)
    /// No value of the kind; what was perhaps meant.
    case none(suggestion: String?)
  }

  static func verdict(_ text: String, _ kind: ValueKind) -> Verdict {
    switch kind {
    case .text: return .canonical
    case .flag: return text == "true" || text == "false" ? .canonical : .none(suggestion: nil)
    case .number: return number(text)
    case .date: return date(text)
    case .quantity: return quantity(text)
    }
  }

  private static func number(_ text: String) -> Verdict {
    if let number = ExactDecimal(text) {
      return number.description == text ? .canonical : .written(number.description)
    }
    // A decimal comma.
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    let pointed = parts.count == 2 ? ExactDecimal(parts.joined(separator: ".")) : nil
    return .none(suggestion: pointed?.description)
  }

  private static func date(_ text: String) -> Verdict {
    let points = text.split(separator: "/", omittingEmptySubsequences: false).map {
      DatePoint(notation: String($0))
    }
    guard points.count <= 2, points.allSatisfy({ $0.map(isPossible) ?? false }) else {
      return .none(suggestion: isoDate(text))
    }
    let notation = points.map { $0!.notation }.joined(separator: "/")
    return notation == text ? .canonical : .written(notation)
  }

  /// Whether its month has such a day. A lunar month has up to 30, whichever it is.
  private static func isPossible(_ point: DatePoint) -> Bool {
    guard let day = point.day, let month = point.month, day > 30 else { return true }
    return CivilCalendar.dayCount(month: month, year: point.year) >= day
  }

  /// `13/9/2022`, `13-09-2022`, `9/2022` and `2022-9-13` in the notation.
  private static func isoDate(_ text: String) -> String? {
    var parts = text.split(omittingEmptySubsequences: false) { $0 == "/" || $0 == "-" || $0 == "." }.map {
      Int($0) ?? 0
    }
    guard (2...3).contains(parts.count), parts.allSatisfy({ $0 > 0 }) else { return nil }
    if parts[0] < 1000 { parts.reverse() }
    let point = DatePoint(
      grain: parts.count == 2 ? .month : .day, year: parts[0], month: parts[1],
      day: parts.count == 3 ? parts[2] : nil)
    let notation = point.notation
    return DatePoint(notation: notation).map(isPossible) == true ? notation : nil
  }

  private static func quantity(_ text: String) -> Verdict {
    var rest = text[...]
    var canonical = ""
    /// A number at the start of what is left.
    func number() -> Bool {
      var end = rest.startIndex
      var hasPoint = false
      while end < rest.endIndex {
        let next = rest.index(after: end)
        let isDigit = rest[end].isASCII && rest[end].isNumber
        let isSign = end == rest.startIndex && (rest[end] == "-" || rest[end] == "+")
        let isPoint =
          rest[end] == "." && !hasPoint && next < rest.endIndex && rest[next].isASCII && rest[next].isNumber
        guard isDigit || isSign || isPoint else { break }
        hasPoint = hasPoint || isPoint
        end = next
      }
      guard let value = ExactDecimal(rest[..<end]) else { return false }
      canonical += value.description
      rest = rest[end...]
      return true
    }
    guard number() else { return .none(suggestion: nil) }
    for joint in ["..", " of ", "/"] where rest.hasPrefix(joint) {
      let digit = rest.dropFirst(joint.count).first
      guard joint == ".." || digit.map({ $0 == "-" || ($0.isASCII && $0.isNumber) }) ?? false else {
        continue
      }
      rest = rest.dropFirst(joint.count)
      canonical += joint
      guard number() else { return .none(suggestion: nil) }
      break
    }
    // Then units, which have any letters.
    guard rest.isEmpty || rest.count > 1 && (rest.first == " " || rest.first == "/") else {
      return .none(suggestion: decimalPoint(text))
    }
    canonical += rest
    return canonical == text ? .canonical : .written(canonical)
  }

  /// `3,5 %` with a point; `4,900` may be thousands as well.
  private static func decimalPoint(_ text: String) -> String? {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].prefix(while: { $0.isASCII && $0.isNumber }).count != 3 else {
      return nil
    }
    let pointed = parts.joined(separator: ".")
    return quantity(pointed) == .canonical ? pointed : nil
  }
}
