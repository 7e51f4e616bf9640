import Testing
import TextModel

@testable import Tokenization

@Suite("Sentences")
struct SentenceConformanceTests {
  /// The abbreviations that the repository ships.
  static func shippedAbbreviations(file: StaticString = #filePath) -> [String] {
    let root = "\(file)".split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(
      separator: "/")
    return readFile(root + "/Grammars/vi/text/abbreviations.tsv").split(separator: "\n").dropFirst()
      .filter { !$0.hasPrefix("#") }
      .map { $0.split(separator: "\t") }
      .filter { $0[1] != "closing" }
      .map { String($0[0]) }
  }

  @Test("every row of Tables/sentences.tsv comes out as written")
  func table() {
    let rows = TokenTable.rows("sentences.tsv")
    #expect(rows.count >= 150)
    let tokenizer = Tokenizer(abbreviations: Self.shippedAbbreviations())
    for row in rows {
      #expect(TokenTable.sentences(tokenizer.tokenize(Array(row[0].utf8))) == row[1], "\(row[2])")
    }
  }

  @Test("without our additions the sentences are ICU's")
  func icu() {
    let tokenizer = Tokenizer(
      sentences: SentenceBreaker(abbreviations: AbbreviationSet([]), goesBeyondICU: false))
    let icu = ICUSegmenter.sentence()
    var checked = 0
    for row in TokenTable.rows("sentences.tsv") + TokenTable.rows("tokens.tsv") {
      checked += check(row[0], tokenizer, icu)
    }
    #expect(checked > 250)
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    let pieces = [
      "a", "B", "đi", "Đi", "中", "1", "2.5", ".", ".", ".", "!", "?", "…", "...", " ", " ", "  ", "\n", "\"",
      "(", ")",
      ",", ";", ":", "-", "'", "\u{301}", "\u{AD}", "•", "%", "。", "\u{1F600}", "http://a.b/c.", "a@b.vn",
      "ª", "²",
    ]
    for _ in 0..<rounds(3000) {
      let count = Int.random(in: 1...14, using: &random)
      let text = (0..<count).map { _ in pieces.randomElement(using: &random)! }.joined()
      checked += check(text, tokenizer, icu, note: "seed \(seed)")
    }
  }

  /// Compares the tokens that begin a sentence with ICU's boundaries, where these fall on token starts.
  private func check(
    _ string: String, _ tokenizer: Tokenizer, _ icu: borrowing ICUSegmenter, note: String = ""
  ) -> Int {
    let text = tokenizer.tokenize(Array(string.utf8))
    // The ellipsis counts as three full stops, which take as many bytes.
    var shadow = text.shadow
    var index = 0
    while index + 2 < shadow.count {
      if shadow[index...index + 2] == [0xE2, 0x80, 0xA6] {
        shadow.replaceSubrange(index...index + 2, with: "...".utf8)
      }
      index += 1
    }
    var ends = Set(icu.segments(of: shadow).map(\.end))
    ends.insert(0)
    var expected: [Bool] = []
    var before = 0
    for token in text.tokens {
      let start = Int(token.start)
      let isStart = (before...start).contains {
        ends.contains($0) && ($0 > before || before == 0 || $0 == start)
      }
      expected.append(isStart || token.gap >= .lineBreak)
      before = Int(token.end)
    }
    let found = text.tokens.map { $0.flags.contains(.sentenceStart) }
    #expect(found == expected, "\(TokenTable.escaped(string)) \(note)")
    return 1
  }
}
