/// Cuts a grammar file into lexemes. Total: any bytes give lexemes and diagnostics.
struct Lexer {
  let path: String
  let bytes: [UInt8]
  private(set) var lexemes: [Lexeme] = []
  private(set) var comments: [Comment] = []
  private(set) var diagnostics: [Diagnostic] = []
  private var position = 0
  private var lineStart = 0

  init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }

  mutating func run() {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    lexemes.reserveCapacity(bytes.count / 4)
    while position < bytes.count { step() }
    lexemes.append(Lexeme(kind: .end, start: bytes.count, end: bytes.count))
  }

  private func peek(_ distance: Int = 0) -> UInt8 {
    position + distance < bytes.count ? bytes[position + distance] : 0
  }

  private mutating func add(_ kind: Lexeme.Kind, _ length: Int) {
    lexemes.append(Lexeme(kind: kind, start: position, end: position + length))
    position += length
  }

  private mutating func report(_ kind: DiagnosticKind, _ start: Int, _ end: Int) {
    diagnostics.append(Diagnostic(kind, at: SourceSpan(file: path, start: start, end: end)))
  }

  private mutating func step() {
    switch peek() {
    case UInt8(ascii: "\n"):
      position += 1
      lineStart = position
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): position += 1
    case UInt8(ascii: "#"): comment()
    case UInt8(ascii: "\""):
      delimited(by: UInt8(ascii: "\""), kind: .string, unterminated: .unterminatedString)
    case UInt8(ascii: "$"): capture()
    case UInt8(ascii: "{"): add(.leftBrace, 1)
    case UInt8(ascii: "}"): add(.rightBrace, 1)
    case UInt8(ascii: "("): add(.leftParenthesis, 1)
    case UInt8(ascii: ")"): add(.rightParenthesis, 1)
    case UInt8(ascii: "["): add(.leftBracket, 1)
    case UInt8(ascii: "]"): add(.rightBracket, 1)
    case UInt8(ascii: "<"): add(.less, 1)
    case UInt8(ascii: ">"): add(.greater, 1)
    case UInt8(ascii: ","): add(.comma, 1)
    case UInt8(ascii: ":"): add(.colon, 1)
    case UInt8(ascii: "|"): add(.bar, 1)
    case UInt8(ascii: "&"): add(.ampersand, 1)
    case UInt8(ascii: "?"): add(.question, 1)
    case UInt8(ascii: "*"): add(.star, 1)
    case UInt8(ascii: "+"): add(.plus, 1)
    case UInt8(ascii: "@"): add(.at, 1)
    case UInt8(ascii: "."): peek(1) == UInt8(ascii: ".") ? add(.dotDot, 2) : add(.dot, 1)
    case UInt8(ascii: "="): peek(1) == UInt8(ascii: ">") ? add(.fatArrow, 2) : add(.equal, 1)
    case UInt8(ascii: "!") where peek(1) == UInt8(ascii: "="): add(.notEqual, 2)
    case UInt8(ascii: "-") where peek(1) == UInt8(ascii: ">"): add(.arrow, 2)
    case UInt8(ascii: "-") where Self.isDigit(peek(1)): add(.integer, 1 + digitCount(from: position + 1))
    case UInt8(ascii: "0")...UInt8(ascii: "9"): add(.integer, digitCount(from: position))
    default:
      let length = nameLength(from: position)
      if length > 0 { name(length) } else { unexpectedCharacter() }
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }

  private func digitCount(from start: Int) -> Int {
    var end = start
    while end < bytes.count, Self.isDigit(bytes[end]) { end += 1 }
    return end - start
  }

  private mutating func comment() {
    let start = position
    while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { position += 1 }
    var end = position
    while end > start, [UInt8(ascii: "\r"), UInt8(ascii: " "), UInt8(ascii: "\t")].contains(bytes[end - 1]) {
      end -= 1
    }
    let text = String(decoding: bytes[start..<end], as: UTF8.self)
    let isTrailing = (lexemes.last?.start ?? -1) >= lineStart
    comments.append(
      Comment(
        text: text, start: start, isTrailing: isTrailing, isBeforeBlankLine: isBlankLine(after: position)))
  }

  /// Whether the line behind a line break is empty (and not the end of the file).
  private func isBlankLine(after lineBreak: Int) -> Bool {
    var index = lineBreak + 1
    while index < bytes.count, bytes[index] != UInt8(ascii: "\n") {
      guard
        bytes[index] == UInt8(ascii: " ") || bytes[index] == UInt8(ascii: "\t")
          || bytes[index] == UInt8(ascii: "\r")
      else { return false }
      index += 1
    }
    return index < bytes.count
  }

  private mutating func delimited(by delimiter: UInt8, kind: Lexeme.Kind, unterminated: DiagnosticKind) {
    var end = position + 1
    while end < bytes.count, bytes[end] != delimiter, bytes[end] != UInt8(ascii: "\n") {
      let isEscape =
        bytes[end] == UInt8(ascii: "\\") && end + 1 < bytes.count && bytes[end + 1] != UInt8(ascii: "\n")
      end += isEscape ? 2 : 1
    }
    if end < bytes.count, bytes[end] == delimiter {
      add(kind, end + 1 - position)
    } else {
      if end > position + 1, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
      report(unterminated, position, min(end, bytes.count))
      add(.invalid, min(end, bytes.count) - position)
    }
  }

  private mutating func capture() {
    let length = nameLength(from: position + 1)
    if length > 0 { add(.capture, 1 + length) } else { unexpectedCharacter() }
  }

  private mutating func name(_ length: Int) {
    let word = bytes[position..<(position + length)]
    if word.elementsEqual("nearest".utf8), bytes[(position + length)...].starts(with: "-for-second".utf8) {
      add(.name, length + 11)
      return
    }
    add(.name, length)
    guard word.elementsEqual("raw".utf8) else { return }
    // A space between is an error, which the parser reports; a slash means nothing else here.
    var slash = position
    while slash < bytes.count, bytes[slash] == UInt8(ascii: " ") || bytes[slash] == UInt8(ascii: "\t") {
      slash += 1
    }
    if slash < bytes.count, bytes[slash] == UInt8(ascii: "/") {
      position = slash
      delimited(by: UInt8(ascii: "/"), kind: .regex, unterminated: .unterminatedRegex)
    }
  }

  /// Bytes of the name that starts at an offset; 0 when none does.
  private func nameLength(from start: Int) -> Int {
    var end = start
    while end < bytes.count {
      let byte = bytes[end]
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): end += 1
      case UInt8(ascii: "0")...UInt8(ascii: "9") where end > start, UInt8(ascii: "_") where end > start:
        end += 1
      case 0x80...:
        guard let (scalar, length) = scalar(at: end),
          scalar.properties.isAlphabetic || (end > start && (0x300...0x36F).contains(scalar.value))
        else { return end - start }
        end += length
      default: return end - start
      }
    }
    return end - start
  }

  private func scalar(at offset: Int) -> (Unicode.Scalar, Int)? {
    var decoder = UTF8()
    var iterator = bytes[offset..<min(bytes.count, offset + 4)].makeIterator()
    guard case .scalarValue(let scalar) = decoder.decode(&iterator) else { return nil }
    return (scalar, UTF8.width(scalar))
  }

  private mutating func unexpectedCharacter() {
    // One report for a run of the same kind of nonsense.
    let length = scalar(at: position)?.1 ?? 1
    let text = String(decoding: bytes[position..<(position + length)], as: UTF8.self)
    if lexemes.last?.kind != .invalid || lexemes.last?.end != position {
      report(.unexpectedCharacter(text), position, position + length)
    }
    add(.invalid, length)
  }
}
