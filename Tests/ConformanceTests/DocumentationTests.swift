import Extraction
import Foundation
import GrammarEngine
import Testing
import Tokenization

@testable import GrammarLanguage

/// The examples of the manual's articles, compiled and their tests run.
@Suite struct DocumentationTests {
  /// A fenced block: what stands behind the three backticks, and its text.
  struct Fence {
    var language: String
    var text: String
    var line: Int
  }

  static func fences(of article: String) throws -> [Fence] {
    var fences: [Fence] = []
    var open: Fence?
    let lines = try String(contentsOf: Self.article(article), encoding: .utf8).components(separatedBy: "\n")
    for (index, line) in lines.enumerated() {
      if line.hasPrefix("```") {
        if let fence = open {
          fences.append(fence)
          open = nil
        } else {
          open = Fence(language: String(line.dropFirst(3)), text: "", line: index + 1)
        }
      } else {
        open?.text += line + "\n"
      }
    }
    return fences
  }

  /// What is wrong with a grammar folder: errors, and tests that fail.
  static func problems(_ files: [String: [UInt8]]) throws -> (problems: [String], testCount: Int) {
    let sources = GrammarSourceSet(files)
    let normalizers = StandardNormalizers.all
    let (checked, diagnostics) = GrammarChecker.check(
      sources: sources, normalizers: normalizers.map(\.signature))
    var renderer = DiagnosticRenderer(sources: sources)
    let errors = renderer.text(diagnostics.filter { $0.severity == .error })
    guard let checked else { return ([errors], 0) }
    let tokenizer = Tokenizer(abbreviations: checked.abbreviations)
    let cascade = try Cascade.compile(checked, normalizers: normalizers, tokenizer: tokenizer)
    var runner = GrammarTestRunner(cascade)
    let outcomes = runner.run()
    let failures = outcomes.filter { !$0.passed }.map { "\($0.subject): \($0.test.text): \($0.problems)" }
    return (failures, outcomes.count)
  }

  @Test func `the examples of the grammar reference compile together, and their tests pass`() throws {
    let fences = try Self.fences(of: "GrammarReference")
    var files = try Self.referenceFolder()
    let cascade = fences.filter { $0.language == "grammar-cascade" }
    let rules = fences.filter { $0.language == "grammar" }
    #expect(cascade.count == 1 && rules.count >= 5)
    files["cascade.grammar"] = Array(cascade.map(\.text).joined().utf8)
    files["facts/examples.grammar"] = Array(
      ("stage facts\n" + rules.map(\.text).joined(separator: "\n")).utf8)
    let (problems, testCount) = try Self.problems(files)
    #expect(problems == [])
    #expect(testCount >= 7)
  }

  /// The examples of the table of patterns: a pattern, and a text with what it matches in brackets.
  static let patternExamples: [(pattern: String, text: String)] = {
    let lines = try! String(contentsOf: article("GrammarReference"), encoding: .utf8)
      .components(separatedBy: "\n")
    let start = lines.firstIndex { $0.hasPrefix("| written | matches |") }! + 2
    return lines[start...].prefix { $0.hasPrefix("|") }.flatMap { row -> [(String, String)] in
      // The bar of a choice stands escaped in the table.
      let cells = row.replacing("\\|", with: "\u{1}").split(separator: "|").map {
        $0.replacing("\u{1}", with: "|")
      }
      return cells[2].components(separatedBy: " · ").map { example in
        let parts = example.trimmingCharacters(in: .whitespaces).dropFirst().split(
          separator: "`: ", maxSplits: 1)
        return (String(parts[0]), String(parts.last!))
      }
    }
  }()

  @Test(arguments: patternExamples) func `a pattern of the table matches what the table says`(
    pattern: String, text: String
  ) throws {
    var files = try Self.referenceFolder()
    files["facts/support-tests.grammar"] = nil
    files["cascade.grammar"] = Array(
      try Self.fences(of: "GrammarReference").filter { $0.language == "grammar-cascade" }.map(\.text).joined()
        .utf8)
    files["facts/examples.grammar"] = Array(
      """
      stage facts
      lexicon kinds from "document-kinds.tsv" cased
      macro list(item) = item ("," item)+
      rule example -> Measure = \(pattern)
      test example { match "\(text)" }
      """.utf8)
    let (problems, testCount) = try Self.problems(files)
    #expect(problems == [])
    #expect(testCount == 1)
  }

  @Test func `every word of patterns has an example that runs`() throws {
    let written = Self.patternExamples.map(\.pattern).joined(separator: " ")
    let words = Set(written.split { !$0.isLetter }.map(String.init))
    #expect(ReservedWords.patterns.subtracting(words) == [])
    for sign in ["@", "<", "&", "|", "?", "*", "+", "{2}", "{1,3}", "first:", "list(", "[canonical"] {
      #expect(written.contains(sign), "\(sign)")
    }
  }

  static func article(_ name: String) -> URL {
    ConformanceRow.folder.deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Sources/BocTach/BocTach.docc/\(name).md")
  }

  /// What the reference's examples take for granted.
  static func referenceFolder() throws -> [String: [UInt8]] {
    let root = ConformanceRow.folder.appending(path: "Reference")
    var files: [String: [UInt8]] = [:]
    for path in FileManager.default.enumerator(atPath: root.path)!.compactMap({ $0 as? String })
    where path.hasSuffix(".grammar") || path.hasSuffix(".tsv") {
      files[path] = [UInt8](try Data(contentsOf: root.appending(path: path)))
    }
    return files
  }
}
