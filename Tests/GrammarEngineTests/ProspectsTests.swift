import GrammarLanguage
import Testing
import TextModel
import Tokenization

@testable import GrammarEngine

/// What two tokens side by side rule out, asked of a matcher that has looked at a text.
struct ProspectsTests {
  /// A matcher whose second stage has one rule.
  private static func matcher(_ pattern: String) throws -> Matcher {
    let (grammar, diagnostics) = GrammarChecker.check(
      sources: GrammarSourceSet(texts: [
        "cascade.grammar": """
        group g
        type X group g
        type P group g
        stages first, second
        """,
        "first.grammar": """
        stage first
        rule p -> P = "không" any
        """,
        "second.grammar": """
        stage second
        lexicon bodies { "ủy" "ủy ban" }
        rule x -> X = \(pattern)
        rule z -> X = @bodies "không" <P>
        """,
      ]), normalizers: [])
    let checked = try #require(grammar, "\(diagnostics.map(\.kind))")
    let cascade = try Cascade.compile(checked, normalizers: [], tokenizer: Tokenizer(abbreviations: []))
    return Matcher(cascade)
  }

  private static let second: UInt64 = 1 << 1

  private static func tokens(_ text: String) -> TokenizedText {
    Tokenizer(abbreviations: []).tokenize(Array(text.utf8))
  }

  /// A pattern that begins with a word, a text that does, and whether the second token leaves the pattern a chance.
  static let rows: [(pattern: String, text: String, isLeft: Bool)] = [
    (#""tỉnh" "ban""#, "tỉnh ban", true),
    (#""tỉnh" "ban""#, "tỉnh 7", false),
    (#""tỉnh" "ban""#, "tỉnh\nban", false),
    (#""tỉnh" "ban""#, "tỉnh\n\nban", false),
    (#""tỉnh" linebreak "ban""#, "tỉnh\nban", true),
    (#""tỉnh" linebreak "ban""#, "tỉnh ban", false),
    (#"glued { "tỉnh" "/" }"#, "tỉnh/", true),
    (#"glued { "tỉnh" "/" }"#, "tỉnh /", false),
    (#""tỉnh" not digits"#, "tỉnh ban", true),
    (#""tỉnh" not digits"#, "tỉnh 7", false),
    // One token may be all.
    (#""tỉnh" digits?"#, "tỉnh ban", true),
    (#""tỉnh" before("ban")"#, "tỉnh ban", true),
    (#""tỉnh" before("ban")"#, "tỉnh 7", false),
    (#""tỉnh" unless("ban")"#, "tỉnh 7", true),
    (#""tỉnh" unless("ban")"#, "tỉnh ban", false),
    // What stands behind the second is another matter, and so is what stands before the first.
    (#""tỉnh" "ban" "7""#, "tỉnh ban", true),
    (#"after("x") "tỉnh" "ban""#, "tỉnh ban", true),
    (#"after("x") "tỉnh" "ban""#, "tỉnh 7", false),
    // Lexicon entries are not looked at.
    (#"@bodies "7""#, "ủy ban", true),
    (#""tỉnh" @bodies"#, "tỉnh ủy", true),
    (#""tỉnh" @bodies"#, "tỉnh 7", false),
    // Good for places without mentions.
    (#""tỉnh" <P>"#, "tỉnh 7", false),
    (#""tỉnh" (any & in<P>)"#, "tỉnh 7", false),
    (#""tỉnh" (any & not in<P>)"#, "tỉnh 7", true),
  ]

  @Test(arguments: rows) func `a pair of tokens leaves what could go on`(
    pattern: String, text: String, isLeft: Bool
  ) throws {
    var matcher = try Self.matcher(pattern)
    matcher.prepare(Self.tokens(text))
    #expect(matcher.openings[0] & Self.second != 0)
    #expect((matcher.openingsOfPairs[0] & Self.second != 0) == isLeft)
    // Nothing is known of what follows the last token.
    #expect(matcher.openingsOfPairs.last == matcher.openings.last)
  }

  @Test func `where a mention stands, the token alone counts`() throws {
    var matcher = try Self.matcher(#""tỉnh" <P>"#)
    let result = matcher.run(Self.tokens("tỉnh 7, tỉnh không 7"))
    #expect(matcher.openingsOfPairs[0] & Self.second == 0)
    #expect(
      result.mentions.map { Array($0.span.range) }.sorted { $0.count < $1.count } == [[4, 5], [3, 4, 5]])
  }

  @Test func `a pair is learned once, and stays when the sets are forgotten and when it was written`() throws
  {
    var matcher = try Self.matcher(#""tỉnh" "ban""#)
    let text = Self.tokens("tỉnh ban, tỉnh 7, tỉnh ban")
    matcher.prepare(text)
    let (count, left) = (matcher.prospects.count, matcher.openingsOfPairs)
    #expect(count > 0)
    matcher.prepare(text)
    #expect(matcher.prospects.count == count)
    matcher.prospects.forgetSets()
    #expect(matcher.prospects.count == count)
    matcher.prepare(text)
    #expect(matcher.prospects.count == count && matcher.openingsOfPairs == left)

    var writer = BinaryWriter()
    writer.write(matcher.prospects)
    let bytes = writer.finished()
    defer { withExtendedLifetime(bytes) {} }
    for isPermanent in [false, true] {
      var read = Prospects(stageCount: 0)
      try BinaryReader.read(bytes.span, isPermanent: isPermanent) { reader throws(BinaryFormError) in
        read = try reader.read()
      }
      #expect(read.count == count)
      for (index, pair) in zip(matcher.places, matcher.places.dropFirst()).enumerated()
      where matcher.openings[index] != 0 {
        #expect(read.stages(pair.0, pair.1) == left[index])
      }
      #expect(read.stages(matcher.places[1], matcher.places[1]) == nil)
    }
    // Where sets were forgotten, others are learned as before.
    matcher.prepare(Self.tokens("tỉnh tỉnh ban"))
    #expect(matcher.openingsOfPairs.map { $0 & Self.second != 0 } == [false, true, false])
  }
}
