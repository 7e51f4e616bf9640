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
    var out: [UInt8] = []
    append(value, layout, level: 0, to: &out)
    return out
  }

  /// Appends a string literal: `"` and `\` and control characters escaped, everything else as it is, except
  /// U+2028 and U+2029, which are escaped so that the text is a JavaScript literal too.
  package static func appendString(_ string: String, to out: inout [UInt8]) {
    out.append(UInt8(ascii: "\""))
    var string = string
    string.withUTF8 { bytes in
      var i = 0
      while i < bytes.count {
        let byte = bytes[i]
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
      }
    }
    out.append(UInt8(ascii: "\""))
  }

  private static func append(_ value: JSONValue, _ layout: Layout, level: Int, to out: inout [UInt8]) {
    switch value {
    case .null: out += "null".utf8
    case .bool(let flag): out += (flag ? "true" : "false").utf8
    case .number(let text): out += text.utf8
    case .string(let text): appendString(text, to: &out)
    case .array(let elements):
      let isFlat = layout == .compact || elements.allSatisfy(\.isPlain)
      out.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { out += (isFlat && layout == .indented ? ", " : ",").utf8 }
        if !isFlat { breakLine(level + 1, &out) }
        append(element, layout, level: level + 1, to: &out)
      }
      if !isFlat { breakLine(level, &out) }
      out.append(UInt8(ascii: "]"))
    case .object(let object):
      out.append(UInt8(ascii: "{"))
      for (index, member) in object.members.enumerated() {
        if index > 0 { out.append(UInt8(ascii: ",")) }
        if layout == .indented { breakLine(level + 1, &out) }
        appendString(member.key, to: &out)
        out += (layout == .indented ? ": " : ":").utf8
        append(member.value, layout, level: level + 1, to: &out)
      }
      if layout == .indented, !object.members.isEmpty { breakLine(level, &out) }
      out.append(UInt8(ascii: "}"))
    }
  }

  private static func breakLine(_ level: Int, _ out: inout [UInt8]) {
    out.append(10)
    for _ in 0..<level { out += [32, 32] }
  }
}

extension JSONValue {
  fileprivate var isPlain: Bool {
    switch self {
    case .array(let elements): elements.isEmpty
    case .object(let object): object.members.isEmpty
    default: true
    }
  }
}
