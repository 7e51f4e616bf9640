/// Why a text is not JSON, and where.
package struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Kind: Hashable, Sendable {
    case expected(String)
    case invalidUTF8
    case controlCharacter
    case invalidEscape
    case loneSurrogate
    case invalidNumber
    case duplicateKey(String)
    case tooDeep(limit: Int)
    case trailingText
  }

  package var kind: Kind
  /// The byte offset in the input.
  package var offset: Int
  /// Line and column (in bytes) of that offset, from 1.
  package var line: Int
  package var column: Int

  package var description: String {
    let what =
      switch kind {
      case .expected(let thing): "expected \(thing)"
      case .invalidUTF8: "a string is not valid UTF-8"
      case .controlCharacter: "a control character in a string must be escaped"
      case .invalidEscape: "unknown escape in a string"
      case .loneSurrogate: "half of a surrogate pair in a string"
      case .invalidNumber: "not a number as JSON writes it"
      case .duplicateKey(let key): "the key ‘\(key)’ is there twice"
      case .tooDeep(let limit): "nested more than \(limit) levels deep"
      case .trailingText: "text after the end of the value"
      }
    return "\(line):\(column): \(what)"
  }
}

/// Parses JSON strictly as RFC 8259 has it: no comments, no trailing commas, no byte order mark, each key once.
///
///     value  = "null" | "true" | "false" | number | string | "[" [value {"," value}] "]"
///            | "{" [string ":" value {"," string ":" value}] "}"
///     number = ["-"] ("0" | digit1-9 {digit}) ["." digit {digit}] [("e"|"E") ["+"|"-"] digit {digit}]
package struct JSONParser {
  /// Parses a whole text. O(bytes), apart from objects with very many keys.
  ///
  /// - Parameter depthLimit: how deep arrays and objects may nest, so that no input exhausts the stack.
  package static func parse(_ bytes: [UInt8], depthLimit: Int = 256) throws(JSONError) -> JSONValue {
    var parser = JSONParser(bytes: bytes, depthLimit: depthLimit)
    parser.skipBlanks()
    let value = try parser.value(depth: 0)
    parser.skipBlanks()
    if parser.position < bytes.count { throw parser.error(.trailingText) }
    return value
  }

  package static func parse(_ text: String, depthLimit: Int = 256) throws(JSONError) -> JSONValue {
    try parse(Array(text.utf8), depthLimit: depthLimit)
  }

  private let bytes: [UInt8]
  private let depthLimit: Int
  private var position = 0

  private init(bytes: [UInt8], depthLimit: Int) {
    self.bytes = bytes
    self.depthLimit = depthLimit
  }

  private func error(_ kind: JSONError.Kind, at offset: Int? = nil) -> JSONError {
    let offset = min(offset ?? position, bytes.count)
    let before = bytes[..<offset]
    let line = before.count { $0 == 10 } + 1
    let start = before.lastIndex(of: 10).map { $0 + 1 } ?? 0
    return JSONError(kind: kind, offset: offset, line: line, column: offset - start + 1)
  }

  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipBlanks() {
    while let byte = current, byte == 32 || byte == 10 || byte == 13 || byte == 9 { position += 1 }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard current == byte else { return false }
    position += 1
    return true
  }

  private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
    switch current {
    case UInt8(ascii: "{"): return .object(try object(depth: depth + 1))
    case UInt8(ascii: "["): return .array(try array(depth: depth + 1))
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "-"), .some(UInt8(ascii: "0")...UInt8(ascii: "9")): return .number(try number())
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    default: throw error(.expected("a value"))
    }
  }

  private mutating func word(_ word: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
    let length = word.utf8CodeUnitCount
    let text = String(describing: word)
    guard position + length <= bytes.count, bytes[position..<position + length].elementsEqual(text.utf8)
    else {
      throw error(.expected("a value"))
    }
    position += length
    return value
  }

  private mutating func array(depth: Int) throws(JSONError) -> [JSONValue] {
    if depth > depthLimit { throw error(.tooDeep(limit: depthLimit)) }
    position += 1
    var elements: [JSONValue] = []
    skipBlanks()
    if take(UInt8(ascii: "]")) { return elements }
    while true {
      skipBlanks()
      elements.append(try value(depth: depth))
      skipBlanks()
      if take(UInt8(ascii: "]")) { return elements }
      if !take(UInt8(ascii: ",")) { throw error(.expected("‘,’ or ‘]’")) }
    }
  }

  private mutating func object(depth: Int) throws(JSONError) -> JSONObject {
    if depth > depthLimit { throw error(.tooDeep(limit: depthLimit)) }
    position += 1
    var members: [JSONObject.Member] = []
    var seen: Set<[UInt8]> = []
    skipBlanks()
    if take(UInt8(ascii: "}")) { return JSONObject(members) }
    while true {
      skipBlanks()
      let start = position
      guard current == UInt8(ascii: "\"") else { throw error(.expected("a key in quotes")) }
      let key = try string()
      if !seen.insert(Array(key.utf8)).inserted { throw error(.duplicateKey(key), at: start) }
      skipBlanks()
      if !take(UInt8(ascii: ":")) { throw error(.expected("‘:’")) }
      skipBlanks()
      members.append(JSONObject.Member(key, try value(depth: depth)))
      skipBlanks()
      if take(UInt8(ascii: "}")) { return JSONObject(members) }
      if !take(UInt8(ascii: ",")) { throw error(.expected("‘,’ or ‘}’")) }
    }
  }

  private mutating func number() throws(JSONError) -> String {
    let start = position
    _ = take(UInt8(ascii: "-"))
    if !take(UInt8(ascii: "0")) { try digits(start) }
    if take(UInt8(ascii: ".")) { try digits(start) }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      try digits(start)
    }
    if let byte = current, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
      throw error(.invalidNumber, at: start)
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func digits(_ start: Int) throws(JSONError) {
    let first = position
    while let byte = current, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
    if position == first { throw error(.invalidNumber, at: start) }
  }

  private mutating func string() throws(JSONError) -> String {
    let start = position
    position += 1
    var content: [UInt8] = []
    while let byte = current {
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let text = String(validating: content, as: UTF8.self) else {
          throw error(.invalidUTF8, at: start)
        }
        return text
      case UInt8(ascii: "\\"): content += String(try escape()).utf8
      case 0..<0x20: throw error(.controlCharacter, at: position - 1)
      default: content.append(byte)
      }
    }
    throw error(.expected("‘\"’ at the end of the string"))
  }

  private mutating func escape() throws(JSONError) -> Unicode.Scalar {
    let start = position - 1
    defer { position += 1 }
    switch current {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      var code = try hex(start)
      if (0xD800...0xDBFF).contains(code) {
        position += 1
        guard current == UInt8(ascii: "\\"), position + 1 < bytes.count,
          bytes[position + 1] == UInt8(ascii: "u")
        else { throw error(.loneSurrogate, at: start) }
        position += 1
        let low = try hex(start)
        guard (0xDC00...0xDFFF).contains(low) else { throw error(.loneSurrogate, at: start) }
        code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
      }
      guard let scalar = Unicode.Scalar(code) else { throw error(.loneSurrogate, at: start) }
      return scalar
    default: throw error(.invalidEscape, at: start)
    }
  }

  /// Reads four hexadecimal digits after the `u` at `position`, and leaves `position` on the last of them.
  private mutating func hex(_ start: Int) throws(JSONError) -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      position += 1
      guard let byte = current, let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
        throw error(.invalidEscape, at: start)
      }
      code = code << 4 | UInt32(digit)
    }
    return code
  }
}
