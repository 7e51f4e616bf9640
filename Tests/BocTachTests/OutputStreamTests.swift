import BocTach
import Formats
import Testing

/// What is written part by part is what the whole is.
@Suite struct OutputStreamTests {
  @Test("JSON written in pieces is the JSON of the whole document", arguments: [1, 100, 100_000])
  func piecesAreTheWhole(_ pieceSize: Int) throws {
    for layout in [JSONWriter.Layout.compact, .indented] {
      for warnings in [[], ["w", "\"x\""]] {
        let whole = Sample.document.json(id: "1", path: "a/1.txt", warnings: warnings, layout)
        #expect(JSONWriter.bytes(try JSONParser.parse(whole), layout) == whole)
        var stream = JSONStream(layout)
        var pieces: [UInt8] = []
        var longest = 0
        stream.write(Sample.document, id: "1", path: "a/1.txt", warnings: warnings) { bytes in
          longest = max(longest, bytes.count)
          guard bytes.count >= pieceSize else { return }
          pieces += bytes
          bytes.removeAll()
        }
        #expect(pieces + stream.bytes == whole)
        #expect(pieceSize > 100 || longest < 5000)
      }
    }
  }

  @Test("a document whose mentions are made on demand says what the document in memory says")
  func compactIsTheSame() throws {
    let compact = Sample.extractor.compactDocument(
      Array(Sample.text.utf8), reference: Sample.reference, source: nil,
      options: ExtractionOptions(sentences: true))
    #expect(compact.document == Sample.document)
    #expect(compact.json(id: "1") == Sample.document.json(id: "1"))
    for table in RecordTable.allCases {
      var rows: [[String]] = []
      table.forEachRow(of: compact, id: "1") { rows.append($0) }
      var expected: [[String]] = []
      table.forEachRow(of: Sample.document, id: "1") { expected.append($0) }
      #expect(rows == expected && !rows.isEmpty)
    }
  }

  @Test(
    "keeping some types leaves the same of both",
    arguments: [[], ["Person"], ["Date", "Quantity"], ["Title"]])
  func selection(_ types: [String]) throws {
    var compact = Sample.extractor.compactDocument(
      Array(Sample.text.utf8), reference: Sample.reference, source: nil)
    compact.keep(Set(types))
    var document = Sample.document
    document.sentences = []
    document.keep(Set(types))
    #expect(compact.document.mentions == document.mentions)
    #expect(compact.document.relations == document.relations)
    #expect(compact.document.officials == document.officials)
    #expect(compact.document.legalDocuments == document.legalDocuments)
    #expect(compact.document.indicators == document.indicators)
  }
}
