import TextModel
import Tokenization

/// Reads the TSV tables of this folder and writes tokens the way they do.
///
///     1106~Ngày 18~/~1     "~" glued, " " spaced, "↵" line break, "¶" paragraph break
enum TokenTable {
  /// The rows of Tables/NAME, without the header and comments, their escapes (`\n`, `\u{AD}`) resolved in the
  /// first column.
  static func rows(_ name: String, file: StaticString = #filePath) -> [[String]] {
    var path = "\(file)"
    path = String(path[..<path.lastIndex(of: "/")!]) + "/Tables/" + name
    let lines = readFile(path).split(separator: "\n", omittingEmptySubsequences: true)
    return lines.dropFirst().filter { !$0.hasPrefix("# ") }.map { line in
      var cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      cells[0] = unescaped(cells[0])
      return cells
    }
  }

  static func segmentation(_ text: TokenizedText) -> String {
    var result = ""
    for (index, token) in text.tokens.enumerated() {
      if index > 0 {
        let mark =
          switch token.gap {
          case .glued: "~"
          case .spaced: " "
          case .lineBreak: "↵"
          case .paragraphBreak: "¶"
          }
        result += mark
      }
      result += escaped(String(decoding: text.shadow[token.span.range], as: UTF8.self))
    }
    return result
  }

  /// One letter for each token: Letters, Digits, Number, Punctuation, E-mail, Url, Handle, Other.
  static func kinds(_ text: TokenizedText) -> String {
    String(
      text.tokens.map { token -> Character in
        switch token.kind {
        case .letters: "L"
        case .digits: "D"
        case .number: "N"
        case .punctuation: "P"
        case .email: "E"
        case .url: "U"
        case .handle: "H"
        case .other: "O"
        }
      })
  }

  /// The sentences, each from its first to its last token, joined by " ║ ".
  static func sentences(_ text: TokenizedText) -> String {
    var parts: [String] = []
    var start: Int?
    func close(_ index: Int) {
      guard let first = start else { return }
      let span = text.textSpan(of: TokenSpan(first..<index))
      parts.append(escaped(String(decoding: text.text[span.range], as: UTF8.self)))
    }
    for (index, token) in text.tokens.enumerated() where token.flags.contains(.sentenceStart) {
      close(index)
      start = index
    }
    close(text.tokens.count)
    return parts.joined(separator: " ║ ")
  }

  /// Writes what a table could not show as it is.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case _
      where scalar.value < 0x20 || [0xAD, 0xA0, 0xFEFF].contains(scalar.value)
        || (0x300...0x36F).contains(scalar.value) || (0x200B...0x200F).contains(scalar.value)
        || (0x20D0...0x20FF).contains(scalar.value) || (0xFE00...0xFE0F).contains(scalar.value)
        || scalar.value >= 0x10000:
        result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  static func unescaped(_ text: String) -> String {
    var result = ""
    var rest = Substring(text)
    while let slash = rest.firstIndex(of: "\\") {
      result += rest[..<slash]
      rest = rest[slash...].dropFirst()
      switch rest.popFirst() {
      case "n": result += "\n"
      case "r": result += "\r"
      case "t": result += "\t"
      case "u":
        let digits = rest.dropFirst().prefix { $0 != "}" }
        result.unicodeScalars.append(Unicode.Scalar(UInt32(digits, radix: 16)!)!)
        rest = rest.dropFirst(digits.count + 2)
      case let other: result += other.map(String.init) ?? ""
      }
    }
    return result + rest
  }
}
