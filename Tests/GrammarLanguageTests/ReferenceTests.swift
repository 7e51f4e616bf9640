import Foundation
import Testing

@testable import GrammarLanguage

/// The manual's fenced examples, and the bundled grammars, read from the package's own folder.
@Suite struct ReferenceTests {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The fenced blocks of a language in the grammar reference.
  static func examples(_ language: String) throws -> [String] {
    let url = root.appending(path: "Sources/BocTach/BocTach.docc/GrammarReference.md")
    let text = try String(contentsOf: url, encoding: .utf8)
    return text.components(separatedBy: "\n```").compactMap { block in
      block.hasPrefix(language + "\n") ? String(block.dropFirst(language.count + 1)) : nil
    }
  }

  @Test(arguments: ["grammar", "grammar-cascade"])
  func `every example of the reference parses and is formatted without a change of meaning`(
    language: String
  ) throws {
    let examples = try Self.examples(language)
    #expect(examples.count >= (language == "grammar" ? 5 : 1))
    for example in examples {
      let (file, diagnostics) = GrammarParser.parse(example, path: "example.grammar")
      #expect(diagnostics.map(\.kind.message) == [], "\(example)")
      let (again, _) = GrammarParser.parse(
        try #require(GrammarFormatter.format(example, path: "example.grammar").text), path: "example.grammar")
      #expect(outline(again) == outline(file), "\(example)")
    }
  }

  @Test func `every word of the table of patterns is reserved`() throws {
    let url = Self.root.appending(path: "Sources/BocTach/BocTach.docc/GrammarReference.md")
    let text = try String(contentsOf: url, encoding: .utf8)
    let start = try #require(text.range(of: "| written | matches |"))
    let table = text[start.upperBound...].prefix { _ in true }.components(separatedBy: "\n\n")[0]
    let rows = table.split(separator: "\n").dropFirst().compactMap {
      $0.split(separator: "|").first.map(String.init)
    }
    var words: Set<String> = []
    for row in rows {
      for code in row.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      where code.offset % 2 == 1 {
        let word = code.element.prefix { $0.isLowercase && $0.isASCII }
        if word.count > 1, word != "name" { words.insert(String(word)) }
      }
    }
    #expect(words.count > 20)
    #expect(words.subtracting(ReservedWords.all) == [])
  }

  @Test func `the bundled grammars are in canonical layout`() throws {
    let folder = Self.root.appending(path: "Grammars/vi")
    let paths = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
    let grammars = paths.filter { $0.hasSuffix(".grammar") }
    #expect(!grammars.isEmpty)
    for path in grammars {
      let bytes = [UInt8](try Data(contentsOf: folder.appending(path: path)))
      let (text, diagnostics) = GrammarFormatter.format(bytes, path: path)
      #expect(diagnostics.map(\.kind.message) == [])
      #expect(text == String(decoding: bytes, as: UTF8.self), "boctach grammar format Grammars/vi/\(path)")
    }
  }
}

extension ReferenceTests {
  @Test func `the editor grammar is JSON that names every word of patterns and declarations`() throws {
    let url = Self.root.appending(path: "Grammars/editor/boctach.tmLanguage.json")
    let data = try Data(contentsOf: url)
    let json = try JSONSerialization.jsonObject(with: data)
    let expressions = Self.expressions(in: json)
    #expect(expressions.count > 30)
    for expression in expressions {
      #expect(throws: Never.self, "\(expression)") { try NSRegularExpression(pattern: expression) }
    }
    let words = Set(
      expressions.flatMap { $0.replacing("\\b", with: " ").split { !$0.isLetter } }.map(String.init))
    #expect(ReservedWords.all.subtracting(words) == [])
  }

  /// Every regular expression of a TextMate grammar.
  static func expressions(in json: Any) -> [String] {
    switch json {
    case let object as [String: Any]:
      object.flatMap { key, value in
        ["match", "begin", "end"].contains(key)
          ? [value as? String].compactMap { $0 } : expressions(in: value)
      }
    case let list as [Any]: list.flatMap(expressions)
    default: []
    }
  }
}
