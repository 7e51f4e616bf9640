/// The tables that are built into this module: tab-separated, `#` comments, a header row.
enum DataTable {
  /// The rows below the header, each with as many cells as the header has.
  static func rows(_ bytes: [UInt8]) -> [[String]] {
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").filter { !$0.hasPrefix("#") }
    guard let header = lines.first else { return [] }
    let columns = header.split(separator: "\t", omittingEmptySubsequences: false).count
    return lines.dropFirst().map { line in
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      precondition(cells.count == columns, "a built-in table has \(columns) columns: \(line)")
      return cells
    }
  }
}
