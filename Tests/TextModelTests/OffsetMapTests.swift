import Testing

@testable import TextModel

@Suite("Offset maps")
struct OffsetMapTests {
  /// original   a b ﬁ(3) c <drop 2> <cluster 4 → 2> <drop 1> d
  /// derived    a b f i  c           x y                     d
  private let map = OffsetMap(runs: [
    .init(derivedStart: 0, originalStart: 0, length: 2),
    .init(derivedStart: 4, originalStart: 5, length: 1),
    .init(derivedStart: 5, originalStart: 8, length: 0),
    .init(derivedStart: 7, originalStart: 12, length: 0),
    .init(derivedStart: 7, originalStart: 13, length: 1),
  ])

  @Test("the picture's map is sound")
  func invariants() {
    map._checkInvariants(derivedLength: 8, originalLength: 14)
  }

  @Test(
    "starts map right past what was dropped, and to the start of a cluster",
    arguments: [(0, 0), (1, 1), (2, 2), (3, 2), (4, 5), (5, 8), (6, 8), (7, 13), (8, 14)]
      as [(UInt32, UInt32)])
  func starts(derived: UInt32, original: UInt32) {
    #expect(map.original(ofStart: derived) == original)
  }

  @Test(
    "ends map left of what was dropped, and to the end of a cluster",
    arguments: [(0, 0), (1, 1), (2, 2), (3, 5), (4, 5), (5, 6), (6, 12), (7, 12), (8, 14)]
      as [(UInt32, UInt32)])
  func ends(derived: UInt32, original: UInt32) {
    #expect(map.original(ofEnd: derived) == original)
  }

  @Test(
    "original offsets inside a difference go to its start",
    arguments: [
      (0, 0), (1, 1), (2, 2), (3, 2), (4, 2), (5, 4), (6, 5), (7, 5), (8, 5), (9, 5), (11, 5), (12, 7),
      (13, 7), (14, 8),
    ] as [(UInt32, UInt32)])
  func derived(original: UInt32, derived: UInt32) {
    #expect(map.derived(of: original) == derived)
  }

  @Test("the identity maps every offset to itself")
  func identity() {
    let map = OffsetMap.identity(length: 5)
    #expect(map.isIdentity)
    for offset in UInt32(0)...5 {
      #expect(map.original(ofStart: offset) == offset)
      #expect(map.original(ofEnd: offset) == offset)
      #expect(map.derived(of: offset) == offset)
    }
  }

  @Test("two maps one behind the other")
  func composed() {
    // Three bytes dropped in front of the original.
    let earlier = OffsetMap(runs: [
      .init(derivedStart: 0, originalStart: 0, length: 0),
      .init(derivedStart: 0, originalStart: 3, length: 14),
    ])
    let both = map.composed(with: earlier)
    #expect(both.original(ofStart: 0) == 3)
    #expect(both.original(ofStart: 4) == 8)
    #expect(both.original(ofEnd: 7) == 15)
  }

  @Test("tokens take twelve bytes")
  func tokenLayout() {
    #expect(MemoryLayout<Token>.size == 12)
    #expect(MemoryLayout<Token>.stride == 12)
  }
}
