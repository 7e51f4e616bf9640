/// Numbers from 0 to 3 by row and column; 0 where none was set. Four to the byte, and only the rows that were needed.
struct TwoBitTable {
  /// By row: one more than its place among the rows kept; 0 where it was not needed yet.
  private var places: [UInt32] = []
  private var bytes: [UInt8] = []
  private var count: UInt32 = 0

  @inline(__always)
  private static func stride(_ width: Int) -> Int { (width + 3) / 4 }

  /// - Parameter width: the number of columns, the same at each call.
  @inline(__always)
  func value(row: Int, column: Int, width: Int) -> UInt8 {
    guard row < places.count, places[row] != 0 else { return 0 }
    let index = Int(places[row] - 1) * Self.stride(width) + (column >> 2)
    return bytes[index] >> UInt8((column & 3) << 1) & 3
  }

  /// Sets a number that is not set yet.
  mutating func set(_ value: UInt8, row: Int, column: Int, width: Int) {
    if row >= places.count { places.append(contentsOf: repeatElement(0, count: row + 1 - places.count)) }
    if places[row] == 0 {
      count += 1
      places[row] = count
      bytes.append(contentsOf: repeatElement(0, count: Self.stride(width)))
    }
    let index = Int(places[row] - 1) * Self.stride(width) + (column >> 2)
    bytes[index] |= value << UInt8((column & 3) << 1)
  }
}

extension TwoBitTable: BinaryForm {
  func write(to writer: inout BinaryWriter) {
    writer.write(words: places)
    writer.write(plain: bytes)
    writer.write(count)
  }

  init(from reader: inout BinaryReader) throws(BinaryFormError) {
    places = try reader.words32()
    bytes = try reader.octets()
    count = try reader.read()
  }
}
