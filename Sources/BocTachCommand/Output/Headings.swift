/// The words of the text report, in the reader's language; they stand in `headings.tsv`.
struct Headings {
  private let words: [String: String]

  init(_ language: Language) {
    var words: [String: String] = [:]
    let lines = String(decoding: PackageResources.headings_tsv, as: UTF8.self).split(separator: "\n")
    let column = (lines.first?.split(separator: "\t").firstIndex { $0 == language.rawValue }) ?? 1
    for line in lines.dropFirst() {
      let cells = line.split(separator: "\t")
      if column < cells.count { words[String(cells[0])] = String(cells[column]) }
    }
    self.words = words
  }

  /// The word for a key; the key itself where the table has none, which a test rules out.
  subscript(_ key: String) -> String { words[key] ?? key }
}
