import Testing

@testable import GrammarEngine

/// What a `BinaryReader` makes of plain memory.
struct BinaryReaderTests {
  /// Calls a function with an array read by `read` from what `elements` are written as.
  private static func reading(
    _ elements: [UInt32], _ read: (inout BinaryReader) throws(BinaryFormError) -> [UInt32]
  ) throws(BinaryFormError) -> [UInt32] {
    var writer = BinaryWriter()
    writer.write(words: elements)
    return try BinaryReader.read(writer.finished().span, isPermanent: false, read)
  }

  @Test(arguments: [0, 1, 3, 4, 10_000]) func `only an array that will grow has room to grow`(count: Int)
    throws
  {
    let elements = (0..<UInt32(count)).map { ~$0 }
    let plain = try Self.reading(elements) { reader throws(BinaryFormError) in try reader.plain() }
    let growing = try Self.reading(elements) { reader throws(BinaryFormError) in try reader.growing() }
    #expect(plain == elements)
    #expect(growing == elements)
    #expect(growing.capacity >= count + count / 4)
    // An allocation is rounded up, but not by a quarter of so many.
    if count == 10_000 { #expect(plain.capacity < count + count / 8) }
  }

  @Test func `what is cut off is refused`() throws {
    var writer = BinaryWriter()
    writer.write(words: [1, 2, 3] as [UInt32])
    let bytes = writer.finished()
    for length in 0..<bytes.count {
      #expect(throws: BinaryFormError.damaged) {
        try BinaryReader.read(Array(bytes.prefix(length)).span, isPermanent: false) {
          reader throws(BinaryFormError) in try reader.words32()
        }
      }
    }
    // A byte more than was read is no better.
    #expect(throws: BinaryFormError.damaged) {
      try BinaryReader.read((bytes + [0]).span, isPermanent: false) {
        reader throws(BinaryFormError) in try reader.words32()
      }
    }
  }
}
