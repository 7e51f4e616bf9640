import Foundation
import Testing

@Suite struct ExtractCommandTests {
  static let article = "Ông Lê Văn A nhắc Nghị định số 77/2019/NĐ-CP.\n"

  func extract(_ arguments: [String], input: Data = Data()) throws -> Command.Result {
    try Command.run(["extract", "--grammar", Command.grammar] + arguments, input: input)
  }

  // MARK: Formats

  @Test func jsonOfOneDocumentIsOneObjectWithOffsetsInThreeUnits() throws {
    let result = try extract(["--format", "json", "-"], input: Data("😀 ông Đỗ B.".utf8))
    #expect(result.status == 0)
    let object = try #require(try JSONSerialization.jsonObject(with: result.output) as? [String: Any])
    let mentions = try #require(object["mentions"] as? [[String: Any]])
    let person = try #require(mentions.first)
    #expect(person["text"] as? String == "Đỗ B")
    #expect(person["start"] as? [String: Int] == ["utf8": 10, "utf16": 7, "codePoints": 6])
    #expect(person["end"] as? [String: Int] == ["utf8": 17, "utf16": 11, "codePoints": 10])
    let rule = try #require(person["rule"] as? [String: Any])
    #expect(rule["name"] as? String == "person")
    #expect(rule["file"] as? String == "all.grammar")
    #expect(rule["line"] as? Int == 4)
  }

  @Test func jsonOfAFolderIsAnArrayAndJSONLinesHaveOneLineADocument() throws {
    let folder = try TemporaryFolder()
    try folder.write("a.txt", Self.article)
    try folder.write("sub/b.txt", Self.article)
    let json = try extract(["--format", "json", folder.url.path])
    #expect((try JSONSerialization.jsonObject(with: json.output) as? [Any])?.count == 2)
    let lines = try extract(["--format", "jsonl", folder.url.path]).text.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines.allSatisfy { (try? JSONSerialization.jsonObject(with: Data($0.utf8))) is [String: Any] })
  }

  @Test func jsonFollowsThePublishedSchema() throws {
    let schema = try JSONSchema(
      contentsOf: URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
        .appendingPathComponent("Sources/BocTach/BocTach.docc/Resources/document.schema.json"))
    let texts = [
      Self.article, "",
      """
      Sáng 13/9/2022, ông Lê Văn A, Chủ tịch UBND tỉnh, ký Quyết định số 461/QĐ-UBND ngày 5/6/2022. Thu nhập bình quân đạt 6 - 8
      triệu đồng/người/tháng; 158/160 HTX hoạt động. Quý I/2022 tăng hơn 10% so với cùng kỳ.
      """,
    ]
    for text in texts {
      let result = try Command.run(["extract", "--format", "json", "-"], input: Data(text.utf8))
      #expect(schema.problems(of: try JSONSerialization.jsonObject(with: result.output)) == [])
    }
    let broken: [String: Any] = ["id": 1, "mentions": [], "surprise": true]
    #expect(schema.problems(of: broken).count >= 3)
  }

  @Test func bratFilesHaveOffsetsInCodePointsAndValues() throws {
    let folder = try TemporaryFolder()
    let article = try folder.write("a.txt", Self.article)
    let result = try extract(["--format", "brat", article])
    #expect(
      result.text == """
        T1\tPerson 4 12\tLê Văn A
        T2\tDecree 18 44\tNghị định số 77/2019/NĐ-CP
        #2\tValue T2\t77/2019/NĐ-CP

        """)
  }

  @Test func csvIntoAFolderIsOneFileForEachKindOfRecord() throws {
    let folder = try TemporaryFolder()
    let article = try folder.write("a.txt", Self.article)
    let result = try extract(["--format", "csv", "--output-dir", folder.path("out"), article])
    #expect(result.status == 0)
    for name in ["officials.csv", "legalDocuments.csv", "indicators.csv"] {
      #expect(folder.read("out/\(name)")?.hasPrefix("document,") == true)
    }
  }

  @Test func textHasHeadingsInTheChosenLanguageAndNoColorInAPipe() throws {
    let english = try extract(["--lang", "en", "-"], input: Data("không có gì".utf8))
    #expect(english.text.contains("Nothing found."))
    let vietnamese = try extract(["--lang", "vi", "-"], input: Data("không có gì".utf8))
    #expect(vietnamese.text.contains("Không tìm thấy gì."))
    #expect(!english.text.contains("\u{1B}"))
  }

  @Test func typesKeepsOnlyTheNamedOnes() throws {
    let result = try extract(["--format", "brat", "--types", "Person", "-"], input: Data(Self.article.utf8))
    #expect(result.text == "T1\tPerson 4 12\tLê Văn A\n")
  }

  // MARK: Output

  @Test func anOutputFolderMirrorsTheInputAndIsNotReplacedUnasked() throws {
    let folder = try TemporaryFolder()
    try folder.write("in/x/a.txt", Self.article)
    let arguments = ["--format", "brat", "--output-dir", folder.path("out"), folder.path("in")]
    #expect(try extract(arguments).status == 0)
    #expect(folder.read("out/x/a.ann")?.isEmpty == false)
    try folder.write("out/x/a.ann", "mine")
    let again = try extract(arguments)
    #expect(again.status == 73)
    #expect(again.errors.contains("x/a.ann: exists already"))
    #expect(folder.read("out/x/a.ann") == "mine")
    #expect(try extract(arguments + ["--overwrite"]).status == 0)
    #expect(folder.read("out/x/a.ann") != "mine")
  }

  @Test func anOutputFileIsWrittenWholeAndNotReplacedUnasked() throws {
    let folder = try TemporaryFolder()
    let article = try folder.write("a.txt", Self.article)
    let target = try folder.write("out.json", "mine")
    #expect(try extract(["--format", "json", "--output", target, article]).status == 73)
    #expect(folder.read("out.json") == "mine")
    #expect(try extract(["--format", "json", "--output", target, "--overwrite", article]).status == 0)
    #expect(folder.read("out.json")?.hasPrefix("{") == true)
    let leftovers = try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
    #expect(leftovers.sorted() == ["a.txt", "out.json"])
  }

  @Test(arguments: [
    ("name\tdate\na\t2022-09-15\n", "documents.tsv:1: "),
    ("id\tdate\na\t15/9/2022\n", "documents.tsv: a: '15/9/2022' is not a day of the form YYYY-MM-DD\n"),
  ])
  func aBadTableOfDatesIsNamedAndTheTextRead(_ table: String, _ message: String) throws {
    let folder = try TemporaryFolder()
    let article = try folder.write("a.txt", Self.article)
    try folder.write("documents.tsv", table)
    let result = try extract(["--format", "jsonl", article])
    #expect(result.status == 65)
    #expect(result.errors.contains(message))
    #expect(result.text.contains("Lê Văn A"))
  }

  @Test func whereNothingCouldBeReadAnEarlierOutputStays() throws {
    let folder = try TemporaryFolder()
    let target = try folder.write("out.json", "mine")
    try folder.write("tables/officials.csv", "mine")
    let nowhere = folder.path("nowhere.txt")
    #expect(try extract(["--format", "json", "--output", target, "--overwrite", nowhere]).status == 66)
    #expect(folder.read("out.json") == "mine")
    let tables = ["--format", "csv", "--output-dir", folder.path("tables"), "--overwrite"]
    #expect(try extract(tables + [nowhere]).status == 66)
    #expect(folder.read("tables/officials.csv") == "mine")
  }

  @Test func aLinkIsFollowedAndAFileKeepsItsPermissions() throws {
    let folder = try TemporaryFolder()
    let article = try folder.write("a.txt", Self.article)
    let target = try folder.write("real.json", "mine")
    let link = folder.path("link.json")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "real.json")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: target)
    #expect(try extract(["--format", "json", "--output", link, "--overwrite", article]).status == 0)
    #expect(folder.read("real.json")?.hasPrefix("{") == true)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "real.json")
    let attributes = try FileManager.default.attributesOfItem(atPath: target)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }

  @Test func whatIsNoFileIsWrittenToAsItStands() throws {
    let folder = try TemporaryFolder()
    let article = try folder.write("a.txt", Self.article)
    // A pipe, held open here: a device would not outlive a mistake of the command.
    let pipe = folder.path("pipe")
    #expect(mkfifo(pipe, 0o600) == 0)
    let descriptor = open(pipe, O_RDWR)
    defer { close(descriptor) }
    #expect(try extract(["--format", "json", "--output", pipe, article]).status == 0)
    var information = stat()
    #expect(stat(pipe, &information) == 0 && information.st_mode & S_IFMT == S_IFIFO)
    var start: UInt8 = 0
    #expect(fcntl(descriptor, F_SETFL, O_NONBLOCK) == 0)
    #expect(read(descriptor, &start, 1) == 1 && start == UInt8(ascii: "{"))
  }

  @Test func twoInputsDoNotWriteOneOutput() throws {
    let folder = try TemporaryFolder()
    try folder.write("one/a.txt", Self.article)
    try folder.write("two/a.txt", "Không có ai.")
    let result = try extract([
      "--format", "brat", "--output-dir", folder.path("out"), "--overwrite", folder.path("one"),
      folder.path("two"),
    ])
    #expect(result.status == 73)
    #expect(result.errors.contains("two/a.txt: its output would be that of \(folder.path("one/a.txt"))"))
    #expect(folder.read("out/a.ann")?.isEmpty == false)
  }

  @Test func aLinkBackAndALinkToNowhereAreNamedAndTheRestIsRead() throws {
    let folder = try TemporaryFolder()
    try folder.write("in/sub/a.txt", Self.article)
    let (loop, nowhere) = (folder.path("in/sub/loop"), folder.path("in/nowhere.txt"))
    try FileManager.default.createSymbolicLink(atPath: loop, withDestinationPath: "..")
    try FileManager.default.createSymbolicLink(atPath: nowhere, withDestinationPath: "gone.txt")
    let result = try extract(["--format", "jsonl", folder.path("in")])
    #expect(result.status == 66)
    #expect(result.errors.contains("in/nowhere.txt: no such file\n"))
    #expect(result.errors.contains("in/sub/loop: leads back to a folder that it lies in\n"))
    #expect(result.text.split(separator: "\n").count == 1)
  }

  @Test func anOutputCalledMinusIsStandardOutput() throws {
    let folder = try TemporaryFolder()
    let article = try folder.write("a.txt", Self.article)
    let arguments = ["extract", "--grammar", Command.grammar, "--format", "json", article]
    let result = try Command.run(arguments + ["--output", "-"], directory: folder.url)
    #expect(result.status == 0)
    #expect(try result.output == Command.run(arguments).output)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["a.txt"])
  }

  @Test(
    "what is wrong with the words is told with the subcommand's usage, found early or late",
    arguments: [
      (["extract", "--types", ""], "--types names no type", "extract"),
      (["extract", "--types", " , "], "--types names no type", "extract"),
      (
        ["extract", "--types", "Person,Nope"], "--types: unknown type 'Nope'; the grammar has Person,",
        "extract"
      ),
      (["grammar", "dump", "--rule", "nope"], "--rule: there is no rule 'nope'\n", "grammar dump"),
      (
        ["grammar", "explain", "--text", "x", "--span", "5:6"], "--span 5:6: no token of the text",
        "grammar explain"
      ),
      (["tokens", "--input-format", "csv"], "tokens shows one document; - has rows (csv)\n", "tokens"),
      (["grammar", "query", "any", "-oc"], "give -o or -c, not both\n", "grammar query"),
    ])
  func usage(words: [String], message: String, command: String) throws {
    let result = try Command.run(words, input: Data("text\nx\n".utf8))
    #expect(result.status == 64)
    #expect(result.text == "")
    #expect(result.errors.hasPrefix("Error: \(message)"), "\(result.errors)")
    #expect(result.errors.contains("\nUsage: boctach \(command) "), "\(result.errors)")
    #expect(result.errors.hasSuffix("\n  See 'boctach \(command) --help' for more information.\n"))
  }

  @Test func anOutputThatCannotBeMadeIsSaid() throws {
    let folder = try TemporaryFolder()
    let article = try folder.write("a.txt", Self.article)
    let result = try extract(["--format", "json", "--output", folder.path("no/such/out.json"), article])
    #expect(result.status == 73)
    #expect(result.errors.contains("no/such/out.json"))
  }

  /// Commands that write more than a pipe holds; `@` stands for a folder with a long text and many rows.
  static let longOutputs = [
    "extract --format json @/a.txt", "extract --format json @/missing.txt @/a.txt", "tokens @/a.txt",
    "grammar dump", "grammar query any @/a.txt", "corpus convert --from doccano --to conll @/rows.jsonl",
  ]

  @Test("a reader that goes away ends every command quietly, by SIGPIPE", arguments: longOutputs)
  func aReaderThatGoesAwayEndsTheCommandQuietly(_ words: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("a.txt", String(repeating: Self.article, count: 3000))
    try folder.write(
      "rows.jsonl", String(repeating: "{\"text\": \"Ông Lê Văn A họp\", \"label\": []}\n", count: 9000))
    let script =
      "'\(Command.executable.path)' \(words.replacing("@", with: folder.url.path)) | head -c 10"
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-c", "set -o pipefail; \(script) >/dev/null; echo ${PIPESTATUS[0]}"]
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    process.waitUntilExit()
    #expect(String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self) == "141\n")
    let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    #expect(said.split(separator: "\n").allSatisfy { $0.contains("missing.txt: no such file") }, "\(said)")
  }

  // MARK: Input

  @Test func badInputIsNamedAndTheOtherFilesAreProcessed() throws {
    let folder = try TemporaryFolder()
    try folder.write("in/1-good.txt", Self.article)
    try folder.write("in/2-binary.txt", Data((0..<4096).map { UInt8($0 % 3 == 0 ? 0 : $0 % 251) }))
    try folder.write("in/3-good.txt", Self.article)
    let result = try extract(["--format", "brat", "--output-dir", folder.path("out"), folder.path("in")])
    #expect(result.status == 65)
    #expect(result.errors.contains("2-binary.txt: not text"))
    #expect(folder.read("out/1-good.ann")?.isEmpty == false)
    #expect(folder.read("out/3-good.ann")?.isEmpty == false)
    #expect(folder.read("out/2-binary.ann") == nil)
  }

  @Test func invalidUTF8IsRepairedAndWarnedAbout() throws {
    let folder = try TemporaryFolder()
    let article = try folder.write(
      "a.txt", Data("Ông Lê A đến.".utf8) + Data([0xC3, 0x28]) + Data(" Hết.".utf8))
    let result = try extract(["--format", "json", article])
    #expect(result.status == 0)
    #expect(result.errors.contains("a.txt: warning: 1 invalid UTF-8 sequence replaced, the first at byte 18"))
    let object = try #require(try JSONSerialization.jsonObject(with: result.output) as? [String: Any])
    #expect((object["warnings"] as? [String])?.count == 1)
  }

  @Test func missingAndTextlessInputsAreSaid() throws {
    let folder = try TemporaryFolder()
    let missing = try extract([folder.path("nothing.txt")])
    #expect(missing.status == 66)
    #expect(missing.errors.contains("nothing.txt: no such file or folder"))
    try folder.write("empty/readme.md", "x")
    let textless = try extract([folder.path("empty")])
    #expect(textless.status == 66)
    #expect(textless.errors.contains("no text in this folder"))
  }

  @Test(.enabled(if: getuid() != 0, "root reads everything"))
  func anUnreadableFileIsSaid() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("a.txt", Self.article)
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: file)
    let result = try extract([file])
    #expect(result.status == 66)
    #expect(result.errors.contains("a.txt: Permission denied"))
  }

  @Test func anEmptyFileIsADocumentWithoutMentions() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("a.txt", "")
    let result = try extract(["--format", "brat", file])
    #expect(result.status == 0)
    #expect(result.text.isEmpty)
  }

  @Test func aVeryLongLineIsJustALongText() throws {
    let repetitions = ProcessInfo.processInfo.environment["BOCTACH_LONG"] == nil ? 20_000 : 2_000_000
    let line = String(repeating: "tỉnh có ông Lê A và ", count: repetitions)
    let result = try extract(["--format", "brat", "-"], input: Data(line.utf8))
    #expect(result.status == 0)
    #expect(result.text.utf8.count { $0 == UInt8(ascii: "\n") } == repetitions)
  }

  @Test func publicationDatesComeFromTheTableOfDocumentsThenTheOption() throws {
    let folder = try TemporaryFolder()
    try folder.write("in/a.txt", "Ông Lê A.")
    try folder.write("in/b.txt", "Ông Lê A.")
    try folder.write("in/documents.tsv", "id\tdate\tgroup\na\t2022-09-15\tx\nb\t\tx\n")
    let result = try extract(["--format", "jsonl", "--date", "2020-01-02", folder.path("in")])
    let dates = try result.text.split(separator: "\n").map { line -> String? in
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      return (object?["publication"] as? [String: Any])?["date"] as? String
    }
    #expect(dates == ["2022-09-15", "2020-01-02"])
  }

  // MARK: Usage and grammars

  @Test(arguments: [
    (["--format", "xml", "-"], "xml"), (["--date", "2022-13-01", "-"], "2022-13-01"),
    (["--types", "Nobody", "-"], "Nobody"),
    (["--output", "a", "--output-dir", "b", "-"], "exclude each other"),
    (["--no-such-option", "-"], "no-such-option"),
  ])
  func wrongWordsAreUsageErrors(arguments: [String], part: String) throws {
    let result = try extract(arguments)
    #expect(result.status == 64)
    #expect(result.errors.contains(part))
    #expect(result.output.isEmpty)
  }

  @Test func aGrammarThatDoesNotCompileIsShownWithItsPlace() throws {
    let folder = try TemporaryFolder()
    try folder.write("g/cascade.grammar", "group g\ntype T group g\nstages s\n")
    try folder.write("g/s.grammar", "stage s\nrule r -> T = @unknownWords\n")
    let result = try Command.run(["extract", "--grammar", folder.path("g"), "-"])
    #expect(result.status == 78)
    #expect(result.errors.contains("s.grammar:2:"))
    #expect(result.errors.contains("unknownWords"))
  }

  @Test func aMissingGrammarFolderIsNoInput() throws {
    #expect(try Command.run(["extract", "--grammar", "/no/such/folder", "-"]).status == 66)
  }

  @Test func grammarTestsPassAndFailWithTheirPlace() throws {
    let good = try Command.run(["grammar", "test", "--grammar", Command.grammar])
    #expect(good.status == 0)
    #expect(good.text == "3 passed, 0 failed\n")
    let folder = try TemporaryFolder()
    try folder.write("g/cascade.grammar", "group g\ntype T group g\nstages s\n")
    try folder.write("g/s.grammar", "stage s\nrule r -> T = \"một\"\ntest r { match \"[hai]\" }\n")
    let bad = try Command.run(["grammar", "test", "--grammar", folder.path("g")])
    #expect(bad.status == 1)
    #expect(bad.errors.contains("s.grammar:3:"))
    #expect(bad.errors.contains("no mention [hai]"))
  }
}
