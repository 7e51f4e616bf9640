import GrammarLanguage
import TextModel

/// What a run needs of the grammar. Patterns and tests are left out: the program stands for the patterns, and whoever
/// tests or explains has the source at hand.
extension CheckedGrammar: BinaryForm {
  func write(to writer: inout BinaryWriter) {
    writer.write(groups)
    writer.write(types)
    writer.write(relations)
    writer.write(stages)
    writer.write(lexicons)
    writer.write(rules)
    writer.write(links)
    writer.write(abbreviations)
  }

  init(from reader: inout BinaryReader) throws(BinaryFormError) {
    self.init()
    groups = try reader.read()
    types = try reader.read()
    relations = try reader.read()
    stages = try reader.read()
    lexicons = try reader.read()
    rules = try reader.read()
    links = try reader.read()
    abbreviations = try reader.read()
  }
}

extension SourceSpan: BinaryForm {
  func write(to writer: inout BinaryWriter) {
    writer.write(file)
    writer.write(start)
    writer.write(end)
  }
  init(from reader: inout BinaryReader) throws(BinaryFormError) {
    self.init(file: try reader.read(), start: try reader.read(), end: try reader.read())
  }
}

extension CheckedType: BinaryForm {
  func write(to writer: inout BinaryWriter) {
    writer.write(name)
    writer.write(group)
    writer.write(absorbs)
    writer.write(fields.map(\.name))
    writer.write(fields.map(\.kind))
    writer.write(span)
  }
  init(from reader: inout BinaryReader) throws(BinaryFormError) {
    let (name, group, absorbs): (String, Int?, [TypeID]) = (
      try reader.read(), try reader.read(), try reader.read()
    )
    let (names, kinds): ([String], [ValueKind]) = (try reader.read(), try reader.read())
    self.init(
      name: name, group: group, absorbs: absorbs, fields: zip(names, kinds).map { (name: $0, kind: $1) },
      span: try reader.read())
  }
}

extension CheckedRelation: BinaryForm {
  func write(to writer: inout BinaryWriter) {
    writer.write(name)
    writer.write(first)
    writer.write(second)
  }
  init(from reader: inout BinaryReader) throws(BinaryFormError) {
    self.init(name: try reader.read(), first: try reader.read(), second: try reader.read())
  }
}

extension CheckedStage: BinaryForm {
  func write(to writer: inout BinaryWriter) {
    writer.write(name)
    writer.write(rules)
    writer.write(links)
  }
  init(from reader: inout BinaryReader) throws(BinaryFormError) {
    self.init(name: try reader.read(), rules: try reader.read(), links: try reader.read())
  }
}

extension CheckedLexicon: BinaryForm {
  func write(to writer: inout BinaryWriter) {
    writer.write(name)
    writer.write(isCased)
    writer.write(isDocument)
    writer.write(columns)
    writer.write(columnKinds)
    writer.write(entries)
  }
  init(from reader: inout BinaryReader) throws(BinaryFormError) {
    self.init(
      name: try reader.read(), isCased: try reader.read(), isDocument: try reader.read(),
      columns: try reader.read(), columnKinds: try reader.read([ValueKind].self), entries: try reader.read())
  }
}

extension LexiconRows: BinaryForm {
  func write(to writer: inout BinaryWriter) {
    writer.write(plain: text)
    writer.write(words: lines)
    writer.write(words: places)
    writer.write(file)
    writer.write(columnCount)
  }
  init(from reader: inout BinaryReader) throws(BinaryFormError) {
    let text = try reader.octets()
    let (lines, places) = (try reader.words32(), try reader.words32())
    guard
      let rows = LexiconRows(
        text: text, lines: lines, places: places, file: try reader.read(), columnCount: try reader.read())
    else { throw .damaged }
    self = rows
  }
}

extension CheckedRule: BinaryForm {
  func write(to writer: inout BinaryWriter) {
    writer.write(name)
    writer.write(stage)
    writer.write(priority)
    writer.write(scope)
    writer.write(length)
    writer.write(captures)
    writer.write(emissions)
    writer.write(links)
    writer.write(exports)
    writer.write(span)
  }
  init(from reader: inout BinaryReader) throws(BinaryFormError) {
    self.init(
      name: try reader.read(), stage: try reader.read(), priority: try reader.read(),
      scope: try reader.read(), length: try reader.read(), pattern: .empty, captures: try reader.read(),
      emissions: try reader.read(), links: try reader.read(), exports: try reader.read(),
      span: try reader.read())
  }
}

extension CheckedCapture: BinaryForm {
  func write(to writer: inout BinaryWriter) {
    writer.write(name)
    writer.write(isList)
    writer.write(inner)
  }
  init(from reader: inout BinaryReader) throws(BinaryFormError) {
    self.init(name: try reader.read(), isList: try reader.read(), inner: try reader.read())
  }
}

extension CheckedEmission: BinaryForm {
  func write(to writer: inout BinaryWriter) {
    writer.write(type)
    writer.write(capture)
    writer.write(isEach)
    writer.write(assignments.map(\.field))
    writer.write(assignments.map(\.value))
  }
  init(from reader: inout BinaryReader) throws(BinaryFormError) {
    let (type, capture, isEach): (TypeID, Int?, Bool) = (
      try reader.read(), try reader.read(), try reader.read()
    )
    let (fields, values): ([FieldID], [CheckedExpression]) = (try reader.read(), try reader.read())
    self.init(
      type: type, capture: capture, isEach: isEach,
      assignments: zip(fields, values).map { (field: $0, value: $1) })
  }
}

extension CheckedRuleLink: BinaryForm {
  func write(to writer: inout BinaryWriter) {
    writer.write(relation)
    writer.write(first)
    writer.write(second)
    writer.write(choice)
  }
  init(from reader: inout BinaryReader) throws(BinaryFormError) {
    self.init(
      relation: try reader.read(), first: try reader.read(), second: try reader.read(),
      choice: try reader.read())
  }
}

extension CheckedExport: BinaryForm {
  func write(to writer: inout BinaryWriter) {
    writer.write(value)
    writer.write(each)
    writer.write(lexicon)
    writer.write(scope)
    writer.write(assignments.map(\.column))
    writer.write(assignments.map(\.value))
  }
  init(from reader: inout BinaryReader) throws(BinaryFormError) {
    let (value, each): (CheckedExpression, Int?) = (try reader.read(), try reader.read())
    let (lexicon, scope): (LexiconID, ExportClause.Scope) = (try reader.read(), try reader.read())
    let (columns, values): ([Int], [CheckedExpression]) = (try reader.read(), try reader.read())
    self.init(
      value: value, each: each, lexicon: lexicon, scope: scope,
      assignments: zip(columns, values).map { (column: $0, value: $1) })
  }
}

extension CheckedExpression: BinaryForm {
  func write(to writer: inout BinaryWriter) {
    switch self {
    case .text(let text):
      writer.write(number: 0)
      writer.write(text)
    case .number(let number):
      writer.write(number: 1)
      writer.write(number)
    case .flag(let flag):
      writer.write(number: 2)
      writer.write(flag)
    case .captureText(let capture):
      writer.write(number: 3)
      writer.write(capture)
    case .captureItems(let capture):
      writer.write(number: 4)
      writer.write(capture)
    case .column(let capture, let name):
      writer.write(number: 5)
      writer.write(capture)
      writer.write(name)
    case .field(let capture, let name):
      writer.write(number: 6)
      writer.write(capture)
      writer.write(name)
    case .first(let alternatives):
      writer.write(number: 7)
      writer.write(alternatives)
    case .call(let normalizer, let arguments):
      writer.write(number: 8)
      writer.write(normalizer)
      writer.write(arguments)
    }
  }

  init(from reader: inout BinaryReader) throws(BinaryFormError) {
    switch try reader.number() {
    case 0: self = .text(try reader.read())
    case 1: self = .number(try reader.read())
    case 2: self = .flag(try reader.read())
    case 3: self = .captureText(try reader.read())
    case 4: self = .captureItems(try reader.read())
    case 5: self = .column(capture: try reader.read(), name: try reader.read())
    case 6: self = .field(capture: try reader.read(), name: try reader.read())
    case 7: self = .first(try reader.read())
    case 8: self = .call(try reader.read(), try reader.read())
    default: throw .damaged
    }
  }
}

extension CheckedLink: BinaryForm {
  func write(to writer: inout BinaryWriter) {
    writer.write(relation)
    writer.write(first)
    writer.write(second)
    writer.write(stage)
    writer.write(order)
    writer.write(scope)
    switch distance {
    case .tokens(let range):
      writer.write(number: 0)
      writer.write(range)
    case .sentences(let range):
      writer.write(number: 1)
      writer.write(range)
    }
    writer.write(choice)
    writer.write(span)
  }

  init(from reader: inout BinaryReader) throws(BinaryFormError) {
    let (relation, first, second): (RelationID, TypeID, TypeID) = (
      try reader.read(), try reader.read(), try reader.read()
    )
    let (stage, order, scope): (StageID, LinkDeclaration.Order, LinkDeclaration.Scope) = (
      try reader.read(), try reader.read(), try reader.read()
    )
    let isTokens = try reader.number() == 0
    let range: ClosedRange<Int> = try reader.read()
    self.init(
      relation: relation, first: first, second: second, stage: stage, order: order, scope: scope,
      distance: isTokens ? .tokens(range) : .sentences(range), unlessBetween: nil, choice: try reader.read(),
      span: try reader.read())
  }
}

extension CheckedValueTest: BinaryForm {
  func write(to writer: inout BinaryWriter) {
    writer.write(index)
    switch condition {
    case .equals(let value):
      writer.write(number: 0)
      writer.write(value)
    case .differs(let value):
      writer.write(number: 1)
      writer.write(value)
    case .oneOf(let values):
      writer.write(number: 2)
      writer.write(values)
    case .present: writer.write(number: 3)
    case .absent: writer.write(number: 4)
    }
  }

  init(from reader: inout BinaryReader) throws(BinaryFormError) {
    let index: Int = try reader.read()
    switch try reader.number() {
    case 0: self.init(index: index, condition: .equals(try reader.read()))
    case 1: self.init(index: index, condition: .differs(try reader.read()))
    case 2: self.init(index: index, condition: .oneOf(try reader.read()))
    case 3: self.init(index: index, condition: .present)
    case 4: self.init(index: index, condition: .absent)
    default: throw .damaged
    }
  }
}

extension TokenClass: BinaryForm {
  private static let plain: [TokenClass] = [
    .number, .upper, .capitalized, .lower, .any, .email, .url, .handle,
  ]

  func write(to writer: inout BinaryWriter) {
    switch self {
    case .digits(let test):
      writer.write(number: 0)
      writer.write(test)
    case .letters(let test):
      writer.write(number: 1)
      writer.write(test)
    case .punctuation(let marks):
      writer.write(number: 2)
      writer.write(marks)
    case .number, .upper, .capitalized, .lower, .any, .email, .url, .handle:
      writer.write(number: 3)
      writer.write(number: UInt64(Self.plain.firstIndex(of: self)!))
    }
  }

  init(from reader: inout BinaryReader) throws(BinaryFormError) {
    switch try reader.number() {
    case 0: self = .digits(try reader.read())
    case 1: self = .letters(try reader.read())
    case 2: self = .punctuation(try reader.read())
    case 3:
      let index = try reader.number()
      guard index < UInt64(Self.plain.count) else { throw .damaged }
      self = Self.plain[Int(index)]
    default: throw .damaged
    }
  }
}

extension CountTest: BinaryForm {
  func write(to writer: inout BinaryWriter) {
    switch self {
    case .length(let range):
      writer.write(number: 0)
      writer.write(range)
    case .value(let range):
      writer.write(number: 1)
      writer.write(range)
    }
  }
  init(from reader: inout BinaryReader) throws(BinaryFormError) {
    let isLength = try reader.number() == 0
    let range: ClosedRange<Int> = try reader.read()
    self = isLength ? .length(range) : .value(range)
  }
}
