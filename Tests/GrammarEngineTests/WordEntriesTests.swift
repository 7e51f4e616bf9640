import Testing

@testable import GrammarEngine

/// Against a dictionary.
@Suite("Lists of words by lists of words")
struct WordEntriesTests {
  @Test("find what was put there, and nothing else", arguments: [1, 2, 3] as [UInt64])
  func model(seed: UInt64) throws {
    var random = Generator(state: seed)
    var entries = WordEntries()
    var model: [[UInt32]: [UInt32]] = [:]
    for round in 0..<4000 {
      let key = (0..<Int.random(in: 0...4, using: &random)).map { _ in
        UInt32.random(in: 0...6, using: &random)
      }
      entries.key.removeAll()
      entries.key += key
      if let content = model[key] {
        let entry = try #require(entries.entry())
        #expect((0..<entry.count).map { entries[$0, of: entry] } == content)
      } else {
        let isKnown = entries.entry() != nil
        #expect(!isKnown)
        let content = (0..<Int.random(in: 0...3, using: &random)).map { _ in
          UInt32.random(in: 0...9, using: &random)
        }
        entries.beginEntry()
        for word in content { entries.append(word) }
        model[key] = content
      }
      #expect(entries.count == model.count)
      if round == 2500 {
        entries.removeAll()
        model = [:]
      }
    }
    #expect(entries.count > 300)
  }
}
