import TextModel

/// The syntax tree of one grammar file, as parsed: names unresolved, macros unexpanded.
///
/// The tree is a plain value. Every node that a diagnostic may point at has its `SourceSpan`.
package struct GrammarFile: Sendable {
  /// Path below the grammar folder.
  package var path: String
  package var stage: Name?
  package var includes: [StringLiteral]
  package var declarations: [Declaration]
  /// In text order; the tree itself has no room for them, and only the printer asks.
  package var comments: [Comment]
  /// Names whose declarations could not be read. Checks keep silent about them.
  package var brokenNames: Set<String>

  package init(
    path: String, stage: Name? = nil, includes: [StringLiteral] = [], declarations: [Declaration] = [],
    comments: [Comment] = [], brokenNames: Set<String> = []
  ) {
    self.path = path
    self.stage = stage
    self.includes = includes
    self.declarations = declarations
    self.comments = comments
    self.brokenNames = brokenNames
  }
}

/// A half-open range of UTF-8 bytes in one grammar file.
package struct SourceSpan: Hashable, Sendable {
  package var file: String
  package var start: Int
  package var end: Int

  package init(file: String, start: Int, end: Int) {
    self.file = file
    self.start = start
    self.end = end
  }
}

/// An identifier where it stands.
package struct Name: Hashable, Sendable {
  package var text: String
  package var span: SourceSpan

  package init(_ text: String, _ span: SourceSpan) {
    self.text = text
    self.span = span
  }
}

/// A quoted text where it stands; `text` has its escapes resolved, `span` includes the quotes.
package struct StringLiteral: Hashable, Sendable {
  package var text: String
  package var span: SourceSpan

  package init(_ text: String, _ span: SourceSpan) {
    self.text = text
    self.span = span
  }
}

package enum Declaration: Sendable {
  case group(Name)
  case type(TypeDeclaration)
  case relation(RelationDeclaration)
  /// `sentences abbreviations "FILE"`.
  case sentences(StringLiteral)
  case stages([Name])
  case lexicon(LexiconDeclaration)
  case macro(MacroDeclaration)
  case rule(RuleDeclaration)
  case link(LinkDeclaration)
  case test(TestBlock)
}

package struct TypeDeclaration: Sendable {
  package var name: Name
  package var isPrivate: Bool
  package var group: Name?
  package var absorbs: [Name]
  package var fields: [FieldDeclaration]
  /// From `{` to `}`, where they are written; the printer keeps comments between them.
  package var body: SourceSpan?

  package init(name: Name, isPrivate: Bool, group: Name?, absorbs: [Name], fields: [FieldDeclaration]) {
    self.name = name
    self.isPrivate = isPrivate
    self.group = group
    self.absorbs = absorbs
    self.fields = fields
  }
}

package struct FieldDeclaration: Sendable {
  package var name: Name
  package var kind: Name

  package init(name: Name, kind: Name) {
    self.name = name
    self.kind = kind
  }
}

package struct RelationDeclaration: Sendable {
  package var name: Name
  package var first: [Name]
  package var second: [Name]

  package init(name: Name, first: [Name], second: [Name]) {
    self.name = name
    self.first = first
    self.second = second
  }
}

package struct LexiconDeclaration: Sendable {
  package enum Source: Sendable {
    case file(StringLiteral)
    case entries([InlineEntry])
    /// Filled per document by `export`; the fields are its columns.
    case document([FieldDeclaration])
  }
  package var name: Name
  package var source: Source
  package var isCased: Bool
  /// From `{` to `}`, where they are written; the printer keeps comments between them.
  package var body: SourceSpan?

  package init(name: Name, source: Source, isCased: Bool) {
    self.name = name
    self.source = source
    self.isCased = isCased
  }
}

package struct InlineEntry: Sendable {
  package var phrase: StringLiteral
  package var columns: [(name: Name, value: StringLiteral)]

  package init(phrase: StringLiteral, columns: [(name: Name, value: StringLiteral)]) {
    self.phrase = phrase
    self.columns = columns
  }
}

package struct MacroDeclaration: Sendable {
  package var name: Name
  package var parameters: [Name]
  package var pattern: Pattern

  package init(name: Name, parameters: [Name], pattern: Pattern) {
    self.name = name
    self.parameters = parameters
    self.pattern = pattern
  }
}

package struct RuleDeclaration: Sendable {
  package var name: Name
  /// `-> Type(…) { … }`, the same as an `emit` of the whole match or of a capture.
  package var result: EmitClause?
  package var priority: Int
  package var scope: RuleScope
  /// Longest match in tokens; nil where the rule does not say (64).
  package var length: Int?
  package var pattern: Pattern
  package var clauses: [RuleClause]
  /// The whole declaration.
  package var span: SourceSpan

  package init(
    name: Name, result: EmitClause?, priority: Int, scope: RuleScope, length: Int?, pattern: Pattern,
    clauses: [RuleClause], span: SourceSpan
  ) {
    self.name = name
    self.result = result
    self.priority = priority
    self.scope = scope
    self.length = length
    self.pattern = pattern
    self.clauses = clauses
    self.span = span
  }
}

package enum RuleScope: String, Sendable {
  case sentence, line, paragraph
}

package enum RuleClause: Sendable {
  case emit(EmitClause)
  case link(RuleLink)
  case export(ExportClause)
}

package struct EmitClause: Sendable {
  package var type: Name
  /// The capture that becomes the mention; nil means the whole match.
  package var capture: Name?
  package var isEach: Bool
  package var assignments: [Assignment]
  package var span: SourceSpan

  package init(type: Name, capture: Name?, isEach: Bool, assignments: [Assignment], span: SourceSpan) {
    self.type = type
    self.capture = capture
    self.isEach = isEach
    self.assignments = assignments
    self.span = span
  }
}

package struct Assignment: Sendable {
  package var field: Name
  package var value: Expression

  package init(field: Name, value: Expression) {
    self.field = field
    self.value = value
  }
}

package struct RuleLink: Sendable {
  package enum Choice: String, Sendable {
    case each, nearest, next
  }
  package var relation: Name
  package var first: Name
  package var second: Name
  package var choice: Choice
  package var span: SourceSpan

  package init(relation: Name, first: Name, second: Name, choice: Choice, span: SourceSpan) {
    self.relation = relation
    self.first = first
    self.second = second
    self.choice = choice
    self.span = span
  }
}

package struct ExportClause: Sendable {
  package enum Scope: String, Sendable {
    case after, document
  }
  package var value: Expression
  /// `export each …`: once for each item of the list that the value uses.
  package var isEach: Bool
  package var lexicon: Name
  package var scope: Scope
  package var assignments: [Assignment]
  package var span: SourceSpan

  package init(
    value: Expression, isEach: Bool = false, lexicon: Name, scope: Scope, assignments: [Assignment],
    span: SourceSpan
  ) {
    self.value = value
    self.isEach = isEach
    self.lexicon = lexicon
    self.scope = scope
    self.assignments = assignments
    self.span = span
  }
}

package indirect enum Expression: Sendable {
  case string(StringLiteral)
  case integer(Int, SourceSpan)
  case flag(Bool, SourceSpan)
  /// `$name`; the name is without its `$`, its span with it.
  case capture(Name)
  /// `$name.member`: a lexicon column or a mention's field.
  case member(Name, Name)
  case call(Name, [Argument], SourceSpan)

  package var span: SourceSpan {
    switch self {
    case .string(let literal): literal.span
    case .integer(_, let span), .flag(_, let span), .call(_, _, let span): span
    case .capture(let name): name.span
    case .member(let name, let member):
      SourceSpan(file: name.span.file, start: name.span.start, end: member.span.end)
    }
  }
}

package struct Argument: Sendable {
  package var label: Name?
  package var value: Expression

  package init(label: Name?, value: Expression) {
    self.label = label
    self.value = value
  }
}

/// A `link` declaration between mentions that no single pattern holds together.
package struct LinkDeclaration: Sendable {
  package enum Order: String, Sendable {
    case forward, backward, any
  }
  package enum Scope: String, Sendable {
    case sentence, line, paragraph, document
  }
  package enum Distance: Sendable, Hashable {
    case tokens(ClosedRange<Int>)
    case sentences(ClosedRange<Int>)
  }
  package enum Choice: String, Sendable {
    case nearest
    case nearestForSecond = "nearest-for-second"
    case all
  }
  package var relation: Name
  package var first: Name
  package var second: Name
  package var order: Order
  package var scope: Scope
  package var distance: Distance?
  package var unlessBetween: Pattern?
  package var choice: Choice
  package var span: SourceSpan
  /// Where the items stand that are written, by keyword; the printer keeps them, and their order.
  package var itemStarts: [String: Int] = [:]

  package init(
    relation: Name, first: Name, second: Name, order: Order, scope: Scope, distance: Distance?,
    unlessBetween: Pattern?, choice: Choice, span: SourceSpan
  ) {
    self.relation = relation
    self.first = first
    self.second = second
    self.order = order
    self.scope = scope
    self.distance = distance
    self.unlessBetween = unlessBetween
    self.choice = choice
    self.span = span
  }
}

package struct TestBlock: Sendable {
  package enum Subject: Sendable {
    case rule(Name)
    case type(Name)
  }
  package enum Line: Sendable {
    /// The text with its brackets, and the values of the brackets in order.
    case match(StringLiteral, [ExpectedValues])
    case reject(StringLiteral)
    case reference(StringLiteral)
    /// What the named relations join, or with `isNegated` do not join.
    case link(StringLiteral, [LinkExpectation], isNegated: Bool)
  }
  /// `Holds`, or `Holds(2, 1)`.
  package struct LinkExpectation: Sendable {
    package var relation: Name
    /// Numbers of brackets, from 1; nil: the first to the second.
    package var brackets: (first: Int, second: Int)?
    package var span: SourceSpan

    package init(relation: Name, brackets: (first: Int, second: Int)? = nil, span: SourceSpan) {
      self.relation = relation
      self.brackets = brackets
      self.span = span
    }
  }
  package var subject: Subject
  package var lines: [Line]
  package var span: SourceSpan

  /// From `test` to the end of the subject's name.
  package var headSpan: SourceSpan {
    switch subject {
    case .rule(let name), .type(let name): SourceSpan(file: span.file, start: span.start, end: name.span.end)
    }
  }

  package init(subject: Subject, lines: [Line], span: SourceSpan) {
    self.subject = subject
    self.lines = lines
    self.span = span
  }
}

package struct ExpectedValues: Sendable {
  package var fields: [(name: Name, value: StringLiteral)]
  package var span: SourceSpan

  package init(fields: [(name: Name, value: StringLiteral)], span: SourceSpan) {
    self.fields = fields
    self.span = span
  }
}
