import ArgumentParser
import BocTach
import GrammarEngine

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

}

/// What extracts: a grammar, perhaps with its compiled form. Commands that work on grammars themselves take no such form.
struct ExtractorOptions: ParsableArguments {
  @OptionGroup var grammar: GrammarOptions

  @Option(
    help: ArgumentHelp(
      "The grammar's compiled form, as `boctach grammar compile` writes it. One of other files or another version is named and not used.",
      valueName: "file"))
  var compiled: String?

  func makeExtractor() throws -> Extractor {
    let grammar = try grammar.load()
    if let compiled, let cascade = try GrammarLoading.cascade(compiled, of: grammar) {
      return Extractor(cascade: cascade, sources: grammar.sources)
    }
    return try GrammarLoading.extractor(grammar)
  }
}

/// Makes extractors for commands, and says what is wrong with a grammar.
enum GrammarLoading {
  /// The grammar of a folder, on top of the bundled one if asked for, or the bundled one.
  static func grammar(_ folder: String?, withBundled: Bool = false) throws -> Grammar {
    guard let folder else { return .bundled }
    do {
      var grammar = try Grammar(directory: folder)
      let own = grammar.sources
      if withBundled { grammar = Grammar.bundled.extended(by: grammar) }
      grammar.displayPaths = DisplayPaths(folder: folder, addition: withBundled ? own : nil)
      return grammar
    } catch {
      Console.say("boctach: \(error)")
      throw ExitStatus.noInput.code
    }
  }

  /// The cascade of a compiled form; nil, with a warning, where that is not one of the grammar.
  static func cascade(_ path: String, of grammar: Grammar) throws -> Cascade? {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try FileSystem.read(path)
    } catch {
      Console.say("boctach: \(path): \(error.reason)")
      throw ExitStatus.noInput.code
    }
    do {
      return try Cascade.reading(bytes, for: grammar.sources)
    } catch {
      let reason =
        switch error {
        case .foreign: "not a compiled grammar of this version"
        case .stale: "made from other grammar files"
        case .damaged: "damaged"
        }
      Console.say("boctach: \(path): warning: \(reason); the grammar is compiled anew")
      return nil
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
