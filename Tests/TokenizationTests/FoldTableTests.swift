import Testing

@testable import Tokenization

struct FoldTableTests {
  @Test func `what is replaced stands in the blocks that are asked for it`() {
    for scalar in UInt32(0x80)..<0x110000 where FoldTable.replacement(for: scalar) != scalar {
      #expect(FoldTable.blocksWithReplacements.contains { $0.contains(scalar) }, "\(scalar)")
      #expect(FoldTable.shared.foldClass(of: scalar).contains(.special), "\(scalar)")
    }
  }
}
