import BocTach
import Formats

/// The CSV tables of a run: one for each kind of record, with the rows of all documents.
struct TableCollection {
  private let tables: [RecordTable]
  private var rows: [RecordTable: [UInt8]] = [:]

  /// `only`: leave the other tables out.
  init(only: RecordTable?) {
    tables = only.map { [$0] } ?? RecordTable.allCases
  }

  mutating func add(_ result: ExtractedDocument) {
    for table in tables {
      var bytes = rows.removeValue(forKey: table) ?? []
      table.forEachRow(of: result.document, id: result.id) { CSVWriter.append($0, to: &bytes) }
      rows[table] = bytes
    }
  }

  /// One file for each table, for an output folder.
  var files: [(name: String, bytes: [UInt8])] {
    tables.map { ("\($0.rawValue).csv", bytes(of: $0)) }
  }

  /// Writes the tables one after another, with a blank line between. One at a time is made, which may be large.
  func forEachPart(_ body: (inout [UInt8]) -> Void) {
    for (index, table) in tables.enumerated() {
      var part = index == 0 ? [] : Array("\r\n".utf8)
      CSVWriter.append(table.columns, to: &part)
      body(&part)
      part = rows[table] ?? []
      body(&part)
    }
  }

  private func bytes(of table: RecordTable) -> [UInt8] {
    var bytes: [UInt8] = []
    CSVWriter.append(table.columns, to: &bytes)
    return bytes + (rows[table] ?? [])
  }
}
