import Testing
import TextModel

@testable import GrammarLanguage

@Suite struct PatternDiagnosticTests {
  static let operandNote =
    "operands of `&` and `not` are phrases of one token, classes, `raw/…/`, `@lexicon` and groups of these"

  static let rows: [DiagnosticRow] = [
    DiagnosticRow(
      "macro-recursion", "macro m = \"x\" n\nmacro n = \"y\" ⟦m⟧\nrule a -> Person = m",
      "macros call each other: `m` → `n` → `m`"),
    DiagnosticRow("macro-recursion", "macro m = \"x\" ⟦m⟧?", "macros call each other: `m` → `m`"),
    DiagnosticRow(
      "macro-argument-count", "macro m(x, y) = x y\nrule a -> Person = ⟦m(\"x\")⟧",
      "macro `m` takes 2 arguments, given 1"),
    DiagnosticRow(
      "macro-argument-count", "macro m(x) = x\nrule a -> Person = ⟦m⟧ (\"x\")",
      "macro `m` takes 1 argument, given 0", note: "the `(` of a call touches the macro's name"),
    DiagnosticRow(
      "macro-argument-count", "macro m(x) = ⟦x(\"y\")⟧\nrule a -> Person = m(\"x\")",
      "macro `x` takes no arguments, given 1"),
    DiagnosticRow(
      "pattern-too-large",
      "macro a1 = any any\n" + (1..<16).map { "macro a\($0 + 1) = a\($0) a\($0)\n" }.joined()
        + "rule ⟦a⟧ -> Person = a16",
      "the pattern has more than 20000 elements when macros are expanded"),
    DiagnosticRow(
      "pattern-too-large", "rule ⟦a⟧ -> Person = ((any any){500}){500}",
      "the pattern has more than 20000 elements when macros are expanded"),
    DiagnosticRow("empty-phrase", "rule a -> Person = ⟦\" \"⟧", "the phrase is empty"),
    DiagnosticRow("bad-regex", "rule a -> Person = raw/a⟦(⟧b/", "`(` is not closed"),
    DiagnosticRow("bad-regex", "rule a -> Person = raw/a⟦)⟧b/", "`)` closes nothing"),
    DiagnosticRow("bad-regex", "rule a -> Person = raw/đ⟦[⟧b/", "`[` is not closed"),
    DiagnosticRow("bad-regex", "rule a -> Person = raw/a⟦[]⟧/", "the class holds no character"),
    DiagnosticRow("bad-regex", "rule a -> Person = raw/⟦*⟧/", "there is nothing to repeat"),
    DiagnosticRow("bad-regex", "rule a -> Person = raw/a+⟦?⟧/", "a second quantifier on one element"),
    DiagnosticRow(
      "bad-regex", "rule a -> Person = raw/a⟦{2,1}⟧/",
      "expected a repetition such as `{2}`, `{1,3}` or `{2,}`"),
    DiagnosticRow("bad-regex", "rule a -> Person = raw/a⟦{256}⟧/", "more than 255 repetitions"),
    DiagnosticRow(
      "bad-regex", "rule a -> Person = raw/⟦\\w⟧+/", "`\\w` is no escape of regular expressions here"),
    DiagnosticRow(
      "bad-regex", "rule a -> Person = raw/⟦\\p{Lx}⟧/",
      "`\\p{Lx}` is not known; there are `\\p{L}`, `\\p{Lu}` and `\\p{Ll}`"),
    DiagnosticRow(
      "bad-regex", "rule a -> Person = raw/⟦^⟧a/",
      "`^` is not supported: an expression always matches a whole token"),
    DiagnosticRow(
      "bad-regex", "rule a -> Person = raw/⟦(?=⟧a)/",
      "`(?=` is not supported: an expression always matches a whole token"),
    DiagnosticRow("bad-regex", "rule a -> Person = raw/[⟦z-a⟧]/", "the range runs backward"),
    DiagnosticRow("bad-regex", "rule a -> Person = raw/⟦⟧/", "the regular expression is empty"),
    DiagnosticRow(
      "bad-regex", "rule a -> Person = raw/⟦((a{99}){99}){99}⟧/", "the expression needs more than 2000 states"
    ),
    DiagnosticRow(
      "bad-regex",
      "rule a -> Person = raw/\(String(repeating: "(", count: 32))⟦(⟧a\(String(repeating: ")", count: 33))/",
      "groups are nested too deep"),
    DiagnosticRow(
      "not-one-token",
      "rule a -> Person = upper & ⟦(\"x\" \"y\")⟧".replacing("⟦(\"x\" \"y\")⟧", with: "(⟦\"x\" \"y\"⟧)"),
      "a sequence is not a test of one token", note: operandNote),
    DiagnosticRow(
      "not-one-token", "rule a -> Person = not (⟦\"x\"?⟧)", "a repetition is not a test of one token",
      note: operandNote),
    DiagnosticRow(
      "not-one-token", "rule a -> Person = upper & not ⟦<Part>⟧",
      "`<Part>` (use `in<Part>`, `starts<…>` or `ends<…>`) is not a test of one token", note: operandNote),
    DiagnosticRow(
      "not-one-token", "rule a -> Person = upper & ⟦unless(\"x\")⟧", "`before(…)` is not a test of one token",
      note: operandNote),
    DiagnosticRow(
      "operand-of-several-tokens", "rule a -> Person = lower & not ⟦\"hai chữ\"⟧",
      "\"hai chữ\" is 2 tokens, not one",
      note: "each operand of `&` and `not` tests one token"),
    DiagnosticRow(
      "capture-inside",
      "rule a -> Person { value = $x } = \"x\" before(⟦x⟧:\"y\")".replacing("{ value = $x } ", with: ""),
      "capture `x` cannot be set inside `before(…)`", note: "what is matched there is not part of the match"),
    DiagnosticRow(
      "capture-inside", "rule a -> Person = upper & (⟦x⟧:\"y\")",
      "capture `x` cannot be set inside an operand of `&` or `not`",
      note: "what is matched there is not part of the match"),
    DiagnosticRow(
      "capture-inside",
      "rule a -> Title = \"x\"\nrule b -> Person = \"y\"\nlink Holds(Person, Title) { unless between(⟦x⟧:\";\") }",
      "capture `x` cannot be set inside `unless between(…)`",
      note: "what is matched there is not part of the match"),
    DiagnosticRow(
      "empty-alternative", "rule a -> Person = \"x\" (\"y\" | ⟦⟧)", "an empty alternative",
      note: "`(A)?` says that A may be missing"),
    DiagnosticRow(
      "empty-alternative", "rule a -> Person = \"x\" \"y\" |⟦⟧\n\nrule b -> Person = \"z\"",
      "an empty alternative",
      note: "`(A)?` says that A may be missing"),
    DiagnosticRow(
      "repeated-empty", "rule a -> Person = \"x\" ⟦(\"y\"?)*⟧".replacing("⟦(\"y\"?)*⟧", with: "(⟦\"y\"?)*⟧"),
      "the repeated pattern can match nothing at all"),
    DiagnosticRow(
      "repeated-empty", "rule a -> Person = \"x\" ⟦linebreak*⟧",
      "the repeated pattern can match nothing at all"),
    DiagnosticRow(
      "matches-empty", "rule ⟦a⟧ -> Person = \"x\"? \"y\"*", "the pattern of `a` can be empty",
      note: "an empty match is no match; let one element be needed"),
    DiagnosticRow(
      "consumes-nothing", "rule ⟦a⟧ -> Person = linestart before(\"x\")",
      "the pattern of `a` takes no token, so it is never a match"),
    DiagnosticRow(
      "matches-nothing", "rule a -> Person = ⟦upper & lower⟧",
      "this can match nothing: no token passes these tests"),
    DiagnosticRow(
      "matches-nothing", "rule a -> Person = ⟦not any⟧", "this can match nothing: no token passes these tests"
    ),
    DiagnosticRow(
      "matches-nothing", "rule a -> Person = ⟦letters(length 2) & not letters⟧",
      "this can match nothing: no token passes these tests"),
    DiagnosticRow(
      "matches-nothing", "rule a -> Person = glued{ \"x\" ⟦spaced⟧ \"y\" }",
      "this can match nothing: `glued{…}` has no gap that is `spaced`"),
    DiagnosticRow(
      "matches-nothing", "rule a -> Person = \"x\" glued ⟦linebreak⟧ \"y\"",
      "this can match nothing: one gap is not both `glued` and `linebreak`"),
    DiagnosticRow(
      "matches-nothing", "rule a -> Person length 3 = ⟦any{2} \"x y\"⟧",
      "this can match nothing: it needs at least 4 tokens, the rule's length is 3"),
    DiagnosticRow(
      "matches-nothing", "rule a -> Person = \"x\" ⟦unless(\"y\"?)⟧",
      "this can match nothing: the pattern inside `unless(…)` can be empty"),
    DiagnosticRow(
      "matches-nothing", "rule a -> Person = \"x\" ⟦before(any{65})⟧",
      "this can match nothing: it needs 65 tokens of context; 64 are looked at"),
    DiagnosticRow(
      "matches-nothing", "rule a -> Person = ⟦raw/a b/⟧".replacing("⟦raw", with: "raw⟦"),
      "this can match nothing: no token has white space inside"),
    DiagnosticRow(
      "matches-nothing", "rule a -> Person = lower & not raw⟦/()/⟧",
      "this can match nothing: no token is empty"),
    DiagnosticRow(
      "matches-nothing", "rule a -> Person = glued{⟦\"hai chữ\"⟧}",
      "this can match nothing: inside `glued{…}` nothing stands between the words"),
    DiagnosticRow(
      "matches-nothing", "rule a -> Person = \"x\" glued ⟦\"y\"⟧",
      "this can match nothing: letters that touch letters are one token"),
    DiagnosticRow(
      "matches-nothing", "rule a -> Person = glued{⟦digits⟧{2}}",
      "this can match nothing: digits that touch digits are one token"),
    DiagnosticRow(
      "matches-nothing", "rule a -> Person = \"a\" any? ⟦linestart⟧ \"b\"",
      "this can match nothing: between two tokens `linestart` holds only with a `linebreak` beside it"),
    DiagnosticRow(
      "matches-nothing", "macro m = ⟦lineend⟧ \"b\"\nrule a -> Person = \"a\" m",
      "this can match nothing: between two tokens `lineend` holds only with a `linebreak` beside it"),
    DiagnosticRow(
      "matches-nothing", "rule a -> Person within line = \"a\" ⟦linebreak⟧ \"b\"",
      "this can match nothing: no match within a line goes beyond its end"),
    DiagnosticRow(
      "matches-nothing", "rule a -> Person within sentence = \"a\" ⟦sentencestart⟧ \"b\"",
      "this can match nothing: no match within a sentence goes beyond its end"),
    DiagnosticRow(
      "part-too-long", "rule a -> Person length 4 = ⟦\"một hai ba bốn năm\"⟧ | \"a\"",
      "no match has this part: it needs at least 5 tokens, the rule's length is 4"),
    DiagnosticRow(
      "part-too-long", "rule a -> Person length 4 = \"số\" (⟦\"b c d e\"⟧)?",
      "no match has this part: it needs at least 4 tokens, the rule's length is 4, and the rest leaves 3"),
    DiagnosticRow(
      "matches-nothing", "lexicon k { \"x y z\" \"a b c d\" }\nrule a -> Person length 2 = ⟦@k⟧",
      "this can match nothing: it needs at least 3 tokens, the rule's length is 2"),
    DiagnosticRow(
      "part-too-long",
      files: [
        "early/part.grammar": "stage early\nrule part -> Part($n) = \"phần\" n:(any{9})",
        "m.grammar": "stage middle\nrule a -> Person length 4 = \"số\" (⟦<Part>⟧ | \"x\")",
      ], "no match has this part: it needs at least 9 tokens, the rule's length is 4, and the rest leaves 3"),
    DiagnosticRow(
      "part-too-long", "rule a -> Person = \"x\" before(\"y\" | ⟦any⟧{65})",
      "no match has this part: it needs at least 65 tokens, 64 tokens of context are looked at"),
    DiagnosticRow(
      "matches-nothing",
      "rule b -> Title = \"x\"\nrule a -> Person = \"y\"\nlink Holds(Person, Title) { unless between(⟦any{65}⟧) }",
      "this can match nothing: it needs 65 tokens of context; 64 are looked at"),
    DiagnosticRow(
      "entry-too-long", "lexicon k { \"x\" ⟪\"a b c d\"⟫ }\nrule a -> Person length 4 = \"số\" ⟦@k⟧",
      "the longest entry of `k` has 4 words, and there is room for 3 tokens here", note: "the entry"),
    DiagnosticRow(
      "entry-too-long",
      "lexicon k { \"x\": a = \"1\" ⟪\"y z\"⟫: a = \"1\" \"a b c d\": a = \"2\" }\nrule b -> Title length 2 = @k[a = \"1\"]\nrule a -> Person length 1 = ⟦@k[a = \"1\"]⟧ | \"số\"",
      "the longest entry of `k` has 2 words, and there is room for 1 token here", note: "the entry"),
    DiagnosticRow(
      "bad-expected-value",
      files: [
        "e.grammar": "stage early\nrule dated -> Date = \"phần\"",
        "m.grammar": "stage middle\nrule b -> Title = <Date>[value = ⟦\"13/9/2022\"⟧]",
      ], "\"13/9/2022\" is not a date", suggestion: "did you mean `\"2022-09-13\"`?"),
    DiagnosticRow(
      "bad-expected-value",
      files: [
        "e.grammar": "stage early\nrule dated -> Date = \"phần\"",
        "m.grammar": "stage middle\nrule b -> Title = <Date>[value != ⟦\"2022-02-31\"⟧]",
      ], "\"2022-02-31\" is not a date"),
    DiagnosticRow(
      "non-canonical-value",
      files: [
        "e.grammar": "stage early\nrule cited -> Document = \"phần\"",
        "m.grammar": "stage middle\nrule b -> Title = <Document>[year in (\"2021\", ⟦\"02022\"⟧)]",
      ], "no number is written \"02022\"; this one is \"2022\"", suggestion: "write `\"2022\"`"),
    DiagnosticRow(
      "non-canonical-value",
      files: [
        "k.tsv": "phrase\tn:number\nx\t1\n",
        "m.grammar": "stage middle\nlexicon k from \"k.tsv\"\nrule b -> Title = @k[n = ⟦\"1.0\"⟧]",
      ], "no number is written \"1.0\"; this one is \"1\"", suggestion: "write `\"1\"`"),
    DiagnosticRow(
      "macro-argument-count", "macro m(x) = x\nrule a -> Person = ⟦m()⟧",
      "macro `m` takes 1 argument, given 0"),
    DiagnosticRow(
      "macro-argument-count", "macro m = \"x\"\nrule a -> Person = ⟦m(\"y\")⟧",
      "macro `m` takes no arguments, given 1"),
    DiagnosticRow(
      "unknown-lexicon", "macro m(x, y) = x\nrule a -> Person = m(\"a\", n(@⟦lexi⟧))\nmacro n(x) = x",
      "there is no lexicon `lexi`"),
    DiagnosticRow(
      "capture-inside", "macro m(x) = before(x)\nrule a -> Person = \"x\" m(⟦n⟧:\"y\")",
      "capture `n` cannot be set inside `before(…)`", note: "what is matched there is not part of the match"),
    DiagnosticRow(
      "matches-nothing", "macro m(x) = x & lower\nrule a -> Person = ⟦\"x\" before(m(exact\"A\"))⟧",
      "this can match nothing: no token passes these tests"),
    DiagnosticRow(
      "matches-nothing", "macro p = \"x y\"\nrule a -> Person = ⟦\"z\" glued{p}⟧",
      "this can match nothing: inside `glued{…}` nothing stands between the words"),
    DiagnosticRow(
      "matches-nothing", "macro p = \"x\" ⟦linestart⟧ \"y\" | \"z\"\nrule a -> Person = p",
      "this can match nothing: between two tokens `linestart` holds only with a `linebreak` beside it"),
    DiagnosticRow(
      "context-always-true", "rule a -> Person = \"x\" ⟦before(\"y\"?)⟧",
      "`before(…)` of a pattern that can be empty is always true"),
    DiagnosticRow(
      "later-stage",
      files: [
        "e.grammar": "stage early\nrule e -> Part = <⟦Person⟧>",
        "m.grammar": "stage middle\nrule a -> Person = \"x\"",
      ], "`Person` is made by stage `middle`, which runs after `early`",
      note: "a stage sees the mentions of the stages before it"),
    DiagnosticRow(
      "later-stage", "rule a -> Person = \"x\" unless(in<⟦Person⟧>)",
      "`Person` is made by this stage, which does not see its own mentions",
      note: "a stage sees the mentions of the stages before it"),
    DiagnosticRow("type-never-made", "rule a -> Person = <⟦Title⟧>", "no rule makes a `Title`"),
    DiagnosticRow(
      "unreachable-rule",
      "rule ⟪a⟫ -> Person = \"x\" n:(digits | upper) emit Title($n)\nrule ⟦b⟧ -> Person = \"X\" (digits | upper)",
      "rule `b` never wins: `a` matches whatever it matches", note: "the rule that wins"),
    DiagnosticRow(
      "unreachable-rule", "rule ⟦a⟧ -> Person = \"x\"\nrule ⟪b⟫ -> Person priority 1 = \"x\"",
      "rule `a` never wins: `b` matches whatever it matches", note: "the rule that wins"),
    DiagnosticRow(
      "unreachable-rule",
      "rule ⟪a⟫ -> Person = \"x\"\nrule b -> Person = \"y\"\nrule ⟦c⟧ -> Person = \"x\" | \"y\"",
      "rule `c` never wins: `a` and `b` match whatever it matches", note: "the first of them"),
    DiagnosticRow(
      "lexicon-is-test",
      "lexicon k { \"x\": level = \"1\" }\nrule a -> Person { value = $n.⟦level⟧ } = n:(@k & not \"y\")",
      "`$n.level` has no row to read: inside `&` and `not`, `@k` only tests a token",
      note: "capture the entry itself, `n:@k`, and say the rest before it, as in `unless(…) n:@k`"),
    DiagnosticRow(
      "lexicon-without-words",
      "lexicon k { \"x y\": level = \"1\"  \"z\": level = \"2\" }\nrule a -> Person = upper & not @⟦k⟧[level = \"1\"]",
      "inside `&` and `not` an entry must be one token, and those of `k` are longer",
      note: "`unless(@k)` and `before(@k)` test whole entries"),
    DiagnosticRow(
      "reachability-not-checked", Self.manyWays,
      "whether rule `c` can win was not settled within 200000 steps"),
  ]

  /// Each way through `c` leaves `b` at another set of places.
  static let manyWays = """
    rule a -> Person = ("b" | "a")+
    rule b -> Person = letters* "a" letters{24}
    rule ⟦c⟧ -> Person = ("a" | "b")+
    """

  @Test(arguments: rows) func `a pattern's mistake is told once, in its place, with these words`(
    row: DiagnosticRow
  ) {
    row.expectExactly()
  }

  @Test(arguments: [
    "\"x\" & \"y\"",
    "lower & exact\"A\"",
    "digits(1..5) & digits(6..9)",
    "digits & punct",
    "\"x\" & not \"x\"",
    "exact\"Đảng\" & exact\"đảng\"",
    "\"bí\" & \"bì\"",
    "\"hòa\" & \"hòe\"",
    "\"5\" & digits(6..9)",
    "digits(length 1) & digits(10..99)",
    "digits(2..3) & not digits(1..5)",
    "letters(length 1) & letters(length 2..3)",
    "\"abc\" & letters(length 1..2)",
    "raw/[a-z]+/ & digits",
    "raw/ab/ & exact\"ac\"",
    "raw/[A-Z]+/ & lower",
    "punct(\",\") & punct(\";\")",
    "starts<Part> & not in<Part>",
    "@k & digits", "@k & \"xã\"", "@k[level = \"1\"] & exact\"Tỉnh\"",
  ]) func `a test of one token that contradicts itself is an error`(test: String) {
    let (grammar, diagnostics) = check([
      "early/part.grammar": "stage early\nrule part -> Part = \"phần\"",
      "middle/test.grammar":
        "stage middle\nlexicon k { \"tỉnh\": level = \"1\" \"phố\" \"hai chữ\" } cased\nrule b -> Title = @k\nrule a -> Person = \(test)",
    ])
    #expect(
      errors(diagnostics).map(\.kind.message) == ["this can match nothing: no token passes these tests"])
    #expect(grammar == nil)
  }

  @Test(arguments: [
    "rule a -> Person = exact\"x\"\nrule b -> Person = \"x\"",
    "rule a -> Person within line = \"x\"\nrule b -> Person = \"x\"",
    "rule a -> Person length 2 = \"x\" any*\nrule b -> Person length 3 = \"x\" any*",
    "rule a -> Person = glued{ spaced \"x\" linebreak }",
    "rule a -> Person = \"x\" unless(linebreak)",
    "rule a -> Person = capitalized & not upper",
    "rule a -> Person = letters(length 2) & upper",
    "rule a -> Person = number & not digits",
    "rule a -> Person = \"x\" before(linestart any)",
    "macro m(x) = x & not digits\nrule a -> Person = m((letters | \"x\"))",
    "macro m(x) = n(x)\nmacro n(x) = x x\nrule a -> Person = m(m(\"y\"))",
    "rule a -> Person { value = $x } = (x:\"x\" | \"y\" x:\"z\")",
    "rule a -> Person = \"hòa\" & exact\"hoà\"",
    "rule a -> Person = \"kỹ\" & \"kĩ\"",
    "rule a -> Person = \"x\" & upper",
    "rule a -> Person = \"Lê\" & capitalized",
    "rule a -> Person = exact\"Lê\" & capitalized & not upper",
    "rule a -> Person = digits(1..5) & digits(5..9)",
    "rule a -> Person = digits(1..31) & digits(length 1..2)",
    "rule a -> Person = digits(1..31) & not digits(length 1)",
    "rule a -> Person = digits(1..31) & not digits(10..20)",
    "rule a -> Person = raw/\\p{Lu}{2,}/ & not \"UBND\"",
    "rule a -> Person = raw/\\d{4}/ & digits(1900..2100)",
    "rule a -> Person = raw/[^a]+/ & lower",
    "rule a -> Person = raw/.*/",
    "rule a -> Person = raw/a b|c/",
    "rule a -> Person = raw/\\p{L}/ & punct",
    "lexicon k { \"tỉnh\" \"5\" }\nrule a -> Person = @k & digits",
    "lexicon k { \"tỉnh\" \"phố xá\" }\nrule a -> Person = lower & not @k",
    "lexicon k { \"tỉnh\" } cased\nrule a -> Person = capitalized & not @k",
    "rule a -> Person = glued{\"TP. HCM\"}",
    "rule a -> Person = glued{\"8 h 30\"}",
    "rule a -> Person = glued{\"QH 14\"}",
    "rule a -> Person = glued{digits \"/\" digits}",
    "rule a -> Person = glued{letters letters}",
    "rule a -> Person = glued{digits letters digits+}",
    "rule a -> Person = \"a\" linebreak linestart \"b\"",
    "rule a -> Person = \"a\" linestart linebreak \"b\"",
    "rule a -> Person = \"a\" linebreak? lineend \"b\"",
    "rule a -> Person = (\"a\" linebreak)? linestart \"b\"",
    "rule a -> Person = \"a\" lineend",
    "rule a -> Person = linestart \"a\"",
    "rule a -> Person = \"a\" sentencestart \"b\"",
    "rule a -> Person within line = \"a\" linebreak",
    "rule a -> Person within sentence = \"a\" sentenceend",
    "rule a -> Person within line = \"a\" before(linebreak \"b\")",
    "rule a -> Person within sentence = after(\"x\" sentencestart \"y\") \"a\"",
    "rule a -> Person = punct(\"-\") & not punct(\"–,\")",
    "rule a -> Person = punct(\"-;\") & punct(\"–\")",
    "rule a -> Person = \"y\" & \"i\"",
    "rule a -> Person = \"Ðảng\" & \"Đảng\"",
    "rule a -> Person = \"H'Hen\" & upper",
    "rule a -> Person = (upper | digits) & not \"12\"",
    "rule a -> Person = in<Part> & not starts<Part>",
    "rule a -> Person = number & not digits",
    "macro m = \"x\"\nrule a -> Person = m()",
    "macro m(x, y) = x y\nrule a -> Person = m(\"a\", (\"b\" | \"c\"))",
    "macro m = \"x\"\nrule a -> Person = m (\"y\")",
    "rule a -> Person = \"x\" ()",
    "rule a -> Person length 3 = \"x\" (\"a b\" | \"c\")",
    "rule a -> Person length 3 = \"x\" \"a b\"?",
    "rule a -> Person length 3 = (\"x\" | \"a b\") any",
    "rule a -> Person length 4 = (\"a b\"){1,3}",
    "rule a -> Person length 2 = <Part> any",
    "lexicon k { \"x\": a = \"1\" \"a b c d\": a = \"2\" }\nrule a -> Person length 2 = @k[a = \"1\"]",
    "rule a -> Person = any{64}",
    "rule a -> Person = \"x\" before(any{64})",
    "rule a -> Person length 1 = \"x\" before(\"a b c\")",
    "macro m(x) = x & upper | x & lower\nrule a -> Person = m(exact\"A\")",
    "macro g(a, b) = glued{a b} | a b\nrule a -> Person = g(\"x\", \"y\")",
    "macro p = \"x\" linebreak \"y\" | \"z\"\nrule a -> Person within line = p\nrule b -> Person = p any",
    "macro p = \"x y\" | \"x\" \"y\" | \"z\"\nrule a -> Person = glued{p}\nrule b -> Person = p any",
    "macro p = \"a\" sentencestart \"b\" | \"c\"\nrule a -> Person within sentence = p",
  ]) func `a pattern that has a use is not complained of`(source: String) {
    let (grammar, diagnostics) = check([
      "early/part.grammar": "stage early\nrule part -> Part = \"phần\"",
      "middle/test.grammar": "stage middle\n" + source,
    ])
    let found = diagnostics.filter { $0.span.file == "middle/test.grammar" }
    #expect(found.map(\.kind.message) == [])
    #expect(grammar != nil)
  }
}
