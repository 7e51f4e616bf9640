import Foundation
import Testing

/// `Corpus/challenge`: minimal pairs, each about one phenomenon.
@Suite("The challenge set")
struct ChallengeTests {
  /// Which types a focus has marked.
  static let types: [String: Set<String>] = [
    "Person": ["Person"], "Title": ["Title"], "Organization": ["Organization"], "Location": ["Location"],
    "LegalDocument": ["LegalDocument"], "Date": ["Date"], "Quantity": ["Quantity"], "Measure": ["Measure"],
    "Holds": ["Person", "Title"], "Measures": ["Measure", "Quantity"], "Issued": ["LegalDocument", "Date"],
    "IssuedBy": ["LegalDocument", "Organization", "Title"],
  ]

  @Test("there are 600 pairs at least, each of a positive and a negative text about one phenomenon")
  func pairs() throws {
    let set = try ChallengeSet.read()
    #expect(Set(set.texts.map(\.id)).count == set.texts.count)
    #expect(Set(set.texts.map(\.text)).count == set.texts.count)
    #expect(
      Set(set.areas.flatMap { area in area.texts.map { "\(area.name) \($0.phenomenon)" } }).count * 2
        == set.texts.count)
    let pairs = Dictionary(grouping: set.texts, by: \.pair)
    #expect(pairs.count >= 600)
    for (pair, texts) in pairs {
      #expect(texts.map(\.isPositive) == [true, false], "\(pair)")
      #expect(texts.map(\.id) == [pair + "a", pair + "b"])
      #expect(Set(texts.map(\.phenomenon)).count == 1, "\(pair)")
      #expect(Set(texts.map(\.focus)).count == 1, "\(pair)")
    }
  }

  @Test("each text marks the types of its focus only, and a positive one has what the pair is about")
  func focus() throws {
    for text in try ChallengeSet.read().texts {
      let types = try #require(Self.types[text.focus], "\(text.id)")
      #expect(types.isSuperset(of: text.mentions.map(\.type)), "\(text.id)")
      #expect(text.relations.allSatisfy { $0[0] == text.focus }, "\(text.id)")
      if text.isPositive {
        #expect(types.count > 1 ? !text.relations.isEmpty : !text.mentions.isEmpty, "\(text.id)")
      }
    }
  }

  @Test("as brat documents the texts pass the corpus check, but for Measures without an amount to link to")
  func check() throws {
    let folder = try TemporaryFolder()
    let set = try ChallengeSet.read()
    try set.write(to: folder.url)
    let result = try Command.run(["corpus", "check", folder.url.path])
    let problems = (result.text + result.errors).split(separator: "\n").filter { $0.contains(": error: ") }
    // The focus type only is marked, so a Measure stands without its Quantity. Warnings are about glued words, on purpose.
    let expected = set.texts.filter { $0.focus == "Measure" }.flatMap(\.mentions).count
    #expect(problems.filter { !$0.hasSuffix("has no relation Measures") }.isEmpty)
    #expect(problems.count == expected)
  }

  @Test("texts about decomposed letters are decomposed")
  func decomposed() throws {
    let texts = try ChallengeSet.read().texts.filter { $0.phenomenon.contains("decomposed") && $0.isPositive }
    #expect(!texts.isEmpty)
    for text in texts {
      #expect(text.text.unicodeScalars.contains { $0.properties.generalCategory == .nonspacingMark })
    }
  }

  static let target = ProcessInfo.processInfo.environment["BOCTACH_CHALLENGE_DIR"]

  @Test("writes brat documents where BOCTACH_CHALLENGE_DIR says", .enabled(if: target != nil))
  func export() throws {
    try ChallengeSet.read().write(to: URL(fileURLWithPath: try #require(Self.target)))
  }
}
