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
          let (smallGrammar, smallText) = Self.shrink(grammar, text) { grammar, text in
            (try? Self.run(grammar, text)).map { $0.fast != $0.plain } ?? false
          }
          let (fast, plain) = try Self.run(smallGrammar, smallText)
          Issue.record(
            """
            seed \(seed): the engines differ on \(smallText.debugDescription)
            \(try Self.cascade(smallGrammar).dump())
            rules \(smallGrammar.rules.map(\.pattern))
            emissions \(smallGrammar.rules.map(\.emissions))
            exports \(smallGrammar.rules.map(\.exports))
            rule links \(smallGrammar.rules.map(\.links))
            links \(smallGrammar.links)
            lexicons \(smallGrammar.lexicons.map(\.entries))
            only fast \(fast.filter { !plain.contains($0) })
            only oracle \(plain.filter { !fast.contains($0) })
            fast   \(fast)
            oracle \(plain)
            """)
          if failures >= 3 { return }
        }
      }
    }
    let last = first + (pairs + 3) / 4
    print(
      "differential: \(pairs) pairs of seeds \(first)..<\(last), \(matched) mentions, \(failures) differences"
    )
    // A generator whose grammars match nothing would prove nothing.
    #expect(matched > Int(pairs) / 2, "only \(matched) mentions in \(pairs) pairs from seed \(first)")
  }

  static let tokenizer = Tokenizer(abbreviations: [])

  static func cascade(_ grammar: CheckedGrammar) throws -> Cascade {
    try Cascade.compile(grammar, normalizers: RandomGrammar.normalizers, tokenizer: tokenizer)
  }

  /// What both engines find, as sorted lines: every mention with its fields and lexicon rows, which of them are
  /// output, and the links.
  static func run(_ grammar: CheckedGrammar, _ text: String) throws -> (fast: [String], plain: [String]) {
    let tokens = tokenizer.tokenize(Array(text.utf8))
    let cascade = try cascade(grammar)
    var matcher = Matcher(cascade)
    let fast = matcher.run(tokens)
    // A second run meets what the first one remembered.
    #expect(lines(matcher.run(tokens)) == lines(fast))
    var oracle = OracleMatcher(
      grammar: grammar, normalizers: RandomGrammar.normalizers, tokenizer: tokenizer, text: tokens)
    let plain = lines(oracle.run())
    #expect(lines(Explainer(cascade, text: tokens).result) == plain)
    return (lines(fast), plain)
  }

  static func lines(_ result: CascadeResult) -> [String] {
    let mention = { (m: CascadeMention) in
      let fields = m.fields.map { $0.map { "\"\($0.notation)\"" } ?? "-" }.joined(separator: " ")
      let rows = m.lexiconRows.map { "\($0.lexicon.rawValue):\($0.row)" }.joined(separator: " ")
      return "stage \(m.stage.rawValue) rule \(m.rule.rawValue) type \(m.type.rawValue) \(m.span.range) "
        + "fields \(fields) rows \(rows)"
    }
    return
      (result.mentions.map(mention)
      + result.output.map { "output " + mention(result.mentions[$0]) }
      + result.links.map { link in
        "link \(link.relation.rawValue) \(link.source) from "
          + mention(result.mentions[link.first]) + " to " + mention(result.mentions[link.second])
      }).sorted()
  }

  /// A smaller pair that still differs: fewer stages and rules, fewer words.
  static func shrink(
    _ grammar: CheckedGrammar, _ text: String, where differs: (CheckedGrammar, String) -> Bool
  ) -> (CheckedGrammar, String) {
    var grammar = grammar
    var text = text
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
        for link in grammar.stages[stage].links {
          var smaller = grammar
          smaller.stages[stage].links.removeAll { $0 == link }
          if differs(smaller, text) {
            grammar = smaller
            changed = true
          }
        }
      }
      for rule in grammar.rules.indices {
        for smaller in simpler(grammar.rules[rule]) {
          var candidate = grammar
          candidate.rules[rule] = smaller
          if differs(candidate, text) {
            grammar = candidate
            changed = true
            break
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

  /// A rule without one of its parts.
  static func simpler(_ rule: CheckedRule) -> [CheckedRule] {
    var result: [CheckedRule] = []
    for index in rule.exports.indices {
      result.append(rule)
      result[result.count - 1].exports.remove(at: index)
    }
    for index in rule.links.indices {
      result.append(rule)
      result[result.count - 1].links.remove(at: index)
    }
    for index in rule.emissions.indices {
      result.append(rule)
      result[result.count - 1].emissions.remove(at: index)
    }
    for pattern in simpler(rule.pattern) {
      result.append(rule)
      result[result.count - 1].pattern = pattern
    }
    return result
  }

  /// Patterns with one part less.
  static func simpler(_ pattern: CheckedPattern) -> [CheckedPattern] {
    switch pattern {
    case .sequence(let parts):
      return parts.indices.flatMap { index -> [CheckedPattern] in
        var fewer = parts
        fewer.remove(at: index)
        return [.sequence(fewer)]
          + simpler(parts[index]).map { part in
            var changed = parts
            changed[index] = part
            return .sequence(changed)
          }
      }
    case .alternatives(let parts):
      return parts
        + parts.indices.flatMap { index in
          simpler(parts[index]).map { part in
            var changed = parts
            changed[index] = part
            return .alternatives(changed)
          }
        }
    case .repeated(let body, let minimum, let maximum):
      return [body] + simpler(body).map { .repeated($0, minimum: minimum, maximum: maximum) }
    case .capture(let number, let body): return simpler(body).map { .capture(number, $0) }
    case .glued(let body): return [body] + simpler(body).map { .glued($0) }
    case .context(let direction, let body, let negated, let span):
      return [.empty] + simpler(body).map { .context(direction, $0, negated: negated, span) }
    default: return []
    }
  }
}
