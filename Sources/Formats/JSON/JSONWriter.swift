/// Writes JSON text.
package enum JSONWriter {
  /// How much white space to write.
  package enum Layout: Sendable {
    /// None: one line, fit for JSON Lines.
    case compact
    /// Two spaces a level; empty containers, and arrays of plain values, on one line.
    case indented
  }

  /// The value as text, without a line break at the end.
  package static func text(_ value: JSONValue, _ layout: Layout = .compact) -> String {
    String(decoding: bytes(value, layout), as: UTF8.self)
  }

  /// The value as UTF-8, without a line break at the end.
  package static func bytes(_ value: JSONValue, _ layout: Layout = .compact) -> [UInt8] {
    var stream = JSONStream(layout)
    stream.write(value)
    return stream.bytes
  }

  /// Appends a string literal: `"` and `\` and control characters escaped, everything else as it is, except
  /// U+2028 and U+2029, which are escaped so that the text is a JavaScript literal too.
  package static func appendString(_ string: String, to out: inout [UInt8]) {
    out.append(UInt8(ascii: "\""))
    var string = string
    string.withUTF8 { bytes in
      var i = 0
      // Where what is not yet copied begins.
      var start = 0
      while i < bytes.count {
        let byte = bytes[i]
        if !isSpecial(byte) {
          i += 1
          continue
        }
        out.append(contentsOf: bytes[start..<i])
        switch byte {
        case UInt8(ascii: "\""): out += #"\""#.utf8
        case UInt8(ascii: "\\"): out += #"\\"#.utf8
        case 10: out += #"\n"#.utf8
        case 13: out += #"\r"#.utf8
        case 9: out += #"\t"#.utf8
        case 0..<0x20, 0x7F:
          out += (byte < 16 ? #"\u000"# : #"\u00"#).utf8
          out += String(byte, radix: 16).utf8
        case 0xE2 where i + 2 < bytes.count && bytes[i + 1] == 0x80 && (bytes[i + 2] & 0xFE) == 0xA8:
          out += (bytes[i + 2] == 0xA8 ? #"\u2028"# : #"\u2029"#).utf8
          i += 2
        default: out.append(byte)
        }
        i += 1
        start = i
      }
      out.append(contentsOf: bytes[start..<i])
    }
    out.append(UInt8(ascii: "\""))
  }

  /// Whether a byte may have to be written otherwise than it is.
  @inline(__always)
  private static func isSpecial(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F || byte == 0xE2
  }
}

extension JSONValue {
  /// A scalar or an empty container.
  var isPlain: Bool {
    switch self {
    case .array(let elements): elements.isEmpty
    case .object(let object): object.members.isEmpty
    default: true
    }
  }
}
