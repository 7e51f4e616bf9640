import GrammarLanguage
import Testing
import TextModel
import Tokenization

@testable import GrammarEngine

/// What a set looks at of a token, asked of the set from which a rule starts.
struct SetViewsTests {
  private static func matcher(_ pattern: String) throws -> Matcher {
    let (grammar, diagnostics) = GrammarChecker.check(
      sources: GrammarSourceSet(texts: [
        "cascade.grammar": """
        group g
        type X group g
        type Y group g
        type P group g
        stages first, second
        """,
        "first.grammar": """
        stage first
        rule p -> P = "không" any
        """,
        // The second rule makes forms and atoms that the first does not look at.
        "second.grammar": """
        stage second
        lexicon bodies { "ủy" "ủy ban" "sở" }
        rule x -> X = \(pattern)
        rule y -> Y = ("tỉnh" | "xã" | exact"Huyện" | digits(1..50) | upper | @bodies | raw/[xyz].*/) "mới"
        """,
      ]), normalizers: [])
    let checked = try #require(grammar, "\(diagnostics.map(\.kind))")
    let cascade = try Cascade.compile(checked, normalizers: [], tokenizer: Tokenizer(abbreviations: []))
    return Matcher(cascade)
  }

  /// A pattern, two tokens, and whether its first set sees a difference.
  static let rows: [(pattern: String, first: String, second: String, areSame: Bool)] = [
    (#""tỉnh""#, "xã", "huyện", true),
    (#""tỉnh""#, "tỉnh", "xã", false),
    // Folded forms; no pattern names the exact one.
    (#""tỉnh""#, "tỉnh", "Tỉnh", true),
    (#"exact"Tỉnh""#, "tỉnh", "Tỉnh", false),
    (#"not "tỉnh""#, "xã", "7", true),
    (#"not "tỉnh""#, "tỉnh", "xã", false),
    (#"letters"#, "xã", "huyện", true),
    (#"letters"#, "xã", "7", false),
    (#"digits"#, "7", "70", true),
    (#"digits(1..9)"#, "7", "8", true),
    (#"digits(1..9)"#, "7", "70", false),
    (#"raw/x.*/"#, "xã", "yên", false),
    (#"raw/x.*/"#, "yên", "tỉnh", true),
    (#"lower & not "tỉnh" | digits"#, "tỉnh", "xã", false),
    (#"@bodies"#, "sở", "xã", false),
    (#"@bodies"#, "7", "xã", true),
    // What stands behind the first token is another matter.
    (#"letters "tỉnh""#, "tỉnh", "xã", true),
    // Contexts look at the token where they begin, also behind other contexts, whatever they say. (Those at the start of a rule
    // are asked of its matches.)
    (#""q" | before("tỉnh") any"#, "tỉnh", "xã", false),
    (#""q" | unless("tỉnh") any"#, "tỉnh", "xã", false),
    (#""q" | unless(@bodies "mới") any"#, "sở", "xã", false),
    (#""q" | before("tỉnh" "xã") any"#, "xã", "huyện", true),
    (#""q" | unless(after("xã") "tỉnh" "mới") any"#, "tỉnh", "xã", false),
    (#""q" | unless(before(any) "tỉnh" "mới") any"#, "tỉnh", "xã", false),
    (#"linestart "tỉnh""#, "tỉnh", "xã", false),
    // Behind it they look at what is not this token.
    (#""q" | after("tỉnh") any"#, "tỉnh", "xã", true),
    // Of mentions a step's key tells.
    (#"<P>"#, "tỉnh", "xã", true),
    (#"any & in<P>"#, "tỉnh", "xã", true),
  ]

  @Test(arguments: rows) func `a set sees what its items, and the beginnings of their contexts, look at`(
    pattern: String, first: String, second: String, areSame: Bool
  ) throws {
    var matcher = try Self.matcher(pattern)
    let text = Tokenizer(abbreviations: []).tokenize(Array((first + " " + second).utf8))
    try #require(text.tokens.count == 2)
    matcher.prepare(text)
    let cascade = matcher.cascade
    let set = matcher.automaton.start(at: cascade.program.ruleStarts[1], mode: .any, cascade: cascade)
    matcher.automaton.views = SetViews()
    let view = matcher.automaton.view(of: set, cascade)
    var views = SetViews()
    // The first time it is not worked out.
    let asked = (views.needsView(set), views.hasView(set), views.needsView(set))
    #expect(asked == (false, false, true))
    views.setView(view, of: set)
    let needs = views.needsView(set)
    #expect(views.hasView(set) && !needs)
    let classes = matcher.places.map { Int($0.tokenClass) }
    func find(_ rest: UInt32, _ token: Int) -> LazyAutomaton.StepID? {
      views.find(set, rest, classes[token], matcher.lexemes.classes)
    }
    let (one, other) = (LazyAutomaton.StepID.result(7), LazyAutomaton.StepID.result(8))
    #expect(find(5, 0) == nil)
    views.append(one)
    #expect(find(5, 0) == one)
    // Whatever else the step depends on counts as well.
    #expect(find(6, 0) == nil)
    views.append(other)
    #expect(find(5, 1) == (areSame ? one : nil))
  }

  @Test func `views stay when they are written`() throws {
    var matcher = try Self.matcher(#"lower & not "tỉnh" | digits"#)
    _ = matcher.run(
      Tokenizer(abbreviations: []).tokenize(Array("tỉnh xã huyện 7 tỉnh 8 xã Huyện mới sở 9".utf8)))
    let written = matcher.automaton.views
    try #require(written.count > 3)
    var writer = BinaryWriter()
    writer.write(written)
    let bytes = writer.finished()
    defer { withExtendedLifetime(bytes) {} }
    for isPermanent in [false, true] {
      var read = SetViews()
      try BinaryReader.read(bytes.span, isPermanent: isPermanent) { reader throws(BinaryFormError) in
        read = try reader.read()
      }
      #expect(read.count == written.count)
      var written = written
      for set in 0..<LazyAutomaton.SetID(matcher.automaton.sets.count) where written.hasView(set) {
        for place in matcher.places {
          let found = written.find(set, 1, Int(place.tokenClass), matcher.lexemes.classes)
          if found == nil { written.append(.dead) }
          let again = read.find(set, 1, Int(place.tokenClass), matcher.lexemes.classes)
          if again == nil { read.append(.dead) }
          #expect(found == again)
        }
      }
    }
  }
}
