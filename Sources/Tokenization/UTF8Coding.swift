/// Reading and writing single code points of UTF-8 held in bytes.
package enum UTF8Coding {
  /// The code point at `index` of well-formed UTF-8, and the index behind it.
  ///
  /// On ill-formed bytes the answer is U+FFFD and the next index: it does not trap.
  @inline(__always)
  package static func scalar(in bytes: Span<UInt8>, at index: Int) -> (scalar: UInt32, next: Int) {
    let first = UInt32(bytes[index])
    if first < 0x80 { return (first, index + 1) }
    let left = bytes.count - index
    guard first >= 0xC2, left >= 2, bytes[index + 1] & 0xC0 == 0x80 else { return (0xFFFD, index + 1) }
    let second = UInt32(bytes[index + 1] & 0x3F)
    if first < 0xE0 { return ((first & 0x1F) << 6 | second, index + 2) }
    guard left >= 3, bytes[index + 2] & 0xC0 == 0x80 else { return (0xFFFD, index + 1) }
    let third = UInt32(bytes[index + 2] & 0x3F)
    if first < 0xF0 {
      let scalar = (first & 0x0F) << 12 | second << 6 | third
      return scalar < 0x800 || scalar & 0xF800 == 0xD800 ? (0xFFFD, index + 1) : (scalar, index + 3)
    }
    guard first < 0xF5, left >= 4, bytes[index + 3] & 0xC0 == 0x80 else { return (0xFFFD, index + 1) }
    let scalar = (first & 0x07) << 18 | second << 12 | third << 6 | UInt32(bytes[index + 3] & 0x3F)
    return (0x10000...0x10FFFF).contains(scalar) ? (scalar, index + 4) : (0xFFFD, index + 1)
  }

  /// Where the code point that ends at `index` (exclusive) starts.
  package static func start(in bytes: Span<UInt8>, before index: Int) -> Int {
    var start = index - 1
    while start > 0, bytes[start] & 0xC0 == 0x80, index - start < 4 { start -= 1 }
    return start
  }

  /// Appends a code point as UTF-8.
  package static func append(_ scalar: UInt32, to bytes: inout [UInt8]) {
    if scalar < 0x80 {
      bytes.append(UInt8(scalar))
    } else if scalar < 0x800 {
      bytes.append(UInt8(0xC0 | scalar >> 6))
      bytes.append(UInt8(0x80 | scalar & 0x3F))
    } else if scalar < 0x10000 {
      bytes.append(UInt8(0xE0 | scalar >> 12))
      bytes.append(UInt8(0x80 | scalar >> 6 & 0x3F))
      bytes.append(UInt8(0x80 | scalar & 0x3F))
    } else {
      bytes.append(UInt8(0xF0 | scalar >> 18))
      bytes.append(UInt8(0x80 | scalar >> 12 & 0x3F))
      bytes.append(UInt8(0x80 | scalar >> 6 & 0x3F))
      bytes.append(UInt8(0x80 | scalar & 0x3F))
    }
  }

  /// The number of bytes that a code point takes.
  package static func length(of scalar: UInt32) -> Int {
    scalar < 0x80 ? 1 : scalar < 0x800 ? 2 : scalar < 0x10000 ? 3 : 4
  }
}
