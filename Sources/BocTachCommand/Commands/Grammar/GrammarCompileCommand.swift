import ArgumentParser
import BocTach
import Readers
import Tokenization

/// `boctach grammar compile`.
struct GrammarCompileCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compile", abstract: "Write the binary form of a grammar.",
    discussion: """
      The binary form is what the program starts from instead of compiling: name it with --compiled beside --grammar. It \
      holds for exactly the files that it was made from and for this version of the program; anything else is refused and \
      compiled anew. `make bundle` writes that of the bundled grammar, which ships inside the binary.

      With --record, it also holds what matching these texts brings to the matcher's caches, so that the first text of a run \
      is matched almost as fast as the later ones. What is found is the same without. The texts are read as `extract` reads \
      them: gzip, web pages, JSON Lines and CSV too. Where one of them cannot be read, nothing is written.

      Exit codes: 0 good; 64 usage; 65 some text to record is not text, or a row is bad; 66 no such file or folder; 73 the \
      output cannot be written; 74 I/O error; 78 the grammar has errors.
      """)

  @OptionGroup var source: GrammarCommand.Source

  @Option(
    name: [.long, .customShort("o", allowingJoined: true)], help: "The file to write; - for standard output.")
  var output: String

  @Option(
    help: ArgumentHelp(
      "Texts to record: files, folders (every *.txt below them; others with --input-format), or - for standard input.",
      valueName: "path"))
  var record: [String] = []

  @OptionGroup(title: "Input") var input: InputOptions

  func run() throws {
    Console.ignoreBrokenPipes()
    let (compilation, cascade) = try source.compile()
    let texts = try textsToRecord(cascade.tokenizer)
    let recording = texts.isEmpty ? [] : cascade.recording(of: texts)
    let bytes = cascade.binaryForm(of: compilation.sources, recording: recording)
    if output == "-" { return try Console.write(bytes) }
    do throws(FileError) {
      try FileSystem.write(bytes, to: output, replacing: true)
    } catch {
      Console.say("boctach: \(output): \(error.reason)")
      throw ExitStatus.cannotCreate.code
    }
  }

  /// The texts, read as `extract` reads them; what is wrong with any of them is said of all at once.
  private func textsToRecord(_ tokenizer: Tokenizer) throws -> [TokenizedText] {
    var collector = InputCollector(extensions: input.extensions, searchesGzip: input.inputFormat != nil)
    for path in record { collector.add(path) }
    var failures = collector.failures
    var texts: [TokenizedText] = []
    for file in collector.files {
      do throws(InputFailure) {
        var reader = try input.open(file.path)
        Console.warn(reader.warningSentences, of: file.path)
        while let item = reader.next() {
          switch item {
          case .problem(let problem):
            let place = problem.line.map { "\(file.path):\($0)" } ?? file.path
            failures.append(InputFailure(message: "\(place): \(problem.message)", status: .badData))
          case .document(let document):
            Console.warn(document.warningSentences, of: file.path, line: document.line)
            texts.append(tokenizer.tokenize(document.text.text))
          }
        }
      } catch {
        failures.append(error)
      }
    }
    for failure in failures { Console.say("boctach: \(failure.message)") }
    if let failure = failures.first { throw failure.status.code }
    return texts
  }
}
