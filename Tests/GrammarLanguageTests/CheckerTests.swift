import Testing
import TextModel

@testable import GrammarLanguage

@Suite struct CheckerTests {
  static let files = [
    "early/a.grammar": """
    stage early
    lexicon kinds from "kinds.tsv" cased        # columns: kind, level
    lexicon months { "giêng": value = "1"   "chạp": value = "12" }
    macro hyphen = ("-" | "–")
    macro list(item) = item ("," item)*
    rule part -> Part { kind = "x" } = "phần" list(digits(1..31)) hyphen
    rule month -> Date { value = date(month: $m) } = "tháng" m:@months
    """,
    "early/kinds.tsv": "phrase\tkind\tlevel:number\nNghị định\tdecree\t2\nLuật\tlaw\t1\n",
    "middle/b.grammar": """
    stage middle
    include "../shared.grammar"
    rule citation -> Document {
        kind  = $kind.kind
        value = symbol($symbol)
    } priority 2 within sentence length 32
    = kind:@kinds ("số" ":"?)? symbol:(glued{ digits ("/" digits(length 4))? (("/" | "-") (letters | digits)+)+ })
      before(<Part>[kind = "x"])
    rule comrades = "các đồng chí" ":" name:(capitalized+) ("," title:(lower+))? ("," name:(capitalized+))*
        emit Person(each $name) { value = $name }
        emit Title(each $title)
        link Holds($name, $title)
        export each $name to @persons { short = last($name) }
    test citation {
        match  "theo [Nghị định số 77/2019/NĐ-CP], ngày 10/10" => { kind: "decree", value: "77/2019/NĐ-CP" }
        reject "một nghị định mới"
        reference "2022-09-15"
    }
    test comrades { link "các đồng chí: [Lê A], [Title: bí thư] \\\\[x\\\\]" => Holds }
    """.replacing("\\\\", with: "\\"),
    "shared.grammar": "include \"early/kinds.grammar\"\nlexicon persons document { short: text }",
    "early/kinds.grammar": "",
    "late/c.grammar": """
    stage late
    include "../shared.grammar"
    rule short -> Person { value = $p.short } = p:@persons before(upper & not (digits | raw/[a-z]+/))
    rule shortName -> Person { value = $p.short } = p:@persons after(<Title>)
    link Issued(Document, Date) { order forward distance 0..12 tokens unless between(<Person> | ";") choose all }
    """,
  ]

  @Test func `a whole grammar resolves`() throws {
    var files = Self.files
    files["early/a.grammar"] = files["early/a.grammar"]!.replacing(
      "lexicon kinds from \"kinds.tsv\" cased", with: "include \"kinds.grammar\"")
    files["early/kinds.grammar"] = "lexicon kinds from \"kinds.tsv\" cased"
    let (grammar, diagnostics) = check(files)
    #expect(diagnostics.map(\.kind) == [.unusedName(.type, "Measure")])
    let checked = try #require(grammar)
    #expect(checked.rules.map(\.name) == ["part", "month", "citation", "comrades", "short", "shortName"])
    #expect(checked.stages.map { $0.rules.map(\.rawValue) } == [[0, 1], [2, 3], [4, 5]])
  }

  static func checked(_ stageText: String) throws -> CheckedGrammar {
    let (grammar, diagnostics) = check([
      "early/part.grammar": "stage early\nrule part -> Part = \"phần\"",
      "middle/a.grammar": "stage middle\n" + stageText,
    ])
    #expect(errors(diagnostics).map(\.kind.message) == [])
    return try #require(grammar)
  }

  @Test(arguments: [
    ("x:\"a\"", false), ("x:\"a\"?", false), ("(x:\"a\")?", false), ("x:\"a\"+", false), ("(x:\"a\")+", true),
    ("(x:\"a\"){1}", false), ("(x:\"a\"){0,2}", true), ("(x:\"a\")*", true), ("x:\"a\" x:\"b\"", true),
    ("(x:\"a\" | x:\"b\")", false), ("(x:\"a\" | \"c\" (x:\"b\")+)", true), ("((x:\"a\")?){2}", true),
    ("x:(\"a\" x:\"b\")", true), ("y:(x:\"a\") x:\"b\"", true), ("m(x:\"a\")", true), ("n(x:\"a\")", false),
  ]) func `a capture is a list where one match can hold several items`(pattern: String, isList: Bool) throws {
    let grammar = try Self.checked(
      "macro m(p) = p p\nmacro n(p) = \"n\" p\nrule a -> Person = any \(pattern) emit Title(each $x)\nrule b -> Person = m(n(\"z\"))"
    )
    let rule = try #require(grammar.rules.first { $0.name == "a" })
    let capture = try #require(rule.captures.first { $0.name == "x" })
    #expect(capture.isList == isList)
  }

  @Test func `captures are numbered in order, and know what is written inside them`() throws {
    let grammar = try Self.checked(
      "rule a = item:(name:upper (\",\" title:lower)*)+ rest:any emit Person(each $name) emit Title(each $title) emit Date($item) emit Person($rest)"
    )
    let captures = grammar.rules[1].captures
    #expect(captures.map(\.name) == ["item", "name", "title", "rest"])
    #expect(captures.map(\.inner) == [[1, 2], [], [], []])
    #expect(captures.map(\.isList) == [false, true, true, false])
  }

  @Test func `inside each, a capture written in the item is one, where the item holds one`() throws {
    let grammar = try Self.checked(
      "rule a = (item:(name:upper \",\" role:lower))+ emit Person(each $item) { value = upper($role) } emit Title(each $role) { role = $role }"
    )
    let emission = grammar.rules[1].emissions[0]
    #expect(emission.capture == 0)
    #expect(emission.isEach)
    #expect(
      "\(emission.assignments[0].value)"
        == "call(2, [Optional(GrammarLanguage.CheckedExpression.captureText(2))])")
  }

  @Test(arguments: [
    ("value = $x", "captureText(0)"), ("value = $x.level", "column(capture: 0, name: \"level\")"),
    ("value = $p.kind", "field(capture: 1, name: \"kind\")"), ("year = 7", "number(7)"),
    ("repealed = true", "flag(true)"),
    ("value = symbol($x)", "call(0, [Optional(GrammarLanguage.CheckedExpression.captureItems(0))])"),
    (
      "value = first($p.kind, \"z\")",
      "first([GrammarLanguage.CheckedExpression.field(capture: 1, name: \"kind\"), GrammarLanguage.CheckedExpression.text(\"z\")])"
    ),
    (
      "year = count($x, unit: \"m\")",
      "call(3, [Optional(GrammarLanguage.CheckedExpression.captureItems(0)), nil, Optional(GrammarLanguage.CheckedExpression.text(\"m\"))])"
    ),
    (
      "year = count($x, unit: \"m\", scale: 3)",
      "call(3, [Optional(GrammarLanguage.CheckedExpression.captureItems(0)), Optional(GrammarLanguage.CheckedExpression.number(3)), Optional(GrammarLanguage.CheckedExpression.text(\"m\"))])"
    ),
  ]) func `expressions resolve`(assignment: String, expected: String) throws {
    let grammar = try Self.checked(
      "lexicon k { \"a\": level = \"1\" }\nrule a -> Document { \(assignment) } = x:@k p:<Part> emit Title($x) emit Title($p)"
    )
    let found = try #require(grammar.rules[1].emissions.first?.assignments.first)
    #expect("\(found.value)" == expected)
  }

  @Test func `a number column is read as a number`() throws {
    let (grammar, diagnostics) = check([
      "middle/a.grammar": "stage middle\nlexicon k from \"k.tsv\"\nrule a -> Document { year = $x.n } = x:@k",
      "middle/k.tsv": "phrase\tn:number\nx\t12\n",
    ])
    #expect(errors(diagnostics).isEmpty)
    #expect(grammar?.lexicons.first?.columnKinds == [.number])
  }

  @Test func `export each runs over the list in its value`() throws {
    let (grammar, diagnostics) = check([
      "middle/a.grammar":
        "stage middle\ninclude \"../s.grammar\"\nrule a = r:\"r\" (n:upper)+ emit Person(each $n) export each first(upper($n), $r) to @k scope document { short = $n }",
      "late/b.grammar": "stage late\ninclude \"../s.grammar\"\nrule b -> Person = @k",
      "s.grammar": "lexicon k document { short: text }",
    ])
    #expect(errors(diagnostics).map(\.kind.message) == [])
    let export = try #require(grammar?.rules.first?.exports.first)
    #expect(export.each == 1)
    #expect(export.scope == .document)
    #expect("\(export.assignments[0].value)" == "captureText(1)")
  }

  @Test func `a link has the documented defaults`() throws {
    let grammar = try Self.checked(
      "rule a -> Person = \"a\"\nrule b -> Title = \"b\"\nlink Holds(Person, Title) { }")
    let link = try #require(grammar.links.first)
    #expect(link.order == .any)
    #expect(link.scope == .sentence)
    #expect(link.distance == .tokens(0...512))
    #expect(link.choice == .nearest)
    #expect(grammar.stages.map(\.links) == [[], [0], []])
  }

  @Test(
    arguments: [
      ("a [b c] d", "a b c d", [2..<5], [nil]), ("[đ][e]", "đe", [0..<2, 2..<3], [nil, nil]),
      ("[Person: Lê A]", "Lê A", [0..<5], ["Person"]), ("[Lê: A]", "Lê: A", [0..<6], [nil]),
      (#"\[x\] [y\\]"#, #"[x] y\"#, [4..<6], [nil]), ("[Person:x]", "x", [0..<1], ["Person"]),
      (#"a\n[b]\""#, "a\nb\"", [2..<3], [nil]),
    ] as [(String, String, [Range<Int>], [String?])])
  func `brackets are cut out of test texts`(
    source: String, text: String, ranges: [Range<Int>], types: [String?]
  ) throws {
    let grammar = try Self.checked("rule a -> Person = any\ntest a { match \"\(source)\" }")
    let found = try #require(grammar.tests.first?.cases.first)
    #expect(found.text == text)
    #expect(found.brackets.map(\.range) == ranges)
    #expect(found.brackets.map { $0.type.map { grammar.types[$0.index].name } } == types)
  }

  @Test func `a reference date holds for the lines after it`() throws {
    let grammar = try Self.checked(
      "rule a -> Person = any\ntest a { reject \"x\" reference \"2022-01-31\" reject \"x\" reference \"2024-02-29\" reject \"y\" }\ntest <Person> { reject \"z\" }"
    )
    #expect(grammar.tests[0].cases.map(\.reference) == [nil, "2022-01-31", "2024-02-29"])
    #expect(grammar.tests.map(\.stage.rawValue) == [1, 1])
  }

  @Test func `abbreviations come from the cascade's lexicon`() throws {
    let (grammar, _) = check([
      "cascade.grammar": testCascade + "\nsentences abbreviations \"text/abbr.tsv\"",
      "text/abbr.tsv": "phrase\nTP\nGS\n",
    ])
    #expect(grammar?.abbreviations == ["TP", "GS"])
  }

  @Test(
    arguments: [
      ("a/b.tsv", "x/y.grammar", "x/a/b.tsv"), ("../b.tsv", "x/y.grammar", "b.tsv"),
      ("./b.tsv", "y.grammar", "b.tsv"),
      ("../b.tsv", "y.grammar", nil), ("/b.tsv", "y.grammar", nil), ("../z/../b.tsv", "x/y.grammar", "b.tsv"),
    ] as [(String, String, String?)]) func `paths are seen from the file that names them`(
      path: String, file: String, expected: String?
    )
  {
    #expect(GrammarSourceSet.resolve(path, from: file) == expected)
  }

  @Test(
    arguments: [
      ("kinds", "kindz", "kinds"), ("Person", "person", "Person"), ("digits", "digit", "digits"),
      ("abc", "xyz", nil),
      ("ab", "ba", "ab"), ("a", "b", nil), ("surname", "surnames_of_people", nil),
    ] as [(String, String, String?)]) func `a suggestion is near`(
      candidate: String, wrong: String, expected: String?
    )
  {
    #expect(Spelling.nearest(to: wrong, among: [candidate]) == expected)
  }
}
