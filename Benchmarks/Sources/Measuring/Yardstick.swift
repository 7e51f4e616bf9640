import CYardstick

/// ICU's own word-break loop: what speeds are stated against.
package enum Yardstick {
  /// One pass over a text; the number of boundaries.
  @discardableResult
  package static func pass(_ bytes: [UInt8]) -> Int {
    bytes.withUnsafeBytes { buffer in
      guard let start = buffer.baseAddress else { return 0 }
      // SAFETY: the function reads `count` bytes from `start` and keeps nothing.
      return boctach_yardstick_pass(start.assumingMemoryBound(to: CChar.self), buffer.count)
    }
  }
}
