package import GrammarLanguage
package import TextModel

/// A function that grammars may call to turn captures into a value: a signature and its implementation.
///
/// A normalizer is a pure function of its arguments: no clock, no locale, no reference date (dates come out as
/// `DateExpression`, resolved later).
package struct Normalizer: Sendable {
  package var signature: NormalizerSignature
  /// Receives one argument for each parameter, in the order of the signature; `.absent` where the call gives
  /// none or its capture matched nothing. Nil means "no value".
  package var apply: @Sendable ([NormalizerArgument]) -> FieldValue?

  package init(
    signature: NormalizerSignature, apply: @escaping @Sendable ([NormalizerArgument]) -> FieldValue?
  ) {
    self.signature = signature
    self.apply = apply
  }
}

package enum NormalizerArgument: Sendable {
  case absent
  case items([CapturedItem])
  case value(FieldValue)
}

/// One thing that a capture caught.
package struct CapturedItem: Sendable {
  /// The shadow text from its first to its last token, each run of white space as one space.
  package var text: String
  /// The texts of its tokens.
  package var tokens: [String]
  /// For each lexicon reference inside the item, in text order: the rows it hit.
  package var hits: [LexiconHit]
  /// For each mention reference inside the item, in text order: the mention's fields by name.
  package var mentions: [CapturedMention]

  package init(text: String, tokens: [String], hits: [LexiconHit] = [], mentions: [CapturedMention] = []) {
    self.text = text
    self.tokens = tokens
    self.hits = hits
    self.mentions = mentions
  }

  package struct LexiconHit: Sendable {
    /// Index of the hit's first token within the item, and how many tokens it covers.
    package var offset: Int
    package var count: Int
    /// Each row as column name → cell; empty cells are left out.
    package var rows: [[String: String]]

    package init(offset: Int, count: Int, rows: [[String: String]]) {
      self.offset = offset
      self.count = count
      self.rows = rows
    }
  }

  package struct CapturedMention: Sendable {
    package var offset: Int
    package var count: Int
    package var typeName: String
    package var fields: [String: FieldValue]

    package init(offset: Int, count: Int, typeName: String, fields: [String: FieldValue]) {
      self.offset = offset
      self.count = count
      self.typeName = typeName
      self.fields = fields
    }
  }
}
