import Extraction
import GrammarEngine
import GrammarLanguage
import Testing
import Tokenization

/// Grammars made to hurt: each is refused with the error of the limit that it breaks, or accepted and works. That the
/// test ends is the proof that nothing hangs.
@Suite struct HostileGrammarTests {
  struct Row: CustomTestStringConvertible, Sendable {
    var name: String
    /// The ids of all errors; none for a grammar that is accepted.
    var ids: Set<String>
    var files: [String: [UInt8]]
    var testDescription: String { name }

    init(_ name: String, _ ids: Set<String>, files: [String: [UInt8]]) {
      (self.name, self.ids, self.files) = (name, ids, files)
      if self.files["cascade.grammar"] == nil {
        self.files["cascade.grammar"] = Array("group g\ntype X group g { value: text }\nstages s".utf8)
      }
    }

    /// One stage file.
    init(_ name: String, _ ids: Set<String>, _ text: String) {
      self.init(name, ids, files: ["s.grammar": Array(("stage s\n" + text).utf8)])
    }

    init(_ name: String, _ ids: Set<String>, tsv: [UInt8]) {
      self.init(
        name, ids,
        files: ["s.grammar": Array("stage s\nlexicon l from \"l.tsv\"\nrule a -> X = @l".utf8), "l.tsv": tsv])
    }

    init(_ name: String, _ ids: Set<String>, cascade: String) {
      self.init(
        name, ids,
        files: [
          "cascade.grammar": Array(cascade.utf8), "s.grammar": Array("stage s\nrule a -> X = \"x\"".utf8),
        ])
    }
  }

  private static func times(_ count: Int, _ text: String) -> String { String(repeating: text, count: count) }

  private static func each(_ count: Int, _ text: (Int) -> String) -> String { (0..<count).map(text).joined() }

  private static let base = "group g\ntype X group g { value: text }\nstages s\n"

  /// Bytes that look like nothing: a fixed pseudo-random stream.
  private static func junk(_ count: Int) -> [UInt8] {
    var state: UInt64 = 7
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(truncatingIfNeeded: state >> 33)
    }
  }

  static let syntax: [Row] = [
    Row("a million parentheses", ["nesting-too-deep"], "rule a -> X = " + times(1_000_000, "(")),
    Row(
      "sixty-five parentheses", ["nesting-too-deep"], "rule a -> X = \(times(65, "("))any\(times(65, ")"))"),
    Row("sixty parentheses", [], "rule a -> X = \(times(60, "("))any\(times(60, ")"))"),
    Row("nested glued", ["nesting-too-deep"], "rule a -> X = \(times(70, "glued{"))any\(times(70, "}"))"),
    Row(
      "nested contexts", ["nesting-too-deep"], "rule a -> X = \(times(70, "after("))any\(times(70, ")")) any"),
    Row("a quarter of a million nots", ["unexpected-token"], "rule a -> X = \(times(250_000, "not "))\"x\""),
    Row("nested calls", ["nesting-too-deep"], "rule a -> X { value = \(times(100_000, "last("))} = any"),
    Row("a repetition beyond the bound", ["repetition-too-large"], "rule a -> X length 512 = any{513}"),
    Row("a repetition beyond all bounds", ["number-too-large"], "rule a -> X = any{99999999999999999999}"),
    Row("a length beyond the bound", ["length-out-of-range"], "rule a -> X length 513 = any"),
    Row("a priority beyond the bound", ["priority-out-of-range"], "rule a -> X priority 101 = any"),
    Row(
      "binary junk", ["invalid-utf8", "unexpected-character", "unterminated-string"],
      files: ["s.grammar": junk(300_000)]),
    Row(
      "zeros", ["unexpected-character", "missing-stage"],
      files: ["s.grammar": Array(repeating: 0, count: 100_000)]),
    Row(
      "Latin-1", ["invalid-utf8"],
      files: ["s.grammar": Array("stage s rule a -> X = \"x ".utf8) + [0xE9] + Array("\"".utf8)]),
    Row(
      "a giant file", ["file-too-large"],
      files: ["s.grammar": Array(repeating: 0x20, count: (4 << 20) + 1)]),
    Row(
      "giant files together", ["folder-too-large"],
      files: Dictionary(
        uniqueKeysWithValues: (0..<9).map {
          ("\($0).grammar", Array(repeating: UInt8(ascii: "#"), count: 4 << 20))
        })),
    Row(
      "too many files", ["too-many-files"],
      files: Dictionary(uniqueKeysWithValues: (0..<1024).map { ("\($0).grammar", Array("stage s".utf8)) })),
    Row(
      "a file in UTF-16", ["wrong-encoding"],
      files: ["s.grammar": "stage s\nrule a -> X = any".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }]),
    Row(
      "lines that end with carriage returns", ["carriage-returns"],
      files: ["s.grammar": Array("stage s\rrule a -> X = any # x\rrule b -> X = any".utf8)]),
    Row("a text never closed", ["unterminated-string"], "rule a -> X = \"" + times(1_000_000, "x ")),
    Row("an expression never closed", ["unterminated-regex"], "rule a -> X = raw/" + times(1_000_000, "x")),
  ]

  static let names: [Row] = [
    Row("too many types", ["too-many-types"], cascade: base + each(70) { "type T\($0) group g\n" }),
    Row("sixty-four types", [], cascade: base + each(63) { "type T\($0) group g\n" }),
    Row("too many groups", ["too-many-groups"], cascade: base + each(70) { "group g\($0)\n" }),
    Row(
      "too many stages", ["too-many-stages"],
      cascade: base.replacing("stages s", with: "stages s") + each(70) { ", s\($0)" }),
    Row(
      "too many relations", ["too-many-relations"], cascade: base + each(300) { "relation R\($0)(X, X)\n" }),
    Row(
      "too many fields", ["too-many-fields"],
      cascade: base + "type T group g { \(each(200) { "f\($0): text " }) }"),
    Row(
      "types that absorb each other", ["absorbs-cycle"],
      cascade: base + each(60) { "type T\($0) group g absorbs T\(($0 + 1) % 60)\n" }),
    Row(
      "too many lexicons", ["too-many-lexicons"],
      each(4100) { "lexicon l\($0) { \"x\" }\n" } + "rule a -> X = \"x\""),
    Row(
      "too many macros", ["too-many-macros"], each(16_400) { "macro m\($0) = any\n" } + "rule a -> X = \"x\""),
    Row("too many rules", ["too-many-rules"], each(16_400) { "rule r\($0) -> X = \"x\($0)\"\n" }),
    Row(
      "too many link declarations", ["too-many-links"],
      files: [
        "cascade.grammar": Array((base + "relation R(X, X)\n").utf8),
        "s.grammar": Array(
          ("stage s\nrule a -> X = \"x\"\n"
            + each(1100) { "link R(X, X) { distance 0..\($0 % 500) tokens }\n" }).utf8),
      ]),
    Row("too many captures", ["too-many-captures"], "rule a -> X = " + each(200) { "c\($0):any " }),
    Row("many rules of one name", ["duplicate-rule"], times(5_000, "rule a -> X = \"x\"\n")),
    Row(
      "a file that includes itself", ["include-cycle"],
      files: [
        "s.grammar": Array("stage s\ninclude \"a.grammar\"\nrule a -> X = \"x\"".utf8),
        "a.grammar": Array("include \"a.grammar\"".utf8),
      ]),
    Row(
      "a ring of files", ["include-cycle"],
      files: Dictionary(
        uniqueKeysWithValues: (0..<300).map {
          ("f\($0).grammar", Array("include \"f\(($0 + 1) % 300).grammar\"".utf8))
        }
      )
      .merging(["s.grammar": Array("stage s\ninclude \"f0.grammar\"\nrule a -> X = \"x\"".utf8)]) { $1 }),
    Row(
      "a chain of files", ["includes-too-deep"],
      files: Dictionary(
        uniqueKeysWithValues: (0..<300).map {
          ("f\($0).grammar", Array(($0 < 299 ? "include \"f\($0 + 1).grammar\"" : "macro m = any").utf8))
        }
      )
      .merging(["s.grammar": Array("stage s\ninclude \"f0.grammar\"\nrule a -> X = m".utf8)]) { $1 }),
    Row(
      "a file outside of the folder", ["path-outside-folder"],
      "include \"../../etc/passwd\"\nrule a -> X = any"),
  ]

  static let sizes: [Row] = [
    Row(
      "macros that double", ["pattern-too-large"],
      "macro m0 = any\n" + each(59) { "macro m\($0 + 1) = m\($0) m\($0)\n" } + "rule a -> X = m59"),
    Row(
      "macros that double their arguments", ["pattern-too-large"],
      "macro d(x) = x x\nrule a -> X = \(times(40, "d("))any\(times(40, ")"))"),
    Row(
      "a long chain of macros", ["nesting-too-deep"],
      "macro m0 = any\n" + each(5_000) { "macro m\($0 + 1) = m\($0)\n" } + "rule a -> X = m5000"),
    Row("a macro that calls itself", ["macro-recursion"], "macro m = any m\nrule a -> X = m"),
    Row(
      "a ring of macros", ["macro-recursion"],
      each(50) { "macro m\($0) = any m\(($0 + 1) % 50)\n" } + "rule a -> X = m0"),
    Row(
      "macros that hand themselves on", ["macro-recursion"], "macro m(x) = x m(x x)\nrule a -> X = m(any)"),
    Row(
      "nested bounded repetitions", ["pattern-too-large"],
      "rule a -> X = \(times(20, "("))any\(times(20, "){512}"))"),
    Row("two nested repetitions", ["pattern-too-large"], "rule a -> X = (any{512}){512}"),
    Row(
      "nested open repetitions", ["pattern-too-large"], "rule a -> X = \(times(50, "("))any\(times(50, "+)"))"
    ),
    Row("nested stars", [], "rule a -> X = any \(times(50, "("))any\(times(50, "*)"))"),
    Row(
      "a choice of many words", ["pattern-too-large"],
      "rule a -> X = " + each(30_000) { "\"w\($0)\" | " } + "\"x\""),
    Row("a choice of words", [], "rule a -> X = " + each(10_000) { "\"w\($0)\" | " } + "\"x\""),
    Row(
      "many large rules", ["automaton-too-large"],
      each(250) {
        "rule r\($0) -> X length 512 = (any \"a\($0)\"?){0,500} (" + each(8) { "(\"\($0)\" any?){0,500} |" }
          + "\"x\")\n"
      }
    ),
    Row(
      "a large rule in a context", ["pattern-too-large", "matches-nothing"],
      "rule a -> X = before(((any any?){500}){500}) any"),
    Row("a context of too many tokens", ["matches-nothing"], "rule a -> X = before(any{65}) any"),
    Row("an expression of groups", ["bad-regex"], "rule a -> X = raw/" + times(100_000, "(") + "/"),
    Row(
      "an expression of repetitions", ["bad-regex"],
      "rule a -> X = raw/\(times(30, "("))a\(times(30, "){255}"))/"),
    Row("an expression beyond its repetitions", ["bad-regex"], "rule a -> X = raw/a{256}/"),
    Row("a large expression", ["bad-regex"], "rule a -> X = raw/(abcdefgh){255}{2}/"),
    Row("a large class", [], "rule a -> X = raw/[\(times(50_000, "a-z"))]+/"),
  ]

  static let lexicons: [Row] = [
    Row(
      "a header of a million columns", ["too-many-columns"],
      tsv: Array(("phrase" + times(1_000_000, "\ta") + "\nx\n").utf8)),
    Row(
      "a row of a million cells", ["too-many-cells"],
      tsv: Array(("phrase\ta\nx" + times(1_000_000, "\ty") + "\n").utf8)),
    Row(
      "a phrase of a million words", ["phrase-too-long"],
      tsv: Array(("phrase\n" + times(999_999, "a ") + "a\n").utf8)),
    Row("a phrase that is no token", ["phrase-of-no-token"], tsv: Array("phrase\n\u{AD}\n".utf8)),
    Row(
      "a hundred thousand rows of one phrase", [],
      tsv: Array(("phrase\tn\n" + each(100_000) { "x\t\($0)\n" }).utf8)),
    Row("a hundred thousand equal rows", [], tsv: Array(("phrase\n" + times(100_000, "x\n")).utf8)),
    Row("a table of junk", ["invalid-utf8", "missing-phrase-column"], tsv: junk(300_000)),
    Row("a table without rows", ["empty-lexicon"], tsv: Array("phrase\ta\n".utf8)),
    Row("an empty file", ["missing-phrase-column"], tsv: []),
    Row(
      "in-line entries of many columns", ["too-many-columns"],
      "lexicon l { \"x\": \((0..<500).map { "c\($0) = \"1\"" }.joined(separator: ", ")) }\nrule a -> X = @l"),
    Row(
      "a document lexicon of many columns", ["too-many-columns"],
      "lexicon l document { \(each(500) { "c\($0): text " }) }\nrule a = n:any export $n to @l"),
  ]

  static let rows = syntax + names + sizes + lexicons

  @Test(arguments: rows) func `a hostile grammar is refused by the limit that it breaks, or works`(row: Row) {
    let normalizers = StandardNormalizers.all
    let sources = GrammarSourceSet(row.files)
    let (checked, diagnostics) = GrammarChecker.check(
      sources: sources, normalizers: normalizers.map(\.signature))
    var renderer = DiagnosticRenderer(sources: sources)
    #expect(renderer.text(diagnostics).utf8.count < 1 << 20)
    _ = renderer.json(diagnostics)
    var errors = diagnostics.filter { $0.severity == .error }
    if let checked {
      do {
        let tokenizer = Tokenizer(abbreviations: [])
        let cascade = try Cascade.compile(checked, normalizers: normalizers, tokenizer: tokenizer)
        var matcher = Matcher(cascade)
        let text = String(repeating: "x a w7 Ông Lê 12, ", count: 100)
        #expect(matcher.run(tokenizer.tokenize(Array(text.utf8))).mentions.count <= 1000)
      } catch {
        errors = error.diagnostics
      }
    }
    #expect(Set(errors.map(\.kind.id)) == row.ids, "\(errors.prefix(5).map(\.kind.message))")
  }

  @Test func `there are many hostile grammars, and each limit is met by one`() {
    #expect(Self.rows.count >= 50)
    let met = Set(Self.rows.flatMap(\.ids))
    for sort in LimitedSort.allCases { #expect(met.contains("too-many-\(sort.rawValue)")) }
  }
}
