internal import BocTach

/// A column under construction, in the layout that Arrow prescribes: a bit for each value that is there, and
///
///     text     offsets, one more than values, and the bytes between them
///     integer  64 bits each
///     flag     a bit each
struct ArrowColumn {
  let kind: TableColumn
  private(set) var count = 0
  private(set) var nullCount = 0
  private(set) var validity = Bits()
  // Of these the column's kind uses its own.
  private(set) var offsets: [Int32] = [0]
  private(set) var bytes: [UInt8] = []
  private(set) var integers: [Int64] = []
  private(set) var flags = Bits()

  init(_ kind: TableColumn) {
    self.kind = kind
  }

  /// Adds a cell of the column's own kind.
  ///
  /// - Throws: `tooLong` when the offsets cannot reach the text's end.
  mutating func append(_ cell: TableCell) throws(CallError) {
    let isThere: Bool
    switch (kind, cell) {
    case (.text, .text(let text)):
      isThere = text != nil
      if let text { bytes.append(contentsOf: text.utf8) }
      guard let end = Int32(exactly: bytes.count) else {
        throw CallError(.tooLong, "a column has more than 2 GiB of text")
      }
      offsets.append(end)
    case (.integer, .integer(let number)):
      isThere = number != nil
      integers.append(Int64(number ?? 0))
    case (.flag, .flag(let flag)):
      isThere = flag != nil
      flags.append(flag ?? false, at: count)
    default: preconditionFailure("a cell of another kind than its column")
    }
    validity.append(isThere, at: count)
    if !isThere { nullCount += 1 }
    count += 1
  }

  /// Bits, the lowest of each byte first.
  struct Bits {
    private(set) var bytes: [UInt8] = []

    /// Adds the bit of an index, the next one.
    mutating func append(_ bit: Bool, at index: Int) {
      if index % 8 == 0 { bytes.append(0) }
      if bit { bytes[index / 8] |= 1 << UInt8(index % 8) }
    }
  }
}

extension DocumentTable {
  /// The table that a number of the header means.
  init?(number: Int32) {
    switch number {
    case 0: self = .mentions
    case 1: self = .officials
    case 2: self = .legalDocuments
    case 3: self = .indicators
    case 4: self = .relations
    default: return nil
    }
  }
}

/// The columns of documents, added one after another.
struct ArrowTable {
  private let table: DocumentTable
  private(set) var columns: [ArrowColumn]
  private(set) var rowCount = 0

  init(_ table: DocumentTable) {
    self.table = table
    columns = table.columns.map { ArrowColumn($0) }
  }

  mutating func append(_ handle: DocumentHandle) throws(CallError) {
    for row in table.rows(of: handle.document, id: handle.id) {
      for (index, cell) in row.enumerated() { try columns[index].append(cell) }
      rowCount += 1
    }
  }

  /// Whether an array of a stream should end here: the next document starts another.
  var isFull: Bool { rowCount >= 65536 || columns.contains { $0.bytes.count >= 256 << 20 } }
}
