@testable import GrammarLanguage

/// Patterns as text.
///
/// Parentheses stand where the tree needs them, and around an operand of a quantifier or capture that is a
/// conjunction or `not`, where it would read otherwise.
struct PatternText {
  private var pieces: [String] = []
  /// Text that belongs in front of the next piece: opening parentheses, a capture's name.
  private var pending = ""

  static func text(of pattern: Pattern) -> String {
    var printer = PatternText()
    printer.print(pattern)
    return printer.pieces.joined(separator: " ")
  }

  private mutating func add(_ text: String) {
    pieces.append(pending + text)
    pending = ""
  }

  private mutating func append(_ text: String) { pieces[pieces.count - 1] += text }

  private mutating func print(_ pattern: Pattern) {
    switch pattern.node {
    case .alternatives(let parts):
      for (index, part) in parts.enumerated() {
        if index > 0 { pieces.append("|") }
        if case .alternatives = part.node { enclosed(part) } else { print(part) }
      }
    case .sequence(let parts):
      for part in parts { element(part) }
    default: element(pattern)
    }
  }

  private mutating func enclosed(_ pattern: Pattern) {
    pending += "("
    print(pattern)
    append(")")
  }

  private mutating func element(_ pattern: Pattern) {
    switch pattern.node {
    case .capture(let name, let inner):
      pending += name.text + ":"
      switch inner.node {
      case .capture, .both, .not, .sequence, .alternatives: enclosed(inner)
      default: element(inner)
      }
    case .repeated(let inner, let minimum, let maximum):
      switch inner.node {
      // `glued{2}` would be a group.
      case .capture, .repeated, .both, .not, .sequence, .alternatives, .gap(.glued): enclosed(inner)
      default: primary(inner)
      }
      append(Self.quantifier(minimum, maximum))
    case .both(let left, let right):
      if case .both = left.node { element(left) } else { operand(left) }
      pieces.append("&")
      operand(right)
    case .not: operand(pattern)
    case .sequence, .alternatives: enclosed(pattern)
    default: primary(pattern)
    }
  }

  static func quantifier(_ minimum: Int, _ maximum: Int?) -> String {
    switch (minimum, maximum) {
    case (0, 1): "?"
    case (0, nil): "*"
    case (1, nil): "+"
    case (let minimum, nil): "{\(minimum),}"
    case (let minimum, let maximum?): minimum == maximum ? "{\(minimum)}" : "{\(minimum),\(maximum)}"
    }
  }

  private mutating func operand(_ pattern: Pattern) {
    switch pattern.node {
    case .not(let inner):
      add("not")
      if case .not = inner.node { enclosed(inner) } else { operandCore(inner) }
    default: operandCore(pattern)
    }
  }

  private mutating func operandCore(_ pattern: Pattern) {
    switch pattern.node {
    case .capture, .repeated, .both, .sequence, .alternatives: enclosed(pattern)
    default: primary(pattern)
    }
  }

  private mutating func primary(_ pattern: Pattern) {
    switch pattern.node {
    case .empty: add("()")
    case .phrase(let literal, let exact):
      add((exact ? "exact" : "") + StringEscapes.quoted(literal.text, mode: .plain))
    case .tokenClass(let tokenClass): add(Self.text(tokenClass))
    case .raw(let literal): add("raw/\(literal.text)/")
    case .lexicon(let name, let tests): add("@\(name.text)" + Self.text(tests))
    case .mention(let name, let tests): add("<\(name.text)>" + Self.text(tests))
    case .position(let position, let name): add("\(position.rawValue)<\(name.text)>")
    case .gap(let word): add(word.rawValue)
    case .anchor(let anchor): add(anchor.rawValue)
    case .glued(let inner): wrapped("glued{ ", inner, " }")
    case .context(let direction, let inner, let negated):
      let word = negated ? (direction == .after ? "unless after" : "unless") : direction.rawValue
      wrapped(word + "(", inner, ")")
    case .macro(let name, let arguments):
      guard !arguments.isEmpty else { return add(name.text) }
      pending += name.text + "("
      for (index, argument) in arguments.enumerated() {
        print(argument)
        append(index + 1 < arguments.count ? "," : ")")
      }
    case .capture, .repeated, .both, .not, .sequence, .alternatives: enclosed(pattern)
    }
  }

  private mutating func wrapped(_ opening: String, _ inner: Pattern, _ closing: String) {
    pending += opening
    print(inner)
    append(closing)
  }

  static func text(_ tokenClass: TokenClass) -> String {
    switch tokenClass {
    case .digits(let test): "digits" + text(test)
    case .letters(let test): "letters" + text(test)
    case .number: "number"
    case .upper: "upper"
    case .capitalized: "capitalized"
    case .lower: "lower"
    case .any: "any"
    case .email: "email"
    case .url: "url"
    case .handle: "handle"
    case .punctuation(let characters):
      "punct" + (characters.map { "(" + StringEscapes.quoted($0, mode: .plain) + ")" } ?? "")
    }
  }

  private static func text(_ test: CountTest?) -> String {
    switch test {
    case nil: ""
    case .length(let range): "(length \(text(range)))"
    case .value(let range): "(\(text(range)))"
    }
  }

  private static func text(_ range: ClosedRange<Int>) -> String {
    range.lowerBound == range.upperBound ? "\(range.lowerBound)" : "\(range.lowerBound)..\(range.upperBound)"
  }

  private static func text(_ tests: [ValueTest]) -> String {
    guard !tests.isEmpty else { return "" }
    let list = tests.map { $0.name.text + text($0.condition) }
    return "[" + list.joined(separator: ", ") + "]"
  }

  private static func text(_ condition: ValueTest.Condition) -> String {
    let values = condition.literals.map { StringEscapes.quoted($0.text, mode: .plain) }.joined(
      separator: ", ")
    switch condition {
    case .equals: return " = " + values
    case .differs: return " != " + values
    case .oneOf: return " in (" + values + ")"
    case .present: return " present"
    case .absent: return " absent"
    }
  }
}
