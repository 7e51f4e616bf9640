extension HostileCase {
  /// Repetition, alternation and length.
  static var patterns: [HostileCase] {
    [
      .one("nested plus", "rule r -> Hit length 512 = ((\"a\"+)+)+ \"b\"", text: Text.cycle("a")),
      .one(
        "nested stars", "rule r -> Hit length 512 = ((\"a\"* \"a\"*)* \"a\"*)* \"b\"", text: Text.cycle("a")),
      .bounded(
        "optionals before as many", 64, { "rule r -> Hit length 512 = (\"a\"?){0,\($0)} \"a\"{\($0)} \"b\"" },
        text: Text.cycle("a")),
      .bounded(
        "nested bounds", 8, { "rule r -> Hit length 512 = ((\"a\"{1,\($0)}){1,8}){1,4} \"b\"" },
        text: Text.cycle("a")),
      .bounded(
        "a bound that is reached", 128, { "rule r -> Hit length 512 = \"a\"{1,\($0)} \"b\"" },
        text: Text.cycle("a")),
      .bounded(
        "matches as long as the bound", 128,
        { "rule r -> Hit length 512 = x:(\"a\"){1,\($0)} emit Other(each $x)" },
        text: Text.cycle("a")),
      .one(
        "ambiguous pieces", "rule r -> Hit length 512 = (\"a\" | \"a\" \"a\" | \"a\" \"a\" \"a\")+ \"b\"",
        text: Text.cycle("a")),
      .one(
        "equal alternatives", "rule r -> Hit length 512 = (\"a\" | any | letters | lower)+ \"b\"",
        text: Text.cycle("a")),
      .bounded(
        "any up to a word that never comes", 250, { "rule r -> Hit length 512 = any{1,\($0)} \"z\"" },
        text: Text.cycle("a", "c", "d")),
      .one(
        "everything up to a word that never comes", "rule r -> Hit length 512 = \"a\" any* \"z\"",
        text: Text.cycle("a")),
      .one(
        "a phrase that fails at its last word",
        "rule r -> Hit length 128 = \"\(String(repeating: "a ", count: 100))b\"", text: Text.cycle("a")),
      .one(
        "captures of everything", "rule r -> Hit { value = $x } length 512 = x:(any+) y:(any+) z:(\"a\"+)",
        text: Text.cycle("a")),
      .bounded(
        "states that remember", 9,
        { "rule r -> Hit length 512 = (\"a\" | \"b\")* \"a\" (\"a\" | \"b\"){\($0)} \"c\"" },
        text: Text.random("a", "b")),
      .bounded(
        "states that remember, in one stage of many rules", 6,
        { bound in
          (0..<20).map {
            "rule r\($0) -> Hit length 64 = any* \"a\" any{\(bound + $0 % 3)} \"w\(Text.letters($0))\""
          }
          .joined(separator: "\n")
        },
        text: Text.random("a", "b", "d")),
      .one(
        "deep alternatives", "rule r -> Hit length 512 = (\(nested(60)))+ \"zz\"",
        text: Text.random("ab", "ac", "ad", "ae")),
      .one(
        "wide alternatives with one beginning",
        "rule r -> Hit length 64 = "
          + (0..<400).map { "\"a a a a a w\(Text.letters($0))\"" }.joined(separator: " | "),
        text: Text.cycle("a")),
      .bounded(
        "rules with one beginning", 100,
        { count in
          (0..<count).map { "rule r\($0) -> Hit length 64 = \"a\"+ \"w\(Text.letters($0))\"" }.joined(
            separator: "\n")
        },
        text: Text.cycle("a")),
      .one(
        "an endless list", "rule r -> Hit length 512 = x:(\"a\") (\",\" x:(\"a\"))* emit Other(each $x)",
        text: Text.cycle("a ,")),
      .one(
        "an endless list without its end", "rule r -> Hit length 512 = \"a\" (\",\" \"a\")* \".\"",
        text: Text.cycle("a ,")),
      .one(
        "an endless list of distinct names",
        "rule r -> Hit length 512 = x:(capitalized{1,4}) (\",\" x:(capitalized{1,4}))* \"and\" emit Other(each $x)",
        text: Text.distinct("A", then: "Bc, ")),
      .one("capitals", "rule r -> Hit length 512 = upper+ \"z\"", text: Text.random("AB", "CD", "EF")),
      .one("distinct capitals", "rule r -> Hit length 512 = capitalized{2,} lower", text: Text.distinct("A")),
      .one("numbers", "rule r -> Hit length 512 = number+ \"z\"", text: Text.cycle("1", "22", "3.3", "4,4")),
      .one(
        "dates that go on",
        "rule r -> Hit length 512 = glued{ digits(1..31) (\"/\" digits(1..12))* \"/\" digits(length 4) }",
        text: Text.glued("1", "/", "2", "/")),
      .one(
        "a chain without spaces", "rule r -> Hit length 512 = glued{ letters (punct(\"-\") letters)* \"/\" }",
        text: Text.glued("a", "-")),
      .one(
        "one sentence", "rule r -> Hit length 512 within sentence = sentencestart? any* \"a\" sentenceend",
        text: Text.cycle("a", "b")),
      .one(
        "a line for each word", "rule r -> Hit length 512 = (any linebreak)+ \"z\"",
        text: Text.glued("a", "\n")),
      .one(
        "a paragraph for each word", "rule r -> Hit length 512 within line = any+ \"z\"",
        text: Text.glued("a", "\n\n")),
      .one(
        "expressions over all tokens",
        "rule r -> Hit length 64 = raw/(a|aa)+b/ | raw/(a*)*c/ | raw/(.*x){8}y/",
        text: Text.distinct("aaaaaaaaaaaa")),
    ]
  }

  /// Alternatives in alternatives.
  private static func nested(_ depth: Int) -> String {
    var pattern = "\"z\""
    for level in 0..<depth { pattern = "(\"a\(Text.letters(level))\" | \(pattern))" }
    return pattern
  }

  /// Contexts, which look at tokens outside of the match.
  static var contexts: [HostileCase] {
    [
      .one(
        "contexts on both sides", "rule r -> Hit = after(\"a\" any*) \"a\" before(any* \"z\")",
        text: Text.cycle("a")),
      .one(
        "a context that fails at its end", "rule r -> Hit = unless(\"a\"{1,63} \"z\") \"a\"",
        text: Text.cycle("a")),
      .one("a context behind", "rule r -> Hit = unless after(\"z\" any{1,60}) \"a\"", text: Text.cycle("a")),
      .one(
        "contexts in contexts",
        "rule r -> Hit = before(\"a\" before(\"a\" before(any* \"z\") | any* \"y\")) \"a\"",
        text: Text.cycle("a")),
      .one(
        "contexts inside a repetition",
        "rule r -> Hit length 512 = (before(any{1,60} \"z\" | \"a\") \"a\" unless(any* \"y\"))+ \"b\"",
        text: Text.cycle("a")),
      .one(
        "many contexts",
        "rule r -> Hit length 64 = ("
          + (0..<8).map { "unless(any{\($0),60} \"z\") after(any{1,\($0 + 1)}) \"a\"" }.joined(
            separator: " | ") + ")+ \"b\"",
        text: Text.cycle("a")),
    ]
  }
}
