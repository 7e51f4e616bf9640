import Foundation
import Testing

/// What `extract`, `tokens` and `evaluate` read beside plain text.
@Suite struct InputCommandTests {
  /// What `gzip -n` makes of "Ông Lê A." and a line break.
  static let packed = Data([
    0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x3B, 0x3C, 0x25, 0x2F, 0x5D, 0xC1, 0xE7,
    0xF0, 0x2A, 0x05, 0x47, 0x3D,
    0x2E, 0x00, 0x7A, 0xA8, 0x83, 0x2F, 0x0C, 0x00, 0x00, 0x00,
  ])
  static let rows = """
    {"id": "một", "date": "2022-09-15T09:47:00+07:00", "text": "\\u00d4ng Lê\\u0041nh"}
    {"id": "../hai", "text": "Bà gặp ông Lê B."}

    {"text": "Không có ai."}
    """

  func extract(_ arguments: [String], input: Data = Data()) throws -> Command.Result {
    try Command.run(["extract", "--grammar", Command.grammar] + arguments, input: input)
  }

  func objects(_ result: Command.Result) throws -> [[String: Any]] {
    try result.text.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  // MARK: Rows

  @Test func eachRowIsADocumentWithItsNameDateAndPlaceInTheFile() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("tin.jsonl", Self.rows)
    let result = try extract(["--format", "jsonl", "--date", "2020-01-01", file])
    #expect(result.status == 0)
    let objects = try objects(result)
    #expect(objects.map { $0["id"] as? String } == ["một", "../hai", "tin-4"])
    let dates = objects.map { ($0["publication"] as? [String: Any])?["date"] as? String }
    #expect(dates == ["2022-09-15T09:47", "2020-01-01", "2020-01-01"])
    let mention = try #require((objects[0]["mentions"] as? [[String: Any]])?.first)
    #expect(mention["text"] as? String == "LêAnh")
    let source = try #require(mention["sourceBytes"] as? [String: Int])
    let bytes = Array(Self.rows.utf8)[source["start"]!..<source["end"]!]
    #expect(String(decoding: bytes, as: UTF8.self) == "Lê\\u0041nh")
  }

  @Test func textOfRowsSaysWhichRow() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("tin.jsonl", Self.rows)
    let lines = try extract(["--format", "text", file]).text.split(separator: "\n")
    let titles = lines.filter { $0.hasPrefix("tin.jsonl") }.map { $0.prefix { $0 != "(" } }
    #expect(titles == ["tin.jsonl: một  ", "tin.jsonl: ../hai", "tin.jsonl: tin-4"])
    let article = try folder.write("a.txt", "Ông Lê A.")
    #expect(try extract(["--format", "text", article]).text.hasPrefix("a.txt\n"))
  }

  @Test func jsonOfRowsIsAnArrayFromAFileAndFromStandardInput() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("tin.jsonl", Self.rows)
    for result in [
      try extract(["--format", "json", file]),
      try extract(["--format", "json", "-"], input: Data(Self.rows.utf8)),
      try extract(["--format", "json", "--input-format", "csv", "-"], input: Data("text\na\nb\nc\n".utf8)),
    ] {
      #expect(result.status == 0)
      #expect((try JSONSerialization.jsonObject(with: result.output) as? [Any])?.count == 3)
    }
  }

  @Test func anOutputFolderHasAFolderForTheFileAndAFileForEachRow() throws {
    let folder = try TemporaryFolder()
    try folder.write("in/x/tin.jsonl", Self.rows + "\n{\"id\": \"một\", \"text\": \"Ông Lê A.\"}\n")
    let result = try extract([
      "--format", "brat", "--input-format", "jsonl", "--output-dir", folder.path("out"), folder.path("in"),
    ])
    #expect(result.status == 0)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path("out/x/tin")).sorted()
    #expect(names == ["_._hai.ann", "một-5.ann", "một.ann", "tin-4.ann"])
    #expect(folder.read("out/x/tin/_._hai.ann")?.contains("Lê B") == true)
  }

  @Test func bratOfRowsNeedsAFolder() throws {
    let result = try extract(["--format", "brat", "-"], input: Data(Self.rows.utf8))
    #expect(result.status == 64)
    #expect(result.errors.contains("name a folder with --output-dir"))
  }

  @Test func badRowsAreNamedByFileAndLineAndTheOthersAreProcessed() throws {
    let folder = try TemporaryFolder()
    let lines = try folder.write(
      "a.jsonl", "{\"body\": \"Ông Lê A.\"}\n{oops\n{\"body\": 1}\n{\"body\": \"Ông Lê B.\"}\n")
    let jsonl = try extract(["--format", "jsonl", "--text-field", "body", lines])
    #expect(jsonl.status == 65)
    #expect(jsonl.errors.contains("a.jsonl:2: not JSON: "))
    #expect(jsonl.errors.contains("a.jsonl:3: the field ‘body’ is not a string"))
    #expect(try objects(jsonl).count == 2)
    let table = try folder.write("b.csv", "ma;noi_dung\n1;Ông Lê A.\n2\n3;Ông Lê B.\n")
    let csv = try extract(["--format", "jsonl", "--text-field", "noi_dung", "--id-field", "ma", table])
    #expect(csv.status == 65)
    #expect(csv.errors.contains("b.csv:3: 1 fields for 2 columns"))
    #expect(try objects(csv).map { $0["id"] as? String } == ["1", "3"])
    let other = try extract(["--format", "jsonl", table])
    #expect(other.status == 65)
    #expect(other.errors.contains("b.csv:1: no column ‘text’; there are ‘ma’, ‘noi_dung’"))
  }

  @Test func aDateThatIsNoneIsWarnedAbout() throws {
    let result = try extract(
      ["--format", "jsonl", "--date-field", "ngay", "-"],
      input: Data("{\"text\": \"a\", \"ngay\": \"mai\"}".utf8))
    #expect(result.status == 0)
    #expect(result.errors.contains("-:1: warning: ‘mai’ in the field ‘ngay’ is no date"))
    #expect((try objects(result)[0]["warnings"] as? [String])?.count == 1)
  }

  // MARK: Gzip

  @Test func gzipIsReadTransparently() throws {
    let folder = try TemporaryFolder()
    let named = try folder.write("bài.txt.gz", Self.packed)
    let unnamed = try folder.write("other", Self.packed)
    for result in [
      try extract(["--format", "jsonl", named]), try extract(["--format", "jsonl", unnamed]),
      try extract(["--format", "jsonl", "-"], input: Self.packed),
      try extract(["--format", "jsonl", "--input-format", "text", folder.url.path]),
    ] {
      #expect(result.status == 0)
      let object = try #require(try objects(result).first)
      #expect((object["mentions"] as? [[String: Any]])?.first?["text"] as? String == "Lê A")
    }
    #expect(try objects(try extract(["--format", "jsonl", named]))[0]["id"] as? String == "bài")
  }

  @Test func gzipThatCannotBeUnpackedIsNamed() throws {
    let folder = try TemporaryFolder()
    let short = try folder.write("a.txt.gz", Self.packed.prefix(20))
    var broken = Self.packed
    broken[26] ^= 1
    let wrong = try folder.write("b.txt.gz", broken)
    let good = try folder.write("c.txt", "Ông Lê A.")
    let result = try extract(["--format", "jsonl", short, wrong, good])
    #expect(result.status == 65)
    #expect(result.errors.contains("a.txt.gz: the gzip data ends too early"))
    #expect(result.errors.contains("b.txt.gz: the gzip data is corrupt"))
    #expect(try objects(result).count == 1)
  }

  // MARK: Formats and encodings

  @Test func aFolderIsSearchedForTextUnlessAFormatIsNamed() throws {
    let folder = try TemporaryFolder()
    try folder.write("a.txt", "Ông Lê A.")
    try folder.write("b.html", "<p>Ông Lê B.")
    try folder.write("c.HTM", "<p>Ông Lê C.")
    try folder.write("d.jsonl", "{\"text\": \"Ông Lê D.\"}\n")
    try folder.write("e.csv", "text\nÔng Lê E.\n")
    try folder.write("f.txt.gz", Self.packed)
    for (arguments, ids) in [
      ([], ["a"]), (["--input-format", "text"], ["a", "f"]), (["--input-format", "html"], ["b", "c"]),
      (["--input-format", "jsonl"], ["d-1"]), (["--input-format", "csv"], ["e-2"]),
      (["--input-format", "auto"], ["a", "b", "c", "d-1", "e-2", "f"]),
    ] {
      let result = try extract(["--format", "jsonl"] + arguments + [folder.url.path])
      #expect(result.status == 0)
      #expect(try objects(result).map { $0["id"] as? String } == ids)
      #expect(try objects(result).allSatisfy { ($0["mentions"] as? [Any])?.count == 1 })
    }
  }

  @Test func aPageOnStandardInputIsKnownByItsBeginning() throws {
    let page = Data("<!DOCTYPE html><html><title>x</title><p>&Ocirc;ng L&ecirc; A&#769;.".utf8)
    let object = try #require(try objects(try extract(["--format", "jsonl", "-"], input: page)).first)
    let mention = try #require((object["mentions"] as? [[String: Any]])?.first)
    let source = try #require(mention["sourceBytes"] as? [String: Int])
    #expect(String(decoding: page[source["start"]!..<source["end"]!], as: UTF8.self) == "L&ecirc; A&#769;")
    let asText = try extract(["--format", "jsonl", "--input-format", "text", "-"], input: page)
    #expect((try objects(asText)[0]["mentions"] as? [Any])?.isEmpty == true)
  }

  @Test func anEncodingMayBeNamedOrFoundOut() throws {
    // "Ông Lê Thị Bưởi ở chợ" in TCVN3.
    let bytes = Data([
      0xA4, 0x6E, 0x67, 0x20, 0x4C, 0xAA, 0x20, 0x54, 0x68, 0xDE, 0x20, 0x42, 0xAD, 0xEB, 0x69, 0x20, 0xEB,
      0x20, 0x63, 0x68, 0xEE,
    ])
    for arguments in [[], ["--encoding", "auto"], ["--encoding", "TCVN3"], ["--encoding", "abc"]] {
      let result = try extract(["--format", "jsonl"] + arguments + ["-"], input: bytes)
      let mention = try #require((try objects(result)[0]["mentions"] as? [[String: Any]])?.first)
      #expect(mention["text"] as? String == "Lê Thị Bưởi")
      #expect(mention["sourceBytes"] as? [String: Int] == ["start": 4, "end": 15])
    }
    let wrong = try extract(
      ["--format", "jsonl", "--encoding", "utf-8", "-"], input: Data("aaaa".utf8) + bytes.prefix(1))
    #expect(wrong.errors.contains("invalid UTF-8 sequence"))
    let unknown = try extract(["--encoding", "latin-9", "-"])
    #expect(unknown.status == 64)
    #expect(unknown.errors.contains("latin-9"))
  }

  @Test func tokensShowsPagesAndOlderEncodingsAndRefusesRows() throws {
    let page = try Command.run(
      ["tokens", "--format", "json", "--input-format", "html"], input: Data("<p>h&aacute;t<br>x".utf8))
    let object = try #require(try JSONSerialization.jsonObject(with: page.output) as? [String: Any])
    let tokens = try #require(object["tokens"] as? [[String: Any]])
    #expect(tokens.map { $0["text"] as? String } == ["hát", "x"])
    #expect(tokens.map { $0["gap"] as? String } == ["paragraph", "line"])
    #expect(tokens.map { $0["sourceStart"] as? Int } == [3, 17])
    let legacy = try Command.run(["tokens", "--encoding", "viscii"], input: Data([0x68, 0xE1, 0x74]))
    #expect(legacy.text.contains("\thát\t"))
    let rows = try Command.run(["tokens", "--input-format", "jsonl"], input: Data(Self.rows.utf8))
    #expect(rows.status == 64)
    #expect(rows.errors.contains("tokens shows one document"))
  }

  @Test func evaluateReadsGoldTextsInOlderEncodings() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "gold/a.txt",
      Data([
        0xA4, 0x6E, 0x67, 0x20, 0x4C, 0xAA, 0x20, 0x54, 0x68, 0xDE, 0x20, 0x42, 0xAD, 0xEB, 0x69, 0x20, 0xEB,
        0x20, 0x63, 0x68, 0xEE,
      ]))
    try folder.write("gold/a.ann", "T1\tPerson 4 15\tLê Thị Bưởi\n")
    for arguments in [[], ["--encoding", "tcvn3"]] {
      let result = try Command.run(
        ["evaluate", "--grammar", Command.grammar, "--format", "json"] + arguments + [folder.path("gold")])
      #expect(result.status == 0, "\(result.errors)")
      let object = try #require(try JSONSerialization.jsonObject(with: result.output) as? [String: Any])
      let person = (object["types"] as? [String: Any])?["Person"] as? [String: Any]
      let strict = try #require(person?["strict"] as? [String: Any])
      #expect(strict["tp"] as? Int == 1)
      #expect(strict["fn"] as? Int == 0)
    }
  }
}
