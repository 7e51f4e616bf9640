import ArgumentParser
import BocTach
import Extraction
import GrammarLanguage

/// `boctach grammar`: tools for grammar authors.
struct GrammarCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "grammar", abstract: "Check and test grammars.",
    subcommands: [Check.self, Test.self])

  struct Source: ParsableArguments {
    @Option(help: "The grammar folder; the bundled grammar unless given.")
    var grammar: String?
  }

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Report every error and warning of a grammar.",
      discussion: "Exit codes: 0 no errors; 66 no such folder; 78 the grammar has errors.")

    @OptionGroup var source: Source

    func run() throws {
      let compilation = GrammarCompilation(try GrammarLoading.grammar(source.grammar).sources)
      if !compilation.diagnostics.isEmpty { Console.say(compilation.renderedDiagnostics) }
      guard let cascade = compilation.cascade else { throw ExitStatus.badGrammar.code }
      let grammar = cascade.grammar
      let entries = grammar.lexicons.reduce(0) { $0 + $1.entries.count }
      let tests = grammar.tests.reduce(0) { $0 + $1.cases.count }
      try Console.write(
        "\(grammar.stages.count) stages, \(grammar.rules.count) rules, \(grammar.lexicons.count) lexicons with "
          + "\(entries) entries, \(tests) tests, \(cascade.program.nodes.count) automaton nodes\n")
    }
  }

  struct Test: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Run the test blocks of a grammar.",
      discussion: "Exit codes: 0 all passed; 1 some failed; 66 no such folder; 78 the grammar has errors.")

    @OptionGroup var source: Source
    @Option(help: "Only blocks whose rule or type name contains this.")
    var filter: String?

    func run() throws {
      let compilation = GrammarCompilation(try GrammarLoading.grammar(source.grammar).sources)
      guard let cascade = compilation.cascade else {
        Console.say(compilation.renderedDiagnostics)
        throw ExitStatus.badGrammar.code
      }
      var runner = GrammarTestRunner(cascade)
      let outcomes = runner.run(filter: filter)
      let locator = SourceLocator(compilation.sources)
      for outcome in outcomes where !outcome.passed {
        let place = locator.location(outcome.test.span).map { "\($0.file):\($0.line):\($0.column)" } ?? ""
        Console.say("\(place): \(outcome.subject): \"\(outcome.test.text)\"")
        for problem in outcome.problems { Console.say("    \(problem)") }
      }
      let failed = outcomes.count { !$0.passed }
      try Console.write("\(outcomes.count - failed) passed, \(failed) failed\n")
      if failed > 0 { throw ExitStatus.failed.code }
    }
  }
}
