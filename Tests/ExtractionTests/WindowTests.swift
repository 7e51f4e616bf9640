import GrammarEngine
import GrammarLanguage
import Testing
import TextModel
import Tokenization

@testable import Extraction

/// A text matched window by window gives the document that it gives as a whole.
@Suite struct WindowTests {
  /// Stages that export to document lexicons, early and late, from which later stages read; links; resolved dates.
  private static let files = [
    "cascade.grammar": """
    group primary
    type Person group primary { name: text }
    type Firm group primary { name: text }
    type Code group primary { value: text }
    type Date group primary { value: date }
    type Title group primary { role: text }
    relation Holds(Person, Title)
    relation Near(Person, Firm)
    relation Headed(Firm, Date)
    stages firms, dates, names, codes, persons, ends
    """,
    "words.grammar": """
    lexicon shorts document { long: text }
    lexicon people document
    lexicon behind document { by: text }
    """,
    "firms.grammar": """
    stage firms
    include "words.grammar"
    rule firm -> Firm { name = $name } = "Công ty" name:capitalized{1,3} ("(" short:upper ")")?
      export $short to @shorts scope document { long = $name }
    """,
    "dates.grammar": """
    stage dates
    include "words.grammar"
    macro slashed = written:(digits(1..31) "/" digits(1..12) ("/" digits(length 4))?)
    lexicon relatives { "hôm qua": unit = "day", offset = "-1" }
    rule day -> Date { value = date(written: $written) } = "ngày" slashed
    rule relative -> Date { value = date(relative: $word) } = word:@relatives
    """,
    "names.grammar": """
    stage names
    include "words.grammar"
    rule person -> Person { name = $name } = "ông" name:capitalized{2,3}
      export $name to @people scope document
      export last($name) to @behind { by = $name }
    """,
    "codes.grammar": """
    stage codes
    include "words.grammar"
    rule code -> Code { value = $c.long } = c:@shorts
    """,
    "persons.grammar": """
    stage persons
    include "words.grammar"
    rule known -> Person { name = $p } = p:@people
    rule short -> Person { name = $b.by } = b:@behind
    rule title -> Title { role = $t } = t:("Giám đốc" | "Bí thư")
    """,
    "ends.grammar": """
    stage ends
    include "words.grammar"
    link Holds(Person, Title) { order any  within sentence  distance 0..8 tokens  choose nearest }
    link Near(Person, Firm) { order any  within paragraph  distance 0..2 sentences  choose all }
    link Headed(Firm, Date) { order any  within document  distance 0..9 tokens  choose nearest }
    """,
  ]

  private static func cascade(adding files: [String: String] = [:]) throws -> Cascade {
    let sources = GrammarSourceSet(texts: Self.files.merging(files) { $1 })
    let (grammar, diagnostics) = GrammarChecker.check(
      sources: sources, normalizers: StandardNormalizers.all.map(\.signature))
    let checked = try #require(grammar, "\(diagnostics.map(\.kind))")
    return try Cascade.compile(
      checked, normalizers: StandardNormalizers.all, tokenizer: Tokenizer(abbreviations: ["TS.", "TP."]))
  }

  private static func document(_ text: String, by matcher: inout Matcher, windowSize: Int) -> Document {
    let assembler = DocumentAssembler(cascade: matcher.cascade)
    let bytes = Array(text.utf8)
    let table = matcher.run(
      bytes, options: assembler.options(withSentences: true), windowSize: windowSize)
    return assembler.compactDocument(table, in: bytes, reference: .unknown).document
  }

  private static func text(_ generator: inout SplitMix) -> String {
    let pieces = [
      "Công ty Sao Mai (SM)", "Công ty Hoa Lan", "ông Lê Văn A", "ông Trần Bình", "Lê Văn A", "Bình", "A",
      "SM",
      "ngày 3/4", "ngày 5/6/2021", "hôm qua", "Giám đốc", "Bí thư", "TP. Huế", "TS.", "\"thuỷ lợi\"",
      "Thu\u{309}y", "10%", "và", ",", ".", ". ", "!", "…", "(", ")", "1.", "a)",
    ]
    let gaps = [" ", " ", " ", " ", "", "\n", "\n\n", "\r\n\r\n", "\n \n", "\n\n\n", "\u{2029}"]
    var text = ""
    for _ in 0..<Int(generator.next() % 160) {
      text += pieces[Int(generator.next() % UInt64(pieces.count))]
      text += gaps[Int(generator.next() % UInt64(gaps.count))]
    }
    return text
  }

  @Test("random texts give the same document in windows of any size")
  func windowsOfAnySize() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var generator = SplitMix(state: seed)
    var matcher = Matcher(try Self.cascade())
    var cuts = 0
    for _ in 0..<300 {
      let text = Self.text(&generator)
      let whole = Self.document(text, by: &matcher, windowSize: .max / 4)
      for size in [1, 40, 200] {
        let windowed = Self.document(text, by: &matcher, windowSize: size)
        try #require(windowed == whole, "seed \(seed), size \(size): \(text.debugDescription)")
        cuts += TextWindows.cut(Array(text.utf8), size: size).count - 1
      }
    }
    #expect(cuts > 1000)
  }

  @Test("what is exported counts in windows before and behind, as its scope says")
  func exportsReachOtherWindows() throws {
    let text = """
      SM và A đến. Lê Văn A nói.

      Công ty Sao Mai (SM) mời ông Lê Văn A, Giám đốc.

      A và SM đến.
      """
    var matcher = Matcher(try Self.cascade())
    #expect(TextWindows.cut(Array(text.utf8), size: 1).count == 3)
    let document = Self.document(text, by: &matcher, windowSize: 1)
    let found = document.mentions.map { "\($0.type) \($0.text)" }
    #expect(
      found == [
        "Code SM", "Person Lê Văn A", "Firm Công ty Sao Mai (SM)", "Person ông Lê Văn A", "Title Giám đốc",
        "Person A", "Code SM",
      ])
    #expect(document.relations.map { [$0.first, $0.second] } == [[3, 2], [3, 4]])
    #expect(document.mentions.map(\.sentence) == [0, 1, 2, 2, 2, 3, 3])
  }

  @Test("a grammar with links across paragraphs is matched as a whole")
  func linksAcrossParagraphs() throws {
    let link = """
      stage ends
      include "words.grammar"
      link Holds(Person, Title) { order any  within document  distance 0..20 tokens  choose nearest }
      """
    let cascade = try Self.cascade(adding: ["ends.grammar": link])
    #expect(!cascade.allowsWindows)
    var matcher = Matcher(cascade)
    let document = Self.document("Có ông Lê Văn A.\n\nBí thư nói.", by: &matcher, windowSize: 1)
    #expect(document.relations.count == 1)
  }

  static let cutRows: [(text: String, windows: [String])] = [
    ("", [""]),
    ("ab", ["ab"]),
    ("aa\n\nbb", ["aa\n\n", "bb"]),
    ("aa\r\n\r\nbb", ["aa\r\n\r\n", "bb"]),
    ("aa\nbb\n\ncc", ["aa\nbb\n\n", "cc"]),
    ("aa\n\n\n\nbb", ["aa\n\n\n\n", "bb"]),
    // No cut before spaces, marks, and what might join what stands before.
    ("aa\n\n bb", ["aa\n\n bb"]),
    ("aa\n\n- bb", ["aa\n\n- bb"]),
    ("aa\n\n\u{301}bb", ["aa\n\n\u{301}bb"]),
    ("aa\n\n\u{200D}bb", ["aa\n\n\u{200D}bb"]),
    ("aa\n\nĐo\n\nỷ\n\n1", ["aa\n\n", "Đo\n\n", "ỷ\n\n", "1"]),
    ("aa\n \nbb", ["aa\n \nbb"]),
    ("aa\n\n", ["aa\n\n"]),
  ]

  @Test("cuts stand behind blank lines, before letters and digits", arguments: cutRows)
  func cuts(_ row: (text: String, windows: [String])) {
    let bytes = Array(row.text.utf8)
    let found = TextWindows.cut(bytes, size: 1).map { String(decoding: bytes[$0], as: UTF8.self) }
    #expect(found == row.windows)
  }

  @Test("windows are at least as long as asked for, and short texts stay whole")
  func sizes() {
    let bytes = Array(String(repeating: "abc\n\n", count: 100).utf8)
    let windows = TextWindows.cut(bytes, size: 100)
    #expect(windows.map(\.count) == [100, 100, 100, 100, 100])
    #expect(windows.first?.lowerBound == 0 && windows.last?.upperBound == bytes.count)
    #expect(TextWindows.cut(bytes, size: 250) == [0..<500])
  }
}

/// Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
