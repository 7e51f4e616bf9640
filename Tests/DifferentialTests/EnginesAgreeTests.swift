import GrammarEngine
import GrammarLanguage
import Testing
import TextModel
import Tokenization

#if canImport(Glibc)
  import Glibc
#endif

/// The fast engine against the oracle on random grammars and texts. `BOCTACH_DIFFERENTIAL_PAIRS` sets how many
/// pairs (the long run by `make differential`), `BOCTACH_SEED` where to start; a failure prints its seed.
@Suite struct EnginesAgreeTests {
  static func number(_ name: String, _ fallback: UInt64) -> UInt64 {
    getenv(name).flatMap { UInt64(String(cString: $0)) } ?? fallback
  }

  @Test func theFastEngineFindsWhatTheOracleFinds() throws {
    let pairs = Self.number("BOCTACH_DIFFERENTIAL_PAIRS", 3_000)
    let first = Self.number("BOCTACH_SEED", 1)
    var matched = 0
    var failures = 0
    for seed in first..<(first + (pairs + 3) / 4) {
      var random = RandomGrammar(seed: seed)
      let grammar = random.grammar()
      let texts = (0..<4).map { _ in random.text() }
      for text in texts {
        let (fast, plain) = try Self.run(grammar, text)
        matched += plain.count
        if fast != plain {
          failures += 1
          let (smallGrammar, smallText) = Self.shrink(grammar, text)
          let (fast, plain) = try Self.run(smallGrammar, smallText)
          Issue.record(
            """
            seed \(seed): the engines differ on \(smallText.debugDescription)
            rules \(smallGrammar.rules.map(\.pattern))
            lexicons \(smallGrammar.lexicons.map(\.entries))
            fast   \(fast)
            oracle \(plain)
            """)
          if failures >= 3 { return }
        }
      }
    }
    // A generator whose grammars match nothing would prove nothing.
    #expect(matched > Int(pairs) / 2, "only \(matched) mentions in \(pairs) pairs from seed \(first)")
  }

  static let tokenizer = Tokenizer(abbreviations: [])

  /// The mentions of both engines as sorted lines "stage rule type start end".
  static func run(_ grammar: CheckedGrammar, _ text: String) throws -> (fast: [String], plain: [String]) {
    let tokens = tokenizer.tokenize(Array(text.utf8))
    let cascade = try Cascade.compile(grammar, normalizers: [], tokenizer: tokenizer)
    var matcher = Matcher(cascade)
    let fast = matcher.run(tokens).mentions
    var oracle = OracleMatcher(grammar: grammar, tokenizer: tokenizer, text: tokens)
    let plain = oracle.run()
    let line = { (m: CascadeMention) in
      "\(m.stage.rawValue) \(m.rule.rawValue) \(m.type.rawValue) \(m.span.range)"
    }
    return (fast.map(line).sorted(), plain.map(line).sorted())
  }

  /// A smaller pair on which the engines still differ: fewer stages and rules, fewer words.
  static func shrink(_ grammar: CheckedGrammar, _ text: String) -> (CheckedGrammar, String) {
    var grammar = grammar
    var text = text
    let differs = { (g: CheckedGrammar, t: String) in (try? run(g, t)).map { $0.fast != $0.plain } ?? false }
    var changed = true
    while changed {
      changed = false
      for stage in grammar.stages.indices {
        for rule in grammar.stages[stage].rules {
          var smaller = grammar
          smaller.stages[stage].rules.removeAll { $0 == rule }
          if differs(smaller, text) {
            grammar = smaller
            changed = true
          }
        }
      }
      let scalars = Array(text.unicodeScalars)
      for index in scalars.indices {
        var shorter = scalars
        shorter.remove(at: index)
        var view = String.UnicodeScalarView()
        view.append(contentsOf: shorter)
        if differs(grammar, String(view)) {
          text = String(view)
          changed = true
          break
        }
      }
    }
    return (grammar, text)
  }
}
