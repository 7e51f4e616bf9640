extension Parser {
  mutating func parseWholePattern() -> Pattern? {
    do {
      let pattern = try parsePattern()
      guard current.kind == .end else { throw unexpected("the end of the pattern") }
      return pattern
    } catch { return nil }
  }

  /// `pattern = sequence { "|" sequence }`
  mutating func parsePattern() throws(SyntaxFailure) -> Pattern {
    let start = current.start
    var alternatives = [try parseSequence()]
    while eat(.bar) { alternatives.append(try parseSequence()) }
    if alternatives.count == 1 { return alternatives[0] }
    return Pattern(.alternatives(alternatives), span(from: start))
  }

  /// A pattern of which at least something is written.
  mutating func parsePattern(needed expected: String) throws(SyntaxFailure) -> Pattern {
    let start = index
    let pattern = try parsePattern()
    guard index == start else { return pattern }
    // Where it is missing, not where the next line begins.
    let place =
      isFirstOnLine(index) ? SourceSpan(file: path, start: previousEnd, end: previousEnd) : span(current)
    report(.unexpected(found: describe(current), expected: expected, suggestion: nil), at: place)
    throw SyntaxFailure()
  }

  /// `sequence = { element }`
  private mutating func parseSequence() throws(SyntaxFailure) -> Pattern {
    let start = current.start
    var elements: [Pattern] = []
    while startsElement() { elements.append(try parseElement()) }
    switch elements.count {
    case 0:
      // Where it is missing, not where the next line begins.
      let place = isFirstOnLine(index) ? previousEnd : start
      return Pattern(.empty, SourceSpan(file: path, start: place, end: place))
    case 1: return elements[0]
    default: return Pattern(.sequence(elements), span(from: start))
    }
  }

  /// A misspelt keyword on a new line, as in `rul b -> Person`: two words and an arrow or `=` are no pattern.
  private func looksLikeDeclaration() -> Bool {
    guard next.kind == .name, index + 2 < lexemes.count, isFirstOnLine(index) else { return false }
    return lexemes[index + 2].kind == .arrow || lexemes[index + 2].kind == .equal
  }

  private func startsElement() -> Bool {
    switch current.kind {
    // A lexeme that is reported already ends the declaration without a word more.
    case .string, .at, .less, .leftParenthesis, .invalid: return true
    case .name:
      if ReservedWords.endOfPattern.contains(text(current)) { return next.kind == .colon }
      return !looksLikeDeclaration()
    default: return false
    }
  }

  /// `element = [NAME ":"] conjunction [quantifier]`. The quantifier binds tighter than the capture.
  private mutating func parseElement() throws(SyntaxFailure) -> Pattern {
    let start = current.start
    var capture: Name?
    if current.kind == .name, next.kind == .colon {
      capture = try expectFreeName("a capture's name")
      advance()
      if current.kind == .name, next.kind == .colon {
        throw unexpected("what `\(capture!.text)` captures; put a capture within a capture in parentheses")
      }
      guard startsElement() else { throw unexpected("what `\(capture!.text)` captures") }
    }
    var element = try parseConjunction()
    if let (minimum, maximum) = try parseQuantifier() {
      element = Pattern(
        .repeated(element, minimum: minimum, maximum: maximum), span(from: element.span.start))
      let second = current
      if try parseQuantifier() != nil { report(.secondQuantifier, at: span(second)) }
    }
    if let capture { element = Pattern(.capture(capture, element), span(from: start)) }
    return element
  }

  /// `"?" | "*" | "+" | "{" INTEGER ["," [INTEGER]] "}"`
  private mutating func parseQuantifier() throws(SyntaxFailure) -> (minimum: Int, maximum: Int?)? {
    let start = current.start
    switch current.kind {
    case .question:
      advance()
      return (0, 1)
    case .star:
      advance()
      return (0, nil)
    case .plus:
      advance()
      return (1, nil)
    case .leftBrace:
      advance()
      let minimum = try expectInteger("a number of repetitions")
      var maximum: Int? = minimum
      if eat(.comma) { maximum = current.kind == .integer ? try expectInteger("a number") : nil }
      try expect(.rightBrace, "`}`")
      let place = span(from: start)
      let (lower, upper) = (minimum, maximum ?? max(minimum, 0))
      guard lower >= 0, lower <= upper, upper > 0 || maximum == nil else {
        report(.badRange(lower: lower, upper: upper), at: place)
        // As something that says no more of itself.
        return (1, 1)
      }
      let range = lower...upper
      let limit = GrammarLimits.repetition
      if range.upperBound > limit { report(.repetitionTooLarge(range.upperBound, limit: limit), at: place) }
      return (min(range.lowerBound, limit), maximum.map { _ in min(range.upperBound, limit) })
    default: return nil
    }
  }

  /// `conjunction = operand { "&" operand }`
  private mutating func parseConjunction() throws(SyntaxFailure) -> Pattern {
    let start = current.start
    var result = try parseOperand()
    var count = 1
    while eat(.ampersand) {
      count += 1
      guard count <= GrammarLimits.nesting else {
        report(.nestingTooDeep(limit: GrammarLimits.nesting), at: span(current))
        throw SyntaxFailure()
      }
      let right = try parseOperand()
      result = Pattern(.both(result, right), span(from: start))
    }
    return result
  }

  /// `operand = ["not"] primary`
  private mutating func parseOperand() throws(SyntaxFailure) -> Pattern {
    let start = current.start
    guard eat("not") else { return try parsePrimary() }
    let operand = try parsePrimary()
    return Pattern(.not(operand), span(from: start))
  }

  private mutating func parsePrimary() throws(SyntaxFailure) -> Pattern {
    let start = current.start
    switch current.kind {
    case .string:
      let literal = try expectString("a phrase")
      return Pattern(.phrase(literal, exact: false), literal.span)
    case .at:
      advance()
      let name = try expectName("a lexicon's name")
      let tests = try parseTests()
      return Pattern(.lexicon(name, tests), span(from: start))
    case .less:
      let name = try parseTypeReference()
      let tests = try parseTests()
      return Pattern(.mention(name, tests), span(from: start))
    case .leftParenthesis:
      let inner = try parseParenthesized()
      if case .empty = inner.node { return Pattern(.empty, span(from: start)) }
      return inner
    case .name: return try parseWord()
    default: throw unexpected("a pattern")
    }
  }

  /// `"(" pattern ")"`
  private mutating func parseParenthesized(needed expected: String? = nil) throws(SyntaxFailure) -> Pattern {
    try expect(.leftParenthesis, "`(`")
    let pattern = try nested { (parser) throws(SyntaxFailure) in
      if let expected { return try parser.parsePattern(needed: expected) }
      return try parser.parsePattern()
    }
    try expect(.rightParenthesis, "`)` or more of the pattern")
    return pattern
  }

  /// `"<" NAME ">"`
  private mutating func parseTypeReference() throws(SyntaxFailure) -> Name {
    try expect(.less, "`<` and a type's name")
    let name = try expectName("a type's name")
    try expect(.greater, "`>`")
    return name
  }

  private mutating func parseWord() throws(SyntaxFailure) -> Pattern {
    let start = current.start
    let word = text(current)
    // A call's parenthesis touches its name.
    var isCall = next.kind == .leftParenthesis && next.start == current.end
    if let simple = Self.simpleWords[word] {
      advance()
      if isCall, case .tokenClass = simple, isCount(behind: index) {
        _ = try parseCountTest(isLetters: false)
        report(.classWithoutArgument(word), at: span(from: start))
      }
      return Pattern(simple, span(from: start))
    }
    switch word {
    case "exact":
      advance()
      return Pattern(.phrase(try expectString("the exact phrase in quotes"), exact: true), span(from: start))
    case "digits", "letters":
      advance()
      if !isCall, current.kind == .leftParenthesis, isCount(behind: index) {
        report(.detachedArgument(word), at: SourceSpan(file: path, start: start, end: current.end))
        isCall = true
      }
      let test = isCall ? try parseCountTest(isLetters: word == "letters") : nil
      return Pattern(.tokenClass(word == "letters" ? .letters(test) : .digits(test)), span(from: start))
    case "punct":
      advance()
      var characters: String?
      if isCall {
        advance()
        let literal = try expectString("punctuation marks in quotes")
        checkPunctuation(literal)
        characters = literal.text
        try expect(.rightParenthesis, "`)`")
      }
      return Pattern(.tokenClass(.punctuation(characters)), span(from: start))
    case "raw":
      advance()
      guard current.kind == .regex else { throw unexpected("a regular expression, `raw/…/`") }
      let lexeme = current
      if lexeme.start > previousEnd {
        report(.detachedRegex, at: SourceSpan(file: path, start: start, end: lexeme.start + 1))
      }
      advance()
      let text = text(lexeme).dropFirst().dropLast()
      return Pattern(.raw(StringLiteral(String(text), span(lexeme))), span(from: start))
    case "in", "starts", "ends":
      advance()
      let position = MentionPosition(rawValue: word)!
      return Pattern(.position(position, try parseTypeReference()), span(from: start))
    case "glued":
      advance()
      guard eat(.leftBrace) else { return Pattern(.gap(.glued), span(from: start)) }
      let inner = try nested { (parser) throws(SyntaxFailure) in
        try parser.parsePattern(needed: "the pattern inside `glued{…}`")
      }
      try expect(.rightBrace, "`}` or more of the pattern")
      return Pattern(.glued(inner), span(from: start))
    case "after", "before":
      advance()
      let inner = try parseParenthesized(needed: "the pattern inside `\(word)(…)`")
      return Pattern(.context(ContextDirection(rawValue: word)!, inner, negated: false), span(from: start))
    case "unless":
      advance()
      let direction: ContextDirection = at("after") ? .after : .before
      if at("after") || at("before") { advance() }
      let inner = try parseParenthesized(needed: "the pattern inside `unless(…)`")
      return Pattern(.context(direction, inner, negated: true), span(from: start))
    case "priority" where next.kind == .integer, "length" where next.kind == .integer,
      "within" where next.kind == .name && RuleScope(rawValue: text(next)) != nil:
      report(.attributeAfterPattern(word), at: SourceSpan(file: path, start: start, end: next.end))
      throw SyntaxFailure()
    default:
      if isClause() {
        throw unexpected(
          "`emit`, `link`, `export` or more of the pattern", among: ReservedWords.clauses.sorted())
      }
      return try parseMacroCall(isCall: isCall)
    }
  }

  /// Whether what stands behind a parenthesis is the argument of `digits` or `letters`; no pattern begins so.
  private func isCount(behind parenthesis: Int) -> Bool {
    func lexeme(_ distance: Int) -> Lexeme { lexemes[min(parenthesis + distance, lexemes.count - 1)] }
    return lexeme(1).kind == .integer || isWord(lexeme(1), "length") && lexeme(2).kind == .integer
  }

  /// A misspelt keyword of a clause, as in `emmit Title($n)` and `exprot $n to`: captures are read in clauses only.
  private func isClause() -> Bool {
    func lexeme(_ distance: Int) -> Lexeme { lexemes[min(index + distance, lexemes.count - 1)] }
    if lexeme(1).kind == .capture || isWord(lexeme(1), "each") && lexeme(2).kind == .capture { return true }
    guard lexeme(1).kind == .name, lexeme(2).kind == .leftParenthesis else { return false }
    return lexeme(3).kind == .capture || isWord(lexeme(3), "each") && lexeme(4).kind == .capture
  }

  private static let simpleWords: [String: Pattern.Node] = [
    "number": .tokenClass(.number), "upper": .tokenClass(.upper), "capitalized": .tokenClass(.capitalized),
    "lower": .tokenClass(.lower), "any": .tokenClass(.any), "email": .tokenClass(.email),
    "url": .tokenClass(.url), "handle": .tokenClass(.handle), "spaced": .gap(.spaced),
    "linebreak": .gap(.linebreak), "linestart": .anchor(.linestart), "lineend": .anchor(.lineend),
    "sentencestart": .anchor(.sentencestart), "sentenceend": .anchor(.sentenceend),
  ]

  /// `NAME [ "(" pattern {"," pattern} ")" ]`
  private mutating func parseMacroCall(isCall: Bool) throws(SyntaxFailure) -> Pattern {
    let start = current.start
    if text(current) == "not" { throw unexpected("a pattern after `not`") }
    let name = try expectName("a pattern")
    var arguments: [Pattern] = []
    if isCall {
      advance()
      arguments = try nested { (parser) throws(SyntaxFailure) in
        if parser.current.kind == .rightParenthesis { return [] }
        var arguments: [Pattern] = []
        repeat {
          arguments.append(try parser.parsePattern(needed: "an argument of `\(name.text)`"))
        } while parser.eat(.comma)
        return arguments
      }
      try expect(.rightParenthesis, "`,` or `)`")
    }
    return Pattern(.macro(name, arguments), span(from: start))
  }

  /// `"(" ("length" range | range) ")"`
  private mutating func parseCountTest(isLetters: Bool) throws(SyntaxFailure) -> CountTest {
    try expect(.leftParenthesis, "`(`")
    let isLength = eat("length")
    let start = current.start
    let lower = try expectInteger(isLength ? "a length" : "`length` or a number")
    let upper = eat(.dotDot) ? try expectInteger("the upper bound") : lower
    let place = span(from: start)
    var range = checkedRange(lower, upper, at: place)
    if isLength, range.upperBound == 0 {
      report(.badRange(lower: lower, upper: upper), at: place)
      range = 1...1
    }
    if isLetters, !isLength { report(.lettersHaveNoValue, at: place) }
    try expect(.rightParenthesis, "`)`")
    return isLength ? .length(range) : .value(range)
  }

  private mutating func checkPunctuation(_ literal: StringLiteral) {
    if literal.text.isEmpty { report(.emptyPunctuation, at: literal.span) }
    for scalar in literal.text.unicodeScalars {
      if scalar.properties.isWhitespace || scalar.properties.isAlphabetic
        || scalar.properties.numericType != nil
      {
        report(.notPunctuation(String(scalar)), at: literal.span)
        return
      }
    }
  }

  /// `[ "[" test {"," test} "]" ]`
  private mutating func parseTests() throws(SyntaxFailure) -> [ValueTest] {
    guard eat(.leftBracket) else { return [] }
    var tests: [ValueTest] = []
    repeat {
      let name = try expectName("a column's or field's name")
      let condition: ValueTest.Condition
      if eat(.equal) {
        condition = .equals(try expectString("a value in quotes"))
      } else if eat(.notEqual) {
        condition = .differs(try expectString("a value in quotes"))
      } else if eat("in") {
        try expect(.leftParenthesis, "`(` and the allowed values")
        var values: [StringLiteral] = []
        repeat { values.append(try expectString("a value in quotes")) } while eat(.comma)
        try expect(.rightParenthesis, "`,` or `)`")
        condition = .oneOf(values)
      } else if eat("present") {
        condition = .present
      } else if eat("absent") {
        condition = .absent
      } else {
        throw unexpected("`=`, `!=`, `in (…)`, `present` or `absent`")
      }
      tests.append(ValueTest(name: name, condition: condition))
    } while eat(.comma)
    try expect(.rightBracket, "`,` or `]`")
    return tests
  }
}
