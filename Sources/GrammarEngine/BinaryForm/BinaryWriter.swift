/// A value that the binary form of a cascade holds: how it is written and read stand side by side.
protocol BinaryForm: ~Copyable {
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
///     plain    their count, then elements as memory has them: 32-bit numbers, structures of those, …
///     text     a number: its place in the table of texts, which stands before everything else
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

  mutating func write(words: [UInt32]) { write(plain: words) }
  mutating func write(words: [UInt64]) { write(plain: words) }

  mutating func write<Element: BitwiseCopyable>(plain elements: [Element]) {
    write(number: UInt64(elements.count))
    bytes.append(memoryOf: elements)
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

  /// Everything written, behind the table of texts.
  func finished() -> [UInt8] {
    var table = BinaryWriter()
    table.write(number: UInt64(texts.count))
    for text in texts { table.write(plain: Array(text.utf8)) }
    return table.bytes + bytes
  }
}
