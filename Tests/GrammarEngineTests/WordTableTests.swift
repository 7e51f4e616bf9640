import Testing

@testable import GrammarEngine

/// `WordTable` against a dictionary.
struct WordTableTests {
  /// A number of any length, so that keys are near one another and far apart; not 0.
  private static func key(_ generator: inout Generator) -> UInt64 {
    max(1, generator.next() >> UInt64.random(in: 0..<64, using: &generator))
  }

  /// A table that began with 16 slots, its dictionary, and keys of which half are not in it. Two thirds of the slots are
  /// taken at times, so many keys do not stand where they belong.
  private static func table(_ count: Int, _ generator: inout Generator) -> (
    WordTable, [UInt64: UInt64], [UInt64]
  ) {
    var table = WordTable(minimumCapacity: 1)
    var model: [UInt64: UInt64] = [:]
    var keys: Set<UInt64> = []
    while keys.count < 2 * count { keys.insert(Self.key(&generator)) }
    let shuffled = keys.sorted().shuffled(using: &generator)
    for key in shuffled.prefix(count) {
      let value = generator.next()
      table.insert(key, value)
      model[key] = value
    }
    return (table, model, shuffled)
  }

  @Test(arguments: UInt64(1)...8) func `a table has what a dictionary has, at every size`(seed: UInt64) {
    var generator = Generator(state: seed)
    var table = WordTable(minimumCapacity: 1)
    var model: [UInt64: UInt64] = [:]
    for count in 1...3000 {
      var key = Self.key(&generator)
      while model[key] != nil { key = Self.key(&generator) }
      #expect(table[key] == nil)
      // A value may be 0: only keys tell which slots are free.
      let value = Bool.random(using: &generator) ? generator.next() : 0
      table.insert(key, value)
      model[key] = value
      #expect(table[key] == value)
      #expect(table.count == count && table.ownCount == count)
      if count & (count - 1) == 0 || count == 3000 {
        #expect(model.allSatisfy { table[$0.key] == $0.value && table.own($0.key) == $0.value })
      }
    }
  }

  @Test(arguments: UInt64(1)...8, [0, 1, 10, 700])
  func `recorded values are found behind its own, and copied when asked`(seed: UInt64, count: Int) throws {
    var generator = Generator(state: seed)
    let (original, recorded, keys) = Self.table(count, &generator)
    try rereading(original) { read in
      var (table, model, own) = (read, recorded, [UInt64: UInt64]())
      #expect(table.count == count && table.ownCount == 0)
      for key in keys { #expect(table[key] == recorded[key] && table.own(key) == nil) }
      for _ in 0..<(4 * count) {
        let key = keys.randomElement(using: &generator)!
        #expect(table[key] == model[key])
        #expect(table.own(key) == own[key])
        if own[key] != nil { continue }
        if Bool.random(using: &generator) {
          #expect(table.copyRecorded(key) == recorded[key])
          own[key] = recorded[key]
        } else if recorded[key] == nil {
          let value = generator.next()
          table.insert(key, value)
          (own[key], model[key]) = (value, value)
        }
        #expect(table.own(key) == own[key])
        #expect(table.ownCount == own.count && table.count == count + own.count)
      }
      for key in keys { #expect(table[key] == model[key]) }
      // Written again, both parts are one, and what was copied stands in it once.
      try rereading(table) { again in
        #expect(again.count == model.count)
        for key in keys { #expect(again[key] == model[key] && again.own(key) == nil) }
      }
    }
  }

  @Test func `what is damaged is refused`() {
    func refused(_ words: [UInt64], _ count: Int) -> [BinaryFormError?] {
      refusals(of: WordTable.self) {
        $0.write(words: words)
        $0.write(count)
      }
    }
    let free = [UInt64](repeating: 0, count: 8)
    #expect(refused(free, 0) == [nil, nil])
    #expect(refused([5, 1, 6, 2, 7, 3, 0, 0], 3) == [nil, nil])
    // A search for what is not there would not end.
    #expect(refused([5, 1, 6, 2, 7, 3, 8, 4], 4) == [.damaged, .damaged])
    #expect(refused(free, .max) == [.damaged, .damaged])
    #expect(refused(free, -1) == [.damaged, .damaged])
    for count in [0, 1, 3, 6, 7] {
      #expect(refused([UInt64](repeating: 0, count: count), 0) == [.damaged, .damaged], "\(count) words")
    }
  }
}
