import Testing

@testable import GrammarEngine

/// `RecordedArray` against an array.
struct RecordedArrayTests {
  @Test(arguments: UInt64(1)...8, [0, 1, 5, 300])
  func `recorded elements come first, new ones behind them`(seed: UInt64, count: Int) throws {
    var generator = Generator(state: seed)
    let recorded = (0..<count).map { _ in generator.next() }
    var original = RecordedArray<UInt64>()
    original.append(contentsOf: recorded)
    try rereading(original) { read in
      var (array, model) = (read, recorded)
      for _ in 0..<100 {
        let new = (0..<Int.random(in: 0...3, using: &generator)).map { _ in generator.next() }
        if new.count == 1 { array.append(new[0]) } else { array.append(contentsOf: new) }
        model += new
        #expect(array.count == model.count)
      }
      for index in model.indices { #expect(array[index] == model[index]) }
      for side in [0..<count, count..<model.count] {
        for _ in 0..<20 {
          let start = Int.random(in: side.lowerBound...side.upperBound, using: &generator)
          let range = start..<Int.random(in: start...side.upperBound, using: &generator)
          #expect(array[range] == Array(model[range]), "\(range)")
        }
      }
      try rereading(array) { again in
        #expect(again.count == model.count)
        #expect(again[0..<model.count] == model)
      }
    }
  }

  @Test func `a cut array is refused`() {
    var writer = BinaryWriter()
    writer.write(RecordedArray<UInt64>())
    #expect(refusals(of: RecordedArray<UInt64>.self) { $0.write(number: 0) } == [nil, nil])
    // Three elements are promised, and one is there.
    #expect(
      refusals(of: RecordedArray<UInt64>.self) {
        $0.write(number: 3)
        for byte in 0..<UInt64(8) { $0.write(number: byte) }
      } == [.damaged, .damaged])
  }
}
