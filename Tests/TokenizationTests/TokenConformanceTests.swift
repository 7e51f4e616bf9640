import Testing
import TextModel

@testable import Tokenization

@Suite("Tokens")
struct TokenConformanceTests {
  @Test("every row of Tables/tokens.tsv comes out as written, by the fast path and by ICU")
  func table() {
    let rows = TokenTable.rows("tokens.tsv")
    #expect(rows.count >= 250)
    let tokenizer = Tokenizer()
    let icu = ICUSegmenter.word()
    for row in rows {
      let text = Array(row[0].utf8)
      let fast = tokenizer.tokenize(text)
      #expect(TokenTable.segmentation(fast) == row[1], "\(row[3])")
      #expect(TokenTable.kinds(fast) == row[2], "\(row[1]): \(row[3])")
      #expect(fast.tokens == tokenizer.tokenize(text, by: icu).tokens, "\(row[1]): \(row[3])")
    }
  }

  @Test(
    "flags tell case and bytes outside ASCII",
    arguments: [
      ("ngày", [.nonASCII, .hasLower]), ("ngay", [.hasLower]),
      ("Ngày", [.startsUpper, .nonASCII, .hasLower]),
      ("Đảng", [.startsUpper, .nonASCII, .hasLower]), ("UBND", [.startsUpper, .hasInnerUpper]),
      ("NĐ", [.startsUpper, .hasInnerUpper, .nonASCII]),
      ("QĐTTg", [.startsUpper, .hasInnerUpper, .nonASCII, .hasLower]),
      ("iPhone", [.hasLower, .hasInnerUpper]), ("A", [.startsUpper]), ("Ư", [.startsUpper, .nonASCII]),
      ("12", []),
      (".", []), ("…", [.nonASCII]), ("nghiêngNgả", [.nonASCII, .hasLower, .hasInnerUpper]),
    ] as [(String, Token.Flags)])
  func flags(word: String, flags: Token.Flags) {
    // Once inside a long text, where the shortcut may be taken, and once at the end, where it is not.
    for text in [word, word + " và nhiều từ khác ở sau"] {
      let token = Tokenizer().tokenize(Array(text.utf8)).tokens[0]
      #expect(token.flags.subtracting(.sentenceStart) == flags, "\(text)")
    }
  }

  @Test("nothing but white space, and nothing at all, give no tokens")
  func empty() {
    for text in ["", " ", "\n", "\n\n \t", "\u{FEFF}", "\u{200B}"] {
      #expect(Tokenizer().tokenize(Array(text.utf8)).tokens.isEmpty)
    }
  }

  @Test("buffers used again give the same result")
  func reuse() {
    let tokenizer = Tokenizer(abbreviations: ["TP."])
    var scratch = Tokenizer.Scratch()
    var result = tokenizer.tokenize([])
    for text in ["Thuỷ – TP. Hồ Chí Minh. Hết rồi.", "a", "", "1 2 3… \u{AD}x", "Thuỷ"] {
      tokenizer.tokenize(Array(text.utf8), into: &result, scratch: &scratch)
      let fresh = tokenizer.tokenize(Array(text.utf8))
      #expect(result.tokens == fresh.tokens)
      #expect(result.shadow == fresh.shadow)
      #expect(result.map == fresh.map)
    }
  }
}
