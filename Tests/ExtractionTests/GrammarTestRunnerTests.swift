import GrammarEngine
import GrammarLanguage
import Testing
import TextModel
import Tokenization

@testable import Extraction

/// A line of a grammar's tests sees the dates that a document has.
@Suite struct GrammarTestRunnerTests {
  private static func files(_ text: String, _ value: String) -> [String: String] {
    [
      "cascade.grammar": """
      group primary
      type LegalDocument group primary
      type Date group primary { value: date }
      relation Issued(LegalDocument, Date)
      stages dates, facts
      """,
      "dates.grammar": """
      stage dates
      rule day -> Date { value = date(written: $written) }
        = written:(digits(1..31) "/" digits(1..12) ("/" digits(length 4))?)
      """,
      "facts.grammar": """
      stage facts
      lexicon relatives { "hôm qua": unit = "day", offset = "-1" }
      rule relative -> Date { value = date(relative: $word) } = word:@relatives
      rule decree -> LegalDocument = "Nghị định" digits
      link Issued(LegalDocument, Date) { order forward  within sentence  distance 0..2 tokens  choose nearest }
      test relative { match "\(text)" => { value: "\(value)" } }
      """,
    ]
  }

  /// The bracketed date is the only one of its rule.
  static let rows: [(text: String, value: String)] = [
    ("Ngày 3/5/2018 tỉnh họp, [hôm qua] cũng họp", "2018-05-02"),
    // The day of a decree is not that of the text.
    ("Theo Nghị định 45 ngày 27/4/2018, ngày 3/5/2018 tỉnh họp, [hôm qua] cũng họp", "2018-05-02"),
    ("Theo Nghị định 45 ngày 27/4/2018 đã có hiệu lực, [hôm qua] tỉnh họp", "XXXX-XX-XX"),
    ("Tên bài\\n9/1/2022\\n\\n[hôm qua] tỉnh họp", "2022-01-08"),
  ]

  @Test(arguments: rows) func `a test line and a document have the same dates`(text: String, value: String)
    throws
  {
    let (grammar, diagnostics) = GrammarChecker.check(
      sources: GrammarSourceSet(texts: Self.files(text, value)),
      normalizers: StandardNormalizers.all.map(\.signature))
    let checked = try #require(grammar, "\(diagnostics.map(\.kind))")
    let cascade = try Cascade.compile(
      checked, normalizers: StandardNormalizers.all, tokenizer: Tokenizer(abbreviations: []))
    var runner = GrammarTestRunner(cascade)
    let outcomes = runner.run()
    #expect(outcomes.count == 1)
    #expect(outcomes.flatMap(\.problems) == [])

    let tokens = cascade.tokenizer.tokenize(Array(outcomes[0].test.text.utf8))
    var matcher = Matcher(cascade)
    let document = DocumentAssembler(cascade: cascade)
      .document(matcher.run(tokens), in: tokens, reference: .unknown)
    #expect(document.mentions.filter { $0.text == "hôm qua" }.map { $0.value?.notation } == [value])
  }
}
