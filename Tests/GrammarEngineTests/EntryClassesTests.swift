import Testing

@testable import GrammarEngine

/// `EntryClasses` against a dictionary.
struct EntryClassesTests {
  /// Keys that differ in one part are frequent.
  private static func key(_ generator: inout Generator) -> EntryKey {
    EntryKey(
      tokenClass: UInt32.random(in: 0..<50, using: &generator),
      folded: [0, UInt32.random(in: 0..<60, using: &generator)].randomElement(using: &generator)!,
      exact: [0, UInt32.random(in: 0..<60, using: &generator)].randomElement(using: &generator)!)
  }

  private static func text(_ key: EntryKey) -> String {
    "\(key.tokenClass) \(key.folded) \(key.exact)"
  }

  @Test(arguments: UInt64(1)...6)
  func `a key has the class that it was given, before and after it was written`(seed: UInt64) throws {
    var generator = Generator(state: seed)
    var table = EntryClasses()
    var model: [String: UInt32] = [:]
    /// Asks for keys, and gives some of those that have no class one.
    func grow(_ table: inout EntryClasses, _ model: inout [String: UInt32], _ steps: Int) {
      for _ in 0..<steps {
        let key = Self.key(&generator)
        #expect(table[key] == model[Self.text(key)])
        guard model[Self.text(key)] == nil, Bool.random(using: &generator) else { continue }
        // 0 is a class too.
        let tokenClass = UInt32.random(in: 0..<3, using: &generator)
        table.insert(key, tokenClass)
        model[Self.text(key)] = tokenClass
        #expect(table[key] == tokenClass)
      }
      #expect(table.count == model.count)
    }
    func expect(_ table: EntryClasses, _ model: [String: UInt32]) {
      var differences = 0
      for tokenClass in 0..<UInt32(51) {
        for folded in 0..<UInt32(61) {
          for exact in [0, 1, 59, 60] as [UInt32] {
            let key = EntryKey(tokenClass: tokenClass, folded: folded, exact: exact)
            if table[key] != model[Self.text(key)] { differences += 1 }
          }
        }
      }
      #expect(differences == 0)
    }
    grow(&table, &model, 300)
    let few = (table, model)
    grow(&table, &model, 20_000)
    #expect(model.count > 3000)
    for (original, recorded) in [(EntryClasses(), [:]), few, (table, model)] {
      expect(original, recorded)
      try rereading(original) { read in
        var (table, model) = (read, recorded)
        expect(table, model)
        grow(&table, &model, 4000)
        expect(table, model)
      }
    }
  }

  @Test func `what is damaged is refused`() {
    // A slot is a key of three numbers, and one more than the class.
    func refused(_ slots: [[UInt32]], _ count: Int) -> [BinaryFormError?] {
      refusals(of: EntryClasses.self) { writer in
        writer.write(plain: slots.map { EntryKey(tokenClass: $0[0], folded: $0[1], exact: $0[2]) })
        writer.write(words: slots.map { $0[3] })
        writer.write(count)
      }
    }
    let (free, taken): ([UInt32], [UInt32]) = ([0, 0, 0, 0], [1, 2, 3, 1])
    let damaged: [BinaryFormError?] = [.damaged, .damaged]
    #expect(refused([free, taken, free, free], 1) == [nil, nil])
    for count in [0, 3, 5, 6] {
      #expect(refused(Array(repeating: free, count: count), 0) == damaged, "\(count) slots")
    }
    // A search for what is not there would not end.
    #expect(refused([taken, taken, taken, taken], 4) == damaged)
    #expect(refused([taken, taken, taken, taken], 1) == damaged)
    #expect(refused([free, free, free, free], .max) == damaged)
    #expect(refused([free, free, free, free], -1) == damaged)
  }
}
