import ArgumentParser
import BocTach
import GrammarEngine
import GrammarLanguage

/// `boctach grammar`: tools for grammar authors.
struct GrammarCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "grammar", abstract: "Check, test, format, explain and search with grammars.",
    subcommands: [
      GrammarCheckCommand.self, GrammarTestCommand.self, GrammarFormatCommand.self,
      GrammarExplainCommand.self,
      GrammarDumpCommand.self, GrammarQueryCommand.self, GrammarCompileCommand.self,
    ])

  /// Which grammar.
  struct Source: ParsableArguments {
    @OptionGroup var options: GrammarOptions

    var grammar: String? { options.grammar }

    /// The compiled grammar; what is wrong with it goes to standard error.
    func compile() throws -> (compilation: GrammarCompilation, cascade: Cascade) {
      let compilation = GrammarCompilation(try options.load())
      guard let cascade = compilation.cascade else {
        Console.write(toErrors: compilation.renderedErrors)
        throw ExitStatus.badGrammar.code
      }
      return (compilation, cascade)
    }
  }
}
