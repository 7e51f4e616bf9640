import GrammarEngine
import GrammarLanguage
import Testing
import TextModel
import Tokenization

/// Random cascades that begin with what was recorded of some texts, run on others: they find what the oracle finds, and what
/// the same cascade finds without a recording. A tenth of `BOCTACH_DIFFERENTIAL_PAIRS`; `BOCTACH_SEED` is where to start,
/// and a failure prints its seed.
@Suite struct RecordedCascadeTests {
  @Test func `what was recorded changes nothing that is found`() throws {
    let pairs = EnginesAgreeTests.number("BOCTACH_DIFFERENTIAL_PAIRS", 3_000) / 10
    let first = EnginesAgreeTests.number("BOCTACH_SEED", 1)
    var matched = 0
    var failures = 0
    for seed in first..<(first + (pairs + 3) / 4) {
      var random = RandomGrammar(seed: seed)
      let grammar = random.grammar()
      let recorded = (0..<Int.random(in: 1...4, using: &random.generator)).map { _ in random.text() }
      let texts = (0..<4).map { _ in random.text() }
      guard try Self.difference(grammar, recorded, texts, &matched) != nil else { continue }
      failures += 1
      let small = Self.shrink(grammar, recorded, texts)
      Issue.record(
        """
        seed \(seed): \(try Self.difference(small.grammar, small.recorded, small.texts, &matched) ?? "no difference")
        recorded \(small.recorded)
        texts \(small.texts)
        \(try EnginesAgreeTests.cascade(small.grammar).dump())
        rules \(small.grammar.rules.map(\.pattern))
        emissions \(small.grammar.rules.map(\.emissions))
        exports \(small.grammar.rules.map(\.exports))
        rule links \(small.grammar.rules.map(\.links))
        links \(small.grammar.links)
        lexicons \(small.grammar.lexicons.map(\.entries))
        """)
      if failures >= 3 { return }
    }
    print("recorded: \(pairs) pairs from seed \(first), \(matched) mentions, \(failures) differences")
    #expect(matched > Int(pairs) / 2, "only \(matched) mentions in \(pairs) pairs from seed \(first)")
  }

  /// How a cascade comes to its recording.
  private enum Variant: CaseIterable {
    /// From bytes that are copied.
    case copied
    /// From memory that stays where it is.
    case inPlace
    /// Recorded, then recorded again by a matcher that began with that.
    case recordedAgain
  }

  /// The first difference that a recording makes, in words; nil where there is none.
  private static func difference(
    _ grammar: CheckedGrammar, _ recorded: [String], _ texts: [String], _ matched: inout Int
  ) throws -> String? {
    let cascade = try EnginesAgreeTests.cascade(grammar)
    let recordedTexts = recorded.map { cascade.tokenizer.tokenize(Array($0.utf8)) }
    let tokenized = texts.map { cascade.tokenizer.tokenize(Array($0.utf8)) }
    let expected = tokenized.map { text in
      var oracle = OracleMatcher(
        grammar: grammar, normalizers: RandomGrammar.normalizers, tokenizer: cascade.tokenizer, text: text)
      return EnginesAgreeTests.lines(oracle.run())
    }
    matched += expected.reduce(0) { $0 + $1.count }
    // Together they are long enough to be cut, which empties the automaton now and then, but for what was recorded.
    let long = Array(texts.joined(separator: "\n\n").utf8)
    let (expectedOfLong, learned) = {
      var matcher = Matcher(cascade)
      for text in recordedTexts { _ = matcher.run(text) }
      let learned = sizes(matcher)
      var plain = Matcher(cascade)
      return (lines(plain.run(long, options: .init(), windowSize: 8)), learned)
    }()

    func check(_ read: Cascade, _ variant: Variant) -> String? {
      var matcher = Matcher(read)
      if variant != .recordedAgain, sizes(matcher) != learned {
        return "\(variant): begins with \(sizes(matcher)), where \(learned) was learned"
      }
      for round in 0..<3 {
        for (index, text) in tokenized.enumerated() {
          // First each text alone, then all by one matcher.
          if round == 0 { matcher = Matcher(read) }
          let found = EnginesAgreeTests.lines(matcher.run(text))
          guard found == expected[index] else {
            return """
              \(variant), round \(round): a difference on \(texts[index].debugDescription)
              only recorded \(found.filter { !expected[index].contains($0) })
              only oracle \(expected[index].filter { !found.contains($0) })
              """
          }
        }
        let found = lines(matcher.run(long, options: .init(), windowSize: 8))
        guard found == expectedOfLong else {
          return """
            \(variant), round \(round): a difference on windows
            only recorded \(found.filter { !expectedOfLong.contains($0) })
            only plain \(expectedOfLong.filter { !found.contains($0) })
            """
        }
      }
      return nil
    }
    let recording = cascade.recording(of: Array(recordedTexts))
    for variant in Variant.allCases {
      let found = try rereading(cascade, recording, isPermanent: variant != .copied) { read in
        guard variant == .recordedAgain else { return check(read, variant) }
        // What comes late in the texts is recorded twice, what comes early once.
        let second = read.recording(of: Array(tokenized.dropFirst(2) + recordedTexts.prefix(1)))
        return try rereading(read, second, isPermanent: true) { check($0, variant) }
      }
      if let found { return found }
    }
    return nil
  }

  /// Calls a function with a cascade that was written with a recording and read again; it may not leave the function.
  private static func rereading(
    _ cascade: Cascade, _ recording: [UInt8], isPermanent: Bool, _ body: (Cascade) throws -> String?
  ) throws -> String? {
    try cascade.binaryForm(fingerprint: 7, recording: recording).withUnsafeBytes { bytes in
      try body(
        Cascade.read(
          binaryForm: bytes.bindMemory(to: UInt8.self).span, isPermanent: isPermanent, fingerprint: 7,
          normalizers: RandomGrammar.normalizers))
    }
  }

  /// How much a matcher knows of what is recorded.
  private static func sizes(_ matcher: borrowing Matcher) -> [String] {
    matcher.cacheSizes.filter { ["sets", "steps", "lexemes", "token classes", "pairs"].contains($0.name) }
      .map { "\($0.count) \($0.name)" }
  }

  private static func lines(_ table: MentionTable) -> [String] {
    table.output.map { mention in
      let fields = table.fields[Int(mention.fields)].map { $0.map { "\"\($0.notation)\"" } ?? "-" }
      return "rule \(mention.rule.rawValue) type \(mention.type.rawValue) \(mention.tokens.range) "
        + "fields \(fields) rows \(table.lexiconRows[Int(mention.lexiconRows)])"
    } + table.links.map { "link \($0.relation.rawValue) \($0.source) from \($0.first) to \($0.second)" }
  }

  /// Fewer texts, then a smaller grammar and a shorter last text, on which a recording still makes a difference.
  private static func shrink(_ grammar: CheckedGrammar, _ recorded: [String], _ texts: [String]) -> (
    grammar: CheckedGrammar, recorded: [String], texts: [String]
  ) {
    var ignored = 0
    let differs = { (grammar: CheckedGrammar, recorded: [String], texts: [String]) in
      (try? difference(grammar, recorded, texts, &ignored)).flatMap { $0 } != nil
    }
    var (recorded, texts) = (recorded, texts)
    for index in recorded.indices.reversed() {
      var fewer = recorded
      fewer.remove(at: index)
      if differs(grammar, fewer, texts) { recorded = fewer }
    }
    for index in texts.indices.reversed() {
      var fewer = texts
      fewer.remove(at: index)
      if differs(grammar, recorded, fewer) { texts = fewer }
    }
    let earlier = Array(texts.dropLast())
    let (small, last) = EnginesAgreeTests.shrink(grammar, texts.last ?? "") {
      differs($0, recorded, earlier + [$1])
    }
    return (small, recorded, earlier + [last])
  }
}
