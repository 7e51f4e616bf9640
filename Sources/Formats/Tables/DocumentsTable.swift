/// The `documents.tsv` of a corpus folder: a header row, then one row for each document.
///
///     id      date        genre
///     htx-01  2022-09-15  report
///
/// The columns `id` and `date` have a meaning, `genre` (or `group`) sorts scores; more are allowed and kept.
package struct DocumentsTable: Hashable, Sendable {
  package var columns: [String]
  package var rows: [Row]

  package struct Row: Hashable, Sendable {
    /// The line of the file, from 1.
    package var line: Int
    /// One cell for each column.
    package var cells: [String]
  }

  package init(columns: [String] = ["id", "date", "genre"], rows: [Row] = []) {
    self.columns = columns
    self.rows = rows
    indexByID = [:]
    for (index, row) in rows.enumerated() { indexByID[cell(row, "id") ?? ""] = index }
  }

  private var indexByID: [String: Int]

  private func cell(_ row: Row, _ column: String) -> String? {
    guard let index = columns.firstIndex(of: column), index < row.cells.count else { return nil }
    return row.cells[index].isEmpty ? nil : row.cells[index]
  }

  /// The cell of a document in a column; nil where there is none or it is empty.
  package func cell(_ id: String, _ column: String) -> String? {
    indexByID[id].flatMap { cell(rows[$0], column) }
  }

  /// The publication date of a document, as written; nil when unknown.
  package func date(of id: String) -> String? { cell(id, "date") }

  /// The genre of a document; the column may also be called `group`.
  package func genre(of id: String) -> String? { cell(id, "genre") ?? cell(id, "group") }

  /// The identifiers in the order of the rows.
  package var ids: [String] { rows.compactMap { cell($0, "id") } }

  /// Reads the file; problems are a missing `id` column, rows without or with a second identifier, and rows with
  /// more cells than columns.
  package static func read(_ bytes: [UInt8], file: String) -> Reading<DocumentsTable> {
    let decoded = DecodedText(bytes)
    var problems: [FormatProblem] = []
    if decoded.wasRepaired { problems.append(FormatProblem(file: file, "not valid UTF-8")) }
    let lines = decoded.lines.map { line in
      line.utf8.split(separator: 9, omittingEmptySubsequences: false).map { String($0)! }
    }
    guard let header = lines.first else {
      return Reading(
        DocumentsTable(), problems: problems + [FormatProblem(file: file, line: 1, "no header row")])
    }
    guard let idColumn = header.firstIndex(of: "id") else {
      return Reading(
        DocumentsTable(columns: header),
        problems: problems + [FormatProblem(file: file, line: 1, "no column ‘id’")])
    }
    var rows: [Row] = []
    var lineOfID: [String: Int] = [:]
    for (index, cells) in lines.enumerated().dropFirst() where cells != [""] {
      let line = index + 1
      let id = idColumn < cells.count ? cells[idColumn] : ""
      if id.isEmpty { problems.append(FormatProblem(file: file, line: line, "a row without an id")) }
      if let before = lineOfID[id], !id.isEmpty {
        problems.append(FormatProblem(file: file, line: line, "\(id) was there before, in line \(before)"))
      }
      if cells.count > header.count {
        problems.append(
          FormatProblem(file: file, line: line, "\(cells.count) cells for \(header.count) columns"))
      }
      lineOfID[id] = line
      rows.append(Row(line: line, cells: cells))
    }
    return Reading(DocumentsTable(columns: header, rows: rows), problems: problems)
  }
}
