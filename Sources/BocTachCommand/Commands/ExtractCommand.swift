import ArgumentParser
import BocTach
import Formats
import GrammarEngine
import Tokenization

/// `boctach extract`: from articles to their facts.
struct ExtractCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "extract",
    abstract: "Extract officials, legal documents, dates, indicators, organizations and places.",
    discussion: """
      PATH is a file, a folder (every *.txt below it; others with --input-format) or - for standard input. Files may be \
      text, saved web pages (*.html), JSON Lines (*.jsonl) or CSV, each also as gzip. Publication dates come from a row's \
      date field, else a folder's documents.tsv (columns id and date), else --date, else a page's metadata, else the \
      article's own header.

      Exit codes: 0 good; 64 usage; 65 some input is not text, or a row or documents.tsv \
      is bad; 66 no such input; 73 output exists or cannot be \
      made; 74 I/O error; 78 a grammar does not compile.
      """)

  @Argument(help: "Files, folders, or - for standard input.")
  var paths: [String] = []

  @Option(help: "text, json, jsonl, csv or brat.")
  var format: OutputFormat = .text

  @Option(help: "Write everything into this file; - for standard output.")
  var output: String?

  @Option(help: "Write one file per document into this folder, which mirrors the input's folders.")
  var outputDir: String?

  @Flag(help: "Replace existing output files.")
  var overwrite = false

  @Option(help: "Publication date, YYYY-MM-DD, of documents for which documents.tsv has none.")
  var date: String?

  @Option(help: "With csv: only this table, officials, legalDocuments or indicators.")
  var table: RecordTable?

  @OptionGroup(title: "Input")
  var input: InputOptions

  @Option(help: "Only these types, separated by commas.")
  var types: String?

  @OptionGroup var extraction: ExtractorOptions

  @OptionGroup var jobs: JobOptions

  @Flag(
    help: ArgumentHelp(
      "Show what each rule cost and brought, on standard error; the run takes longer and has no other --jobs than 1."
    ))
  var profile = false

  @Option(help: "Language of headings: vi or en; else by the locale.")
  var lang: Language?

  func validate() throws {
    if let types, types.allSatisfy({ $0 == "," || $0.isWhitespace }) {
      throw ValidationError("--types names no type")
    }
    if output != nil, outputDir != nil {
      throw ValidationError("--output and --output-dir exclude each other")
    }
    if let date, ReferenceContext(publicationDate: date) == nil {
      throw ValidationError("--date '\(date)' is not a day of the form YYYY-MM-DD")
    }
    if format == .brat, outputDir == nil, paths.count > 1 {
      throw ValidationError("brat writes one file per document: name a folder with --output-dir")
    }
  }

  func run() throws {
    Console.ignoreBrokenPipes()
    Allocator.prepare()
    let extractor = try makeExtractor()
    let selection = try typeSelection(extractor)
    var collector = InputCollector(extensions: input.extensions, searchesGzip: input.inputFormat != nil)
    for path in paths.isEmpty ? ["-"] : paths { collector.add(path) }
    var run = ExtractRun(
      extractor: extractor, format: format, language: lang ?? .fromEnvironment, selection: selection,
      destination: try destination(), input: input, isSingle: isSingleDocument(collector), defaultDate: date,
      table: table, jobs: profile ? 1 : jobs.count)
    if profile { run.profile = RuleProfile(extractor.cascade) }
    run.report(collector.failures)
    for file in collector.files { run.process(file) }
    if let profile = run.profile {
      let grammar = try extraction.grammar.load()
      let locator = SourceLocator(grammar.sources, displayPaths: grammar.displayPaths)
      Console.write(toErrors: ProfileTable.text(profile, extractor.cascade, locator))
    }
    try run.finish()
    Console.finish()
  }

  private func makeExtractor() throws -> Extractor { try extraction.makeExtractor() }

  private func typeSelection(_ extractor: Extractor) throws -> Set<String>? {
    guard let types else { return nil }
    let names = types.split(separator: ",").map { $0.trimmed }.filter { !$0.isEmpty }
    let known = extractor.typeNames
    for name in names where !known.contains(name) {
      throw ValidationError(
        "--types: unknown type '\(name)'; the grammar has \(known.joined(separator: ", "))")
    }
    return Set(names)
  }

  private func destination() throws -> OutputDestination {
    if let outputDir { return .folder(outputDir, replacing: overwrite) }
    if let output, output != "-" {
      if !overwrite, FileSystem.kind(of: output) == .file || FileSystem.kind(of: output) == .directory {
        Console.say("boctach: \(output): exists already (--overwrite replaces it)")
        throw ExitStatus.cannotCreate.code
      }
      return .file(output, replacing: overwrite)
    }
    return .standardOutput
  }

  /// Exactly one path that is no folder: its JSON is one object and not an array.
  private func isSingleDocument(_ collector: InputCollector) -> Bool {
    guard paths.count <= 1 else { return false }
    return paths.first.map { $0 == "-" || FileSystem.kind(of: $0) != .directory } ?? true
  }
}

enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
  case text, json, jsonl, csv, brat

  /// The ending of output files.
  var fileExtension: String {
    switch self {
    case .text: "txt"
    case .json: "json"
    case .jsonl: "jsonl"
    case .csv: "csv"
    case .brat: "ann"
    }
  }
}

enum Language: String, CaseIterable, ExpressibleByArgument {
  case vi, en

  /// English where the locale says so; Vietnamese otherwise.
  static var fromEnvironment: Language {
    for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
      if let value = FileSystem.environment(name), !value.isEmpty { return value.hasPrefix("en") ? .en : .vi }
    }
    return .vi
  }
}

extension RecordTable: ExpressibleByArgument {}

extension Substring {
  /// Without white space at the ends.
  var trimmed: String {
    var text = self
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
