import Testing
import TextModel

@testable import GrammarLanguage

@Suite struct RobustnessTests {
  /// Runs everything that reads a grammar; returning at all is the test, with the invariants that always hold.
  static func exercise(_ bytes: [UInt8], tsv: [UInt8], seed: UInt64) {
    let sources = GrammarSourceSet([
      "cascade.grammar": Array(testCascade.utf8), "middle/a.grammar": bytes, "middle/kinds.tsv": tsv,
    ])
    let (grammar, diagnostics) = GrammarChecker.check(sources: sources, normalizers: testNormalizers)
    #expect((grammar == nil) == diagnostics.contains { $0.severity == .error }, "seed \(seed)")
    #expect(diagnostics.count <= GrammarLimits.diagnostics + 1)
    for diagnostic in diagnostics {
      let size = sources.files[diagnostic.span.file]?.count ?? 0
      let span = diagnostic.span
      #expect(0 <= span.start && span.start <= span.end && span.end <= size, "seed \(seed): \(diagnostic)")
    }
    var renderer = DiagnosticRenderer(sources: sources)
    _ = renderer.text(diagnostics)
    _ = renderer.json(diagnostics)
    let (file, problems) = GrammarParser.parse(bytes, path: "middle/a.grammar")
    let formatted = GrammarFormatter.format(bytes, path: "middle/a.grammar").text
    #expect((formatted == nil) == problems.contains { $0.severity == .error })
    if let formatted {
      let (again, secondProblems) = GrammarParser.parse(formatted, path: "middle/a.grammar")
      #expect(secondProblems.count == problems.count, "seed \(seed)\n\(formatted)")
      #expect(outline(again) == outline(file), "seed \(seed)\n\(formatted)")
    }
  }

  static let tsv = Array("phrase\tkind\tlevel:number\nNghị định\tdecree\t2\nLuật\tlaw\t1\n".utf8)

  @Test(arguments: [UInt64](0..<200)) func `random bytes never trap`(seed: UInt64) {
    var random = SplitMix64(state: seed)
    let alphabet = Array("\"$@<>(){}[]|&?*+:=,.#/\\ \n\t-ab19đ".utf8)
    let count = Int.random(in: 0..<300, using: &random)
    let bytes = (0..<count).map { _ in
      Bool.random(using: &random)
        ? UInt8.random(in: 0...255, using: &random) : alphabet.randomElement(using: &random)!
    }
    Self.exercise(bytes, tsv: bytes, seed: seed)
  }

  @Test(arguments: [UInt64](0..<300)) func `mutated grammars never trap`(seed: UInt64) {
    var random = SplitMix64(state: seed)
    var grammars = [CheckerTests.files["middle/b.grammar"]!, CheckerTests.files["early/a.grammar"]!]
    var maker = RandomGrammar(seed: seed)
    grammars.append("stage middle\n" + TreeText.text(maker.file()))
    for grammar in grammars {
      var bytes = Array(grammar.utf8)
      var tsv = Self.tsv
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        mutate(&bytes, &random)
        mutate(&tsv, &random)
      }
      Self.exercise(bytes, tsv: tsv, seed: seed)
    }
  }

  private func mutate(_ bytes: inout [UInt8], _ random: inout SplitMix64) {
    guard !bytes.isEmpty else { return }
    let position = Int.random(in: 0..<bytes.count, using: &random)
    let length = Int.random(in: 1...12, using: &random)
    let range = position..<min(bytes.count, position + length)
    switch Int.random(in: 0..<4, using: &random) {
    case 0: bytes.removeSubrange(range)
    case 1: bytes.insert(contentsOf: Array(bytes[range]), at: Int.random(in: 0...bytes.count, using: &random))
    case 2: bytes[position] = UInt8.random(in: 0...255, using: &random)
    default:
      bytes.insert(
        contentsOf: "(){}\"@$|".utf8.randomElement(using: &random).map { [$0] } ?? [], at: position)
    }
  }

  /// Grammars made to hurt; each must be read, and refused or not, in a second at most.
  static let hostile: [(String, String)] = [
    ("a million parentheses", "rule a -> Person = " + String(repeating: "(", count: 1_000_000)),
    ("a million nots", "rule a -> Person = " + String(repeating: "not ", count: 250_000) + "\"x\""),
    ("a million operands", "rule a -> Person = \"x\"" + String(repeating: "&\"x\"", count: 250_000)),
    (
      "deep calls", "rule a -> Person { value = " + String(repeating: "upper(", count: 300_000) + " } = \"x\""
    ),
    (
      "doubling macros",
      "macro m0 = any\n" + (1..<60).map { "macro m\($0) = m\($0 - 1) m\($0 - 1)\n" }.joined()
        + "rule a -> Person = m59"
    ),
    (
      "doubling arguments",
      "macro d(x) = x x\nrule a -> Person = " + String(repeating: "d(", count: 60) + "any"
        + String(repeating: ")", count: 60)
    ),
    (
      "a long chain of macros",
      "macro m0 = any\n" + (1..<20_000).map { "macro m\($0) = m\($0 - 1)\n" }.joined()
        + "rule a -> Person = m19999"
    ),
    (
      "nested repetition",
      "rule a -> Person = " + String(repeating: "(", count: 60) + "any"
        + String(repeating: "){512}", count: 60)
    ),
    ("many rules of one name", String(repeating: "rule a -> Person = \"x\"\n", count: 20_000)),
    ("many strange characters", String(repeating: "% ", count: 500_000)),
    ("many unknown names", (0..<20_000).map { "rule r\($0) -> Person = @kinds\($0)\n" }.joined()),
    (
      "one name many times misspelt",
      "lexicon kinds { \"x\" }\nrule a -> Person = " + String(repeating: "@kindz ", count: 19_000)
    ),
    (
      "a long line of tests",
      "rule a -> Person = \"x\"\ntest a { match \"" + String(repeating: "[x] ", count: 200_000) + "\" }"
    ),
    (
      "brackets never closed",
      "rule a -> Person = \"x\"\ntest a { match \"" + String(repeating: "[", count: 200_000) + "\" }"
    ),
    ("an expression of groups", "rule a -> Person = raw/" + String(repeating: "(", count: 100_000) + "/"),
    (
      "an expression of repetitions",
      "rule a -> Person = raw/" + String(repeating: "(", count: 30) + "a"
        + String(repeating: "){255}", count: 30) + "/"
    ),
    (
      "captures within captures",
      "rule a -> Person = " + (0..<60).map { "c\($0):(" }.joined() + "any" + String(repeating: ")", count: 60)
    ),
  ]

  @Test(arguments: hostile.indices) func `a hostile grammar is refused or read, soon`(index: Int) {
    let (name, text) = Self.hostile[index]
    let clock = ContinuousClock()
    let time = clock.measure { _ = check(["middle/a.grammar": "stage middle\n" + text]) }
    // Generous: debug builds on a busy machine. Quadratic behavior would take minutes.
    #expect(time < .seconds(20), "\(name): \(time)")
  }

  @Test func `a lexicon of many rows is read in time linear in its size`() {
    let rows = (0..<50_000).map { "tên số \($0)\tloại \($0 % 7)\n" }.joined()
    let reader = LexiconReader(path: "k.tsv", bytes: Array(("phrase\tkind\n" + rows).utf8))
    #expect(reader.entries.count == 50_000)
    #expect(reader.diagnostics.isEmpty)
  }
}
