import TextModel
package import Tokenization

// What a matcher has learned from texts, so that the next one need not learn it: how tokens look to the patterns, the sets
// and steps of the automaton, which pairs of tokens rule searches out. The bundled cascade carries that of the corpus's
// training texts. It changes how long a run takes, never what it finds.

extension Cascade {
  /// What a matcher learns from some texts, in their order.
  package func recording(of texts: [TokenizedText]) -> [UInt8] {
    var matcher = Matcher(self)
    for text in texts { _ = matcher.run(text) }
    var writer = BinaryWriter()
    matcher.write(to: &writer)
    return writer.finished()
  }
}

extension Matcher {
  fileprivate func write(to writer: inout BinaryWriter) {
    writer.write(automaton)
    writer.write(words: stageStarts)
    writer.write(lexemes)
    writer.write(prospects)
  }

  /// Takes over what the cascade's recording holds; false where it has none. O(what is not read in place).
  ///
  /// - Parameter automatonOnly: what tokens are to the patterns stays as the matcher has it, which began with a recording:
  ///   classes it has learned since have numbers behind the recorded ones.
  mutating func beginWithRecording(automatonOnly: Bool = false) -> Bool {
    guard cascade.recording.count > 0 else { return false }
    do throws(BinaryFormError) {
      try cascade.recording.withBytes { bytes throws(BinaryFormError) in
        try BinaryReader.read(bytes, isPermanent: cascade.recording.isPermanent) {
          reader throws(BinaryFormError) in
          automaton = try reader.read()
          stageStarts = try reader.words32()
          if automatonOnly { return reader.skipRest() }
          lexemes = try reader.read()
          prospects = try reader.read()
        }
      }
    } catch {
      return false
    }
    return true
  }
}

extension LazyAutomaton: BinaryForm {
  func write(to writer: inout BinaryWriter) {
    writer.write(sets)
    writer.write(traits)
    writer.write(plain: typeMasks)
    writer.write(needs)
    writer.write(steps)
    writer.write(views)
    writer.write(outlines)
    writer.write(outlineSteps)
    writer.write(plain: choices)
    writer.write(questions)
    writer.write(questionNumbers)
    writer.write(typesNumbers)
    writer.write(results)
    writer.write(plain: plainResults)
    writer.write(acceptedRules)
    writer.write(references)
    writer.write(unions)
    writer.write(words: contextStarts)
    writer.write(closureNumbers)
    writer.write(closures)
    writer.write(closureItems)
    writer.write(lists)
    writer.write(listItems)
    writer.write(listForms)
    writer.write(plain: setLists)
  }

  /// What is not written, the answers of single tokens, is worked out again where it is needed.
  init(from reader: inout BinaryReader) throws(BinaryFormError) {
    self.init()
    sets = try reader.read()
    traits = try reader.read()
    typeMasks = try reader.growing()
    needs = try reader.read()
    steps = try reader.read()
    views = try reader.read()
    outlines = try reader.read()
    outlineSteps = try reader.read()
    choices = try reader.growing()
    questions = try reader.read()
    questionNumbers = try reader.read()
    typesNumbers = try reader.read()
    results = try reader.read()
    plainResults = try reader.growing()
    acceptedRules = try reader.read()
    references = try reader.read()
    unions = try reader.read()
    contextStarts = try reader.words32()
    closureNumbers = try reader.read()
    closures = try reader.read()
    closureItems = try reader.read()
    lists = try reader.read()
    listItems = try reader.read()
    listForms = try reader.read()
    setLists = try reader.growing()
  }
}
