import Foundation
import Readers
import Testing
import TextModel
import Tokenization

/// Saved pages in the shape of portals' templates, with the text that a reader would copy from them.
@Suite("Saved pages")
struct PageFixtureTests {
  struct Fixture: CustomTestStringConvertible {
    var name: String
    var encoding: String
    var date: String?

    var testDescription: String { name }
    var bytes: [UInt8] { Self.read("\(name).html") }
    var text: String { String(decoding: Self.read("\(name).txt"), as: UTF8.self) }

    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Fixtures/html")

    static func choice(_ name: String) -> Tokenization.Decoder.Choice? {
      Tokenization.Encoding(name: name).map { .named($0) }
    }

    static func read(_ name: String) -> [UInt8] {
      (try? Data(contentsOf: folder.appendingPathComponent(name))).map(Array.init) ?? []
    }

    static let all: [Fixture] = String(decoding: read("expected.tsv"), as: UTF8.self).split(separator: "\n")
      .filter { !$0.hasPrefix("#") }.dropFirst().map { line in
        let cells = line.split(separator: "\t").map(String.init)
        return Fixture(name: cells[0], encoding: cells[1], date: cells[2] == "-" ? nil : cells[2])
      }
  }

  @Test("the text is that of the article, without what stands around it", arguments: Fixture.all)
  func text(_ fixture: Fixture) {
    let page = HTMLReader.read(fixture.bytes)
    // Windows-1258 has tone marks of their own; the expected texts are composed.
    let text = String(decoding: page.text.text, as: UTF8.self).precomposedStringWithCanonicalMapping
    #expect(text.components(separatedBy: "\n") == fixture.text.components(separatedBy: "\n"))
    #expect(page.text.encoding.rawValue == fixture.encoding)
    #expect(page.date == fixture.date)
    #expect(page.lostBytes == 0)
    #expect(page.text.warnings == [])
  }

  @Test("there are pages of at least six templates")
  func count() { #expect(Fixture.all.count >= 6) }

  @Test("each word leads to the bytes of the file that it was read from", arguments: Fixture.all)
  func places(_ fixture: Fixture) {
    let bytes = fixture.bytes
    let page = HTMLReader.read(bytes)
    page.text.map._checkInvariants(derivedLength: page.text.text.count, originalLength: bytes.count)
    var start = 0
    for word in page.text.text.split(whereSeparator: { $0 <= 0x20 }) {
      start = word.startIndex
      let span = page.text.sourceSpan(of: ByteSpan(start..<word.endIndex))
      let source = Array(bytes[span.range])
      // Tags inside a word are the only markup that its source may hold; read alone, it says the same.
      let again = HTMLReader.read(
        Array("<p>".utf8) + source + Array("</p>".utf8), encoding: .named(page.text.encoding))
      #expect(
        String(decoding: again.text.text, as: UTF8.self) == String(decoding: word, as: UTF8.self),
        "at byte \(span.start)")
    }
    #expect(start > 0)
  }

  @Test("the command reads pages by their ending, with the date of their metadata", arguments: Fixture.all)
  func command(_ fixture: Fixture) throws {
    let path = Fixture.folder.appendingPathComponent("\(fixture.name).html").path
    let result = try Command.run(["extract", "--grammar", Command.grammar, "--format", "json", path])
    #expect(result.status == 0)
    #expect(result.errors.isEmpty)
    let object = try #require(try JSONSerialization.jsonObject(with: result.output) as? [String: Any])
    let publication = object["publication"] as? [String: Any]
    if let date = fixture.date { #expect(publication?["date"] as? String == date) }
    let encoding = try #require(Fixture.choice(fixture.encoding))
    for mention in try #require(object["mentions"] as? [[String: Any]]) {
      let source = try #require(mention["sourceBytes"] as? [String: Int])
      let slice = Array(fixture.bytes[source["start"]!..<source["end"]!])
      let text = HTMLReader.read(Array("<p>".utf8) + slice + Array("</p>".utf8), encoding: encoding)
      #expect(String(decoding: text.text.text, as: UTF8.self) == mention["text"] as? String)
    }
  }
}
