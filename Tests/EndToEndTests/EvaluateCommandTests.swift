import Foundation
import Testing

@Suite("The evaluate and corpus commands")
struct EvaluateCommandTests {
  static let text = "Ông Lan, Giám đốc, ký ngày 5/6/2022.\n"
  static let gold = """
    T1\tPerson 4 7\tLan
    T2\tTitle 9 17\tGiám đốc
    T3\tDate 22 35\tngày 5/6/2022
    #3\tValue T3\t2022-06-05
    R1\tHolds Arg1:T1 Arg2:T2

    """
  /// The person is found, the title cut short, the date's value wrong.
  static let system = """
    T1\tPerson 4 7\tLan
    T2\tTitle 9 13\tGiám
    T3\tDate 22 35\tngày 5/6/2022
    #3\tValue T3\t2022-05-06

    """

  /// A folder with gold and system annotation.
  private func corpus() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write("gold/a.txt", Self.text)
    try folder.write("gold/a.ann", Self.gold)
    try folder.write("gold/documents.tsv", "id\tdate\tgenre\na\t2022-06-06\treport\n")
    try folder.write("system/a.ann", Self.system)
    return folder
  }

  private func run(_ folder: TemporaryFolder, _ arguments: String...) throws -> Command.Result {
    try Command.run(arguments.map { $0.hasPrefix("@") ? folder.path(String($0.dropFirst())) : $0 })
  }

  @Test("the JSON has the contract's keys and the counts of the files")
  func json() throws {
    let result = try run(try corpus(), "evaluate", "@gold", "@system", "--format", "json")
    #expect(result.status == 0)
    #expect(result.errors == "")
    let json = try #require(try JSONSerialization.jsonObject(with: result.output) as? [String: Any])
    #expect(Set(json.keys) == ["types", "micro", "relations"])
    let types = try #require(json["types"] as? [String: [String: [String: Double]]])
    #expect(types["Person"]?["strict"]?["tp"] == 1)
    #expect(types["Title"]?["strict"] == ["tp": 0, "fp": 1, "fn": 1, "precision": 0, "recall": 0, "f1": 0])
    #expect(types["Title"]?["overlap"]?["f1"] == 1)
    #expect(types["Date"]?["value"] == ["correct": 0, "compared": 1])
    let micro = try #require(json["micro"] as? [String: [String: [String: Double]]])
    #expect(Set(micro.keys) == ["core", "all"])
    #expect(micro["core"]?["strict"]?["tp"] == 2)
    let relations = try #require(json["relations"] as? [String: [String: Double]])
    #expect(relations["Holds"]?["fn"] == 1)
  }

  @Test("a gate that fails exits with 1, one that holds with 0")
  func gates() throws {
    let folder = try corpus()
    let failed = try run(folder, "evaluate", "@gold", "@system", "--fail-under", "core=0.9,Person=0.5")
    #expect(failed.status == 1)
    #expect(failed.errors == "gate failed: core: F1 0.6667 is under 0.9000\n")
    #expect(try run(folder, "evaluate", "@gold", "@system", "--fail-under", "Person=1").status == 0)
    #expect(try run(folder, "evaluate", "@gold", "@system", "--fail-under", "Perzon=0").status == 1)
  }

  @Test("a baseline is written, compared with, and guards against regression")
  func baseline() throws {
    let folder = try corpus()
    #expect(try run(folder, "evaluate", "@gold", "@gold", "--write-baseline", "@base.json").status == 0)
    let worse = try run(
      folder, "evaluate", "@gold", "@system", "--baseline", "@base.json", "--max-regression", "0.05")
    #expect(worse.status == 1)
    #expect(worse.text.contains("1 mention lost\n  a Title ‘Giám đốc’; now Title ‘Giám’\n"))
    #expect(
      try run(folder, "evaluate", "@gold", "@gold", "--baseline", "@system", "--max-regression", "0").status
        == 0)
    #expect(try run(folder, "evaluate", "@gold", "@system", "--baseline", "@gold/a.txt").status == 65)
  }

  @Test(
    "every report is written beside the output",
    arguments: [
      ("html", "<!doctype html>"), ("junit", "<?xml"), ("markdown", "## "), ("csv", "scope,"),
      ("errors", "document,"),
      ("json", "{"), ("github", "::notice "), ("text", "1 documents"),
    ])
  func reports(format: String, start: String) throws {
    let folder = try corpus()
    let result = try run(
      folder, "evaluate", "@gold", "@system", "--report", "\(format)=\(folder.path("report"))")
    #expect(result.status == 0)
    #expect(folder.read("report")?.hasPrefix(start) == true)
    #expect(try run(folder, "evaluate", "@gold", "@system", "--format", format).text.hasPrefix(start))
  }

  @Test("what is wrong with the call or the files has its exit code")
  func failures() throws {
    let folder = try corpus()
    #expect(try run(folder, "evaluate", "@nowhere", "@system").status == 66)
    try folder.write("empty/x.txt", "x")
    #expect(try run(folder, "evaluate", "@empty", "@system").status == 66)
    #expect(try run(folder, "evaluate", "@gold", "@system", "--fail-under", "x=y").status == 64)
    #expect(try run(folder, "evaluate", "@gold", "@system", "--max-regression", "0.1").status == 64)
    try folder.write("bad/a.ann", "T1\tPerson x y\tLan\n")
    let bad = try run(folder, "evaluate", "@gold", "@bad")
    #expect(bad.status == 65)
    #expect(bad.errors.contains("a.ann:1: error: a mention needs a type and two offsets"))
    // A line that only a value needs: the scores are shown, and are not those of the whole annotation.
    try folder.write("value/a.ann", Self.system + "#9\tValue T9\t2022\n")
    let value = try run(folder, "evaluate", "@gold", "@value")
    #expect(value.errors.contains(": error: "))
    #expect(value.status == 65)
    #expect(value.text.hasPrefix("1 documents"))
  }

  @Test("--type lists the errors of one type, and a type that is nowhere is a usage error")
  func type() throws {
    let folder = try corpus()
    let dates = try run(folder, "evaluate", "@gold", "@system", "--type", "Date")
    #expect(dates.status == 0)
    #expect(dates.text.contains("\nErrors\n") && dates.text.contains("a 22–35  value: Date"))
    #expect(!dates.text.contains("a 9–17"))
    let wrong = try run(folder, "evaluate", "@gold", "@system", "--type", "Nope")
    #expect(wrong.status == 64)
    #expect(wrong.text == "")
    #expect(
      wrong.errors.hasPrefix("Error: --type: nothing here is of type 'Nope'; there are Person, Title, Date\n")
    )
    let useless = try run(folder, "evaluate", "@gold", "@system", "--type", "Date", "--format", "json")
    #expect(useless.status == 64)
    #expect(useless.errors.hasPrefix("Error: --type is for the text format\n"))
  }

  @Test("--ids scores the documents that a file names, and says which of them are not there")
  func ids() throws {
    let folder = try corpus()
    try folder.write("gold/b.ann", "")
    let list = try folder.write("list", "a\n")
    let one = try run(folder, "evaluate", "@gold", "@system", "--ids", list)
    #expect(one.status == 0)
    #expect(one.text.hasPrefix("1 documents"))
    try folder.write("list", "a x\ny\n")
    let wrong = try run(folder, "evaluate", "@gold", "@system", "--ids", list)
    #expect(wrong.status == 66)
    #expect(wrong.errors == "\(list): no annotation (ID.ann) in \(folder.path("gold")) for x y\n")
    try folder.write("list", "\n")
    let empty = try run(folder, "evaluate", "@gold", "@system", "--ids", list)
    #expect(empty.status == 66)
    #expect(empty.errors == "\(list): names no document\n")
  }

  @Test("corpus check tells all problems with file and line, and exits with 1")
  func check() throws {
    let folder = try corpus()
    #expect(try run(folder, "corpus", "check", "@gold").status == 0)
    try folder.write("gold/a.ann", Self.gold.replacingOccurrences(of: "4 7\tLan", with: "4 8\tLan"))
    let result = try run(folder, "corpus", "check", "@gold")
    #expect(result.status == 1)
    #expect(
      result.text.split(separator: "\n").map { $0.replacingOccurrences(of: folder.path("gold"), with: "") }
        == [
          "/a.ann:1: error: T1 Person ‘Lan’: the text there is ‘Lan,’",
          "/a.ann:1: error: T1 Person ‘Lan’: ends with ‘,’",
        ])
  }

  @Test("corpus stats and agree print their tables")
  func statsAndAgree() throws {
    let folder = try corpus()
    #expect(
      try run(folder, "corpus", "stats", "@gold").text.contains("  Person                         1 (1)\n"))
    let agree = try run(folder, "corpus", "agree", "@gold", "@system")
    #expect(agree.status == 0)
    #expect(agree.text.contains("a 9–17 boundary: Title ‘Giám đốc’ | Title ‘Giám’\n"))
  }

  @Test(
    "corpus convert goes there and back without a change", arguments: ["doccano", "label-studio", "spacy"])
  func convert(format: String) throws {
    let folder = try corpus()
    #expect(try run(folder, "corpus", "convert", "@gold", "--to", format, "-o", "@there").status == 0)
    #expect(
      try run(folder, "corpus", "convert", "@there", "--from", format, "--to", "brat", "-o", "@back").status
        == 0)
    #expect(folder.read("back/a.ann") == Self.gold)
    #expect(folder.read("back/a.txt") == Self.text)
    #expect(try run(folder, "corpus", "convert", "@gold", "--to", format, "-o", "@there").status == 73)
  }

  @Test("corpus convert tells what a format cannot hold")
  func losses() throws {
    let result = try run(try corpus(), "corpus", "convert", "@gold", "--to", "conll")
    #expect(result.status == 0)
    #expect(result.errors == "a: lost: 1 relations\na: lost: 1 values\n")
    #expect(result.text.hasPrefix("# newdoc id = a\nÔng\t0\t3\tO\nLan\t4\t7\tB-Person\n,\t7\t8\tO\n"))
  }
}
