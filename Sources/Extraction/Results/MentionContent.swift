package import TextModel

/// What can be read of a mention, however it is kept: `Mention`, or an entry of a `CompactDocument`.
package protocol MentionContent {
  var type: String { get }
  var text: String { get }
  var span: TextSpan { get }
  var sourceBytes: Range<Int> { get }
  var sentence: Int { get }
  var rule: RuleOrigin { get }
  var tokens: TokenSpan { get }
  func field(_ name: String) -> FieldValue?
  /// The fields that are set, by name in the order of the names.
  var sortedFields: [(name: String, value: FieldValue)] { get }
}

extension MentionContent {
  /// The field `value`: what the mention stands for.
  package var value: FieldValue? { field("value") }

  package func text(of field: String) -> String? {
    guard let notation = self.field(field)?.notation, !notation.isEmpty else { return nil }
    return notation
  }

  package func flag(_ field: String) -> Bool { self.field(field) == .flag(true) }
}

extension Mention: MentionContent {
  package func field(_ name: String) -> FieldValue? { fields[name] }

  package var sortedFields: [(name: String, value: FieldValue)] {
    fields.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}

/// What can be read of a document, however it is kept: `Document` or `CompactDocument`.
package protocol DocumentContent {
  associatedtype Mentions: RandomAccessCollection<Self.MentionElement> where Mentions.Index == Int
  associatedtype MentionElement: MentionContent
  associatedtype Indicators: Collection<Indicator>

  var publication: Document.Publication { get }
  /// In the order of the text.
  var mentions: Mentions { get }
  var relations: [Relation] { get }
  var officials: [Official] { get }
  var legalDocuments: [LegalDocument] { get }
  var indicators: Indicators { get }
}

extension Document: DocumentContent {}
