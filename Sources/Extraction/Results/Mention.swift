public import TextModel

/// A stretch of text that a rule recognized, with its type, its value and the reason why it is there.
///
/// Mentions are equal when everything that they say to the outside is.
public struct Mention: Hashable, Sendable {
  /// The type's name, as the grammar declares it: `Person`, `Date`.
  public var type: String
  /// The text as it stands in the document.
  public var text: String
  /// Where it stands in the decoded text.
  public var span: TextSpan
  /// Where it stands in the source file, in bytes; not `span.utf8` for legacy encodings and HTML.
  public var sourceBytes: Range<Int>
  /// The fields that the rule set, by name. Dates are resolved.
  public var fields: [String: FieldValue]
  /// The sentence that it starts in, from 0.
  public var sentence: Int
  /// The rule that made it.
  public var rule: RuleOrigin
  /// Where it stands in tokens.
  package var tokens: TokenSpan

  package init(
    type: String, text: String, span: TextSpan, sourceBytes: Range<Int>, fields: [String: FieldValue],
    sentence: Int, rule: RuleOrigin, tokens: TokenSpan
  ) {
    self.type = type
    self.text = text
    self.span = span
    self.sourceBytes = sourceBytes
    self.fields = fields
    self.sentence = sentence
    self.rule = rule
    self.tokens = tokens
  }

  /// The field `value`: what the mention stands for.
  public var value: FieldValue? { fields["value"] }

  package func text(of field: String) -> String? {
    guard let value = fields[field], !value.notation.isEmpty else { return nil }
    return value.notation
  }

  package func flag(_ field: String) -> Bool { fields[field] == .flag(true) }

  // `tokens` does not take part: a mention that was written and read again has none.

  /// Whether everything that two mentions say is equal.
  public static func == (left: Mention, right: Mention) -> Bool {
    left.type == right.type && left.text == right.text && left.span == right.span
      && left.sourceBytes == right.sourceBytes && left.fields == right.fields
      && left.sentence == right.sentence
      && left.rule == right.rule
  }

  /// Hashes place, type and rule.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(type)
    hasher.combine(span)
    hasher.combine(rule.name)
  }
}

/// Why a mention or relation exists.
public struct RuleOrigin: Hashable, Sendable {
  /// The rule's name.
  public var name: String
  /// Where the rule stands in the grammar.
  public var location: SourceLocation?
  /// The lexicon rows that the match used.
  public var lexiconRows: [LexiconRow]
  /// By field: the normalizer that computed it.
  public var normalizers: [String: String]

  /// A row of a lexicon that a match used.
  public struct LexiconRow: Hashable, Sendable {
    /// The lexicon's name.
    public var lexicon: String
    /// The row's phrase.
    public var phrase: String
    /// Where the row stands in the grammar.
    public var location: SourceLocation?

    /// Makes a row.
    public init(lexicon: String, phrase: String, location: SourceLocation?) {
      self.lexicon = lexicon
      self.phrase = phrase
      self.location = location
    }
  }

  /// Makes an origin.
  public init(
    name: String, location: SourceLocation?, lexiconRows: [LexiconRow] = [],
    normalizers: [String: String] = [:]
  ) {
    self.name = name
    self.location = location
    self.lexiconRows = lexiconRows
    self.normalizers = normalizers
  }
}

/// A named link from one mention to another.
public struct Relation: Hashable, Sendable, Codable {
  /// The relation's name, as the grammar declares it: `Holds`.
  public var name: String
  /// The first argument, an index into `Document.mentions`.
  public var first: Int
  /// The second argument, an index into `Document.mentions`.
  public var second: Int
  /// The rule or link declaration that made it.
  public var rule: RuleOrigin

  /// Makes a relation.
  public init(name: String, first: Int, second: Int, rule: RuleOrigin) {
    self.name = name
    self.first = first
    self.second = second
    self.rule = rule
  }
}
