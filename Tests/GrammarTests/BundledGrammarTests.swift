import BocTach
import Extraction
import GrammarEngine
import GrammarLanguage
import Testing

/// The Vietnamese grammar that ships: it compiles, and every test in its files passes.
@Suite struct BundledGrammarTests {
  static let compilation = GrammarCompilation(Grammar.bundled.sources)

  @Test func itHasNoErrors() {
    let errors = Self.compilation.diagnostics.filter { $0.severity == .error }
    #expect(errors.isEmpty, "\(Self.compilation.renderedDiagnostics)")
    #expect(Self.compilation.cascade != nil)
  }

  @Test func itsTestsPass() throws {
    let cascade = try #require(Self.compilation.cascade)
    var runner = GrammarTestRunner(cascade)
    let outcomes = runner.run()
    // An empty bundle would pass vacuously.
    #expect(outcomes.count > 1000)
    for outcome in outcomes where !outcome.passed {
      let problems = outcome.problems.joined(separator: "; ")
      Issue.record("\(outcome.subject): \"\(outcome.test.text)\": \(problems)")
    }
  }
}
