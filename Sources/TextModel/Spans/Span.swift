/// A half-open range of UTF-8 byte offsets, `[start, end)`.
///
/// Which text it speaks of (the source file, the decoded text or the shadow) is said where one is stored.
@frozen public struct ByteSpan: Hashable, Sendable {
  public var start: UInt32
  public var end: UInt32

  @inlinable public init(start: UInt32, end: UInt32) {
    self.start = start
    self.end = end
  }

  @inlinable public init(_ range: Range<Int>) {
    self.init(start: UInt32(range.lowerBound), end: UInt32(range.upperBound))
  }

  @inlinable public var range: Range<Int> { Int(start)..<Int(end) }
  @inlinable public var length: Int { Int(end) - Int(start) }
}

/// A half-open range of token indices, `[start, end)`.
@frozen public struct TokenSpan: Hashable, Sendable {
  public var start: UInt32
  public var end: UInt32

  @inlinable public init(start: UInt32, end: UInt32) {
    self.start = start
    self.end = end
  }

  @inlinable public init(_ range: Range<Int>) {
    self.init(start: UInt32(range.lowerBound), end: UInt32(range.upperBound))
  }

  @inlinable public var range: Range<Int> { Int(start)..<Int(end) }
  @inlinable public var count: Int { Int(end) - Int(start) }

  @inlinable public func overlaps(_ other: TokenSpan) -> Bool { start < other.end && other.start < end }
  @inlinable public func contains(_ other: TokenSpan) -> Bool { start <= other.start && other.end <= end }
}
