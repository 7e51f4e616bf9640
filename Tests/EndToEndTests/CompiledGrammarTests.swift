import Foundation
import Testing

@Suite("The compiled form of a grammar of one's own")
struct CompiledGrammarTests {
  private func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(
      "cascade.grammar", "group primary\ntype Plate group primary { value: text }\nstages plates\n")
    try folder.write(
      "plates.grammar", "stage plates\nrule plate -> Plate { value = $p } = \"biển số\" p:digits\n")
    return folder
  }

  /// Compiles the folder's grammar; the file lies in the folder, where no grammar file has such a name.
  private func compile(_ folder: TemporaryFolder) throws -> URL {
    try folder.write("article.txt", "Xe biển số 9.\n")
    let form = folder.url.appendingPathComponent("plates.cascade")
    let result = try Command.run([
      "grammar", "compile", "--grammar", folder.url.path, "--output", form.path,
      "--record", folder.url.appendingPathComponent("article.txt").path,
    ])
    #expect(result.status == 0, "\(result.errors)")
    return form
  }

  private func extract(_ folder: TemporaryFolder, compiled: String?) throws -> Command.Result {
    try Command.run(
      ["extract", "--format", "jsonl", "-", "--grammar", folder.url.path]
        + (compiled.map { ["--compiled", $0] } ?? []), input: Data("Ông A đi xe biển số 123.".utf8))
  }

  @Test("gives what the grammar gives")
  func sameResult() throws {
    let folder = try folder()
    let result = try extract(folder, compiled: compile(folder).path)
    #expect(result.status == 0)
    #expect(result.errors == "")
    #expect(result.text == (try extract(folder, compiled: nil).text))
    #expect(result.text.contains(#""type":"Plate","text":"biển số 123""#))
  }

  @Test("records texts as extract reads them: packed, encoded, in rows")
  func recordedInputs() throws {
    let folder = try folder()
    let text = "Xe biển số 9 của ông Đặng.\n"
    let plain = try folder.write("in/plain.txt", text)
    func compiled(_ arguments: [String]) throws -> Data {
      let result = try Command.run(
        ["grammar", "compile", "--grammar", folder.url.path, "-o-", "--record"] + arguments)
      #expect(result.status == 0, "\(result.errors)")
      return result.output
    }
    let expected = try compiled([plain])
    #expect(try expected != Command.run(["grammar", "compile", "--grammar", folder.url.path, "-o-"]).output)
    let wide = try folder.write("in/wide", text.data(using: .utf16)!)
    #expect(try compiled([wide]) == expected)
    let rows = try folder.write("in/rows.csv", "text\n\"\(text)\"\n")
    #expect(try compiled([rows]) == expected)
    let packed = try folder.write("in/packed.txt.gz", try gzip(Data(text.utf8)))
    #expect(try compiled([packed]) == expected)
  }

  private func gzip(_ data: Data) throws -> Data {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["gzip", "-c"]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    try input.fileHandleForWriting.write(contentsOf: data)
    try input.fileHandleForWriting.close()
    let packed = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return packed
  }

  @Test("is not written where a text to record cannot be read; all such texts are named")
  func unreadableRecord() throws {
    let folder = try folder()
    let binary = try folder.write("in/1.txt", Data((0..<4096).map { UInt8($0 % 3 == 0 ? 0 : $0 % 251) }))
    let rows = try folder.write("in/2.jsonl", "{\"text\": \"a\"}\n[\n")
    let form = folder.path("plates.cascade")
    let result = try Command.run([
      "grammar", "compile", "--grammar", folder.url.path, "--output", form, "--record", binary, "--record",
      rows,
    ])
    #expect(result.status == 65)
    #expect(result.errors.contains("boctach: \(binary): not text"), "\(result.errors)")
    #expect(result.errors.contains("boctach: \(rows):2: "), "\(result.errors)")
    #expect(!FileManager.default.fileExists(atPath: form))
  }

  @Test("of other files is named, and the files are compiled")
  func stale() throws {
    let folder = try folder()
    let path = try compile(folder).path
    try folder.write("plates.grammar", "stage plates\nrule plate -> Plate { value = $p } = \"số\" p:digits\n")
    let result = try extract(folder, compiled: path)
    #expect(result.status == 0)
    #expect(
      result.errors
        == "boctach: \(path): warning: made from other grammar files; the grammar is compiled anew\n")
    #expect(result.text.contains(#""type":"Plate","text":"số 123""#))
  }

  @Test("is named where it is damaged or none at all, and the files are compiled")
  func damaged() throws {
    let folder = try folder()
    let form = try compile(folder)
    var bytes = try Data(contentsOf: form)
    bytes[bytes.count / 2] ^= 1
    try bytes.write(to: form)
    let damaged = try extract(folder, compiled: form.path)
    #expect(damaged.status == 0)
    #expect(damaged.errors == "boctach: \(form.path): warning: damaged; the grammar is compiled anew\n")
    #expect(damaged.text.contains(#""text":"biển số 123""#))
    try Data("stage x".utf8).write(to: form)
    let foreign = try extract(folder, compiled: form.path)
    #expect(
      foreign.errors
        == "boctach: \(form.path): warning: not a compiled grammar of this version; the grammar is compiled anew\n"
    )
    #expect(foreign.text == damaged.text)
  }

  @Test("is an error where it is not there")
  func missing() throws {
    let result = try extract(folder(), compiled: "/nowhere/grammar.cascade")
    #expect(result.status == 66)
    #expect(result.errors == "boctach: /nowhere/grammar.cascade: No such file or directory\n")
  }

  @Test(
    "is refused by commands that would not use it",
    arguments: [["check"], ["test"], ["dump"], ["compile", "--output", "plates.cascade"]])
  func notTaken(_ command: [String]) throws {
    let result = try Command.run(["grammar"] + command + ["--compiled", "plates.cascade"])
    #expect(result.status == 64)
    #expect(result.errors.contains("Unknown option '--compiled'"))
  }
}
