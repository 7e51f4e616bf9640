extension Parser {
  /// `"rule" NAME ["->" …] { attribute } "=" pattern { clause }`
  mutating func parseRule() throws(SyntaxFailure) -> RuleDeclaration {
    let start = current.start
    try expect("rule")
    let name = try expectFreeName("the rule's name")
    var rule = RuleDeclaration(
      name: name, result: nil, priority: 0, scope: .paragraph, length: nil,
      pattern: Pattern(.empty, name.span), clauses: [], span: name.span)
    if current.kind == .arrow {
      let arrow = current.start
      advance()
      let type = try expectName("a type's name")
      var capture: Name?
      var isEach = false
      if eat(.leftParenthesis) {
        isEach = eat("each")
        capture = try expectCapture()
        try expect(.rightParenthesis, "`)`")
      }
      let assignments = current.kind == .leftBrace ? try parseAssignments() : []
      rule.result = EmitClause(
        type: type, capture: capture, isEach: isEach, assignments: assignments, span: span(from: arrow))
    }
    try parseAttributes(into: &rule)
    try expect(
      .equal, rule.result == nil ? "`->`, an attribute, or `=` and the pattern" : "`=` and the pattern")
    rule.pattern = try parsePattern(needed: "the rule's pattern")
    while let clause = try parseClause() { rule.clauses.append(clause) }
    rule.span = span(from: start)
    return rule
  }

  /// `"priority" INTEGER | "within" scope | "length" INTEGER`
  private mutating func parseAttributes(into rule: inout RuleDeclaration) throws(SyntaxFailure) {
    var seen: Set<String> = []
    while current.kind == .name {
      let word = current
      if eat("priority") {
        let place = span(current)
        let value = try expectInteger("the priority, a whole number")
        if !GrammarLimits.priority.contains(value) { report(.priorityOutOfRange(value), at: place) }
        rule.priority = min(max(value, GrammarLimits.priority.lowerBound), GrammarLimits.priority.upperBound)
      } else if eat("within") {
        guard current.kind == .name, let scope = RuleScope(rawValue: text(current)) else {
          throw unexpected("`sentence`, `line` or `paragraph`")
        }
        rule.scope = scope
        advance()
      } else if eat("length") {
        let place = span(current)
        let value = try expectInteger("the longest match in tokens")
        if value < 1 || value > GrammarLimits.matchLength { report(.lengthOutOfRange(value), at: place) }
        rule.length = min(max(value, 1), GrammarLimits.matchLength)
      } else {
        throw unexpected(
          "`priority`, `within`, `length`, or `=` and the pattern", among: ["priority", "within", "length"])
      }
      if !seen.insert(text(word)).inserted { report(.duplicateAttribute(text(word)), at: span(word)) }
    }
  }

  /// `"{" { NAME "=" expression } "}"`
  private mutating func parseAssignments() throws(SyntaxFailure) -> [Assignment] {
    try expect(.leftBrace, "`{`")
    var assignments: [Assignment] = []
    while !eat(.rightBrace) {
      let field = try expectName("a field's name or `}`")
      try expect(.equal, "`=` and the field's value")
      assignments.append(Assignment(field: field, value: try parseExpression()))
    }
    return assignments
  }

  private mutating func parseClause() throws(SyntaxFailure) -> RuleClause? {
    let start = current.start
    if eat("emit") {
      let type = try expectName("a type's name")
      try expect(.leftParenthesis, "`(` and the capture to emit")
      let isEach = eat("each")
      let capture = try expectCapture()
      try expect(.rightParenthesis, "`)`")
      let assignments = current.kind == .leftBrace ? try parseAssignments() : []
      return .emit(
        EmitClause(
          type: type, capture: capture, isEach: isEach, assignments: assignments, span: span(from: start)))
    }
    if at("link"), isLinkClause() {
      advance()
      let relation = try expectName("the relation's name")
      try expect(.leftParenthesis, "`(`")
      let first = try expectCapture()
      try expect(.comma, "`,` and the second capture")
      var choice = RuleLink.Choice.each
      if eat("nearest") { choice = .nearest } else if eat("next") { choice = .next }
      let second = try expectCapture()
      try expect(.rightParenthesis, "`)`")
      return .link(
        RuleLink(relation: relation, first: first, second: second, choice: choice, span: span(from: start)))
    }
    if eat("export") {
      // A normalizer may be called `each`.
      let isEach = next.kind != .leftParenthesis && eat("each")
      let value = try parseExpression()
      try expect("to")
      try expect(.at, "`@` and a document lexicon")
      let lexicon = try expectName("a document lexicon's name")
      var scope = ExportClause.Scope.after
      if eat("scope") {
        guard current.kind == .name, let given = ExportClause.Scope(rawValue: text(current)) else {
          throw unexpected("`after` or `document`")
        }
        scope = given
        advance()
      }
      let assignments = current.kind == .leftBrace ? try parseAssignments() : []
      return .export(
        ExportClause(
          value: value, isEach: isEach, lexicon: lexicon, scope: scope, assignments: assignments,
          span: span(from: start)))
    }
    return nil
  }

  /// A `link` clause of a rule has captures in its parentheses, or at least no `{` behind them; a declaration
  /// has types and a block.
  private func isLinkClause() -> Bool {
    var position = index + 1
    let end = min(lexemes.count - 1, index + 12)
    while position < end, lexemes[position].kind != .rightParenthesis {
      if lexemes[position].kind == .capture { return true }
      if lexemes[position].kind == .leftBrace { return false }
      // Types begin with capitals, captures with small letters or the `$` that is missing.
      if lexemes[position - 1].kind == .leftParenthesis, text(lexemes[position]).first?.isUppercase ?? false {
        return false
      }
      position += 1
    }
    return lexemes[min(position + 1, lexemes.count - 1)].kind != .leftBrace
  }

  /// `STRING | INTEGER | "true" | "false" | CAPTURE ["." NAME] | NAME "(" [argument {"," argument}] ")"`
  mutating func parseExpression() throws(SyntaxFailure) -> Expression {
    switch current.kind {
    case .string: return .string(try expectString("a text"))
    case .integer:
      let place = span(current)
      return .integer(try expectInteger("a number"), place)
    case .capture:
      let name = try expectCapture()
      if eat(.dot) { return .member(name, try expectName("a column's or field's name")) }
      return .capture(name)
    case .name:
      if at("true") || at("false") {
        defer { advance() }
        return .flag(at("true"), span(current))
      }
      let start = current.start
      let name = try expectName("a normalizer")
      try expect(.leftParenthesis, "`(` and the arguments of `\(name.text)`")
      let arguments = try nested { (parser) throws(SyntaxFailure) in try parser.parseArguments() }
      return .call(name, arguments, span(from: start))
    default: throw unexpected("a value: a text, a number, `$capture` or a normalizer")
    }
  }

  private mutating func parseArguments() throws(SyntaxFailure) -> [Argument] {
    if eat(.rightParenthesis) { return [] }
    var arguments: [Argument] = []
    repeat {
      var label: Name?
      if current.kind == .name, next.kind == .colon {
        label = try expectName("a label")
        advance()
      }
      arguments.append(Argument(label: label, value: try parseExpression()))
    } while eat(.comma)
    try expect(.rightParenthesis, "`,` or `)`")
    return arguments
  }
}
