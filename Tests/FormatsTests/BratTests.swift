import Formats
import Testing

@Suite("Brat standoff")
struct BratTests {
  static let annotation = """
    T1\tLegalDocument 5 29\tNghị quyết số 20-NQ/TW
    #1\tValue T1\t20-NQ/TW
    T2\tDate 31 45\tngày 16/6/2022
    #2\tValue T2\t2022-06-16
    R1\tIssued Arg1:T1 Arg2:T2

    """

  private func read(_ annotation: String, text: String? = nil) -> Reading<AnnotatedDocument> {
    BratReader.read(
      annotation: Array(annotation.utf8), text: text.map { Array($0.utf8) }, id: "d", file: "d.ann")
  }

  @Test("mentions, values and relations are read with their lines")
  func reads() {
    let reading = read(Self.annotation)
    #expect(reading.problems.isEmpty)
    #expect(
      reading.value.mentions == [
        AnnotatedMention(
          id: "T1", type: "LegalDocument", span: CodePointSpan(5, 29), text: "Nghị quyết số 20-NQ/TW",
          value: "20-NQ/TW",
          line: 1),
        AnnotatedMention(
          id: "T2", type: "Date", span: CodePointSpan(31, 45), text: "ngày 16/6/2022", value: "2022-06-16",
          line: 3),
      ])
    #expect(reading.value.relations == [AnnotatedRelation(type: "Issued", from: 0, to: 1, line: 5)])
  }

  @Test("what was read is written the same, whatever ends the lines", arguments: ["\n", "\r\n", "\r"])
  func roundTrip(lineEnd: String) {
    let lines = Self.annotation.split(separator: "\n").joined(separator: lineEnd)
    #expect(BratWriter.annotation(read(lines).value) == Self.annotation)
  }

  struct Problem: Sendable {
    var annotation: String
    var problems: [String]
  }

  @Test(
    "each problem is told with its line, and the rest is read",
    arguments: [
      Problem(
        annotation: "T1\tDate 0\t15h", problems: ["d.ann:1: error: an odd number of offsets: ‘Date 0’"]),
      Problem(
        annotation: "T1\tDate 0 x\t15h",
        problems: ["d.ann:1: error: a mention needs a type and two offsets, not ‘Date 0 x’"]),
      Problem(
        annotation: "T1 Date 0 3 15h",
        problems: ["d.ann:1: error: a mention needs tabs between identifier, span and text"]),
      Problem(
        annotation: "T1\tDate 0 3\t15h\n#1\tValue T2\t2022",
        problems: ["d.ann:2: error: a value for T2, which is not there"]),
      Problem(
        annotation: "R1\tHolds Arg1:T1 Arg2:T2\nT1\tPerson 0 3\tLan",
        problems: ["d.ann:1: error: a relation with T2, which is not there"]),
      Problem(
        annotation: "R1\tHolds T1 T2",
        problems: ["d.ann:1: error: a relation needs a type and two arguments, not ‘Holds T1 T2’"]),
      Problem(
        annotation: "T1\tDate 0 3\t15h\nT1\tDate 5 8\t16h",
        problems: ["d.ann:2: error: T1 was there before, in line 1"]),
      Problem(
        annotation: "T1\tDate 0 3\t15h\n#1\tValue T1\ta\n#2\tValue T1\tb",
        problems: ["d.ann:3: error: T1 had a value before, in line 2"]),
      Problem(
        annotation: "A1\tNegated T1\nfoo",
        problems: [
          "d.ann:1: warning: events, attributes, normalizations and equivalences are not kept: A1",
          "d.ann:2: error: not a line of brat standoff: foo",
        ]),
      Problem(
        annotation: "T1\tDate 0 3\t15h\n#1\tAnnotatorNotes T1\t?",
        problems: ["d.ann:2: warning: notes of kind ‘AnnotatorNotes’ are not kept"]),
    ])
  func problems(_ row: Problem) {
    #expect(read(row.annotation).problems.map(\.description) == row.problems)
  }

  @Test("a discontinuous mention reaches from its first to its last offset and keeps its pieces")
  func discontinuous() {
    let document = read("T1\tPerson 0 3;8 11\tLan Anh\n").value
    #expect(document.mentions[0].span == CodePointSpan(0, 11))
    #expect(document.mentions[0].fragments == [CodePointSpan(0, 3), CodePointSpan(8, 11)])
    #expect(BratWriter.annotation(document) == "T1\tPerson 0 3;8 11\tLan Anh\n")
  }

  @Test("of two mentions with one identifier the later stands in the place of the first")
  func laterWins() {
    let document = read("T1\tDate 0 3\ta\nT2\tDate 4 5\tb\nT1\tPerson 7 9\tc\n").value
    #expect(document.mentions.map(\.text) == ["c", "b"])
  }

  @Test("line breaks and tabs in texts and values are written as spaces, one for each code point")
  func breaks() {
    let document = AnnotatedDocument(
      id: "d",
      mentions: [
        AnnotatedMention(type: "Title", span: CodePointSpan(0, 9), text: "Giám\r\nđốc", value: "a\tb")
      ])
    #expect(BratWriter.annotation(document) == "T1\tTitle 0 9\tGiám  đốc\n#1\tValue T1\ta b\n")
  }

  @Test("identifiers that are not distinct are numbered anew")
  func renumbers() {
    let mention = AnnotatedMention(id: "T7", type: "Date", span: CodePointSpan(0, 1), text: "x")
    #expect(BratWriter.annotation(AnnotatedDocument(id: "d", mentions: [mention])) == "T7\tDate 0 1\tx\n")
    #expect(
      BratWriter.annotation(AnnotatedDocument(id: "d", mentions: [mention, mention]))
        == "T1\tDate 0 1\tx\nT2\tDate 0 1\tx\n")
  }

  @Test("rules travel as notes")
  func rules() {
    let rule = RuleReference(name: "clock", file: "dates/clock.grammar", line: 12)
    let mention = AnnotatedMention(id: "T1", type: "Date", span: CodePointSpan(0, 1), text: "x", rule: rule)
    let document = AnnotatedDocument(id: "d", mentions: [mention])
    let text = BratWriter.annotation(document, includingRules: true)
    #expect(text == "T1\tDate 0 1\tx\n#2\tRule T1\tclock dates/clock.grammar:12\n")
    #expect(read(text).value.mentions[0].rule == rule)
    #expect(!BratWriter.annotation(document).contains("Rule"))
  }

  @Test("any bytes are read without a trap")
  func anyBytes() {
    var state: UInt64 = 42
    let parts = [
      "T1", "\t", "Date", " ", "0", ";", "\n", "\r", "#1", "R1", "Arg1:", "Value", "\u{FEFF}", "ế", "-",
      "99999999999999999999",
    ]
    for _ in 0..<2000 {
      var bytes: [UInt8] = []
      for _ in 0..<12 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let part = Array(parts[Int(state >> 33) % parts.count].utf8)
        bytes += state >> 60 == 0 ? [UInt8(truncatingIfNeeded: state >> 20)] : part
      }
      let reading = BratReader.read(annotation: bytes, text: bytes, id: "d", file: "d.ann")
      _ = BratWriter.annotation(reading.value)
      #expect(reading.value.relations.allSatisfy { reading.value.mentions.indices.contains($0.from) })
    }
  }
}

@Suite("documents.tsv")
struct DocumentsTableTests {
  private func read(_ text: String) -> Reading<DocumentsTable> {
    DocumentsTable.read(Array(text.utf8), file: "documents.tsv")
  }

  @Test("columns are found by name, and empty cells are nothing")
  func columns() {
    let table = read("genre\tid\tdate\nreport\ta\t2022-09-15\n\tb\t\n")
    #expect(table.problems.isEmpty)
    #expect(table.value.ids == ["a", "b"])
    #expect(table.value.date(of: "a") == "2022-09-15")
    #expect(table.value.genre(of: "a") == "report")
    #expect(table.value.date(of: "b") == nil)
    #expect(table.value.genre(of: "b") == nil)
    #expect(table.value.date(of: "c") == nil)
  }

  @Test("the column group is the genre where there is no column of that name")
  func group() { #expect(read("id\tdate\tgroup\r\na\t\tmds\r\n").value.genre(of: "a") == "mds") }

  @Test("missing and repeated identifiers and surplus cells are told with their lines")
  func problems() {
    #expect(
      read("id\tdate\na\t\n\tx\na\t\nb\t\tz\n").problems.map(\.description) == [
        "documents.tsv:3: error: a row without an id",
        "documents.tsv:4: error: a was there before, in line 2",
        "documents.tsv:5: error: 3 cells for 2 columns",
      ])
    #expect(read("name\na").problems.map(\.message) == ["no column ‘id’"])
    #expect(read("").problems.map(\.message) == ["no header row"])
  }
}
