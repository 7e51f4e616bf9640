import Extraction
import Foundation
import GrammarEngine
import Testing
import Tokenization

@testable import GrammarLanguage

/// The article "Diagnostics": it tells of every diagnostic, and each example gives the one that it is there for.
@Suite struct DiagnosticsArticleTests {
  /// One `### id` of the article.
  struct Entry: CustomTestStringConvertible, Sendable {
    var id: String
    /// The files of its example; none where it takes a large file to show.
    var files: [String: String] = [:]
    var isWarning = false
    var testDescription: String { id }
  }

  static let article: (cascade: String, entries: [Entry]) = {
    let text = try! String(contentsOf: DocumentationTests.article("Diagnostics"), encoding: .utf8)
    var cascade = ""
    var entries: [Entry] = []
    var fence: (kind: Substring, text: String)?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        guard let (kind, text) = fence else {
          fence = (line.dropFirst(3), "")
          continue
        }
        fence = nil
        switch kind {
        case "grammar-cascade" where entries.isEmpty: cascade = text
        case "grammar-cascade": entries[entries.count - 1].files["cascade.grammar"] = text
        case "grammar": entries[entries.count - 1].files["middle.grammar"] = "stage middle\n" + text
        case "tsv":
          entries[entries.count - 1].files["words.tsv"] = text
          entries[entries.count - 1].files["middle.grammar"] =
            "stage middle\nlexicon words from \"words.tsv\"\nrule a -> Person = @words"
        default:
          precondition(kind.hasPrefix("file "), "a fenced block of kind \(kind)")
          entries[entries.count - 1].files[String(kind.dropFirst(5))] = text
        }
      } else if fence != nil {
        fence!.text += line + "\n"
      } else if line.hasPrefix("### ") {
        entries.append(Entry(id: String(line.dropFirst(4))))
      } else if line.hasPrefix("Warning. ") {
        entries[entries.count - 1].isWarning = true
      } else if line.hasPrefix("Error. ") {
        #expect(entries.last?.isWarning == false)
      }
    }
    return (cascade, entries)
  }()

  /// All diagnostics of a folder, those of compiling too.
  static func diagnostics(_ files: [String: [UInt8]]) -> [Diagnostic] {
    let normalizers = StandardNormalizers.all
    let (checked, diagnostics) = GrammarChecker.check(
      sources: GrammarSourceSet(files), normalizers: normalizers.map(\.signature))
    guard let checked else { return diagnostics }
    do {
      _ = try Cascade.compile(checked, normalizers: normalizers, tokenizer: Tokenizer(abbreviations: []))
      return diagnostics
    } catch {
      return diagnostics + error.diagnostics
    }
  }

  @Test(arguments: article.entries.filter { !$0.files.isEmpty })
  func `an example gives its diagnostic and no other error`(entry: Entry) {
    var files = entry.files
    if files["cascade.grammar"] == nil, entry.id != "missing-cascade" {
      files["cascade.grammar"] = Self.article.cascade
      files["early.grammar"] = "stage early\nrule part -> Part = \"phần\""
    }
    let found = Self.diagnostics(files.mapValues { Array($0.utf8) })
    let told = found.map { "\($0.kind.id): \($0.kind.message)" }
    #expect(found.contains { $0.kind.id == entry.id }, "\(told)")
    #expect(
      Set(found.filter { $0.severity == .error }.map(\.kind.id)).subtracting([entry.id]) == [], "\(told)")
    let severity: Diagnostic.Severity = entry.isWarning ? .warning : .error
    #expect(found.filter { $0.kind.id == entry.id }.allSatisfy { $0.severity == severity })
  }

  /// The ids as the sources have them: those written out, and those made of a sort of name where such a name is reported.
  static func idsOfSources() throws -> Set<String> {
    let root = DocumentationTests.article("x").deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "GrammarLanguage")
    var ids: Set<String> = Set(LimitedSort.allCases.map { "too-many-\($0.rawValue)" })
    for path in FileManager.default.enumerator(atPath: root.path)!.compactMap({ $0 as? String })
    where path.hasSuffix(".swift") {
      let text = try String(contentsOf: root.appending(path: path), encoding: .utf8)
      if path.hasSuffix("DiagnosticKind+ID.swift") {
        ids.formUnion(text.matches(of: /case \.[^\n]*: "([a-z0-9-]+)"\n/).map { String($0.1) })
      }
      for match in text.matches(of: /(unknownName|reportUnknown|duplicateName|unusedName)\(\s*\.([a-z]+)/) {
        let prefix =
          match.1.hasPrefix("un") && match.1 != "unusedName" || match.1 == "reportUnknown"
          ? "unknown" : match.1 == "unusedName" ? "unused" : "duplicate"
        ids.insert("\(prefix)-\(match.2)")
      }
    }
    return ids
  }

  @Test func `the article tells of every diagnostic, once, and of no other`() throws {
    let told = Self.article.entries.map(\.id)
    #expect(told.count == Set(told).count)
    let ids = try Self.idsOfSources()
    #expect(ids.count > 130)
    #expect(ids.subtracting(told) == [])
    #expect(Set(told).subtracting(ids) == [])
  }

  @Test func `what has no example is a limit that the hostile grammars meet, or no text`() {
    let without = Set(Self.article.entries.filter(\.files.isEmpty).map(\.id))
    let met = Set(HostileGrammarTests.rows.flatMap(\.ids))
    #expect(without.subtracting(met) == ["too-many-problems"])
  }
}
