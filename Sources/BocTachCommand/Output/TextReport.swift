import BocTach
import Extraction

/// The facts of one article for people: headings, one fact a line.
struct TextReport {
  private(set) var text = ""
  private let headings: Headings
  private let color: Bool

  init(language: Language, color: Bool) {
    headings = Headings(language)
    self.color = color
  }

  mutating func add(_ result: ExtractedDocument, isOnly: Bool) {
    let document = result.document
    var title = result.path
    // A row is not the whole file.
    if result.id != InputFile(path: result.path, relativePath: result.path).id { title += ": \(result.id)" }
    if let date = document.publication.date { title += "  (\(headings["published"]) \(date.notation))" }
    line(styled(title, "1"))
    let before = text.utf8.count
    addOfficials(document)
    addNames(
      document, type: "Person", heading: "persons", except: Set(document.officials.flatMap(\.mentions))
    ) { _ in nil }
    addLegalDocuments(document)
    addIndicators(document)
    addNames(document, type: "Date", heading: "dates") { $0.value?.notation }
    addNames(document, type: "Organization", heading: "organizations") { _ in nil }
    addNames(document, type: "Location", heading: "places") { _ in nil }
    addOtherTypes(document)
    if text.utf8.count == before { line("  " + headings["nothing"]) }
  }

  private mutating func line(_ content: String) { text += content + "\n" }

  private mutating func heading(_ key: String) { line("\n" + styled(headings[key], "1;36")) }

  private func styled(_ content: String, _ code: String) -> String {
    color ? "\u{1B}[\(code)m\(content)\u{1B}[0m" : content
  }

  private mutating func addOfficials(_ document: CompactDocument) {
    guard !document.officials.isEmpty else { return }
    heading("officials")
    for official in document.officials {
      let name = styled(official.name, "1")
      if official.titles.isEmpty { line("  \(name)") }
      for (index, title) in official.titles.enumerated() {
        line(index == 0 ? "  \(name): \(title.text)" : "    \(title.text)")
      }
    }
  }

  private mutating func addLegalDocuments(_ document: CompactDocument) {
    guard !document.legalDocuments.isEmpty else { return }
    heading("legalDocuments")
    for record in document.legalDocuments {
      var parts: [String] = []
      if let issued = record.issued { parts.append("\(headings["issued"]) \(issued.notation)") }
      if let issuer = record.issuer { parts.append("\(headings["by"]) \(issuer)") }
      if let effective = record.effective { parts.append("\(headings["effective"]) \(effective.notation)") }
      if let subject = record.subject { parts.append(subject.onOneLine) }
      let printed = record.printedSymbol.map { " [\($0)]" } ?? ""
      let first = record.mentions.first.map { document.mentions[$0] }
      let value = first?.value?.notation ?? record.symbol ?? ""
      let kind = record.kind.map { value.hasPrefix($0) ? "" : $0 + " " } ?? ""
      line(
        "  " + styled(kind + value, "1") + printed
          + (parts.isEmpty ? "" : ", " + parts.joined(separator: ", ")))
    }
  }

  private mutating func addIndicators(_ document: CompactDocument) {
    guard !document.indicators.isEmpty else { return }
    heading("indicators")
    for record in document.indicators {
      var content = record.measure.map { $0 + ": " } ?? ""
      if let change = record.quantity.change { content += headings[change.rawValue] + " " }
      if let comparator = record.quantity.comparator { content += headings[comparator.rawValue] + " " }
      content += styled(document.mentions[record.quantityMention].text.onOneLine, "1")
      if let period = record.period { content += "  (\(period.notation))" }
      if let scope = record.scope { content += "  [\(scope.onOneLine)]" }
      line("  " + content)
    }
  }

  /// Distinct mentions of a type, each once, with how often it stands in the text; without those told of already.
  private mutating func addNames(
    _ document: CompactDocument, type: String, heading key: String, except told: Set<Int> = [],
    value: (MentionView) -> String?
  ) {
    var counts: [String: Int] = [:]
    var order: [String] = []
    for (index, mention) in document.mentions.enumerated() where mention.type == type && !told.contains(index)
    {
      let entry = mention.text.onOneLine + (value(mention).map { " = \($0)" } ?? "")
      if counts[entry] == nil { order.append(entry) }
      counts[entry, default: 0] += 1
    }
    guard !order.isEmpty else { return }
    heading(key)
    for entry in order { line("  " + entry + (counts[entry]! > 1 ? "  ×\(counts[entry]!)" : "")) }
  }

  /// Types that a grammar of one's own declares.
  private mutating func addOtherTypes(_ document: CompactDocument) {
    let shown: Set = [
      "Person", "Title", "LegalDocument", "Date", "Quantity", "Measure", "Organization", "Location",
    ]
    var others: [String] = []
    for mention in document.mentions where !shown.contains(mention.type) && !others.contains(mention.type) {
      others.append(mention.type)
    }
    for type in others { addNames(document, type: type, heading: type) { $0.value?.notation } }
  }
}

extension String {
  /// With each run of white space as one space.
  var onOneLine: String { split { $0.isWhitespace }.joined(separator: " ") }
}
