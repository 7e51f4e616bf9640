package import GrammarEngine
package import GrammarLanguage
package import TextModel
package import Tokenization

/// Turns what a cascade found into a document: mentions with offsets and resolved dates, relations, records.
///
///     cascade result ─▶ mentions ─▶ reference ─▶ resolved dates ─▶ relations ─▶ records
package struct DocumentAssembler: Sendable {
  private let grammar: CheckedGrammar
  /// By rule, then by type: what every mention of that origin says of it, but for the lexicon rows.
  private let origins: [[TypeID: RuleOrigin]]
  private let locate: @Sendable (SourceSpan) -> SourceLocation?
  private let schema: RecordSchema
  private let dates: MentionDates
  /// The private types whose mentions the records are made of.
  private let privateTypes: Set<TypeID>
  let typeNames: [TypeNames]

  /// What a type and its fields are called.
  struct TypeNames: Sendable {
    var name: String
    var fields: [String]
    /// Indices of the fields in the order of their names.
    var sortedFields: [Int]
  }

  /// `locate` gives the line and column of a place in the grammar; it is asked for rules and lexicon rows.
  package init(
    cascade: Cascade, schema: RecordSchema = .standard,
    locate: @escaping @Sendable (SourceSpan) -> SourceLocation? = { _ in nil }
  ) {
    grammar = cascade.grammar
    origins = Self.origins(of: cascade, locate: locate)
    typeNames = cascade.grammar.types.map { type in
      let names = type.fields.map(\.name)
      return TypeNames(
        name: type.name, fields: names, sortedFields: names.indices.sorted { names[$0] < names[$1] })
    }
    self.locate = locate
    self.schema = schema
    dates = MentionDates(cascade.grammar, schema: schema)
    privateTypes = Set(
      cascade.grammar.types.enumerated().filter { schema.privateTypes.contains($1.name) }.map {
        TypeID($0.offset)
      })
  }

  /// What has to be kept of a text for `compactDocument`.
  package func options(withSentences: Bool = false) -> MentionTable.Options {
    MentionTable.Options(details: privateTypes, hasSentences: withSentences)
  }

  /// `source` maps offsets of the decoded text to the source file; nil when they are the same. Of the records those
  /// of `kinds` are made.
  /// O(t + m log m) for a text of t bytes with m mentions.
  package func document(
    _ result: CascadeResult, in text: TokenizedText, reference: ReferenceContext, source: OffsetMap? = nil,
    records kinds: RecordKinds = .all, withSentences: Bool = false
  ) -> Document {
    let table = MentionTable(result, in: text, options: options(withSentences: withSentences))
    return compactDocument(table, in: text.text, reference: reference, source: source, records: kinds)
      .document
  }

  /// The same from a table of mentions of a decoded text; the mentions are made when they are read.
  package func compactDocument(
    _ table: consuming MentionTable, in text: [UInt8], reference: ReferenceContext, source: OffsetMap? = nil,
    records kinds: RecordKinds = .all
  ) -> CompactDocument {
    var table = table
    let converter = OffsetConverter(text)
    let known = dates.resolve(&table, reference: reference)
    let relations = table.links.map { link in
      Relation(
        name: grammar.relations[link.relation.index].name, first: link.first, second: link.second,
        rule: origin(of: link.source))
    }
    let sentences = table.sentences.map { converter.span($0) }
    let store = MentionList.Store(
      table, assembler: self, converter: converter, text: text, source: source)
    let mentions = MentionList(store: store)
    var document = CompactDocument(
      publication: Document.Publication(date: known.publication, source: known.publicSource),
      mentions: mentions, relations: relations, indicators: IndicatorList(mentions: mentions),
      sentences: sentences)
    let records = RecordBuilder(schema: schema)
    if kinds.contains(.officials) { document.officials = records.officials(document) }
    if kinds.contains(.legalDocuments) {
      document.legalDocuments = records.legalDocuments(
        document, details: MentionList(store: store, isOfDetails: true))
    }
    if kinds.contains(.indicators) { document.indicators.drafts = records.indicatorDrafts(document) }
    return document
  }

  // MARK: Origins

  func origin(rule: RuleID, type: TypeID, rows: [CascadeMention.LexiconRow]) -> RuleOrigin {
    guard var origin = origins[rule.index][type] else { preconditionFailure("a rule's own type") }
    if rows.isEmpty { return origin }
    origin.lexiconRows = rows.map { row in
      let lexicon = grammar.lexicons[row.lexicon.index]
      let entry = lexicon.entries[row.row]
      return RuleOrigin.LexiconRow(lexicon: lexicon.name, phrase: entry.phrase, location: locate(entry.span))
    }
    return origin
  }

  private static func origins(
    of cascade: Cascade, locate: (SourceSpan) -> SourceLocation?
  ) -> [[TypeID: RuleOrigin]] {
    cascade.grammar.rules.map { rule in
      var origins: [TypeID: RuleOrigin] = [:]
      for emission in rule.emissions {
        var origin = origins[emission.type] ?? RuleOrigin(name: rule.name, location: locate(rule.span))
        let fields = cascade.grammar.types[emission.type.index].fields
        for (field, expression) in emission.assignments {
          guard let name = normalizer(of: expression, in: cascade) else { continue }
          origin.normalizers[fields[field.index].name] = name
        }
        origins[emission.type] = origin
      }
      return origins
    }
  }

  private static func normalizer(of expression: CheckedExpression, in cascade: Cascade) -> String? {
    switch expression {
    case .call(let index, _): cascade.normalizers[index].signature.name
    case .first(let alternatives): alternatives.lazy.compactMap { normalizer(of: $0, in: cascade) }.first
    default: nil
    }
  }

  private func origin(of source: CascadeLink.Source) -> RuleOrigin {
    switch source {
    case .rule(let id):
      let rule = grammar.rules[id.index]
      return RuleOrigin(name: rule.name, location: locate(rule.span))
    case .declaration(let index):
      let link = grammar.links[index]
      return RuleOrigin(name: grammar.relations[link.relation.index].name, location: locate(link.span))
    }
  }
}

extension KnownReference {
  var publicSource: Document.Publication.Source {
    switch source {
    case .given: .given
    case .header: .header
    case .apposition: .apposition
    case .dateline: .dateline
    case .none: .unknown
    }
  }
}
