internal import Extraction
internal import TextModel

/// A document as a table, with a row for each fact; typed, for CSV and Arrow alike.
package enum DocumentTable: Hashable, Sendable {
  case mentions, officials, legalDocuments, indicators, relations

  package var columns: [TableColumn] {
    switch self {
    case .mentions:
      [
        .text("document"), .integer("mention"), .text("type"), .text("text"), .text("value"),
        .integer("start"),
        .integer("end"), .integer("utf8_start"), .integer("utf8_end"), .integer("utf16_start"),
        .integer("utf16_end"), .integer("source_start"), .integer("source_end"), .integer("sentence"),
        .text("rule"), .text("rule_file"), .integer("rule_line"),
      ]
    case .officials:
      [
        .text("document"), .text("name"), .text("honorific"), .text("title"), .text("role"), .text("body"),
        .text("place"), .flag("former"), .flag("acting"), .integer("mentions"), .integer("start"),
        .integer("end"),
      ]
    case .legalDocuments:
      [
        .text("document"), .text("kind"), .text("number"), .integer("year"), .text("symbol"),
        .text("printed_symbol"), .text("name"), .text("issuer"), .text("issued"), .text("effective"),
        .text("subject"), .text("articles"), .integer("mentions"), .integer("start"), .integer("end"),
      ]
    case .indicators:
      [
        .text("document"), .text("measure"), .text("amount"), .text("low"), .text("high"), .text("part"),
        .text("whole"), .text("unit_kind"), .text("unit"), .text("per"), .text("comparator"), .text("change"),
        .text("period"), .text("compared_with"), .text("scope"), .text("text"), .integer("sentence"),
        .integer("start"), .integer("end"),
      ]
    case .relations:
      [
        .text("document"), .text("name"), .integer("first"), .text("first_type"), .text("first_text"),
        .integer("second"), .text("second_type"), .text("second_text"), .text("rule"), .text("rule_file"),
        .integer("rule_line"),
      ]
    }
  }

  /// The rows of a document, each with a cell for each column. Offsets are code points (of the first mention, for a fact
  /// that has several); decimals are text, exactly as they are.
  package func rows(of document: some DocumentContent, id: String) -> [[TableCell]] {
    var rows: [[TableCell]] = []
    forEachRow(of: document, id: id) { rows.append($0) }
    return rows
  }

  /// The same one by one: those of a long document take much memory.
  package func forEachRow(of document: some DocumentContent, id: String, _ body: ([TableCell]) -> Void) {
    switch self {
    case .mentions:
      for (number, mention) in document.mentions.enumerated() {
        body(Self.row(of: mention, number: number, id: id))
      }
    case .officials:
      for official in document.officials { Self.rows(of: official, in: document, id: id).forEach(body) }
    case .legalDocuments:
      for record in document.legalDocuments { body(Self.row(of: record, in: document, id: id)) }
    case .indicators: for record in document.indicators { body(Self.row(of: record, in: document, id: id)) }
    case .relations: for relation in document.relations { body(Self.row(of: relation, in: document, id: id)) }
    }
  }

  private static func place(_ mentions: [Int], in document: some DocumentContent) -> [TableCell] {
    guard let first = mentions.first else { return [.integer(nil), .integer(nil)] }
    return place(first, in: document)
  }

  private static func place(_ mention: Int, in document: some DocumentContent) -> [TableCell] {
    bounds(document.mentions[mention].span.codePoints)
  }

  private static func bounds(_ range: Range<Int>) -> [TableCell] {
    [.integer(range.lowerBound), .integer(range.upperBound)]
  }

  private static func cells(of rule: RuleOrigin) -> [TableCell] {
    [.text(rule.name), .text(rule.location?.file), .integer(rule.location?.line)]
  }

  private static func row(of mention: some MentionContent, number: Int, id: String) -> [TableCell] {
    var row: [TableCell] = [
      .text(id), .integer(number), .text(mention.type), .text(mention.text), .text(mention.value?.notation),
    ]
    row += bounds(mention.span.codePoints) + bounds(mention.span.utf8) + bounds(mention.span.utf16)
    row += bounds(mention.sourceBytes)
    row.append(.integer(mention.sentence))
    return row + cells(of: mention.rule)
  }

  private static func row(of relation: Relation, in document: some DocumentContent, id: String) -> [TableCell]
  {
    let (first, second) = (document.mentions[relation.first], document.mentions[relation.second])
    return [
      .text(id), .text(relation.name), .integer(relation.first), .text(first.type), .text(first.text),
      .integer(relation.second), .text(second.type), .text(second.text),
    ] + cells(of: relation.rule)
  }

  /// One row for each title; a person without title has one row.
  private static func rows(of official: Official, in document: some DocumentContent, id: String)
    -> [[TableCell]]
  {
    let person: [TableCell] = [.text(id), .text(official.name), .text(official.honorific)]
    let end = [.integer(official.mentions.count)] + place(official.mentions, in: document)
    let titles: [Official.HeldTitle?] = official.titles.isEmpty ? [nil] : official.titles
    return titles.map { title in
      person + [
        .text(title?.text), .text(title?.role), .text(title?.body), .text(title?.place),
        .flag(title?.isFormer),
        .flag(title?.isActing),
      ] + end
    }
  }

  private static func row(of record: LegalDocument, in document: some DocumentContent, id: String)
    -> [TableCell]
  {
    let articles = record.articles.joined(separator: "; ")
    return [
      .text(id), .text(record.kind), .text(record.number), .integer(record.year), .text(record.symbol),
      .text(record.printedSymbol), .text(record.name), .text(record.issuer), .text(record.issued?.notation),
      .text(record.effective?.notation), .text(record.subject), .text(articles.isEmpty ? nil : articles),
      .integer(record.mentions.count),
    ] + place(record.mentions, in: document)
  }

  private static func row(of record: Indicator, in document: some DocumentContent, id: String) -> [TableCell]
  {
    let quantity = record.quantity
    let per = quantity.per.map(\.code).joined(separator: "/")
    return [.text(id), .text(record.measure)] + cells(of: quantity.amount) + [
      .text(quantity.unit?.kind.rawValue), .text(quantity.unit?.code), .text(per.isEmpty ? nil : per),
      .text(quantity.comparator?.rawValue), .text(quantity.change?.rawValue), .text(record.period?.notation),
      .text(record.comparedWith?.notation), .text(record.scope),
      .text(document.mentions[record.quantityMention].text), .integer(record.sentence),
    ] + place(record.quantityMention, in: document)
  }

  /// `amount`, `low`, `high`, `part`, `whole`.
  private static func cells(of amount: Quantity.Amount) -> [TableCell] {
    let none = TableCell.text(nil)
    switch amount {
    case .exactly(let number): return [.text(number.description), none, none, none, none]
    case .range(let low, let high):
      return [none, .text(low.description), .text(high.description), none, none]
    case .of(let part, let whole), .fraction(let part, let whole):
      return [none, none, none, .text(part.description), .text(whole.description)]
    }
  }
}

/// A column: its name and what its cells hold.
package enum TableColumn: Hashable, Sendable {
  case text(String)
  case integer(String)
  case flag(String)

  package var name: String {
    switch self {
    case .text(let name), .integer(let name), .flag(let name): name
    }
  }
}

/// A value of a table, or nil where nothing is known.
package enum TableCell: Hashable, Sendable {
  case text(String?)
  case integer(Int?)
  case flag(Bool?)

  /// As CSV has it, where nothing is the empty text.
  package var notation: String {
    switch self {
    case .text(let text): text ?? ""
    case .integer(let number): number.map { String($0) } ?? ""
    case .flag(let flag): flag.map { String($0) } ?? ""
    }
  }
}
