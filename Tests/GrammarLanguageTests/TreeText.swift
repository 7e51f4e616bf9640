@testable import GrammarLanguage

/// A syntax tree as text that parses as the same tree: one declaration a line.
enum TreeText {
  static func text(_ file: GrammarFile) -> String {
    var lines: [String] = []
    if let stage = file.stage { lines.append("stage \(stage.text)") }
    for include in file.includes { lines.append("include \(quoted(include.text))") }
    lines += file.declarations.map(text)
    return lines.map { $0 + "\n" }.joined()
  }

  private static func quoted(_ text: String) -> String { StringEscapes.quoted(text, mode: .plain) }
  private static func quotedTest(_ text: String) -> String { StringEscapes.quoted(text, mode: .testText) }

  private static func text(_ declaration: Declaration) -> String {
    switch declaration {
    case .group(let name): "group \(name.text)"
    case .type(let type): text(type)
    case .relation(let relation):
      "relation \(relation.name.text)(\(relation.first.map(\.text).joined(separator: " or ")), "
        + "\(relation.second.map(\.text).joined(separator: " or ")))"
    case .sentences(let literal): "sentences abbreviations \(quoted(literal.text))"
    case .stages(let names): "stages " + names.map(\.text).joined(separator: ", ")
    case .lexicon(let lexicon): text(lexicon)
    case .macro(let macro):
      "macro \(macro.name.text)"
        + (macro.parameters.isEmpty ? "" : "(" + macro.parameters.map(\.text).joined(separator: ", ") + ")")
        + " = " + PatternText.text(of: macro.pattern)
    case .rule(let rule): text(rule)
    case .link(let link): text(link)
    case .test(let test): text(test)
    }
  }

  private static func text(_ fields: [FieldDeclaration]) -> String {
    "{ " + fields.map { "\($0.name.text): \($0.kind.text) " }.joined() + "}"
  }

  /// Without the braces, a `group` declaration behind it would read as the type's own group.
  private static func text(_ type: TypeDeclaration) -> String {
    (type.isPrivate ? "private " : "") + "type \(type.name.text)"
      + (type.group.map { " group \($0.text)" } ?? "")
      + (type.absorbs.isEmpty ? "" : " absorbs " + type.absorbs.map(\.text).joined(separator: ", "))
      + " " + text(type.fields)
  }

  private static func text(_ lexicon: LexiconDeclaration) -> String {
    let source =
      switch lexicon.source {
      case .file(let literal): "from \(quoted(literal.text))"
      case .document(let fields): "document" + (fields.isEmpty ? "" : " " + text(fields))
      case .entries(let entries): "{ " + entries.map { text($0) + " " }.joined() + "}"
      }
    return "lexicon \(lexicon.name.text) \(source)" + (lexicon.isCased ? " cased" : "")
  }

  private static func text(_ entry: InlineEntry) -> String {
    let columns = entry.columns.map { "\($0.name.text) = \(quoted($0.value.text))" }
    return quoted(entry.phrase.text) + (columns.isEmpty ? "" : ": " + columns.joined(separator: ", "))
  }

  // MARK: Rules

  private static func target(_ clause: EmitClause) -> String {
    clause.type.text + (clause.capture.map { "(" + (clause.isEach ? "each " : "") + "$\($0.text))" } ?? "")
  }

  private static func text(_ assignments: [Assignment]) -> String {
    assignments.isEmpty
      ? "" : " { " + assignments.map { "\($0.field.text) = \(text($0.value)) " }.joined() + "}"
  }

  private static func text(_ expression: Expression) -> String {
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

  private static func text(_ rule: RuleDeclaration) -> String {
    "rule \(rule.name.text)" + (rule.result.map { " -> " + target($0) + text($0.assignments) } ?? "")
      + (rule.priority == 0 ? "" : " priority \(rule.priority)")
      + (rule.scope == .paragraph ? "" : " within \(rule.scope.rawValue)")
      + (rule.length.map { " length \($0)" } ?? "") + " = " + PatternText.text(of: rule.pattern)
      + rule.clauses.map { " " + text($0) }.joined()
  }

  private static func text(_ clause: RuleClause) -> String {
    switch clause {
    case .emit(let emit): return "emit " + target(emit) + text(emit.assignments)
    case .link(let link):
      let choice = link.choice == .each ? "" : link.choice.rawValue + " "
      return "link \(link.relation.text)($\(link.first.text), \(choice)$\(link.second.text))"
    case .export(let export):
      return "export " + (export.isEach ? "each " : "") + text(export.value) + " to @\(export.lexicon.text)"
        + (export.scope == .after ? "" : " scope \(export.scope.rawValue)") + text(export.assignments)
    }
  }

  // MARK: Links and tests

  private static func text(_ link: LinkDeclaration) -> String {
    var items = ["order \(link.order.rawValue)", "within \(link.scope.rawValue)"]
    switch link.distance {
    case .tokens(let range): items.append("distance \(range.lowerBound)..\(range.upperBound) tokens")
    case .sentences(let range): items.append("distance \(range.lowerBound)..\(range.upperBound) sentences")
    case nil: break
    }
    if let between = link.unlessBetween { items.append("unless between(\(PatternText.text(of: between)))") }
    items.append("choose \(link.choice.rawValue)")
    return
      "link \(link.relation.text)(\(link.first.text), \(link.second.text)) { \(items.joined(separator: " ")) }"
  }

  private static func text(_ test: TestBlock) -> String {
    let subject =
      switch test.subject {
      case .rule(let name): name.text
      case .type(let name): "<\(name.text)>"
      }
    return "test \(subject) { " + test.lines.map { text($0) + " " }.joined() + "}"
  }

  private static func text(_ line: TestBlock.Line) -> String {
    switch line {
    case .match(let literal, let values):
      return "match " + quotedTest(literal.text)
        + (values.isEmpty ? "" : " => " + values.map(text).joined(separator: ", "))
    case .reject(let literal): return "reject " + quotedTest(literal.text)
    case .reference(let literal): return "reference " + quoted(literal.text)
    case .link(let literal, let expected, let isNegated):
      return (isNegated ? "nolink " : "link ") + quotedTest(literal.text) + " => "
        + expected.map { $0.relation.text + ($0.brackets.map { "(\($0.first), \($0.second))" } ?? "") }
        .joined(separator: ", ")
    }
  }

  private static func text(_ values: ExpectedValues) -> String {
    "{ " + values.fields.map { "\($0.name.text): \(quoted($0.value.text))" }.joined(separator: ", ") + " }"
  }
}
