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
}
