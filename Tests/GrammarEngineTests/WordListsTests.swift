import Testing

@testable import GrammarEngine

/// `WordLists` against an array and a dictionary of its places.
struct WordListsTests {
  /// Lists and their numbers as they should be.
  private struct Model {
    var lists: [[UInt32]] = []
    var numbers: [[UInt32]: Int] = [:]

    mutating func number(of list: [UInt32]) -> UInt32 {
      if let known = numbers[list] { return UInt32(known) }
      numbers[list] = lists.count
      lists.append(list)
      return UInt32(lists.count - 1)
    }
  }

  /// Few words, so that lists recur, one is the beginning of another, and the empty one comes too.
  private static func list(_ generator: inout Generator) -> [UInt32] {
    (0..<Int.random(in: 0...6, using: &generator)).map { _ in
      [0, 1, 2, 3, .max].randomElement(using: &generator)!
    }
  }

  private static func expect(_ lists: WordLists, _ model: Model) {
    #expect(lists.count == model.lists.count)
    for (number, list) in model.lists.enumerated() {
      #expect(lists[number] == list)
      for (index, word) in list.enumerated() { #expect(lists.word(index, of: number) == word) }
    }
  }

  @Test(arguments: UInt64(1)...8) func `equal lists have one number, others the next`(seed: UInt64) {
    var generator = Generator(state: seed)
    var (lists, model) = (WordLists(), Model())
    for _ in 0..<6000 {
      let list = Self.list(&generator)
      #expect(lists.number(of: list) == model.number(of: list))
    }
    #expect(model.lists.count > 2000)
    #expect(lists.ownCount == model.lists.count)
    Self.expect(lists, model)
  }

  @Test func `lists are told apart though their hashes are equal`() {
    // Of so many lists of one word some have the same hash of 32 bits.
    var lists = WordLists()
    for number in 0..<UInt32(200_000) where lists.number(of: [number &* 0x9E37_79B1]) != number {
      Issue.record("list \(number) was taken for another")
      break
    }
    #expect(lists.count == 200_000)
  }

  @Test(arguments: UInt64(1)...8, [0, 1, 31, 32, 33, 1500])
  func `recorded lists keep their numbers, and new ones come behind them`(seed: UInt64, count: Int) throws {
    var generator = Generator(state: seed)
    var (original, recorded) = (WordLists(), Model())
    while recorded.lists.count < count {
      let list = Self.list(&generator)
      #expect(original.number(of: list) == recorded.number(of: list))
    }
    try rereading(original) { read in
      var (lists, model) = (read, recorded)
      #expect(lists.ownCount == 0)
      Self.expect(lists, model)
      for _ in 0..<1000 {
        let list = Self.list(&generator)
        #expect(lists.number(of: list) == model.number(of: list))
        #expect(lists.ownCount == model.lists.count - count)
      }
      Self.expect(lists, model)
      // Written again, both parts are one.
      try rereading(lists) { read in
        var again = read
        #expect(again.ownCount == 0)
        Self.expect(again, model)
        for (number, list) in model.lists.enumerated() { #expect(again.number(of: list) == number) }
        #expect(again.ownCount == 0)
      }
    }
  }

  @Test func `what is damaged is refused`() {
    func refused(_ words: [UInt32], bounds: [UInt32], hashes: [UInt32], slots: [UInt32]) -> [BinaryFormError?]
    {
      refusals(of: WordLists.self) { writer in
        for part in [words, bounds, hashes, slots] { writer.write(words: part) }
      }
    }
    let damaged: [BinaryFormError?] = [.damaged, .damaged]
    let free = [UInt32](repeating: 0, count: 64)
    #expect(refused([], bounds: [0], hashes: [], slots: free) == [nil, nil])
    #expect(refused([7, 8], bounds: [0, 2], hashes: [5], slots: free) == [nil, nil])
    // One bound more than lists, from the first word to the last.
    #expect(refused([7, 8], bounds: [0], hashes: [5], slots: free) == damaged)
    #expect(refused([7, 8], bounds: [0, 1, 2], hashes: [5], slots: free) == damaged)
    #expect(refused([7, 8], bounds: [], hashes: [], slots: free) == damaged)
    #expect(refused([7, 8], bounds: [0, 3], hashes: [5], slots: free) == damaged)
    #expect(refused([7, 8], bounds: [0, 1], hashes: [5], slots: free) == damaged)
    #expect(refused([7, 8], bounds: [1, 2], hashes: [5], slots: free) == damaged)
    for count in [0, 3, 63, 65] {
      let slots = [UInt32](repeating: 0, count: count)
      #expect(refused([7], bounds: [0, 1], hashes: [5], slots: slots) == damaged, "\(count) slots")
    }
    // A search for what is not there would not end.
    #expect(refused([7, 8], bounds: [0, 1, 2], hashes: [5, 6], slots: [1, 2]) == damaged)
  }
}
