/// Numbers from 0 to 3 by row and column; 0 where none was set. Four to the byte, in blocks of columns of which only those
/// that were needed are kept.
struct TwoBitTable {
  /// By row: one more than its place among the rows kept; 0 where it was not needed yet.
  private var rows: [UInt32] = []
  /// By row kept, then by block: one more than its place among the blocks kept; 0 where it was not needed yet.
  private var blocks: [UInt32] = []
  private var bytes: [UInt8] = []

  private static let columnBits = 8
  private static let blockSize = (1 << columnBits) / 4

  /// How many blocks a row of so many columns has.
  @inline(__always)
  private static func blockCount(_ width: Int) -> Int { (width + (1 << columnBits) - 1) >> columnBits }

  /// The byte of a column in its block.
  @inline(__always)
  private static func offset(_ column: Int) -> Int { (column & ((1 << columnBits) - 1)) >> 2 }

  /// - Parameter width: the number of columns, the same at each call.
  @inline(__always)
  func value(row: Int, column: Int, width: Int) -> UInt8 {
    guard row < rows.count, rows[row] != 0 else { return 0 }
    let block = blocks[Int(rows[row] - 1) * Self.blockCount(width) + column >> Self.columnBits]
    guard block != 0 else { return 0 }
    let byte = bytes[Int(block - 1) * Self.blockSize + Self.offset(column)]
    return byte >> UInt8((column & 3) << 1) & 3
  }

  /// Sets a number that is not set yet.
  mutating func set(_ value: UInt8, row: Int, column: Int, width: Int) {
    let count = Self.blockCount(width)
    if row >= rows.count { rows.append(contentsOf: repeatElement(0, count: row + 1 - rows.count)) }
    if rows[row] == 0 {
      rows[row] = UInt32(blocks.count / count) + 1
      blocks.append(contentsOf: repeatElement(0, count: count))
    }
    let block = Int(rows[row] - 1) * count + column >> Self.columnBits
    if blocks[block] == 0 {
      blocks[block] = UInt32(bytes.count / Self.blockSize) + 1
      bytes.append(contentsOf: repeatElement(0, count: Self.blockSize))
    }
    bytes[Int(blocks[block] - 1) * Self.blockSize + Self.offset(column)] |= value << UInt8((column & 3) << 1)
  }
}
