import Testing
import TextModel

@testable import Tokenization

/// The fast path against ICU's iterator over the same rules.
@Suite("Fast path and ICU")
struct FastPathTests {
  let tokenizer = Tokenizer()

  /// Cases are tried together, each on a paragraph of its own; a difference is then searched for.
  private func compare(_ cases: [String], _ icu: borrowing ICUSegmenter, note: String = "") {
    let text = Array(cases.joined(separator: "\n\n").utf8)
    if tokenizer.tokenize(text).tokens == tokenizer.tokenize(text, by: icu).tokens { return }
    for string in cases {
      let text = Array((string + "\n\n").utf8)
      let fast = tokenizer.tokenize(text)
      let slow = tokenizer.tokenize(text, by: icu)
      #expect(fast.tokens == slow.tokens, "\(TokenTable.escaped(string)) \(note)")
      if fast.tokens != slow.tokens { return }
    }
    Issue.record("the cases differ only together \(note)")
  }

  @Test("the compiled rules are what ICU makes of word.rules now, and are known to us")
  func tables() throws {
    let compiled = ICUSegmenter.word().compiled()
    // BOCTACH_WRITE_RULES=1 writes them anew, after word.rules or ICU has changed; then build again.
    let root = "\(#filePath)".split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(
      separator: "/")
    let path = root + "/Sources/CICU/Rules/word.brk"
    if writesRules { try writeFile(path, compiled) }
    #expect(readBytes(path) == compiled)
    #expect(WordRules.shared.tables != nil)
  }

  @Test("damaged compiled rules are refused or read without a trap")
  func damagedTables() {
    var random = SeededGenerator(seed: 7)
    let compiled = ICUSegmenter.word().compiled()
    #expect(BreakTables(compiled: compiled.span) != nil)
    for length in [0, 10, 79, 80, 200, compiled.count - 1] {
      #expect(BreakTables(compiled: Array(compiled[..<length]).span) == nil)
    }
    for _ in 0..<20 {
      var damaged = compiled
      // The header.
      damaged[Int.random(in: 0..<60, using: &random)] ^= 0xFF
      _ = BreakTables(compiled: damaged.span)
    }
  }

  @Test("every scalar alone, and between words")
  func scalars() {
    let icu = ICUSegmenter.word()
    var cases: [String] = []
    for scalar in scalarsToTry() {
      cases.append("\(Character(scalar)) xa\(Character(scalar))xa")
      if cases.count == 20_000 {
        compare(cases, icu)
        cases = []
      }
    }
    compare(cases, icu)
  }

  /// One code point of each category and letter case, of ASCII, Latin and the rest.
  private var representatives: [String] {
    let tables = WordRules.shared.tables!
    var seen: Set<UInt32> = []
    var result: [String] = []
    for value in UInt32(0)..<0x20000 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let entry = value < 0x10000 ? tables.scalars[Int(value)] : tables.supplementary(value)
      let range: UInt32 = value < 0x80 ? 0 : value < 0x2000 ? 1 : value < 0x10000 ? 2 : 3
      let folded = FoldTable.replacement(for: value) != value
      if !folded, seen.insert(UInt32(entry) << 4 | range).inserted {
        result.append(String(Character(scalar)))
      }
    }
    return result
  }

  @Test("every pair of break classes, in a text and alone")
  func pairs() {
    let icu = ICUSegmenter.word()
    let classes = representatives
    #expect(classes.count > 50)
    var cases: [String] = []
    for first in classes {
      for second in classes { cases += [first + second, "xin " + first + second + " ở đây"] }
    }
    compare(cases, icu)
    for first in classes {
      let text = Array(("a " + first).utf8)
      #expect(tokenizer.tokenize(text).tokens == tokenizer.tokenize(text, by: icu).tokens)
    }
  }

  @Test("every triple of break classes")
  func triples() {
    let icu = ICUSegmenter.word()
    var classes = representatives
    // In the short run, the classes of ASCII and a letter, a mark, a sign beyond it.
    if rounds(1) == 1 {
      classes = classes.filter { $0.utf8.count == 1 } + ["ữ", "Ữ", "\u{301}", "…", "\u{1F600}"]
    }
    for first in classes {
      var cases: [String] = []
      for second in classes { for third in classes { cases.append(first + second + third) } }
      compare(cases, icu)
    }
  }

  @Test("random mixes of words, numbers, addresses and anything")
  func mixes() {
    let icu = ICUSegmenter.word()
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    let pieces = [
      "xã", "Theo", "TP", "nghiêng", "nghiêngngả", "UBND", "a", "Ữ", "vn", "com", "net", "www", "http",
      "https", "e-mail",
      "1", "2019", "1.000", ",5", ".", ".", "@", "#", "_", "-", ":", "/", "//", "'", "’", "…", "...", " ",
      " ", " ", "\n",
      "\t", "\u{A0}", "\u{AD}", "\u{301}", "\u{323}", "e\u{302}", "中", "한", "ᄒ", "\u{1F600}", "\u{200D}", "%",
      "°", "ª", "²",
      "ａ", "gì", "hoà", "o", "à", "\"", "«", "&", "?", "=", "~", "*", "(", ")",
    ]
    for _ in 0..<rounds(200) {
      var cases: [String] = []
      for _ in 0..<50 {
        let count = Int.random(in: 1...10, using: &random)
        cases.append((0..<count).map { _ in pieces.randomElement(using: &random)! }.joined())
      }
      compare(cases, icu, note: "seed \(seed)")
    }
  }

  @Test("a long near-address is cut at its last word, in linear time")
  func nearAddresses() {
    for piece in ["a-", "a.", "a_", "ab.vn-", "http://,", "www.a,,", "1."] {
      let text = Array(String(repeating: piece, count: 3000).utf8)
      let clock = ContinuousClock()
      let time = clock.measure { #expect(!tokenizer.tokenize(text).tokens.isEmpty) }
      // Quadratic time would be minutes.
      #expect(time < .seconds(20), "\(piece)")
    }
  }

  @Test(
    "ill-formed texts that once trapped",
    arguments: [
      // A surrogate as an overlong form, before a mark.
      [0xF0, 0x8D, 0xA2, 0xB7, 0xCD, 0xAB]
    ] as [[UInt8]])
  func regressions(bytes: [UInt8]) {
    #expect(!tokenizer.tokenize(bytes).tokens.isEmpty)
  }

  @Test("ill-formed bytes do not trap")
  func illFormed() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    for _ in 0..<rounds(300) {
      let bytes = (0..<Int.random(in: 0...90, using: &random)).map { _ in
        UInt8.random(in: Bool.random(using: &random) ? 0x80...0xFF : 0...0xFF, using: &random)
      }
      let text = tokenizer.tokenize(bytes)
      #expect(
        text.tokens.allSatisfy { $0.start < $0.end && Int($0.end) <= text.shadow.count }, "seed \(seed)")
    }
  }
}
