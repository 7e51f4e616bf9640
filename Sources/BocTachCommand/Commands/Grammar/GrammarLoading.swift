import ArgumentParser
import BocTach

/// Which grammar: the options that commands share.
struct GrammarOptions: ParsableArguments {
  @Option(help: "Read the grammar from this folder instead of the bundled one.")
  var grammar: String?

  @Flag(
    help: ArgumentHelp(
      "Add the folder's files to the bundled grammar: those of the same path replace, cascade.grammar adds types and stages."
    ))
  var withBundled = false

  func validate() throws {
    if withBundled, grammar == nil { throw ValidationError("--with-bundled needs --grammar FOLDER") }
  }

  /// The grammar as it is read, not compiled.
  func load() throws -> Grammar { try GrammarLoading.grammar(grammar, withBundled: withBundled) }

  func makeExtractor() throws -> Extractor { try GrammarLoading.extractor(load()) }
}

/// Makes extractors for commands, and says what is wrong with a grammar.
enum GrammarLoading {
  /// The grammar of a folder, on top of the bundled one if asked for, or the bundled one.
  static func grammar(_ folder: String?, withBundled: Bool = false) throws -> Grammar {
    guard let folder else { return .bundled }
    do {
      let grammar = try Grammar(directory: folder)
      return withBundled ? Grammar.bundled.extended(by: grammar) : grammar
    } catch {
      Console.say("boctach: \(error)")
      throw ExitStatus.noInput.code
    }
  }

  static func extractor(_ grammar: Grammar) throws -> Extractor {
    do {
      return try Extractor(grammar: grammar)
    } catch {
      Console.write(toErrors: "\(error)")
      throw ExitStatus.badGrammar.code
    }
  }
}
