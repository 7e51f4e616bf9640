import Testing

@testable import GrammarLanguage

@Suite struct FormatterTests {
  @Test(arguments: [UInt64](0..<400)) func `a random tree has a text that parses as the same tree`(
    seed: UInt64
  ) {
    var maker = RandomGrammar(seed: seed)
    for _ in 0..<5 {
      let file = maker.file()
      let text = TreeText.text(file)
      let (parsed, diagnostics) = GrammarParser.parse(text, path: file.path)
      // Names and nonsense are the checker's matter; what stops the parser is not.
      #expect(diagnostics.map { "\($0.kind.message)" } == [], "seed \(seed)\n\(text)")
      #expect(outline(parsed) == outline(file), "seed \(seed)\n\(text)")
      if outline(parsed) != outline(file) { return }
    }
  }

  // MARK: What formatting keeps

  /// A file as formatting may not change it: its lexemes, and which comment stands behind which of them, on its line or below.
  struct Substance: Equatable {
    var lexemes: [String] = []
    var comments: [String] = []

    init(_ text: String) {
      var lexer = Lexer(path: "r.grammar", bytes: Array(text.utf8))
      lexer.run()
      lexemes = lexer.lexemes.dropLast().map {
        String(decoding: lexer.bytes[$0.start..<$0.end], as: UTF8.self)
      }
      comments = lexer.comments.map { comment in
        let count = lexer.lexemes.count { $0.end <= comment.start && $0.kind != .end }
        return "\(count) \(comment.isTrailing ? "beside" : "below") \(comment.text)"
      }
    }
  }

  /// Checks that formatting keeps the lexemes, the comments at them, and the meaning, and that formatting again changes nothing.
  ///
  /// - Parameter comparesTrees: the trees too, which takes time. White space means something before a parenthesis alone.
  func check(_ source: String, _ hint: String, comparesTrees: Bool = true) {
    guard let once = GrammarFormatter.format(source, path: "r.grammar").text else {
      Issue.record("\(hint)\n\(source)")
      return
    }
    if comparesTrees {
      let (file, again) = (
        GrammarParser.parse(source, path: "r.grammar").0, GrammarParser.parse(once, path: "r.grammar").0
      )
      #expect(outline(again) == outline(file), "\(hint)\n\(source)\n----\n\(once)")
    }
    #expect(Substance(once) == Substance(source), "\(hint)\n\(source)\n----\n\(once)")
    let twice = GrammarFormatter.format(once, path: "r.grammar").text
    #expect(twice == once, "\(hint)\n\(source)\n----\n\(once)\n----\n\(twice ?? "")")
    #expect(!once.contains(" \n") && !once.contains("\n\n\n") && !once.hasPrefix("\n"), "\(hint)\n\(once)")
    #expect(once.isEmpty || once.hasSuffix("\n") && !once.hasSuffix("\n\n"), "\(hint)\n\(once)")
  }

  /// The text with something put between its lexemes, where white space may stand.
  func spread(_ text: String, _ filler: (_ boundary: Int) -> String?) -> String {
    var lexer = Lexer(path: "r.grammar", bytes: Array(text.utf8))
    lexer.run()
    var source = ""
    var end = 0
    for (boundary, lexeme) in lexer.lexemes.enumerated() {
      let gap = String(decoding: lexer.bytes[end..<lexeme.start], as: UTF8.self)
      source += (gap.isEmpty && boundary > 0 ? nil : filler(boundary)) ?? gap
      source += String(decoding: lexer.bytes[lexeme.start..<lexeme.end], as: UTF8.self)
      end = lexeme.end
    }
    return source
  }

  @Test(arguments: [UInt64](0..<400))
  func
    `spaces, line breaks and comments anywhere: comments stay where they are, and a second time changes nothing`(
      seed: UInt64
    )
  {
    var maker = RandomGrammar(seed: seed)
    let text = TreeText.text(maker.file())
    let fillers = [
      " ", "  ", "    ", "\t", "\n", "\n    ", "\n\n", "\n\n\n  \n", "\r\n", " # c\n", "\n# c\n",
      "\n   # c\n", "\n\n# c\n\n",
      " # c\n  # d\n# e\n",
    ]
    let source = spread(text) { _ in
      Int.random(in: 0..<5, using: &maker.random) == 0 ? fillers.randomElement(using: &maker.random)! : nil
    }
    check(source, "seed \(seed)")
  }

  @Test(arguments: [UInt64](0..<16)) func `a comment at each boundary of each construct stays there`(
    seed: UInt64
  ) {
    var maker = RandomGrammar(seed: 1_000 + seed)
    // One declaration, so that each boundary can have its turn.
    var file = maker.file()
    while file.declarations.isEmpty { file = maker.file() }
    file.declarations = [file.declarations[0]]
    let text = TreeText.text(file)
    let formatted = GrammarFormatter.format(text, path: "r.grammar").text ?? ""
    let broken = spread(formatted) { _ in Bool.random(using: &maker.random) ? "\n" : nil }
    for base in [formatted, broken] {
      var lexer = Lexer(path: "r.grammar", bytes: Array(base.utf8))
      lexer.run()
      for boundary in lexer.lexemes.indices.prefix(150) {
        for filler in [" # c\n", "\n# c\n", "\n    # c\n"] {
          let source = spread(base) { $0 == boundary ? filler : nil }
          check(source, "seed \(seed), boundary \(boundary)", comparesTrees: false)
        }
      }
    }
  }

  @Test func `a file with an error is not formatted`() {
    let (text, diagnostics) = GrammarFormatter.format("rule a -> T = (\"a\"\n", path: "a.grammar")
    #expect(text == nil)
    #expect(diagnostics.contains { $0.severity == .error })
    #expect(GrammarFormatter.format("", path: "a.grammar").text == "")
    #expect(GrammarFormatter.format("\n \n", path: "a.grammar").text == "")
    #expect(GrammarFormatter.format("\u{FEFF}stage  s", path: "a.grammar").text == "stage s\n")
  }

  // MARK: The layout

  func expect(_ source: String, _ formatted: String) {
    #expect(GrammarFormatter.format(source, path: "a.grammar").text == formatted)
    check(source, "")
  }

  @Test func `the canonical layout`() {
    expect(
      """

      # The head of the file.


      stage   documents # which stage
      include "../shared.grammar"
      lexicon kinds from "kinds.tsv"   cased
      lexicon months {"giêng":value="1" "chạp" : value="12"}   # in words
      lexicon words{ "một"   "hai"
          "ba" }cased
      macro list( item ) = item (","   item)*

      # Citations.
      rule citation->LegalDocument{kind=$kind.kind   # the kind
        value = symbol( $symbol,plain:true ) } priority 2 within sentence length 32
      = kind:@kinds [level in("a","b")] ("số"   ":" ?)? symbol:(glued {digits ("/" digits(length 4)) ?   # the year
        (("/"|"-") (letters|digits)+){ 1 , 3 } })
      emit Person( each $name ){value=$name short = first( $name )} link Holds($a,nearest $b)
            # A word on the clauses.
      rule short -> T = upper & not ("A"|exact "B") unless  (linebreak) in <Date> list ("a") list("a")
      test citation { match "[x]"=>{kind: "a",value:"b"},{ kind:"c" }
        # nothing

        reject "y"   reference "2022-09-15"

      }
      test short { match "[x]" reject "y" }
      link Issued(A,B){order forward distance 0 .. 12 tokens
      unless between( <Quantity>|";" ) }
      """,
      """
      # The head of the file.

      stage documents  # which stage
      include "../shared.grammar"
      lexicon kinds from "kinds.tsv" cased
      lexicon months { "giêng": value = "1"  "chạp": value = "12" }  # in words
      lexicon words {
          "một" "hai"
          "ba"
      } cased
      macro list(item) = item ("," item)*

      # Citations.
      rule citation -> LegalDocument {
          kind = $kind.kind  # the kind
          value = symbol($symbol, plain: true)
      } priority 2 within sentence length 32
          = kind:@kinds[level in ("a", "b")] ("số" ":"?)? symbol:(glued{ digits ("/" digits(length 4))?  # the year
            (("/" | "-") (letters | digits)+){1,3} })
          emit Person(each $name) { value = $name  short = first($name) } link Holds($a, nearest $b)
          # A word on the clauses.
      rule short -> T = upper & not ("A" | exact"B") unless(linebreak) in<Date> list ("a") list("a")
      test citation {
          match  "[x]" => { kind: "a", value: "b" }, { kind: "c" }
          # nothing

          reject "y"
          reference "2022-09-15"
      }
      test short { match "[x]"  reject "y" }
      link Issued(A, B) {
          order forward
          distance 0..12 tokens
          unless between(<Quantity> | ";")
      }

      """)
  }

  @Test(arguments: [
    // Lines are where the author broke them.
    (
      "stages a, # first\nb,\n# last\nc", "stages a,  # first\n    b,\n    # last\n    c\n"
    ),
    ("macro m=\"a\"\n|\"b\"|\n\"c\"", "macro m = \"a\"\n    | \"b\" |\n    \"c\"\n"),
    ("rule r=\n\"a\"\n  \"b\"", "rule r =\n    \"a\"\n    \"b\"\n"),
    (
      "rule r\n= \"a\"\n\"b\"\nemit T($x)\n{ a = 1 }",
      "rule r\n    = \"a\"\n      \"b\"\n    emit T($x)\n      { a = 1 }\n"
    ),
    // A line in brackets stands right of the line of the bracket, one that closes it below.
    (
      "rule r = x:(\n(\"a\" |\n\"b\"\n)\n)", "rule r = x:(\n    (\"a\" |\n      \"b\"\n    )\n)\n"
    ),
    (
      "rule r -> T { a = date(x: $x,\ny: $y) } = \"a\"",
      "rule r -> T {\n    a = date(x: $x,\n      y: $y)\n} = \"a\"\n"
    ),
    // A bar below the `=` stays below it.
    ("macro ab = \"a\"\n         | \"b\"", "macro ab = \"a\"\n         | \"b\"\n"),
    (
      "macro a   = \"a\"\n          | \"b\"  # b\nmacro abc = \"c\"",
      "macro a   = \"a\"\n          | \"b\"  # b\nmacro abc = \"c\"\n"
    ),
    // Columns that the author made stay columns, as narrow as may be.
    ("macro a     = \"x\"\n# why\nmacro bcd   = \"y\"", "macro a   = \"x\"\n# why\nmacro bcd = \"y\"\n"),
    (
      "type T {\n a: text     # one\n bcd: text   # two\n}",
      "type T {\n    a: text    # one\n    bcd: text  # two\n}\n"
    ),
    ("group a  # one\n\ngroup bc # two", "group a  # one\n\ngroup bc  # two\n"),
    ("group a   # one\n\ngroup bcd # two", "group a  # one\n\ngroup bcd  # two\n"),
    (
      "lexicon l {\n  \"a\": x = \"1\",   y = \"2\"\n  \"b\": x = \"123\", y = \"2\"\n}",
      "lexicon l {\n    \"a\": x = \"1\",   y = \"2\"\n    \"b\": x = \"123\", y = \"2\"\n}\n"
    ),
    (
      "lexicon l {\n  \"ã\":   x = \"1\"\n  \"bcd\": x = \"2\"\n}",
      "lexicon l {\n    \"ã\":   x = \"1\"\n    \"bcd\": x = \"2\"\n}\n"
    ),
    // Blocks that are broken begin and end with a line; empty lines at their ends go.
    ("type A { acting: flag # quyền\n}", "type A {\n    acting: flag  # quyền\n}\n"),
    ("type A { acting: flag\n# last\n} type B", "type A {\n    acting: flag\n    # last\n}\n\ntype B\n"),
    ("type A {\n\n# one\n\na: text\n\n}", "type A {\n    # one\n\n    a: text\n}\n"),
    ("type A {# none yet\n}", "type A {  # none yet\n}\n"),
    ("type A{}type B { a: text b: text }", "type A { }\ntype B { a: text  b: text }\n"),
    ("lexicon k { \"x\" \"y\" # about y\n} cased", "lexicon k {\n    \"x\" \"y\"  # about y\n} cased\n"),
    ("rule r -> T { a = \"x\" # why x\n} = \"p\"", "rule r -> T {\n    a = \"x\"  # why x\n} = \"p\"\n"),
    (
      "rule r = \"p\" emit T($x) { a = 1\nb = 2 }",
      "rule r = \"p\" emit T($x) {\n        a = 1\n        b = 2\n    }\n"
    ),
    ("test r { match \"a\"\n}", "test r {\n    match  \"a\"\n}\n"),
    (
      "test r { match \"a\" => { a: \"b\",\nc: \"d\" } }",
      "test r {\n    match  \"a\" => { a: \"b\",\n      c: \"d\" }\n}\n"
    ),
    // A comment stands as what follows would; at the end of a declaration where the author put it.
    (
      "rule r = \"p\"\n  # more\n# of q\nrule q = \"q\"",
      "rule r = \"p\"\n    # more\n# of q\nrule q = \"q\"\n"
    ),
    ("rule r = \"p\"\n\n  # of q\nrule q = \"q\"", "rule r = \"p\"\n\n# of q\nrule q = \"q\"\n"),
    ("rule r = \"p\"\n# a clause\nemit T($x)", "rule r = \"p\"\n    # a clause\n    emit T($x)\n"),
  ])
  func `each part of the layout`(source: String, formatted: String) { expect(source, formatted) }

  @Test func `time grows with the text, on one line and in columns`() {
    let line = "lexicon l { " + String(repeating: "\"a\":  x = \"1\"  ", count: 20_000) + "}\n"
    #expect(
      GrammarFormatter.format(line, path: "a.grammar").text?.hasPrefix("lexicon l { \"a\": x = \"1\"  \"a\"")
        == true)
    let rows =
      "lexicon l {\n"
      + String(repeating: String(repeating: "\"a\":   x = \"1\"   ", count: 5_000) + "\n", count: 4) + "}\n"
    #expect(
      GrammarFormatter.format(rows, path: "a.grammar").text?.contains("\n    \"a\": x = \"1\"  \"a\": x")
        == true)
    let lines = String(repeating: "macro m   = \"a\"   # c\n          | \"b\"\n", count: 10_000)
    #expect(
      GrammarFormatter.format(lines, path: "a.grammar").text?.hasPrefix(
        "macro m = \"a\"  # c\n        | \"b\"\n") == true)
  }
}
