import Testing

@testable import GrammarEngine

struct PlainTableTests {
  @Test func `a table over memory has what the memory has, at any alignment`() {
    let numbers: [UInt32] = [1, 2, .max, 0, 7]
    var bytes: [UInt8] = []
    bytes.append(memoryOf: numbers)
    for offset in 0..<4 {
      let moved = Array(repeating: 9, count: offset) + bytes
      moved.withUnsafeBytes { raw in
        let table = PlainTable<UInt32>(permanent: UnsafeRawBufferPointer(rebasing: raw[offset...]))
        #expect(table.count == 5)
        #expect(table.elements == numbers)
        #expect(table[2] == .max)
      }
    }
    #expect(PlainTable(numbers).elements == numbers)
    #expect(PlainTable<UInt32>(permanent: UnsafeRawBufferPointer(start: nil, count: 0)).elements.isEmpty)
  }
}
