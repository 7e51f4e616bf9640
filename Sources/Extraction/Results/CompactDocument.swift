import GrammarEngine
package import TextModel

/// A document whose mentions and indicators are made when they are read: a long text has so many that all of them
/// together would take some thirty times its memory.
///
///     MentionTable  ─▶ mentions[i]    a view: its text, names and offsets are worked out on demand
///                   ─▶ indicators[i]  put together from indices of mentions
package struct CompactDocument: DocumentContent, Sendable {
  package var publication: Document.Publication
  package var mentions: MentionList
  package var relations: [Relation]
  package var officials: [Official] = []
  package var legalDocuments: [LegalDocument] = []
  package var indicators: IndicatorList
  package var sentences: [TextSpan]

  /// The same with everything in memory. O(m) for m mentions.
  package var document: Document {
    Document(
      publication: publication, mentions: mentions.map(Mention.init), relations: relations,
      officials: officials, legalDocuments: legalDocuments, indicators: Array(indicators),
      sentences: sentences)
  }
}

/// The mentions of a `CompactDocument`.
package struct MentionList: RandomAccessCollection, Sendable {
  let store: Store
  /// Whether these are the private mentions.
  var isOfDetails = false
  /// Which of them are left, where not all are.
  var selection: MentionSelection?

  package var startIndex: Int { 0 }
  package var endIndex: Int {
    if let selection { return selection.kept.count }
    return isOfDetails ? store.table.details.count : store.table.output.count
  }
  package subscript(index: Int) -> MentionView {
    let place = selection.map { $0.kept[index] } ?? index
    return MentionView(
      store: store, entry: isOfDetails ? store.table.details[place] : store.table.output[place])
  }

  /// What the mentions of one document share.
  final class Store: Sendable {
    let table: MentionTable
    let assembler: DocumentAssembler
    let converter: OffsetConverter
    let text: [UInt8]
    let source: OffsetMap?

    init(
      _ table: MentionTable, assembler: DocumentAssembler, converter: OffsetConverter, text: [UInt8],
      source: OffsetMap?
    ) {
      self.table = table
      self.assembler = assembler
      self.converter = converter
      self.text = text
      self.source = source
    }
  }
}

/// A mention of a `CompactDocument`.
package struct MentionView: MentionContent {
  let store: MentionList.Store
  let entry: MentionTable.Entry

  private var names: DocumentAssembler.TypeNames { store.assembler.typeNames[entry.type.index] }

  package var type: String { names.name }
  package var text: String { String(decoding: store.text[entry.bytes.range], as: UTF8.self) }
  package var span: TextSpan { store.converter.span(entry.bytes) }
  package var tokens: TokenSpan { entry.tokens }
  package var sentence: Int { Int(entry.sentence) }
  package var sourceBytes: Range<Int> {
    guard let source = store.source else { return entry.bytes.range }
    return Int(source.original(ofStart: entry.bytes.start))..<Int(source.original(ofEnd: entry.bytes.end))
  }
  package var rule: RuleOrigin {
    store.assembler.origin(
      rule: entry.rule, type: entry.type, rows: store.table.lexiconRows[Int(entry.lexiconRows)])
  }

  package func field(_ name: String) -> FieldValue? {
    let fields = store.table.fields[Int(entry.fields)]
    guard !fields.isEmpty, let index = names.fields.firstIndex(of: name), index < fields.count else {
      return nil
    }
    return fields[index]
  }

  package var sortedFields: [(name: String, value: FieldValue)] {
    let fields = store.table.fields[Int(entry.fields)]
    guard !fields.isEmpty else { return [] }
    return names.sortedFields.compactMap { index in
      guard index < fields.count, let value = fields[index] else { return nil }
      return (names.fields[index], value)
    }
  }
}

extension Mention {
  init(_ view: MentionView) {
    self.init(
      type: view.type, text: view.text, span: view.span, sourceBytes: view.sourceBytes,
      fields: Dictionary(uniqueKeysWithValues: view.sortedFields.map { ($0.name, $0.value) }),
      sentence: view.sentence, rule: view.rule, tokens: view.tokens)
  }
}

/// The indicators of a `CompactDocument`.
package struct IndicatorList: RandomAccessCollection, Sendable {
  var drafts: [IndicatorDraft] = []
  /// All mentions, those that are not selected too: what an indicator says stays.
  let mentions: MentionList
  var selection: MentionSelection?

  package var startIndex: Int { 0 }
  package var endIndex: Int { drafts.count }
  package subscript(index: Int) -> Indicator {
    let indicator = Indicator(drafts[index], mentions: mentions)
    return selection?.indicator(indicator) ?? indicator
  }
}
