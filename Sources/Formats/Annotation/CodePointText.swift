/// A text that is asked for by code points: slices, lines, positions.
package struct CodePointText: Sendable {
  package let scalars: [Unicode.Scalar]

  package init(_ text: String) {
    scalars = Array(text.unicodeScalars)
  }

  package var count: Int { scalars.count }

  /// The text of a span, cut to what is there. O(length).
  package subscript(span: CodePointSpan) -> String {
    let start = min(max(span.start, 0), scalars.count)
    let end = min(max(span.end, start), scalars.count)
    return String(scalars[start..<end])
  }

  /// Whether the span is a non-empty part of the text.
  package func contains(_ span: CodePointSpan) -> Bool {
    span.start >= 0 && span.start < span.end && span.end <= scalars.count
  }

  /// Line (from 1) of a code point offset; `\n`, `\r\n` and a lone `\r` end a line. O(offset).
  package func line(of offset: Int) -> Int {
    var line = 1
    for i in 0..<min(max(offset, 0), scalars.count) {
      if scalars[i] == "\n" || (scalars[i] == "\r" && !(i + 1 < scalars.count && scalars[i + 1] == "\n")) {
        line += 1
      }
    }
    return line
  }
}

extension String {
  /// A string of code points.
  package init(_ scalars: some Sequence<Unicode.Scalar>) {
    self.init(String.UnicodeScalarView(scalars))
  }

  /// The string with each tab and each code point of a line break as one space, so that it fits a field of a line.
  package var asField: String {
    guard utf8.contains(where: { $0 == 9 || $0 == 10 || $0 == 13 }) else { return self }
    return String(unicodeScalars.map { $0 == "\t" || $0 == "\n" || $0 == "\r" ? " " : $0 })
  }

  /// The parts between runs of white space, as `str.split()` of Python gives them.
  package var blankSeparated: [String] {
    unicodeScalars.split(whereSeparator: \.isBlank).map { String($0) }
  }
}

extension Unicode.Scalar {
  /// White space as Python's `str.isspace` sees it: bidirectional class WS, B or S, or category Zs.
  package var isBlank: Bool {
    switch value {
    case 9...13, 0x1C...0x1F, 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F,
      0x3000:
      true
    default: false
    }
  }
}

/// Bytes taken as UTF-8 text.
package struct DecodedText: Sendable {
  /// The text; one U+FFFD for each maximal bad subpart; a byte order mark at the start is dropped.
  package var text: String
  package var wasRepaired: Bool
  package var hadByteOrderMark: Bool

  package init(_ bytes: some Collection<UInt8>) {
    hadByteOrderMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    let body = hadByteOrderMark ? bytes.dropFirst(3) : bytes.dropFirst(0)
    if let valid = String(validating: body, as: UTF8.self) {
      text = valid
      wasRepaired = false
    } else {
      text = String(decoding: body, as: UTF8.self)
      wasRepaired = true
    }
  }

  /// The lines without their ends; `\n`, `\r\n` and `\r` end a line. A last empty line is left out.
  package var lines: [String] {
    var lines: [String] = []
    let bytes = Array(text.utf8)
    var start = 0
    var i = 0
    while i < bytes.count {
      if bytes[i] == 10 || bytes[i] == 13 {
        lines.append(String(decoding: bytes[start..<i], as: UTF8.self))
        if bytes[i] == 13, i + 1 < bytes.count, bytes[i + 1] == 10 { i += 1 }
        start = i + 1
      }
      i += 1
    }
    if start < bytes.count { lines.append(String(decoding: bytes[start...], as: UTF8.self)) }
    return lines
  }
}
