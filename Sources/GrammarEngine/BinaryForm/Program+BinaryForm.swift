import GrammarLanguage
import TextModel

extension Program: BinaryForm {
  func write(to writer: inout BinaryWriter) {
    writer.write(plain: nodes.elements)
    writer.write(predicates)
    writer.write(lexiconReferences)
    writer.write(mentionReferences)
    writer.write(contexts)
    writer.write(plain: ruleStarts)
    writer.write(rulePreconditions)
    writer.write(ruleNodes)
    writer.write(plain: betweenStarts)
    writer.write(betweenNodes)
  }

  init(from reader: inout BinaryReader) throws(BinaryFormError) {
    self.init()
    nodes = try reader.table()
    guard reader.isPermanent || nodes.allSatisfy(\.isValid) else { throw .damaged }
    predicates = try reader.read()
    lexiconReferences = try reader.read()
    mentionReferences = try reader.read()
    contexts = try reader.read()
    ruleStarts = try reader.plain()
    rulePreconditions = try reader.read()
    ruleNodes = try reader.read()
    betweenStarts = try reader.plain()
    betweenNodes = try reader.read()
  }
}

extension Program.LexiconReference: BinaryForm {
  func write(to writer: inout BinaryWriter) {
    writer.write(lexicon)
    writer.write(tests)
    writer.write(isGlued)
  }
  init(from reader: inout BinaryReader) throws(BinaryFormError) {
    self.init(lexicon: try reader.read(), tests: try reader.read(), isGlued: try reader.read())
  }
}

extension Program.MentionReference: BinaryForm {
  func write(to writer: inout BinaryWriter) {
    writer.write(type)
    writer.write(tests)
    writer.write(isGlued)
  }
  init(from reader: inout BinaryReader) throws(BinaryFormError) {
    self.init(type: try reader.read(), tests: try reader.read(), isGlued: try reader.read())
  }
}

extension Program.Context: BinaryForm {
  func write(to writer: inout BinaryWriter) {
    writer.write(direction)
    writer.write(isNegated)
    writer.write(start)
    writer.write(nodes)
    writer.write(lengths)
    writer.write(isOneToken)
  }
  init(from reader: inout BinaryReader) throws(BinaryFormError) {
    self.init(
      direction: try reader.read(), isNegated: try reader.read(), start: try reader.read(),
      nodes: try reader.read(), lengths: try reader.read(), isOneToken: try reader.read())
  }
}

extension Predicate: BinaryForm {
  func write(to writer: inout BinaryWriter) {
    switch self {
    case .always: writer.write(number: 0)
    case .form(let form):
      writer.write(number: 1)
      writer.write(form)
    case .exact(let form):
      writer.write(number: 2)
      writer.write(form)
    case .atom(let atom):
      writer.write(number: 3)
      writer.write(atom)
    case .dynamic(let atom):
      writer.write(number: 4)
      writer.write(atom)
    case .both(let a, let b):
      writer.write(number: 5)
      writer.write(a)
      writer.write(b)
    case .either(let a, let b):
      writer.write(number: 6)
      writer.write(a)
      writer.write(b)
    case .not(let a):
      writer.write(number: 7)
      writer.write(a)
    }
  }

  init(from reader: inout BinaryReader) throws(BinaryFormError) {
    switch try reader.number() {
    case 0: self = .always
    case 1: self = .form(try reader.read())
    case 2: self = .exact(try reader.read())
    case 3: self = .atom(try reader.read())
    case 4: self = .dynamic(try reader.read())
    case 5: self = .both(try reader.read(), try reader.read())
    case 6: self = .either(try reader.read(), try reader.read())
    case 7: self = .not(try reader.read())
    default: throw .damaged
    }
  }
}

extension StaticAtom: BinaryForm {
  func write(to writer: inout BinaryWriter) {
    switch self {
    case .tokenClass(let tokenClass):
      writer.write(number: 0)
      writer.write(tokenClass)
    case .raw(let source):
      writer.write(number: 1)
      writer.write(source)
    case .lexiconWord(let lexicon, let tests):
      writer.write(number: 2)
      writer.write(lexicon)
      writer.write(tests)
    case .lexiconEntry(let lexicon, let tests):
      writer.write(number: 3)
      writer.write(lexicon)
      writer.write(tests)
    }
  }
  init(from reader: inout BinaryReader) throws(BinaryFormError) {
    switch try reader.number() {
    case 0: self = .tokenClass(try reader.read())
    case 1: self = .raw(try reader.read())
    case 2: self = .lexiconWord(try reader.read(), try reader.read())
    case 3: self = .lexiconEntry(try reader.read(), try reader.read())
    default: throw .damaged
    }
  }
}

extension DynamicAtom: BinaryForm {
  func write(to writer: inout BinaryWriter) {
    switch self {
    case .position(let position, let type):
      writer.write(number: 0)
      writer.write(position)
      writer.write(type)
    case .documentWord(let lexicon, let tests):
      writer.write(number: 1)
      writer.write(lexicon)
      writer.write(tests)
    }
  }
  init(from reader: inout BinaryReader) throws(BinaryFormError) {
    switch try reader.number() {
    case 0: self = .position(try reader.read(), try reader.read())
    case 1: self = .documentWord(try reader.read(), try reader.read())
    default: throw .damaged
    }
  }
}
