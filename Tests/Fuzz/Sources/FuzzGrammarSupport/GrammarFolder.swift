package import GrammarLanguage

/// A grammar folder around fuzzed bytes: a stage file, and behind a NUL the rows of a lexicon, behind another a text.
package struct GrammarFolder {
  package var sources: GrammarSourceSet
  package var stageFile: [UInt8]
  package var text: [UInt8]

  package static let stagePath = "test.grammar"

  package init(_ bytes: [UInt8]) {
    let parts = bytes.split(separator: 0, maxSplits: 2, omittingEmptySubsequences: false)
    stageFile = Array("stage test include \"shared.grammar\" ".utf8) + parts[0]
    text = parts.count > 2 ? Array(parts[2]) : Array("ông Lê Văn A, 5/12, tỉnh Hà ở xã B\nx - 12%".utf8)
    sources = GrammarSourceSet(texts: [
      "cascade.grammar": """
      group primary
      group other
      type A group primary { value: text  note: text  size: number  sure: flag }
      type B group primary { kind: text  note: text }
      type X group primary absorbs B { kind: text  note: text }
      type M group other { kind: text  note: text }
      private type P { kind: text  note: text }
      private type Place { level: text  name: text }
      relation R(A, B)
      relation S(A or B, A or B)
      stages first, test
      """,
      "shared.grammar": """
      lexicon levels { "tỉnh" "thành phố" "huyện" "xã" }
      lexicon kinds { "nghị định": level = "gov", rank = "2"  "luật": level = "law"  "luật đất đai": rank = "1" }
      lexicon cells from "cells.tsv" cased
      lexicon abbreviations document { full: text }
      macro sharedPair = "một" "hai"
      """,
      "first.grammar": """
      stage first
      include "shared.grammar"
      rule place -> Place { level = $l  name = $n } = l:@levels n:capitalized{1,3}
      rule short = n:upper export $n to @abbreviations { full = "x" }
      """,
    ])
    sources.files[Self.stagePath] = stageFile
    let rows =
      parts.count > 1 ? Array(parts[1]) : Array("phrase\ta\tn:number\nNghị định\tx\t2\nLuật\ty\n".utf8)
    sources.files["cells.tsv"] = rows
  }
}
