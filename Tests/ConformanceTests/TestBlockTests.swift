import Extraction
import GrammarEngine
import GrammarLanguage
import Testing
import Tokenization

/// What a grammar's own test lines find wrong: that they pass, and that they fail for the right reason.
@Suite struct TestBlockTests {
  static let files = [
    "cascade.grammar": """
    group g
    type Person group g { value: text  rank: number }
    type Title group g
    private type Word
    relation Holds(Person, Title)
    relation Knows(Person, Person)
    stages one, two
    """,
    "one/one.grammar": """
    stage one
    rule person -> Person { value = $name } = "ông" name:capitalized
    rule title -> Title = "bí thư"
    rule word -> Word = "họp"
    rule joined = "bà" name:capitalized title:"chủ tịch"
      emit Person($name)
      emit Title($title)
    """,
    "two/two.grammar": """
    stage two
    link Holds(Person, Title) { distance 0..2 tokens }
    rule later -> Word = "sau"
    """,
  ]

  /// A line of a test block, the block's subject, and the problems that it has.
  static let rows: [(subject: String, line: String, problems: [String])] = [
    ("person", #"match "[ông Lê] và [ông Trần]""#, []),
    ("person", #"match "[ông Lê]" => { value: "Lê" }"#, []),
    (
      "person", #"match "[ông Lê]" => { value: "Trần" }"#,
      ["[ông Lê] has value \"Lê\", expected \"Trần\""]
    ),
    ("person", #"match "[ông Lê]" => { rank: "1" }"#, ["[ông Lê] has rank unset, expected \"1\""]),
    ("person", #"match "ông [Lê]""#, ["no mention [Lê]", "unexpected [Person: ông Lê]"]),
    ("person", #"match "[ông Lê] và ông Trần""#, ["unexpected [Person: ông Trần]"]),
    ("person", #"reject "bí thư""#, []),
    ("person", #"reject "ông Lê""#, ["found [Person: ông Lê], expected nothing"]),
    ("joined", #"match "bà [Person: Lê] [Title: chủ tịch]""#, []),
    (
      "joined", #"match "bà [Title: Lê] [Person: chủ tịch]""#,
      [
        "no Title mention [Lê]", "no Person mention [chủ tịch]", "unexpected [Person: Lê]",
        "unexpected [Title: chủ tịch]",
      ]
    ),
    ("<Word>", #"match "[họp]""#, []),
    ("<Person>", #"match "bà [Lê] chủ tịch, [ông Lê]""#, []),
    (
      "later", #"link "[ông Lê] bí thư [bí thư]" => Holds(1, 2)"#,
      ["Holds does not join [ông Lê] to [bí thư]"]
    ),
    ("later", #"link "[ông Lê], [bí thư]" => Holds"#, []),
    ("later", #"link "[bí thư] [ông Lê]" => Holds(2, 1)"#, []),
    (
      "later", #"link "[bí thư] [ông Lê]" => Holds"#,
      ["no Person mention [bí thư]", "no Title mention [ông Lê]"]
    ),
    (
      "later", #"link "[ông Lê] [bí thư], [ông Trần] [bí thư]" => Holds(1, 2), Holds(3, 4), Holds(1, 4)"#,
      ["Holds does not join [ông Lê] to [bí thư]"]
    ),
    ("later", #"link "[ông Lê], [ông Trần]" => Knows"#, ["Knows does not join [ông Lê] to [ông Trần]"]),
    ("later", #"nolink "[ông Lê] a b c [bí thư]" => Holds"#, []),
    ("later", #"nolink "[ông Lê], [bí thư]" => Holds"#, ["Holds joins [ông Lê] to [bí thư]"]),
    ("later", #"nolink "[bí thư], [ông Lê]" => Holds(2, 1)"#, ["Holds joins [ông Lê] to [bí thư]"]),
    ("later", #"nolink "[bà Lê] a b c [bí thư]" => Holds"#, ["no Person mention [bà Lê]"]),
    ("later", #"nolink "ông Lê a b c bí thư" => Holds"#, []),
    (
      "later", #"nolink "ông Lê, bí thư" => Holds"#,
      ["Holds joins [Person: ông Lê] to [Title: bí thư], expected nothing"]
    ),
    ("later", #"nolink "ông Lê, bí thư" => Knows"#, []),
  ]

  @Test(arguments: rows) func `a test line tells what is wrong, or nothing`(
    subject: String, line: String, problems: [String]
  ) throws {
    var texts = Self.files
    texts["two/two.grammar"]! += "\ntest \(subject) { \(line) }\n"
    let normalizers = StandardNormalizers.all
    let (checked, diagnostics) = GrammarChecker.check(
      sources: GrammarSourceSet(texts: texts), normalizers: normalizers.map(\.signature))
    #expect(diagnostics.filter { $0.severity == .error }.map(\.kind.message) == [])
    let cascade = try Cascade.compile(
      #require(checked), normalizers: normalizers, tokenizer: Tokenizer(abbreviations: []))
    var runner = GrammarTestRunner(cascade)
    #expect(runner.run().map(\.problems) == [problems])
  }
}
