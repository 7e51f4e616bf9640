import TextModel

@testable import GrammarLanguage

/// Normalizers of every shape of signature, for tests of the checker.
let testNormalizers: [NormalizerSignature] = [
  NormalizerSignature(
    name: "symbol", parameters: [.init(accepts: .items, isRequired: true)], result: .text,
    summary: "A symbol."),
  NormalizerSignature(
    name: "last", parameters: [.init(accepts: .items, isRequired: true)], result: .text,
    summary: "The last word."),
  NormalizerSignature(
    name: "upper", parameters: [.init(accepts: .text, isRequired: true)], result: .text, summary: "Capitals."),
  NormalizerSignature(
    name: "count",
    parameters: [
      .init(accepts: .items, isRequired: true), .init(label: "scale", accepts: .value(.number)),
      .init(label: "unit", accepts: .text),
    ], result: .number, summary: "A number."),
  NormalizerSignature(
    name: "date",
    parameters: [
      .init(label: "day", accepts: .items), .init(label: "month", accepts: .items, isRequired: true),
    ], result: .date, summary: "A date."),
  NormalizerSignature(
    name: "cell",
    parameters: [
      .init(accepts: .items, isRequired: true), .init(accepts: .text, isRequired: true, namesColumn: true),
    ],
    result: .text, summary: "A cell."),
  NormalizerSignature(
    name: "span",
    parameters: [
      .init(label: "day", accepts: .items), .init(label: "month", accepts: .items),
      .init(label: "part", accepts: .items),
    ], result: .date, summary: "A date.", needsOneOf: ["day", "month"]),
]

/// A cascade for tests of single stage files.
let testCascade = """
  group primary
  group measures
  type Date group primary { value: date }
  type Document group primary { kind: text  value: text  year: number  repealed: flag }
  type Person group primary { value: text }
  type Title group primary absorbs Person { role: text }
  type Measure group measures
  private type Part { kind: text }
  relation Holds(Person, Title)
  relation Issued(Document, Date or Person)
  stages early, middle, late
  """

/// Errors alone, because a fragment leaves much of the cascade unused.
func errors(_ diagnostics: [Diagnostic]) -> [Diagnostic] { diagnostics.filter { $0.severity == .error } }

func check(_ files: [String: String]) -> (CheckedGrammar?, [Diagnostic]) {
  var texts = files
  if texts["cascade.grammar"] == nil { texts["cascade.grammar"] = testCascade }
  return GrammarChecker.check(sources: GrammarSourceSet(texts: texts), normalizers: testNormalizers)
}
