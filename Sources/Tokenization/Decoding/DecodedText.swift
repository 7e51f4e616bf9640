package import TextModel

/// A text in UTF-8 with the way back to the bytes it was read from.
package struct DecodedText: Sendable {
  /// Well-formed UTF-8 without a byte order mark; one U+FFFD for each maximal bad subpart.
  package var text: [UInt8]
  package var encoding: Encoding
  /// From offsets of `text` to offsets of the source bytes.
  package var map: OffsetMap
  package var warnings: [DecodingWarning]

  package init(text: [UInt8], encoding: Encoding, map: OffsetMap, warnings: [DecodingWarning]) {
    self.text = text
    self.encoding = encoding
    self.map = map
    self.warnings = warnings
  }

  /// The source bytes that a span of the text was read from. O(log d), d the number of differences.
  package func sourceSpan(of span: ByteSpan) -> ByteSpan {
    ByteSpan(start: map.original(ofStart: span.start), end: map.original(ofEnd: span.end))
  }
}

/// Something in the source bytes that the encoding does not allow.
package struct DecodingWarning: Hashable, Sendable {
  package enum Problem: Hashable, Sendable {
    /// Bytes that do not form a code point; each maximal bad subpart became U+FFFD.
    case illFormed
    /// NUL characters: the source may not be text.
    case nul
  }
  package var problem: Problem
  /// How often.
  package var count: Int
  /// The source offset of the first.
  package var firstOffset: Int

  package init(problem: Problem, count: Int, firstOffset: Int) {
    self.problem = problem
    self.count = count
    self.firstOffset = firstOffset
  }
}
