package import TextModel

/// Where the lines of a file start: from byte offsets to lines and columns.
package struct LineTable: Sendable {
  private let bytes: [UInt8]
  private let starts: [Int]

  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
    self.starts = Self.lineStarts(of: bytes)
  }

  /// Line and column, both from 1; the column counts characters. O(log lines + line length).
  package func location(of offset: Int, in file: String) -> SourceLocation {
    let offset = min(max(offset, 0), bytes.count)
    let line = Self.line(of: offset, in: starts)
    var start = starts[line]
    if line == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { start = min(3, offset) }
    let column = String(decoding: bytes[start..<max(start, offset)], as: UTF8.self).count + 1
    return SourceLocation(file: file, line: line + 1, column: column)
  }

  /// The bytes of the line (from 0) without its line break.
  package func content(ofLine line: Int) -> Range<Int> {
    let start = starts[line]
    var end = line + 1 < starts.count ? starts[line + 1] - 1 : bytes.count
    if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return start..<max(start, end)
  }

  static func lineStarts(of bytes: [UInt8]) -> [Int] {
    var starts = [0]
    let span = bytes.span
    var index = 0
    let lows: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    while index + 8 <= span.count {
      // Zero where the byte is a line break; the other bytes carry into their top bits, or have them.
      let other = span.word(at: index) ^ 0x0A0A_0A0A_0A0A_0A0A
      var breaks = ~((other & lows) &+ lows | other | lows)
      while breaks != 0 {
        starts.append(index + (breaks.trailingZeroBitCount >> 3) + 1)
        breaks &= breaks - 1
      }
      index += 8
    }
    while index < span.count {
      if span[index] == UInt8(ascii: "\n") { starts.append(index + 1) }
      index += 1
    }
    return starts
  }

  /// The line (from 0) that holds an offset.
  static func line(of offset: Int, in starts: [Int]) -> Int {
    var low = 0
    var high = starts.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }
}
