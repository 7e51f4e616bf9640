import Testing

@testable import GrammarEngine

/// `TwoBitTable` against an array of rows.
struct TwoBitTableTests {
  // Blocks have 256 columns: widths around one and two of them.
  @Test(arguments: UInt64(1)...4, [1, 2, 255, 256, 257, 511, 512, 513])
  func `each number stays where it was set, and none is anywhere else`(seed: UInt64, width: Int) {
    var generator = Generator(state: seed)
    let rowCount = 20
    var model = Array(repeating: Array(repeating: UInt8(0), count: width), count: rowCount)
    var table = TwoBitTable()
    for _ in 0..<500 {
      // Rows come in any order, and most late.
      let row = Int.random(in: 0..<rowCount, using: &generator)
      let column = Int.random(in: 0..<width, using: &generator)
      #expect(table.value(row: row, column: column, width: width) == model[row][column])
      guard model[row][column] == 0 else { continue }
      model[row][column] = UInt8.random(in: 1...3, using: &generator)
      table.set(model[row][column], row: row, column: column, width: width)
      #expect(table.value(row: row, column: column, width: width) == model[row][column])
    }
    var differences = 0
    for row in 0..<rowCount {
      for column in 0..<width where table.value(row: row, column: column, width: width) != model[row][column]
      {
        differences += 1
      }
    }
    #expect(differences == 0)
    #expect(table.value(row: rowCount + 7, column: width - 1, width: width) == 0)
  }
}
