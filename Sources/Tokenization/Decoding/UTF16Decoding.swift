import TextModel

/// UTF-16 in either byte order, with or without a byte order mark. Each lone surrogate, and a last odd byte,
/// becomes U+FFFD.
enum UTF16Decoding {
  static func decode(_ bytes: [UInt8], bigEndian: Bool) -> DecodedText {
    let source = bytes.span
    var builder = DecodedBuilder(capacity: bytes.count)
    var position = 0
    if source.count >= 2, unit(source, 0, bigEndian) == 0xFEFF {
      builder.replace(0, 2, with: nil)
      position = 2
    }
    while position + 1 < source.count {
      let first = unit(source, position, bigEndian)
      if first == 0 { builder.noteNUL(at: position) }
      if first & 0xF800 != 0xD800 {
        builder.replace(position, position + 2, with: first)
        position += 2
        continue
      }
      let second = position + 3 < source.count ? unit(source, position + 2, bigEndian) : 0
      if first < 0xDC00, second & 0xFC00 == 0xDC00 {
        builder.replace(position, position + 4, with: 0x10000 + ((first & 0x3FF) << 10 | (second & 0x3FF)))
        position += 4
      } else {
        builder.replaceIllFormed(position, position + 2)
        position += 2
      }
    }
    if position < source.count { builder.replaceIllFormed(position, source.count) }
    return builder.finish(encoding: bigEndian ? .utf16BigEndian : .utf16LittleEndian)
  }

  private static func unit(_ bytes: Span<UInt8>, _ index: Int, _ bigEndian: Bool) -> UInt32 {
    let first = UInt32(bytes[index])
    let second = UInt32(bytes[index + 1])
    return bigEndian ? first << 8 | second : second << 8 | first
  }
}
