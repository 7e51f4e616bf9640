import ArgumentParser
import BocTach
import GrammarEngine
import GrammarLanguage
import Readers
import TextModel
import Tokenization

/// `boctach grammar explain`.
struct GrammarExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Tell why a text has the mentions that it has, or why a span has none.",
    discussion: """
      Without --span, every output mention is explained: its rule, what each element of the pattern took, captures, lexicon \
      entries, and the normalizers' arguments and results. With --span A:B (code points, as in brat), the mentions of exactly \
      that span, private and deleted ones too; where there is none, the rules that came nearest, how far they came, and what \
      stood in the way. A span that begins or ends within a token, or beside one, is none of a mention; what is told then is of \
      the tokens that it touches. --rule NAME tells of one rule, however little it matched.

      Exit codes: 0 good, with --span where a mention is of exactly that span; 1 no mention is; 64 usage; 65 the file is not text; 66 no such file or folder; 78 the \
      grammar has errors.
      """)

  @OptionGroup var source: GrammarCommand.Source

  @Option(parsing: .unconditional, help: "The text; \\n in it is a line break.")
  var text: String?

  @Option(help: "Read the text from this file, - for standard input.")
  var file: String?

  @Option(help: ArgumentHelp("The span to explain, in code points.", valueName: "start:end"))
  var span: CodePointSpan?

  @Option(help: "The rule to tell of, where the span has no mention.")
  var rule: String?

  @Option(help: "How many rules to name where the span has no mention.")
  var nearest: Int = 5

  @Option(help: "Publication date, YYYY-MM-DD, of a text for which documents.tsv has none.")
  var date: String?

  @OptionGroup(title: "Input") var input: InputOptions

  func validate() throws {
    if (text == nil) == (file == nil) { throw ValidationError("give the text by --text or by --file") }
    if let date, ReferenceContext(publicationDate: date) == nil {
      throw ValidationError("--date '\(date)' is not a day of the form YYYY-MM-DD")
    }
    if rule != nil, span == nil { throw ValidationError("--rule needs --span") }
    if nearest < 1 { throw ValidationError("--nearest is at least 1") }
  }

  func run() throws {
    Console.ignoreBrokenPipes()
    let (compilation, cascade) = try source.compile()
    if let rule, !cascade.grammar.rules.contains(where: { $0.name == rule }) {
      throw ValidationError("--rule: there is no rule '\(rule)'")
    }
    let (bytes, reference) = try readText()
    let tokens = cascade.tokenizer.tokenize(bytes)
    let extractor = Extractor(cascade: cascade, sources: compilation.sources)
    let document = extractor.extract(bytes, reference: reference, source: nil)
    let explainer = Explainer(cascade, text: tokens)
    let report = ExplanationReport(
      explainer: explainer, cascade: cascade, compilation: compilation, document: document,
      color: Console.wantsColor)
    guard let span else {
      try Console.write(report.everything)
      return
    }
    guard let wanted = report.tokens(in: span) else {
      throw ValidationError(
        "--span \(span): no token of the text lies there (it has \(report.codePointCount) code points)")
    }
    let found = explainer.mentions(of: wanted)
    let note = report.note(on: span, of: wanted)
    let told =
      !found.isEmpty && rule == nil
      ? found.map(report.mention).joined(separator: "\n") : report.misses(wanted, rule: rule, limit: nearest)
    try Console.write((note ?? "") + told)
    if found.isEmpty || note != nil { throw ExitStatus.failed.code }
  }

  /// The text, and when it was published, as `extract` takes it.
  private func readText() throws -> (bytes: [UInt8], reference: ReferenceContext) {
    let reference = date.flatMap { ReferenceContext(publicationDate: $0) } ?? ReferenceContext()
    if let text { return (Decoder.decode(Array(text.replacing("\\n", with: "\n").utf8)).text, reference) }
    do {
      var reader = try input.open(file ?? "-")
      guard !reader.format.hasRows else { throw ValidationError("explain takes one text") }
      switch reader.next() {
      case .document(let document)?:
        Console.warn(document.warningSentences, of: file ?? "-")
        return (document.text.text, self.reference(of: document))
      case .problem(let problem)?:
        Console.say("boctach: \(file ?? "-"): \(problem.message)")
        throw ExitStatus.badData.code
      case nil: return ([], reference)
      }
    } catch let failure as InputFailure {
      Console.say("boctach: \(failure.message)")
      throw failure.status.code
    }
  }

  private func reference(of document: SourceDocument) -> ReferenceContext {
    let path = file ?? "-"
    let source = InputFile(path: path, relativePath: path == "-" ? "stdin" : FilePaths.name(of: path))
    var dates = PublicationDates(defaultDate: date)
    let (reference, problems) = dates.reference(of: document, id: source.id, in: source)
    for problem in problems { Console.say("boctach: \(problem.message)") }
    return reference
  }
}

/// `A:B`, half-open.
struct CodePointSpan: ExpressibleByArgument, CustomStringConvertible {
  var range: Range<Int>

  init?(argument: String) {
    let parts = argument.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let start = Int(parts[0]), let end = Int(parts[1]), 0 <= start, start < end else {
      return nil
    }
    range = start..<end
  }

  var description: String { "\(range.lowerBound):\(range.upperBound)" }
}
