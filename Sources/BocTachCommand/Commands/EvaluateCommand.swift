import ArgumentParser
import Evaluation
import Formats
import Tokenization

/// `boctach evaluate GOLDDIR [SYSTEMDIR]`.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Score annotation against gold.",
    discussion: """
      GOLDDIR holds ID.ann (brat standoff), ID.txt and documents.tsv; SYSTEMDIR holds ID.ann of a system. Without \
      SYSTEMDIR the extractor runs on the texts of GOLDDIR.

      Exit codes: 0 good; 1 a gate (--fail-under, --max-regression) failed; 64 usage; 65 annotation or documents.tsv has \
      errors, or the baseline is none: the scores are shown, and are of what could be read; 66 no such input; 73 a report \
      cannot be written; 74 I/O error; 78 a grammar does not compile.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json, csv, errors, markdown, junit, github, html
  }

  @Argument(help: "The folder with the gold annotation.")
  var gold: String

  @Argument(help: "The folder with a system's annotation.")
  var system: String?

  @Option(help: "What to print: \(Format.allCases.map(\.rawValue).joined(separator: ", ")).")
  var format: Format = .text

  @Flag(help: "Add everything there is to the JSON: intervals, schemes, genres, documents, rules, errors.")
  var details = false

  @Option(help: "Also write a report of the format to the file, as FORMAT=FILE. May be repeated.")
  var report: [String] = []

  @Option(help: "List so many errors (text, markdown and github formats).")
  var errors: Int?

  @Option(help: "List errors of this type only (text format); 30 of them unless --errors says how many.")
  var type: String?

  @Option(help: "Score only the documents whose names stand in the file.")
  var ids: String?

  @Option(help: "Gate: lowest F1 that passes, as core=0.95,Person=0.9; a number alone is for core.")
  var failUnder: String?

  @Option(help: "Compare with a baseline: a file of --write-baseline, or a folder of system output.")
  var baseline: String?

  @Option(help: "Gate: the largest fall of any F1 against the baseline that passes.")
  var maxRegression: Double?

  @Flag(help: "Let a fall against the baseline pass that is not significant (p of 0.05 or more).")
  var significantOnly = false

  @Option(help: "Write the result as a baseline for later runs.")
  var writeBaseline: String?

  @Option(help: "Bootstrap samples behind the 95% intervals.")
  var samples: Int = 1000

  @Option(help: "The seed of everything drawn at random.")
  var seed: UInt64 = 1

  @OptionGroup var extraction: ExtractorOptions

  @OptionGroup var jobs: JobOptions

  @Option(help: "The encoding of the texts.")
  var encoding: EncodingChoice = .auto

  @Option(help: "The title of reports.")
  var title: String?

  func validate() throws {
    if samples < 1 { throw ValidationError("--samples must be at least 1") }
    if maxRegression != nil, baseline == nil { throw ValidationError("--max-regression needs --baseline") }
    if type != nil, format != .text, try !reports().contains(where: { $0.0 == .text }) {
      throw ValidationError("--type is for the text format")
    }
    if let maxRegression, maxRegression < 0 { throw ValidationError("--max-regression must not be negative") }
    _ = try reports()
    _ = try gate()
  }

  func run() throws {
    try CorpusMessages.run {
      var problems: [FormatProblem] = []
      let corpus = try corpus(system, &problems)
      let comparisonBase = try baseline.map { try loadBaseline($0, &problems) }
      let report = EvaluationReport(
        corpus, title: title ?? "boctach evaluate \(gold)", baseline: comparisonBase, failUnder: try gate(),
        maxRegression: maxRegression, onlySignificantRegression: significantOnly, samples: samples,
        seed: seed,
        grammarFolder: extraction.grammar.grammar ?? "")
      try checkType(report.evaluation)
      try Console.write(text(report, format))
      for (format, path) in try reports() { try CorpusMessages.write(text(report, format), to: path) }
      if let writeBaseline {
        let json = JSONWriter.text(Baseline(report.evaluation).json, .indented)
        try CorpusMessages.write(json + "\n", to: writeBaseline)
      }
      CorpusMessages.show(problems)
      if !report.verdict.isPassed {
        for check in report.verdict.checks where !check.isPassed {
          Console.say("gate failed: \(check.name): \(check.message)")
        }
        throw ExitStatus.failed.code
      }
      if problems.contains(where: { $0.severity == .error }) { throw ExitStatus.badData.code }
    }
  }

  private func text(_ report: EvaluationReport, _ format: Format) -> String {
    switch format {
    case .text:
      report.terminalText(
        isColored: Console.wantsColor, errorLimit: errors ?? (type == nil ? 0 : 30), errorType: type)
    case .json:
      JSONWriter.text(
        .object(details ? report.json() : report.evaluation.referee.json(profile: report.evaluation.profile)),
        .indented) + "\n"
    case .csv: report.scoresCSV()
    case .errors: report.errorsCSV()
    case .markdown: report.markdown(errorLimit: errors ?? 30)
    case .junit: report.junit()
    case .github: report.gitHubAnnotations(limit: errors ?? 30)
    case .html: report.html()
    }
  }

  /// A type that neither side has is mistyped: its list would be empty whatever is wrong.
  private func checkType(_ evaluation: CorpusEvaluation) throws {
    let known = evaluation.types
    guard let type, !known.contains(type) else { return }
    throw ValidationError(
      "--type: nothing here is of type '\(type)'; there are \(known.joined(separator: ", "))")
  }

  private func gate() throws -> FailUnder? {
    do {
      return try failUnder.map { try FailUnder($0) }
    } catch let failure as FailUnder.Failure {
      throw ValidationError("--fail-under: \(failure)")
    }
  }

  private func reports() throws -> [(Format, String)] {
    try report.map { text in
      let sides = text.split(separator: "=", maxSplits: 1)
      guard sides.count == 2, let format = Format(rawValue: String(sides[0])) else {
        throw ValidationError("--report takes FORMAT=FILE, not ‘\(text)’")
      }
      return (format, String(sides[1]))
    }
  }

  private func corpus(_ systemPath: String?, _ problems: inout [FormatProblem]) throws -> EvaluationCorpus {
    let goldFolder = try CorpusFolder(gold)
    let table = try goldFolder.documentsTable()
    problems += table.problems
    var ids = goldFolder.ids("ann")
    if let list = self.ids {
      let wanted = Set(DecodedText(try FileSystem.read(list)).text.blankSeparated)
      let unknown = wanted.subtracting(ids).sorted()
      guard !wanted.isEmpty, unknown.isEmpty else {
        Console.say(
          wanted.isEmpty
            ? "\(list): names no document"
            : "\(list): no annotation (ID.ann) in \(gold) for \(unknown.joined(separator: " "))")
        throw ExitStatus.noInput.code
      }
      ids = ids.filter { wanted.contains($0) }
    }
    guard !ids.isEmpty else {
      Console.say("\(gold): no annotation (ID.ann) in this folder")
      throw ExitStatus.noInput.code
    }
    let systemFolder = try systemPath.map { try CorpusFolder($0) }
    let extractor = try systemPath == nil ? makeExtractor() : nil
    var documents: [DocumentPair] = []
    var extractions = OrderedJobs<DocumentPair>(atOnce: jobs.count)
    for id in ids {
      let document = try goldFolder.document(id, encoding: encoding.choice)!
      problems += document.problems
      var pair = DocumentPair(
        gold: document.value, system: nil, isUndated: table.value.date(of: id) == nil,
        genre: table.value.genre(of: id), goldFile: goldFolder.file(id + ".ann"))
      if let reading = try systemFolder?.document(id) {
        problems += reading.problems
        pair.system = reading.value
        extractions.add(pair)
      } else if let extractor {
        guard let text = try goldFolder.text(id, encoding: encoding.choice) else {
          Console.say("\(goldFolder.file(id + ".txt")): no text to extract from")
          throw ExitStatus.noInput.code
        }
        extractions.add(size: text.count) { [pair, date = table.value.date(of: id)] in
          var pair = pair
          pair.system = extractor.annotate(id, text, date)
          return pair
        }
      } else {
        extractions.add(pair)
      }
      while let pair = extractions.next() { documents.append(pair) }
    }
    while let pair = extractions.next(isAtEnd: true) { documents.append(pair) }
    return EvaluationCorpus(documents: documents)
  }

  private func makeExtractor() throws -> SystemUnderTest { try SystemUnderTest.extractor(extraction) }

  private func loadBaseline(_ path: String, _ problems: inout [FormatProblem]) throws -> Baseline {
    if FileSystem.kind(of: path) == .directory {
      return Baseline(CorpusEvaluation(try corpus(path, &problems)))
    }
    do {
      return try Baseline(json: try FileSystem.read(path))
    } catch let failure as Baseline.Failure {
      Console.say("\(path): \(failure)")
      throw ExitStatus.badData.code
    }
  }
}
