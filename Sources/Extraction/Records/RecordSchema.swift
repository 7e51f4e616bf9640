/// Which declared types, fields and relations the records are made of: the one place where Swift knows names of
/// the grammar. A grammar without some of them yields records without those parts.
///
///     record          from                              by
///     Official        Person, Title                     Holds(Person, Title)
///     LegalDocument   LegalDocument, Date, body,        Issued, IssuedBy
///                     private: CitationDetail, DocumentReference, Effect
///     Indicator       Quantity, Measure, Date, place    Measures(Measure, Quantity), Period, Scope
package struct RecordSchema: Sendable {
  package var person = "Person"
  package var title = "Title"
  package var legalDocument = "LegalDocument"
  package var date = "Date"
  package var quantity = "Quantity"
  package var measure = "Measure"
  package var organization = "Organization"
  package var location = "Location"

  package var holds = "Holds"
  package var issued = "Issued"
  package var issuedBy = "IssuedBy"
  package var measures = "Measures"
  package var period = "Period"
  package var scope = "Scope"

  /// Private types, whose mentions say more of a document; `RecordBuilder.addRecords` tells how they are joined.
  package var citationDetail = "CitationDetail"
  package var documentReference = "DocumentReference"
  package var effect = "Effect"

  package var privateTypes: [String] { [citationDetail, documentReference, effect] }

  package static let standard = RecordSchema()
}

/// Adds the records to a document whose mentions and relations are complete.
package struct RecordBuilder: Sendable {
  let schema: RecordSchema

  package init(schema: RecordSchema = .standard) {
    self.schema = schema
  }

  /// `details` are mentions of the schema's private types, in text order.
  package func addRecords(_ kinds: RecordKinds = .all, to document: inout Document, details: [Mention] = []) {
    if kinds.contains(.officials) { document.officials = officials(document) }
    if kinds.contains(.legalDocuments) {
      document.legalDocuments = legalDocuments(document, details: details)
    }
    if kinds.contains(.indicators) {
      document.indicators = indicatorDrafts(document).map { Indicator($0, mentions: document.mentions) }
    }
  }

  /// For a relation: the second mentions by first mention, in text order.
  func targets(of relation: String, in document: some DocumentContent) -> [Int: [Int]] {
    var targets: [Int: [Int]] = [:]
    for link in document.relations where link.name == relation {
      targets[link.first, default: []].append(link.second)
    }
    return targets.mapValues { $0.sorted() }
  }

  /// Words in lower case with one space between them: how texts compare.
  static func folded(_ text: String) -> String { words(text).joined(separator: " ") }

  static func words(_ text: String) -> [String] { rawWords(text.lowercased()) }

  static func rawWords(_ text: String) -> [String] { text.split { $0.isWhitespace }.map(String.init) }
}
