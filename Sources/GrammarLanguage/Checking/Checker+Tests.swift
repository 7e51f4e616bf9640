import TextModel

extension Checker {
  mutating func checkTests() {
    for (index, file) in files.enumerated() {
      for case .test(let block) in file.declarations {
        if let checked = checkTest(block, file: index) { grammar.tests.append(checked) }
      }
    }
  }

  /// What a block's mentions may be.
  private struct Subject {
    var name: String
    /// Types that the rule emits, or the one tested; nil when unknown.
    var types: [TypeID]?
  }

  private mutating func checkTest(_ block: TestBlock, file: Int) -> CheckedTestBlock? {
    var checkedSubject: CheckedTestBlock.Subject?
    var stage = stageOfFile[file].map { StageID($0) }
    let subject: Subject
    switch block.subject {
    case .rule(let name):
      if let found = rules[name.text] {
        checkedSubject = .rule(found.id)
        let rule = grammar.rules[found.id.index]
        stage = rule.stage
        let declared = ruleSources[found.id.index].declaration.emissions
        let known = declared.allSatisfy { types[$0.type.text] != nil }
        subject = Subject(name: name.text, types: known ? Self.distinct(rule.emissions.map(\.type)) : nil)
      } else {
        reportUnknown(.rule, name, among: ruleSources.map(\.declaration.name.text))
        subject = Subject(name: name.text, types: nil)
      }
    case .type(let name):
      let id = type(name)
      if let id { checkedSubject = .type(id) }
      subject = Subject(name: name.text, types: id.map { [$0] })
    }
    var cases: [CheckedTestCase] = []
    var reference: String?
    var texts: [String: SourceSpan] = [:]
    for line in block.lines {
      if case .reference(let literal) = line {
        if !Self.isDate(literal.text) { report(.badReferenceDate(literal.text), at: literal.span) }
        reference = literal.text
        continue
      }
      guard let (literal, testCase) = checkLine(line, subject, reference) else { continue }
      let key = "\(reference ?? "") \(line.keyword) \(literal.text)"
      if let first = texts[key] {
        report(.duplicateTest(testCase.text), at: literal.span, related: first)
      }
      texts[key] = literal.span
      cases.append(testCase)
    }
    if block.lines.allSatisfy({ $0.keyword == "reference" }) { report(.emptyTest, at: block.headSpan) }
    guard let checkedSubject, let stage else { return nil }
    return CheckedTestBlock(subject: checkedSubject, stage: stage, cases: cases, span: block.span)
  }

  private static func distinct(_ types: [TypeID]) -> [TypeID] {
    var result: [TypeID] = []
    for type in types where !result.contains(type) { result.append(type) }
    return result
  }

  private mutating func checkLine(_ line: TestBlock.Line, _ subject: Subject, _ reference: String?)
    -> (StringLiteral, CheckedTestCase)?
  {
    switch line {
    case .reference: return nil
    case .reject(let literal):
      let text = cut(literal)
      if let bracket = text.brackets.first {
        report(.rejectWithBracket, at: place(bracket.sourceStart, 1, in: literal))
      }
      return (
        literal,
        CheckedTestCase(
          expectation: .reject, text: text.text, brackets: [], reference: reference, span: literal.span)
      )
    case .match(let literal, let values):
      let text = cut(literal)
      if text.brackets.isEmpty, text.problems.isEmpty { report(.matchWithoutBracket, at: literal.span) }
      if values.count > text.brackets.count, text.problems.isEmpty, !text.brackets.isEmpty {
        report(
          .tooManyExpectedValues(values: values.count, brackets: text.brackets.count),
          at: values[text.brackets.count].span)
      }
      var brackets = checkBrackets(text, subject, literal, allowsAnyType: false)
      for (index, expected) in values.enumerated() where index < brackets.count {
        let type = brackets[index].type ?? (subject.types?.count == 1 ? subject.types?.first : nil)
        guard let type else { continue }
        brackets[index].values = checkValues(expected, of: type)
      }
      return (
        literal,
        CheckedTestCase(
          expectation: .match, text: text.text, brackets: brackets, reference: reference, span: literal.span)
      )
    case .link(let literal, let expected, let isNegated):
      let text = cut(literal)
      let pairs = checkLinks(expected, isNegated, text, literal)
      let brackets = checkBrackets(text, subject, literal, allowsAnyType: true)
      guard let pairs else { return nil }
      return (
        literal,
        CheckedTestCase(
          expectation: isNegated ? .noLink(pairs) : .link(pairs), text: text.text, brackets: brackets,
          reference: reference, span: literal.span)
      )
    }
  }

  /// The relations and bracket indices of a `link` or `nolink` line; nil after an error.
  private mutating func checkLinks(
    _ expected: [TestBlock.LinkExpectation], _ isNegated: Bool, _ text: BracketedText,
    _ literal: StringLiteral
  ) -> [CheckedTestCase.LinkPair]? {
    let count = text.brackets.count
    var isBroken = !text.problems.isEmpty
    var pairs: [CheckedTestCase.LinkPair] = []
    for link in expected {
      let relation = relation(link.relation)
      var brackets: (first: Int, second: Int)? = (0, 1)
      if let (first, second) = link.brackets {
        brackets = (first - 1, second - 1)
        if !isBroken,
          first == second || !(1...max(1, count)).contains(first) || !(1...max(1, count)).contains(second)
        {
          report(.linkTestNumbers(first, second, brackets: count), at: link.span)
          isBroken = true
        }
      } else if isNegated, count == 0 {
        brackets = nil
      } else if count != 2, !isBroken {
        report(.linkTestBrackets(count, isNegated: isNegated), at: literal.span)
        isBroken = true
      }
      if let relation {
        pairs.append(CheckedTestCase.LinkPair(relation: relation, brackets: brackets))
      } else {
        isBroken = true
      }
    }
    return isBroken ? nil : pairs
  }

  private mutating func cut(_ literal: StringLiteral) -> BracketedText {
    let names = types.keys.sorted()
    let text = BracketedText(literal.text) { name in
      names.contains(name) || (name.utf8.count > 3 && Spelling.nearest(to: name, among: names) != nil)
    }
    for (problem, offset) in text.problems {
      let kind: DiagnosticKind =
        switch problem {
        case .unclosed: .unclosedBracket
        case .unopened: .unopenedBracket
        case .nested: .nestedBracket
        case .empty: .emptyBracket
        }
      report(kind, at: place(offset, 1, in: literal))
    }
    return text
  }

  /// A place inside a text literal, as far as its escapes do not shift it.
  private func place(_ offset: Int, _ length: Int, in literal: StringLiteral) -> SourceSpan {
    guard literal.text.utf8.count + 2 == literal.span.end - literal.span.start else { return literal.span }
    let start = literal.span.start + 1 + offset
    return SourceSpan(file: literal.span.file, start: start, end: start + length)
  }

  private mutating func checkBrackets(
    _ text: BracketedText, _ subject: Subject, _ literal: StringLiteral, allowsAnyType: Bool
  ) -> [CheckedTestCase.Bracket] {
    text.brackets.map { bracket in
      var id: TypeID?
      if let (name, range) = bracket.type {
        let written = Name(name, place(range.lowerBound, range.count, in: literal))
        id = type(written)
        if let id, let possible = subject.types, !possible.contains(id), !allowsAnyType {
          report(.bracketTypeNotEmitted(type: name, by: subject.name), at: written.span)
        }
      } else if let possible = subject.types, possible.count > 1, !allowsAnyType {
        report(
          .bracketNeedsType(types: possible.map(typeName)), at: place(bracket.sourceStart, 1, in: literal))
      }
      return CheckedTestCase.Bracket(range: bracket.range, type: id, values: [])
    }
  }

  private mutating func checkValues(_ expected: ExpectedValues, of type: TypeID)
    -> [(field: FieldID, value: String)]
  {
    let fields = grammar.types[type.index].fields
    var result: [(field: FieldID, value: String)] = []
    var places: [String: SourceSpan] = [:]
    for (name, value) in expected.fields {
      if let first = places[name.text] {
        report(.duplicateName(.field, name.text), at: name.span, related: first)
      }
      places[name.text] = name.span
      guard let index = fields.firstIndex(where: { $0.name == name.text }) else {
        reportUnknown(.field, name, owner: typeName(type), among: fields.map(\.name))
        continue
      }
      if !Self.isNotation(value.text, of: fields[index].kind), !brokenFields.contains(name.text) {
        report(.badExpectedValue(value.text, kind: fields[index].kind, suggestion: nil), at: value.span)
      }
      result.append((FieldID(index), value.text))
    }
    return result
  }

  /// `YYYY-MM-DD`, a day that exists.
  static func isDate(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [4, 2, 2],
      text.utf8.allSatisfy({ $0 == 0x2D || (0x30...0x39).contains($0) }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]), (1...12).contains(month)
    else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...days[month - 1]).contains(day)
  }
}

extension TestBlock.Line {
  var keyword: String {
    switch self {
    case .match: "match"
    case .reject: "reject"
    case .reference: "reference"
    case .link(_, _, let isNegated): isNegated ? "nolink" : "link"
    }
  }
}
