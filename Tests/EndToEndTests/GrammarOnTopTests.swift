import Foundation
import Testing

@Suite("A grammar folder on top of the bundled one")
struct GrammarOnTopTests {
  private func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(
      "cascade.grammar", "type Plate group primary { value: text }\nstages quantities, plates\n")
    try folder.write(
      "plates.grammar",
      """
      stage plates
      rule plate -> Plate { value = $p } = "biển số" p:digits
      test plate { match "xe [biển số 123]" => { value: "123" } }

      """)
    return folder
  }

  private static let text = Data("Ông Lê Văn A đi xe biển số 123.".utf8)

  static let commands: [(arguments: [String], output: String)] = [
    (["extract", "--types", "Plate", "--format", "jsonl", "-"], #""type":"Plate","text":"biển số 123""#),
    (["extract", "--types", "Person", "--format", "jsonl", "-"], #""text":"Lê Văn A""#),
    (["grammar", "test", "--filter", "plate"], "1 passed, 0 failed"),
    (["grammar", "query", "<Plate>", "-"], "biển số 123"),
    (["tokens", "-"], "số"),
  ]

  @Test("every command that takes a grammar takes both", arguments: commands.indices)
  func both(_ row: Int) throws {
    let (arguments, output) = Self.commands[row]
    let folder = try folder()
    defer { withExtendedLifetime(folder) {} }
    let result = try Command.run(
      arguments + ["--grammar", folder.url.path, "--with-bundled"], input: Self.text)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.text.contains(output), "\(result.text)")
  }

  @Test("a mistake is shown in the folder's own file")
  func mistake() throws {
    let folder = try folder()
    try folder.write("cascade.grammar", "type Plate group primari { value: text }\nstages plates\n")
    let result = try Command.run(["grammar", "check", "--grammar", folder.url.path, "--with-bundled"])
    #expect(result.status == 78)
    #expect(
      result.errors.contains("\(folder.path("cascade.grammar")):1:18: error: there is no group `primari`"))
  }

  @Test("new stages stand together before the name behind them, and one declared twice is a mistake")
  func stages() throws {
    let folder = try folder()
    try folder.write(
      "cascade.grammar", "type Plate group primary { value: text }\nstages plates, more, numbers\n")
    try folder.write("more.grammar", "stage more\nrule other -> Plate { value = $p } = \"bks\" p:digits\n")
    let dump = ["grammar", "dump", "--with-bundled", "--grammar", folder.url.path]
    let stages = try Command.run(dump).text.split(separator: "\n").filter { $0.hasPrefix("stage ") }
    #expect(
      stages.prefix(3).map { $0.prefix { $0 != ":" } } == [
        "stage 0 plates", "stage 1 more", "stage 2 numbers",
      ])
    try folder.write(
      "cascade.grammar", "type Plate group primary { value: text }\nstages plates, plates, more, numbers\n")
    let twice = try Command.run(dump)
    #expect(twice.status == 78)
    #expect(
      twice.errors.contains(
        "\(folder.path("cascade.grammar")):2:16: error: stage `plates` is declared twice [duplicate-stage]"))
  }

  @Test("without a folder there is nothing to add")
  func noFolder() throws {
    let result = try Command.run(["extract", "--with-bundled", "-"])
    #expect(result.status == 64)
    #expect(result.errors.contains("--with-bundled needs --grammar FOLDER"))
  }
}
