import GrammarLanguage

extension CheckedExpression {
  /// The expression as a grammar writes it.
  func text(in rule: CheckedRule, _ normalizers: [Normalizer]) -> String {
    switch self {
    case .text(let text): return "\"\(text)\""
    case .number(let number): return "\(number)"
    case .flag(let flag): return "\(flag)"
    case .captureText(let capture), .captureItems(let capture): return "$" + rule.captures[capture].name
    case .column(let capture, let name), .field(let capture, let name):
      return "$\(rule.captures[capture].name).\(name)"
    case .first(let parts):
      return "first(\(parts.map { $0.text(in: rule, normalizers) }.joined(separator: ", ")))"
    case .call(let number, let arguments):
      let signature = normalizers[number].signature
      let given = zip(signature.parameters, arguments).compactMap { parameter, argument in
        argument.map { argument in
          (parameter.label.map { "\($0): " } ?? "") + argument.text(in: rule, normalizers)
        }
      }
      return "\(signature.name)(\(given.joined(separator: ", ")))"
    }
  }
}
