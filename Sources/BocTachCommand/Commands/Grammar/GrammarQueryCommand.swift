import ArgumentParser
import BocTach
import Extraction
import GrammarEngine
import GrammarLanguage
import TextModel
import Tokenization

/// `boctach grammar query`.
struct GrammarQueryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "query", abstract: "Search texts for one pattern, as grep does for lines.",
    discussion: """
      PATTERN is a pattern of the grammar language: '"chủ tịch" capitalized{2,4}'. It sees the lexicons and macros of all files \
      of the grammar and the mentions of all its stages. Matches are shown as FILE:LINE:TEXT, with -o as FILE:LINE:MATCH; LINE is a line of the file, \
      or of the text of a page.

      Exit codes: 0 something matched; 1 nothing did; 64 usage; 65 some input is not text; 66 no such input; 78 the pattern or \
      the grammar does not compile.
      """)

  @ArgumentParser.Argument(help: "The pattern.")
  var pattern: String

  @ArgumentParser.Argument(help: "Files, folders, or - for standard input.")
  var paths: [String] = []

  @OptionGroup var source: GrammarCommand.Source

  @Option(
    name: [.customShort("C", allowingJoined: true), .long],
    help: ArgumentHelp("Lines of context around each match.", valueName: "lines"))
  var context: Int = 0

  @Option(help: "The longest match in tokens, up to 512.")
  var length: Int = 64

  @Flag(name: [.customShort("o"), .long], help: "Print the matches alone, one a line.")
  var onlyMatching = false

  @Flag(name: [.customShort("c"), .long], help: "Print for each file how many matches it has.")
  var count = false

  @Flag(help: "Color the matches even where the output is no terminal.")
  var color = false

  @OptionGroup(title: "Input") var input: InputOptions

  func validate() throws {
    if context < 0 { throw ValidationError("-C is not negative") }
    if context > 0, onlyMatching || count { throw ValidationError("-C has no meaning with -o or -c") }
    if onlyMatching, count { throw ValidationError("give -o or -c, not both") }
    if !(1...512).contains(length) { throw ValidationError("--length is from 1 to 512") }
  }

  func run() throws {
    Console.ignoreBrokenPipes()
    let cascade = try compile()
    var matcher = Matcher(cascade)
    var collector = InputCollector(extensions: input.extensions, searchesGzip: input.inputFormat != nil)
    for path in paths.isEmpty ? ["-"] : paths { collector.add(path) }
    var status: ExitStatus?
    var matched = false
    for failure in collector.failures {
      Console.say("boctach: \(failure.message)")
      status = status ?? failure.status
    }
    let type = cascade.typeIDs[GrammarQuery.name]!
    var printer = MatchPrinter(
      context: context, onlyMatching: onlyMatching, color: color || Console.wantsColor)
    for file in collector.files {
      let name = file.path == "-" ? "(standard input)" : file.path
      var matchCount = 0
      do {
        var reader = try input.open(file.path)
        Console.warn(reader.warningSentences, of: file.path)
        while let item = reader.next() {
          switch item {
          case .problem(let problem):
            let place = problem.line.map { "\(file.path):\($0)" } ?? file.path
            Console.say("boctach: \(place): \(problem.message)")
            status = status ?? .badData
          case .document(let document):
            Console.warn(document.warningSentences, of: file.path, line: document.line)
            let text = cascade.tokenizer.tokenize(document.text.text)
            let spans = matcher.run(text).mentions.filter { $0.type == type }.map {
              text.textSpan(of: $0.span).range
            }
            matched = matched || !spans.isEmpty
            matchCount += spans.count
            if !count, !spans.isEmpty {
              try Console.write(
                printer.lines(of: text.text, matches: spans, name: name, row: document.line))
            }
          }
        }
        if count { try Console.write(printer.count(matchCount, name: name)) }
      } catch let failure as InputFailure {
        Console.say("boctach: \(failure.message)")
        status = status ?? failure.status
      }
    }
    if let status { throw status.code }
    if !matched { throw ExitStatus.failed.code }
  }

  private func compile() throws -> Cascade {
    let query = GrammarQuery(
      pattern: pattern, length: length, in: try source.options.load())
    guard let cascade = query.cascade else {
      Console.write(toErrors: query.errors)
      throw ExitStatus.badGrammar.code
    }
    return cascade
  }
}
