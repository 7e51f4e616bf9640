/// Prints a grammar file in the one canonical layout of `boctach grammar format`.
///
///     stage documents
///     include "../shared.grammar"
///
///     lexicon kinds from "document-kinds.tsv" cased
///
///     # A comment keeps its place.
///     rule citation -> Document {
///         kind = $kind.kind
///         value = symbol($symbol)
///     } priority 2 within sentence
///         = kind:@kinds "số"? symbol:(glued{ digits "/" letters })
///
/// Printing what parses again as the same tree, and printing twice as printing once, are tested on random
/// trees. Comments stay in front of, or behind on the line of, what they stand at; a comment inside an element that is
/// printed on one line goes to that line's end.
package struct GrammarPrinter {
  package static let lineWidth = 110
  private static let indent = "    "

  private var out = ""
  private var comments: ArraySlice<Comment>
  /// Length of `out` when a comment was last put behind a line.
  private var lengthAtComment = -1

  /// The canonical text of a file that was parsed without an error. O(n).
  package static func print(_ file: GrammarFile) -> String {
    var printer = GrammarPrinter(comments: file.comments[...])
    printer.printFile(file)
    return printer.out
  }

  private init(comments: ArraySlice<Comment>) { self.comments = comments }

  private static func quoted(_ text: String) -> String { StringEscapes.quoted(text, mode: .plain) }
  private static func quotedTest(_ text: String) -> String { StringEscapes.quoted(text, mode: .testText) }

  // MARK: Lines and comments

  /// Starts a line for what stands at an offset of the source; comments before it come first.
  private mutating func line(_ text: String, at offset: Int, indent: String = "") {
    flushComments(before: offset, indent: indent)
    out += indent + text + "\n"
  }

  private mutating func flushComments(before offset: Int, indent: String, attaching: Bool = true) {
    if attaching { attachTrailing(before: offset) }
    while let comment = comments.first, comment.start < offset {
      comments.removeFirst()
      out += indent + comment.text + "\n"
      lengthAtComment = out.utf8.count
      if comment.isBeforeBlankLine, indent.isEmpty { out += "\n" }
    }
  }

  /// Puts comments that stand behind something on its line behind the last printed line.
  private mutating func attachTrailing(before offset: Int) {
    while let comment = comments.first, comment.start < offset, comment.isTrailing, !out.isEmpty,
      !out.hasSuffix("\n\n")
    {
      comments.removeFirst()
      let isSecond = out.utf8.count == lengthAtComment
      out.removeLast()
      out += (isSecond ? " " : "  ") + comment.text + "\n"
      lengthAtComment = out.utf8.count
    }
  }

  private mutating func blankLine(before offset: Int) {
    attachTrailing(before: offset)
    if !out.isEmpty, !out.hasSuffix("\n\n") { out += "\n" }
  }

  private func hasComment(in range: Range<Int>) -> Bool {
    for comment in comments {
      if comment.start >= range.upperBound { return false }
      if comment.start >= range.lowerBound { return true }
    }
    return false
  }

  private func hasComment(in span: SourceSpan?) -> Bool {
    span.map { hasComment(in: $0.start..<$0.end) } ?? false
  }

  private static func fits(_ text: String) -> Bool { text.count <= lineWidth }

  /// Pieces on as many lines as they need, the first behind `head`, the others indented by `indent`.
  private mutating func fill(
    _ head: String, _ pieces: [PrintedPiece], indent: String, restIndent: String, attaching: Bool = true
  ) {
    guard let first = pieces.first else { return }
    flushComments(before: first.offset, indent: indent, attaching: attaching)
    out += indent + head + first.text
    var width = (indent + head + first.text).count
    for piece in pieces.dropFirst() {
      if let comment = comments.first, comment.start < piece.offset {
        out += "\n"
        flushComments(before: piece.offset, indent: restIndent)
        out += restIndent + piece.text
        width = (restIndent + piece.text).count
      } else if width + 1 + piece.text.count > Self.lineWidth {
        out += "\n" + restIndent + piece.text
        width = (restIndent + piece.text).count
      } else {
        out += " " + piece.text
        width += 1 + piece.text.count
      }
    }
    out += "\n"
  }

  /// Ends a block that ends at an offset of the source; comments behind its last line stay inside.
  private mutating func closeBlock(at end: Int?, indent: String = "", behind text: String = "") {
    flushComments(before: end ?? 0, indent: indent + Self.indent)
    out += indent + "}" + text + "\n"
  }

  // MARK: Declarations

  private mutating func printFile(_ file: GrammarFile) {
    if let stage = file.stage { line("stage \(stage.text)", at: stage.span.start) }
    for include in file.includes { line("include \(Self.quoted(include.text))", at: include.span.start) }
    var previous: String? = file.stage != nil || !file.includes.isEmpty ? "stage" : nil
    var wasBlock = false
    for declaration in file.declarations {
      let offset = declaration.start
      let isBlock = isBlock(declaration)
      if previous != nil, isBlock || wasBlock || previous != declaration.keyword { blankLine(before: offset) }
      print(declaration)
      previous = declaration.keyword
      wasBlock = isBlock
    }
    flushComments(before: .max, indent: "")
    while out.hasSuffix("\n\n") { out.removeLast() }
  }

  /// Whether a declaration is printed on several lines.
  private func isBlock(_ declaration: Declaration) -> Bool {
    switch declaration {
    case .group, .relation, .sentences, .stages: false
    case .type(let type): isBlock(type)
    case .lexicon(let lexicon): isBlock(lexicon)
    case .macro(let macro):
      !isOneLine(
        Self.text(macro), from: macro.name.span.start,
        to: PatternPrinter.pieces(of: macro.pattern).last?.offset)
    case .rule, .link, .test: true
    }
  }

  /// Without fields, braces are there for comments only.
  private func isBlock(_ type: TypeDeclaration) -> Bool {
    if type.fields.isEmpty { return hasComment(in: type.body) }
    return !isOneLine(Self.text(type), from: type.name.span.start, to: type.body?.end)
  }

  private func isBlock(_ lexicon: LexiconDeclaration) -> Bool {
    guard case .entries = lexicon.source else { return hasComment(in: lexicon.body) }
    return !isOneLine(Self.text(lexicon), from: lexicon.name.span.start, to: lexicon.body?.end)
  }

  /// Whether a text fits on a line, and no comment of the source stands inside.
  private func isOneLine(_ text: String, from start: Int, to end: Int?) -> Bool {
    Self.fits(text) && !hasComment(in: start..<max(start, end ?? start))
  }

  private mutating func print(_ declaration: Declaration) {
    switch declaration {
    case .group(let name): line("group \(name.text)", at: name.span.start)
    case .type(let type): printType(type)
    case .relation(let relation):
      let first = relation.first.map(\.text).joined(separator: " or ")
      let second = relation.second.map(\.text).joined(separator: " or ")
      line("relation \(relation.name.text)(\(first), \(second))", at: relation.name.span.start)
    case .sentences(let literal):
      line("sentences abbreviations \(Self.quoted(literal.text))", at: literal.span.start)
    case .stages(let names):
      let pieces = names.enumerated().map { index, name in
        PrintedPiece(text: name.text + (index + 1 < names.count ? "," : ""), offset: names[0].span.start)
      }
      fill("stages ", pieces, indent: "", restIndent: Self.indent)
    case .lexicon(let lexicon): printLexicon(lexicon)
    case .macro(let macro):
      let head = "macro \(macro.name.text)" + Self.parameters(macro)
      flushComments(before: macro.name.span.start, indent: "")
      fill(
        head + " = ", PatternPrinter.pieces(of: macro.pattern), indent: "", restIndent: Self.indent,
        attaching: false)
    case .rule(let rule): printRule(rule)
    case .link(let link): printLink(link)
    case .test(let test): printTest(test)
    }
  }

  private static func text(_ type: TypeDeclaration) -> String {
    let fields = type.fields.map { "\($0.name.text): \($0.kind.text)" }
    // Without the braces, a `group` declaration behind it would read as the type's own group.
    if fields.isEmpty, type.group == nil, type.absorbs.isEmpty { return typeHead(type) + " { }" }
    return typeHead(type) + (fields.isEmpty ? "" : " { " + fields.joined(separator: "  ") + " }")
  }

  private static func typeHead(_ type: TypeDeclaration) -> String {
    (type.isPrivate ? "private " : "") + "type \(type.name.text)"
      + (type.group.map { " group \($0.text)" } ?? "")
      + (type.absorbs.isEmpty ? "" : " absorbs " + type.absorbs.map(\.text).joined(separator: ", "))
  }

  private mutating func printType(_ type: TypeDeclaration) {
    let start = type.name.span.start
    guard isBlock(type) else { return line(Self.text(type), at: start) }
    line(Self.typeHead(type) + " {", at: start)
    printFields(type.fields)
    closeBlock(at: type.body?.end)
  }

  private mutating func printFields(_ fields: [FieldDeclaration]) {
    for field in fields {
      line("\(field.name.text): \(field.kind.text)", at: field.name.span.start, indent: Self.indent)
    }
  }

  private static func text(_ lexicon: LexiconDeclaration) -> String {
    let head = "lexicon \(lexicon.name.text) "
    let cased = lexicon.isCased ? " cased" : ""
    switch lexicon.source {
    case .file(let literal): return head + "from \(quoted(literal.text))" + cased
    case .document(let fields):
      let list = fields.map { "\($0.name.text): \($0.kind.text)" }.joined(separator: "  ")
      return head + "document" + (fields.isEmpty ? "" : " { \(list) }") + cased
    case .entries(let entries):
      return head + "{ " + entries.map(text).joined(separator: "   ") + (entries.isEmpty ? "}" : " }") + cased
    }
  }

  private static func text(_ entry: InlineEntry) -> String {
    let columns = entry.columns.map { "\($0.name.text) = \(quoted($0.value.text))" }
    return quoted(entry.phrase.text) + (columns.isEmpty ? "" : ": " + columns.joined(separator: ", "))
  }

  private mutating func printLexicon(_ lexicon: LexiconDeclaration) {
    let start = lexicon.name.span.start
    guard isBlock(lexicon) else { return line(Self.text(lexicon), at: start) }
    switch lexicon.source {
    case .file: break
    case .document(let fields):
      line("lexicon \(lexicon.name.text) document {", at: start)
      printFields(fields)
    case .entries(let entries):
      line("lexicon \(lexicon.name.text) {", at: start)
      for entry in entries { line(Self.text(entry), at: entry.phrase.span.start, indent: Self.indent) }
    }
    closeBlock(at: lexicon.body?.end, behind: lexicon.isCased ? " cased" : "")
  }

  private static func parameters(_ macro: MacroDeclaration) -> String {
    macro.parameters.isEmpty ? "" : "(" + macro.parameters.map(\.text).joined(separator: ", ") + ")"
  }

  private static func text(_ macro: MacroDeclaration) -> String {
    "macro \(macro.name.text)" + parameters(macro) + " = " + PatternPrinter.text(of: macro.pattern)
  }

  // MARK: Rules

  private static func target(_ clause: EmitClause) -> String {
    clause.type.text + (clause.capture.map { "(" + (clause.isEach ? "each " : "") + "$\($0.text))" } ?? "")
  }

  private static func inline(_ assignments: [Assignment]) -> String {
    if assignments.isEmpty { return "" }
    return " { " + assignments.map { "\($0.field.text) = \(text($0.value))" }.joined(separator: "  ") + " }"
  }

  static func text(_ expression: Expression) -> String {
    switch expression {
    case .string(let literal): quoted(literal.text)
    case .integer(let value, _): "\(value)"
    case .flag(let value, _): value ? "true" : "false"
    case .capture(let name): "$\(name.text)"
    case .member(let name, let member): "$\(name.text).\(member.text)"
    case .call(let name, let arguments, _):
      name.text + "("
        + arguments.map { ($0.label.map { "\($0.text): " } ?? "") + text($0.value) }.joined(separator: ", ")
        + ")"
    }
  }

  private mutating func printRule(_ rule: RuleDeclaration) {
    let start = rule.span.start
    let head = "rule \(rule.name.text)" + (rule.result.map { " -> " + Self.target($0) } ?? "")
    let attributes =
      (rule.priority == 0 ? "" : " priority \(rule.priority)")
      + (rule.scope == .paragraph ? "" : " within \(rule.scope.rawValue)")
      + (rule.length.map { " length \($0)" } ?? "")
    let assignments = rule.result?.assignments ?? []
    let pieces = PatternPrinter.pieces(of: rule.pattern)
    let short = head + Self.inline(assignments) + attributes
    let whole = short + " = " + pieces.map(\.text).joined(separator: " ")
    let isInline = assignments.count <= 1
    if isInline, rule.clauses.isEmpty, isOneLine(whole, from: start, to: pieces.last?.offset) {
      return line(whole, at: start)
    }
    // Without assignments there is nothing to break the line at, and braces need a result.
    if assignments.isEmpty
      || (isInline && isOneLine(short, from: start, to: rule.result?.span.end))
    {
      line(short, at: start)
    } else {
      line(head + " {", at: start)
      for assignment in assignments { printAssignment(assignment, indent: Self.indent) }
      closeBlock(at: rule.result?.span.end, behind: attributes)
    }
    fill("= ", pieces, indent: Self.indent, restIndent: Self.indent + "  ")
    for clause in rule.clauses { printClause(clause) }
    attachTrailing(before: rule.span.end)
  }

  private mutating func printAssignment(_ assignment: Assignment, indent: String) {
    line(
      "\(assignment.field.text) = \(Self.text(assignment.value))", at: assignment.field.span.start,
      indent: indent)
  }

  private mutating func printClause(_ clause: RuleClause) {
    switch clause {
    case .emit(let emit):
      printBlock("emit " + Self.target(emit), emit.assignments, at: emit.span)
    case .link(let link):
      let choice = link.choice == .each ? "" : link.choice.rawValue + " "
      line(
        "link \(link.relation.text)($\(link.first.text), \(choice)$\(link.second.text))", at: link.span.start,
        indent: Self.indent)
    case .export(let export):
      let head =
        "export " + (export.isEach ? "each " : "") + Self.text(export.value) + " to @\(export.lexicon.text)"
        + (export.scope == .after ? "" : " scope \(export.scope.rawValue)")
      printBlock(head, export.assignments, at: export.span)
    }
  }

  private mutating func printBlock(_ head: String, _ assignments: [Assignment], at span: SourceSpan) {
    let short = head + Self.inline(assignments)
    if assignments.count <= 2,
      isOneLine(Self.indent + short, from: span.start, to: span.end) || assignments.isEmpty
    {
      return line(short, at: span.start, indent: Self.indent)
    }
    line(head + " {", at: span.start, indent: Self.indent)
    for assignment in assignments { printAssignment(assignment, indent: Self.indent + Self.indent) }
    closeBlock(at: span.end, indent: Self.indent)
  }

  // MARK: Links and tests

  private mutating func printLink(_ link: LinkDeclaration) {
    line("link \(link.relation.text)(\(link.first.text), \(link.second.text)) {", at: link.span.start)
    var items: [(keyword: String, pieces: [PrintedPiece])] = []
    func add(_ keyword: String, _ text: String, isDefault: Bool) {
      guard !isDefault || link.itemStarts[keyword] != nil else { return }
      let offset = link.itemStarts[keyword] ?? link.span.start
      items.append((keyword, [PrintedPiece(text: "\(keyword) \(text)", offset: offset)]))
    }
    add("order", link.order.rawValue, isDefault: link.order == .any)
    add("within", link.scope.rawValue, isDefault: link.scope == .sentence)
    switch link.distance {
    case .tokens(let range):
      add("distance", "\(range.lowerBound)..\(range.upperBound) tokens", isDefault: false)
    case .sentences(let range):
      add("distance", "\(range.lowerBound)..\(range.upperBound) sentences", isDefault: false)
    case nil: break
    }
    if let between = link.unlessBetween {
      var pieces = PatternPrinter.pieces(of: between)
      pieces[0].text = "unless between(" + pieces[0].text
      pieces[0].offset = link.itemStarts["unless"] ?? link.span.start
      pieces[pieces.count - 1].text += ")"
      items.append(("unless", pieces))
    }
    add("choose", link.choice.rawValue, isDefault: link.choice == .nearest)
    let order = items.indices.sorted {
      let (left, right) = (items[$0].pieces[0].offset, items[$1].pieces[0].offset)
      return left != right ? left < right : $0 < $1
    }
    for index in order { fill("", items[index].pieces, indent: Self.indent, restIndent: Self.indent + "  ") }
    closeBlock(at: link.span.end)
  }

  private mutating func printTest(_ test: TestBlock) {
    let subject =
      switch test.subject {
      case .rule(let name): name.text
      case .type(let name): "<\(name.text)>"
      }
    line("test \(subject) {", at: test.span.start)
    for testLine in test.lines {
      switch testLine {
      case .match(let literal, let values):
        let text = "match  " + Self.quotedTest(literal.text)
        let expected = values.map(Self.text)
        guard let first = expected.first, let firstValues = values.first else {
          line(text, at: literal.span.start, indent: Self.indent)
          continue
        }
        let pieces =
          [PrintedPiece(text: text, offset: literal.span.start)]
          + [
            PrintedPiece(
              text: "=> " + first + (expected.count > 1 ? "," : ""), offset: firstValues.span.start)
          ]
          + zip(values, expected).enumerated().dropFirst().map { index, pair in
            PrintedPiece(text: pair.1 + (index + 1 < expected.count ? "," : ""), offset: pair.0.span.start)
          }
        fill("", pieces, indent: Self.indent, restIndent: Self.indent + "  ")
      case .reject(let literal):
        line("reject " + Self.quotedTest(literal.text), at: literal.span.start, indent: Self.indent)
      case .reference(let literal):
        line("reference " + Self.quoted(literal.text), at: literal.span.start, indent: Self.indent)
      case .link(let literal, let expected, let isNegated):
        let text = (isNegated ? "nolink " : "link   ") + Self.quotedTest(literal.text)
        line(
          text + " => " + expected.map(Self.text).joined(separator: ", "), at: literal.span.start,
          indent: Self.indent)
      }
    }
    closeBlock(at: test.span.end)
  }

  private static func text(_ link: TestBlock.LinkExpectation) -> String {
    link.relation.text + (link.brackets.map { "(\($0.first), \($0.second))" } ?? "")
  }

  private static func text(_ values: ExpectedValues) -> String {
    "{ " + values.fields.map { "\($0.name.text): \(quoted($0.value.text))" }.joined(separator: ", ") + " }"
  }
}

extension Declaration {
  /// Where it begins, or its first name where only that is known.
  var start: Int {
    switch self {
    case .rule(let rule): rule.span.start
    case .link(let link): link.span.start
    case .test(let test): test.span.start
    default: nameSpan.start
    }
  }
}
