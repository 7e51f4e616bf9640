package import Formats

/// Gold and system annotation, document by document.
package struct EvaluationCorpus: Sendable {
  package var documents: [DocumentPair]

  package init(documents: [DocumentPair]) {
    self.documents = documents
  }

  /// The documents that the system left out; all their mentions count as missed.
  package var missing: [String] { documents.filter { $0.system == nil }.map(\.id) }
}

/// One document as annotated and as a system has it.
package struct DocumentPair: Sendable {
  package var gold: AnnotatedDocument
  package var system: AnnotatedDocument?
  /// The publication date is unknown, so that the system may leave a year open.
  package var isUndated: Bool
  package var genre: String?
  /// Where the gold annotation is, for messages that point at it.
  package var goldFile: String

  package var id: String { gold.id }

  package init(
    gold: AnnotatedDocument, system: AnnotatedDocument?, isUndated: Bool = false, genre: String? = nil,
    goldFile: String = ""
  ) {
    self.gold = gold
    self.system = system
    self.isUndated = isUndated
    self.genre = genre
    self.goldFile = goldFile
  }
}

/// What makes two mentions of a document the same one: type and place.
package struct MentionKey: Hashable, Sendable, Comparable {
  package var type: String
  package var span: CodePointSpan

  package init(type: String, span: CodePointSpan) {
    self.type = type
    self.span = span
  }

  package init(_ mention: AnnotatedMention) {
    self.init(type: mention.type, span: mention.span)
  }

  package static func < (lhs: MentionKey, rhs: MentionKey) -> Bool {
    (lhs.span, lhs.type) < (rhs.span, rhs.type)
  }
}

package struct RelationKey: Hashable, Sendable, Comparable {
  package var type: String
  package var from: MentionKey
  package var to: MentionKey

  package static func < (lhs: RelationKey, rhs: RelationKey) -> Bool {
    (lhs.from, lhs.to, lhs.type) < (rhs.from, rhs.to, rhs.type)
  }
}

/// A document as scores see it: mentions and relations as sets. Of several mentions with one key the last counts.
struct KeyedDocument: Sendable {
  var mentions: [MentionKey: AnnotatedMention] = [:]
  var relations: Set<RelationKey> = []
  /// The keys in text order, so that nothing depends on the order of a file or a hash table.
  var keys: [MentionKey] = []

  init(_ document: AnnotatedDocument?) {
    guard let document else { return }
    for mention in document.mentions { mentions[MentionKey(mention)] = mention }
    for relation in document.relations {
      relations.insert(
        RelationKey(
          type: relation.type, from: MentionKey(document.mentions[relation.from]),
          to: MentionKey(document.mentions[relation.to])))
    }
    keys = mentions.keys.sorted()
  }
}
