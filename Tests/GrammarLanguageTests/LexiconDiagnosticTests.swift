import Testing
import TextModel

@testable import GrammarLanguage

@Suite struct LexiconDiagnosticTests {
  static func words(_ count: Int) -> String { Array(repeating: "x", count: count).joined(separator: " ") }

  static let rows: [DiagnosticRow] = [
    DiagnosticRow(
      "missing-phrase-column", tsv: "⟦word⟧\tkind\nx\ty\n", "the first column is `word`, not `phrase`",
      note: "the first line names the columns, separated by tabs, the first of them `phrase`"),
    DiagnosticRow("bad-column-name", tsv: "phrase\t⟦a-b⟧\nx\ty\n", "`a-b` cannot name a column"),
    DiagnosticRow("bad-column-name", tsv: "phrase\t⟦⟧\ta\nx\ty\n", "a column without a name"),
    DiagnosticRow("too-many-cells", tsv: "phrase\ta\nx\ty\t⟦z⟧\n", "the row has 3 cells, the header 2"),
    DiagnosticRow("empty-phrase-cell", tsv: "phrase\ta\n⟦\ty⟧\nx\n", "the row has no phrase"),
    DiagnosticRow(
      "stray-white-space", tsv: "phrase\ta\nx\t⟦ y  z⟧\n", "stray white space", suggestion: "write `y z`"),
    DiagnosticRow(
      "stray-white-space", tsv: "phrase\n⟦x\u{A0}y⟧\n", "stray white space", suggestion: "write `x y`"),
    DiagnosticRow(
      "stray-white-space", "lexicon k { ⟦\"x \"⟧ }\nrule a -> Person = @k", "stray white space",
      suggestion: "write `\"x\"`"),
    DiagnosticRow(
      "stray-white-space", "rule a -> Person = ⟦\"x  y\"⟧", "stray white space", suggestion: "write `\"x y\"`"
    ),
    DiagnosticRow(
      "not-composed", tsv: "phrase\n⟦ha\u{300}⟧\n", "letters and marks are not composed (NFC)",
      suggestion: "write `hà`, composed"),
    DiagnosticRow(
      "duplicate-row", tsv: "phrase\ta\n⟪x\t1⟫\nx\t2\n⟦x⟧\t1\n", "the row for `x` is there already",
      note: "the first one"),
    DiagnosticRow(
      "duplicate-row", "lexicon k { ⟪\"x\"⟫ ⟦\"x\"⟧ }\nrule a -> Person = @k",
      "the row for `x` is there already",
      note: "the first one"),
    DiagnosticRow(
      "empty-lexicon",
      files: [
        "m.grammar": "stage middle\nlexicon k from ⟦\"k.tsv\"⟧\nrule a -> Person = @k",
        "k.tsv": "phrase\n# x\n",
      ],
      "lexicon `k` has no entries"),
    DiagnosticRow("empty-lexicon", "lexicon ⟦k⟧ { }\nrule a -> Person = @k", "lexicon `k` has no entries"),
    DiagnosticRow(
      "mistyped-cell", tsv: "phrase\tn:number\nx\t1.5\ny\t⟦1,5⟧\n", "`1,5` in column `n` is not a number"),
    DiagnosticRow(
      "mistyped-cell", tsv: "phrase\tn:flag\nx\ttrue\ny\t⟦yes⟧\n", "`yes` in column `n` is not a flag"),
    DiagnosticRow(
      "phrase-too-long", tsv: "phrase\ta\nx\ty\n⟦\(Self.words(513))⟧\tz\n",
      "the phrase has 513 words; no match is longer than 512 tokens"),
    DiagnosticRow(
      "phrase-too-long", "lexicon k { ⟦\"\(Self.words(513))\"⟧ }\nrule a -> Person = @k",
      "the phrase has 513 words; no match is longer than 512 tokens"),
    DiagnosticRow(
      "non-canonical-cell", tsv: "phrase\tn:number\nx\t⟦1.50⟧\ny\t2\n", "`1.50` is read as `1.5`",
      suggestion: "write `1.5`"),
    DiagnosticRow(
      "quoted-cell", tsv: "phrase\ta\n⟦\"x y\"⟧\tz\n", "the quotes are part of the text",
      note: "cells end at tabs, and need no quotes", suggestion: "write `x y`"),
    DiagnosticRow(
      "quoted-cell", tsv: "phrase\ta\nx\t⟦\"y \"\"z\"\"\"⟧\n", "the quotes are part of the text",
      note: "cells end at tabs, and need no quotes", suggestion: "write `y \"z\"`"),
    DiagnosticRow(
      "duplicate-column", tsv: "⟪phrase⟫\t⟦phrase⟧\nx\ty\n", "column `phrase` is declared twice",
      note: "the first one"),
    DiagnosticRow(
      "duplicate-column", "lexicon k { \"x\": ⟪a⟫ = \"1\", ⟦a⟧ = \"2\" }\nrule a -> Person = @k",
      "column `a` is declared twice", note: "the first one"),
    DiagnosticRow(
      "duplicate-column",
      "lexicon k document { ⟪a⟫: text ⟦a⟧: text }\nrule a -> Person = x:\"x\" export $x to @k",
      "column `a` is declared twice", note: "the first one"),
    DiagnosticRow(
      "document-column-kind",
      "lexicon k document { n: ⟦number⟧ }\nrule a -> Person = x:\"x\" export $x to @k",
      "column `n` of a document lexicon is of kind `number`; only `text` can be kept there"),
    DiagnosticRow("empty-phrase", "lexicon k { ⟦\"\"⟧ \"x\" }\nrule a -> Person = @k", "the phrase is empty"),
    DiagnosticRow(
      "no-row-passes", "lexicon k { \"x\": level = \"high\" }\nrule a -> Person = @k[level = ⟦\"hihg\"⟧]",
      "no row of `k` has the value \"hihg\"", suggestion: "did you mean `\"high\"`?"),
    DiagnosticRow(
      "no-row-passes",
      "lexicon k { \"x\": a = \"1\" \"y\": b = \"2\" }\nrule a -> Person = @⟦k⟧[a = \"1\", b = \"2\"]",
      "no row of `k` passes these tests"),
    DiagnosticRow(
      "lexicon-never-filled", "lexicon ⟦k⟧ document\nrule a -> Person = @k",
      "no rule exports to document lexicon `k`"),
    DiagnosticRow(
      "lexicon-filled-later",
      files: [
        "e.grammar": "stage early\ninclude \"s.grammar\"\nrule e -> Person = @⟦k⟧",
        "m.grammar": "stage middle\ninclude \"s.grammar\"\nrule a -> Person = x:\"x\" export $x to @k",
        "s.grammar": "lexicon k document",
      ], "lexicon `k` is filled by stage `middle`, which runs after `early`",
      note: "exports are seen by the stages behind the one that makes them"),
    DiagnosticRow(
      "lexicon-filled-later", "lexicon k document\nrule a -> Person = @⟦k⟧ x:\"x\" export $x to @k",
      "lexicon `k` is filled by this stage, which does not see its own exports",
      note: "exports are seen by the stages behind the one that makes them"),
    DiagnosticRow(
      "unused-lexicon", "lexicon ⟦k⟧ document\nrule a -> Person = x:\"x\" export $x to @k",
      "lexicon `k` is never used"),
  ]

  @Test(arguments: rows) func `a lexicon's mistake is told once, in its place, with these words`(
    row: DiagnosticRow
  ) {
    row.expectExactly()
  }

  @Test func `rows keep their cells, columns their kinds, entries their lines`() throws {
    let source =
      "\u{FEFF}# a comment\nphrase\tkind\tlevel:number\r\nNghị định\tdecree\t2\r\n#x\ty\nLuật\n\nLuật\t\t3\n"
    let reader = LexiconReader(path: "k.tsv", bytes: Array(source.utf8))
    #expect(reader.diagnostics.isEmpty)
    #expect(reader.columns.map(\.name) == ["kind", "level"])
    #expect(reader.columns.map(\.kind) == [.text, .number])
    #expect(reader.entries.map(\.phrase) == ["Nghị định", "Luật", "Luật"])
    #expect(reader.entries.map { Array($0.cells) } == [["decree", "2"], ["", ""], ["", "3"]])
    let table = LineTable(Array(source.utf8))
    #expect(reader.entries.map { table.location(of: $0.span.start, in: "k.tsv").line } == [3, 5, 7])
  }

  @Test func `numbers are kept as tests compare them, and the longest phrase that can be found is kept`() {
    let source = "phrase\tn:number\tt\n\(Self.words(512))\t007\t007\n"
    let reader = LexiconReader(path: "k.tsv", bytes: Array(source.utf8))
    #expect(reader.diagnostics.map(\.kind) == [.nonCanonicalCell("007", fixed: "7")])
    #expect(reader.entries.map { Array($0.cells) } == [["7", "007"]])
    #expect(reader.entries.wordCounts == (512, 512))
  }

  @Test(arguments: [
    "\"Đổi mới\" 2\tb", "a \"b\"", "\"\tx", "5\"\tx", "\"a\" và \"b\"\tx",
  ]) func `quotes within a cell are no quotes around it`(row: String) {
    #expect(LexiconReader(path: "k.tsv", bytes: Array("phrase\ta\n\(row)\n".utf8)).diagnostics == [])
  }

  @Test func `a header alone on the last line without a line break is read`() {
    let reader = LexiconReader(path: "k.tsv", bytes: Array("phrase".utf8))
    #expect(reader.diagnostics.isEmpty)
    #expect(reader.entries.isEmpty)
  }

  @Test(arguments: [
    ("ha\u{300}", "hà"), ("e\u{302}\u{301}", "ế"), ("e\u{323}\u{302}", "ệ"), ("ê\u{323}", "ệ"),
    ("o\u{31B}\u{303}", "ỡ"),
    ("u\u{31B}", "ư"), ("x\u{300}", "x\u{300}"), ("a\u{300}\u{300}", "à\u{300}"), ("\u{300}a", "\u{300}a"),
    ("abc", "abc"),
  ]) func `letters and marks are composed`(source: String, expected: String) {
    let composed = CanonicalComposition.composed(source)
    #expect(Array(composed.unicodeScalars) == Array(expected.unicodeScalars))
    #expect(CanonicalComposition.isComposed(source.utf8) == source.utf8.elementsEqual(expected.utf8))
    #expect(CanonicalComposition.composed(composed).utf8.elementsEqual(composed.utf8))
  }
}
