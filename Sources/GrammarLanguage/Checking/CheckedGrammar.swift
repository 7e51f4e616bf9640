package import TextModel

/// A grammar with every name resolved, every macro expanded, every expression typed: what the engine compiles.
/// Made only by `GrammarChecker`, and only when there is no error.
///
/// Not settled here, because it takes the tokenizer: how phrases and lexicon entries cut into tokens.
package struct CheckedGrammar: Sendable {
  package var groups: [String] = []
  package var types: [CheckedType] = []
  package var relations: [CheckedRelation] = []
  /// In the order in which they run.
  package var stages: [CheckedStage] = []
  package var lexicons: [CheckedLexicon] = []
  /// By `RuleID`: stage by stage, within a stage in file order.
  package var rules: [CheckedRule] = []
  package var links: [CheckedLink] = []
  package var tests: [CheckedTestBlock] = []
  /// Words after which a full stop ends no sentence.
  package var abbreviations: [String] = []

  package init() {}
}

package struct CheckedType: Sendable {
  package var name: String
  /// Index into `groups`; nil for a private type.
  package var group: Int?
  package var absorbs: [TypeID]
  package var fields: [(name: String, kind: ValueKind)]
  package var span: SourceSpan

  package var isPrivate: Bool { group == nil }

  package init(
    name: String, group: Int?, absorbs: [TypeID], fields: [(name: String, kind: ValueKind)], span: SourceSpan
  ) {
    self.name = name
    self.group = group
    self.absorbs = absorbs
    self.fields = fields
    self.span = span
  }
}

package struct CheckedRelation: Sendable {
  package var name: String
  package var first: [TypeID]
  package var second: [TypeID]

  package init(name: String, first: [TypeID], second: [TypeID]) {
    self.name = name
    self.first = first
    self.second = second
  }
}

package struct CheckedStage: Sendable {
  package var name: String
  /// In file order.
  package var rules: [RuleID]
  /// Indices into `CheckedGrammar.links`, in file order.
  package var links: [Int]

  package init(name: String, rules: [RuleID], links: [Int]) {
    self.name = name
    self.rules = rules
    self.links = links
  }
}

package struct CheckedLexicon: Sendable {
  package var name: String
  package var isCased: Bool
  /// Filled per document by `export`.
  package var isDocument: Bool
  /// Without the phrase itself.
  package var columns: [String]
  /// One for each column, `text` unless the header says `name:number` or `name:flag`. Cells are checked; an expression
  /// reads the cell of a `number` column as a number, of a `flag` column as a flag.
  package var columnKinds: [ValueKind]
  package var entries: LexiconRows

  /// A row that is given alone.
  package struct Entry: Sendable {
    package var phrase: String
    /// One cell for each column; empty text where the cell is empty.
    package var cells: [String]
    package var span: SourceSpan

    package init(phrase: String, cells: [String], span: SourceSpan) {
      self.phrase = phrase
      self.cells = cells
      self.span = span
    }
  }

  package init(
    name: String, isCased: Bool, isDocument: Bool, columns: [String], columnKinds: [ValueKind]? = nil,
    entries: LexiconRows
  ) {
    self.name = name
    self.isCased = isCased
    self.isDocument = isDocument
    self.columns = columns
    self.columnKinds = columnKinds ?? columns.map { _ in .text }
    self.entries = entries
  }

  /// With rows that are given one by one, all of one file.
  package init(name: String, isCased: Bool, isDocument: Bool, columns: [String], entries: [Entry]) {
    self.init(
      name: name, isCased: isCased, isDocument: isDocument, columns: columns,
      entries: LexiconRows(entries, columnCount: columns.count))
  }
}

package struct CheckedRule: Sendable {
  package var name: String
  package var stage: StageID
  package var priority: Int
  package var scope: RuleScope
  /// Longest match in tokens, 1...512.
  package var length: Int
  package var pattern: CheckedPattern
  /// By capture number.
  package var captures: [CheckedCapture]
  /// The `->` result first, then the clauses in order.
  package var emissions: [CheckedEmission]
  package var links: [CheckedRuleLink]
  package var exports: [CheckedExport]
  package var span: SourceSpan

  package init(
    name: String, stage: StageID, priority: Int, scope: RuleScope, length: Int, pattern: CheckedPattern,
    captures: [CheckedCapture], emissions: [CheckedEmission], links: [CheckedRuleLink],
    exports: [CheckedExport], span: SourceSpan
  ) {
    self.name = name
    self.stage = stage
    self.priority = priority
    self.scope = scope
    self.length = length
    self.pattern = pattern
    self.captures = captures
    self.emissions = emissions
    self.links = links
    self.exports = exports
    self.span = span
  }
}

package struct CheckedCapture: Sendable {
  package var name: String
  /// Whether one match can hold several items of it.
  package var isList: Bool
  /// Captures (by number) written inside this one's pattern.
  package var inner: [Int]

  package init(name: String, isList: Bool, inner: [Int]) {
    self.name = name
    self.isList = isList
    self.inner = inner
  }
}

/// A pattern over resolved names. Spans serve `explain`, the profile and later diagnostics.
package indirect enum CheckedPattern: Sendable {
  case empty
  case sequence([CheckedPattern])
  case alternatives([CheckedPattern])
  /// `maximum` nil: as often as the rule's length allows.
  case repeated(CheckedPattern, minimum: Int, maximum: Int?)
  /// A capture, by number.
  case capture(Int, CheckedPattern)
  case glued(CheckedPattern)
  /// A quoted text, to be cut by the tokenizer.
  case phrase(String, exact: Bool, SourceSpan)
  /// Exactly one token.
  case token(TokenPredicate, SourceSpan)
  case lexicon(LexiconID, [CheckedValueTest], SourceSpan)
  case mention(TypeID, [CheckedValueTest], SourceSpan)
  case gap(GapWord, SourceSpan)
  case anchor(Anchor, SourceSpan)
  /// Holds no capture.
  case context(ContextDirection, CheckedPattern, negated: Bool, SourceSpan)
}

/// A test of one token.
package indirect enum TokenPredicate: Hashable, Sendable {
  case tokenClass(TokenClass)
  /// A quoted text that must be one token.
  case phrase(String, exact: Bool)
  /// The source of a regular expression, already checked.
  case raw(String)
  /// An entry of the lexicon that is exactly this token.
  case lexicon(LexiconID, [CheckedValueTest])
  case position(MentionPosition, TypeID)
  case both(TokenPredicate, TokenPredicate)
  case either(TokenPredicate, TokenPredicate)
  case not(TokenPredicate)
}

/// A test of a lexicon column or a mention's field.
package struct CheckedValueTest: Hashable, Sendable {
  package enum Condition: Hashable, Sendable {
    case equals(String)
    case differs(String)
    case oneOf([String])
    case present
    case absent
  }
  /// Index of the lexicon's column, or of the type's field.
  package var index: Int
  package var condition: Condition

  package init(index: Int, condition: Condition) {
    self.index = index
    self.condition = condition
  }

  /// Whether a value passes; nil is an empty cell or an unset field, which passes only `absent` and `!=`.
  package func accepts(_ value: String?) -> Bool {
    switch condition {
    case .equals(let expected): value == expected
    case .differs(let expected): value != expected
    case .oneOf(let values): value.map(values.contains) ?? false
    case .present: value != nil
    case .absent: value == nil
    }
  }
}

package struct CheckedEmission: Sendable {
  package var type: TypeID
  /// Nil: the whole match.
  package var capture: Int?
  package var isEach: Bool
  package var assignments: [(field: FieldID, value: CheckedExpression)]

  package init(
    type: TypeID, capture: Int?, isEach: Bool, assignments: [(field: FieldID, value: CheckedExpression)]
  ) {
    self.type = type
    self.capture = capture
    self.isEach = isEach
    self.assignments = assignments
  }
}

package struct CheckedRuleLink: Sendable {
  package var relation: RelationID
  package var first: Int
  package var second: Int
  package var choice: RuleLink.Choice

  package init(relation: RelationID, first: Int, second: Int, choice: RuleLink.Choice) {
    self.relation = relation
    self.first = first
    self.second = second
    self.choice = choice
  }
}

package struct CheckedExport: Sendable {
  package var value: CheckedExpression
  /// The capture of whose items each is exported; inside `value` and `assignments` it is that item, as in an
  /// `each` emission. Nil: one export for the match.
  package var each: Int?
  package var lexicon: LexiconID
  package var scope: ExportClause.Scope
  /// By column of the document lexicon.
  package var assignments: [(column: Int, value: CheckedExpression)]

  package init(
    value: CheckedExpression, each: Int? = nil, lexicon: LexiconID, scope: ExportClause.Scope,
    assignments: [(column: Int, value: CheckedExpression)]
  ) {
    self.value = value
    self.each = each
    self.lexicon = lexicon
    self.scope = scope
    self.assignments = assignments
  }
}

/// An expression with captures, columns, fields and normalizers resolved.
package indirect enum CheckedExpression: Sendable {
  case text(String)
  case number(Int)
  case flag(Bool)
  /// The text of a capture's only item.
  case captureText(Int)
  /// The items of a capture, as a normalizer takes them.
  case captureItems(Int)
  /// A column of the row that the capture's item hit. The name, because the capture may hold entries of several lexicons.
  case column(capture: Int, name: String)
  /// A field of the mention that the capture's item is.
  case field(capture: Int, name: String)
  /// The first argument that has a value.
  case first([CheckedExpression])
  /// Index into the normalizers given to the checker, and one argument for each parameter; nil is absent.
  case call(Int, [CheckedExpression?])
}

package struct CheckedLink: Sendable {
  package var relation: RelationID
  package var first: TypeID
  package var second: TypeID
  package var stage: StageID
  package var order: LinkDeclaration.Order
  package var scope: LinkDeclaration.Scope
  package var distance: LinkDeclaration.Distance
  package var unlessBetween: CheckedPattern?
  package var choice: LinkDeclaration.Choice
  package var span: SourceSpan

  package init(
    relation: RelationID, first: TypeID, second: TypeID, stage: StageID, order: LinkDeclaration.Order,
    scope: LinkDeclaration.Scope, distance: LinkDeclaration.Distance, unlessBetween: CheckedPattern?,
    choice: LinkDeclaration.Choice, span: SourceSpan
  ) {
    self.relation = relation
    self.first = first
    self.second = second
    self.stage = stage
    self.order = order
    self.scope = scope
    self.distance = distance
    self.unlessBetween = unlessBetween
    self.choice = choice
    self.span = span
  }
}

package struct CheckedTestBlock: Sendable {
  package enum Subject: Sendable {
    case rule(RuleID)
    case type(TypeID)
  }
  package var subject: Subject
  /// The cascade runs up to and including this stage.
  package var stage: StageID
  package var cases: [CheckedTestCase]
  package var span: SourceSpan

  package init(subject: Subject, stage: StageID, cases: [CheckedTestCase], span: SourceSpan) {
    self.subject = subject
    self.stage = stage
    self.cases = cases
    self.span = span
  }
}

package struct CheckedTestCase: Sendable {
  package enum Expectation: Sendable {
    case match
    case reject
    /// Each relation joins the bracket `first` to the bracket `second`, by index.
    case link([LinkPair])
    /// The two are mentions that the relation does not join; a relation without brackets joins nothing in the text.
    case noLink([LinkPair])
  }
  package struct LinkPair: Sendable {
    package var relation: RelationID
    package var brackets: (first: Int, second: Int)?

    package init(relation: RelationID, brackets: (first: Int, second: Int)?) {
      self.relation = relation
      self.brackets = brackets
    }
  }
  package var expectation: Expectation
  /// The text without its brackets.
  package var text: String
  package var brackets: [Bracket]
  /// Publication date in force, as written.
  package var reference: String?
  package var span: SourceSpan

  package struct Bracket: Sendable {
    /// UTF-8 byte offsets in `text`.
    package var range: Range<Int>
    /// Nil: the only type that the rule emits.
    package var type: TypeID?
    package var values: [(field: FieldID, value: String)]

    package init(range: Range<Int>, type: TypeID?, values: [(field: FieldID, value: String)]) {
      self.range = range
      self.type = type
      self.values = values
    }
  }

  package init(
    expectation: Expectation, text: String, brackets: [Bracket], reference: String?, span: SourceSpan
  ) {
    self.expectation = expectation
    self.text = text
    self.brackets = brackets
    self.reference = reference
    self.span = span
  }
}
