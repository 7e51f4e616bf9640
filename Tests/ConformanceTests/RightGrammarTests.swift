import Foundation
import GrammarLanguage
import Testing

/// `RightGrammars.txt`: grammars near each check that a checker in haste would refuse. A false error on a right
/// grammar is worse than silence.
@Suite struct RightGrammarTests {
  static let rows: [String] = {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "RightGrammars.txt")
    let text = try! String(contentsOf: file, encoding: .utf8)
    return text.split(separator: "\n", omittingEmptySubsequences: false).drop {
      $0.hasPrefix("# Gr") || $0.hasPrefix("# named")
    }
    .joined(separator: "\n").components(separatedBy: "\n---\n")
  }()

  static func files(_ row: String) -> [String: [UInt8]] {
    var files = [
      "cascade.grammar": DiagnosticsArticleTests.article.cascade.replacing(
        "type Person", with: "type Amount group primary { value: quantity }\ntype Person"),
      "early.grammar": """
      stage early
      rule part -> Part = "phần"
      rule dated -> Date { value = date(month: $m) } = "tháng" m:digits
      rule cited -> Document { value = $n } = "luật" n:digits
      rule amount -> Amount { value = quantity($n) } = n:digits "đồng"
      """,
    ]
    guard row.hasPrefix("@@") else {
      files["middle.grammar"] = "stage middle\n" + row
      return files.mapValues { Array($0.utf8) }
    }
    var path = ""
    for line in row.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("@@") {
        path = String(line.dropFirst(2))
        files[path] = ""
      } else {
        files[path]! += line.replacing("\\t", with: "\t") + "\n"
      }
    }
    return files.mapValues { Array($0.utf8) }
  }

  @Test(arguments: rows) func `a right grammar is refused by no check, nor complained of`(row: String) {
    let found = DiagnosticsArticleTests.diagnostics(Self.files(row)).filter {
      !$0.kind.id.hasPrefix("unused-")
    }
    #expect(found.map { "\($0.kind.id): \($0.kind.message)" } == [])
  }

  @Test func `there are many of them`() { #expect(Self.rows.count > 75) }
}
