import Testing
import TextModel

@testable import GrammarLanguage

@Suite struct RendererTests {
  static func render(_ text: String, json: Bool = false) -> String {
    let sources = GrammarSourceSet(texts: [
      "cascade.grammar": "group g\ntype T group g\nstages s", "s.grammar": text,
    ])
    let (_, diagnostics) = GrammarChecker.check(sources: sources, normalizers: testNormalizers)
    var renderer = DiagnosticRenderer(sources: sources)
    return json ? renderer.json(diagnostics) : renderer.text(diagnostics)
  }

  @Test func `a diagnostic shows its line, a mark below it, and a suggestion`() {
    #expect(
      Self.render("stage s\nlexicon kinds { \"x\" }\nrule a -> T = \"đến\" @kindz @kinds\n") == """
        s.grammar:3:22: error: there is no lexicon `kindz` [unknown-lexicon]
            rule a -> T = "đến" @kindz @kinds
                                 ^~~~~
            did you mean `kinds`?

        """)
  }

  @Test func `a note with a place is shown at that place`() {
    #expect(
      Self.render("stage s\nlexicon k { \"x\" }\n\tlexicon k { \"y\" }\nrule a -> T = @k") == """
        s.grammar:3:10: error: lexicon `k` is declared twice [duplicate-lexicon]
            \tlexicon k { "y" }
            \t        ^
        s.grammar:2:9: note: the first one
            lexicon k { "x" }
                    ^

        """)
  }

  @Test func `a note without a place is shown below the mark`() {
    #expect(
      Self.render("stage s\r\nrule a = \"x\"\r\n") == """
        cascade.grammar:2:6: warning: type `T` is never used [unused-type]
            type T group g
                 ^
        s.grammar:2:6: error: rule `a` does nothing [rule-does-nothing]
            rule a = "x"
                 ^
            note: give it a result, `-> TYPE`, or a clause: `emit`, `link` or `export`

        """)
  }

  @Test func `a long line is cut around the mark`() {
    let text =
      "stage s\nrule a -> T = " + String(repeating: "\"x\" ", count: 60) + "@lost "
      + String(repeating: "\"y\" ", count: 60)
    let lines = Self.render(text).split(separator: "\n").map(String.init)
    #expect(lines[0] == "s.grammar:2:256: error: there is no lexicon `lost` [unknown-lexicon]")
    #expect(lines[1].count == 4 + 1 + 120 + 1)
    let mark = lines[2].prefix { $0 == " " }.count
    #expect(lines[1].dropFirst(mark).hasPrefix("lost"))
    #expect(lines[2].hasSuffix("^~~~"))
  }

  @Test func `a place at the end of a file is shown`() {
    #expect(
      Self.render("stage s\nrule a -> T = (\"x\"\n") == """
        s.grammar:2:19: error: expected `)` or more of the pattern, found the end of the file [unexpected-token]
            rule a -> T = ("x"
                              ^

        """)
  }

  @Test func `JSON holds what an editor needs, one diagnostic a line`() {
    #expect(
      Self.render("stage s\nlexicon kinds { \"x\" }\nrule a -> T = \"đến\" @kindz @kinds\n", json: true)
        == """
        [
        {"file":"s.grammar","line":3,"column":22,"endLine":3,"endColumn":27,"start":54,"end":59,"severity":"error","id":"unknown-lexicon","message":"there is no lexicon `kindz`","suggestion":{"message":"did you mean `kinds`?","replacement":"kinds"}}
        ]

        """)
    #expect(Self.render("stage s\nrule a -> T = \"x\"", json: true) == "[]\n")
  }

  @Test func `JSON escapes quotes, backslashes and control characters`() {
    #expect(DiagnosticRenderer.quoted("a\"b\\c\n\t\u{1}đ") == #""a\"b\\c\n\t\u0001đ""#)
  }

  @Test func `applying the suggestion mends the file`() {
    let text =
      "stage s\nlexicon kinds { \"x\" }\nrule a -> T { } = @kindz @kinds\nrul b -> T = name:<T> emit TT($nam)\n"
    let sources = GrammarSourceSet(texts: [
      "cascade.grammar": "group g\ntype T group g\nstages s", "s.grammar": text,
    ])
    let (_, diagnostics) = GrammarChecker.check(sources: sources, normalizers: [])
    var bytes = Array(text.utf8)
    for diagnostic in diagnostics.reversed() {
      if let replacement = diagnostic.kind.replacement {
        bytes.replaceSubrange(diagnostic.span.start..<diagnostic.span.end, with: Array(replacement.utf8))
      }
    }
    #expect(diagnostics.count == 2)
    #expect(
      String(decoding: bytes, as: UTF8.self)
        == text.replacing("kindz", with: "kinds").replacing("rul b", with: "rule b"))
  }
}
