import BocTach
import Testing

@Suite struct ExtractorTests {
  @Test("offsets slice the text in all three units") func offsetsSliceTheTextInAllThreeUnits() throws {
    let text = Sample.text
    let (bytes, units, scalars) = (Array(text.utf8), Array(text.utf16), Array(text.unicodeScalars))
    #expect(Sample.document.mentions.count > 10)
    for mention in Sample.document.mentions {
      #expect(String(decoding: bytes[mention.span.utf8], as: UTF8.self) == mention.text)
      #expect(String(decoding: units[mention.span.utf16], as: UTF16.self) == mention.text)
      var slice = String.UnicodeScalarView()
      slice.append(contentsOf: scalars[mention.span.codePoints])
      #expect(String(slice) == mention.text)
    }
  }

  @Test("sentences hold their mentions and come only when asked for")
  func sentencesHoldTheirMentionsAndComeOnlyWhenAskedFor() throws {
    let sentences = Sample.document.sentences
    for mention in Sample.document.mentions {
      let sentence = sentences[mention.sentence].utf8
      #expect(sentence.contains(mention.span.utf8.lowerBound))
    }
    #expect(zip(sentences, sentences.dropFirst()).allSatisfy { $0.utf8.upperBound <= $1.utf8.lowerBound })
    #expect(try Sample.extractor.extract(Sample.text).sentences.isEmpty)
    #expect(try Sample.extractor.extract("", options: ExtractionOptions(sentences: true)).sentences.isEmpty)
  }

  static let kinds: [(RecordKinds, officials: Bool, legalDocuments: Bool, indicators: Bool)] = [
    (.all, true, true, true), ([], false, false, false), (.officials, true, false, false),
    (.legalDocuments, false, true, false), (.indicators, false, false, true),
    ([.officials, .indicators], true, false, true),
  ]

  @Test("only the records that are asked for are made", arguments: kinds.indices)
  func onlyTheRecordsThatAreAskedForAreMade(_ row: Int) throws {
    let (kinds, officials, legalDocuments, indicators) = Self.kinds[row]
    let document = try Sample.extractor.extract(
      Sample.text, reference: Sample.reference, options: ExtractionOptions(records: kinds))
    #expect(document.officials == (officials ? Sample.document.officials : []))
    #expect(document.legalDocuments == (legalDocuments ? Sample.document.legalDocuments : []))
    #expect(document.indicators == (indicators ? Sample.document.indicators : []))
    #expect(document.mentions == Sample.document.mentions)
  }

  @Test("only the types that are asked for are kept") func onlyTheTypesThatAreAskedForAreKept() throws {
    let document = try Sample.extractor.extract(
      Sample.text, reference: Sample.reference, options: ExtractionOptions(types: ["Person"]))
    #expect(
      document.mentions.map(\.text) == Sample.document.mentions.filter { $0.type == "Person" }.map(\.text))
    #expect(document.officials.map(\.name) == Sample.document.officials.map(\.name))
    #expect(document.relations.isEmpty && document.indicators.isEmpty)
  }

  @Test("a type that the grammar does not have is an error") func aTypeThatTheGrammarDoesNotHaveIsAnError() {
    #expect(throws: ExtractionError.unknownTypes(["Numbr", "X"], known: ["Number"])) {
      try Sample.numberExtractor.extract("1", options: ExtractionOptions(types: ["X", "Number", "Numbr"]))
    }
    let error = ExtractionError.unknownTypes(["X"], known: ["Number"])
    #expect("\(error)" == "the grammar has no type X; it has Number")
  }

  static let lengths: [(text: String, limit: Int, passes: Bool)] = [
    ("12", 2, true), ("123", 2, false), ("đ1", 3, true), ("đ1", 2, false), ("", 0, true), ("", -1, false),
    ("1", .max, true),
  ]

  @Test("the limit counts bytes", arguments: lengths.indices)
  func theLimitCountsBytes(_ row: Int) throws {
    let (text, limit, passes) = Self.lengths[row]
    let options = ExtractionOptions(byteLimit: limit)
    if passes {
      _ = try Sample.numberExtractor.extract(text, options: options)
    } else {
      #expect(throws: ExtractionError.tooLong(bytes: text.utf8.count, limit: limit)) {
        try Sample.numberExtractor.extract(text, options: options)
      }
    }
  }

  @Test("a file of any bytes is an input") func aFileOfAnyBytesIsAnInput() throws {
    // UTF-16 with its byte order mark: each digit is two bytes, the first behind the mark.
    let input = ExtractionInput(
      decoding: [0xFF, 0xFE] + Array("số 7".utf16).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })
    #expect(input.text == "số 7" && input.encodingName == "utf-16le" && input.warnings.isEmpty)
    let document = try Sample.numberExtractor.extract(input)
    #expect(document.mentions.map(\.span.codePoints) == [3..<4])
    #expect(document.mentions.map(\.sourceBytes) == [8..<10])
    let broken = ExtractionInput(decoding: Array("số liệu ".utf8) + [0xFF] + Array("2 tỉnh".utf8))
    #expect(broken.text == "số liệu \u{FFFD}2 tỉnh")
    #expect(broken.warnings == ["1 invalid UTF-8 sequence replaced, the first at byte 12"])
  }

  @Test("an input keeps what is known of it") func anInputKeepsWhatIsKnownOfIt() throws {
    let input = ExtractionInput(Sample.text, id: "x", reference: Sample.reference)
    #expect(
      try Sample.extractor.extract(input, options: ExtractionOptions(sentences: true)) == Sample.document)
  }
}
