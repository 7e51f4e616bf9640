import GrammarLanguage
import Testing
import TextModel
import Tokenization

@testable import GrammarEngine

/// What a pattern says of the mentions that its matches come to.
struct NeededMentionsTests {
  private static func cascade(_ pattern: String) throws -> Cascade {
    let (grammar, diagnostics) = GrammarChecker.check(
      sources: GrammarSourceSet(texts: [
        "cascade.grammar": """
        group g
        type X group g
        type P group g
        type Q group g
        type R group g
        stages first, second
        """,
        "first.grammar": """
        stage first
        rule p -> P = "p"
        rule q -> Q = "q"
        rule r -> R = "r"
        """,
        "second.grammar": """
        stage second
        lexicon bodies { "ủy" "ủy ban" }
        rule x -> X = \(pattern)
        """,
      ]), normalizers: [])
    let checked = try #require(grammar, "\(diagnostics.map(\.kind))")
    return try Cascade.compile(checked, normalizers: [], tokenizer: Tokenizer(abbreviations: []))
  }

  /// As text: the types needed within the match, those ahead after `~`, and behind `|` those of which one will do.
  private static func text(_ need: NeededMentions.Need, _ cascade: Cascade) -> String {
    func names(_ types: UInt64) -> String {
      cascade.grammar.types.indices.filter { types >> UInt64($0) & 1 == 1 }.map {
        cascade.grammar.types[$0].name
      }
      .joined()
    }
    var text = names(need.within)
    if need.ahead != 0 { text += "~" + names(need.ahead) }
    if need.some != 0 { text += "|" + names(need.some) + (need.someMayLieBeyond ? "~" : "") }
    return text
  }

  /// A pattern and what its start needs.
  static let rows: [(pattern: String, need: String)] = [
    (#""a""#, ""),
    (#"<P>"#, "P"),
    (#""a" <P> "b""#, "P"),
    (#"@bodies any{2,4} <P>"#, "P"),
    (#"<P> ("a" | "b") <Q>"#, "PQ"),
    (#""a" (<P> | <Q>)"#, "|PQ"),
    (#""a" (<P> | <Q> | "b")"#, ""),
    (#""a" (<P> <Q> | <Q> "b")"#, "Q"),
    (#""a" (<P> <Q> | <R> "b")"#, "|PR"),
    (#""a" <P>?"#, ""),
    (#""a" <P>* "b""#, ""),
    (#""a" <P>+ "b""#, "P"),
    (#""a" ("b" | <P>)* (<P> | <Q>)"#, "|PQ"),
    (#"("a" <P>)* "b" <Q>"#, "Q"),
    (#"glued { "a" <P> }"#, "P"),
    // Of tokens in mentions.
    (#""a" (any & in<P>)"#, "P"),
    (#""a" (any & starts<P>)"#, "P"),
    (#""a" (any & not in<P>)"#, ""),
    (#""a" (letters & in<P> | digits & in<Q>)"#, "|PQ"),
    (#""a" (letters & in<P> | digits)"#, ""),
    (#""a" (any & in<P> & in<Q>)"#, "P"),
    // Contexts that must be found look ahead of the match; others say nothing.
    (#""a" before(any{1,3} <P>)"#, "~P"),
    (#"<Q> before(<P>)"#, "Q~P"),
    (#"<P> before(<P>)"#, "P"),
    (#""a" before(<P> | <Q>)"#, "|PQ~"),
    (#""a" before("b" before(<P>))"#, "~P"),
    (#""a" before("b" unless(<P>))"#, ""),
    (#""a" unless(<P>)"#, ""),
    (#""a" after(<P> "a")"#, ""),
    (#""a" (before(<P>) "p" | <Q>)"#, "|PQ~"),
  ]

  @Test(arguments: rows) func `a pattern needs the mentions that all its ways come to`(
    pattern: String, need: String
  )
    throws
  {
    let cascade = try Self.cascade(pattern)
    let start = cascade.program.ruleStarts[3]
    #expect(Self.text(cascade.neededMentions[start].essential, cascade) == need)
  }

  @Test func `needs stay when they are written`() throws {
    let cascade = try Self.cascade(#""a" (<P> | <Q>) before("b" <R>)"#)
    var writer = BinaryWriter()
    writer.write(cascade.neededMentions)
    let bytes = writer.finished()
    let read = try BinaryReader.read(bytes.span, isPermanent: false) { reader throws(BinaryFormError) in
      try NeededMentions(from: &reader)
    }
    for node in 0..<Int32(cascade.program.nodes.count) { #expect(read[node] == cascade.neededMentions[node]) }
    #expect(Self.text(read[cascade.program.ruleStarts[3]], cascade) == "~R|R~")
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64]) func `looks ahead find what a look along the text finds`(
    seed: UInt64
  )
    throws
  {
    var random = Generator(state: seed)
    var matcher = Matcher(try Self.cascade(#""a" (<P> | <Q>) before("b" <R>)"#))
    for _ in 0..<20 {
      let words = (0..<Int.random(in: 1...300, using: &random)).map { _ in
        ["p", "q", "r", "\n\n", "\n"].randomElement(using: &random)!
      }
      // Mentions are rare in some texts, and paragraphs long in others.
      let rarity = Int.random(in: 1...40, using: &random)
      let text = words.map { Int.random(in: 0..<rarity, using: &random) == 0 ? $0 : "x" }.joined(
        separator: " ")
      let tokens = Tokenizer(abbreviations: []).tokenize(Array(text.utf8))
      _ = matcher.run(tokens, upTo: StageID(0))
      matcher.mentionsAhead.forget()
      let needs: [NeededMentions.Need] = [
        .none, .init(within: 1 << 1), .init(ahead: 1 << 2), .init(within: 1 << 3, ahead: 1 << 1),
        .init(some: 0b1110), .init(some: 0b110, someMayLieBeyond: true),
      ]
      matcher.automaton.needs = needs
      for _ in 0..<400 where !tokens.tokens.isEmpty {
        let position = Int.random(in: 0...tokens.tokens.count, using: &random)
        let limit = min(position + Int.random(in: 0...80, using: &random), tokens.tokens.count)
        let number = Int.random(in: 1..<needs.count, using: &random)
        func lies(_ types: UInt64, _ limit: Int) -> Bool {
          for token in position..<max(position, min(limit, tokens.tokens.count)) {
            if token > position, tokens.tokens[token].gap == .paragraphBreak { return false }
            if matcher.store.types(around: token) & types != 0 { return true }
          }
          return false
        }
        let need = needs[number]
        let far = limit + Program.contextReach
        let expected =
          (0..<64).allSatisfy { bit in
            let type: UInt64 = 1 << UInt64(bit)
            return need.each & type == 0 || lies(type, need.within & type != 0 ? limit : far)
          } && (need.some == 0 || lies(need.some, need.someMayLieBeyond ? far : limit))
        #expect(
          matcher.lie(ahead: UInt16(number), of: position, limit: limit) == expected,
          "seed \(seed), need \(number) at \(position) up to \(limit) of \(text.debugDescription)")
      }
    }
  }
}
