import Testing

@testable import GrammarLanguage

@Suite struct NameDiagnosticTests {
  static let rows: [DiagnosticRow] = [
    // Unknown names
    DiagnosticRow(
      "empty-file-name", "include ⟦\"\"⟧\nrule a -> Person = \"x\"", "the file name is empty"),
    DiagnosticRow(
      "wrong-file-kind", "include ⟦\"k.tsv\"⟧\nrule a -> Person = \"x\"",
      "`k.tsv` is no grammar file; their names end in `.grammar`"),
    DiagnosticRow(
      "wrong-file-kind",
      files: [
        "m.grammar": "stage middle\nlexicon k from ⟦\"s.grammar\"⟧\nrule a -> Person = @k",
        "s.grammar": "stage early",
      ], "`s.grammar` is no lexicon file; their names end in `.tsv`"),
    DiagnosticRow(
      "wrong-file-kind", "lexicon k from ⟦\"k.txt\"⟧\nrule a -> Person = @k",
      "`k.txt` is no lexicon file; their names end in `.tsv`"),
    DiagnosticRow(
      "cascade-included", "include ⟦\"../cascade.grammar\"⟧\nrule a -> Person = \"x\"",
      "`cascade.grammar` is read anyway, and holds nothing to include"),
    DiagnosticRow(
      "unknown-lexicon", "lexicon kinds { \"x\" }\nrule a -> Person = @⟦kindz⟧ @kinds",
      "there is no lexicon `kindz`",
      suggestion: "did you mean `kinds`?"),
    DiagnosticRow("unknown-lexicon", "rule a -> Person = @⟦words⟧", "there is no lexicon `words`"),
    DiagnosticRow(
      "unknown-type", "rule a -> ⟦Persom⟧ = \"x\"", "there is no type `Persom`",
      suggestion: "did you mean `Person`?"),
    DiagnosticRow(
      "unknown-type", "rule a -> Person = <⟦person⟧>", "there is no type `person`",
      suggestion: "did you mean `Person`?"),
    DiagnosticRow(
      "unknown-macro", "macro hyphen = \"-\"\nrule a -> Person = ⟦hypen⟧ hyphen", "there is no macro `hypen`",
      suggestion: "did you mean `hyphen`?"),
    DiagnosticRow(
      "unknown-macro", "rule a -> Person = ⟦digit⟧", "there is no macro `digit`",
      suggestion: "did you mean `digits`?"),
    DiagnosticRow(
      "unknown-rule", "rule citation -> Person = \"x\"\ntest ⟦citations⟧ { reject \"y\" }",
      "there is no rule `citations`", suggestion: "did you mean `citation`?"),
    DiagnosticRow(
      "unknown-capture", "rule a -> Person { value = ⟦$nam⟧ } = name:\"x\" emit Title($name)",
      "the pattern has no capture `$nam`", suggestion: "did you mean `$name`?"),
    DiagnosticRow(
      "unknown-column", "lexicon k { \"x\": level = \"1\" }\nrule a -> Person = @k[⟦levl⟧ = \"1\"]",
      "lexicon `k` has no column `levl`", suggestion: "did you mean `level`?"),
    DiagnosticRow(
      "unknown-field", "rule a -> Person { ⟦valu⟧ = \"x\" } = \"x\"", "type `Person` has no field `valu`",
      suggestion: "did you mean `value`?"),
    DiagnosticRow(
      "unknown-field", "rule a -> Person = <Part>[⟦kinds⟧ = \"x\"]", "type `Part` has no field `kinds`",
      suggestion: "did you mean `kind`?"),
    DiagnosticRow(
      "unknown-field",
      "lexicon k { \"x\": level = \"1\" }\nrule a -> Person { value = $k.⟦leve⟧ } = k:@k",
      "`$k` has no column or field `leve`", suggestion: "did you mean `level`?"),
    DiagnosticRow(
      "unknown-field", "rule a -> Person = \"x\"\ntest a { match \"[x]\" => { ⟦valeu⟧: \"x\" } }",
      "type `Person` has no field `valeu`", suggestion: "did you mean `value`?"),
    DiagnosticRow(
      "unknown-normalizer", "rule a -> Person { value = ⟦symbl⟧($x) } = x:\"x\"",
      "there is no normalizer `symbl`",
      suggestion: "did you mean `symbol`?"),
    DiagnosticRow(
      "unknown-relation", "rule a -> Person = x:\"x\" y:\"y\" link ⟦Hold⟧($x, $y)",
      "there is no relation `Hold`",
      suggestion: "did you mean `Holds`?"),
    DiagnosticRow(
      "unknown-stage", files: ["m.grammar": "stage ⟦midle⟧\nrule a -> Person = \"x\""],
      "there is no stage `midle`",
      suggestion: "did you mean `middle`?"),
    DiagnosticRow(
      "unknown-group", cascade: "group primary\ntype A group ⟦primray⟧\nstages middle",
      "there is no group `primray`",
      suggestion: "did you mean `primary`?"),
    DiagnosticRow(
      "unknown-kind", cascade: "private type A { x: ⟦txt⟧ }\nstages middle", "there is no kind `txt`",
      suggestion: "did you mean `text`?"),
    DiagnosticRow(
      "unknown-kind", tsv: "phrase\tlevel:⟦numbr⟧\nx\t1\n", "there is no kind `numbr`",
      suggestion: "did you mean `number`?"),
    DiagnosticRow(
      "unknown-file",
      files: [
        "middle/a.grammar": "stage middle\nlexicon k from ⟦\"kinds.tsv\"⟧\nrule a -> Person = @k[x = \"1\"]",
        "shared/kinds.tsv": "phrase\nx\n",
      ], "there is no file `kinds.tsv`", suggestion: "did you mean `\"../shared/kinds.tsv\"`?"),
    DiagnosticRow(
      "unknown-file",
      files: [
        "middle/a.grammar": "stage middle\ninclude ⟦\"shard.grammar\"⟧\n",
        "middle/shared.grammar": "stage middle",
      ],
      "there is no file `shard.grammar`", suggestion: "did you mean `\"shared.grammar\"`?"),
    // Duplicate names
    DiagnosticRow(
      "duplicate-lexicon", "lexicon ⟪k⟫ { \"x\" }\nlexicon ⟦k⟧ { \"y\" }\nrule a -> Person = @k",
      "lexicon `k` is declared twice", note: "the first one"),
    DiagnosticRow(
      "duplicate-rule", "rule ⟪a⟫ -> Person = \"x\"\nrule ⟦a⟧ -> Person = \"y\"",
      "rule `a` is declared twice",
      note: "the first one"),
    DiagnosticRow(
      "duplicate-macro",
      files: [
        "m.grammar": "stage middle\ninclude \"n.grammar\"\nmacro ⟦m⟧ = \"x\"\nrule a -> Person = m",
        "n.grammar": "macro ⟪m⟫ = \"y\"",
      ], "macro `m` is declared twice", note: "the first one"),
    DiagnosticRow(
      "duplicate-parameter", "macro m(⟪x⟫, ⟦x⟧) = x\nrule a -> Person = m(\"x\", \"y\")",
      "parameter `x` is declared twice", note: "the first one"),
    DiagnosticRow(
      "duplicate-type", cascade: "private type ⟪A⟫\nprivate type ⟦A⟧\nstages middle",
      "type `A` is declared twice",
      note: "the first one"),
    DiagnosticRow(
      "duplicate-group", cascade: "group ⟪a⟫\ngroup ⟦a⟧\nstages middle", "group `a` is declared twice",
      note: "the first one"),
    DiagnosticRow(
      "duplicate-stage", cascade: "stages ⟪middle⟫, ⟦middle⟧", "stage `middle` is declared twice",
      note: "the first one"),
    DiagnosticRow(
      "duplicate-relation",
      cascade: "group g\ntype A group g\nrelation ⟪R⟫(A, A)\nrelation ⟦R⟧(A, A)\nstages middle",
      "relation `R` is declared twice", note: "the first one"),
    DiagnosticRow(
      "duplicate-field", cascade: "private type A { ⟪x⟫: text ⟦x⟧: date }\nstages middle",
      "field `x` is declared twice",
      note: "the first one"),
    DiagnosticRow(
      "duplicate-field", "rule a -> Person { ⟪value⟫ = \"x\" ⟦value⟧ = \"y\" } = \"x\"",
      "field `value` is declared twice",
      note: "the first one"),
    DiagnosticRow(
      "duplicate-column", tsv: "phrase\t⟪a⟫\t⟦a⟧\nx\t1\t2\n", "column `a` is declared twice",
      note: "the first one"),
    // Unused names
    DiagnosticRow(
      "unused-lexicon", "lexicon ⟦k⟧ { \"x\" }\nrule a -> Person = \"x\"", "lexicon `k` is never used"),
    DiagnosticRow("unused-macro", "macro ⟦m⟧ = \"x\"\nrule a -> Person = \"x\"", "macro `m` is never used"),
    DiagnosticRow(
      "unused-parameter", "macro m(⟦x⟧) = \"y\"\nrule a -> Person = m(\"x\")", "parameter `x` is never used"),
    DiagnosticRow(
      "unused-capture", "rule a -> Person = ⟦n⟧:\"x\"", "capture `n` is never used"),
    DiagnosticRow(
      "unused-type", cascade: "private type ⟦A⟧\nstages middle", "type `A` is never used"),
    DiagnosticRow("unused-group", cascade: "group ⟦g⟧\nstages middle", "group `g` is never used"),
    DiagnosticRow("unused-stage", cascade: "stages ⟦middle⟧", "stage `middle` is never used"),
    DiagnosticRow(
      "unused-relation", cascade: "group g\ntype A group g\nrelation ⟦R⟧(A, A)\nstages middle",
      "relation `R` is never used"),
    DiagnosticRow(
      "unused-file",
      files: ["middle/a.grammar": "stage middle\nrule a -> Person = \"x\"", "old.tsv": "⟦⟧phrase\nx\n"],
      "no grammar file reads `old.tsv`"),
    // Files
    DiagnosticRow(
      "not-included",
      files: [
        "m.grammar": "stage middle\nrule a -> Person = @⟦k⟧",
        "n.grammar": "stage middle\nlexicon k { \"x\" }",
      ], "lexicon `k` is declared in `n.grammar`, which this file does not include"),
    DiagnosticRow(
      "not-included",
      files: [
        "m.grammar": "stage middle\nrule a -> Person = ⟦k⟧", "n.grammar": "stage middle\nmacro k = \"x\"",
      ],
      "macro `k` is declared in `n.grammar`, which this file does not include"),
    DiagnosticRow(
      "missing-cascade", files: ["m.grammar": "stage middle\nrule a -> Person = @k"],
      "the grammar has no `cascade.grammar`"),
    DiagnosticRow(
      "missing-stage", files: ["m.grammar": "⟦⟧rule a -> Person = \"x\"\ntest a { match \"[x]\" }"],
      "the file names no stage and no file includes it", note: "begin it with `stage NAME`"),
    DiagnosticRow(
      "misplaced-declaration", "type ⟦Extra⟧ group primary\nrule a -> Extra = \"x\"",
      "`type` belongs in `cascade.grammar`"),
    DiagnosticRow(
      "misplaced-declaration", cascade: testCascade + "\nrule ⟦a⟧ -> Person = \"x\"",
      "`rule` does not belong in `cascade.grammar`",
      note: "it holds groups, types, relations and the order of the stages"),
    DiagnosticRow(
      "misplaced-declaration",
      files: [
        "m.grammar": "stage middle\ninclude \"n.grammar\"\ntest a { match \"[x]\" }",
        "n.grammar": "rule ⟦a⟧ -> Person = \"x\"",
      ], "an included file holds no `rule`", note: "it may hold lexicons, macros and further includes"),
    DiagnosticRow(
      "stage-in-include",
      files: ["m.grammar": "stage middle\ninclude \"n.grammar\"", "n.grammar": "stage ⟦late⟧"],
      "an included file belongs to no stage"),
    DiagnosticRow(
      "include-cycle",
      files: [
        "a.grammar": "stage middle\ninclude \"b.grammar\"", "b.grammar": "include ⟦\"c.grammar\"⟧",
        "c.grammar": "include \"b.grammar\"",
      ], "files include each other: `b.grammar` → `c.grammar` → `b.grammar`"),
    DiagnosticRow(
      "path-outside-folder", files: ["m.grammar": "stage middle\ninclude ⟦\"../x.grammar\"⟧"],
      "`../x.grammar` leads out of the grammar folder"),
    // Types and relations
    DiagnosticRow(
      "missing-group", cascade: "type ⟦A⟧\nstages middle", "type `A` is in no group",
      note: "write `group NAME` behind the name, or `private type` for one that only stages see"),
    DiagnosticRow(
      "private-type-with-group", cascade: "group g\nprivate type A group ⟦g⟧\nstages middle",
      "private type `A` is not in the output and can have no group",
      note: "if a group is declared here, put `{ }` behind the type's name"),
    DiagnosticRow(
      "absorbs-other-group",
      cascade: "group g\ngroup h\ntype A group g\ntype B group h absorbs ⟦A⟧\nstages middle",
      "`B` and `A` are in different groups",
      note: "mentions of different groups may overlap, so there is nothing to settle"),
    DiagnosticRow(
      "absorbs-private", cascade: "group g\nprivate type A\ntype B group g absorbs ⟦A⟧\nstages middle",
      "`A` is private: there is nothing to absorb"),
    DiagnosticRow(
      "absorbs-private", cascade: "group g\ntype A group g\nprivate type B absorbs ⟦A⟧\nstages middle",
      "private type `B` is not in the output and absorbs nothing"),
    DiagnosticRow(
      "absorbs-cycle",
      cascade:
        "group g\ntype A group g absorbs ⟦B⟧\ntype B group g absorbs C\ntype C group g absorbs A\nstages middle",
      "types absorb each other: `A` → `B` → `C` → `A`"),
    DiagnosticRow(
      "absorbs-cycle", cascade: "group g\ntype A group g absorbs ⟦A⟧\nstages middle",
      "types absorb each other: `A` → `A`"),
    DiagnosticRow(
      "relation-of-private-type",
      cascade: "group g\ntype A group g\nprivate type B\nrelation R(A, ⟦B⟧)\nstages middle",
      "relation `R` joins `B`, which is private and never in the output"),
  ]

  @Test(arguments: rows) func `a wrong name is told once, in its place, with these words`(row: DiagnosticRow)
  {
    row.expectExactly()
  }
}
