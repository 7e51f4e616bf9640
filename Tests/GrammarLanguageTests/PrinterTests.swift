import Testing
import TextModel

@testable import GrammarLanguage

@Suite struct PrinterTests {
  @Test(arguments: [UInt64](0..<400)) func `a random tree prints as text that parses as the same tree`(
    seed: UInt64
  ) {
    var maker = RandomGrammar(seed: seed)
    for _ in 0..<5 {
      let file = maker.file()
      let text = GrammarPrinter.print(file)
      let (parsed, diagnostics) = GrammarParser.parse(text, path: file.path)
      // Names and nonsense are the checker's matter; what stops the parser is not.
      #expect(diagnostics.map { "\($0.kind.message)" } == [], "seed \(seed)\n\(text)")
      #expect(outline(parsed) == outline(file), "seed \(seed)\n\(text)")
      #expect(GrammarPrinter.print(parsed) == text, "seed \(seed)")
      if outline(parsed) != outline(file) { return }
    }
  }

  @Test(arguments: [UInt64](0..<400))
  func `comments anywhere are kept, and a second printing changes nothing`(seed: UInt64) {
    var maker = RandomGrammar(seed: seed)
    let text = GrammarPrinter.print(maker.file())
    // Put comments and line breaks between random lexemes.
    var lexer = Lexer(path: "r.grammar", bytes: Array(text.utf8))
    lexer.run()
    var source = ""
    var count = 0
    var previous: Lexeme?
    for lexeme in lexer.lexemes {
      let gap = previous.map { lexer.bytes[$0.end..<lexeme.start] } ?? []
      source += String(decoding: gap, as: UTF8.self)
      if lexeme.kind != .end, !gap.isEmpty || previous == nil,
        Int.random(in: 0..<12, using: &maker.random) == 0
      {
        source += ["# c\(count)\n", "\n# c\(count)\n", "\n\n# c\(count)\n\n"].randomElement(
          using: &maker.random)!
        count += 1
      }
      source += String(decoding: lexer.bytes[lexeme.start..<lexeme.end], as: UTF8.self)
      previous = lexeme
    }
    let (file, _) = GrammarParser.parse(source, path: "r.grammar")
    #expect(file.comments.count == count)
    let once = GrammarPrinter.print(file)
    let (again, _) = GrammarParser.parse(once, path: "r.grammar")
    #expect(outline(again) == outline(file), "seed \(seed)\n\(source)\n----\n\(once)")
    for index in 0..<count { #expect(once.contains("# c\(index)"), "seed \(seed)") }
    #expect(GrammarPrinter.print(again) == once, "seed \(seed)\n\(source)\n----\n\(once)")
  }

  @Test func `the canonical layout`() {
    let source = """
      # The head of the file.

      stage   documents # which stage
      include "../shared.grammar"
      lexicon kinds from "kinds.tsv"   cased
      lexicon months { "giêng": value="1" "chạp": value="12" }   # in words
      macro list(item) = item (","   item)*
      # Citations.
      rule citation -> LegalDocument { kind=$kind.kind   # the kind
        value = symbol($symbol) } priority 2 within sentence length 32
      = kind:@kinds[level in ("a","b")] ("số" ":"?)? symbol:(glued{digits ("/" digits(length 4))?   # the year
        (("/"|"-") (letters|digits)+)+})
      emit Person( each $name ) { value = $name } link Holds($a, nearest $b)
      rule short -> T = upper & not ("A"|exact"B") unless  (linebreak)
      test citation { match "[x]" => {kind: "a", value: "b"}
        # nothing
        reject "y" }
      """
    let (file, diagnostics) = GrammarParser.parse(source, path: "a.grammar")
    #expect(diagnostics.isEmpty)
    #expect(
      GrammarPrinter.print(file) == """
        # The head of the file.

        stage documents  # which stage
        include "../shared.grammar"

        lexicon kinds from "kinds.tsv" cased
        lexicon months { "giêng": value = "1"   "chạp": value = "12" }  # in words

        macro list(item) = item ("," item)*

        # Citations.
        rule citation -> LegalDocument {
            kind = $kind.kind  # the kind
            value = symbol($symbol)
        } priority 2 within sentence length 32
            = kind:@kinds[level in ("a", "b")] ("số" ":"?)? symbol:glued{ digits ("/" digits(length 4))?  # the year
              (("/" | "-") (letters | digits)+)+ }
            emit Person(each $name) { value = $name }
            link Holds($a, nearest $b)

        rule short -> T = upper & not ("A" | exact"B") unless(linebreak)

        test citation {
            match  "[x]" => { kind: "a", value: "b" }
            # nothing
            reject "y"
        }

        """)
  }
}

extension PrinterTests {
  @Test func `a rule without result keeps a long head on one line`() {
    let name = String(repeating: "a", count: 140)
    let source = "stage middle\n\nrule \(name)\n    = n:\"x\"\n    export $n to @k\n"
    let (file, problems) = GrammarParser.parse(source, path: "a.grammar")
    #expect(problems.isEmpty)
    #expect(GrammarPrinter.print(file) == source)
  }
}

extension PrinterTests {
  @Test(arguments: [
    "type A {\n    acting: flag  # quyền\n}\n",
    "type A {\n    acting: flag\n    # the last word\n}\n\ntype B { x: text }\n",
    "type A {\n    acting: flag  # quyền\n    # the last word\n}  # behind\n\n# of B\ntype B { x: text }\n",
    "type A { acting: flag }  # about A\ntype B { x: text }\n",
    "type A {\n    # no field yet\n}\n\ntype B { }\n",
    "type A group g absorbs B {  # no field yet\n}\n",
    "lexicon k {\n    \"x\"\n    \"y\"  # about y\n}\n",
    "lexicon k {\n    \"x\"\n    # the last word\n}\n\nlexicon l { \"z\" }\n",
    "lexicon k {\n    \"y\": a = \"1\"  # about y\n} cased  # about k\n",
    "lexicon k {\n    # no entry yet\n}\n",
    "lexicon k document {\n    # the canonical name\n    a: text\n    b: text  # about b\n    # the last word\n} cased\n",
    "rule r -> T {\n    a = \"x\"  # why x\n}\n    = \"p\"\n",
    "rule r -> T {\n    a = \"x\"\n    # why x\n} priority 2\n    = \"p\"\n\nrule q -> T = \"q\"\n",
    "rule r -> T {\n    a = \"x\"\n    b = \"y\"  # why y\n    # the last word\n}  # behind the brace\n    = \"p\"\n",
    "rule r -> T { a = \"x\" }  # behind the brace\n    = \"p\"\n",
  ])
  func `a comment inside braces stays inside them`(source: String) {
    let (file, problems) = GrammarParser.parse(source, path: "a.grammar")
    #expect(problems.isEmpty)
    #expect(GrammarPrinter.print(file) == source)
  }

  @Test(arguments: [
    ("type A { acting: flag # quyền\n}", "type A {\n    acting: flag  # quyền\n}\n"),
    ("type A { acting: flag\n# last\n} type B", "type A {\n    acting: flag\n    # last\n}\n\ntype B { }\n"),
    ("lexicon k { \"x\" \"y\" # about y\n} cased", "lexicon k {\n    \"x\"\n    \"y\"  # about y\n} cased\n"),
    ("lexicon k document { a: text # about a\n}", "lexicon k document {\n    a: text  # about a\n}\n"),
    ("rule r -> T { a = \"x\" # why x\n} = \"p\"", "rule r -> T {\n    a = \"x\"  # why x\n}\n    = \"p\"\n"),
  ])
  func `what stands on one line is broken where a comment stands inside its braces`(
    source: String, printed: String
  ) {
    let (file, problems) = GrammarParser.parse(source, path: "a.grammar")
    #expect(problems.isEmpty)
    #expect(GrammarPrinter.print(file) == printed)
  }
}
