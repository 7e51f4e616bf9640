import Formats
import Testing

@Suite("Exchange formats")
struct ExchangeTests {
  /// A document with everything: overlapping groups, values, rules, relations, characters beyond the basic plane.
  static let document: AnnotatedDocument = {
    let text = "Ông Lò Văn Y 💰 làm\nGiám đốc Sở Y tế.\n\nThu nhập bình quân năm 2020 đạt 5 triệu đồng/tháng."
    func mention(
      _ id: String, _ type: String, _ part: String, _ value: String? = nil, rule: RuleReference? = nil
    )
      -> AnnotatedMention
    {
      let scalars = Array(text.unicodeScalars)
      let wanted = Array(part.unicodeScalars)
      let start = scalars.indices.first { scalars[$0...].starts(with: wanted) }!
      return AnnotatedMention(
        id: id, type: type, span: CodePointSpan(start, start + wanted.count), text: part, value: value,
        rule: rule)
    }
    return AnnotatedDocument(
      id: "doc-1", text: text,
      mentions: [
        mention("T1", "Person", "Lò Văn Y", rule: RuleReference(name: "names", file: "p/n.grammar", line: 3)),
        mention("T2", "Title", "Giám đốc Sở Y tế"),
        mention("T5", "Measure", "Thu nhập bình quân năm 2020"),
        mention("T3", "Date", "năm 2020", "2020"),
        mention("T4", "Quantity", "5 triệu đồng/tháng", "5000000 VND/month"),
      ],
      relations: [
        AnnotatedRelation(type: "Holds", from: 0, to: 1), AnnotatedRelation(type: "Measures", from: 2, to: 4),
      ])
  }()

  @Test(
    "JSON formats give back the very document", arguments: [ExchangeFormat.doccano, .labelStudio, .spaCy])
  func lossless(format: ExchangeFormat) {
    let (text, losses) = format.write([Self.document, Self.document])
    #expect(losses.isEmpty)
    let reading = format.read(Array(text.utf8), file: "x")
    #expect(reading.problems.isEmpty)
    #expect(reading.value == [Self.document, Self.document])
  }

  @Test("CoNLL gives back text and mentions, and states what it loses")
  func conll() {
    let (text, losses) = ExchangeFormat.conll.write([Self.document])
    #expect(
      losses.map(\.description) == [
        "doc-1: lost: 2 relations", "doc-1: lost: 2 values", "doc-1: lost: 1 rules",
      ])
    let document = ExchangeFormat.conll.read(Array(text.utf8), file: "x").value[0]
    #expect(document.id == "doc-1")
    #expect(document.text == Self.document.text)
    let wanted = Self.document.mentions.sorted { $0.span < $1.span }
    #expect(document.mentions.map(\.span) == wanted.map(\.span))
    #expect(document.mentions.map(\.type) == wanted.map(\.type))
    #expect(document.mentions.map(\.text) == wanted.map(\.text))
  }

  @Test("CoNLL puts mentions that overlap into layers, and cuts tokens at their edges")
  func conllLayers() {
    let document = AnnotatedDocument(
      id: "d", text: "1106Ngày 18/1",
      mentions: [
        AnnotatedMention(type: "Date", span: CodePointSpan(4, 13), text: "Ngày 18/1"),
        AnnotatedMention(type: "Measure", span: CodePointSpan(0, 8), text: "1106Ngày"),
      ])
    #expect(
      ExchangeFormat.conll.write([document]).text == """
        # newdoc id = d
        1106\t0\t4\tB-Measure\tO
        Ngày\t4\t8\tI-Measure\tB-Date
        18/1\t9\t13\tO\tI-Date

        """)
  }

  @Test(
    "white space that CoNLL cannot say is a stated loss",
    arguments: ["a  b", "a\tb", " a", "a \nb", "a\r\nb"])
  func conllBlanks(text: String) {
    let losses = ExchangeFormat.conll.losses(AnnotatedDocument(id: "d", text: text))
    #expect(losses.map(\.what) == ["white space other than single spaces and line breaks"])
  }

  @Test("two mentions of one type that touch stay two", arguments: ExchangeFormat.allCases)
  func touching(format: ExchangeFormat) {
    let document = AnnotatedDocument(
      id: "d", text: "Hà Nội Huế",
      mentions: [
        AnnotatedMention(id: "T1", type: "Location", span: CodePointSpan(0, 6), text: "Hà Nội"),
        AnnotatedMention(id: "T2", type: "Location", span: CodePointSpan(7, 10), text: "Huế"),
      ])
    #expect(format.read(Array(format.write([document]).text.utf8), file: "x").value == [document])
  }

  @Test("CoNLL-2003 files of others are read: any columns, IOB1 too, tokens joined by spaces")
  func foreignCoNLL() {
    let file =
      "-DOCSTART- -X- O O\n\nLan NNP I-NP I-PER\nAnh NNP I-NP I-PER\nở IN O O\nHuế NNP I-NP B-LOC\nHà NNP I-NP B-LOC\n\nMai NNP I-NP I-PER\n\n"
    let reading = ExchangeFormat.conll.read(Array(file.utf8), file: "x")
    #expect(reading.problems.isEmpty)
    #expect(reading.value.count == 1)
    #expect(reading.value[0].text == "Lan Anh ở Huế Hà\nMai")
    #expect(reading.value[0].mentions.map(\.text) == ["Lan Anh", "Huế", "Hà", "Mai"])
    #expect(reading.value[0].mentions.map(\.type) == ["PER", "LOC", "LOC", "PER"])
  }

  @Test("doccano's older labels are read")
  func oldDoccano() {
    let line = #"{"id": 7, "text": "15h55 ở Huế", "label": [[0, 5, "Date"], [8, 11, "Location"]]}"#
    let document = ExchangeFormat.doccano.read(Array(line.utf8), file: "x").value[0]
    #expect(document.id == "7")
    #expect(document.mentions.map(\.text) == ["15h55", "Huế"])
  }

  @Test("values corrected in Label Studio win, and a relation to the left is turned round")
  func labelStudioEdits() throws {
    let json = """
      [{"data": {"text": "Lan, Giám đốc"}, "annotations": [{"result": [
        {"id": "a", "type": "labels", "value": {"start": 0, "end": 3, "labels": ["Person"]}},
        {"id": "b", "type": "labels", "value": {"start": 5, "end": 13, "labels": ["Title"]}},
        {"id": "b", "type": "textarea", "value": {"text": ["v"]}},
        {"type": "relation", "from_id": "b", "to_id": "a", "direction": "left", "labels": ["Holds"]}]}]}]
      """
    let document = ExchangeFormat.labelStudio.read(Array(json.utf8), file: "x").value[0]
    #expect(document.mentions.map(\.text) == ["Lan", "Giám đốc"])
    #expect(document.mentions.map(\.value) == [nil, "v"])
    #expect(document.relations == [AnnotatedRelation(type: "Holds", from: 0, to: 1)])
  }

  struct Bad: Sendable {
    var format: ExchangeFormat
    var text: String
    var problem: String
  }

  @Test(
    "what is not of the format's shape is told with its place",
    arguments: [
      Bad(
        format: .doccano, text: "{\"text\": \"a\"}\n{\"label\": []}",
        problem: "x:2: error: the document has no ‘text’"),
      Bad(
        format: .doccano,
        text: #"{"text": "a", "entities": [{"label": "A", "start_offset": 0.5, "end_offset": 1}]}"#,
        problem: "x:1: error: ‘start_offset’ of an entity is not a whole number"),
      Bad(format: .spaCy, text: "\n[", problem: "x:2: error: not JSON: 1:2: expected a value"),
      Bad(format: .labelStudio, text: "{}", problem: "x:1: error: not a list of tasks"),
      Bad(format: .labelStudio, text: "[{}]", problem: "x: error: task 1: the task has no ‘data’"),
      Bad(format: .conll, text: "Lan B-PER\nAnh", problem: "x:2: error: a token without a tag: ‘Anh’"),
      Bad(format: .conll, text: "Lan X-PER", problem: "x:1: error: not a BIO tag: ‘X-PER’"),
    ])
  func bad(_ row: Bad) {
    let reading = row.format.read(Array(row.text.utf8), file: "x")
    #expect(reading.problems.map(\.description) == [row.problem])
  }

  @Test("a document without text is lost, and said to be", arguments: ExchangeFormat.allCases)
  func withoutText(format: ExchangeFormat) {
    let (_, losses) = format.write([AnnotatedDocument(id: "d")])
    #expect(losses.map(\.description) == ["d: lost: the whole document, since its text is not at hand"])
  }
}
