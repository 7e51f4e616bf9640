/// A stretch of the decoded text, in the three units that programs count in. All ranges are half-open.
public struct TextSpan: Hashable, Sendable {
  /// Offsets in UTF-8 bytes: Swift's `utf8`, Rust, Go.
  public var utf8: Range<Int>
  /// Offsets in UTF-16 units: JavaScript, Java, C#, `NSString`.
  public var utf16: Range<Int>
  /// Offsets in Unicode code points: Python, brat.
  public var codePoints: Range<Int>

  /// Makes a span from its three ranges.
  public init(utf8: Range<Int>, utf16: Range<Int>, codePoints: Range<Int>) {
    self.utf8 = utf8
    self.utf16 = utf16
    self.codePoints = codePoints
  }
}
