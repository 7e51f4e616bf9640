import Testing
import TextModel
import Tokenization

@testable import Readers

/// What a reader gave, in short: a row's text, name and date, or a problem.
private func outline(_ items: [InputItem]) -> [String] {
  items.map { item in
    switch item {
    case .problem(let problem): "\(problem.line ?? 0)! \(problem.message)"
    case .document(let document):
      (["\(document.line ?? 0): \(document.text.text.string)"]
        + [document.id, document.date?.notation].compactMap { $0 }
        + document.notes.map { "(\($0))" }).joined(separator: " | ")
    }
  }
}

extension InputItem {
  /// The document; nil for a problem.
  fileprivate var document: SourceDocument? {
    if case .document(let document) = self { document } else { nil }
  }
}

private func read(
  _ text: String, _ format: InputFormat, _ fields: RowFields = RowFields(), encoding: Decoder.Choice = .auto
) throws -> [InputItem] {
  var reader = try InputReader(
    Array(text.utf8), name: nil, options: .init(format: format, encoding: encoding, fields: fields))
  var items: [InputItem] = []
  while let item = reader.next() { items.append(item) }
  return items
}

@Suite("Rows of JSON Lines")
struct JSONLinesReaderTests {
  @Test("each line is a document, with its name and date")
  func documents() throws {
    let text = """
      {"id": "a1", "date": "2022-09-15T09:47:00+07:00", "text": "Ông Lê A"}

      {"text": "", "id": 7, "date": null}\r
      {"x": {"text": "no", "id": ["text"]}, "text": "hai\\nba", "date": "15/9/2022"}
      """
    #expect(
      outline(try read(text, .jsonl)) == [
        "1: Ông Lê A | a1 | 2022-09-15T09:47", "3:  | 7", "4: hai\nba | 2022-09-15",
      ])
  }

  @Test("bad rows are named by their line, and the others are read")
  func problems() throws {
    let text = """
      {"text": "một"}
      {"text": "hai"
      [1]
      {"body": "ba"}
      {"text": 4}
      {"text": "năm", "text": "sáu"}
      {"text": "\\ud800"}
      {"text": "bảy", "date": "hôm qua"}
      """
    let items = outline(try read(text, .jsonl))
    #expect(items[0] == "1: một")
    #expect(items[1].hasPrefix("2! not JSON: expected"))
    #expect(items[2] == "3! not a JSON object")
    #expect(items[3] == "4! no field ‘text’")
    #expect(items[4] == "5! the field ‘text’ is not a string")
    #expect(items[5].hasPrefix("6! not JSON: the key ‘text’ is there twice"))
    #expect(items[6].hasPrefix("7! not JSON: half of a surrogate pair"))
    #expect(items[7] == "8: bảy | (‘hôm qua’ in the field ‘date’ is no date)")
  }

  @Test("fields may have other names, and lacking ones that were named are noted")
  func fields() throws {
    let fields = RowFields(text: "noi \"dung\"", date: "ngay", id: "ma")
    let text =
      #"{"noi \u0022dung\"": "x", "text": "y", "ngay": "20220915", "ma": "m"}"# + "\n"
      + #"{"noi \"dung\"": "z"}"#
    #expect(
      outline(try read(text, .jsonl, fields)) == [
        "1: x | m | 2022-09-15", "2: z | (no field ‘ngay’) | (no field ‘ma’)",
      ])
  }

  @Test("escapes lead to their place in the string")
  func places() throws {
    let text = "\u{FEFF}{\"id\":1}\n{ \"text\" : \"\\u0110\\u1ed7 \\\"B\\\" \\ud83d\\ude00\\/n\\t\" }"
    let items = try read(text, .jsonl)
    let document = try #require(items[1].document)
    #expect(document.text.text.string == "Đỗ \"B\" 😀/n\t")
    let bytes = Array(text.utf8)
    document.text.map._checkInvariants(
      derivedLength: document.text.text.count, originalLength: bytes.count)
    let rows = [
      ("Đỗ", "\\u0110\\u1ed7"), ("ỗ", "\\u1ed7"), ("\"B\"", "\\\"B\\\""), ("😀", "\\ud83d\\ude00"), ("n", "n"),
    ]
    for (part, source) in rows {
      let range = document.text.text.string.range(of: part)!
      let string = document.text.text.string
      let start = string.utf8.distance(from: string.startIndex, to: range.lowerBound)
      let span = document.text.sourceSpan(of: ByteSpan(start..<start + part.utf8.count))
      #expect(Array(bytes[span.range]).string == source)
    }
  }
}

@Suite("Rows of tables")
struct CSVRowReaderTests {
  static let rows: [(csv: String, items: [String])] = [
    ("id,date,text\na,2022-09-15,một\nb,,hai", ["2: một | a | 2022-09-15", "3: hai | b"]),
    ("text\r\nmột\r\n\r\nhai\r\n", ["2: một", "4: hai"]),
    ("id;text\n1;\"a;b\"\n", ["2: a;b | 1"]), ("text\tid\na,b\tx\n", ["2: a,b | x"]),
    ("text,id\n\"Ông \"\"Lê\"\"\nA\",1\nb,2\n", ["2: Ông \"Lê\"\nA | 1", "4: b | 2"]),
    (" text , id\na,1\n", ["2: a | 1"]), ("text\n\"\"\n", ["2: "]), ("text\n\"\"\"\"\n", ["2: \""]),
    ("text,id\n\"a\"\"\",\"\"\n", ["2: a\""]),
    ("text\na\rb\r", ["2: a", "3: b"]), ("text\na \"b\" c", ["2: a \"b\" c"]),
    ("text,id\na\nb,2\nc,3,4\n", ["2! 1 fields for 2 columns", "3: b | 2", "4! 3 fields for 2 columns"]),
    ("text,id\n\"a\"b,1\nc,2\n", ["2! text behind the end of a quoted field", "3: c | 2"]),
    ("text,id\na,1\n\"b,2\nc,3\n", ["2: a | 1", "3! a quoted field has no end"]),
    ("body,id\nx,1\n", ["1! no column ‘text’; there are ‘body’, ‘id’"]), ("", ["1! no header row"]),
    ("\u{FEFF}text\na\n", ["2: a"]),
  ]

  @Test("records, quotation marks and separators", arguments: rows)
  func records(row: (csv: String, items: [String])) throws {
    #expect(outline(try read(row.csv, .csv)) == row.items)
  }

  @Test("a column that was named must be there")
  func namedColumns() throws {
    #expect(outline(try read("text\na\n", .csv, RowFields(date: "ngay"))) == ["1! no column ‘ngay’"])
    #expect(outline(try read("text\na\n", .csv, RowFields(id: "ma"))) == ["1! no column ‘ma’"])
  }

  @Test("doubled quotation marks lead to their place in the field")
  func places() throws {
    let csv = "id,text\r\n1,\"Ông \"\"Lê\"\" A\"\r\n"
    let document = try #require(try read(csv, .csv)[0].document)
    let bytes = Array(csv.utf8)
    document.text.map._checkInvariants(
      derivedLength: document.text.text.count, originalLength: bytes.count)
    let text = document.text.text.string
    for (part, source) in [("\"Lê\"", "\"\"Lê\"\""), ("A", "A"), ("Ông", "Ông"), ("Lê", "Lê")] {
      let start = text.utf8.distance(from: text.startIndex, to: text.range(of: part)!.lowerBound)
      let span = document.text.sourceSpan(of: ByteSpan(start..<start + part.utf8.count))
      #expect(Array(bytes[span.range]).string == source)
    }
  }
}

@Suite("Rows of any encoding")
struct RowEncodingTests {
  @Test("many rows of an encoding in which every letter is a difference are read in linear time")
  func manyRows() throws {
    let row = String(repeating: "Ông Lê Thị Bưởi ", count: 6)
    let units = Array(("id,text\n" + (1...2000).map { "\($0),\(row)\($0)\n" }.joined()).utf16)
    let bytes: [UInt8] = [0xFF, 0xFE] + units.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
    var items: [InputItem] = []
    let time = try ContinuousClock().measure {
      var reader = try InputReader(bytes, name: "a.csv")
      while let item = reader.next() { items.append(item) }
    }
    #expect(items.count == 2000)
    #expect(time < .seconds(20))
    let last = try #require(items.last?.document)
    #expect(last.text.text.string == row + "2000")
    last.text.map._checkInvariants(derivedLength: last.text.text.count, originalLength: bytes.count)
    let span = last.text.sourceSpan(of: ByteSpan(last.text.text.count - 4..<last.text.text.count))
    #expect(span.range == bytes.count - 10..<bytes.count - 2)
  }

  @Test("rows with bytes that were replaced say so, the others do not")
  func repaired() throws {
    let bytes =
      Array("{\"text\": \"tốt \u{FFFD}\"}\n{\"text\": \"x".utf8) + [0xC3]
      + Array("\"}\n{\"text\": \"y\"}".utf8)
    var reader = try InputReader(bytes, name: "a.jsonl")
    #expect(reader.warnings.count == 1)
    var notes: [Int] = []
    while let item = reader.next() { notes.append(item.document?.notes.count ?? -1) }
    #expect(notes == [1, 1, 0])  // A U+FFFD of the source itself is not told apart.
  }
}
