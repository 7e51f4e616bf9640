extension Parser {
  /// `file = { "stage" NAME | include | declaration }`
  mutating func parseFile() -> GrammarFile {
    var file = GrammarFile(path: path)
    while current.kind != .end {
      let start = index
      let column = column(of: current)
      do {
        try parseItem(into: &file)
      } catch {
        for lexeme in lexemes[start..<min(start + 3, index + 1)] where lexeme.kind == .name {
          file.brokenNames.insert(CanonicalComposition.composed(text(lexeme)))
        }
        depth = 0
        if index == start { advance() }
        skipToDeclaration(column: column, into: &file.brokenNames)
      }
    }
    return file
  }

  private mutating func parseItem(into file: inout GrammarFile) throws(SyntaxFailure) {
    guard current.kind == .name else { throw unexpected("a declaration") }
    switch text(current) {
    case "stage":
      let keyword = current
      advance()
      let name = try expectName("the stage's name")
      if let first = file.stage {
        report(.secondStageLine, at: span(keyword), related: first.span)
      } else {
        file.stage = name
      }
    case "include":
      advance()
      file.includes.append(try expectString("a file name in quotes"))
    case "group":
      advance()
      file.declarations.append(.group(try expectName("the group's name")))
    case "private", "type": file.declarations.append(.type(try parseType()))
    case "relation": file.declarations.append(.relation(try parseRelation()))
    case "sentences":
      advance()
      try expect("abbreviations")
      file.declarations.append(.sentences(try expectString("a file name in quotes")))
    case "stages":
      advance()
      file.declarations.append(.stages(try parseList("a stage's name")))
    case "lexicon": file.declarations.append(.lexicon(try parseLexicon()))
    case "macro": file.declarations.append(.macro(try parseMacro()))
    case "rule": file.declarations.append(.rule(try parseRule()))
    case "link": file.declarations.append(.link(try parseLink()))
    case "test": file.declarations.append(.test(try parseTest()))
    default:
      report(.unknownDeclaration(text(current)), at: span(current))
      throw SyntaxFailure()
    }
  }

  /// `NAME {"," NAME}`
  mutating func parseList(_ expected: String) throws(SyntaxFailure) -> [Name] {
    var names = [try expectName(expected)]
    while current.kind == .comma {
      let comma = current
      advance()
      // A comma too many is no reason to lose the list.
      let isDeclaration = ReservedWords.declarations.contains(text(current)) && isFirstOnLine(index)
      guard current.kind == .name, !isDeclaration else {
        report(.unexpected(found: describe(current), expected: expected, suggestion: nil), at: span(comma))
        break
      }
      names.append(try expectName(expected))
    }
    return names
  }

  /// `["private"] "type" NAME ["group" NAME] ["absorbs" NAME {"," NAME}] [fields]`
  private mutating func parseType() throws(SyntaxFailure) -> TypeDeclaration {
    let isPrivate = eat("private")
    try expect("type")
    let name = try expectName("the type's name")
    let group = eat("group") ? try expectName("a group's name") : nil
    let absorbs = eat("absorbs") ? try parseList("a type's name") : []
    var type = TypeDeclaration(name: name, isPrivate: isPrivate, group: group, absorbs: absorbs, fields: [])
    if current.kind == .leftBrace {
      let start = current.start
      type.fields = try parseFields()
      type.body = span(from: start)
    }
    return type
  }

  /// `"{" { NAME ":" NAME } "}"`
  private mutating func parseFields() throws(SyntaxFailure) -> [FieldDeclaration] {
    try expect(.leftBrace, "`{`")
    var fields: [FieldDeclaration] = []
    while !eat(.rightBrace) {
      let name = try expectName("a field's name or `}`")
      try expect(.colon, "`:` and the field's kind")
      fields.append(FieldDeclaration(name: name, kind: try expectName("the field's kind")))
    }
    return fields
  }

  /// `"relation" NAME "(" NAME {"or" NAME} "," NAME {"or" NAME} ")"`
  private mutating func parseRelation() throws(SyntaxFailure) -> RelationDeclaration {
    try expect("relation")
    let name = try expectName("the relation's name")
    try expect(.leftParenthesis, "`(`")
    let first = try parseAlternativeTypes()
    try expect(.comma, "`,` and the second argument's type")
    let second = try parseAlternativeTypes()
    try expect(.rightParenthesis, "`)`")
    return RelationDeclaration(name: name, first: first, second: second)
  }

  private mutating func parseAlternativeTypes() throws(SyntaxFailure) -> [Name] {
    var names = [try expectName("a type's name")]
    while eat("or") { names.append(try expectName("a type's name")) }
    return names
  }

  /// `"lexicon" NAME ( "from" STRING | entries | "document" [fields] ) ["cased"]`
  private mutating func parseLexicon() throws(SyntaxFailure) -> LexiconDeclaration {
    try expect("lexicon")
    let name = try expectName("the lexicon's name")
    var body: SourceSpan?
    let source: LexiconDeclaration.Source
    if eat("from") {
      source = .file(try expectString("a file name in quotes"))
    } else if current.kind == .leftBrace {
      let start = current.start
      source = .entries(try parseEntries())
      body = span(from: start)
    } else if eat("document") {
      let start = current.start
      let hasFields = current.kind == .leftBrace
      source = .document(hasFields ? try parseFields() : [])
      if hasFields { body = span(from: start) }
    } else {
      throw unexpected("`from \"FILE\"`, entries in `{ }`, or `document`")
    }
    var lexicon = LexiconDeclaration(name: name, source: source, isCased: eat("cased"))
    lexicon.body = body
    return lexicon
  }

  /// `"{" { STRING [":" NAME "=" STRING {"," NAME "=" STRING}] } "}"`
  private mutating func parseEntries() throws(SyntaxFailure) -> [InlineEntry] {
    try expect(.leftBrace, "`{`")
    var entries: [InlineEntry] = []
    while !eat(.rightBrace) {
      let phrase = try expectString("a phrase in quotes or `}`")
      var columns: [(name: Name, value: StringLiteral)] = []
      if eat(.colon) {
        repeat {
          let name = try expectName("a column's name")
          try expect(.equal, "`=` and the column's value")
          columns.append((name, try expectString("the column's value in quotes")))
        } while eat(.comma)
      }
      entries.append(InlineEntry(phrase: phrase, columns: columns))
    }
    return entries
  }

  /// `"macro" NAME ["(" NAME {"," NAME} ")"] "=" pattern`
  private mutating func parseMacro() throws(SyntaxFailure) -> MacroDeclaration {
    try expect("macro")
    let name = try expectFreeName("the macro's name")
    var parameters: [Name] = []
    if eat(.leftParenthesis) {
      repeat { parameters.append(try expectFreeName("a parameter's name")) } while eat(.comma)
      try expect(.rightParenthesis, "`,` or `)`")
    }
    try expect(.equal, "`=` and the macro's pattern")
    return MacroDeclaration(
      name: name, parameters: parameters, pattern: try parsePattern(needed: "the macro's pattern"))
  }

  /// `"link" NAME "(" NAME "," NAME ")" "{" { linkItem } "}"`
  private mutating func parseLink() throws(SyntaxFailure) -> LinkDeclaration {
    let start = current.start
    try expect("link")
    let relation = try expectName("the relation's name")
    try expect(.leftParenthesis, "`(`")
    let first = try expectName("the first argument's type")
    try expect(.comma, "`,` and the second argument's type")
    let second = try expectName("the second argument's type")
    try expect(.rightParenthesis, "`)`")
    try expect(.leftBrace, "`{` and what the link asks for, or `{ }`")
    var link = LinkDeclaration(
      relation: relation, first: first, second: second, order: .any, scope: .sentence, distance: nil,
      unlessBetween: nil, choice: .nearest, span: span(from: start))
    var seen: Set<String> = []
    while !eat(.rightBrace) {
      let item = current
      try parseLinkItem(into: &link)
      link.itemStarts[text(item)] = item.start
      if !seen.insert(text(item)).inserted { report(.duplicateAttribute(text(item)), at: span(item)) }
    }
    link.span = span(from: start)
    return link
  }

  private mutating func parseLinkItem(into link: inout LinkDeclaration) throws(SyntaxFailure) {
    if eat("order") {
      guard current.kind == .name, let order = LinkDeclaration.Order(rawValue: text(current)) else {
        throw unexpected("`forward`, `backward` or `any`")
      }
      link.order = order
      advance()
    } else if eat("within") {
      guard current.kind == .name, let scope = LinkDeclaration.Scope(rawValue: text(current)) else {
        throw unexpected("`sentence`, `line`, `paragraph` or `document`")
      }
      link.scope = scope
      advance()
    } else if eat("distance") {
      link.distance = try parseDistance()
    } else if eat("unless") {
      try expect("between")
      try expect(.leftParenthesis, "`(`")
      link.unlessBetween = try nested { (parser) throws(SyntaxFailure) in
        try parser.parsePattern(needed: "the pattern inside `between(…)`")
      }
      try expect(.rightParenthesis, "`)`")
    } else if eat("choose") {
      guard current.kind == .name, let choice = LinkDeclaration.Choice(rawValue: text(current)) else {
        throw unexpected("`nearest`, `nearest-for-second` or `all`")
      }
      link.choice = choice
      advance()
    } else {
      throw unexpected(
        "`order`, `within`, `distance`, `unless between`, `choose` or `}`",
        among: ["order", "within", "distance", "unless", "choose"])
    }
  }

  /// `INTEGER ".." INTEGER ("tokens" | "sentences")`
  private mutating func parseDistance() throws(SyntaxFailure) -> LinkDeclaration.Distance {
    let start = current.start
    let lower = try expectInteger("a number")
    try expect(.dotDot, "`..` and the largest distance")
    let upper = try expectInteger("the largest distance")
    let place = span(from: start)
    let range = checkedRange(lower, upper, at: place)
    let isTokens = at("tokens")
    guard isTokens || at("sentences") else { throw unexpected("`tokens` or `sentences`") }
    advance()
    let limit = isTokens ? GrammarLimits.distanceTokens : GrammarLimits.distanceSentences
    if range.upperBound > limit {
      report(
        .distanceOutOfRange(range.upperBound, limit: limit, unit: isTokens ? "tokens" : "sentences"),
        at: place)
    }
    let bounded = min(range.lowerBound, limit)...min(range.upperBound, limit)
    return isTokens ? .tokens(bounded) : .sentences(bounded)
  }

  /// A range of counts; one that is empty or below zero is reported and mended.
  mutating func checkedRange(_ lower: Int, _ upper: Int, at span: SourceSpan) -> ClosedRange<Int> {
    guard lower >= 0, lower <= upper else {
      report(.badRange(lower: lower, upper: upper), at: span)
      return 0...max(0, max(lower, upper))
    }
    return lower...upper
  }

  /// `"test" ( NAME | "<" NAME ">" ) "{" { testLine } "}"`
  private mutating func parseTest() throws(SyntaxFailure) -> TestBlock {
    let start = current.start
    try expect("test")
    let subject: TestBlock.Subject
    if eat(.less) {
      subject = .type(try expectName("a type's name"))
      try expect(.greater, "`>`")
    } else {
      subject = .rule(try expectName("a rule's name, or a type as `<Type>`"))
    }
    try expect(.leftBrace, "`{`")
    var lines: [TestBlock.Line] = []
    while !eat(.rightBrace) { lines.append(try parseTestLine()) }
    return TestBlock(subject: subject, lines: lines, span: span(from: start))
  }

  private mutating func parseTestLine() throws(SyntaxFailure) -> TestBlock.Line {
    if eat("match") {
      let text = try expectString("a text in quotes", mode: .testText)
      var values: [ExpectedValues] = []
      if eat(.fatArrow) {
        repeat { values.append(try parseValues()) } while eat(.comma)
      }
      return .match(text, values)
    }
    if eat("reject") { return .reject(try expectString("a text in quotes", mode: .testText)) }
    if eat("reference") { return .reference(try expectString("a date such as \"2022-09-15\"")) }
    if at("link") || at("nolink") {
      let isNegated = at("nolink")
      advance()
      let text = try expectString("a text in quotes", mode: .testText)
      try expect(.fatArrow, "`=>` and the relation's name")
      var expected: [TestBlock.LinkExpectation] = []
      repeat { expected.append(try parseLinkExpectation()) } while eat(.comma)
      return .link(text, expected, isNegated: isNegated)
    }
    throw unexpected(
      "`match`, `reject`, `reference`, `link`, `nolink` or `}`",
      among: ["match", "reject", "reference", "link", "nolink"])
  }

  /// `NAME ["(" INTEGER "," INTEGER ")"]`
  private mutating func parseLinkExpectation() throws(SyntaxFailure) -> TestBlock.LinkExpectation {
    let start = current.start
    let relation = try expectName("the relation's name")
    var brackets: (first: Int, second: Int)?
    if eat(.leftParenthesis) {
      let first = try expectInteger("the number of a bracket, from 1")
      try expect(.comma, "`,` and the number of the second bracket")
      brackets = (first, try expectInteger("the number of the second bracket"))
      try expect(.rightParenthesis, "`)`")
    }
    return TestBlock.LinkExpectation(relation: relation, brackets: brackets, span: span(from: start))
  }

  /// `"{" NAME ":" STRING {"," NAME ":" STRING} "}"`
  private mutating func parseValues() throws(SyntaxFailure) -> ExpectedValues {
    let start = current.start
    try expect(.leftBrace, "`{` and the expected fields")
    var fields: [(name: Name, value: StringLiteral)] = []
    repeat {
      let name = try expectName("a field's name")
      try expect(.colon, "`:` and the expected value")
      fields.append((name, try expectString("the expected value in quotes")))
    } while eat(.comma)
    try expect(.rightBrace, "`,` or `}`")
    return ExpectedValues(fields: fields, span: span(from: start))
  }
}
