import Testing
import Tokenization

@testable import Readers

@Suite("Inputs")
struct InputTests {
  static let names: [(name: String, format: InputFormat?)] = [
    ("a.txt", .text), ("a.html", .html), ("a.HTM", .html), ("a.xhtml", .html), ("a.jsonl", .jsonl),
    ("a.ndjson", .jsonl),
    ("a.csv", .csv), ("a.csv.gz", .csv), ("a.html.GZ", .html), ("a.gz", nil), ("a.md", nil), ("html", nil),
    ("a.", nil),
  ]

  @Test("the ending of a name tells the format", arguments: names)
  func byName(row: (name: String, format: InputFormat?)) {
    #expect(InputFormat(fileName: row.name) == row.format)
  }

  static let contents: [(text: String, format: InputFormat)] = [
    ("<!DOCTYPE html><p>", .html), ("\u{FEFF}\n <HTML>", .html),
    ("<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC", .html),
    ("<!-- x --><html>", .html), ("<body>", .html), ("<p>đoạn</p>", .text),
    ("<?xml version='1.0'?><rss>", .text),
    ("{\"text\": \"a\"}\n{}", .jsonl), ("{\"body\": \"a\"}", .text), ("{ngoặc} a", .text),
    ("a,text\n1,2", .text), ("", .text),
  ]

  @Test("so do the contents, where no name does", arguments: contents)
  func byContents(row: (text: String, format: InputFormat)) {
    #expect(InputFormat(contents: Array(row.text.utf8)) == row.format)
  }

  @Test("what is no text is a problem, in pages too")
  func binary() throws {
    for format in [InputFormat.text, .html] {
      var reader = try InputReader(
        (0..<4096).map { $0 % 3 == 0 ? 0 : UInt8($0 % 251) }, name: nil, options: .init(format: format))
      guard case .problem(let problem)? = reader.next() else {
        Issue.record("no problem")
        continue
      }
      #expect(problem.message.hasPrefix("not text ("))
      if reader.next() != nil { Issue.record("more than one item") }
    }
  }
}

@Suite("The encoding of a page")
struct PageEncodingTests {
  static let word: [(encoding: Encoding, bytes: [UInt8])] = [
    (.utf8, Array("Bưởi Lê Thị Huệ ở chợ".utf8)),
    (
      .windows1258,
      [
        0x42, 0xFD, 0xF5, 0xD2, 0x69, 0x20, 0x4C, 0xEA, 0x20, 0x54, 0x68, 0x69, 0xF2, 0x20, 0x48, 0x75, 0xEA,
        0xF2, 0x20, 0xF5, 0xD2,
        0x20, 0x63, 0x68, 0xF5, 0xF2,
      ]
    ),
    (
      .tcvn3,
      [
        0x42, 0xAD, 0xEB, 0x69, 0x20, 0x4C, 0xAA, 0x20, 0x54, 0x68, 0xDE, 0x20, 0x48, 0x75, 0xD6, 0x20, 0xEB,
        0x20, 0x63, 0x68, 0xEE,
      ]
    ),
  ]

  @Test("is the one that the page declares, or that its letters have", arguments: word)
  func declared(row: (encoding: Encoding, bytes: [UInt8])) {
    let heads = [
      "", "<meta charset=\(row.encoding.rawValue)>",
      "<META content='text/html; CHARSET=\"\(row.encoding.rawValue)\"'>",
      "<meta charset=iso-8859-1>", "<meta charset=utf-8>", "<meta name=x><meta charset>",
      "<?xml version='1.0' encoding='\(row.encoding.rawValue)'?>",
      "<script>" + String(repeating: "var a = 'b'; ", count: 10_000) + "</script>",
    ]
    for head in heads {
      let page = HTMLReader.read(Array("<html><head>\(head)</head><p>".utf8) + row.bytes)
      #expect(page.text.encoding == row.encoding, "\(head.prefix(60))")
    }
    let named = HTMLReader.read(row.bytes, encoding: .named(row.encoding))
    #expect(named.text.encoding == row.encoding)
    #expect(named.text.warnings == [])
  }

  @Test("UTF-16 is found with and without a byte order mark")
  func utf16() {
    let units = Array("<html><p>Ông Lê Thị Bưởi</p>".utf16)
    for mark in [[], [0xFEFF]] as [[UInt16]] {
      let little = (mark + units).flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
      let page = HTMLReader.read(little)
      #expect(page.text.text.string == "Ông Lê Thị Bưởi")
      #expect(page.text.encoding == .utf16LittleEndian)
      page.text.map._checkInvariants(derivedLength: page.text.text.count, originalLength: little.count)
      #expect(page.text.sourceSpan(of: .init(0..<3)).range == (mark.count + 9) * 2..<(mark.count + 11) * 2)
    }
  }
}
