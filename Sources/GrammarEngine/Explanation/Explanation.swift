package import GrammarLanguage
package import TextModel

/// Why a mention exists.
package struct MentionExplanation: Sendable {
  /// What became of the mention when its group was made flat.
  package enum Fate: Hashable, Sendable {
    case output
    /// Private types are seen by later stages only.
    case notOutput
    /// Covered by a mention whose type absorbs this one's.
    case absorbed(by: Int)
    /// Overlapped by a mention that goes before it.
    case overlapped(by: Int)
  }

  /// An element of the pattern and the tokens that it took.
  package struct Element: Sendable {
    package var source: SourceSpan
    /// Empty for what has no width.
    package var tokens: Range<Int>
  }

  package struct Capture: Sendable {
    package var name: String
    package var tokens: Range<Int>
  }

  /// An entry of a lexicon that the match used.
  package struct Entry: Sendable {
    package var lexicon: String
    package var tokens: Range<Int>
    /// Nil for an entry that the document's own text made.
    package var source: SourceSpan?
    package var cells: [(column: String, cell: String)]
  }

  /// A mention of an earlier stage that the match used: its index.
  package struct Part: Sendable {
    package var mention: Int
    package var tokens: Range<Int>
  }

  /// A field, the expression as written, its value, and each call inside, innermost first.
  package struct Field: Sendable {
    package var name: String
    package var expression: String
    package var value: FieldValue?
    package var calls: [Call]
  }

  package struct Call: Sendable {
    /// The call as written: `legalSymbol($symbol)`.
    package var expression: String
    /// What its arguments were, as text; nil for absent ones.
    package var arguments: [(expression: String, value: String?)]
    package var result: FieldValue?
  }

  package var mention: CascadeMention
  package var fate: Fate
  /// The tokens of the whole match, of which the mention may be a part.
  package var match: Range<Int>
  package var elements: [Element]
  package var captures: [Capture]
  package var entries: [Entry]
  package var parts: [Part]
  package var fields: [Field]
}

/// Why a rule made nothing of a span.
package struct RuleAttempt: Sendable {
  package enum Result: Sendable {
    /// The pattern does not match here at all.
    case failed
    /// It matches, but to other boundaries only: for a rule that emits parts of its match, to none behind the span.
    case endsElsewhere([Int])
    /// It matches the span, but another match took a token of it before.
    case taken(by: RuleID, tokens: Range<Int>)
    /// It matches the span, but of the matches that start here another one won, as the longer one or by its rank.
    case lost(to: RuleID, tokens: Range<Int>, isLonger: Bool)
    /// It won and emits the span, but this field has no value, so that no mention was made.
    case withoutValue(field: String)
    /// It won, but the captures that it emits took no token.
    case withoutCapture(names: [String])
    /// It won, and emits other parts of the match only.
    case emitsOther
    /// It won, and has nothing to emit.
    case emitsNothing
    /// It won, and made a mention of the span.
    case made
  }

  package var rule: RuleID
  /// Where the pattern was tried: the span's first token, or one before it for a rule that emits parts of its match.
  package var start: Int
  package var result: Result
  /// The furthest token reached: how far the pattern fits.
  package var furthest: Int
  /// What stood in the way at that token.
  package var obstacles: [(source: SourceSpan?, obstacle: Obstacle)]
}
