/// A value that the binary form of a cascade holds: how it is written and read stand side by side.
protocol BinaryForm {
  func write(to writer: inout BinaryWriter)
  init(from reader: inout BinaryReader) throws(BinaryFormError)
}

/// Why a binary form was refused.
package enum BinaryFormError: Error, Equatable, Sendable {
  /// Not a binary form, or one of another version of the format.
  case foreign
  /// Made from other grammar files, or for other normalizers.
  case stale
  /// Cut off or altered.
  case damaged
}

/// Writes numbers and texts.
///
///     number   LEB128: seven bits a byte, the lowest first
///     signed   zigzag, then as a number
///     words    their count, then four (or eight) bytes each, the lowest first
///     text     a number: its place in the table of texts, which stands behind everything else
struct BinaryWriter {
  private(set) var bytes: [UInt8] = []
  private var texts: [String] = []
  private var textNumbers: [String: Int] = [:]

  mutating func write(number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  mutating func write(words: [UInt32]) {
    write(number: UInt64(words.count))
    for word in words { append(UInt64(word), width: 4) }
  }

  mutating func write(words: [UInt64]) {
    write(number: UInt64(words.count))
    for word in words { append(word, width: 8) }
  }

  mutating func write(raw: [UInt8]) {
    write(number: UInt64(raw.count))
    bytes.append(contentsOf: raw)
  }

  mutating func write(text: String) {
    if let known = textNumbers[text] {
      write(number: UInt64(known))
      return
    }
    textNumbers[text] = texts.count
    write(number: UInt64(texts.count))
    texts.append(text)
  }

  mutating func append(_ value: UInt64, width: Int) {
    for index in 0..<width { bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(8 * index))) }
  }

  /// Everything written, behind the table of texts.
  func finished() -> [UInt8] {
    var table = BinaryWriter()
    table.write(number: UInt64(texts.count))
    for text in texts { table.write(raw: Array(text.utf8)) }
    return table.bytes + bytes
  }
}

/// Reads what a `BinaryWriter` wrote. Never reads outside its bytes, whatever they are.
struct BinaryReader {
  private let bytes: [UInt8]
  private var position: Int
  private var texts: [String] = []

  init(_ bytes: [UInt8], at start: Int) throws(BinaryFormError) {
    self.bytes = bytes
    position = start
    let count = try self.count()
    texts.reserveCapacity(count)
    for _ in 0..<count {
      let length = try self.count()
      texts.append(String(decoding: bytes[position..<(position + length)], as: UTF8.self))
      position += length
    }
  }

  var isAtEnd: Bool { position == bytes.count }

  mutating func number() throws(BinaryFormError) -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while position < bytes.count, shift < 64 {
      let byte = bytes[position]
      position += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    throw .damaged
  }

  /// The number of things that follow, of which each takes a byte at least.
  mutating func count(width: Int = 1) throws(BinaryFormError) -> Int {
    let count = try number()
    guard count <= UInt64((bytes.count - position) / width) else { throw .damaged }
    return Int(count)
  }

  mutating func words32() throws(BinaryFormError) -> [UInt32] {
    let count = try count(width: 4)
    var words: [UInt32] = []
    words.reserveCapacity(count)
    for index in stride(from: position, to: position + 4 * count, by: 4) {
      words.append(
        UInt32(bytes[index]) | UInt32(bytes[index + 1]) << 8 | UInt32(bytes[index + 2]) << 16
          | UInt32(bytes[index + 3]) << 24)
    }
    position += 4 * count
    return words
  }

  mutating func words64() throws(BinaryFormError) -> [UInt64] {
    let count = try count(width: 8)
    var words: [UInt64] = []
    words.reserveCapacity(count)
    for index in stride(from: position, to: position + 8 * count, by: 8) {
      var word: UInt64 = 0
      for byte in 0..<8 { word |= UInt64(bytes[index + byte]) << UInt64(8 * byte) }
      words.append(word)
    }
    position += 8 * count
    return words
  }

  mutating func raw() throws(BinaryFormError) -> [UInt8] {
    let count = try count()
    defer { position += count }
    return Array(bytes[position..<(position + count)])
  }

  mutating func text() throws(BinaryFormError) -> String {
    let index = try number()
    guard index < UInt64(texts.count) else { throw .damaged }
    return texts[Int(index)]
  }

  mutating func read<Value: BinaryForm>(_: Value.Type = Value.self) throws(BinaryFormError) -> Value {
    try Value(from: &self)
  }
}
