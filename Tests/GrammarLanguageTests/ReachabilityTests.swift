import Testing

@testable import GrammarLanguage

/// Two rules, `a` before `b`: whether `b` can win.
@Suite struct ReachabilityTests {
  /// What stands behind the names of the rules: attributes, `=` and pattern.
  static let never: [(a: String, b: String)] = [
    ("= letters", "= capitalized"), ("= letters", "= upper & not \"x\""), ("= capitalized", "= upper"),
    ("= any", "= digits"), ("= number", "= digits(1..5)"), ("= digits(1..31)", "= digits(5..12)"),
    ("= digits(length 1..4)", "= digits(length 2)"), ("= punct", "= punct(\"-\")"),
    ("= punct(\"-–/\")", "= punct(\"/-\")"), ("= letters", "= \"số\""), ("= any any", "= \"số\" digits"),
    ("= \"số\"", "= exact\"Số\""), ("= \"x\" | \"y\"", "= \"y\""), ("= \"x\"?  \"y\"", "= \"y\""),
    ("= \"x\"+", "= \"x\"{2,4}"), ("= \"x\"*", "= \"x\" \"x\""), ("= (\"x\" | \"y\")+", "= \"x\" \"y\"{3}"),
    ("= \"x y\"", "= \"x\" \"y\""), ("= \"x\" \"/\"", "= glued{\"x\" \"/\"}"),
    ("= \"x\" \"y\"", "= \"x\" spaced \"y\""), ("= \"x\" \"y\"", "= \"x\" before(any) \"y\""),
    ("= after(\"z\") \"x\"", "= after(\"z\") exact\"x\""), ("= \"x\"", "= linestart \"x\""),
    ("= \"x\"", "within sentence = \"x\""), ("within line = \"x\"", "within line = \"x\""),
    ("length 20 = \"x\"+", "length 10 = \"x\"+"), ("= \"x\" linebreak \"y\"", "= \"x\" linebreak exact\"y\""),
    ("= @words", "= @words"), ("= n:@words | \"q\"", "= @words"), ("= \"x\" glued", "= \"x\" glued"),
    ("= capitalized & not \"x\"", "= upper & not \"x\""), ("= not upper", "= not capitalized"),
  ]

  static let sometimes: [(a: String, b: String)] = [
    ("= capitalized", "= letters"), ("= upper", "= capitalized"), ("= digits", "= number"),
    ("= digits(1..12)", "= digits(1..31)"), ("= digits(length 2)", "= digits(2..9)"),
    ("= letters", "= letters letters"), ("= \"x\"", "= \"x\"?  \"y\""), ("= \"x\"{2,4}", "= \"x\"+"),
    ("= exact\"x\"", "= \"x\""), ("= glued{\"x\" \"/\"}", "= \"x\" \"/\""),
    ("= \"x\" \"y\"", "= \"x\" linebreak \"y\""), ("= \"x\" \"y\"", "= \"x\" linebreak? \"y\""),
    ("= after(\"z\") \"x\"", "= \"x\""), ("= \"x\" before(any)", "= \"x\" before(\"y\")"),
    ("= \"x\" before(\"y\") any", "= \"x\" any before(\"y\")"), ("= linestart \"x\"", "= lineend \"x\""),
    ("within sentence = \"x\"", "= \"x\""), ("length 10 = \"x\"+", "length 20 = \"x\"+"),
    ("= @words", "= @words[kind = \"k\"]"), ("= any", "= @words"),
    ("= glued{@words}", "= @words"), ("= letters", "= \"x-y\""), ("= \"x\" glued", "= \"x\""),
    ("= \"x\"", "= \"x\" | \"y\""), ("= not capitalized", "= not upper"),
  ]

  private func ids(_ a: String, _ b: String) -> [String] {
    let (_, diagnostics) = check([
      "middle/a.grammar": """
      stage middle
      lexicon words { "x": kind = "k"  "y z": kind = "l" }
      rule a -> Person \(a)
      rule b -> Person \(b)
      """
    ])
    return diagnostics.filter { $0.span.file == "middle/a.grammar" && $0.severity == .error }.map(\.kind.id)
  }

  @Test(arguments: never) func `a rule whose matches all are another's never wins`(a: String, b: String) {
    #expect(ids(a, b) == ["unreachable-rule"])
  }

  @Test(arguments: sometimes) func `a rule that matches more, or elsewhere, can win`(a: String, b: String) {
    #expect(ids(a, b) == [])
  }
}
