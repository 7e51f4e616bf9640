/// What the lexemes of a file are for, as far as their layout depends on it; read off the tree.
struct FormatStructure {
  /// How a brace and its contents are laid out.
  enum Brace {
    /// `{` ends a line and `}` begins one, where the author broke the contents; with `isList` each item has a line of its own then.
    case block(isList: Bool)
    /// `{ kind: "a" }` of a test, `glued{ … }`.
    case inline
    /// `{2,4}`.
    case quantifier
  }

  struct Mark {
    var startsDeclaration = false
    /// Begins a clause of a rule: `emit`, `link`, `export`.
    var startsClause = false
    /// Begins a field, an assignment, an entry, a line of a test, an item of a link declaration.
    var startsItem = false
    /// The space before an item that stands behind another on one line.
    var itemGap = 1
    /// The `=` before the pattern of a rule or macro.
    var isPatternEqual = false
    var isInPattern = false
    var brace: Brace?
    /// The other brace of the pair.
    var partner: Int?
  }

  let lexemes: [Lexeme]
  private(set) var marks: [Mark]
  private let bytes: [UInt8]
  private var indices: [Int: Int] = [:]

  init(of file: GrammarFile, lexemes: [Lexeme], bytes: [UInt8]) {
    self.lexemes = lexemes
    self.bytes = bytes
    marks = Array(repeating: Mark(), count: lexemes.count)
    for (index, lexeme) in lexemes.enumerated() { indices[lexeme.start] = index }
    if let stage = file.stage { markDeclaration(stage.span, keywords: 1) }
    for include in file.includes { markDeclaration(include.span, keywords: 1) }
    for declaration in file.declarations { mark(declaration) }
    markBraces()
  }

  func text(_ index: Int) -> String {
    String(decoding: bytes[lexemes[index].start..<lexemes[index].end], as: UTF8.self)
  }

  private func isWord(_ index: Int, _ word: StaticString) -> Bool {
    let lexeme = lexemes[index]
    guard lexeme.kind == .name else { return false }
    return word.withUTF8Buffer { bytes[lexeme.start..<lexeme.end].elementsEqual($0) }
  }

  /// The lexeme that starts at an offset of the source.
  private func index(_ offset: Int) -> Int? { indices[offset] }

  // MARK: Marks

  /// Marks the first keyword of a declaration, so many lexemes before its name.
  private mutating func markDeclaration(_ name: SourceSpan, keywords: Int) {
    guard let index = index(name.start), index >= keywords else { return }
    marks[index - keywords].startsDeclaration = true
  }

  private mutating func markItem(_ offset: Int, gap: Int = 2) {
    guard let index = index(offset) else { return }
    marks[index].startsItem = true
    marks[index].itemGap = gap
  }

  private mutating func mark(_ declaration: Declaration) {
    switch declaration {
    case .group(let name): markDeclaration(name.span, keywords: 1)
    case .type(let type):
      markDeclaration(type.name.span, keywords: type.isPrivate ? 2 : 1)
      for field in type.fields { markItem(field.name.span.start) }
      markBlock(type.body)
    case .relation(let relation): markDeclaration(relation.name.span, keywords: 1)
    case .sentences(let literal): markDeclaration(literal.span, keywords: 2)
    case .stages(let names): markDeclaration(names[0].span, keywords: 1)
    case .lexicon(let lexicon): mark(lexicon)
    case .macro(let macro):
      markDeclaration(macro.name.span, keywords: 1)
      if let start = index(macro.name.span.start) { markPattern(from: start) }
    case .rule(let rule): mark(rule)
    case .link(let link): mark(link)
    case .test(let test): mark(test)
    }
  }

  private mutating func mark(_ lexicon: LexiconDeclaration) {
    markDeclaration(lexicon.name.span, keywords: 1)
    switch lexicon.source {
    case .file: break
    case .document(let fields): for field in fields { markItem(field.name.span.start) }
    case .entries(let entries):
      // Bare phrases stand as words do; with columns between them the eye needs more.
      for (index, entry) in entries.enumerated() {
        let isBare = entry.columns.isEmpty && (index == 0 || entries[index - 1].columns.isEmpty)
        markItem(entry.phrase.span.start, gap: isBare ? 1 : 2)
      }
    }
    markBlock(lexicon.body)
  }

  private mutating func mark(_ rule: RuleDeclaration) {
    guard let start = index(rule.span.start) else { return }
    marks[start].startsDeclaration = true
    if let result = rule.result { markAssignments(of: result.span, result.assignments) }
    for clause in rule.clauses {
      let span: SourceSpan
      switch clause {
      case .emit(let emit):
        span = emit.span
        markAssignments(of: span, emit.assignments)
      case .link(let link): span = link.span
      case .export(let export):
        span = export.span
        markAssignments(of: span, export.assignments)
      }
      if let index = index(span.start) { marks[index].startsClause = true }
    }
    markPattern(from: start)
  }

  private mutating func markAssignments(of span: SourceSpan, _ assignments: [Assignment]) {
    for assignment in assignments { markItem(assignment.field.span.start) }
    markBlock(span)
  }

  private mutating func mark(_ link: LinkDeclaration) {
    guard let start = index(link.span.start) else { return }
    marks[start].startsDeclaration = true
    for offset in link.itemStarts.values { markItem(offset) }
    markBlock(link.span, isList: true)
    guard let unless = link.itemStarts["unless"].flatMap(index) else { return }
    // unless between ( … )
    var depth = 0
    for index in (unless + 2)..<lexemes.count {
      if lexemes[index].kind == .leftParenthesis { depth += 1 }
      if lexemes[index].kind == .rightParenthesis { depth -= 1 }
      if depth == 0 { return }
      marks[index].isInPattern = index > unless + 2
    }
  }

  private mutating func mark(_ test: TestBlock) {
    guard let start = index(test.span.start) else { return }
    marks[start].startsDeclaration = true
    for line in test.lines {
      let literal =
        switch line {
        case .match(let literal, _), .reject(let literal), .reference(let literal), .link(let literal, _, _):
          literal
        }
      // Its keyword.
      if let index = index(literal.span.start) { markItem(lexemes[index - 1].start) }
    }
    markBlock(test.span, isList: true)
  }

  /// Marks the first brace of a span, which ends with the other.
  private mutating func markBlock(_ span: SourceSpan?, isList: Bool = false) {
    guard let span, var index = index(span.start) else { return }
    while lexemes[index].start < span.end {
      if lexemes[index].kind == .leftBrace {
        marks[index].brace = .block(isList: isList)
        return
      }
      index += 1
    }
  }

  /// Marks the pattern of a rule or macro: from the first `=` outside braces to the next clause or declaration.
  private mutating func markPattern(from start: Int) {
    let end = lexemes.count - 1
    var index = start
    var depth = 0
    while index < end, depth > 0 || lexemes[index].kind != .equal {
      if lexemes[index].kind == .leftBrace { depth += 1 }
      if lexemes[index].kind == .rightBrace { depth -= 1 }
      index += 1
    }
    guard index < end else { return }
    marks[index].isPatternEqual = true
    index += 1
    depth = 0
    while index < end {
      // A capture may bear the name of a declaration's keyword nowhere: those words are reserved.
      if depth == 0, lexemes[index].kind == .name, endsPattern(index) { return }
      switch lexemes[index].kind {
      case .leftParenthesis, .leftBrace, .leftBracket, .less: depth += 1
      case .rightParenthesis, .rightBrace, .rightBracket, .greater: depth -= 1
      default: break
      }
      marks[index].isInPattern = true
      index += 1
    }
  }

  /// Whether a word of a declaration or clause ends the pattern before it; a lexicon may be called so.
  private func endsPattern(_ index: Int) -> Bool {
    ReservedWords.endOfPattern.contains(text(index)) && lexemes[index - 1].kind != .at
  }

  /// Pairs the braces, and tells those of patterns and tests.
  private mutating func markBraces() {
    var open: [Int] = []
    for index in lexemes.indices {
      if lexemes[index].kind == .leftBrace {
        if marks[index].brace == nil { marks[index].brace = isQuantifier(index) ? .quantifier : .inline }
        open.append(index)
      } else if lexemes[index].kind == .rightBrace, let partner = open.popLast() {
        marks[index].brace = marks[partner].brace
        marks[index].partner = partner
        marks[partner].partner = index
      }
    }
  }

  private func isQuantifier(_ index: Int) -> Bool {
    marks[index].isInPattern && lexemes[index + 1].kind == .integer
  }

  // MARK: Gaps

  /// The spaces between a lexeme and the one before it, on one line: 0, 1 or 2.
  func gap(before index: Int) -> Int {
    let (kind, previous) = (lexemes[index].kind, lexemes[index - 1].kind)
    let mark = marks[index]
    switch previous {
    case .leftParenthesis, .leftBracket, .less, .at, .dot, .dotDot: return 0
    case .leftBrace:
      if case .quantifier = marks[index - 1].brace { return 0 }
      return 1
    case .colon where mark.isInPattern && marks[index - 1].isInPattern: return 0
    case .comma where isInQuantifier(index): return 0
    default: break
    }
    switch kind {
    case .comma, .rightParenthesis, .rightBracket, .greater, .dot, .dotDot, .colon, .question, .star, .plus,
      .leftBracket, .regex:
      return 0
    case .rightBrace:
      if case .quantifier = mark.brace { return 0 }
      return 1
    case .leftBrace: return mark.isInPattern ? 0 : 1
    case .leftParenthesis: return gapBeforeParenthesis(index)
    case .less: return isPatternWord(index - 1, ["in", "starts", "ends"]) ? 0 : 1
    case .string where isPatternWord(index - 1, ["exact"]): return 0
    default: return mark.startsItem ? mark.itemGap : 1
    }
  }

  /// Whether a lexeme stands behind the comma of `{2,4}`.
  private func isInQuantifier(_ index: Int) -> Bool {
    guard index >= 3, case .quantifier = marks[index - 3].brace else { return false }
    return lexemes[index - 3].kind == .leftBrace
  }

  /// Behind a name in a pattern it means something whether they touch.
  private func gapBeforeParenthesis(_ index: Int) -> Int {
    guard lexemes[index - 1].kind == .name else { return 1 }
    guard marks[index].isInPattern else { return 0 }
    if lexemes[index - 2].kind == .at || isPatternWord(index - 1, ["not", "in"]) { return 1 }
    if isPatternWord(index - 1, ["after", "before", "unless"]) { return 0 }
    return lexemes[index - 1].end == lexemes[index].start && mayBeCall(index - 1) ? 0 : 1
  }

  /// Whether arguments may follow a name; behind the others a parenthesis is a group.
  private func mayBeCall(_ index: Int) -> Bool {
    let word = text(index)
    return ["digits", "letters", "punct"].contains(word) || !ReservedWords.patterns.contains(word)
  }

  private func isPatternWord(_ index: Int, _ words: Set<String>) -> Bool {
    marks[index].isInPattern && lexemes[index].kind == .name && lexemes[index - 1].kind != .at
      && words.contains(text(index))
  }
}
