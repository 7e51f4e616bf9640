import Extraction
import Testing
import TextModel
import Tokenization

@testable import GrammarEngine
@testable import GrammarLanguage

/// What the checker says can match nothing, the oracle finds nowhere: random patterns over few words, in random texts.
@Suite struct ContradictionTests {
  /// A generator of its own, so that a seed means the same everywhere.
  struct Random: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state ^ (state >> 29)) &* 0xBF58_476D_1CE4_E5B9
    }
    mutating func pick<T>(_ values: [T]) -> T { values[Int.random(in: values.indices, using: &self)] }
  }

  static let words = [
    "a", "A", "ab", "AB", "Ab", "aB", "hòa", "hoà", "HÒA", "hòe", "kỹ", "kĩ", "y", "i", "đ", "Đ", "Ðảng", "5",
    "05", "12", "123", "4,9",
    "1.000", "/", "-", "–", ",", ";", "%", "º", "字", "H'Hen", "a@b.vn", "b.vn", "#tin", "…", "...", "😀",
  ]

  static let tests = [
    "digits", "digits(1..5)", "digits(6..12)", "digits(0..123)", "digits(length 1)", "digits(length 2..3)",
    "number", "letters",
    "letters(length 1)", "letters(length 2..3)", "upper", "capitalized", "lower", "punct", "punct(\",;\")",
    "punct(\"-\")",
    "punct(\"–%\")", "any", "email", "url", "handle", "@k", "@c", "@k[n = \"1\"]", "raw/[a-z]+/",
    "raw/[A-Z]+/", "raw/\\p{L}+/",
    "raw/\\p{Lu}.*/", "raw/\\d{1,2}/", "raw/[^a]+/", "raw/a?b?/", "raw/./", "raw/[0-9.,]+/", "raw/h.a/",
    "raw/[-;,]/",
  ]

  static func test(_ random: inout Random, _ depth: Int = 2) -> String {
    switch Int.random(in: 0..<(depth > 0 ? 9 : 4), using: &random) {
    case 0...1: return random.pick(tests)
    case 2: return (Bool.random(using: &random) ? "exact" : "") + "\"\(random.pick(words))\""
    case 3: return "not " + random.pick(tests)
    case 4...7: return "(\(test(&random, depth - 1))) & (\(test(&random, depth - 1)))"
    default: return "(\(test(&random, depth - 1))) | not (\(test(&random, depth - 1)))"
    }
  }

  static func element(_ random: inout Random) -> String {
    switch Int.random(in: 0..<8, using: &random) {
    case 0: "\"\(random.pick(words)) \(random.pick(words))\""
    case 1:
      random.pick(["glued", "spaced", "linebreak", "linestart", "lineend", "sentencestart", "sentenceend"])
    case 2: "glued{\(element(&random)) \(element(&random))}"
    case 3: "(\(element(&random))){2}"
    case 4: "n:(\(element(&random)) \(element(&random)))"
    case 5: "\"\(random.pick(words))\""
    default: "(any & (\(test(&random, 1))))"
    }
  }

  static func text(_ random: inout Random) -> String {
    (0..<12).map { _ in random.pick(words) + random.pick(["", "", " ", " ", "\n", ". ", "\n\n"]) }.joined()
  }

  @Test func `what is said to match nothing matches nothing`() throws {
    let normalizers = StandardNormalizers.all
    let tokenizer = Tokenizer(abbreviations: [])
    var refused = 0
    var matching = 0
    for seed in 1...3000 as ClosedRange<UInt64> {
      var random = Random(state: seed &* 0x9E37_79B9_7F4A_7C15)
      let pattern =
        seed % 2 == 0
        ? "any & (\(Self.test(&random)))" : (0..<3).map { _ in Self.element(&random) }.joined(separator: " ")
      let attributes = random.pick(["", "", " within line", " within sentence", " length 3"])
      let sources = GrammarSourceSet(texts: [
        "cascade.grammar": "group g\ntype T group g\nstages s",
        "s.grammar": """
        stage s
        lexicon k { "ab": n = "1" "hòa": n = "2" "12": n = "1" "a b": n = "2" }
        lexicon c { "Ab" "Đ" "5" } cased
        rule r -> T\(attributes) = \(pattern)
        """,
      ])
      var checker = Checker(sources: sources, normalizers: normalizers.map(\.signature))
      checker.run()
      let told = checker.diagnostics.filter { $0.severity == .error }
      // What is none by its syntax, such as a test of two tokens, has no pattern. Of two gap words in a row the engines take
      // the second, whatever the first.
      guard told.allSatisfy({ $0.kind.id == "matches-nothing" && !$0.kind.message.contains("one gap") }),
        !checker.grammar.rules.isEmpty
      else {
        continue
      }
      if case .empty = checker.grammar.rules[0].pattern { continue }
      if !told.isEmpty { refused += 1 }
      for _ in 0..<4 {
        let text = Self.text(&random)
        var oracle = OracleMatcher(
          grammar: checker.grammar, normalizers: normalizers, tokenizer: tokenizer,
          text: tokenizer.tokenize(Array(text.utf8)))
        let found = oracle.run().mentions
        if !found.isEmpty { matching += 1 }
        #expect(
          told.isEmpty || found.isEmpty,
          "seed \(seed): \(pattern)\(attributes) matches in \(text.debugDescription): \(told.map(\.kind.message))"
        )
      }
    }
    print("contradictions: \(refused) patterns refused, \(matching) texts with mentions")
    // A generator without contradictions, or without matches, would prove nothing.
    #expect(refused > 200)
    #expect(matching > 500)
  }
}
