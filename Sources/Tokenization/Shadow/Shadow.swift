package import TextModel

/// The folded form in which texts and the phrases of grammars are compared. See the article Shadow.
package enum Shadow {
  /// Folds well-formed UTF-8. O(n).
  package static func fold(_ text: [UInt8]) -> (shadow: [UInt8], map: OffsetMap) {
    var builder = ShadowBuilder()
    var shadow: [UInt8] = []
    var map = OffsetMap.identity(length: 0)
    builder.fold(text.span, into: &shadow, map: &map)
    return (shadow, map)
  }

  /// Folds a phrase of a grammar or lexicon as texts are folded. O(n).
  package static func fold(_ phrase: String) -> [UInt8] {
    fold(Array(phrase.utf8)).shadow
  }
}
