extension Document {
  /// Drops the mentions of other types, the relations that lose an end, and the records that lose their subject.
  package mutating func keep(_ types: Set<String>) {
    var positions = [Int?](repeating: nil, count: mentions.count)
    var kept: [Mention] = []
    for (index, mention) in mentions.enumerated() where types.contains(mention.type) {
      positions[index] = kept.count
      kept.append(mention)
    }
    mentions = kept
    relations = relations.compactMap { relation in
      guard let first = positions[relation.first], let second = positions[relation.second] else { return nil }
      var relation = relation
      (relation.first, relation.second) = (first, second)
      return relation
    }
    officials = officials.compactMap { official in
      var official = official
      official.mentions = official.mentions.compactMap { positions[$0] }
      official.titles = official.titles.compactMap { title in
        var title = title
        title.mentions = title.mentions.compactMap { positions[$0] }
        return title.mentions.isEmpty ? nil : title
      }
      return official.mentions.isEmpty ? nil : official
    }
    legalDocuments = legalDocuments.compactMap { record in
      var record = record
      record.mentions = record.mentions.compactMap { positions[$0] }
      return record.mentions.isEmpty ? nil : record
    }
    indicators = indicators.compactMap { record in
      guard let quantity = positions[record.quantityMention] else { return nil }
      var record = record
      record.quantityMention = quantity
      record.measureMention = record.measureMention.flatMap { positions[$0] }
      record.periodMention = record.periodMention.flatMap { positions[$0] }
      record.scopeMention = record.scopeMention.flatMap { positions[$0] }
      return record
    }
  }
}
