import ArgumentParser
import BocTach
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
      is matched almost as fast as the later ones. What is found is the same without.

      Exit codes: 0 good; 66 no such file or folder; 73 the output cannot be written; 78 the grammar has errors.
      """)

  @OptionGroup var source: GrammarCommand.Source

  @Option(name: .shortAndLong, help: "The file to write.")
  var output: String

  @Option(help: ArgumentHelp("Texts to record: files, or folders of *.txt.", valueName: "path"))
  var record: [String] = []

  func run() throws {
    Console.ignoreBrokenPipes()
    let (compilation, cascade) = try source.compile()
    let texts = try textsToRecord(cascade.tokenizer)
    let recording = texts.isEmpty ? [] : cascade.recording(of: texts)
    do throws(FileError) {
      try FileSystem.write(
        cascade.binaryForm(of: compilation.sources, recording: recording), to: output, replacing: true)
    } catch {
      Console.say("boctach: \(output): \(error.reason)")
      throw ExitStatus.cannotCreate.code
    }
  }

  private func textsToRecord(_ tokenizer: Tokenizer) throws -> [TokenizedText] {
    var collector = InputCollector()
    for path in record { collector.add(path) }
    for failure in collector.failures { Console.say("boctach: \(failure.message)") }
    if let failure = collector.failures.first { throw failure.status.code }
    var texts: [TokenizedText] = []
    for file in collector.files {
      do throws(FileError) {
        texts.append(tokenizer.tokenize(Decoder.decode(try FileSystem.read(file.path)).text))
      } catch {
        Console.say("boctach: \(file.path): \(error.reason)")
        throw ExitStatus.noInput.code
      }
    }
    return texts
  }
}
