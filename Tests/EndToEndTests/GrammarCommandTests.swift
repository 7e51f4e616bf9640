import Foundation
import Testing

@Suite("The grammar commands")
struct GrammarCommandTests {
  /// A small grammar with most constructs, in a folder of its own.
  static func folder(rules: String? = nil) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(
      "cascade.grammar",
      """
      group primary
      type Person group primary { value: text  rank: text }
      type Title group primary absorbs Person { role: text }
      type Day group primary { value: date }
      private type Name
      stages names, facts

      """)
    try folder.write("roles.tsv", "phrase\tcanonical\nchủ tịch\tChủ tịch\nphó chủ tịch\tPhó Chủ tịch\n")
    try folder.write(
      "names.grammar",
      """
      stage names
      macro fullName = capitalized{2,4}
      rule name -> Name = unless("Ông") fullName

      """)
    try folder.write(
      "facts.grammar",
      rules ?? """
        stage facts
        lexicon roles from "roles.tsv"
        rule person -> Person($n) { value = last($n)  rank = $r.canonical } = ("ông" | r:@roles) n:<Name>
        rule title -> Title { role = $r.canonical } = r:@roles glued? "xã"?
        rule day -> Day { value = date(day: $d, month: $m) } = "ngày" d:digits(1..31) "/" m:digits(1..12)
        test person {
            match "gặp ông [Lê Văn A] hôm qua" => { value: "A" }
            reject "ông ấy"
        }
        test title { match "[Phó Chủ tịch xã] nói" => { role: "Phó Chủ tịch" } }

        """)
    return folder
  }

  // MARK: check

  @Test func `check sums up a good grammar`() throws {
    let folder = try Self.folder()
    let result = try Command.run(["grammar", "check", "--grammar", folder.url.path])
    #expect(result.status == 0)
    #expect(result.text.hasPrefix("2 stages, 4 rules, 1 lexicons with 2 entries, 3 tests, "))
    #expect(result.errors == "")
  }

  @Test func `check shows each problem with its source line`() throws {
    let folder = try Self.folder(rules: "stage facts\nrule a -> Person = @rolez\n")
    let result = try Command.run(["grammar", "check", "--grammar", folder.url.path])
    #expect(result.status == 78)
    #expect(result.text == "")
    #expect(
      result.errors.contains(
        """
        facts.grammar:2:21: error: there is no lexicon `rolez` [unknown-lexicon]
            rule a -> Person = @rolez
                                ^~~~~

        """))
  }

  @Test func `a grammar file that is too large is a problem of the grammar`() throws {
    let folder = try Self.folder()
    try folder.write("facts.grammar", String(repeating: "#", count: (4 << 20) + 1))
    let message = "the file has 4194305 bytes; the limit is 4194304"
    let result = try Command.run(["grammar", "check", "--grammar", folder.url.path])
    #expect(result.status == 78)
    let path = folder.path("facts.grammar")
    #expect(result.text + result.errors == "\(path):1:1: error: \(message) [file-too-large]\n")
    let json = try Command.run(["grammar", "check", "--grammar", folder.url.path, "--json"])
    #expect(json.status == 78)
    #expect(json.text.contains("\"id\":\"file-too-large\",\"message\":\"\(message)\""))
    let extract = try Command.run(
      ["extract", "--grammar", folder.url.path, "-"], input: Data("ông Lê Văn A".utf8))
    #expect(extract.status == 78)
    #expect(extract.errors.contains(message))
  }

  @Test func `check prints JSON for editors`() throws {
    let folder = try Self.folder(rules: "stage facts\nlexicon l { \"x\" }\nrule a -> Person = @k\n")
    let result = try Command.run(["grammar", "check", "--json", "--grammar", folder.url.path])
    #expect(result.status == 78)
    let list = try #require(JSONSerialization.jsonObject(with: result.output) as? [[String: Any]])
    let error = try #require(list.first { $0["id"] as? String == "unknown-lexicon" })
    #expect(error["file"] as? String == folder.path("facts.grammar"))
    #expect(error["line"] as? Int == 3 && error["column"] as? Int == 21)
    #expect(error["severity"] as? String == "error")
  }

  @Test func `extract shows a broken grammar's errors with their source lines`() throws {
    let folder = try Self.folder(rules: "stage facts\nrule a -> Person = @rolez\n")
    let result = try Command.run(["extract", "--grammar", folder.url.path], input: Data("x".utf8))
    #expect(result.status == 78)
    #expect(result.errors.contains("    rule a -> Person = @rolez\n"))
  }

  @Test func `places are those that an editor opens from where the command runs`() throws {
    let outer = try TemporaryFolder()
    let rules = "stage facts\nrule a -> Person = @rolez\n"
    let folder = try Self.folder(rules: rules)
    try FileManager.default.copyItem(atPath: folder.url.path, toPath: outer.path("vi"))
    try outer.write("work/x.txt", "ông")
    func place(_ grammar: String, in directory: String = ".", _ words: [String] = ["check"]) throws -> String
    {
      let result = try Command.run(
        (words[0] == "extract" ? [] : ["grammar"]) + words + ["--grammar", grammar],
        directory: outer.url.appendingPathComponent(directory))
      #expect(result.status == 78)
      let line = try #require(result.errors.split(separator: "\n").first { $0.contains(" error: ") })
      return String(line.prefix { $0 != " " })
    }
    #expect(try place("vi") == "vi/facts.grammar:2:21:")
    #expect(try place("vi/") == "vi/facts.grammar:2:21:")
    #expect(try place("./vi") == "./vi/facts.grammar:2:21:")
    #expect(try place("../vi", in: "work") == "../vi/facts.grammar:2:21:")
    #expect(try place(".", in: "vi") == "facts.grammar:2:21:")
    #expect(try place(outer.path("vi")) == outer.path("vi/facts.grammar:2:21:"))
    for words in [
      ["test"], ["dump"], ["query", "any", "work"], ["explain", "--text", "x"], ["extract", "work"],
    ] {
      #expect(try place("vi", words) == "vi/facts.grammar:2:21:")
    }
    // A note's place is one too.
    try outer.write(
      "vi/facts.grammar", "stage facts\nmacro m = \"a\"\nmacro m = \"b\"\nrule a -> Title = m\n")
    let twice = try Command.run(["grammar", "check", "--grammar", "vi"], directory: outer.url)
    #expect(twice.errors.contains("\nvi/facts.grammar:2:7: note: "), "\(twice.errors)")
  }

  @Test func `a folder on top of the bundled grammar names its own files alone by the folder`() throws {
    let outer = try TemporaryFolder()
    try outer.write("mine/cascade.grammar", "type Plate group nope\nstages plates\n")
    try outer.write("mine/plates.grammar", "stage plates\nrule plate -> Plate = @nope\n")
    let result = try Command.run(
      ["grammar", "check", "--grammar", "mine", "--with-bundled"], directory: outer.url)
    #expect(result.status == 78)
    #expect(result.errors.contains("mine/cascade.grammar:1:18: error: there is no group `nope`"))
    #expect(result.errors.contains("mine/plates.grammar:2:24: error: there is no lexicon `nope`"))
    #expect(result.errors.contains("    type Plate group nope\n"))
    let explained = try Command.run(["grammar", "explain", "--text", "ngày 5/6/2022"], directory: outer.url)
    #expect(explained.text.contains(", dates/"))
  }

  // MARK: test

  @Test func `test counts what passed`() throws {
    let folder = try Self.folder()
    let result = try Command.run(["grammar", "test", "--grammar", folder.url.path])
    #expect(result.status == 0)
    #expect(result.text == "3 passed, 0 failed\n")
    let filtered = try Command.run(["grammar", "test", "--filter", "title", "--grammar", folder.url.path])
    #expect(filtered.text == "1 passed, 0 failed\n")
    // A name that is mistyped does not pass.
    let none = try Command.run(["grammar", "test", "--filter", "titel", "--grammar", folder.url.path])
    #expect(none.status == 1)
    #expect(none.errors.hasPrefix("boctach: --filter titel: no test block"))
  }

  @Test func `watch does not wait for a folder that is not there`() throws {
    let result = try Command.run(["grammar", "test", "--watch", "--grammar", "/nowhere"])
    #expect(result.status == 66)
  }

  static let failing = """
    stage facts
    rule person -> Person($n) { value = $n } = "ông" n:<Name>
    test person {
        match "ông [Lê A] & <b>"
        match "[ông Lê A]"
        reject "bà Lê A"
    }

    """

  @Test func `test names each failure with its place, and why`() throws {
    let folder = try Self.folder(rules: Self.failing)
    let result = try Command.run(["grammar", "test", "--grammar", folder.url.path])
    #expect(result.status == 1)
    #expect(result.text == "2 passed, 1 failed\n")
    #expect(
      result.errors == """
        \(folder.path("facts.grammar")):5:11: person: "ông Lê A"
            no mention [ông Lê A]
            unexpected [Person: Lê A]

        """)
  }

  @Test func `a failure shows line breaks and controls as characters that can be seen`() throws {
    let folder = try Self.folder(
      rules: "stage facts\nrule day -> Day { value = date(day: $d) } = \"ngày\" d:digits\n"
        + "test day { match \"[a\\nb\\tc\u{1}\u{85}]\" }\n")
    let result = try Command.run(
      [
        "grammar", "test", "--grammar", ".", "--junit", "out.xml",
      ], directory: folder.url)
    #expect(result.status == 1)
    #expect(
      result.errors
        == "facts.grammar:3:18: day: \"a\\nb\\tc\\u{1}\\u{85}\"\n    no mention [a\\nb\\tc\\u{1}\\u{85}]\n")
    let report = try #require(folder.read("out.xml"))
    #expect(report.contains("name=\"a\\nb\\tc\\u{1}\\u{85}\""))
    #expect(report.contains("message=\"no mention [a\\nb\\tc\\u{1}\\u{85}]\""))
    #expect(try WellFormed.problem(in: report) == nil)
  }

  @Test func `test writes a JUnit report that an XML parser reads`() throws {
    let folder = try Self.folder(rules: Self.failing)
    let result = try Command.run([
      "grammar", "test", "--grammar", folder.url.path, "--junit", folder.path("out.xml"),
    ])
    #expect(result.status == 1)
    let report = try #require(folder.read("out.xml"))
    #expect(report.contains("<testsuites name=\"boctach grammar test\" tests=\"3\" failures=\"1\">"))
    #expect(
      report.contains(
        "name=\"ông Lê A &amp; &lt;b&gt;\" file=\"\(folder.path("facts.grammar"))\" line=\"4\"/>"))
    #expect(
      report.contains(
        "<failure message=\"no mention [ông Lê A]; unexpected [Person: Lê A]\">\(folder.path("facts.grammar")):5"
      )
    )
    #expect(try WellFormed.problem(in: report) == nil)
  }

  @Test func `test prints JSON, one object a test`() throws {
    let folder = try Self.folder(rules: Self.failing)
    let result = try Command.run(["grammar", "test", "--json", "--grammar", folder.url.path])
    let lines = result.text.split(separator: "\n")
    #expect(lines.count == 3)
    let second = try #require(JSONSerialization.jsonObject(with: Data(lines[1].utf8)) as? [String: Any])
    #expect(second["passed"] as? Bool == false)
    #expect(second["line"] as? Int == 5)
    #expect((second["problems"] as? [String])?.count == 2)
  }

  @Test func `test shows a profile by rule`() throws {
    let folder = try Self.folder()
    let result = try Command.run(["grammar", "test", "--profile", "--grammar", folder.url.path])
    #expect(result.text == "3 passed, 0 failed\n")
    let rows = result.errors.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    #expect(
      rows[1] == ["ms", "share", "steps", "tried", "advanced", "matched", "won", "rule", "stage", "place"])
    let title = try #require(rows.first { $0.count > 7 && $0[7] == "title" })
    // "Phó Chủ tịch xã" is the one place where the rule fits; "Chủ tịch" inside it is no longer tried.
    #expect(title[4...6] == ["1", "1", "1"])
    #expect(title[8...9] == ["facts", "\(folder.path("facts.grammar")):4"])
    let day = try #require(rows.first { $0.count > 7 && $0[7] == "day" })
    #expect(day[4...6] == ["0", "0", "0"])
  }

  @Test func `watch runs the tests again when a file changes`() throws {
    let folder = try Self.folder()
    let process = Process()
    process.executableURL = Command.executable
    process.arguments = ["grammar", "test", "--watch", "--grammar", folder.url.path]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    defer {
      // A test's thread may have other signals blocked, and its children inherit that.
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
    }
    func line() -> String {
      var bytes: [UInt8] = []
      while let byte = try? output.fileHandleForReading.read(upToCount: 1)?.first, byte != 10 {
        bytes.append(byte)
      }
      return String(decoding: bytes, as: UTF8.self)
    }
    #expect(line() == "3 passed, 0 failed")
    try folder.write("facts.grammar", Self.failing)
    #expect(line() == "2 passed, 1 failed")
  }

  @Test(arguments: [
    ["test", "--watch"], ["test", "--watch", "--json", "--grammar", "x"], ["format"], ["explain"],
    ["explain", "--text", "x", "--span", "5:2"], ["explain", "--text", "x", "--rule", "r"],
    ["explain", "--text", "x", "--date", "x"], ["query"], ["query", "any", "--length", "513"],
  ])
  func `bad words on the command line are usage errors`(arguments: [String]) throws {
    #expect(try Command.run(["grammar"] + arguments).status == 64)
  }

  @Test(arguments: ["check", "test", "dump"])
  func `a folder that is not there is no input`(command: String) throws {
    #expect(try Command.run(["grammar", command, "--grammar", "/nowhere/at/all"]).status == 66)
  }

  // MARK: format

  @Test func `format lays files out, once`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("a.grammar", "stage   s\n\n\nrule a->T{x=$y}=y:\"a\"   # behind\n")
    #expect(try Command.run(["grammar", "format", "--check", path]).status == 1)
    #expect(folder.read("a.grammar")?.hasPrefix("stage   s") == true)
    let result = try Command.run(["grammar", "format", path])
    #expect(result.status == 0 && result.text == "" && result.errors == "")
    #expect(
      folder.read("a.grammar") == """
        stage s

        rule a -> T { x = $y } = y:"a"  # behind

        """)
    let again = try Command.run(["grammar", "format", "--check", path])
    #expect(again.status == 0 && again.text == "")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["a.grammar"])
  }

  @Test func `format leaves a file with a syntax error as it is`() throws {
    let folder = try TemporaryFolder()
    let text = "stage s\nrule a -> T = (\"a\"\n"
    let path = try folder.write("a.grammar", text)
    try folder.write("b.grammar", "stage   s\n")
    let result = try Command.run(["grammar", "format", "--grammar", folder.url.path])
    #expect(result.status == 78)
    #expect(result.errors.contains("\(path):2:19: error: "))
    #expect(folder.read("a.grammar") == text)
    #expect(folder.read("b.grammar") == "stage s\n")
  }

  @Test func `format writes standard input to standard output`() throws {
    let result = try Command.run(["grammar", "format", "-"], input: Data("stage   s\n".utf8))
    #expect(result.status == 0)
    #expect(result.text == "stage s\n")
  }

  // MARK: dump

  @Test func `dump prints the compiled program, the same each time`() throws {
    let folder = try Self.folder()
    let first = try Command.run(["grammar", "dump", "--grammar", folder.url.path])
    let second = try Command.run(["grammar", "dump", "--grammar", folder.url.path])
    #expect(first.text == second.text)
    #expect(first.text.hasPrefix("boctach program 1\ntype 0 Person: group primary; value text; rank text\n"))
    let one = try Command.run(["grammar", "dump", "--rule", "day", "--grammar", folder.url.path])
    #expect(one.text.contains("rule 3 day: stage facts; priority 0; within paragraph; length 64; nodes "))
    #expect(!one.text.contains("rule 0 name"))
    #expect(try Command.run(["grammar", "dump", "--rule", "no", "--grammar", folder.url.path]).status == 64)
  }

  // MARK: explain

  func explain(_ arguments: [String], folder: TemporaryFolder? = nil) throws -> Command.Result {
    let folder = try folder ?? Self.folder()
    return try Command.run(["grammar", "explain", "--grammar", "."] + arguments, directory: folder.url)
  }

  @Test func `explain shows rule, elements, captures, lexicon entries and values`() throws {
    let result = try explain(["--text", "Phó Chủ tịch Lê Văn A", "--span", "13:21"])
    #expect(result.status == 0)
    #expect(
      result.text
        == """
        "Lê Văn A" 13:21 Person
          rule      person, facts.grammar:3:1, stage facts
          match     "Phó Chủ tịch Lê Văn A"
          elements  @roles  "Phó Chủ tịch"  facts.grammar:3:82
                    <Name>  "Lê Văn A"      facts.grammar:3:92
          captures  $r  "Phó Chủ tịch"
                    $n  "Lê Văn A"
          lexicons  @roles  "Phó Chủ tịch"  canonical=Phó Chủ tịch  roles.tsv:3:1
          mentions  <Name>  "Lê Văn A"  rule name, names.grammar:3:1, stage names
          fields    value = last($n)
                        with $n = "Lê Văn A" → "A"
                    rank = $r.canonical
                        → "Phó Chủ tịch"

        "Lê Văn A" 13:21 Name
          rule      name, names.grammar:3:1, stage names
          output    no: a private type
          elements  unless("Ông")         names.grammar:3:21
                    capitalized    "Lê"   names.grammar:2:18
                    capitalized    "Văn"  names.grammar:2:18
                    capitalized    "A"    names.grammar:2:18

        """
    )
  }

  @Test func `explain resolves dates against the publication date`() throws {
    let result = try explain(["--text", "ngày 5/6", "--date", "2022-06-10"])
    #expect(
      result.text.contains("value = date(day: $d, month: $m)\n                with $d = \"5\", $m = \"6\" → ")
    )
    #expect(result.text.contains("    resolved: \"2022-06-05\"\n"))
  }

  @Test func `explain of a file resolves dates as extract does`() throws {
    let folder = try Self.folder()
    let (day, resolved) = ("Hôm đó là ngày 5/6.", "    resolved: \"2022-06-05\"\n")
    let listed = try folder.write("in/a.txt", day)
    let page = try folder.write(
      "in/b.html",
      """
      <html><head><meta property="article:published_time" content="2022-06-10"></head>
      <body><article><p>\(day)</p></article></body></html>
      """)
    try folder.write("in/documents.tsv", "id\tdate\na\t2022-06-10\nc\tmai\n")
    // The table goes before --date, that before the page's metadata.
    #expect(try explain(["--file", listed], folder: folder).text.contains(resolved))
    #expect(try explain(["--file", listed, "--date", "2019-06-10"], folder: folder).text.contains(resolved))
    #expect(try explain(["--file", page], folder: folder).text.contains(resolved))
    let stated = try explain(["--file", page, "--date", "2019-06-10"], folder: folder)
    #expect(stated.text.contains("    resolved: \"2019-06-05\"\n"))
    let wrong = try explain(["--file", try folder.write("in/c.txt", day)], folder: folder)
    #expect(wrong.errors.contains("documents.tsv: c: 'mai' is not a day of the form YYYY-MM-DD"))
    #expect(wrong.status == 0)
  }

  @Test func `explain says that a span between tokens is none of a mention`() throws {
    let exact = try explain(["--text", "ông Lê A", "--span", "4:8"])
    #expect(exact.status == 0)
    for span in ["5:8", "3:8"] {
      let result = try explain(["--text", "ông Lê A", "--span", span])
      #expect(result.status == 1)
      #expect(
        result.text == """
          \(span) does not begin and end with tokens, so that no mention is there; this is of 4:8, the span of its tokens

          \(exact.text)
          """)
    }
    let word = try explain(["--text", "ông Lê A", "--span", "4:6"])
    #expect(word.status == 1)
    #expect(word.text.hasPrefix("\"Lê\" 4:6 is no mention\n"))
  }

  @Test func `explain shows each turn of a repeated phrase, and a phrase of several words as one`() throws {
    let report = try explain("rule n -> M = \"rất xa\"{2} \"xa\"+ ", "rất xa rất xa xa xa", "0:19")
    #expect(
      report.contains(
        """
          elements  "rất xa"  "rất xa"  s.grammar:2:15
                    "rất xa"  "rất xa"  s.grammar:2:15
                    "xa"      "xa"      s.grammar:2:27
                    "xa"      "xa"      s.grammar:2:27

        """), "\(report)")
  }

  @Test func `explain looks for the start of a match as far back as the rule is long`() throws {
    let words = Array(repeating: "a", count: 40).joined(separator: " ")
    let rules = "rule n -> M($x) = \"số\" letters+ x:digits"
    let report = try explain(rules, "số \(words) b/", "84:85")
    #expect(report.contains("\n  fits      \"số a a"), "\(report)")
    let short = try explain(rules.replacing("= ", with: "length 20 = "), "số \(words) b/", "84:85")
    #expect(short.contains("no rule begins at"), "\(short)")
  }

  @Test func `explain without a span tells of every output mention`() throws {
    let result = try explain(["--text", "ông Lê A, chủ tịch xã"])
    let heads = result.text.split(separator: "\n").filter { $0.hasPrefix("\"") }
    #expect(heads == ["\"Lê A\" 4:8 Person", "\"chủ tịch xã\" 10:21 Title"])
    #expect(try explain(["--text", "không có gì"]).text == "no mention in this text\n")
  }

  @Test func `explain says what stood in the way of a span`() throws {
    let result = try explain(["--text", "ngày 5/13", "--span", "0:9"])
    #expect(result.status == 1)
    #expect(
      result.text == """
        "ngày 5/13" 0:9 is no mention

          rule      day, facts.grammar:5:1, stage facts
          fits      "ngày 5/"
          then      at "13":
                    not digits(1..12)  facts.grammar:5:85

        """)
  }

  @Test func `explain says when a gap, a longer match or a missing value was the reason`() throws {
    let gap = try explain(["--text", "ngày 5\\n/6", "--span", "0:8"])
    #expect(gap.text.contains("a line break stands before it; \"/\" wants nothing or a space"))
    let lost = try explain(["--text", "phó chủ tịch", "--span", "4:12"])
    #expect(
      lost.text.contains("yes, but \"phó chủ tịch\" starts further left: rule title, facts.grammar:4:1"))
    let longer = try explain(["--text", "chủ tịch xã", "--span", "0:8", "--rule", "title"])
    #expect(longer.text.contains("yes, but \"chủ tịch xã\" is longer: rule title"))
    let value = try explain(["--text", "ngày 31/2", "--span", "0:9"])
    #expect(value.text.contains("yes, but its field value has no value, so that no mention is made"))
  }

  @Test func `explain tells of one rule that fits nowhere, and of a part of a match`() throws {
    let none = try explain(["--text", "xin chào", "--span", "0:3"])
    #expect(none.text == "\"xin\" 0:3 is no mention\n  no rule begins at \"xin\"\n")
    let inside = try explain(["--text", "xin ngày 5", "--span", "0:10"])
    #expect(
      inside.text.hasPrefix(
        "\"xin ngày 5\" 0:10 is no mention\n  no rule begins at \"xin\"\n  the nearest from \"ngày\" on:\n\n  rule      day"
      ))
    let one = try explain(["--text", "xin chào", "--span", "0:3", "--rule", "day"])
    #expect(one.text.contains("  then      at \"xin\":\n            not \"ngày\"  facts.grammar:5:56\n"))
    let part = try explain(["--text", "ông lê", "--span", "4:6"])
    #expect(part.text.contains("  fits      \"ông\"\n  then      at \"lê\":\n            not <Name>"))
  }

  /// What `explain` says of a span, under rules of its own.
  func explain(_ rules: String, _ text: String, _ span: String, more: [String] = []) throws -> String {
    let folder = try TemporaryFolder()
    try folder.write(
      "cascade.grammar", "group g\ntype N group g { value: number }\ntype M group g\nstages s\n")
    try folder.write("s.grammar", "stage s\n\(rules)\n")
    let result = try explain(["--text", text, "--span", span] + more, folder: folder)
    #expect(!result.errors.contains("error:"), "\(result.errors)")
    return result.text
  }

  private static let withoutValue = "yes, but its field value has no value, so that no mention is made"
  private static let otherParts = "yes, but the rule emits other parts of the match"
  private static let made = "yes, and the rule makes a mention of it"

  @Test(arguments: [
    // The rule emits exactly the span; its normalizer has no value.
    ("rule n -> N { value = number($x) } = x:letters", "abc", "0:3", withoutValue),
    ("rule n -> N($x) { value = number($x) } = \"số\" x:letters", "số abc", "3:6", withoutValue),
    ("rule n = \"số\" x:letters emit N($x) { value = number($x) }", "số abc", "3:6", withoutValue),
    ("rule n = (x:letters \",\")+ emit N(each $x) { value = number($x) }", "a, b,", "3:4", withoutValue),
    // So it is where the capture starts the match.
    ("rule n -> N($n) { value = number($n) } = n:letters \"đồng\"", "năm đồng", "0:3", withoutValue),
    // Each emission has its own tokens.
    (
      "rule n = y:letters x:letters emit M($y) emit N($x) { value = number($x) }", "a b", "2:3", withoutValue
    ),
    // The capture took no token.
    (
      "rule opt -> M($x) = \"v\" x:(\"w\" \"x\")?", "v", "0:1",
      "yes, but $x took no token, so that no mention is made"
    ),
    (
      "rule opt = \"v\" x:\"w\"? y:\"x\"? emit M($x) emit M($y)", "v", "0:1",
      "yes, but $x and $y took no token, so that no mention is made"
    ),
    // It makes mentions of other tokens.
    ("rule n -> M($x) = \"số\" x:letters", "số abc", "0:6", otherParts),
    ("rule n -> M($x) = \"một\" x:letters \"ba\"", "một hai ba", "0:3", otherParts),
    ("rule n = \"v\" x:\"w\"? y:letters emit M($x) emit M($y)", "v z", "0:1", otherParts),
    // It makes none at all.
    (
      "lexicon k document\nrule n = x:letters export $x to @k", "abc", "0:3",
      "yes, but the rule emits nothing"
    ),
    // It makes the mention of what is left of a span that begins too early.
    ("rule n -> M = \"số\" digits", "xin số 5", "0:8", made),
    // Another match won: longer than this rule's, or not.
    ("rule n -> M = letters+", "a b", "0:1", "yes, but \"a b\" is longer: rule n"),
    (
      "rule n -> M($x) = \"a\" x:\"b\"\nrule o -> M = \"a\" \"b\" \"c\"", "a b c", "2:3",
      "yes, but \"a b c\" is longer: rule o"
    ),
    (
      "rule n -> M($x) = \"a\" x:(\"b\" | \"d\") \"c\"\nrule o -> M priority 2 = \"a\" \"b\" \"c\"", "a b c",
      "2:3",
      "yes, but \"a b c\" has priority or stands first: rule o"
    ),
  ])
  func `explain says why a rule that matches makes no mention of the span`(
    rules: String, text: String, span: String, expected: String
  ) throws {
    let report = try explain(rules, text, span)
    #expect(report.contains("  matches   \(expected)"), "\(report)")
    for other in [Self.withoutValue, Self.otherParts, Self.made] where other != expected {
      #expect(!report.contains(other), "\(report)")
    }
  }

  @Test func `explain of one rule says that it made the mention`() throws {
    let report = try explain("rule n -> M($x) = \"số\" x:digits", "số 5", "3:4", more: ["--rule", "n"])
    #expect(report.contains("  matches   \(Self.made)\n"), "\(report)")
  }

  @Test func `explain says where a match ends that does not come as far as the span`() throws {
    let report = try explain(
      "rule gom = \"gom\" (i:(j:letters \"+\" k:letters) \",\")+ emit M(each $i)", "gom an+b, c+de, f+g",
      "16:19")
    #expect(
      report == """
        "f+g" 16:19 is no mention

          rule      gom, s.grammar:2:1, stage s
          matches   "gom an+b,"
                    "gom an+b, c+de,"
          fits      "gom an+b, c+de, f+g"
          then      at the end:
                    the text ends before ","  s.grammar:2:47

        """)
  }

  @Test func `explain places each obstacle where it is written`() throws {
    let report = try explain("rule n -> M length 3 = \"một\" letters+ \"ba\"", "một a b c", "0:9")
    #expect(
      report.hasSuffix(
        """
          then      at "c":
                    not "ba"                                                  s.grammar:2:39
                    the rule's length 3 is reached before the end of letters  s.grammar:2:30

        """), "\(report)")
    let both = try explain("rule n -> M = \"một\" letters+ \"ba\"", "một a 5", "0:7")
    #expect(
      both.hasSuffix("  then      at \"5\":\n            not letters or \"ba\"  s.grammar:2:21\n"), "\(both)")
  }

  @Test func `explain says which mention a deleted one gave way to`() throws {
    let folder = try Self.folder(
      rules: """
        stage facts
        rule person -> Person = "chủ tịch" capitalized
        link Holds(Person, Title) { }
        """)
    try folder.write(
      "cascade.grammar",
      """
      group primary
      type Person group primary
      type Title group primary absorbs Person
      private type Name
      relation Holds(Person, Title)
      stages names, facts
      """)
    try folder.write(
      "names.grammar",
      "stage names\nrule title -> Title = \"chủ tịch\" capitalized+\nrule n -> Name = \"x\"\n")
    let result = try explain(["--text", "chủ tịch A", "--span", "0:10"], folder: folder)
    #expect(result.text.contains("  output    no: absorbed by \"chủ tịch A\" 0:10 Title\n"))
  }

  @Test func `explain counts code points, also in decomposed text`() throws {
    let folder = try Self.folder()
    let file = try folder.write("a.txt", "o\u{302}ng Le\u{302} Va\u{306}n")
    let result = try explain(["--file", file, "--span", "5:13"], folder: folder)
    #expect(result.status == 0)
    #expect(result.text.hasPrefix("\"Le\u{302} Va\u{306}n\" 5:13 Person\n"))
  }

  // MARK: query

  func texts() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write("a.txt", "Ông Lê A nói.\nKhông ai.\nba\nbốn\nÔng Trần B và ông Đỗ C.\n")
    try folder.write("sub/b.txt", "Chẳng có gì.\r\nChủ tịch xã\r\n")
    return folder
  }

  @Test func `query searches a folder like grep`() throws {
    let (texts, grammar) = (try texts(), try Self.folder())
    let result = try Command.run([
      "grammar", "query", "\"ông\" capitalized+", texts.url.path, "--grammar", grammar.url.path,
    ])
    #expect(result.status == 0)
    let path = texts.path("a.txt")
    #expect(result.text == "\(path):1:Ông Lê A nói.\n\(path):5:Ông Trần B và ông Đỗ C.\n")
  }

  @Test func `query colors matches and shows context`() throws {
    let (texts, grammar) = (try texts(), try Self.folder())
    let result = try Command.run([
      "grammar", "query", "\"ông\" capitalized+", texts.path("a.txt"), "-C", "1", "--grammar",
      grammar.url.path,
    ])
    let path = texts.path("a.txt")
    #expect(
      result.text == """
        \(path):1:Ông Lê A nói.
        \(path)-2-Không ai.
        --
        \(path)-4-bốn
        \(path):5:Ông Trần B và ông Đỗ C.

        """)
    let glued = try Command.run([
      "grammar", "query", "\"ông\" capitalized+", texts.path("a.txt"), "-C1", "--grammar", grammar.url.path,
    ])
    #expect(glued.text == result.text)
    let colored = try Command.run([
      "grammar", "query", "\"ông\" capitalized+", texts.path("a.txt"), "--color", "--grammar",
      grammar.url.path,
    ])
    #expect(colored.text.contains("\u{1B}[1;31mÔng Trần B\u{1B}[0m và \u{1B}[1;31mông Đỗ C\u{1B}[0m.\n"))
  }

  @Test func `query sees lexicons, macros and mentions of every file`() throws {
    let (texts, grammar) = (try texts(), try Self.folder())
    let query = { (pattern: String) in
      try Command.run(["grammar", "query", pattern, texts.url.path, "--grammar", grammar.url.path]).text
    }
    #expect(try query("@roles").hasSuffix("sub/b.txt:2:Chủ tịch xã\n"))
    #expect(try query("fullName").split(separator: "\n").count == 2)
    #expect(try query("<Title>").hasSuffix("sub/b.txt:2:Chủ tịch xã\n"))
    #expect(try query("in<Person> & raw/B/").hasSuffix("a.txt:5:Ông Trần B và ông Đỗ C.\n"))
  }

  @Test func `query reads standard input, across lines where the pattern says so`() throws {
    let result = try Command.run(
      ["grammar", "query", "\"một\" linebreak \"hai\"", "-"], input: Data("không\nmột\nhai ba\n".utf8))
    #expect(result.text == "(standard input):2:một\n(standard input):3:hai ba\n")
  }

  @Test func `query says lines of the file for rows, and counts by file`() throws {
    let texts = try TemporaryFolder()
    let rows = try texts.write("l.csv", "id,text\n1,xin chào\n2,ông Lê\n3,ông A và ông B\n")
    try texts.write("bad.jsonl", "{\"text\": \"ông C\"}\n[\n")
    let query = { (options: [String], path: String) in
      try Command.run(["grammar", "query", "\"ông\""] + options + [path])
    }
    #expect(try query([], rows).text == "\(rows):3:ông Lê\n\(rows):4:ông A và ông B\n")
    #expect(try query(["-c"], rows).text == "\(rows):3\n")
    #expect(try query(["-o"], rows).text == "\(rows):3:ông\n\(rows):4:ông\n\(rows):4:ông\n")
    let bad = try query([], texts.path("bad.jsonl"))
    #expect(bad.status == 65)
    #expect(bad.text.hasSuffix("bad.jsonl:1:ông C\n"))
    #expect(bad.errors.contains("bad.jsonl:2: "))
  }

  @Test func `query and explain warn of what is no UTF-8, as extract does`() throws {
    let texts = try TemporaryFolder()
    let file = try texts.write("a.txt", Data("ông A \u{1EA1}".utf8.dropLast() + [0xFF, 0x41, 0x0A]))
    let rows = try texts.write(
      "a.jsonl", Data("{\"text\":\"ông \u{1EA1}".utf8.dropLast() + Array("\"}\n".utf8)))
    for path in [file, rows] {
      let extracted = try Command.run(["extract", "--encoding", "utf-8", path])
      #expect(extracted.errors.hasPrefix("boctach: \(path): warning: "), "\(extracted.errors)")
      let query = try Command.run(["grammar", "query", "\"ông\"", "--encoding", "utf-8", path])
      #expect(query.status == 0)
      #expect(query.errors == extracted.errors)
      if path == rows { continue }
      let explained = try Command.run(["grammar", "explain", "--file", path, "--encoding", "utf-8"])
      #expect(explained.errors == extracted.errors)
    }
  }

  @Test(arguments: [["query", "\"ông\""], ["check"], ["dump"]])
  func `a full disk is an error of its own`(_ arguments: [String]) throws {
    let texts = try TemporaryFolder()
    let file = try texts.write("a.txt", "ông A\n")
    let paths = arguments[0] == "query" ? [file] : []
    let result = try Command.run(["grammar"] + arguments + paths, output: "/dev/full")
    #expect(result.status == 74)
    #expect(result.errors == "boctach: standard output: No space left on device\n")
  }

  @Test func `query ends with 1 where nothing matches, and names what is wrong`() throws {
    let texts = try texts()
    #expect(try Command.run(["grammar", "query", "\"xyz\"", texts.url.path]).status == 1)
    #expect(try Command.run(["grammar", "query", "\"xyz\"", texts.path("none")]).status == 66)
    let syntax = try Command.run(["grammar", "query", "\"a\" (", texts.url.path])
    #expect(syntax.status == 78)
    #expect(syntax.errors.hasPrefix("PATTERN:1:6: error: "))
    let unknown = try Command.run(["grammar", "query", "@nope", texts.url.path])
    #expect(unknown.status == 78)
    #expect(unknown.errors.contains("there is no lexicon `nope` [unknown-lexicon]\n    @nope\n"))
  }

  // MARK: extract --profile

  @Test func `extract shows a profile beside its output`() throws {
    let folder = try Self.folder()
    let arguments = ["extract", "--format", "jsonl", "--grammar", folder.url.path, "-"]
    let input = Data("Ông Lê A và ông Trần B.".utf8)
    let plain = try Command.run(arguments, input: input)
    let profiled = try Command.run(arguments + ["--profile"], input: input)
    #expect(profiled.output == plain.output)
    #expect(plain.errors == "")
    let rows = profiled.errors.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    let person = try #require(rows.first { $0.count > 7 && $0[7] == "person" })
    #expect(person[4...6] == ["2", "2", "2"])
  }
}

/// Whether XML is well formed, by an external reader.
enum WellFormed {
  static func problem(in xml: String) throws -> String? {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      "python3", "-c", "import sys, xml.dom.minidom as m; m.parseString(sys.stdin.buffer.read())",
    ]
    let (input, errors) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardError = errors
    try process.run()
    try input.fileHandleForWriting.write(contentsOf: Data(xml.utf8))
    try input.fileHandleForWriting.close()
    let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return process.terminationStatus == 0 ? nil : text
  }
}
