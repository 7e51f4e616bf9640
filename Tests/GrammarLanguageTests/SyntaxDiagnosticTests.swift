import Testing

@testable import GrammarLanguage

@Suite struct SyntaxDiagnosticTests {
  static let rows: [DiagnosticRow] = [
    DiagnosticRow(
      "unexpected-token", "rule a -> Person ⟦\"x\"⟧", "expected `=` and the pattern, found `\"x\"`"),
    DiagnosticRow(
      "unexpected-token", "rule a -> Person = (\"x\"⟦⟧",
      "expected `)` or more of the pattern, found the end of the file"),
    DiagnosticRow(
      "unexpected-token", "rule a -> Person = x:⟦y⟧:\"x\"",
      "expected what `x` captures; put a capture within a capture in parentheses, found `y`"),
    DiagnosticRow("unexpected-token", "rule a -> Person = @⟦(⟧", "expected a lexicon's name, found `(`"),
    DiagnosticRow(
      "unexpected-token", "rule a -> Person = \"x\"{⟦x⟧}", "expected a number of repetitions, found `x`"),
    DiagnosticRow(
      "unexpected-token", "test a {\n  ⟦mach⟧ \"x\"\n}\nrule a -> Person = \"x\"",
      "expected `match`, `reject`, `reference`, `link`, `nolink` or `}`, found `mach`",
      suggestion: "did you mean `match`?"),
    DiagnosticRow(
      "unexpected-token", "macro m =⟦⟧\nrule a -> Person = \"x\"",
      "expected the macro's pattern, found `rule`"),
    DiagnosticRow(
      "unexpected-token", "rule a -> Person = ⟦)⟧ \"x\"", "expected the rule's pattern, found `)`"),
    DiagnosticRow(
      "unexpected-token", "rule a -> Person =⟦⟧", "expected the rule's pattern, found the end of the file"),
    DiagnosticRow(
      "unexpected-token", "macro m(a, b) = a b\nrule a -> Person = m(\"x\", ⟦)⟧",
      "expected an argument of `m`, found `)`"),
    DiagnosticRow(
      "unexpected-token", "rule a -> Person = \"x\" before(⟦)⟧",
      "expected the pattern inside `before(…)`, found `)`"),
    DiagnosticRow(
      "unexpected-token", "rule a -> Person = \"x\" glued{⟦}⟧",
      "expected the pattern inside `glued{…}`, found `}`"),
    DiagnosticRow(
      "unexpected-token", "rule a -> Person ⟦prioriti⟧ 2 = \"x\"",
      "expected `priority`, `within`, `length`, or `=` and the pattern, found `prioriti`",
      suggestion: "did you mean `priority`?"),
    DiagnosticRow(
      "unexpected-token", "rule a -> Person = n:\"x\"\n  ⟦emmit⟧ Title($n)",
      "expected `emit`, `link`, `export` or more of the pattern, found `emmit`",
      suggestion: "did you mean `emit`?"),
    DiagnosticRow(
      "unexpected-token", "rule a -> Person = n:\"x\" ⟦exprot⟧ each $n to @k",
      "expected `emit`, `link`, `export` or more of the pattern, found `exprot`",
      suggestion: "did you mean `export`?"),
    DiagnosticRow(
      "unexpected-token", "rule a = x:\"x\" y:\"y\" ⟦lnk⟧ Holds($x, $y) emit Person($x) emit Title($y)",
      "expected `emit`, `link`, `export` or more of the pattern, found `lnk`",
      suggestion: "did you mean `link`?"),
    DiagnosticRow(
      "unexpected-token",
      "rule b -> Title = \"y\"\nrule a -> Person = \"x\"\nlink Holds(Person, Title) { ⟦choos⟧ all }",
      "expected `order`, `within`, `distance`, `unless between`, `choose` or `}`, found `choos`",
      suggestion: "did you mean `choose`?"),
    DiagnosticRow(
      "unexpected-token", "rule b -> Title = \"y\"\nrule a -> Person = \"x\"\nlink Holds(Person, Title)⟦⟧",
      "expected `{` and what the link asks for, or `{ }`, found the end of the file"),
    DiagnosticRow(
      "unexpected-token", "rule a = x:\"x\" y:\"y\" emit Person($x) emit Title($y) link Holds(⟦x⟧, y)",
      "expected a capture such as `$name`, found `x`"),
    DiagnosticRow(
      "unexpected-token", cascade: "group g\nprivate type A\nstages s⟦,⟧\ngroup h",
      "expected a stage's name, found `group`"),
    DiagnosticRow(
      "unexpected-token", cascade: "private type A\nstages s⟦,⟧",
      "expected a stage's name, found the end of the file"),
    DiagnosticRow(
      "unexpected-character", "rule a -> Person = \"x\"⟦\u{200B}⟧ \"y\"",
      "U+200B (zero width space) means nothing in a grammar", suggestion: "delete it"),
    DiagnosticRow(
      "unexpected-character", "rule a -> Person = \"x\"⟦\u{A0}⟧\"y\"",
      "U+00A0 (no-break space) means nothing in a grammar", suggestion: "write a space"),
    DiagnosticRow(
      "unexpected-character", "rule a -> Person = \"x\" ⟦\u{FEFF}⟧\"y\"",
      "U+FEFF (zero width no-break space) means nothing in a grammar", suggestion: "delete it"),
    DiagnosticRow(
      "unexpected-character", "rule a -> Person = \"x\" ⟦\u{7}⟧\"y\"", "U+0007 means nothing in a grammar"),
    DiagnosticRow(
      "class-without-argument", "rule a -> Person = ⟦upper(length 2)⟧", "`upper` takes no argument",
      note: "`digits` and `letters` take one: `letters(length 2) & upper`"),
    DiagnosticRow(
      "class-without-argument", "rule a -> Person = ⟦number(5..6)⟧ any", "`number` takes no argument",
      note: "`digits` and `letters` take one: `letters(length 2) & upper`"),
    DiagnosticRow(
      "detached-argument", "rule a -> Person = ⟦digits (⟧length 4)",
      "the `(` of an argument touches its word, `digits(…)`", suggestion: "did you mean `digits(`?"),
    DiagnosticRow(
      "detached-argument", "rule a -> Person = ⟦raw /⟧a/",
      "the `/` of an expression touches its word, `raw/…/`", suggestion: "did you mean `raw/`?"),
    DiagnosticRow(
      "bad-range", "rule a -> Person = any⟦{-1}⟧", "the range -1..-1 allows nothing"),
    DiagnosticRow(
      "unexpected-character", "rule a -> Person = ⟦%⟧", "`%` means nothing in a grammar"),
    DiagnosticRow(
      "unexpected-character", "rule a -> Person = ⟦“⟧x", "`“` means nothing in a grammar",
      note: "texts stand between straight quotes, \"…\"", suggestion: "did you mean `\"`?"),
    DiagnosticRow(
      "unterminated-string", "rule a -> Person = ⟦\"x⟧\nrule b -> Person = \"y\"",
      "the text is not closed by `\"` on its line",
      note: "write `\\\"` for a quote and `\\n` for a line break inside the text"),
    DiagnosticRow(
      "unterminated-regex", "rule a -> Person = raw⟦/x⟧\nrule b -> Person = \"y\"",
      "the regular expression is not closed by `/` on its line",
      note: "write `\\/` for a slash inside the expression"),
    DiagnosticRow(
      "unknown-escape", "rule a -> Person = \"x⟦\\q⟧\"", "`\\q` is no escape",
      note: "the escapes are `\\\"`, `\\\\`, `\\n` and `\\t`; in test texts also `\\[` and `\\]`"),
    DiagnosticRow(
      "unknown-declaration", "⟦rul⟧ a -> Person = \"x\"", "`rul` begins no declaration",
      suggestion: "did you mean `rule`?"),
    DiagnosticRow(
      "unknown-declaration", "rule a -> Person = n:\"x\" emit Title($n) ⟦emmit⟧ Title($n)",
      "`emmit` begins no declaration",
      suggestion: "did you mean `emit`?"),
    DiagnosticRow("unknown-declaration", "⟦something⟧ a", "`something` begins no declaration"),
    DiagnosticRow(
      "reserved-word", "macro ⟦digits⟧ = \"x\"\nrule a -> Person = digits",
      "`digits` is a word of the language and cannot be a name here"),
    DiagnosticRow(
      "reserved-word", "rule a -> Person = ⟦after⟧:\"x\"",
      "`after` is a word of the language and cannot be a name here"),
    DiagnosticRow(
      "nesting-too-deep",
      "rule a -> Person = " + String(repeating: "(", count: 64) + "⟦(⟧\"x\""
        + String(repeating: ")", count: 65),
      "nested deeper than 64 levels"),
    DiagnosticRow(
      "nesting-too-deep",
      "rule a -> Person = \"x\"" + String(repeating: " & \"x\"", count: 63) + " & ⟦\"x\"⟧",
      "nested deeper than 64 levels"),
    DiagnosticRow(
      "number-too-large", "rule a -> Person = digits(1..⟦99999999999999999999⟧)", "the number is too large"),
    DiagnosticRow(
      "second-quantifier", "rule a -> Person = \"x\"+⟦?⟧", "a second quantifier on one element",
      note: "put the quantified element in parentheses to repeat it"),
    DiagnosticRow(
      "duplicate-attribute", "rule a -> Person priority 1 ⟦priority⟧ 2 = \"x\"", "`priority` is given twice"),
    DiagnosticRow(
      "duplicate-attribute",
      "rule a -> Title = \"x\"\nrule b -> Person = \"y\"\nlink Holds(Person, Title) { order any ⟦order⟧ any }",
      "`order` is given twice"),
    DiagnosticRow(
      "attribute-after-pattern", "rule a -> Person = \"x\" ⟦priority 2⟧",
      "`priority` stands after the pattern",
      note: "attributes stand between the rule's name or result and the `=`"),
    DiagnosticRow(
      "attribute-after-pattern", "rule a -> Person = \"x\" ⟦within line⟧",
      "`within` stands after the pattern",
      note: "attributes stand between the rule's name or result and the `=`"),
    DiagnosticRow(
      "second-stage-line", files: ["m.grammar": "stage ⟪middle⟫\n⟦stage⟧ late\nrule a -> Person = \"x\""],
      "a file belongs to one stage", note: "the first `stage`"),
    DiagnosticRow(
      "bad-range", "rule a -> Person = digits(⟦3..1⟧)", "the range 3..1 is empty",
      note: "the smaller number comes first"),
    DiagnosticRow(
      "bad-range", "rule a -> Person = \"x\"⟦{3,1}⟧", "the range 3..1 is empty",
      note: "the smaller number comes first"),
    DiagnosticRow("bad-range", "rule a -> Person = \"x\"⟦{0}⟧ \"y\"", "the range 0..0 allows nothing"),
    DiagnosticRow("bad-range", "rule a -> Person = digits(⟦-3..-1⟧)", "the range -3..-1 allows nothing"),
    DiagnosticRow("bad-range", "rule a -> Person = letters(length ⟦0⟧)", "the range 0..0 allows nothing"),
    DiagnosticRow(
      "letters-without-length", "rule a -> Person = letters(⟦1..3⟧)", "letters have no value to compare",
      note: "`letters(length 1..3)` tests how many there are"),
    DiagnosticRow(
      "repetition-too-large", "rule a -> Person = \"x\"⟦{1,513}⟧", "513 repetitions; the limit is 512"),
    DiagnosticRow(
      "priority-out-of-range", "rule a -> Person priority ⟦101⟧ = \"x\"",
      "priority 101 is out of range -100..100"),
    DiagnosticRow(
      "length-out-of-range", "rule a -> Person length ⟦513⟧ = \"x\"", "length 513 is out of range 1..512"),
    DiagnosticRow(
      "length-out-of-range", "rule a -> Person length ⟦0⟧ = \"x\"", "length 0 is out of range 1..512"),
    DiagnosticRow(
      "distance-out-of-range",
      "rule a -> Title = \"x\"\nrule b -> Person = \"y\"\nlink Holds(Person, Title) { distance ⟦0..513⟧ tokens }",
      "a distance of 513 tokens; the limit is 512"),
    DiagnosticRow(
      "distance-out-of-range",
      "rule a -> Title = \"x\"\nrule b -> Person = \"y\"\nlink Holds(Person, Title) { distance ⟦0..17⟧ sentences }",
      "a distance of 17 sentences; the limit is 16"),
    DiagnosticRow(
      "empty-punctuation", "rule a -> Person = punct(⟦\"\"⟧)", "`punct` of no marks matches nothing"),
    DiagnosticRow("not-punctuation", "rule a -> Person = punct(⟦\"-a\"⟧)", "`a` is not a punctuation mark"),
  ]

  @Test(arguments: rows) func `a syntax error is told once, in its place, with these words`(
    row: DiagnosticRow
  ) {
    row.expectExactly()
  }

  @Test func `a byte that is no UTF-8 is told once and reading goes on`() {
    let bytes = Array("stage middle\nrule a -> Person = \"x".utf8) + [0xFF, 0xFE] + Array("y\" @kinds".utf8)
    let sources = GrammarSourceSet([
      "cascade.grammar": Array(testCascade.utf8), "middle/a.grammar": bytes,
    ])
    let (_, diagnostics) = GrammarChecker.check(sources: sources, normalizers: [])
    let found = errors(diagnostics)
    #expect(found.map(\.kind.message) == ["byte 0xFF is not valid UTF-8", "there is no lexicon `kinds`"])
    #expect(found.first?.span == SourceSpan(file: "middle/a.grammar", start: 34, end: 35))
  }

  @Test(arguments: [
    "rule a -> Person = any{-1}", "rule a -> Person = any{3,2}", "rule a -> Person = \"x\" |",
    "rule a -> Person = \"y\" (\"x\" | )+", "rule a -> Person = ) \"x\"", "rule a -> Person =",
    "rule a -> Person = raw /a/", "rule a -> Person = upper(length 2)",
    "include \"\"\nrule a -> Person = \"x\"",
  ]) func `one mistake gives one diagnostic`(text: String) {
    let (_, diagnostics) = check([
      "early/part.grammar": "stage early\nrule part -> Part = \"phần\"",
      "middle/a.grammar": "stage middle\n" + text,
    ])
    #expect(diagnostics.filter { $0.span.file == "middle/a.grammar" }.map(\.kind.message).count == 1)
  }

  static let text = "stage middle\nrule a -> Person = \"x\"\n"

  @Test(arguments: [
    ("\u{FEFF}" + text, false), (text, false), ("\u{FEFF}" + text, true), (text, true),
  ]) func `a file in UTF-16 is told of once, and nothing else`(text: String, isBigEndian: Bool) {
    let bytes = text.utf16.flatMap { unit in
      isBigEndian ? [UInt8(unit >> 8), UInt8(unit & 0xFF)] : [UInt8(unit & 0xFF), UInt8(unit >> 8)]
    }
    for path in ["cascade.grammar", "middle/a.grammar"] {
      var files = ["cascade.grammar": Array(testCascade.utf8), "middle/a.grammar": Array(Self.text.utf8)]
      files[path] = bytes
      let sources = GrammarSourceSet(files)
      let (grammar, diagnostics) = GrammarChecker.check(sources: sources, normalizers: [])
      var renderer = DiagnosticRenderer(sources: sources)
      #expect(
        renderer.text(diagnostics) == """
          \(path):1:1: error: the file is in UTF-16, not in UTF-8 [wrong-encoding]
              note: save it as UTF-8

          """)
      #expect(grammar == nil)
    }
    #expect(LexiconReader(path: "k.tsv", bytes: bytes).diagnostics.map(\.kind) == [.wrongEncoding("UTF-16")])
  }

  @Test func `lines that end with a carriage return alone are told of once; others are read`() {
    let old = Array(Self.text.replacing("\n", with: "\r").utf8)
    let (_, diagnostics) = GrammarChecker.check(
      sources: GrammarSourceSet(["cascade.grammar": Array(testCascade.utf8), "middle/a.grammar": old]),
      normalizers: [])
    #expect(diagnostics.map(\.kind) == [.carriageReturns])
    #expect(diagnostics.map(\.kind.message) == ["the lines end with a carriage return alone"])
    #expect(
      diagnostics.map(\.kind.note) == [
        "save the file with line feeds, with or without carriage returns before them"
      ])
    #expect(
      LexiconReader(path: "k.tsv", bytes: Array("phrase\rx\r".utf8)).diagnostics.map(\.kind) == [
        .carriageReturns
      ])
    for text in ["phrase\r\nx\r\n", "phrase\nx\r", "phrase\r", "phrase\r\nx"] {
      #expect(
        LexiconReader(path: "k.tsv", bytes: Array(text.utf8)).diagnostics.isEmpty, "\(text.debugDescription)")
    }
  }

  @Test func `a bad byte is no stray white space`() {
    let reader = LexiconReader(
      path: "k.tsv", bytes: Array("phrase\n".utf8) + [0xE9, 0x0A, 0x78, 0xE9, 0x20, 0x79, 0x0A])
    #expect(reader.diagnostics.map(\.kind) == [.invalidUTF8(byte: 0xE9)])
    let (_, problems) = GrammarChecker.check(
      sources: GrammarSourceSet([
        "cascade.grammar": Array(testCascade.utf8),
        "middle/a.grammar": Array("stage middle\nrule a -> Person = \"x".utf8) + [
          0xFF, 0xFE, 0x22, 0x20, 0x22, 0xE9, 0x22,
        ],
      ]), normalizers: [])
    #expect(problems.filter { $0.span.file == "middle/a.grammar" }.map(\.kind) == [.invalidUTF8(byte: 0xFF)])
  }

  @Test func `a file that is too large to be read is told of with its size`() {
    var sources = GrammarSourceSet(texts: ["cascade.grammar": testCascade, "a.grammar": "", "k.tsv": ""])
    sources.oversized = ["a.grammar": 5_000_000, "k.tsv": 300_000_000]
    let (grammar, diagnostics) = GrammarChecker.check(sources: sources, normalizers: [])
    #expect(grammar == nil)
    #expect(
      diagnostics.map(\.kind.message) == [
        "the file has 5000000 bytes; the limit is 4194304",
        "the file has 300000000 bytes; the limit is 268435456",
      ])
    var other = GrammarSourceSet(texts: ["cascade.grammar": testCascade, "a.grammar": ""])
    other.oversized = ["cascade.grammar": 1, "a.grammar": 2]
    sources.oversized = [:]
    sources.add(other)
    #expect(sources.oversized == ["+cascade.grammar": 1, "a.grammar": 2])
  }

  @Test func `a file beyond the limit is refused unread`() {
    let bytes = Array(repeating: UInt8(ascii: "#"), count: GrammarLimits.grammarFileSize + 1)
    let (file, diagnostics) = GrammarParser.parse(bytes, path: "a.grammar")
    #expect(diagnostics.map(\.kind.message) == ["the file has 4194305 bytes; the limit is 4194304"])
    #expect(diagnostics.map(\.kind.id) == ["file-too-large"])
    #expect(file.declarations.isEmpty)
  }

  @Test func `problems beyond the limit are counted out`() {
    let rules = (0..<1500).map { "rule r\($0) -> Person = @l\($0)x" }.joined(separator: "\n")
    let (_, diagnostics) = check(["middle/a.grammar": "stage middle\n" + rules])
    #expect(diagnostics.count == GrammarLimits.diagnostics + 1)
    #expect(diagnostics.last?.kind.message == "more than 1000 problems; the rest is not shown")
    #expect(diagnostics.last?.kind.id == "too-many-problems")
  }

  @Test func `each declaration after a broken one is read`() {
    let source = """
      stage middle
      rule a -> Person = (
      rule b -> Person = "x" )
        emit
      test a { match "[x]" }
      rule c -> Person = "y"
      """
    let (file, diagnostics) = GrammarParser.parse(source, path: "a.grammar")
    #expect(diagnostics.count == 2)
    #expect(file.declarations.map(\.keyword) == ["rule", "test", "rule"])
    #expect(file.brokenNames.contains("a"))
  }
}
