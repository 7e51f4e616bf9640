import Extraction
import Foundation
import GrammarEngine
import GrammarLanguage
import Testing
import Tokenization

/// The examples of the manual's articles, compiled and their tests run.
@Suite struct DocumentationTests {
  /// A fenced block: what stands behind the three backticks, and its text.
  struct Fence {
    var language: String
    var text: String
    var line: Int
  }

  static func fences(of article: String) throws -> [Fence] {
    let url = ConformanceRow.folder.deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Sources/BocTach/BocTach.docc/\(article).md")
    var fences: [Fence] = []
    var open: Fence?
    let lines = try String(contentsOf: url, encoding: .utf8).components(separatedBy: "\n")
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
    let root = ConformanceRow.folder.appending(path: "Reference")
    var files: [String: [UInt8]] = [:]
    for path in FileManager.default.enumerator(atPath: root.path)!.compactMap({ $0 as? String })
    where path.hasSuffix(".grammar") || path.hasSuffix(".tsv") {
      files[path] = [UInt8](try Data(contentsOf: root.appending(path: path)))
    }
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
}
