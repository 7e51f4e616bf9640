import Formats
import TextModel
package import Tokenization

/// Reads JSON Lines: on each line an object, one of whose members is the text of a document. Blank lines are skipped.
///
///     {"id": "a1", "date": "2022-09-15", "text": "Ông \u004c\u00ea A\nđến."}
///
/// The text's map leads into the string of the line: an escape stands for the characters that it means.
package struct JSONLinesReader: Sendable {
  private let source: Tokenization.DecodedText
  private let fields: RowFields
  private var position = 0
  private var line = 0

  package init(_ source: Tokenization.DecodedText, fields: RowFields) {
    self.source = source
    self.fields = fields
  }

  package var warnings: [DecodingWarning] { source.warnings }
  package var encoding: Encoding { source.encoding }

  /// The next row. O(its length).
  package mutating func next() -> InputItem? {
    while position < source.text.count {
      let start = position
      let end = source.text[start...].firstIndex(of: 10) ?? source.text.count
      position = end + 1
      line += 1
      let bytes = Array(source.text[start..<end])
      if bytes.allSatisfy({ $0 == 0x20 || $0 == 9 || $0 == 13 }) { continue }
      return row(bytes, at: start)
    }
    return nil
  }

  private func row(_ bytes: [UInt8], at start: Int) -> InputItem {
    let value: JSONValue
    do {
      value = try JSONParser.parse(bytes)
    } catch {
      // The parser counts lines within the row.
      let message = error.description.drop { $0 != " " }.dropFirst()
      return .problem(InputProblem(line: line, "not JSON: \(message) (byte \(error.column) of the line)"))
    }
    guard let object = value.object else { return .problem(InputProblem(line: line, "not a JSON object")) }
    guard let member = object[fields.text] else {
      return .problem(InputProblem(line: line, "no field ‘\(fields.text)’"))
    }
    guard case .string = member, let range = JSONStringLocator.string(of: fields.text, in: bytes) else {
      return .problem(InputProblem(line: line, "the field ‘\(fields.text)’ is not a string"))
    }
    var builder = MappedTextBuilder()
    JSONStringLocator.decode(
      range.lowerBound + start..<range.upperBound + start, of: source.text, into: &builder)
    var document = RowDocument.make(builder, of: source, line: line)
    if let notation = object[fields.date] {
      document.setDate(
        notation == .null ? "" : notation.string ?? JSONWriter.text(notation), field: fields.date)
    } else if fields.wantsDate {
      document.notes.append("no field ‘\(fields.date)’")
    }
    switch object[fields.id] {
    case .string(let id)?: document.setID(id)
    case .number(let id)?: document.setID(id)
    default: if fields.wantsID { document.notes.append("no field ‘\(fields.id)’") }
    }
    return .document(document)
  }
}

/// Finds strings in JSON that is known to be valid.
enum JSONStringLocator {
  private static let quote = UInt8(ascii: "\"")
  private static let backslash = UInt8(ascii: "\\")

  /// The inside of the string that is a member's value, in an object; nil where the value is no string. O(n).
  static func string(of key: String, in bytes: [UInt8]) -> Range<Int>? {
    var depth = 0
    var index = 0
    // Inside the outermost object, strings are in turn keys and values.
    var isKey = false
    var isWanted = false
    while index < bytes.count {
      switch bytes[index] {
      case quote:
        let start = index + 1
        index = end(of: bytes, from: start)
        if depth == 1, isKey {
          var builder = MappedTextBuilder()
          decode(start..<index, of: bytes, into: &builder)
          isWanted = builder.text == Array(key.utf8)
        } else if depth == 1, isWanted {
          return start..<index
        }
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        isKey = depth == 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: ":") where depth == 1: isKey = false
      case UInt8(ascii: ",") where depth == 1:
        isKey = true
        isWanted = false
      default: break
      }
      index += 1
    }
    return nil
  }

  /// The closing quotation mark of the string whose inside begins at `start`.
  private static func end(of bytes: [UInt8], from start: Int) -> Int {
    var index = start
    while index < bytes.count, bytes[index] != quote { index += bytes[index] == backslash ? 2 : 1 }
    return min(index, bytes.count)
  }

  /// Writes the inside of a string down, each escape as one difference.
  static func decode(_ range: Range<Int>, of bytes: [UInt8], into builder: inout MappedTextBuilder) {
    var copied = range.lowerBound
    var index = copied
    while index < range.upperBound {
      guard bytes[index] == backslash, index + 1 < range.upperBound else {
        index += 1
        continue
      }
      builder.copy(copied..<index, of: bytes)
      let (scalar, end) = escape(bytes, at: index)
      var text: [UInt8] = []
      UTF8Coding.append(scalar, to: &text)
      builder.replace(index..<end, with: text)
      (copied, index) = (end, end)
    }
    builder.copy(copied..<range.upperBound, of: bytes)
  }

  private static func escape(_ bytes: [UInt8], at start: Int) -> (scalar: UInt32, end: Int) {
    switch bytes[start + 1] {
    case UInt8(ascii: "b"): return (8, start + 2)
    case UInt8(ascii: "f"): return (12, start + 2)
    case UInt8(ascii: "n"): return (10, start + 2)
    case UInt8(ascii: "r"): return (13, start + 2)
    case UInt8(ascii: "t"): return (9, start + 2)
    case UInt8(ascii: "u"):
      let first = hexadecimal(bytes, at: start + 2)
      guard 0xD800..<0xDC00 ~= first else { return (first, start + 6) }
      let second = hexadecimal(bytes, at: start + 8)
      return (0x10000 + (first - 0xD800) << 10 + (second - 0xDC00), start + 12)
    default: return (UInt32(bytes[start + 1]), start + 2)
    }
  }

  private static func hexadecimal(_ bytes: [UInt8], at start: Int) -> UInt32 {
    bytes[start..<start + 4].reduce(0) { value, byte in
      value << 4 | UInt32(byte <= 0x39 ? byte - 0x30 : (byte | 0x20) - 0x61 + 10)
    }
  }
}
