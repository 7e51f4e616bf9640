/// A test's text with its brackets cut out.
///
///     source   theo [Nghị định 77], \[sic\] [Person: Lê A]
///     text     theo Nghị định 77, [sic] Lê A
///
/// `[Name: …]` names the type where `Name` is declared, or is a near miss of a declared name; else it is text.
struct BracketedText {
  struct Bracket {
    var range: Range<Int>
    /// The type's name and where it stands in the source, in UTF-8 bytes.
    var type: (name: String, range: Range<Int>)?
    /// The opening bracket in the source.
    var sourceStart: Int
  }
  enum Problem {
    case unclosed, unopened, nested, empty
  }

  private(set) var text = ""
  private(set) var brackets: [Bracket] = []
  /// With the place in the source, in UTF-8 bytes.
  private(set) var problems: [(Problem, Int)] = []

  /// - Parameter isTypeName: whether `[Name: …]` names a type by this word.
  init(_ source: String, isTypeName: (String) -> Bool) {
    let bytes = Array(source.utf8)
    var result: [UInt8] = []
    var open: (start: Int, sourceStart: Int, type: (name: String, range: Range<Int>)?)?
    var index = 0
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\\") where index + 1 < bytes.count && #"\[]"#.utf8.contains(bytes[index + 1]):
        result.append(bytes[index + 1])
        index += 2
      case UInt8(ascii: "["):
        if open != nil {
          problems.append((.nested, index))
          index += 1
          continue
        }
        let sourceStart = index
        index += 1
        let type = Self.typeName(bytes, at: index, isTypeName)
        if let type {
          index = type.range.upperBound + 1
          if index < bytes.count, bytes[index] == UInt8(ascii: " ") { index += 1 }
        }
        open = (result.count, sourceStart, type)
      case UInt8(ascii: "]"):
        if let bracket = open {
          if bracket.start == result.count { problems.append((.empty, bracket.sourceStart)) }
          brackets.append(
            Bracket(range: bracket.start..<result.count, type: bracket.type, sourceStart: bracket.sourceStart)
          )
          open = nil
        } else {
          problems.append((.unopened, index))
        }
        index += 1
      default:
        result.append(bytes[index])
        index += 1
      }
    }
    if let open { problems.append((.unclosed, open.sourceStart)) }
    text = String(decoding: result, as: UTF8.self)
  }

  private static func typeName(_ bytes: [UInt8], at start: Int, _ isTypeName: (String) -> Bool)
    -> (name: String, range: Range<Int>)?
  {
    var end = start
    while end < bytes.count, bytes[end] >= 0x80 || isNameByte(bytes[end]) { end += 1 }
    guard end > start, end < bytes.count, bytes[end] == UInt8(ascii: ":") else { return nil }
    let name = String(decoding: bytes[start..<end], as: UTF8.self)
    return isTypeName(name) ? (name, start..<end) : nil
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
