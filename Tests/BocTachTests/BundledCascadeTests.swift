import Foundation
import Testing

@testable import BocTach
@testable import GrammarEngine

/// The compiled form of the bundled grammar that ships inside the binary.
struct BundledCascadeTests {
  @Test("The compiled form in the tree is that of the bundled files; `make bundle` writes it")
  func upToDate() throws {
    let compiled = try #require(GrammarCompilation(Grammar.bundled.sources).cascade)
    let read = try Cascade.reading(Cascade.bundledBinaryForm, for: Grammar.bundled.sources)
    // The recording is of texts, which may have changed since: that costs time, nothing else.
    #expect(!read.recording.elements.isEmpty)
    #expect(
      compiled.binaryForm(of: Grammar.bundled.sources, recording: read.recording.elements)
        == Cascade.bundledBinaryForm)
  }

  @Test("What is read is the same program")
  func sameProgram() throws {
    let compiled = try #require(GrammarCompilation(Grammar.bundled.sources).cascade)
    let read = try Cascade.reading(Cascade.bundledBinaryForm, for: Grammar.bundled.sources)
    #expect(read.dump() == compiled.dump())
  }

  @Test("What was recorded changes nothing that is found, in the texts recorded and in others")
  func sameResults() throws {
    let compiled = try #require(GrammarCompilation(Grammar.bundled.sources).cascade)
    let recorded = try Cascade.reading(Cascade.bundledBinaryForm, for: Grammar.bundled.sources)
    #expect(compiled.recording.elements.isEmpty)
    let corpus = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Corpus").standardizedFileURL
    let files = try ["train", "test"].flatMap { split in
      try FileManager.default.contentsOfDirectory(
        at: corpus.appendingPathComponent(split), includingPropertiesForKeys: nil
      )
      .filter { $0.pathExtension == "txt" }.sorted { $0.path < $1.path }.prefix(12)
    }
    #expect(files.count == 24)
    // The bundle is the same file whoever makes it.
    let few = try files.prefix(2).map { compiled.tokenizer.tokenize(Array(try Data(contentsOf: $0))) }
    #expect(compiled.recording(of: few) == compiled.recording(of: few))
    var cold = Matcher(compiled)
    var warm = Matcher(recorded)
    // A recording that is refused changes nothing either.
    #expect(warm.cacheSizes.contains { $0.name == "sets" && $0.count > 1000 })
    #expect(cold.cacheSizes.contains { $0.name == "sets" && $0.count < 1000 })
    for file in files {
      let text = compiled.tokenizer.tokenize(Array(try Data(contentsOf: file)))
      let (expected, found) = (cold.run(text), warm.run(text))
      #expect(!expected.output.isEmpty)
      #expect(found.output == expected.output)
      #expect(found.links == expected.links)
      #expect(found.mentions.map(\.span) == expected.mentions.map(\.span))
      #expect(found.mentions.map(\.rule) == expected.mentions.map(\.rule))
      #expect(found.mentions.map(\.fields) == expected.mentions.map(\.fields))
    }
    #expect(warm.statistics.matches == cold.statistics.matches)
  }

  @Test("A binary form of other files is stale, of no such thing foreign, and an altered one damaged")
  func refused() throws {
    let good = Cascade.bundledBinaryForm
    var other = Grammar.bundled.sources
    other.files["dates/days.grammar"]?.append(UInt8(ascii: "\n"))
    #expect(throws: BinaryFormError.stale) { try Cascade.reading(good, for: other) }
    #expect(Cascade.bundled(for: other) == nil)
    #expect(throws: BinaryFormError.foreign) { try Cascade.reading([], for: other) }
    #expect(throws: BinaryFormError.foreign) {
      try Cascade.reading(Array("BOCTACHG".utf8) + Array(repeating: 9, count: 100), for: other)
    }
    #expect(throws: BinaryFormError.damaged) {
      try Cascade.reading(Array(good.dropLast()), for: Grammar.bundled.sources)
    }
    for place in [28, 1000, good.count / 2, good.count - 1] {
      var altered = good
      altered[place] ^= 0x40
      #expect(throws: BinaryFormError.damaged) { try Cascade.reading(altered, for: Grammar.bundled.sources) }
    }
  }

  @Test("An extractor takes a compiled form of its grammar, and compiles the grammar where it is another's")
  func extractors() throws {
    let grammar = Grammar(files: [
      "cascade.grammar": Array(
        "group primary\ntype Plate group primary { value: text }\nstages plates\n".utf8),
      "plates.grammar": Array("stage plates\nrule plate -> Plate { value = $p } = \"số\" p:digits\n".utf8),
    ])
    let form = try Extractor(grammar: grammar).cascade.binaryForm(of: grammar.sources)
    for form in [form, [], Cascade.bundledBinaryForm] {
      let document = try Extractor(grammar: grammar, compiledForm: form).extract("Xe số 123.")
      #expect(document.mentions.map(\.text) == ["số 123"])
    }
    #expect(throws: GrammarError.self) { try Extractor(grammar: Grammar(files: [:]), compiledForm: form) }
  }
}
