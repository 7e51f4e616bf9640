extension Span<UInt8> {
  /// Eight bytes from `index`, the first in the lowest bits. Traps unless they are all there.
  @inline(__always)
  func word(at index: Int) -> UInt64 {
    // SAFETY: UInt64 has no invalid bit patterns, and the load checks the bounds.
    UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
  }
}

extension [UInt8] {
  /// A copy of a span.
  init(copying span: Span<UInt8>) {
    // SAFETY: the buffer is read within the call only.
    self = span.withUnsafeBufferPointer { Array($0) }
  }
}
