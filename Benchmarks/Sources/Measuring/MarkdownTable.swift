/// A table in Markdown, padded so that it reads well as plain text too. The first column is text, the others figures.
package struct MarkdownTable {
  private var rows: [[String]]
  private let columnCount: Int

  package init(_ headings: [String]) {
    rows = [headings]
    columnCount = headings.count
  }

  package mutating func add(_ cells: [String]) {
    precondition(cells.count == columnCount)
    rows.append(cells)
  }

  package var text: String {
    let widths = (0..<columnCount).map { column in rows.map { $0[column].count }.max()! }
    func line(_ cells: [String]) -> String {
      "| "
        + zip(cells, widths).enumerated().map { column, pair in
          let padding = String(repeating: " ", count: pair.1 - pair.0.count)
          return column == 0 ? pair.0 + padding : padding + pair.0
        }.joined(separator: " | ") + " |\n"
    }
    let rule =
      "|"
      + widths.enumerated().map { column, width in
        column == 0
          ? ":" + String(repeating: "-", count: width + 1) : String(repeating: "-", count: width + 1) + ":"
      }.joined(separator: "|") + "|\n"
    return line(rows[0]) + rule + rows.dropFirst().map(line).joined()
  }
}
