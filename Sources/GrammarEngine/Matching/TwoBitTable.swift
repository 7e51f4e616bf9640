/// Numbers from 0 to 3 by row and column; 0 where none was set. Four to the byte, and rows as they are needed.
struct TwoBitTable {
  private var bytes: [UInt8] = []

  @inline(__always)
  private static func stride(_ width: Int) -> Int { (width + 3) / 4 }

  /// - Parameter width: the number of columns, the same at each call.
  @inline(__always)
  func value(row: Int, column: Int, width: Int) -> UInt8 {
    let index = row * Self.stride(width) + (column >> 2)
    return index < bytes.count ? bytes[index] >> UInt8((column & 3) << 1) & 3 : 0
  }

  /// Sets a number that is not set yet.
  mutating func set(_ value: UInt8, row: Int, column: Int, width: Int) {
    let end = (row + 1) * Self.stride(width)
    if bytes.count < end { bytes.append(contentsOf: repeatElement(0, count: end - bytes.count)) }
    bytes[row * Self.stride(width) + (column >> 2)] |= value << UInt8((column & 3) << 1)
  }
}

extension TwoBitTable: BinaryForm {
  func write(to writer: inout BinaryWriter) { writer.write(plain: bytes) }
  init(from reader: inout BinaryReader) throws(BinaryFormError) { bytes = try reader.plain() }
}
