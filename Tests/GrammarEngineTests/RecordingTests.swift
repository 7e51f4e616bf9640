import GrammarLanguage
import Testing
import TextModel
import Tokenization

@testable import GrammarEngine

/// Cascades that begin with what was recorded of a text, on texts in which the same things come in another order: numbers
/// that were given anew would be those of something else.
struct RecordingTests {
  private static let files = [
    "cascade.grammar": """
    group g
    type X group g
    type Y group g
    private type P
    private type Q
    stages first, second
    """,
    "words.grammar": "lexicon words document",
    "first.grammar": """
    stage first
    include "words.grammar"
    rule p -> P = "xã" any
    rule q -> Q = "ban" any
    rule r = "(" x:letters ")" export $x to @words scope document
    """,
  ]

  /// Rules of the second stage; texts to record, and texts to run.
  static let rows: [(rules: String, recorded: [String], texts: [String])] = [
    // Sets of types.
    (#"rule x -> X = any & in<P> rule y -> Y = any & in<Q>"#, ["xã 7 ban 7"], ["ban 7", "ban 7 xã 7"]),
    (#"rule x -> X = "7" & in<P> rule y -> Y = "7" & not in<P>"#, ["7 xã 7 ban 7"], ["ban 7 7 xã 7"]),
    (#"rule x -> X = <P> "7" rule y -> Y = <Q> "7""#, ["xã 7 7 ban 7 7"], ["ban 7 7", "7 ban 7 xã 7 7"]),
    // Questions of document words.
    (
      #"rule x -> X = any & (@words & digits | not @words & lower)"#, ["xã ban 7 (xã)"],
      ["7 xã", "họp ban (họp) 8", "(ban) ban xã"]
    ),
    // Contexts, and words that were not recorded.
    (
      #"rule x -> X = after("xã") any rule y -> Y = any before("ban")"#, ["xã 7 ban"],
      ["8 ban xã 9", "họp ban họp xã họp"]
    ),
    // Nothing was recorded.
    (#"rule x -> X = "xã" digits"#, [], ["xã 7 xã ban"]),
    (#"rule x -> X = "xã" digits"#, [""], ["xã 7 xã ban"]),
  ]

  @Test(arguments: rows.indices) func `what was recorded is found in another order`(row: Int) throws {
    let (rules, recorded, texts) = Self.rows[row]
    var files = Self.files
    files["second.grammar"] = "stage second\ninclude \"words.grammar\"\n" + rules
    let (grammar, diagnostics) = GrammarChecker.check(
      sources: GrammarSourceSet(texts: files), normalizers: [])
    let checked = try #require(grammar, "\(diagnostics.map(\.kind))")
    let tokenizer = Tokenizer(abbreviations: [])
    let cascade = try Cascade.compile(checked, normalizers: [], tokenizer: tokenizer)
    let recording = cascade.recording(of: recorded.map { tokenizer.tokenize(Array($0.utf8)) })
    let bytes = cascade.binaryForm(fingerprint: 1, recording: recording)
    for isPermanent in [false, true] {
      try bytes.withUnsafeBytes { raw in
        let read = try Cascade.read(
          binaryForm: raw.bindMemory(to: UInt8.self).span, isPermanent: isPermanent, fingerprint: 1,
          normalizers: [])
        for text in texts {
          // Each text alone, so that nothing was learned but what was recorded.
          var matcher = Matcher(read)
          var plain = Matcher(cascade)
          let tokens = tokenizer.tokenize(Array(text.utf8))
          let (found, expected) = (matcher.run(tokens).mentions, plain.run(tokens).mentions)
          #expect(!expected.isEmpty)
          #expect(found.map(\.span) == expected.map(\.span), "\(text)")
          #expect(found.map(\.type) == expected.map(\.type), "\(text)")
        }
      }
    }
  }
}
