import Evaluation
import Formats
import Testing

@Suite("Corpus tools")
struct CorpusTests {
  private func split(
    _ name: String = "train", text: String, annotation: String, id: String = "a",
    table: String? = "id\tdate\na\t\n"
  ) -> CorpusSplit {
    CorpusSplit(
      name: name,
      files: [CorpusSplit.File(id: id, text: Array(text.utf8), annotation: Array(annotation.utf8))],
      table: table.map { Array($0.utf8) })
  }

  struct Row: Sendable, CustomTestStringConvertible {
    var text: String
    var annotation: String
    var problems: [String]
    var testDescription: String { annotation }
  }

  static let rows = [
    Row(
      text: "Lan là Giám đốc.",
      annotation: "T1\tPerson 0 3\tLan\nT2\tTitle 7 15\tGiám đốc\nR1\tHolds Arg1:T1 Arg2:T2\n", problems: []),
    Row(text: "Lan\nMai", annotation: "T1\tPerson 0 7\tLan Mai\n", problems: []),
    Row(
      text: "Lan", annotation: "T1\tPerson 0 3\tLam\n",
      problems: ["train/a.ann:1: error: T1 Person ‘Lam’: the text there is ‘Lan’"]),
    Row(
      text: "Lan", annotation: "T1\tPerson 0 9\tLan\n",
      problems: ["train/a.ann:1: error: T1 Person ‘Lan’: ends at 9, after the end of the text at 3"]),
    Row(
      text: "Lan", annotation: "T1\tPerson 3 0\tLan\n",
      problems: ["train/a.ann:1: error: T1 Person ‘Lan’: 3 to 0 is not a span"]),
    Row(
      text: "Lan", annotation: "T1\tPersn 0 3\tLan\n",
      problems: ["train/a.ann:1: error: T1 Persn ‘Lan’: no such type"]),
    Row(
      text: "Lan ơi", annotation: "T1\tPerson 0 4\tLan \n",
      problems: ["train/a.ann:1: error: T1 Person ‘Lan ’: begins or ends with white space"]),
    Row(
      text: "“Lan”, ở", annotation: "T1\tPerson 0 4\t“Lan\nT2\tPerson 0 6\t“Lan”,\n",
      problems: [
        "train/a.ann:1: error: T1 Person ‘“Lan’: begins with ‘“’",
        "train/a.ann:2: error: T2 Person ‘“Lan”,’: ends with ‘,’",
        "train/a.ann:2: error: T2 Person ‘“Lan”,’: overlaps T1 Person ‘“Lan’ of line 1",
      ]),
    Row(
      text: "Lanh", annotation: "T1\tPerson 0 3\tLan\n",
      problems: ["train/a.ann:1: warning: T1 Person ‘Lan’: ends inside a word"]),
    Row(
      text: "đo\u{300}", annotation: "T1\tPerson 0 2\tđo\n",
      problems: ["train/a.ann:1: error: T1 Person ‘đo’: ends before a combining mark"]),
    Row(text: "98,7%", annotation: "T1\tQuantity 0 5\t98,7%\n#1\tValue T1\t98.7 %\n", problems: []),
    Row(text: "lạnh -1 độ", annotation: "T1\tQuantity 5 10\t-1 độ\n#1\tValue T1\t-1 độ\n", problems: []),
    Row(
      text: "-Lan", annotation: "T1\tPerson 0 4\t-Lan\n",
      problems: ["train/a.ann:1: error: T1 Person ‘-Lan’: begins with ‘-’"]),
    Row(
      text: "5 km", annotation: "T1\tQuantity 0 4\t5 km\n",
      problems: ["train/a.ann:1: error: T1 Quantity ‘5 km’: has no value"]),
    Row(
      text: "năm 2022", annotation: "T1\tDate 0 8\tnăm 2022\n#1\tValue T1\t22/2/2\n",
      problems: ["train/a.ann:1: error: T1 Date ‘năm 2022’: a date has at most two points"]),
    Row(
      text: "Lan", annotation: "T1\tPerson 0 3\tLan\n#1\tValue T1\tx\n",
      problems: ["train/a.ann:1: warning: T1 Person ‘Lan’: this type has no value"]),
    Row(
      text: "Lan", annotation: "T1\tPerson 0 3\tLan\nT2\tPerson 0 3\tLan\n",
      problems: ["train/a.ann:2: error: T2 Person ‘Lan’: the same type and span as in line 1"]),
    Row(
      text: "vốn đạt 5 km", annotation: "T1\tMeasure 0 3\tvốn\nT2\tQuantity 8 12\t5 km\n#2\tValue T2\t5 km\n",
      problems: ["train/a.ann:1: error: T1 Measure ‘vốn’: has no relation Measures"]),
    Row(
      text: "vốn 5 km",
      annotation:
        "T1\tMeasure 0 8\tvốn 5 km\nT2\tQuantity 4 8\t5 km\n#2\tValue T2\t5 km\nR1\tMeasures Arg1:T1 Arg2:T2\n",
      problems: ["train/a.ann:2: error: T2 Quantity ‘5 km’: overlaps T1 Measure ‘vốn 5 km’ of line 1"]),
    Row(
      text: "giá ở Huế 5 km",
      annotation:
        "T1\tMeasure 0 9\tgiá ở Huế\nT3\tLocation 6 9\tHuế\nT2\tQuantity 10 14\t5 km\n#2\tValue T2\t5 km\nR1\tMeasures Arg1:T1 Arg2:T2\n",
      problems: []),
    Row(
      text: "Lan Mai",
      annotation:
        "T1\tPerson 0 3\tLan\nT2\tPerson 4 7\tMai\nR1\tHolds Arg1:T1 Arg2:T2\nR2\tFoo Arg1:T1 Arg2:T2\n",
      problems: [
        "train/a.ann:3: error: Holds cannot link Person ‘Lan’ to Person ‘Mai’",
        "train/a.ann:4: error: no such relation: Foo",
      ]),
    Row(
      text: "Lan Bí thư",
      annotation:
        "T1\tPerson 0 3\tLan\nT2\tTitle 4 10\tBí thư\nR1\tHolds Arg1:T1 Arg2:T2\nR2\tHolds Arg1:T1 Arg2:T2\n",
      problems: ["train/a.ann:4: error: Holds from T1 to T2 is there twice"]),
    Row(text: "a\u{7}", annotation: "", problems: ["train/a.txt:1: error: control character U+0007"]),
    Row(
      text: "\u{FEFF}Lan\r\n", annotation: "",
      problems: [
        "train/a.txt: warning: has carriage returns; offsets count them",
        "train/a.txt:1: error: starts with a byte order mark; offsets do not count it",
      ]),
  ]

  @Test("each problem of text and annotation is told with file and line", arguments: rows)
  func check(_ row: Row) {
    #expect(
      CorpusCheck.problems([split(text: row.text, annotation: row.annotation)]).map(\.description)
        == row.problems)
  }

  @Test("files and rows without partner, bad dates and bad bytes are told")
  func files() {
    let split = CorpusSplit(
      name: "dev",
      files: [
        .init(id: "a", text: nil, annotation: []), .init(id: "b", text: [0x41, 0xFF], annotation: nil),
        .init(id: "c", text: Array("x".utf8), annotation: []),
      ], table: Array("id\tdate\na\t2022-13-01\nb\t\nz\t\n".utf8))
    #expect(
      CorpusCheck.problems([split]).map(\.description) == [
        "dev/a.ann: error: no text a.txt beside it", "dev/b.txt: error: no annotation b.ann beside it",
        "dev/b.txt: error: not valid UTF-8", "dev/documents.tsv: error: no row for c",
        "dev/documents.tsv:2: error: date of a: ‘2022-13-01’: no such month",
        "dev/documents.tsv:4: error: no document z",
      ])
    #expect(
      CorpusCheck.problems([CorpusSplit(name: "dev", files: [], table: nil)]).map(\.description) == [
        "dev/documents.tsv: error: not there"
      ])
  }

  @Test("names, texts and long lines that two splits share are told")
  func duplicates() {
    let line = String(repeating: "một dòng rất dài ", count: 6)
    let problems = CorpusCheck.problems([
      split("train", text: "A\n\(line)\n", annotation: "", id: "a"),
      split("test", text: "B\n\(line)\n", annotation: "", id: "b", table: "id\nb\n"),
      split("dev", text: "a \(line)", annotation: "", id: "a"),
    ])
    #expect(
      problems.map(\.description) == [
        "dev/a.txt: error: the name is taken by train/a.txt",
        "dev/a.txt: error: the same text as train/a.txt",
        "test/b.txt:2: warning: the same long line as in train/a.txt",
      ])
  }

  @Test("statistics count documents, words, mentions and relations by split and genre")
  func statistics() {
    let splits = [
      split(
        "train", text: "Lan và Mai\n", annotation: "T1\tPerson 0 3\tLan\nT2\tPerson 7 10\tMai\n",
        table: "id\tgenre\na\treport\n"),
      split(
        "dev", text: "lan Bí thư",
        annotation: "T1\tPerson 0 3\tlan\nT2\tTitle 4 10\tBí thư\nR1\tHolds Arg1:T1 Arg2:T2\n"),
    ]
    let statistics = CorpusStatistics(splits)
    #expect(statistics.total.documents == 2)
    #expect(statistics.total.words == 6)
    #expect(statistics.total.mentions == ["Person": 3, "Title": 1])
    #expect(statistics.total.distinctTexts["Person"]?.count == 2)
    #expect(statistics.total.relations == ["Holds": 1])
    #expect(statistics.genres.mapValues(\.documents) == ["report": 1])
    #expect(statistics.splits.map(\.part.words) == [3, 3])
    #expect(statistics.json()["total"]?["mentions"]?["Person"]?["count"]?.integer == 3)
    #expect(
      statistics.text().contains("  Person                         2 (2)         1 (1)         3 (2)\n"))
  }

  // MARK: Agreement

  private func agreement(_ first: String, _ second: String) -> Agreement {
    Agreement(EvaluationCorpus(documents: [DocumentPair(gold: marked(first), system: marked(second))]))
  }

  @Test("agreement with oneself is 1 by every measure")
  func same() {
    let agreement = agreement("[Person:Lan] là [Title:Bí thư] mới", "[Person:Lan] là [Title:Bí thư] mới")
    for type in agreement.types.values {
      #expect(type.strict.scores.f1 == 1 && type.relaxed.scores.f1 == 1 && type.kappa == 1)
    }
    #expect(agreement.differences.isEmpty)
  }

  @Test("kappa is Cohen's, over words")
  func kappa() throws {
    // Ten words; both 2, first only 1, second only 1, neither 6: observed 0.8, chance 0.09 + 0.49.
    let agreement = agreement("[Person:a b c] d e f g h i j", "a [Person:b c d] e f g h i j")
    let person = try #require(agreement.types["Person"])
    #expect(
      [person.words.both, person.words.first, person.words.second, person.words.neither] == [2, 1, 1, 6])
    let expected: Double = (0.8 - 0.58) / 0.42
    let kappa = try #require(person.kappa)
    #expect(abs(kappa - expected) < 1e-12)
    #expect(person.strict == Counts(0, 1, 1))
    #expect(person.relaxed == Counts(1, 0, 0))
    #expect(agreement.differences.map(\.difference.cause) == [.boundary])
  }

  @Test("words of documents without the type count as agreement about its absence")
  func kappaElsewhere() throws {
    let agreement = Agreement(
      EvaluationCorpus(documents: [
        DocumentPair(gold: marked("[Person:a] b", id: "1"), system: marked("[Person:a] b", id: "1")),
        DocumentPair(gold: marked("c d e", id: "2"), system: marked("c d e", id: "2")),
      ]))
    #expect(agreement.types["Person"]?.words.neither == 4)
  }
}
