import GrammarLanguage
import TextModel

extension TokenPredicate {
  /// What `&` joins.
  var operands: [TokenPredicate] {
    if case .both(let a, let b) = self { return a.operands + b.operands }
    return [self]
  }

  /// The test as a grammar writes it.
  func text(in grammar: CheckedGrammar) -> String {
    switch self {
    case .tokenClass(let tokenClass): return tokenClass.text
    case .phrase(let phrase, let exact): return (exact ? "exact" : "") + "\"\(phrase)\""
    case .raw(let source): return "raw/\(source)/"
    case .lexicon(let id, let tests):
      let lexicon = grammar.lexicons[id.index]
      return "@\(lexicon.name)" + tests.text(naming: lexicon.columns)
    case .position(let position, let type): return "\(position.rawValue)<\(grammar.types[type.index].name)>"
    case .both(let a, let b): return "\(a.text(in: grammar)) & \(b.text(in: grammar))"
    case .either(let a, let b): return "(\(a.text(in: grammar)) | \(b.text(in: grammar)))"
    case .not(.both(let a, let b)): return "not (\(a.text(in: grammar)) & \(b.text(in: grammar)))"
    case .not(let operand): return "not \(operand.text(in: grammar))"
    }
  }
}

extension [CheckedValueTest] {
  /// `[level = "law", kind present]`, or nothing.
  func text(naming names: [String]) -> String {
    guard !isEmpty else { return "" }
    let parts = map { test in
      let name = names[test.index]
      return switch test.condition {
      case .equals(let value): "\(name) = \"\(value)\""
      case .differs(let value): "\(name) != \"\(value)\""
      case .oneOf(let values): "\(name) in (\(values.map { "\"\($0)\"" }.joined(separator: ", ")))"
      case .present: "\(name) present"
      case .absent: "\(name) absent"
      }
    }
    return "[\(parts.joined(separator: ", "))]"
  }
}

extension TokenClass {
  /// The class as a grammar writes it.
  var text: String {
    func argument(_ test: CountTest?) -> String {
      switch test {
      case nil: ""
      case .length(let range): "(length \(range.lowerBound)..\(range.upperBound))"
      case .value(let range): "(\(range.lowerBound)..\(range.upperBound))"
      }
    }
    return switch self {
    case .digits(let test): "digits" + argument(test)
    case .letters(let test): "letters" + argument(test)
    case .punctuation(let marks): "punct" + (marks.map { "(\"\($0)\")" } ?? "")
    case .number: "number"
    case .upper: "upper"
    case .capitalized: "capitalized"
    case .lower: "lower"
    case .any: "any"
    case .email: "email"
    case .url: "url"
    case .handle: "handle"
    }
  }
}
