import Foundation
import Testing

/// One row of Rows/*.tsv.
///
///     construct  what of the grammar reference it is about; `output …` rows expect the output, others all mentions
///     grammar    a pattern (the rule is `rule r -> X = PATTERN`) or whole declarations of stage `test`; behind
///                `>>> late` and `>>> last` those of the stages that follow
///     text       with `[…]` around each mention and nesting, `[Type:…]` where the type matters; `\n`, `\u{AD}`
///     expect     `2.kind=x`: a field of the second bracket, `-` for unset; `R(1,2)`: a link, and no other; `no links`
///     note       the reason
struct ConformanceRow: CustomTestStringConvertible, Sendable {
  struct Bracket: Sendable {
    /// UTF-8 bytes of the text without its brackets.
    var range: Range<Int>
    var type: String?
  }

  var place: String
  var construct: String
  var grammar: String
  var text = ""
  var brackets: [Bracket] = []
  var fields: [(bracket: Int, field: String, value: String?)] = []
  /// Nil: links are not looked at.
  var links: Set<String>?
  var note: String

  var testDescription: String { "\(place) \(construct): \(grammar)  on  \(text.debugDescription): \(note)" }
  var isAboutOutput: Bool { construct.hasPrefix("output") }
  /// Neither engine does it yet.
  var isKnownIssue: Bool { construct.hasPrefix("known") }

  /// The files of the stages that the row fills, by path.
  var files: [String: String] {
    var stages: [(name: String, text: String)] = []
    for part in grammar.components(separatedBy: ">>> ") {
      if stages.isEmpty {
        let isDeclaration = ["rule ", "macro ", "lexicon "].contains { part.hasPrefix($0) }
        stages.append(("test", isDeclaration ? part : "rule r -> X = " + part))
      } else {
        let word = part.prefix { $0 != " " }
        stages.append((String(word), String(part.dropFirst(word.count))))
      }
    }
    var files: [String: String] = [:]
    for (name, text) in stages {
      files["\(name)/\(name).grammar"] = "stage \(name)\ninclude \"../shared.grammar\"\n\(text)\n"
    }
    return files
  }

  init(_ line: Substring, place: String) throws {
    let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    try #require(cells.count == 5, "\(place): \(cells.count) cells")
    (self.place, construct, grammar, note) = (place, cells[0], cells[1], cells[4])
    readText(Self.unescaped(cells[2]))
    for item in cells[3].components(separatedBy: " ; ") where !item.isEmpty {
      if item == "no links" {
        links = []
      } else if item.contains("(") {
        links = (links ?? []).union([item])
      } else {
        let parts = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = parts[0].split(separator: ".")
        let number = try #require(Int(name[0]), "\(place): \(item)")
        try #require(brackets.indices.contains(number - 1), "\(place): \(item)")
        fields.append((number - 1, String(name[1]), parts[1] == "-" ? nil : String(parts[1])))
      }
    }
  }

  private mutating func readText(_ marked: String) {
    var open: [Int] = []
    var rest = marked[...]
    while let character = rest.popFirst() {
      switch character {
      case "[":
        var type: String?
        let word = rest.prefix { $0.isASCII && $0.isLetter }
        if word.first?.isUppercase == true, rest.dropFirst(word.count).first == ":" {
          type = String(word)
          rest = rest.dropFirst(word.count + 1)
        }
        open.append(brackets.count)
        brackets.append(Bracket(range: text.utf8.count..<text.utf8.count, type: type))
      case "]":
        let bracket = open.removeLast()
        brackets[bracket].range = brackets[bracket].range.lowerBound..<text.utf8.count
      default: text.append(character)
      }
    }
    precondition(open.isEmpty, "\(place): a bracket is not closed")
  }

  private static func unescaped(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      guard scalar == "\\", let next = rest.popFirst() else {
        result.append(scalar)
        continue
      }
      switch next {
      case "n": result.append("\n")
      case "r": result.append("\r")
      case "u":
        let digits = rest.dropFirst().prefix { $0 != "}" }
        rest = rest.dropFirst(digits.count + 2)
        result.append(Unicode.Scalar(UInt32(String(digits), radix: 16)!)!)
      default: result.append(next)
      }
    }
    return String(result)
  }

  // MARK: Files

  static let folder = URL(filePath: #filePath).deletingLastPathComponent()

  /// All rows, file by file.
  static let all: [ConformanceRow] = {
    let files = try! FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "Rows").path)
    return files.sorted().flatMap { name -> [ConformanceRow] in
      let text = try! String(contentsOf: folder.appending(path: "Rows/\(name)"), encoding: .utf8)
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
      return lines.dropFirst().filter { !$0.element.isEmpty && !$0.element.hasPrefix("#") }.map { line in
        try! ConformanceRow(line.element, place: "\(name):\(line.offset + 1)")
      }
    }
  }()

  /// The prelude's files, by path.
  static let prelude: [String: [UInt8]] = {
    let root = folder.appending(path: "Prelude")
    let paths = FileManager.default.enumerator(atPath: root.path)!.compactMap { $0 as? String }
    var files: [String: [UInt8]] = [:]
    for path in paths where path.hasSuffix(".grammar") || path.hasSuffix(".tsv") {
      files[path] = [UInt8](try! Data(contentsOf: root.appending(path: path)))
    }
    return files
  }()
}
