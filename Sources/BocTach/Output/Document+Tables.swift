package import Extraction
package import Formats
internal import TextModel

/// The tables that `--format csv` writes, one for each kind of record, with a row for each fact.
package enum RecordTable: String, CaseIterable, Sendable {
  case officials, legalDocuments, indicators

  package var columns: [String] {
    switch self {
    case .officials:
      [
        "document", "name", "honorific", "title", "role", "body", "place", "former", "acting", "mentions",
        "start", "end",
      ]
    case .legalDocuments:
      [
        "document", "kind", "number", "year", "symbol", "printed_symbol", "name", "issuer", "issued",
        "effective", "subject", "articles", "mentions", "start", "end",
      ]
    case .indicators:
      [
        "document", "measure", "amount", "low", "high", "part", "whole", "unit_kind", "unit", "per",
        "comparator",
        "change", "period", "compared_with", "scope", "text", "sentence", "start", "end",
      ]
    }
  }

  /// The rows of a document. Offsets are code points of the first mention; decimals are written exactly.
  package func rows(of document: Document, id: String) -> [[String]] {
    switch self {
    case .officials: document.officials.flatMap { Self.rows(of: $0, in: document, id: id) }
    case .legalDocuments: document.legalDocuments.map { Self.row(of: $0, in: document, id: id) }
    case .indicators: document.indicators.map { Self.row(of: $0, in: document, id: id) }
    }
  }

  private static func place(_ mentions: [Int], in document: Document) -> [String] {
    guard let first = mentions.first else { return ["", ""] }
    return place(first, in: document)
  }

  private static func place(_ mention: Int, in document: Document) -> [String] {
    let range = document.mentions[mention].span.codePoints
    return [String(range.lowerBound), String(range.upperBound)]
  }

  /// One row for each title; a person without title has one row.
  private static func rows(of official: Official, in document: Document, id: String) -> [[String]] {
    let person = [id, official.name, official.honorific ?? ""]
    let end = [String(official.mentions.count)] + place(official.mentions, in: document)
    if official.titles.isEmpty { return [person + Array(repeating: "", count: 6) + end] }
    return official.titles.map { title in
      person + [
        title.text, title.role ?? "", title.body ?? "", title.place ?? "", String(title.isFormer),
        String(title.isActing),
      ] + end
    }
  }

  private static func row(of record: LegalDocument, in document: Document, id: String) -> [String] {
    [
      id, record.kind ?? "", record.number ?? "", record.year.map(String.init) ?? "", record.symbol ?? "",
      record.printedSymbol ?? "", record.name ?? "", record.issuer ?? "", record.issued?.notation ?? "",
      record.effective?.notation ?? "", record.subject ?? "", record.articles.joined(separator: "; "),
      String(record.mentions.count),
    ] + place(record.mentions, in: document)
  }

  private static func row(of record: Indicator, in document: Document, id: String) -> [String] {
    let quantity = record.quantity
    var amounts = ["", "", "", "", ""]
    switch quantity.amount {
    case .exactly(let number): amounts[0] = number.description
    case .range(let low, let high): (amounts[1], amounts[2]) = (low.description, high.description)
    case .of(let part, let whole), .fraction(let part, let whole):
      (amounts[3], amounts[4]) = (part.description, whole.description)
    }
    return [id, record.measure ?? ""] + amounts + [
      quantity.unit?.kind.rawValue ?? "", quantity.unit?.code ?? "",
      quantity.per.map(\.code).joined(separator: "/"), quantity.comparator?.rawValue ?? "",
      quantity.change?.rawValue ?? "", record.period?.notation ?? "", record.comparedWith?.notation ?? "",
      record.scope ?? "", document.mentions[record.quantityMention].text, String(record.sentence),
    ] + place(record.quantityMention, in: document)
  }
}
