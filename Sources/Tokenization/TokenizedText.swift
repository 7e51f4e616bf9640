package import TextModel

/// A text as the engine sees it: the decoded text, its shadow, the map between them, and the tokens.
package struct TokenizedText: Sendable {
  /// The decoded text: UTF-8 without a BOM, one U+FFFD for each maximal bad subpart. Never altered.
  package var text: [UInt8]
  /// The folded text that matching reads.
  package var shadow: [UInt8]
  /// From shadow offsets to text offsets.
  package var map: OffsetMap
  package var tokens: [Token]

  package init(text: [UInt8], shadow: [UInt8], map: OffsetMap, tokens: [Token]) {
    self.text = text
    self.shadow = shadow
    self.map = map
    self.tokens = tokens
  }

  /// The bytes of the decoded text that a run of tokens covers. O(log d), d the number of differences.
  package func textSpan(of span: TokenSpan) -> ByteSpan {
    precondition(span.count > 0)
    return ByteSpan(
      start: map.original(ofStart: tokens[Int(span.start)].start),
      end: map.original(ofEnd: tokens[Int(span.end) - 1].end))
  }
}
