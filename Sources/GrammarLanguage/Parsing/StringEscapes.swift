/// Quoted text and what it stands for.
///
///     \"  \\  \n  \t      in every string
///     \[  \]              in the text of a test line, where [ and ] mark mentions
///
/// A test text keeps `\\`, `\[` and `\]` as written (see `BracketedText`); its other escapes are resolved.
enum StringEscapes {
  enum Mode {
    case plain
    case testText
  }

  /// Resolves the escapes between the quotes. Unknown ones stay as written and are given to `unknown` with
  /// their offset from the first byte.
  static func resolve(_ bytes: ArraySlice<UInt8>, mode: Mode, unknown: (Int, String) -> Void) -> String {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      guard byte == UInt8(ascii: "\\"), index + 1 < bytes.endIndex else {
        result.append(byte)
        index += 1
        continue
      }
      let next = bytes[index + 1]
      switch (next, mode) {
      case (UInt8(ascii: "\""), _): result.append(next)
      case (UInt8(ascii: "n"), _): result.append(UInt8(ascii: "\n"))
      case (UInt8(ascii: "t"), _): result.append(UInt8(ascii: "\t"))
      case (UInt8(ascii: "\\"), .plain): result.append(next)
      case (UInt8(ascii: "\\"), .testText), (UInt8(ascii: "["), .testText), (UInt8(ascii: "]"), .testText):
        result.append(byte)
        result.append(next)
      default:
        let rest = String(decoding: bytes[(index + 1)..<min(bytes.endIndex, index + 5)], as: UTF8.self)
        unknown(index - bytes.startIndex, "\\" + String(rest.unicodeScalars.prefix(1)))
        result.append(byte)
        index += 1
        continue
      }
      index += 2
    }
    return CanonicalComposition.composed(String(decoding: result, as: UTF8.self))
  }

  /// The literal, quotes included, that stands for a text.
  static func quoted(_ text: String, mode: Mode) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\\" where mode == .plain: result += "\\\\"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
