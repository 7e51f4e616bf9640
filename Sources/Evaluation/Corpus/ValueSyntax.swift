import Formats

/// The notation of values in annotation:
///
///     date     = point ["/" point]
///     point    = year | year "-" MM | year "-Q" 1-4 | year "-H" 1-2 | year "-W" WW | year "-" season
///              | day [part] | day "T" hh ":" mm | "T" hh ":" mm | decade | century
///     year     = YYYY    day = year "-" MM "-" DD    season = "SP" | "SU" | "FA" | "WI"
///     part     = "TMO" | "TMI" | "TAF" | "TEV" | "TNI"     decade = YYY    century = YY
///     quantity = amount [" " unit {"/" unit}]
///     amount   = n | n ".." n | n " of " n | n "/" n       n = ["-"|"+"] digits ["." digits]
///
/// Any digit of a date may be X, for what nobody knows.
package enum ValueSyntax {
  /// What is wrong with a value; nil for a good one.
  package static func problem(_ value: String, _ notation: ValueNotation) -> String? {
    let scalars = value.unicodeScalars
    if value.isEmpty { return "the value is empty" }
    if scalars.first!.isBlank || scalars.last!.isBlank { return "the value begins or ends with white space" }
    switch notation {
    case .document: return nil
    case .quantity: return quantityProblem(Array(scalars))
    case .date:
      let points = value.split(separator: "/", omittingEmptySubsequences: false)
      guard points.count <= 2 else { return "a date has at most two points" }
      for point in points {
        if let problem = pointProblem(String(point)) { return problem }
      }
      return nil
    }
  }

  private static func quantityProblem(_ scalars: [Unicode.Scalar]) -> String? {
    var i = 0
    func number() -> Bool {
      if i < scalars.count, scalars[i] == "-" || scalars[i] == "+" { i += 1 }
      let first = i
      func digits() { while i < scalars.count, ("0"..."9").contains(scalars[i]) { i += 1 } }
      digits()
      guard i > first else { return false }
      if i + 1 < scalars.count, scalars[i] == ".", ("0"..."9").contains(scalars[i + 1]) {
        i += 1
        digits()
      }
      return true
    }
    guard number() else { return "a quantity begins with a number, with a full stop as the decimal mark" }
    for joint in ["..", " of ", "/"] where scalars[i...].starts(with: joint.unicodeScalars) {
      i += joint.unicodeScalars.count
      guard number() else { return "no number after ‘\(joint)’" }
      break
    }
    if i == scalars.count { return nil }
    guard scalars[i] == " " else {
      return "a space must stand between the amount and ‘\(String(scalars[i...]))’"
    }
    let units = scalars[(i + 1)...].split(separator: "/", omittingEmptySubsequences: false)
    if units.contains(where: { $0.isEmpty || $0.first!.isBlank || $0.last!.isBlank }) {
      return "a unit or per-part is empty or has white space at its edge"
    }
    return nil
  }

  private static func pointProblem(_ text: String) -> String? {
    let forms = [
      "yyyy", "yyyy-MM", "yyyy-Qq", "yyyy-Hh", "yyyy-WWW", "yyyy-SS", "yyyy-MM-DD", "yyyy-MM-DDPPP",
      "yyyy-MM-DDTtt:mm", "Ttt:mm", "yyy", "yy",
    ]
    var problem = "‘\(text)’ is not a date of the notation"
    for form in forms where form.utf8.count == text.utf8.count {
      switch match(text, form) {
      case .fits: return nil
      case .outOfRange(let what): problem = "‘\(text)’: \(what)"
      case .differs: continue
      }
    }
    return problem
  }

  private enum Match {
    case fits
    case outOfRange(String)
    case differs
  }

  private static func match(_ text: String, _ form: String) -> Match {
    let t = Array(text.utf8)
    let f = Array(form.utf8)
    func isDigit(_ byte: UInt8) -> Bool {
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "X")
    }
    func part(_ letter: Character, from start: Int = 0) -> String? {
      let places = f.indices.filter { $0 >= start && f[$0] == letter.asciiValue! }
      return places.isEmpty ? nil : String(decoding: places.map { t[$0] }, as: UTF8.self)
    }
    // The letters that stand for themselves, and those that stand for digits.
    let isWeek = form == "yyyy-WWW"
    for i in f.indices {
      switch f[i] {
      case UInt8(ascii: "-"), UInt8(ascii: ":"), UInt8(ascii: "T"), UInt8(ascii: "Q"), UInt8(ascii: "H"):
        if t[i] != f[i] { return .differs }
      case UInt8(ascii: "W") where isWeek && i == 5:
        if t[i] != f[i] { return .differs }
      case UInt8(ascii: "P"), UInt8(ascii: "S"): continue
      default: if !isDigit(t[i]) { return .differs }
      }
    }
    if let part = part("P"), !["TMO", "TMI", "TAF", "TEV", "TNI"].contains(part) { return .differs }
    if let season = part("S"), !["SP", "SU", "FA", "WI"].contains(season) { return .differs }
    let ranges: [(Character, Int, ClosedRange<Int>, String)] = [
      ("M", 0, 1...12, "no such month"), ("q", 0, 1...4, "no such quarter"), ("h", 0, 1...2, "no such half"),
      ("W", 6, 1...53, "no such week"), ("t", 0, 0...24, "no such hour"), ("m", 0, 0...59, "no such minute"),
    ]
    for (letter, start, range, message) in ranges {
      if let text = part(letter, from: start), let number = Int(text), !range.contains(number) {
        return .outOfRange(message)
      }
    }
    if let text = part("D"), let day = Int(text) {
      let month = part("M").flatMap { Int($0) } ?? 1
      var last = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
      if month == 2, let year = part("y").flatMap({ Int($0) }),
        year % 4 != 0 || (year % 100 == 0 && year % 400 != 0)
      {
        last = 28
      }
      if !(1...last).contains(day) { return .outOfRange("no such day") }
    }
    return .fits
  }
}
