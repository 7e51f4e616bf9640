import ArgumentParser
import BocTach

/// Makes extractors for commands, and says what is wrong with a grammar.
enum GrammarLoading {
  /// The grammar of a folder, or the bundled one.
  static func grammar(_ folder: String?) throws -> Grammar {
    guard let folder else { return .bundled }
    do {
      return try Grammar(directory: folder)
    } catch {
      Console.say("boctach: \(error)")
      throw ExitStatus.noInput.code
    }
  }

  static func extractor(_ folder: String?) throws -> Extractor {
    let grammar = try grammar(folder)
    do {
      return try Extractor(grammar: grammar)
    } catch {
      Console.write(toErrors: "\(error)")
      throw ExitStatus.badGrammar.code
    }
  }
}
