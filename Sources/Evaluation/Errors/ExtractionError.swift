package import Formats

/// A place where a system's output is not the gold annotation. Each gold mention that the strict count misses and
/// each system mention that it holds false is part of exactly one error; an error of the value is a strict hit.
package struct ExtractionError: Hashable, Sendable {
  package enum Cause: String, Hashable, Sendable, CaseIterable {
    /// Same type, other span.
    case boundary
    /// Other type.
    case type
    /// One gold mention, several system mentions of its type.
    case split
    /// Several gold mentions of one type, one system mention.
    case merge
    case missing
    case spurious
    /// Type and span are right, the value is not.
    case value
  }

  package var cause: Cause
  /// The type in gold; of a spurious mention, its own.
  package var type: String
  package var gold: [AnnotatedMention]
  package var system: [AnnotatedMention]
  /// For a missing or spurious mention: the mention of the other side that is nearest, right or wrong.
  package var nearest: NearMiss?
  /// What a group of like errors has in common: for a boundary, the text too much (`+`) or too little (`-`) at
  /// each side; for a type, both types.
  package var pattern: String
  package var context: Context

  package struct NearMiss: Hashable, Sendable {
    package var mention: AnnotatedMention
    /// Code points between the two; 0 where they touch or overlap.
    package var distance: Int
  }

  /// The text around the error, line breaks as spaces; empty where the text is not at hand.
  package struct Context: Hashable, Sendable {
    package var before: String
    package var middle: String
    package var after: String
  }

  /// Everything from the first to the last code point that the error is about.
  package var span: CodePointSpan {
    let spans = (gold + system).map(\.span)
    return CodePointSpan(spans.map(\.start).min()!, spans.map(\.end).max()!)
  }

  /// The rules that found its system mentions, once each.
  package var rules: [RuleReference] { Set(system.compactMap(\.rule)).sorted() }
}
