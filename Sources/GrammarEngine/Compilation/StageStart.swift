import GrammarLanguage

/// Where the search of a stage begins.
struct StageStart: Sendable {
  /// The set of `LazyAutomaton` from which it starts.
  var items: [UInt32]
  /// The mention types with which a match can start.
  var mentionTypes: UInt64 = 0
  /// Whether a match can start with an entry of a document lexicon.
  var hasDocumentWords = false

  init(_ stage: CheckedStage, program: Program, grammar: CheckedGrammar) {
    var set: Set<UInt32> = []
    for rule in stage.rules {
      var items: [UInt32] = []
      LazyAutomaton.close(program.ruleStarts[rule.index], .any, program, into: &items)
      set.formUnion(items)
    }
    items = set.sorted()
    var work = items
    var seen = set
    while let item = work.popLast() {
      let (number, mode) = LazyAutomaton.parts(item)
      let node = program.nodes[Int(number)]
      switch node.operation {
      case .mention(let reference):
        mentionTypes |= 1 << UInt64(program.mentionReferences[Int(reference)].type.rawValue)
      case .lexicon(let reference):
        let lexicon = program.lexiconReferences[Int(reference)].lexicon
        if grammar.lexicons[lexicon.index].isDocument { hasDocumentWords = true }
      case .anchor, .context:
        var next: [UInt32] = []
        LazyAutomaton.close(node.next, mode, program, into: &next)
        for item in next where seen.insert(item).inserted { work.append(item) }
      default: break
      }
    }
  }
}

extension StageStart: BinaryForm {
  func write(to writer: inout BinaryWriter) {
    writer.write(words: items)
    writer.write(mentionTypes)
    writer.write(hasDocumentWords)
  }
  init(from reader: inout BinaryReader) throws(BinaryFormError) {
    items = try reader.words32()
    mentionTypes = try reader.read()
    hasDocumentWords = try reader.read()
  }
}
