import TextModel

/// A pattern as written, one case for each construct of the language reference.
package struct Pattern: Sendable {
  package indirect enum Node: Sendable {
    /// The empty sequence, `()`.
    case empty
    case sequence([Pattern])
    case alternatives([Pattern])
    /// `maximum` nil: as often as the rule's length allows.
    case repeated(Pattern, minimum: Int, maximum: Int?)
    case capture(Name, Pattern)
    case glued(Pattern)
    /// `"…"`, or with `exact` `exact"…"`.
    case phrase(StringLiteral, exact: Bool)
    case tokenClass(TokenClass)
    /// `raw/…/`: the expression's text without the slashes, its span with them.
    case raw(StringLiteral)
    case lexicon(Name, [ValueTest])
    case mention(Name, [ValueTest])
    /// `in<T>`, `starts<T>`, `ends<T>`.
    case position(MentionPosition, Name)
    /// `A & B`, both of them one-token patterns.
    case both(Pattern, Pattern)
    /// `not A`, of a one-token pattern.
    case not(Pattern)
    case gap(GapWord)
    case anchor(Anchor)
    case context(ContextDirection, Pattern, negated: Bool)
    /// A macro's name, with its arguments.
    case macro(Name, [Pattern])
  }

  package var node: Node
  package var span: SourceSpan

  package init(_ node: Node, _ span: SourceSpan) {
    self.node = node
    self.span = span
  }
}

package enum TokenClass: Hashable, Sendable {
  case digits(CountTest?)
  case letters(CountTest?)
  case number, upper, capitalized, lower, any, email, url, handle
  /// `nil`: any punctuation token; otherwise one whose text is one of these characters.
  case punctuation(String?)
}

/// `length 1..3` (code points) or `1..31` (the number's value).
package enum CountTest: Hashable, Sendable {
  case length(ClosedRange<Int>)
  case value(ClosedRange<Int>)
}

package enum MentionPosition: String, Hashable, Sendable {
  case inside = "in"
  case starts, ends
}

package enum GapWord: String, Hashable, Sendable {
  case glued, spaced, linebreak
}

package enum Anchor: String, Hashable, Sendable, CaseIterable {
  case linestart, lineend, sentencestart, sentenceend
}

package enum ContextDirection: String, Hashable, Sendable {
  case after, before
}

/// A test of a lexicon column or of a mention's field.
package struct ValueTest: Sendable {
  package enum Condition: Sendable {
    case equals(StringLiteral)
    case differs(StringLiteral)
    case oneOf([StringLiteral])
    case present
    case absent
  }
  package var name: Name
  package var condition: Condition

  package init(name: Name, condition: Condition) {
    self.name = name
    self.condition = condition
  }
}
