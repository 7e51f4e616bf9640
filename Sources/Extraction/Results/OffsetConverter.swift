package import TextModel

/// From UTF-8 offsets of one text to UTF-16 units and code points.
///
///     bytes     every 256th byte is a checkpoint; a query counts from the checkpoint before it
///     lead byte      0xxxxxxx  110xxxxx  1110xxxx  11110xxx      continuation 10xxxxxx
///     code points    1         1         1         1             0
///     UTF-16 units   1         1         1         2             0
///
/// Making one is one pass over the text; a query is O(1), reading at most 256 bytes.
package struct OffsetConverter: Sendable {
  private static let stride = 256

  private let text: [UInt8]
  /// Counts of code points, and of code points beyond the basic plane, before each checkpoint.
  private var checkpoints: [(codePoints: UInt32, supplementary: UInt32)] = []

  /// The text must be valid UTF-8.
  package init(_ text: [UInt8]) {
    self.text = text
    checkpoints.reserveCapacity(text.count / Self.stride + 1)
    var codePoints: UInt32 = 0
    var supplementary: UInt32 = 0
    let bytes = text.span
    var offset = 0
    while offset < bytes.count {
      checkpoints.append((codePoints, supplementary))
      let end = min(offset + Self.stride, bytes.count)
      for index in offset..<end {
        let byte = bytes[index]
        if byte & 0xC0 != 0x80 { codePoints += 1 }
        if byte >= 0xF0 { supplementary += 1 }
      }
      offset = end
    }
    checkpoints.append((codePoints, supplementary))
  }

  /// The offset in UTF-16 units and in code points of a byte offset. An offset beyond the end is the end; one
  /// inside a code point counts that code point in.
  package func position(ofByte byte: Int) -> (utf16: Int, codePoints: Int) {
    let byte = min(max(byte, 0), text.count)
    let block = byte / Self.stride
    var codePoints = Int(checkpoints[block].codePoints)
    var supplementary = Int(checkpoints[block].supplementary)
    let bytes = text.span
    for index in (block * Self.stride)..<byte {
      let unit = bytes[index]
      if unit & 0xC0 != 0x80 { codePoints += 1 }
      if unit >= 0xF0 { supplementary += 1 }
    }
    return (codePoints + supplementary, codePoints)
  }

  package func span(_ bytes: ByteSpan) -> TextSpan {
    let start = position(ofByte: Int(bytes.start))
    let end = position(ofByte: Int(bytes.end))
    return TextSpan(
      utf8: bytes.range, utf16: start.utf16..<end.utf16, codePoints: start.codePoints..<end.codePoints)
  }
}
