internal import Extraction

/// The tables that `--format csv` writes, one for each kind of record, with a row for each fact.
package enum RecordTable: String, CaseIterable, Sendable {
  case officials, legalDocuments, indicators

  private var table: DocumentTable {
    switch self {
    case .officials: .officials
    case .legalDocuments: .legalDocuments
    case .indicators: .indicators
    }
  }

  package var columns: [String] { table.columns.map(\.name) }

  /// The rows of a document, one by one. Offsets are code points of the first mention; decimals are written exactly.
  package func forEachRow(of document: some DocumentContent, id: String, _ body: ([String]) -> Void) {
    table.forEachRow(of: document, id: id) { body($0.map(\.notation)) }
  }
}
