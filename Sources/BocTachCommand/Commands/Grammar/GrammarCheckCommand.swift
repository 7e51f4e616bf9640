import ArgumentParser
import BocTach
import GrammarLanguage

/// `boctach grammar check`.
struct GrammarCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Report every error and warning of a grammar.",
    discussion: """
      Errors and warnings go to standard error as FILE:LINE:COLUMN: error: MESSAGE [ID] with the source line, a summary \
      to standard output. FILE begins with the folder as --grammar names it. With --json they go to standard output instead, as an array with one object a line. The \
      article "Diagnostics" explains each ID.

      Exit codes: 0 no errors; 66 no such folder; 78 the grammar has errors.
      """)

  @OptionGroup var source: GrammarCommand.Source

  @Flag(help: "Print the errors and warnings as JSON, for editors.")
  var json = false

  func run() throws {
    Console.ignoreBrokenPipes()
    let compilation = GrammarCompilation(try source.options.load())
    if json {
      try Console.write(compilation.diagnosticsJSON)
    } else {
      Console.write(toErrors: compilation.renderedDiagnostics)
    }
    guard let cascade = compilation.cascade else { throw ExitStatus.badGrammar.code }
    if json { return }
    let grammar = cascade.grammar
    let entries = grammar.lexicons.reduce(0) { $0 + $1.entries.count }
    let tests = grammar.tests.reduce(0) { $0 + $1.cases.count }
    try Console.write(
      "\(grammar.stages.count) stages, \(grammar.rules.count) rules, \(grammar.lexicons.count) lexicons with "
        + "\(entries) entries, \(tests) tests, \(cascade.program.nodes.count) automaton nodes\n")
  }
}
