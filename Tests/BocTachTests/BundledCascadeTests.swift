import GrammarEngine
import Testing

@testable import BocTach

/// The compiled form of the bundled grammar that ships inside the binary.
struct BundledCascadeTests {
  @Test("The compiled form in the tree is that of the bundled files; `make bundle` writes it")
  func upToDate() throws {
    let compiled = try #require(GrammarCompilation(Grammar.bundled.sources).cascade)
    #expect(compiled.binaryForm(of: Grammar.bundled.sources) == Cascade.bundledBinaryForm)
  }

  @Test("What is read is the same program")
  func sameProgram() throws {
    let compiled = try #require(GrammarCompilation(Grammar.bundled.sources).cascade)
    let read = try Cascade.reading(Cascade.bundledBinaryForm, for: Grammar.bundled.sources)
    #expect(read.dump() == compiled.dump())
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
}
