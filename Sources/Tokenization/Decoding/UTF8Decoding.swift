import TextModel

/// UTF-8 checked against table 3-7 of the Unicode Standard; one U+FFFD for each maximal bad subpart.
enum UTF8Decoding {
  static func decode(_ bytes: [UInt8]) -> DecodedText {
    let source = bytes.span
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let scan = scan(source, from: start)
    if start == 0, scan.isClean {
      // The common case shares the bytes with the caller.
      return DecodedText(text: bytes, encoding: .utf8, map: .identity(length: bytes.count), warnings: [])
    }
    var builder = DecodedBuilder(capacity: bytes.count)
    if start > 0 { builder.replace(0, start, with: nil) }
    var copied = start
    var position = start
    while position < source.count {
      if source[position] == 0 { builder.noteNUL(at: position) }
      let (length, isWellFormed) = sequence(in: source, at: position)
      if !isWellFormed {
        builder.copy(source.extracting(copied..<position))
        builder.replaceIllFormed(position, position + length)
        copied = position + length
      }
      position += length
    }
    builder.copy(source.extracting(copied..<source.count))
    return builder.finish(encoding: .utf8)
  }

  /// Whether all is well-formed, without NUL.
  private static func scan(_ bytes: Span<UInt8>, from start: Int) -> (isClean: Bool, position: Int) {
    var position = start
    while position < bytes.count {
      let byte = bytes[position]
      if byte < 0x80 {
        if byte == 0 { return (false, position) }
        position += 1
        continue
      }
      let (length, isWellFormed) = sequence(in: bytes, at: position)
      if !isWellFormed { return (false, position) }
      position += length
    }
    return (true, position)
  }

  /// The length of the code point, or of the maximal bad subpart, at a position.
  static func sequence(in bytes: Span<UInt8>, at position: Int) -> (length: Int, isWellFormed: Bool) {
    let first = bytes[position]
    if first < 0x80 { return (1, true) }
    var second: ClosedRange<UInt8> = 0x80...0xBF
    let length: Int
    switch first {
    case 0xC2...0xDF: length = 2
    case 0xE0:
      length = 3
      second = 0xA0...0xBF
    case 0xED:
      length = 3
      second = 0x80...0x9F
    case 0xE1...0xEF: length = 3
    case 0xF0:
      length = 4
      second = 0x90...0xBF
    case 0xF1...0xF3: length = 4
    case 0xF4:
      length = 4
      second = 0x80...0x8F
    default: return (1, false)
    }
    for index in 1..<length {
      guard position + index < bytes.count else { return (index, false) }
      let byte = bytes[position + index]
      guard index == 1 ? second.contains(byte) : byte & 0xC0 == 0x80 else { return (index, false) }
    }
    return (length, true)
  }
}
