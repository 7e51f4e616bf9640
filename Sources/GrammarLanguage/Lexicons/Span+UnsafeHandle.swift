extension Span<UInt8> {
  /// Eight bytes from `index`, the first in the lowest bits. Traps unless they are all there.
  @inline(__always)
  func word(at index: Int) -> UInt64 {
    // SAFETY: UInt64 has no invalid bit patterns, and the load checks the bounds.
    UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
  }
}
