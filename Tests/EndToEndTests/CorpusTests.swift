import Foundation
import Testing

/// The annotated corpus of the repository: `Corpus/{train,dev,test}/ID.{txt,ann}` and a `documents.tsv` in each.
@Suite("The corpus")
struct CorpusTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../Corpus").standardizedFileURL
  static let splits = ["train", "dev", "test"]

  private func names(_ split: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: Self.folder.appendingPathComponent(split).path)
      .sorted()
  }

  private func text(_ path: String) throws -> String {
    try String(contentsOf: Self.folder.appendingPathComponent(path), encoding: .utf8)
  }

  /// The rows of a split's `documents.tsv`, by column.
  private func table(_ split: String) throws -> [[String: String]] {
    let lines = try text("\(split)/documents.tsv").split(separator: "\n").map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
    let columns = try #require(lines.first)
    return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(columns, $0)) }
  }

  @Test("the check of all splits finds nothing wrong")
  func check() throws {
    let result = try Command.run(["corpus", "check", Self.folder.path])
    #expect(result.text + result.errors == "0 errors, 0 warnings\n")
    #expect(result.status == 0)
  }

  @Test("the test split is the one that was frozen before the accuracy work")
  func frozen() throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["sha256sum", "--check", "--quiet", "--strict", "test.sha256"]
    process.currentDirectoryURL = Self.folder
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    let listed = try text("test.sha256").split(separator: "\n").map { String($0.dropFirst(66)) }
    #expect(try listed == names("test").map { "test/" + $0 })
  }

  @Test("each document has one row with words, provenance and licence, and belongs to one split")
  func documents() throws {
    var splitOfText: [String: String] = [:]
    var splitOfID: [String: String] = [:]
    for split in Self.splits {
      let rows = try table(split)
      #expect(
        try names(split)
          == (rows.flatMap { ["\($0["id"]!).ann", "\($0["id"]!).txt"] } + ["documents.tsv"]).sorted())
      for row in rows {
        let id = try #require(row["id"])
        let words = try text("\(split)/\(id).txt").split(whereSeparator: \.isWhitespace)
        #expect(row["words"] == String(words.count), "\(id)")
        #expect(row["provenance"] == "written for this corpus", "\(id)")
        #expect(row["licence"] == "Apache-2.0", "\(id)")
        #expect(splitOfID.updateValue(split, forKey: id) == nil, "\(id) is there twice")
        #expect(
          splitOfText.updateValue(split, forKey: words.joined(separator: " ").lowercased()) == nil,
          "the text of \(id) is there twice")
      }
    }
  }

  @Test("there are 90 documents and 30,000 words at least, a third of each for testing")
  func size() throws {
    var documents: [String: Int] = [:]
    var words: [String: Int] = [:]
    for split in Self.splits {
      let rows = try table(split)
      documents[split] = rows.count
      words[split] = rows.compactMap { $0["words"].flatMap { Int($0) } }.reduce(0, +)
    }
    let (allDocuments, allWords) = (documents.values.reduce(0, +), words.values.reduce(0, +))
    #expect(allDocuments >= 90)
    #expect(allWords >= 30_000)
    #expect(documents["test"]! * 3 >= allDocuments)
    #expect(words["test"]! * 3 >= allWords)
  }
}
