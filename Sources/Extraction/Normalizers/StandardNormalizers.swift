package import GrammarEngine
import GrammarLanguage
import TextModel

/// The closed set of normalizers that grammars may call. The DocC article "Normalizers" is its manual.
///
/// No normalizer knows a word of any language: what a word means is in the columns of the lexicon rows that the
/// capture hit. A present argument that cannot be read makes the whole call valueless; an absent one does not.
package enum StandardNormalizers {
  package static let all: [Normalizer] =
    textNormalizers + numberNormalizers + [quantity, legalSymbol, legalName, date, dateRange, dateSpan]

  /// The normalizer of a name, for tests and tools.
  package static func named(_ name: String) -> Normalizer? {
    all.first { $0.signature.name == name }
  }

  static func make(
    _ name: String, _ parameters: [NormalizerSignature.Parameter], _ result: ValueKind, _ summary: String,
    needsOneOf: [String] = [], _ apply: @escaping @Sendable (Arguments) -> FieldValue?
  ) -> Normalizer {
    let labels = parameters.map { $0.label ?? "" }
    return Normalizer(
      signature: NormalizerSignature(
        name: name, parameters: parameters, result: result, summary: summary, needsOneOf: needsOneOf)
    ) { values in
      apply(Arguments(labels: labels, values: values))
    }
  }

  static func items(_ label: String? = nil, required: Bool = false) -> NormalizerSignature.Parameter {
    NormalizerSignature.Parameter(label: label, accepts: .items, isRequired: required)
  }

  static func text(_ label: String? = nil, required: Bool = false) -> NormalizerSignature.Parameter {
    NormalizerSignature.Parameter(label: label, accepts: .text, isRequired: required)
  }

  static func value(
    _ label: String?, _ kind: ValueKind, required: Bool = false
  ) -> NormalizerSignature.Parameter {
    NormalizerSignature.Parameter(label: label, accepts: .value(kind), isRequired: required)
  }
}

/// The arguments of one call, by position or label.
struct Arguments {
  private let labels: [String]
  private let values: [NormalizerArgument]

  init(labels: [String], values: [NormalizerArgument]) {
    self.labels = labels
    self.values = values
  }

  private func argument(_ label: String) -> NormalizerArgument {
    guard let index = labels.firstIndex(of: label), index < values.count else { return .absent }
    return values[index]
  }

  /// The positional argument of a place; positional parameters come first.
  private func argument(_ index: Int) -> NormalizerArgument {
    index < values.count && labels[index].isEmpty ? values[index] : .absent
  }

  func items(_ label: String) -> [CapturedItem] { Self.items(argument(label)) }
  func items(_ index: Int) -> [CapturedItem] { Self.items(argument(index)) }
  func text(_ label: String) -> String? { Self.text(argument(label)) }
  func text(_ index: Int) -> String? { Self.text(argument(index)) }
  func date(_ label: String) -> DateExpression? { Self.date(argument(label)) }
  func date(_ index: Int) -> DateExpression? { Self.date(argument(index)) }

  func quantity(_ label: String) -> Quantity? {
    if case .value(.quantity(let quantity)) = argument(label) { return quantity }
    return nil
  }

  private static func items(_ argument: NormalizerArgument) -> [CapturedItem] {
    if case .items(let items) = argument { return items }
    return []
  }

  private static func text(_ argument: NormalizerArgument) -> String? {
    switch argument {
    case .absent: nil
    case .items(let items): items.isEmpty ? nil : items.map(\.text).joined(separator: " ")
    case .value(let value): value.notation
    }
  }

  private static func date(_ argument: NormalizerArgument) -> DateExpression? {
    if case .value(.date(let date)) = argument { return date }
    return nil
  }
}

extension [CapturedItem] {
  /// The first cell of a column among the rows that the items hit; of rows that share a phrase, the first with it.
  func cell(_ column: String) -> String? {
    for item in self {
      for hit in item.hits {
        for row in hit.rows {
          if let cell = row[column], !cell.isEmpty { return cell }
        }
      }
    }
    return nil
  }

  /// The first row that has all these columns.
  func row(with columns: String...) -> [String: String]? {
    for item in self {
      for hit in item.hits {
        if let row = hit.rows.first(where: { row in columns.allSatisfy { row[$0] != nil } }) { return row }
      }
    }
    return nil
  }

  /// Every item's text, joined by one space; nil when there is none.
  var joinedText: String? { isEmpty ? nil : map(\.text).joined(separator: " ") }
}
