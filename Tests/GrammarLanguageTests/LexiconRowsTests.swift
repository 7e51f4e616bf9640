import Testing

@testable import GrammarLanguage

/// The rows of a lexicon file, by the fast way and with mending.
struct LexiconRowsTests {
  private func read(_ source: String) -> LexiconReader {
    LexiconReader(path: "k.tsv", bytes: Array(source.utf8))
  }

  @Test func `mended rows are rows among the others, and stand where they stood`() {
    let source = "phrase\tkind\nluật\tlaw\n nghị  định\tdecree\nsố\t\nha\u{300} nội\tcity\r\nthông tư\n"
    let reader = read(source)
    #expect(reader.diagnostics.count == 2)
    #expect(reader.entries.map(\.phrase) == ["luật", "nghị định", "số", "hà nội", "thông tư"])
    #expect(reader.entries.map { Array($0.cells) } == [["law"], ["decree"], [""], ["city"], [""]])
    #expect(Array(reader.entries[3].phrase.utf8) == Array("hà nội".utf8))
    let table = LineTable(Array(source.utf8))
    #expect(reader.entries.map { table.location(of: $0.span.start, in: "k.tsv").line } == [2, 3, 4, 5, 6])
    #expect(reader.entries[3].span.end - reader.entries[3].span.start == "ha\u{300} nội\tcity".utf8.count)
  }

  @Test(arguments: [
    // A row, one that is the same, the line of each.
    ("luật\tx", "luật\tx"), ("luật", "luật\t"), ("luật\t\t", "luật"), ("luật\tx", " luật\tx"),
    (" luật  số", "luật số"), ("ha\u{300}", "hà"), ("hà", "ha\u{300}"), ("a  b", "a   b"),
  ]) func `a row that was there before is reported once`(first: String, second: String) {
    let reader = read("phrase\tkind\tlevel\n\(first)\nkhác\n\(second)\n")
    let duplicates = reader.diagnostics.filter { if case .duplicateRow = $0.kind { true } else { false } }
    #expect(duplicates.count == 1)
    #expect(reader.entries.count == 2)
    let table = LineTable(Array("phrase\tkind\tlevel\n\(first)\nkhác\n\(second)\n".utf8))
    #expect(duplicates.map { table.location(of: $0.span.start, in: "").line } == [4])
    #expect(duplicates.map { $0.related.map { table.location(of: $0.start, in: "").line } } == [2])
  }

  @Test func `rows that differ by a byte or a cell's place differ`() {
    let rows = [
      "a", "a\tb", "a\t\tb", "ab", "a b", "aaaaaaaab", "aaaaaaaac", "aaaaaaaa", "aaaaaaaaaaaaaaaac",
    ]
    let reader = read("phrase\tkind\tlevel\n" + rows.joined(separator: "\n"))
    #expect(reader.diagnostics.isEmpty)
    #expect(reader.entries.count == rows.count)
  }

  @Test func `many rows keep apart`() {
    let rows = (0..<20_000).map { "từ \($0 % 10_000)\tloại \($0 / 10_000)" }
    let reader = read("phrase\tkind\n" + rows.joined(separator: "\n"))
    #expect(reader.diagnostics.isEmpty)
    #expect(reader.entries.map { $0.phrase + "\t" + $0.cells[0] } == rows)
  }

  @Test(arguments: [
    ("a\tb", 1, true), ("a b\tc d", 1, true), (" a", 0, false), ("a ", 0, false), ("a\t b", 1, false),
    ("a \tb", 1, false), ("a  b", 0, false), ("a\u{A0}b", 0, false), ("a\u{2003}b", 0, false),
    ("a\u{300}", 0, false), ("a\u{B}b", 0, false), ("a\rb", 0, false), ("\t\t", 2, true), ("ủy ban", 0, true),
    ("", 0, true), (" ", 0, false),
  ]) func `a look over a line tells tabs, and whether cells can need mending`(
    text: String, tabs: Int, isPlain: Bool
  ) {
    for (ending, next) in [("", 1), ("\n", 1), ("\r\n", 2), ("\r", 2)] {
      let bytes = Array((text + ending + (ending.hasSuffix("\n") ? "more  text" : "")).utf8)
      let line = LexiconLine(bytes.span, from: 0)
      #expect(line.range == 0..<text.utf8.count)
      #expect(line.next == text.utf8.count + next)
      #expect(line.tabs == tabs)
      #expect(line.isPlain == isPlain, "\(text.debugDescription)")
    }
  }

  @Test func `rows made of strings say what they were made of`() {
    let entries = [("một", ["a", ""]), ("hai", ["", "b"]), ("ba", ["", ""])].enumerated().map { row, entry in
      CheckedLexicon.Entry(
        phrase: entry.0, cells: entry.1,
        span: SourceSpan(file: "a.grammar", start: 10 * row, end: 10 * row + 3))
    }
    let rows = LexiconRows(entries, columnCount: 2)
    #expect(rows.map(\.phrase) == entries.map(\.phrase))
    #expect(rows.map { Array($0.cells) } == entries.map(\.cells))
    #expect(rows.map(\.span) == entries.map(\.span))
  }

  @Test(arguments: [
    ([0, 4] as [UInt32], [] as [UInt32]), ([2, 1], []), ([0], []), ([0, 1], [0]), ([0, 1, 2, 9], []),
  ]) func `offsets that are none are refused`(lines: [UInt32], places: [UInt32]) {
    #expect(
      LexiconRows(text: [65, 66, 67], lines: lines, places: places, file: "", columnCount: 0) == nil)
  }

  @Test func `line starts are those of every line break`() {
    for text in [
      "", "\n", "a\n\nbcdefghijk\nlm", "\n\n\n\n\n\n\n\n\n\n", "ủy\u{10A}\u{8A}\n\u{B}\nxyzxyzxyzxyz",
    ] {
      let bytes = Array(text.utf8)
      #expect(
        LineTable.lineStarts(of: bytes) == [0] + bytes.indices.filter { bytes[$0] == 10 }.map { $0 + 1 })
    }
  }
}
