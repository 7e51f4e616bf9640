import BocTach
import Testing

@Suite struct GrammarTests {
  private func grammar(_ files: [String: String]) -> Grammar {
    Grammar(files: files.mapValues { Array($0.utf8) })
  }

  /// Stage `a` makes A of "x", stage `b` makes B of "y".
  private var base: Grammar {
    grammar([
      "cascade.grammar": "group g\ntype A group g\ntype B group g\nstages a, b\n",
      "a.grammar": "stage a\nrule a -> A = \"x\"\n",
      "b.grammar": "stage b\nrule b -> B = \"y\"\n",
    ])
  }

  private func found(_ text: String, _ grammar: Grammar) throws -> [String] {
    try Extractor(grammar: grammar).extract(text).mentions.map {
      "\($0.type) \($0.text) \($0.rule.location!.file)"
    }
  }

  @Test("a file of the same path takes the place of the other")
  func aFileOfTheSamePathTakesThePlaceOfTheOther() throws {
    let other = grammar(["a.grammar": "stage a\nrule a -> A = \"z\"\n"])
    #expect(try found("x y z", base.extended(by: other)) == ["B y b.grammar", "A z a.grammar"])
  }

  @Test("a file of another path adds its rules") func aFileOfAnotherPathAddsItsRules() throws {
    let other = grammar(["more/a.grammar": "stage a\nrule more -> A = \"z\"\n"])
    #expect(
      try found("x y z", base.extended(by: other)) == [
        "A x a.grammar", "B y b.grammar", "A z more/a.grammar",
      ])
  }

  @Test("a file with nothing but its stage leaves the other out")
  func aFileWithNothingButItsStageLeavesTheOtherOut() throws {
    let other = grammar(["a.grammar": "stage a\n"])
    #expect(try found("x y", base.extended(by: other)) == ["B y b.grammar"])
  }

  @Test("the other's cascade adds types and stages") func theOthersCascadeAddsTypesAndStages() throws {
    let other = grammar([
      "cascade.grammar": "type C group g\nstages c\n",
      "c.grammar": "stage c\nrule c -> C = <A> <B>\n",
    ])
    let both = base.extended(by: other)
    #expect(try Extractor(grammar: both).typeNames == ["A", "B", "C"])
    #expect(try found("x y", both) == ["C x y c.grammar"])
    #expect(both.paths == ["+cascade.grammar", "a.grammar", "b.grammar", "c.grammar", "cascade.grammar"])
  }

  /// By the list of the added grammar: whose mentions its stage `c` sees.
  static let orders: [(stages: String, seen: [String])] = [
    ("c", ["A", "B"]), ("b, c", ["A", "B"]), ("a, c", ["A"]), ("c, b", ["A"]), ("c, a", []), ("c, a, b", []),
    ("a, c, b", ["A"]), ("unknown, c", ["A", "B"]),
  ]

  @Test(
    "a new stage runs behind the name before it else before the name behind it", arguments: orders.indices)
  func aNewStageRunsBehindTheNameBeforeItElseBeforeTheNameBehindIt(_ row: Int) throws {
    let (stages, expected) = Self.orders[row]
    // A stage that asks for what a later one makes does not compile.
    let seen = ["A", "B"].filter { type in
      let other = grammar([
        "cascade.grammar": "group h\ntype C group h\nstages \(stages)\n",
        "c.grammar": "stage c\nrule c -> C = <\(type)>\n",
        "u.grammar": stages.contains("unknown") ? "stage unknown\n" : "stage c\n",
      ])
      return (try? found("x y", base.extended(by: other)))?.contains { $0.hasPrefix("C ") } == true
    }
    #expect(seen == expected)
  }

  @Test("mistakes in the other's cascade are shown in its own lines")
  func mistakesInTheOthersCascadeAreShownInItsOwnLines() throws {
    let other = grammar(["cascade.grammar": "group h\ntype C group hh\nstages c\n"])
    let error = #expect(throws: GrammarError.self) { try Extractor(grammar: base.extended(by: other)) }
    #expect("\(error!)".contains("+cascade.grammar:2:14: error: there is no group `hh`"))
  }

  @Test("a type that both declare is an error") func aTypeThatBothDeclareIsAnError() throws {
    let other = grammar(["cascade.grammar": "type A group g\n"])
    let error = #expect(throws: GrammarError.self) { try Extractor(grammar: base.extended(by: other)) }
    #expect("\(error!)".contains("+cascade.grammar:1:6: error:"))
  }

  @Test("several grammars can be added one on top of another")
  func severalGrammarsCanBeAddedOneOnTopOfAnother() throws {
    let one = grammar([
      "cascade.grammar": "type C group g\nstages c\n", "c.grammar": "stage c\nrule c -> C = <A>\n",
    ])
    let two = grammar([
      "cascade.grammar": "type D group g\nstages d\n", "d.grammar": "stage d\nrule d -> D = <C>\n",
    ])
    let all = base.extended(by: one).extended(by: two)
    #expect(try found("x", all) == ["D x d.grammar"])
    #expect(try found("x", base.extended(by: one.extended(by: two))) == ["D x d.grammar"])
  }

  @Test("a folder that is not there is a typed error") func aFolderThatIsNotThereIsATypedError() throws {
    do throws(GrammarError) {
      _ = try Grammar(directory: "/no/such/folder")
      Issue.record("no error")
    } catch {
      guard case .unreadable(let path, let reason) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(path == "/no/such/folder" && !reason.isEmpty)
    }
  }

  @Test("the bundle can be extended") func theBundleCanBeExtended() throws {
    let other = grammar([
      "cascade.grammar": "type Plate group primary { value: text }\nstages plates\n",
      "plates.grammar": "stage plates\nrule plate -> Plate { value = $p } = \"biển số\" p:digits\n",
    ])
    let document = try Extractor(grammar: Grammar.bundled.extended(by: other)).extract(
      "Xe biển số 123 của ông Lê Văn A.")
    #expect(document.mentions.map(\.type) == ["Plate", "Person"])
  }
}
