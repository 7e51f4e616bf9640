// Any grammar file, any lexicon file: read, checked, shown and printed without a trap; every diagnostic has its place; what
// has no syntax error is formatted; formatting twice changes nothing.
import CFuzzer
import FuzzGrammarSupport
import GrammarLanguage

func check(_ bytes: [UInt8]) {
  let folder = GrammarFolder(bytes)
  let (grammar, diagnostics) = GrammarChecker.check(sources: folder.sources, normalizers: normalizers)
  precondition((grammar == nil) == diagnostics.contains { $0.severity == .error })
  precondition(diagnostics.count <= GrammarLimits.diagnostics + 1)
  for diagnostic in diagnostics {
    for span in [diagnostic.span, diagnostic.related].compactMap({ $0 }) {
      let size = folder.sources.files[span.file]?.count ?? 0
      precondition(0 <= span.start && span.start <= span.end && span.end <= size)
    }
  }
  var renderer = DiagnosticRenderer(sources: folder.sources)
  _ = renderer.text(diagnostics)
  _ = renderer.json(diagnostics)
  let (_, problems) = GrammarParser.parse(folder.stageFile, path: GrammarFolder.stagePath)
  let formatted = GrammarFormatter.format(folder.stageFile, path: GrammarFolder.stagePath).text
  precondition((formatted == nil) == problems.contains { $0.severity == .error })
  if let formatted {
    let (again, second) = GrammarFormatter.format(formatted, path: GrammarFolder.stagePath)
    precondition(second.count == problems.count, "what was formatted has other problems")
    precondition(again == formatted, "formatting is not stable")
  }
  if let source = String(validating: bytes, as: UTF8.self) {
    _ = GrammarParser.parsePattern(source, path: "PATTERN")
  }
}

/// One of each shape of signature.
let normalizers = [
  NormalizerSignature(
    name: "last", parameters: [.init(accepts: .items, isRequired: true)], result: .text,
    summary: "The last word."),
  NormalizerSignature(
    name: "date",
    parameters: [
      .init(label: "day", accepts: .items), .init(label: "month", accepts: .items, isRequired: true),
    ],
    result: .date, summary: "A date."),
  NormalizerSignature(
    name: "count",
    parameters: [
      .init(accepts: .items, isRequired: true), .init(label: "scale", accepts: .value(.number)),
      .init(label: "unit", accepts: .text),
    ], result: .number, summary: "A number."),
]

var count = CommandLine.argc
var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
_ = LLVMFuzzerRunDriver(&count, &arguments) { data, size in
  check(Array(UnsafeBufferPointer(start: data, count: size)))
  return 0
}
