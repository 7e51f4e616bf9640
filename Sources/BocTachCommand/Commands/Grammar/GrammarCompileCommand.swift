import ArgumentParser
import BocTach

/// `boctach grammar compile`.
struct GrammarCompileCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compile", abstract: "Write the binary form of a grammar.",
    discussion: """
      The binary form is what the program starts from instead of compiling. It holds for exactly the files that it was made \
      from and for this version of the program; anything else is refused and compiled anew. `make bundle` writes that of the \
      bundled grammar, which ships inside the binary.

      Exit codes: 0 good; 66 no such folder; 73 the output cannot be written; 78 the grammar has errors.
      """)

  @OptionGroup var source: GrammarCommand.Source

  @Option(name: .shortAndLong, help: "The file to write.")
  var output: String

  func run() throws {
    Console.ignoreBrokenPipes()
    let (compilation, cascade) = try source.compile()
    do {
      try FileSystem.write(cascade.binaryForm(of: compilation.sources), to: output, replacing: true)
    } catch {
      Console.say("boctach: \(output): \(error.reason)")
      throw ExitStatus.cannotCreate.code
    }
  }
}
