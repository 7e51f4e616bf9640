import ArgumentParser
import Evaluation
import Formats

/// `boctach corpus check|stats|agree|convert`.
struct CorpusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "corpus", abstract: "Check, measure, compare and convert annotated corpora.",
    subcommands: [Check.self, Stats.self, Agree.self, Convert.self])

  private static func splits(_ paths: [String]) throws -> [CorpusSplit] {
    var splits: [CorpusSplit] = []
    for path in paths {
      let folders = try CorpusFolder.splits(path)
      if folders.isEmpty {
        Console.say("\(path): no annotation (ID.ann) in this folder or the folders in it")
        throw ExitStatus.noInput.code
      }
      for folder in folders { splits.append(try folder.split()) }
    }
    return splits
  }

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Find everything that is wrong with a corpus, at once.",
      discussion: """
        A folder without annotation of its own stands for the folders in it, its splits. Problems go to standard \
        output as FILE:LINE: error: MESSAGE; the exit code is 1 when there are errors.
        """)

    @Argument(help: "Folders with ID.ann, ID.txt and documents.tsv.")
    var folders: [String]

    @Flag(help: "Warnings count as errors.")
    var strict = false

    func run() throws {
      try CorpusMessages.run {
        let problems = CorpusCheck.problems(try CorpusCommand.splits(folders))
        try Console.write(problems.map { "\($0)\n" }.joined())
        let errors = problems.count { $0.severity == .error }
        Console.say("\(errors) errors, \(problems.count - errors) warnings")
        if errors > 0 || (strict && !problems.isEmpty) { throw ExitStatus.failed.code }
      }
    }
  }

  struct Stats: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Count documents, words, mentions and relations.")

    @Argument(help: "Folders with ID.ann, ID.txt and documents.tsv.")
    var folders: [String]

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
      try CorpusMessages.run {
        let statistics = CorpusStatistics(try CorpusCommand.splits(folders))
        try Console.write(json ? JSONWriter.text(statistics.json(), .indented) + "\n" : statistics.text())
      }
    }
  }

  struct Agree: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Tell how far two annotations of the same texts agree, and where they differ.")

    @Argument(help: "The folder with the first annotation.")
    var first: String

    @Argument(help: "The folder with the second annotation.")
    var second: String

    @Option(help: "How many differences to list.")
    var differences: Int = 50

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
      try CorpusMessages.run {
        let a = try CorpusFolder(first)
        let b = try CorpusFolder(second)
        let table = try a.documentsTable()
        var problems = table.problems
        var documents: [DocumentPair] = []
        for id in a.ids("ann") {
          guard let second = try b.document(id) else { continue }
          let first = try a.document(id)!
          problems += first.problems + second.problems
          documents.append(
            DocumentPair(
              gold: first.value, system: second.value, isUndated: table.value.date(of: id) == nil,
              goldFile: a.file(id + ".ann")))
        }
        guard !documents.isEmpty else {
          Console.say("\(first) and \(second) have no annotated document in common")
          throw ExitStatus.noInput.code
        }
        let one = Set(a.ids("ann")).symmetricDifference(b.ids("ann")).sorted()
        if !one.isEmpty { Console.say("only in one of the two: \(one.joined(separator: " "))") }
        let agreement = Agreement(EvaluationCorpus(documents: documents))
        try Console.write(
          json
            ? JSONWriter.text(agreement.json(), .indented) + "\n"
            : agreement.text(differenceLimit: differences))
        CorpusMessages.show(problems)
      }
    }
  }

  struct Convert: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Convert between brat standoff, CoNLL BIO, doccano, Label Studio and spaCy.",
      discussion: """
        brat is a folder; every other format is one file. What the target format has no place for is told on \
        standard error.
        """)

    enum Format: String, ExpressibleByArgument, CaseIterable {
      case brat, conll, doccano, spacy
      case labelStudio = "label-studio"
      var exchange: ExchangeFormat? { ExchangeFormat(rawValue: rawValue) }
    }

    @Option(help: "The format of the input: \(Format.allCases.map(\.rawValue).joined(separator: ", ")).")
    var from: Format = .brat

    @Option(help: "The format of the output.")
    var to: Format

    @Argument(help: "The folder (brat) or file to read; - for standard input.")
    var input: String

    @Option(
      name: [.customShort("o", allowingJoined: true), .long],
      help: "The file or (brat) folder to write; a file may be - for standard output.")
    var output: String?

    @Flag(help: "Replace files that exist.")
    var overwrite = false

    @Flag(help: "Keep the rules of mentions as notes (brat).")
    var rules = false

    func validate() throws {
      if to == .brat, output == nil || output == "-" { throw ValidationError("brat needs --output FOLDER") }
    }

    func run() throws {
      try CorpusMessages.run {
        let reading = try read()
        CorpusMessages.show(reading.problems)
        // Where nothing could be read, what was written before stays.
        if reading.hasErrors, reading.value.isEmpty { throw ExitStatus.badData.code }
        if let exchange = to.exchange {
          let (text, losses) = exchange.write(reading.value)
          for loss in losses { Console.say(loss.description) }
          if let output, output != "-" { try save(text, output) } else { try Console.write(text) }
        } else {
          for document in reading.value {
            if document.id.contains("/") || document.id.hasPrefix(".") {
              Console.say("‘\(document.id)’ cannot be the name of a file")
              throw ExitStatus.cannotCreate.code
            }
            let path = FilePaths.join(output!, document.id)
            try save(BratWriter.annotation(document, includingRules: rules), path + ".ann")
            if let text = document.text { try save(text, path + ".txt") }
          }
        }
        if reading.hasErrors { throw ExitStatus.badData.code }
      }
    }

    private func read() throws -> Reading<[AnnotatedDocument]> {
      if let exchange = from.exchange {
        let bytes = try input == "-" ? FileSystem.readStandardInput() : FileSystem.read(input)
        return exchange.read(bytes, file: input)
      }
      return try CorpusFolder(input).split().documents()
    }

    private func save(_ text: String, _ path: String) throws {
      do throws(FileError) {
        try FileSystem.makeDirectory(FilePaths.directory(of: path))
        try FileSystem.write(Array(text.utf8), to: path, replacing: overwrite)
      } catch {
        Console.say("\(path): \(error.reason)")
        throw ExitStatus.cannotCreate.code
      }
    }
  }
}
