import Evaluation
import Formats
import Testing

@Suite("Reports")
struct ReportTests {
  static let rule = RuleReference(name: "na|mes", file: "p/n.grammar", line: 7)

  /// A corpus whose every string wants to be markup.
  static let hostile: EvaluationReport = {
    let nasty = "</script><script>alert(1)</script><!-- & \" ' ]]> `|*_[x](y) \u{1} \u{2028}"
    var gold = AnnotatedDocument(id: "a<b>&\"'|`", text: nasty + " Lan")
    gold.mentions = [
      AnnotatedMention(id: "T1", type: "Person", span: CodePointSpan(0, 9), text: "</script>", line: 1),
      AnnotatedMention(id: "T2", type: "Ty<pe", span: CodePointSpan(10, 12), text: "<s", line: 2),
    ]
    var system = gold
    system.mentions = [
      AnnotatedMention(
        id: "T1", type: "Person", span: CodePointSpan(0, 8), text: "</script", value: "<v>", rule: rule,
        line: 1)
    ]
    let corpus = EvaluationCorpus(documents: [
      DocumentPair(gold: gold, system: system, genre: "g<e>", goldFile: "x,y:z%.ann"),
      DocumentPair(gold: marked("[Person:Mai]", id: "b"), system: nil, genre: "h"),
    ])
    var other = corpus
    other.documents[0].system = gold
    return EvaluationReport(
      corpus, title: "T</title><script>", baseline: Baseline(CorpusEvaluation(other)),
      failUnder: try! FailUnder("0.9"),
      maxRegression: 0.01, samples: 20, trials: 20, grammarFolder: "Grammars")
  }()

  @Test("the HTML report lets no text become markup and asks for nothing from outside")
  func html() throws {
    let html = Self.hostile.html()
    #expect(!html.contains("<script>alert"))
    #expect(!html.contains("T</title><script>"))
    #expect(!html.contains("a<b>"))
    #expect(!html.contains("Ty<pe"))
    #expect(
      !html.contains("http:") && !html.contains("https:") && !html.contains("src=\"")
        && !html.contains("@import"))
    // One script of data, one of code, both closed once.
    #expect(html.ranges(of: "<script").count == 2)
    #expect(html.ranges(of: "</script>").count == 2)
    let start = try #require(html.firstRange(of: "id=\"data\">")).upperBound
    let end = try #require(html[start...].firstRange(of: "</script>")).lowerBound
    let data = try JSONParser.parse(String(html[start..<end]))
    #expect(data["documents"]?.array?.count == 2)
    #expect(data["documents"]?.array?[0]["text"]?.string?.hasPrefix("</script>") == true)
  }

  @Test("all reports are made of an empty corpus too")
  func empty() throws {
    let report = EvaluationReport(EvaluationCorpus(documents: []), samples: 10)
    #expect(report.html().contains("0.000"))
    #expect(report.terminalText().hasPrefix("0 documents"))
    #expect(report.markdown().contains("0 documents, 0 errors."))
    #expect(report.gitHubAnnotations() == "")
    #expect(try JSONParser.parse(JSONWriter.text(.object(report.json())))["documentCount"]?.integer == 0)
    #expect(report.junit().contains("tests=\"0\""))
  }

  @Test("JUnit XML has a failure for each failed gate and no forbidden character")
  func junit() {
    let xml = Self.hostile.junit()
    let failed = Self.hostile.verdict.checks.count { !$0.isPassed }
    #expect(failed > 0)
    #expect(xml.ranges(of: "<failure ").count == failed)
    #expect(xml.contains("a&lt;b&gt;&amp;&quot;&#39;|`"))
    #expect(!xml.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
  }

  @Test("GitHub annotations are one command a line, escaped, at gold lines, gates first")
  func gitHub() {
    let lines = Self.hostile.gitHubAnnotations().split(separator: "\n").map(String.init)
    #expect(lines[0].hasPrefix("::error title=Gate failed%3A core::F1 "))
    #expect(
      lines.contains { $0.hasPrefix("::warning file=x%2Cy%3Az%25.ann,line=1,title=Lost mention::Person ") })
    #expect(lines.contains { $0.hasPrefix("::notice file=x%2Cy%3Az%25.ann,line=2,title=missing%3A Ty<pe::") })
    #expect(lines.allSatisfy { $0.hasPrefix("::") })
    #expect(Self.hostile.gitHubAnnotations(limit: 2).split(separator: "\n").count == 2)
  }

  @Test("a false mention without gold is annotated at the line of its rule")
  func gitHubRule() {
    let corpus = EvaluationCorpus(documents: [
      DocumentPair(gold: marked("Lan"), system: marked("[Person:Lan]", rule: Self.rule), goldFile: "d.ann")
    ])
    let report = EvaluationReport(corpus, samples: 10, grammarFolder: "Grammars/vi/")
    #expect(
      report.gitHubAnnotations()
        == "::notice file=Grammars/vi/p/n.grammar,line=7,title=spurious%3A Person::Person ‘Lan’ is not in gold (rule na|mes) in d\n"
    )
  }

  @Test("Markdown escapes what would be markup, and keeps its tables whole")
  func markdown() {
    let text = Self.hostile.markdown()
    #expect(text.hasPrefix("## T&lt;/title&gt;&lt;script&gt;\n\n❌ **Gate failed.**"))
    #expect(!text.contains("<script>") && !text.contains("](y)"))
    // The rows of the scores (ten cells) and of the causes (eight cells).
    let rows = text.split(separator: "\n").filter { $0.hasPrefix("| Ty&lt;pe | ") }
    #expect(rows.map { $0.ranges(of: "|").count } == [11, 9])
  }

  @Test("the CSV tables read back with one width")
  func csv() {
    for (text, header) in [(Self.hostile.scoresCSV(), "scope"), (Self.hostile.errorsCSV(), "document")] {
      let reading = CSVReader.read(Array(text.utf8), file: "x.csv")
      #expect(reading.problems.isEmpty)
      #expect(reading.value[0].fields[0] == header)
      #expect(Set(reading.value.map(\.fields.count)).count == 1)
      #expect(reading.value.count > 2)
    }
  }

  @Test("the full JSON begins with the contract's keys")
  func json() throws {
    let json = try JSONParser.parse(JSONWriter.bytes(.object(Self.hostile.json()), .indented))
    #expect(json.object!.members.prefix(3).map(\.key) == ["types", "micro", "relations"])
    #expect(json["gates"]?["passed"]?.bool == false)
    #expect(json["missingDocuments"]?.array == ["b"])
    #expect(json["errors"]?.array?.count == 3)
    #expect(json["baseline"]?["lost"]?.array?.count == 2)
    #expect(json["genres"]?["h"]?["types"]?["Person"]?["strict"]?["fn"]?.integer == 1)
  }

  @Test("the terminal table shows scores, bars, causes and gates, and colors only when asked")
  func terminal() {
    let corpus = EvaluationCorpus(documents: [
      DocumentPair(gold: marked("[Person:Lan] [Person:Mai] x"), system: marked("[Person:Lan] Mai [Title:x]"))
    ])
    let report = EvaluationReport(corpus, failUnder: try! FailUnder("Person=0.9"), samples: 10)
    let text = report.terminalText(errorLimit: 5)
    #expect(
      text.contains("Person              2  1.000  0.500  0.667  0.667–0.667  █████████████▍        0.667\n"))
    #expect(text.contains("missing: Person ‘Mai’ is missing; nearest: Person ‘Lan’ 1 character away"))
    #expect(text.contains("FAILED  Person          F1 0.6667 is under 0.9000"))
    #expect(!text.contains("\u{1B}"))
    #expect(report.terminalText(isColored: true).contains("\u{1B}[31m"))
  }
}
