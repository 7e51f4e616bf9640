import Testing

@testable import GrammarEngine

/// `VisitedSet` against a set.
struct VisitedSetTests {
  @Test(arguments: UInt64(1)...8) func `a number is new once, until the set is emptied`(seed: UInt64) {
    var generator = Generator(state: seed)
    var visited = VisitedSet()
    var model: Set<UInt64> = []
    var largest = 0
    for _ in 0..<12_000 {
      // 0 is a number as others are, though free slots hold it.
      let key = (generator.next() >> UInt64.random(in: 52...64, using: &generator)) << 20
      #expect(visited.insert(key) == model.insert(key).inserted, "key \(key)")
      largest = max(largest, model.count)
      // Mostly small sets, now and then one that grows; what an older one held must not shine through.
      if Int.random(in: 0..<(model.count < 1000 ? 1000 : 2), using: &generator) == 0 {
        visited.removeAll()
        model.removeAll()
      }
    }
    #expect(largest > 500)
  }
}
