/// Where a long text may be cut without anybody seeing it: behind blank lines.
///
///     … câu cuối.⏎⏎ | Đoạn sau …        a cut: two line breaks, then a letter or digit
///     … câu cuối.⏎⏎⏎⏎ | Đoạn sau …      behind the last of them
///
/// There a paragraph ends, which no match, context or sentence crosses; no character of the shadow is made of what stands
/// on both sides either, since what follows is no combining mark.
package enum TextWindows {
  /// Texts up to twice this many bytes stay whole.
  package static let size = 1 << 16

  /// Ranges that cover the text, each at least `size` bytes long (but for the last) and ending at the first place behind
  /// them that can be cut. O(n).
  package static func cut(_ text: [UInt8], size: Int = size) -> [Range<Int>] {
    guard text.count > 2 * size else { return [0..<text.count] }
    var windows: [Range<Int>] = []
    var start = 0
    let bytes = text.span
    var position = size
    while position < bytes.count {
      if bytes[position - 1] == 10, canBegin(bytes, at: position), isBlankLine(bytes, before: position - 1) {
        windows.append(start..<position)
        start = position
        position += size
      } else {
        position += 1
      }
    }
    windows.append(start..<bytes.count)
    return windows
  }

  /// Whether a line feed, which a carriage return may follow, stands before the one at `position`.
  private static func isBlankLine(_ bytes: Span<UInt8>, before position: Int) -> Bool {
    guard position > 0 else { return false }
    if bytes[position - 1] == 13 { return position > 1 && bytes[position - 2] == 10 }
    return bytes[position - 1] == 10
  }

  /// An ASCII letter or digit, or a letter of Latin-1, Latin Extended-A or the Vietnamese block (U+1E80–U+1EFF).
  private static func canBegin(_ bytes: Span<UInt8>, at position: Int) -> Bool {
    switch bytes[position] {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0xC3...0xC5: true
    case 0xE1: position + 1 < bytes.count && (bytes[position + 1] == 0xBA || bytes[position + 1] == 0xBB)
    default: false
    }
  }
}
