/// Finds bytes that are no UTF-8.
enum UTF8Check {
  /// Why a file cannot be read at all; nil for one that can.
  static func unreadable(_ bytes: [UInt8]) -> DiagnosticKind? {
    if isUTF16(bytes) { return .wrongEncoding("UTF-16") }
    // Ends of lines before Mac OS X: all would be one line, and a comment would last to the end.
    if !bytes.contains(UInt8(ascii: "\n")), bytes.dropLast().contains(UInt8(ascii: "\r")) {
      return .carriageReturns
    }
    return nil
  }

  /// A byte order mark of UTF-16, or letters with a zero byte before or behind each.
  private static func isUTF16(_ bytes: [UInt8]) -> Bool {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return true }
    guard bytes.count >= 8 else { return false }
    let start = bytes.prefix(8)
    return (0...1).contains { first in
      start.indices.allSatisfy { ($0 % 2 == first) == (start[$0] == 0) }
    }
  }

  /// The bytes with each invalid one replaced by a space (offsets stay), after reporting the first.
  static func repaired(_ bytes: [UInt8], path: String, diagnostics: inout [Diagnostic]) -> [UInt8] {
    let span = bytes.span
    var index = 0
    // Almost always there is nothing to mend: ASCII, and letters of two and three bytes.
    while index < span.count {
      let lead = span[index]
      if lead < 0x80 {
        index += 1
      } else if 0xC2...0xDF ~= lead, index + 1 < span.count, span[index + 1] & 0xC0 == 0x80 {
        index += 2
      } else {
        let length = sequenceLength(span, at: index)
        if length == 0 { break }
        index += length
      }
    }
    if index == span.count { return bytes }
    diagnostics.append(
      Diagnostic(.invalidUTF8(byte: bytes[index]), at: SourceSpan(file: path, start: index, end: index + 1)))
    var result = bytes
    while index < span.count {
      let length = sequenceLength(span, at: index)
      if length == 0 { result[index] = UInt8(ascii: " ") }
      index += max(length, 1)
    }
    return result
  }

  /// Length of the well-formed sequence at an offset (Unicode, table 3-7); 0 when there is none.
  static func sequenceLength(_ bytes: Span<UInt8>, at index: Int) -> Int {
    let lead = bytes[index]
    func continues(_ distance: Int, _ range: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
      index + distance < bytes.count && range.contains(bytes[index + distance])
    }
    switch lead {
    case 0..<0x80: return 1
    case 0xC2...0xDF: return continues(1) ? 2 : 0
    case 0xE0: return continues(1, 0xA0...0xBF) && continues(2) ? 3 : 0
    case 0xED: return continues(1, 0x80...0x9F) && continues(2) ? 3 : 0
    case 0xE1...0xEF: return continues(1) && continues(2) ? 3 : 0
    case 0xF0: return continues(1, 0x90...0xBF) && continues(2) && continues(3) ? 4 : 0
    case 0xF1...0xF3: return continues(1) && continues(2) && continues(3) ? 4 : 0
    case 0xF4: return continues(1, 0x80...0x8F) && continues(2) && continues(3) ? 4 : 0
    default: return 0
    }
  }
}
