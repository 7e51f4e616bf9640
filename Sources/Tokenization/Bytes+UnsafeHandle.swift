extension [UInt8] {
  /// Appends a copy of a span.
  mutating func append(copying span: Span<UInt8>) {
    span.withUnsafeBufferPointer { buffer in
      // SAFETY: the buffer is read within the call only; `append` copies it.
      append(contentsOf: buffer)
    }
  }
}
