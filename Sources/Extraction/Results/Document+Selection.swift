extension Document {
  /// Drops the mentions of other types, the relations that lose an end, and the records that lose their subject.
  package mutating func keep(_ types: Set<String>) {
    let selection = MentionSelection(mentions, types: types)
    mentions = selection.kept.map { mentions[$0] }
    relations = relations.compactMap(selection.relation)
    officials = officials.compactMap(selection.official)
    legalDocuments = legalDocuments.compactMap(selection.legalDocument)
    indicators = indicators.compactMap(selection.indicator)
  }
}

extension CompactDocument {
  /// The same; of a document that has been cut down already it is a mistake.
  package mutating func keep(_ types: Set<String>) {
    precondition(mentions.selection == nil, "a document is cut down once")
    let selection = MentionSelection(mentions, types: types)
    indicators.drafts.removeAll { selection.positions[$0.quantity] == nil }
    indicators.selection = selection
    mentions.selection = selection
    relations = relations.compactMap(selection.relation)
    officials = officials.compactMap(selection.official)
    legalDocuments = legalDocuments.compactMap(selection.legalDocument)
  }
}

/// Some mentions of a document, and what becomes of what speaks of them.
struct MentionSelection: Sendable {
  private(set) var kept: [Int] = []
  /// By mention: its place among those that are kept.
  private(set) var positions: [Int?]

  init(_ mentions: some RandomAccessCollection<some MentionContent>, types: Set<String>) {
    positions = [Int?](repeating: nil, count: mentions.count)
    for (index, mention) in mentions.enumerated() where types.contains(mention.type) {
      positions[index] = kept.count
      kept.append(index)
    }
  }

  func relation(_ relation: Relation) -> Relation? {
    guard let first = positions[relation.first], let second = positions[relation.second] else { return nil }
    var relation = relation
    (relation.first, relation.second) = (first, second)
    return relation
  }

  func official(_ official: Official) -> Official? {
    var official = official
    official.mentions = official.mentions.compactMap { positions[$0] }
    official.titles = official.titles.compactMap { title in
      var title = title
      title.mentions = title.mentions.compactMap { positions[$0] }
      return title.mentions.isEmpty ? nil : title
    }
    return official.mentions.isEmpty ? nil : official
  }

  func legalDocument(_ record: LegalDocument) -> LegalDocument? {
    var record = record
    record.mentions = record.mentions.compactMap { positions[$0] }
    return record.mentions.isEmpty ? nil : record
  }

  func indicator(_ record: Indicator) -> Indicator? {
    guard let quantity = positions[record.quantityMention] else { return nil }
    var record = record
    record.quantityMention = quantity
    record.measureMention = record.measureMention.flatMap { positions[$0] }
    record.periodMention = record.periodMention.flatMap { positions[$0] }
    record.scopeMention = record.scopeMention.flatMap { positions[$0] }
    return record
  }
}
