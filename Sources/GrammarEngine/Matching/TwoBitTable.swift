/// Numbers from 0 to 3 by row and column; 0 where none was set. Four to the byte, in blocks of columns of which only those
/// that were needed are kept.
struct TwoBitTable {
  /// By row, then by block: one more than its place among the blocks kept; 0 where it was not needed yet.
  private var places: [UInt32] = []
  private var bytes: [UInt8] = []
  private var count: UInt32 = 0

  private static let columnBits = 8
  private static let blockSize = (1 << columnBits) / 4

  @inline(__always)
  private static func block(_ row: Int, _ column: Int, _ width: Int) -> Int {
    row * ((width + (1 << columnBits) - 1) >> columnBits) + column >> columnBits
  }

  /// The byte of a column in its block.
  @inline(__always)
  private static func offset(_ column: Int) -> Int { (column & ((1 << columnBits) - 1)) >> 2 }

  /// - Parameter width: the number of columns, the same at each call.
  @inline(__always)
  func value(row: Int, column: Int, width: Int) -> UInt8 {
    let block = Self.block(row, column, width)
    guard block < places.count, places[block] != 0 else { return 0 }
    let byte = bytes[Int(places[block] - 1) * Self.blockSize + Self.offset(column)]
    return byte >> UInt8((column & 3) << 1) & 3
  }

  /// Sets a number that is not set yet.
  mutating func set(_ value: UInt8, row: Int, column: Int, width: Int) {
    let block = Self.block(row, column, width)
    if block >= places.count { places.append(contentsOf: repeatElement(0, count: block + 1 - places.count)) }
    if places[block] == 0 {
      count += 1
      places[block] = count
      bytes.append(contentsOf: repeatElement(0, count: Self.blockSize))
    }
    bytes[Int(places[block] - 1) * Self.blockSize + Self.offset(column)] |= value << UInt8((column & 3) << 1)
  }
}
