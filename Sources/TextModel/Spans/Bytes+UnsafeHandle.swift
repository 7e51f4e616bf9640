extension [UInt8] {
  /// Appends a copy of a span.
  @inlinable
  package mutating func append(copying span: Span<UInt8>) {
    span.withUnsafeBufferPointer { buffer in
      // SAFETY: the buffer is read within the call only; `append` copies it.
      append(contentsOf: buffer)
    }
  }

  /// A copy of a span.
  @inlinable
  package init(copying span: Span<UInt8>) {
    self = []
    append(copying: span)
  }
}

extension Span<UInt8> {
  /// Eight bytes from `index`, the first in the lowest bits. Traps unless they are all there.
  @inlinable
  @inline(__always)
  package func word(at index: Int) -> UInt64 {
    // SAFETY: UInt64 has no invalid bit patterns, and the load checks the bounds.
    UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
  }

  /// Four bytes from `index`, the first in the lowest bits. Traps unless they are all there.
  @inlinable
  @inline(__always)
  package func halfWord(at index: Int) -> UInt32 {
    // SAFETY: UInt32 has no invalid bit patterns, and the load checks the bounds.
    UInt32(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt32.self))
  }
}
