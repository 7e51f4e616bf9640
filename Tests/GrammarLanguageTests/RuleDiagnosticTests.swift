import Testing
import TextModel

@testable import GrammarLanguage

@Suite struct RuleDiagnosticTests {
  static let count = "it is `count(capture, [scale: number], [unit: text])`, which gives a number"

  static let rows: [DiagnosticRow] = [
    DiagnosticRow(
      "rule-does-nothing", "rule ⟦a⟧ = \"x\"", "rule `a` does nothing",
      note: "give it a result, `-> TYPE`, or a clause: `emit`, `link` or `export`"),
    DiagnosticRow(
      "needs-each", "rule a = (x:\"x\")+ emit Person(⟦$x⟧)", "`$x` can hold several items",
      note: "`each $x` makes one mention for each item"),
    DiagnosticRow(
      "needs-each", "rule a -> Person(⟦$x⟧) = x:\"x\" x:\"y\"", "`$x` can hold several items",
      note: "`each $x` makes one mention for each item"),
    DiagnosticRow(
      "list-as-scalar", "rule a -> Person { value = ⟦$x⟧ } = (x:\"x\")+",
      "`$x` can hold several items; one is needed here"),
    DiagnosticRow(
      "list-as-scalar", "rule a = (n:(any (x:\"x\"){2}))+ emit Person(each $n) { value = ⟦$x⟧ }",
      "`$x` can hold several items; one is needed here"),
    DiagnosticRow(
      "list-as-scalar", "rule a = (n:\"n\" x:\"x\")+ emit Person(each $n) { value = ⟦$x⟧ }",
      "`$x` can hold several items; one is needed here"),
    DiagnosticRow(
      "list-as-scalar",
      "lexicon k document\nrule b -> Person { value = upper(⟦$x⟧) } = (x:\"x\")+",
      "`$x` can hold several items; one is needed here"),
    DiagnosticRow(
      "list-as-scalar",
      files: [
        "m.grammar": "stage middle\ninclude \"s.grammar\"\nrule a -> Person = (x:\"x\")+ export ⟦$x⟧ to @k",
        "late/l.grammar": "stage late\ninclude \"../s.grammar\"\nrule l -> Person = @k",
        "s.grammar": "lexicon k document",
      ], "`$x` can hold several items; one is needed here"),
    DiagnosticRow(
      "export-needs-one-list",
      files: [
        "m.grammar":
          "stage middle\ninclude \"s.grammar\"\nrule a -> Person = (x:\"x\" y:\"y\")+ export each ⟦first(upper($x), $y)⟧ to @k",
        "late/l.grammar": "stage late\ninclude \"../s.grammar\"\nrule l -> Person = @k",
        "s.grammar": "lexicon k document",
      ], "`export each` over several lists: `$x`, `$y`", note: "it exports once for each item of one capture"),
    DiagnosticRow(
      "export-to-static-lexicon", "lexicon k { \"x\" }\nrule a -> Person = x:@k export $x to @⟦k⟧",
      "`k` is not a document lexicon", note: "only a lexicon declared `document` takes exports"),
    DiagnosticRow(
      "link-argument-type", "rule a = x:\"x\" y:\"y\" emit Person($x) emit Person($y) link Holds($x, ⟦$y⟧)",
      "the second argument of `Holds` is `Title`, not `Person`"),
    DiagnosticRow(
      "link-argument-type",
      "rule a -> Document = \"x\"\nrule b -> Title = \"y\"\nlink Issued(Document, ⟦Title⟧) { }",
      "the second argument of `Issued` is `Date` or `Person`, not `Title`"),
    DiagnosticRow(
      "link-argument-type", "rule a = x:<Part> y:\"y\" emit Title($y) link Holds(⟦$x⟧, $y)",
      "the first argument of `Holds` is `Person`, not `Part`"),
    DiagnosticRow(
      "link-argument-unknown", "rule a = x:\"x\" y:\"y\" emit Title($y) link Holds(⟦$x⟧, $y)",
      "nothing in this rule makes `$x` a mention of `Person`"),
    // A capture that holds such a mention and more is none.
    DiagnosticRow(
      "link-argument-unknown",
      "rule a = x:(\"ông\" <Part>) y:\"y\" emit Title($y) link Holds(⟦$x⟧, $y)",
      "nothing in this rule makes `$x` a mention of `Person`"),
    DiagnosticRow(
      "unknown-column",
      "lexicon k { \"x\": level = \"1\" }\nrule a -> Person { value = cell($v, ⟦\"levl\"⟧) } = v:@k",
      "`$v` has no column `levl`", suggestion: "did you mean `\"level\"`?"),
    DiagnosticRow(
      "unknown-column", "rule a -> Person { value = cell($v, ⟦\"level\"⟧) } = v:any",
      "`$v` has no column `level`"),
    DiagnosticRow(
      "lexicon-is-test",
      "lexicon k { \"x\": level = \"1\" }\nrule a -> Person { value = cell($v, ⟦\"level\"⟧) } = v:(@k & lower)",
      "`$v.level` has no row to read: inside `&` and `not`, `@k` only tests a token",
      note: "capture the entry itself, `v:@k`, and say the rest before it, as in `unless(…) v:@k`"),
    DiagnosticRow(
      "valueless-call", "rule a -> Date { value = ⟦span⟧() } = \"x\"",
      "`span` never has a value without one of `day:`, `month:`",
      note: "it is `span([day: capture], [month: capture], [part: capture])`, which gives a date"),
    DiagnosticRow(
      "valueless-call", "rule a -> Date { value = ⟦span⟧(part: $x) } = x:\"x\"",
      "`span` never has a value without one of `day:`, `month:`",
      note: "it is `span([day: capture], [month: capture], [part: capture])`, which gives a date"),
    DiagnosticRow(
      "kind-mismatch", "rule a -> Person { value = upper(⟦1⟧) } = \"x\"",
      "expected a text for `upper`, found a number"),
    DiagnosticRow(
      "kind-mismatch", "rule a -> Document { year = count($x, scale: ⟦\"x\"⟧) } = x:\"x\"",
      "expected a number for `count`, found a text"),
    DiagnosticRow(
      "kind-mismatch", "rule a -> Person { value = first($x, ⟦true⟧) } = x:\"x\"",
      "expected a text as before, found a flag"),
    DiagnosticRow(
      "kind-mismatch",
      files: [
        "m.grammar":
          "stage middle\ninclude \"s.grammar\"\nrule a -> Person = x:\"x\" export ⟦count($x)⟧ to @k",
        "late/l.grammar": "stage late\ninclude \"../s.grammar\"\nrule l -> Person = @k",
        "s.grammar": "lexicon k document",
      ], "expected a text to export, found a number"),
    DiagnosticRow(
      "field-kind-mismatch", "rule a -> Document { year = ⟦\"x\"⟧ } = \"x\"",
      "field `year` is of kind number, the value of kind text"),
    DiagnosticRow(
      "field-kind-mismatch", "rule a -> Date { value = ⟦symbol($x)⟧ } = x:\"x\"",
      "field `value` is of kind date, the value of kind text"),
    DiagnosticRow(
      "member-kinds-differ",
      files: [
        "m.grammar":
          "stage middle\nlexicon k { \"x\": n = \"1\" }\nlexicon l from \"l.tsv\"\nrule a -> Person { value = $x.⟦n⟧ } = x:(@k | @l)",
        "l.tsv": "phrase\tn:number\ny\t1\n",
      ], "`n` is of several kinds here: text, number"),
    DiagnosticRow(
      "ambiguous-member",
      "lexicon k { \"x\": kind = \"1\" }\nrule a -> Person { value = $x.⟦kind⟧ } = x:(@k | <Part>)",
      "`kind` is a column of lexicon `k` and a field of `Part`"),
    DiagnosticRow(
      "needs-capture", "rule a -> Person { value = symbol(⟦\"x\"⟧) } = \"x\"", "`symbol` takes a capture here"
    ),
    DiagnosticRow(
      "too-many-arguments", "rule a -> Document { year = count($x, ⟦$x⟧) } = x:\"x\"",
      "too many arguments for `count`",
      note: count),
    DiagnosticRow(
      "missing-argument", "rule a -> Document { year = ⟦count⟧(unit: \"x\") } = \"x\"",
      "`count` needs a capture",
      note: count),
    DiagnosticRow(
      "missing-argument", "rule a -> Date { value = ⟦date⟧(day: $x) } = x:\"x\"",
      "`date` needs the argument `month:`",
      note: "it is `date([day: capture], month: capture)`, which gives a date"),
    DiagnosticRow(
      "unknown-label", "rule a -> Document { year = count($x, ⟦scal⟧: 1) } = x:\"x\"",
      "`count` has no argument `scal:`", note: count, suggestion: "did you mean `scale`?"),
    DiagnosticRow(
      "duplicate-attribute", "rule a -> Document { year = count($x, scale: 1, ⟦scale⟧: 2) } = x:\"x\"",
      "`scale` is given twice"),
    DiagnosticRow(
      "first-without-arguments", "rule a -> Person { value = ⟦first⟧() } = \"x\"",
      "`first` needs at least one argument"),
    // Tests
    DiagnosticRow(
      "empty-test", "rule a -> Person = \"x\"\n⟦test a⟧ { reference \"2022-01-01\" }",
      "the test has no `match`, `reject` or `link` line"),
    DiagnosticRow(
      "match-without-bracket", "rule a -> Person = \"x\"\ntest a { match ⟦\"x\"⟧ }",
      "the text marks no mention",
      note: "put `[` and `]` around what the rule must find; `reject` says that there is nothing"),
    DiagnosticRow(
      "unclosed-bracket", "rule a -> Person = \"x\"\ntest a { match \"đ ⟦[⟧x\" }", "`[` is not closed",
      note: "write `\\[` and `\\]` for brackets that belong to the text"),
    DiagnosticRow(
      "unopened-bracket", "rule a -> Person = \"x\"\ntest a { match \"[x] y⟦]⟧\" }", "`]` closes nothing",
      note: "write `\\[` and `\\]` for brackets that belong to the text"),
    DiagnosticRow(
      "nested-bracket", "rule a -> Person = \"x\"\ntest a { match \"[x ⟦[⟧y]\" }",
      "a mention inside a mention"),
    DiagnosticRow(
      "empty-bracket", "rule a -> Person = \"x\"\ntest a { match \"⟦[⟧] x\" }", "the brackets hold nothing"),
    DiagnosticRow(
      "reject-with-bracket", "rule a -> Person = \"x\"\ntest a { reject \"y ⟦[⟧x]\" }",
      "a `reject` text has no brackets",
      note: "write `\\[` and `\\]` for brackets that belong to the text"),
    DiagnosticRow(
      "bracket-needs-type",
      "rule a = x:\"x\" y:\"y\" emit Person($x) emit Title($y)\ntest a { match \"[Person: x] ⟦[⟧y]\" }",
      "which type? The rule emits `Person` and `Title`", note: "write `[Person: …]`"),
    DiagnosticRow(
      "bracket-type-not-emitted", "rule a -> Person = \"x\"\ntest a { match \"[⟦Title⟧: x]\" }",
      "`a` emits no `Title`"),
    DiagnosticRow(
      "unknown-type", "rule a -> Person = \"x\"\ntest a { match \"[⟦Persn⟧: x]\" }",
      "there is no type `Persn`",
      suggestion: "did you mean `Person`?"),
    DiagnosticRow(
      "too-many-expected-values",
      "rule a -> Person = \"x\"\ntest a { match \"[x]\" => { value: \"x\" }, ⟦{ value: \"y\" }⟧ }",
      "2 groups of values for 1 mention"),
    DiagnosticRow(
      "bad-expected-value", "rule a -> Document = \"x\"\ntest a { match \"[x]\" => { year: ⟦\"MMXX\"⟧ } }",
      "\"MMXX\" is not a number"),
    DiagnosticRow(
      "bad-expected-value",
      files: [
        "early/e.grammar": "stage early\nrule e -> Document = \"e\"",
        "m.grammar": "stage middle\nrule a -> Person = <Document>[repealed = ⟦\"yes\"⟧]",
      ], "\"yes\" is not a flag"),
    DiagnosticRow(
      "bad-reference-date", "rule a -> Person = \"x\"\ntest a { reference ⟦\"2022-02-29\"⟧ match \"[x]\" }",
      "\"2022-02-29\" is not a date as 2022-09-15"),
    DiagnosticRow(
      "link-test-brackets",
      "rule a = x:\"x\" y:\"y\" emit Person($x) emit Title($y) link Holds($x, $y)\ntest a { link ⟦\"[x] y\"⟧ => Holds }",
      "a `link` text marks two mentions, this one 1"),
    DiagnosticRow(
      "link-test-brackets",
      "rule a = x:\"x\" y:\"y\" emit Person($x) emit Title($y) link Holds($x, $y)\ntest a { nolink ⟦\"[x] [y] [x]\"⟧ => Holds }",
      "a `nolink` text marks two mentions, this one 3",
      note: "say which by their numbers: `Holds(3, 1)` joins the third to the first"),
    DiagnosticRow(
      "link-test-numbers",
      "rule a = x:\"x\" y:\"y\" emit Person($x) emit Title($y) link Holds($x, $y)\ntest a { link \"[x] [y]\" => Holds(1, 2), ⟦Holds(3, 1)⟧ }",
      "`(3, 1)` does not name two of the 2 mentions that the text marks"),
    DiagnosticRow(
      "link-test-numbers",
      "rule a = x:\"x\" y:\"y\" emit Person($x) emit Title($y) link Holds($x, $y)\ntest a { nolink \"[x] [y]\" => ⟦Holds(2, 2)⟧ }",
      "`(2, 2)` does not name two of the 2 mentions that the text marks"),
    DiagnosticRow(
      "duplicate-test", "rule a -> Person = \"x\"\ntest a { match ⟪\"[x]\"⟫ match ⟦\"[x]\"⟧ }",
      "the text \"x\" is tested twice here", note: "the first one"),
  ]

  @Test(arguments: rows) func `a rule's mistake is told once, in its place, with these words`(
    row: DiagnosticRow
  ) {
    row.expectExactly()
  }

  @Test(arguments: [
    (DiagnosticKind.phraseOfNoToken("\u{AD}"), "phrase-of-no-token", "\"\u{AD}\" holds no token"),
    (.operandOfSeveralTokens("a.b", count: 3), "operand-of-several-tokens", "\"a.b\" is 3 tokens, not one"),
    (
      .automatonTooLarge(stage: "dates", states: 70000, limit: 65536), "automaton-too-large",
      "the rules of stage `dates` need more than 70000 states; the limit is 65536"
    ),
  ]) func `what only the engine can find has its words`(kind: DiagnosticKind, id: String, message: String) {
    #expect(kind.id == id)
    #expect(kind.message == message)
  }

  @Test func `every problem of a file is told, each once`() {
    let (grammar, diagnostics) = check([
      "middle/a.grammar": """
      stage middle
      macro twice(x) = @lost x
      rule a -> Person { valu = "x"  value = 1 } priority 200 = twice("a") twice("b") n:"c"
      rule a -> Persn = <Lost> emit Title($t)
      test lost { match "x" }
      """
    ])
    #expect(grammar == nil)
    #expect(
      diagnostics.filter { $0.span.file == "middle/a.grammar" }.map(\.kind.id) == [
        "unknown-lexicon", "unknown-field", "field-kind-mismatch", "priority-out-of-range", "duplicate-rule",
        "unknown-type", "unknown-type", "unknown-rule", "match-without-bracket",
      ])
  }
}
