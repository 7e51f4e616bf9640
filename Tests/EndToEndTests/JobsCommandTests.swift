import Foundation
import Testing

/// `--jobs`: everything that a user sees is the same for any number of threads.
@Suite("The commands on several threads")
struct JobsCommandTests {
  static let train = CorpusTests.folder.appendingPathComponent("train").path
  static let formats = ["text", "json", "jsonl", "csv", "brat"]
  /// Longer than all the others together: what comes behind it is done first.
  static let long = String(repeating: ExtractCommandTests.article, count: 400)

  private func extract(_ arguments: [String], jobs: Int) throws -> Command.Result {
    try Command.run(["extract", "--grammar", Command.grammar, "--jobs", "\(jobs)"] + arguments)
  }

  private func expectSame(_ one: Command.Result, _ other: Command.Result) {
    #expect(one.status == other.status)
    #expect(one.errors == other.errors)
    #expect(one.output == other.output)
  }

  /// The files below a folder and what is in them.
  private func contents(of folder: String) throws -> [String: Data] {
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder)
    return names.reduce(into: [:]) { files, name in
      files[name] = FileManager.default.contents(atPath: folder + "/" + name)
    }
  }

  /// A folder with everything that can be wrong with a file of it, between files with which nothing is.
  private func mixedFolder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write("in/01-long.txt", Self.long)
    try folder.write("in/02-invalid.txt", Data("Ông Lê A đến.".utf8) + Data([0xC3, 0x28]))
    for number in 10..<30 { try folder.write("in/\(number).txt", "Ông Lê A gặp ông Lê B lần \(number).") }
    try folder.write("in/15-binary.txt", Data((0..<4096).map { UInt8($0 % 3 == 0 ? 0 : $0 % 251) }))
    try folder.write("in/15-invalid.txt", Data("Ông Lê B đến.".utf8) + Data([0xC3, 0x28]))
    try folder.write("in/16-empty.txt", "")
    try folder.write("in/sub/17-long.txt", Self.long)
    try folder.write("in/sub/18-binary.txt", Data((0..<4096).map { UInt8($0 % 3 == 0 ? 0 : $0 % 251) }))
    try folder.write("in/sub/19-invalid.txt", Data("Ông Lê C đến.".utf8) + Data([0xC3, 0x28]))
    try folder.write("in/documents.tsv", "id\tdate\n12\t2022-09-15\n13\tmai\n14\n")
    return folder
  }

  // MARK: Extract

  @Test("a folder gives the same on standard output", arguments: formats.filter { $0 != "brat" })
  func standardOutput(format: String) throws {
    let arguments = ["extract", "--lang", "vi", "--format", format, Self.train]
    let one = try Command.run(arguments + ["--jobs", "1"])
    #expect(one.status == 0)
    #expect(!one.output.isEmpty)
    expectSame(one, try Command.run(arguments + ["-j", "4"]))
    if format == "jsonl" { expectSame(one, try Command.run(arguments)) }
  }

  @Test("a folder gives the same into a file and into a folder", arguments: formats)
  func files(format: String) throws {
    let folder = try TemporaryFolder()
    for jobs in [1, 4] {
      let result = try Command.run([
        "extract", "--format", format, "--lang", "vi", "--jobs", "\(jobs)", Self.train, "--output-dir",
        folder.path("\(jobs)"),
      ])
      #expect(result.status == 0)
      #expect(result.output.isEmpty)
      guard format != "brat" else { continue }
      let file = try extract(
        ["--format", format, "--lang", "vi", Self.train, "--output", folder.path("\(jobs)/all")], jobs: jobs)
      #expect(file.status == 0)
    }
    let one = try contents(of: folder.path("1"))
    #expect(one.count >= 4)
    #expect(one == (try contents(of: folder.path("4"))))
  }

  @Test("messages and exit code of bad files are the same, in the same order", arguments: [2, 3, 4, 50])
  func badFiles(jobs: Int) throws {
    let folder = try mixedFolder()
    let paths = [folder.path("in/15-binary.txt"), folder.path("no-such.txt"), folder.path("in")]
    for format in ["text", "json", "jsonl", "csv"] {
      let one = try extract(["--format", format] + paths, jobs: 1)
      #expect(one.status == 66)
      #expect(one.errors.split(separator: "\n").count >= 6)
      expectSame(one, try extract(["--format", format] + paths, jobs: jobs))
    }
  }

  @Test("the first failure decides, be it of reading or of writing", arguments: [["10", "20"], ["19"]])
  func firstFailure(existing: [String]) throws {
    let folder = try mixedFolder()
    var results: [Command.Result] = []
    var files: [[String: Data]] = []
    for jobs in [1, 4] {
      try? FileManager.default.removeItem(atPath: folder.path("out"))
      for name in existing { try folder.write("out/\(name).ann", "mine") }
      results.append(
        try extract(
          ["--format", "brat", "--output-dir", folder.path("out"), folder.path("in")], jobs: jobs))
      files.append(try contents(of: folder.path("out")))
    }
    #expect(results[0].status == (existing.first == "10" ? 73 : 65))
    #expect(results[0].errors.contains("\(existing[0]).ann: exists already"))
    expectSame(results[0], results[1])
    #expect(files[0].count >= 24)
    #expect(files[0] == files[1])
    for name in existing { #expect(files[1]["\(name).ann"] == Data("mine".utf8)) }
  }

  @Test("rows of a file give the same, bad ones among them", arguments: ["jsonl", "csv"])
  func rows(input: String) throws {
    let folder = try TemporaryFolder()
    var rows = input == "csv" ? "id,date,text\n" : ""
    for number in 1...120 {
      let text = number % 40 == 1 ? Self.long.dropLast() : "Ông Lê A gặp ông Lê B lần \(number)."
      let date = number % 10 == 3 ? "mai" : "2022-09-15"
      let line = text.replacingOccurrences(of: "\n", with: " ")
      if number % 10 == 2 {
        rows += input == "csv" ? "x\n" : "{oops\n"
      } else if input == "csv" {
        rows += "n\(number % 50),\(date),\"\(line)\"\n"
      } else {
        rows += "{\"id\": \"n\(number % 50)\", \"date\": \"\(date)\", \"text\": \"\(line)\"}\n"
      }
    }
    let file = try folder.write("tin.\(input)", rows)
    for format in ["text", "json", "jsonl", "csv", "brat"] {
      let one = try extract(["--format", format, file], jobs: 1)
      #expect(one.status == (format == "brat" ? 64 : 65))
      expectSame(one, try extract(["--format", format, file], jobs: 4))
    }
    for jobs in [1, 4] {
      let result = try extract(
        ["--format", "brat", "--output-dir", folder.path("\(jobs)"), file], jobs: jobs)
      #expect(result.status == 65)
    }
    let one = try contents(of: folder.path("1"))
    #expect(one.count >= 108)
    #expect(one == (try contents(of: folder.path("4"))))
  }

  @Test("one document gives the same from a file and from standard input", arguments: formats)
  func oneDocument(format: String) throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("a.txt", ExtractCommandTests.article)
    for path in [file, "-"] {
      let results = try [1, 4].map { jobs in
        try Command.run(
          ["extract", "--grammar", Command.grammar, "--format", format, "--jobs", "\(jobs)", path],
          input: Data(ExtractCommandTests.article.utf8))
      }
      #expect(results[0].status == 0)
      #expect(!results[0].output.isEmpty)
      expectSame(results[0], results[1])
    }
  }

  @Test("a reader that goes away ends the command quietly, a full disk is said", arguments: [1, 4])
  func failingOutput(jobs: Int) throws {
    let folder = try TemporaryFolder()
    for number in 0..<12 { try folder.write("in/\(number).txt", Self.long) }
    func run(_ tail: String) throws -> String {
      let script =
        "'\(Command.executable.path)' extract --grammar '\(Command.grammar)' --format json --jobs \(jobs) "
        + "'\(folder.path("in"))' \(tail)"
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/bin/bash")
      process.arguments = ["-c", "(\(script)) 2>&1; echo ${PIPESTATUS[0]}"]
      let output = Pipe()
      process.standardOutput = output
      try process.run()
      process.waitUntilExit()
      return String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    }
    #expect(try run("| head -c 10 >'\(folder.path("head"))'; (exit ${PIPESTATUS[0]})") == "141\n")
    let full = try run(">/dev/full")
    #expect(full.hasSuffix("\n74\n"))
    #expect(full.split(separator: "\n").count >= 12)
    #expect(full.contains("boctach: standard output: No space left on device"))
  }

  @Test("a profile is of one document after the other")
  func profile() throws {
    let folder = try mixedFolder()
    let arguments = ["--format", "jsonl", "--profile", folder.path("in")]
    let (one, four) = (try extract(arguments, jobs: 1), try extract(arguments, jobs: 4))
    #expect(one.status == four.status)
    #expect(one.output == four.output)
    func tokens(_ result: Command.Result) -> Substring? {
      result.errors.split(separator: "\n").first { $0.contains(" tokens; ") }
    }
    #expect(tokens(one) != nil)
    #expect(tokens(one) == tokens(four))
  }

  // MARK: Evaluate

  @Test("the scores are the same")
  func evaluate() throws {
    let arguments = ["evaluate", Self.train, "--format", "json", "--details", "--samples", "5"]
    let one = try Command.run(arguments + ["--jobs", "1"])
    #expect(one.status == 0)
    expectSame(one, try Command.run(arguments + ["--jobs", "4"]))
  }

  // MARK: Usage

  @Test("a number may be glued to -j", arguments: [["-j3"], ["-j", "3"], ["-j=3"], ["--jobs=3"]])
  func glued(_ words: [String]) throws {
    let article = Data(ExtractCommandTests.article.utf8)
    let arguments = ["extract", "--grammar", Command.grammar, "--format", "json"]
    let result = try Command.run(arguments + words, input: article)
    #expect(result.status == 0, "\(result.errors)")
    #expect(try result.output == Command.run(arguments, input: article).output)
  }

  @Test(
    "a number that is none is a usage error",
    arguments: ["extract", "evaluate"],
    [
      (["--jobs", "0"], "--jobs must be at least 1"), (["--jobs=-2"], "--jobs must be at least 1"),
      (["-j", "x"], "'x' is invalid"), (["-j0"], "--jobs must be at least 1"), (["-jx"], "'x' is invalid"),
      (["--jobs"], "--jobs"),
    ])
  func usage(command: String, wrong: (words: [String], part: String)) throws {
    let result = try Command.run([command, Self.train] + wrong.words)
    #expect(result.status == 64)
    #expect(result.errors.contains(wrong.part))
    #expect(result.output.isEmpty)
  }
}
