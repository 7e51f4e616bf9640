import Formats
import Testing

@Suite("JSON")
struct JSONTests {
  @Test(
    "valid texts are read and written back",
    arguments: [
      "null", "true", "false", "0", "-0", "12", "-12.50e3", "1E+2", "0.1e-7", "\"\"", "[]", "{}",
      "[1,[2,[]],{}]",
      #"{"a":1,"b":{"c":[null,true]}}"#, #""đồng 💰""#, "123456789012345678901234567890.000000001",
    ])
  func roundTrip(text: String) throws {
    #expect(JSONWriter.text(try JSONParser.parse(text)) == text)
  }

  struct Escape: Sendable {
    var json: String
    var value: String
  }

  @Test(
    "escapes become what they stand for",
    arguments: [
      Escape(json: #""\"\\\/\b\f\n\r\t""#, value: "\"\\/\u{8}\u{C}\n\r\t"),
      Escape(json: #""\u0111\u1ED3ng""#, value: "đồng"),
      Escape(json: #""\ud83d\udcb0""#, value: "💰"), Escape(json: #""\u0000""#, value: "\0"),
    ])
  func escapes(_ row: Escape) throws { #expect(try JSONParser.parse(row.json).string == row.value) }

  struct Bad: Sendable {
    var text: String
    var message: String
  }

  @Test(
    "invalid texts are refused with line, column and reason",
    arguments: [
      Bad(text: "", message: "1:1: expected a value"), Bad(text: "[1,]", message: "1:4: expected a value"),
      Bad(text: "[1 2]", message: "1:4: expected ‘,’ or ‘]’"),
      Bad(text: "{\"a\" 1}", message: "1:6: expected ‘:’"),
      Bad(text: "{a:1}", message: "1:2: expected a key in quotes"),
      Bad(text: "{\"a\":1,}", message: "1:8: expected a key in quotes"),
      Bad(text: "{\"a\":1,\n \"a\":2}", message: "2:2: the key ‘a’ is there twice"),
      Bad(text: "01", message: "1:1: not a number as JSON writes it"),
      Bad(text: "1.", message: "1:1: not a number as JSON writes it"),
      Bad(text: "-", message: "1:1: not a number as JSON writes it"),
      Bad(text: "1e+", message: "1:1: not a number as JSON writes it"),
      Bad(text: "+1", message: "1:1: expected a value"),
      Bad(text: ".5", message: "1:1: expected a value"), Bad(text: "NaN", message: "1:1: expected a value"),
      Bad(text: "nul", message: "1:1: expected a value"),
      Bad(text: "1 2", message: "1:3: text after the end of the value"),
      Bad(text: "\"a", message: "1:3: expected ‘\"’ at the end of the string"),
      Bad(text: "\"a\nb\"", message: "1:3: a control character in a string must be escaped"),
      Bad(text: #""\x""#, message: "1:2: unknown escape in a string"),
      Bad(text: #""\u12g4""#, message: "1:2: unknown escape in a string"),
      Bad(text: #""\ud800""#, message: "1:2: half of a surrogate pair in a string"),
      Bad(text: #""\udc00""#, message: "1:2: half of a surrogate pair in a string"),
      Bad(text: #""\ud83d\u0041""#, message: "1:2: half of a surrogate pair in a string"),
      Bad(text: "\u{FEFF}1", message: "1:1: expected a value"),
      Bad(text: "'a'", message: "1:1: expected a value"),
    ])
  func invalid(_ row: Bad) {
    #expect(throws: JSONError.self) { try JSONParser.parse(row.text) }
    do { _ = try JSONParser.parse(row.text) } catch { #expect(error.description == row.message) }
  }

  @Test("strings that are not UTF-8 are refused")
  func notUTF8() {
    let error = #expect(throws: JSONError.self) { try JSONParser.parse([0x22, 0xFF, 0x22]) }
    #expect(error?.kind == .invalidUTF8)
  }

  @Test("nesting is limited, so that no input exhausts the stack")
  func depth() throws {
    let deep = String(repeating: "[", count: 256) + String(repeating: "]", count: 256)
    #expect(JSONWriter.text(try JSONParser.parse(deep)) == deep)
    #expect(throws: JSONError.self) { try JSONParser.parse("[" + deep + "]") }
    #expect(throws: JSONError.self) { try JSONParser.parse(String(repeating: "{\"a\":", count: 1_000_000)) }
  }

  @Test("every Unicode scalar of the first planes survives a string, and no control character is written raw")
  func allScalars() throws {
    var text = ""
    for code in stride(from: UInt32(0), to: 0x11000, by: 1) {
      if let scalar = Unicode.Scalar(code) { text.unicodeScalars.append(scalar) }
    }
    let json = JSONWriter.bytes(.string(text))
    #expect(!json.contains { $0 < 0x20 || $0 == 0x7F })
    let back = try #require(try JSONParser.parse(json).string)
    #expect(back.utf8.elementsEqual(text.utf8))
  }

  @Test("the indented layout keeps arrays of plain values on one line")
  func indented() {
    let value: JSONValue = ["a": [1, 2], "b": [["c": true]], "d": [], "e": [:]]
    #expect(
      JSONWriter.text(value, .indented) == """
        {
          "a": [1, 2],
          "b": [
            {
              "c": true
            }
          ],
          "d": [],
          "e": {}
        }
        """)
  }

  @Test("members are set, replaced and removed by key")
  func members() {
    var object: JSONObject = ["a": 1, "b": 2]
    object["a"] = 3
    object["c"] = 4
    object["b"] = nil
    #expect(object == ["a": 3, "c": 4])
    #expect(JSONValue.object(object)["c"]?.integer == 4)
  }
}

@Suite("CSV")
struct CSVTests {
  struct Row: Sendable {
    var fields: [String]
    var line: String
  }

  static let rows = [
    Row(fields: ["a", "b"], line: "a,b\r\n"), Row(fields: ["a,b", "c"], line: "\"a,b\",c\r\n"),
    Row(fields: ["say \"x\""], line: "\"say \"\"x\"\"\"\r\n"),
    Row(fields: ["a\r\nb", ""], line: "\"a\r\nb\",\r\n"),
    Row(fields: [""], line: "\"\"\r\n"), Row(fields: ["", ""], line: ",\r\n"),
    Row(fields: [" đồng "], line: " đồng \r\n"),
  ]

  @Test("fields are quoted where RFC 4180 asks for it, and read back", arguments: rows)
  func write(_ row: Row) {
    #expect(CSVWriter.line(row.fields) == row.line)
    let reading = CSVReader.read(Array(row.line.utf8), file: "x.csv")
    #expect(reading.value.map(\.fields) == [row.fields])
    #expect(reading.problems.isEmpty)
  }

  @Test("records know the line they start on, also after line breaks inside fields")
  func lines() {
    let text = "a,b\n\"x\ny\",2\r\nz\r1"
    let reading = CSVReader.read(Array(text.utf8), file: "x.csv")
    #expect(reading.value.map(\.line) == [1, 2, 4, 5])
    #expect(reading.value.map(\.fields) == [["a", "b"], ["x\ny", "2"], ["z"], ["1"]])
  }

  @Test("stray and missing quotes are told with their lines")
  func problems() {
    let reading = CSVReader.read(Array("a\"b,c\n\"d\"e,f\n\"g".utf8), file: "x.csv")
    #expect(
      reading.problems.map(\.description) == [
        "x.csv:1: error: a quote inside an unquoted field",
        "x.csv:2: error: text after the end of a quoted field",
        "x.csv:3: error: a quoted field has no end",
      ])
    #expect(reading.value.map(\.fields) == [["a\"b", "c"], ["de", "f"], ["g"]])
  }
}
