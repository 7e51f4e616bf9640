import ArgumentParser
import BocTach
import GrammarEngine

/// `boctach grammar dump`.
struct GrammarDumpCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dump", abstract: "Print the compiled form of a grammar as text.",
    discussion: """
      Types, relations, lexicons, stages, tests of tokens (predicate), references, contexts, and each rule's automaton. The \
      same grammar gives the same text.

      Exit codes: 0 good; 64 no such rule; 66 no such folder; 78 the grammar has errors.
      """)

  @OptionGroup var source: GrammarCommand.Source

  @Option(help: "Only this rule's automaton; may be given several times.")
  var rule: [String] = []

  func run() throws {
    Console.ignoreBrokenPipes()
    let cascade = try source.compile().cascade
    for name in rule where !cascade.grammar.rules.contains(where: { $0.name == name }) {
      throw ValidationError("--rule: there is no rule '\(name)'")
    }
    try Console.write(cascade.dump(only: rule.isEmpty ? nil : Set(rule)))
  }
}
