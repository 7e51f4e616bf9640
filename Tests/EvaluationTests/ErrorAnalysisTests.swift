import Evaluation
import Formats
import Testing

@Suite("Error analysis")
struct ErrorAnalysisTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var gold: String
    var system: String
    /// Cause, type and pattern of each error.
    var errors: [String]
    var testDescription: String { "\(gold) | \(system)" }
  }

  static let rows = [
    Row(gold: "[Person:Lan] đến", system: "[Person:Lan] đến", errors: []),
    Row(gold: "[Person:Lan] đến", system: "Lan đến", errors: ["missing Person "]),
    Row(gold: "Lan đến", system: "[Person:Lan] đến", errors: ["spurious Person "]),
    Row(gold: "ông [Person:Lan] đến", system: "[Person:ông Lan] đến", errors: ["boundary Person +‘ông ’…"]),
    Row(
      gold: "[Location:TP Huế], đẹp", system: "TP [Location:Huế, đẹp]",
      errors: ["boundary Location -‘TP ’…+‘, đẹp’"]),
    Row(gold: "[Location:Huế] đẹp", system: "[Person:Huế] đẹp", errors: ["type Location Location → Person"]),
    Row(
      gold: "[Location:Huế] đẹp", system: "[Person:Huế đẹp]",
      errors: ["type Location Location → Person, other span"]),
    Row(gold: "[Date:ngày 1 và 2/3]", system: "[Date:ngày 1] và [Date:2/3]", errors: ["split Date 1 → 2"]),
    Row(
      gold: "[Title:Bí thư], [Title:Chủ tịch]", system: "[Title:Bí thư, Chủ tịch]",
      errors: ["merge Title 2 → 1"]),
    Row(gold: "[Date=2022:năm 2022]", system: "[Date=2021:năm 2022]", errors: ["value Date 2022 → 2021"]),
    Row(gold: "[Date=2022:năm 2022]", system: "[Date:năm 2022]", errors: ["value Date 2022 → —"]),
    Row(gold: "[Person=a:Lan]", system: "[Person=b:Lan]", errors: []),
    Row(
      gold: "[Person:Lan] [Title:Bí thư]", system: "Lan [Date:Bí thư]",
      errors: ["missing Person ", "type Title Title → Date"]),
  ]

  private func evaluation(_ row: Row, rule: RuleReference? = nil) -> CorpusEvaluation {
    CorpusEvaluation(
      EvaluationCorpus(documents: [
        DocumentPair(gold: marked(row.gold), system: marked(row.system, rule: rule))
      ]))
  }

  @Test("each difference has its cause", arguments: rows)
  func causes(_ row: Row) {
    let errors = evaluation(row).documents[0].errors
    #expect(errors.map { "\($0.cause.rawValue) \($0.type) \($0.pattern)" } == row.errors)
  }

  @Test("every missed and every false mention is in exactly one error, on random annotation too")
  func partition() {
    let seed: UInt64 = 99
    var generator = SeededGenerator(seed: seed)
    for trial in 0..<300 {
      func annotation() -> [AnnotatedMention] {
        (0..<generator.below(7)).map { _ in
          let start = generator.below(25)
          return mention(
            ["Person", "Title", "Date"][generator.below(3)], start, start + 1 + generator.below(8))
        }
      }
      let document = CorpusEvaluation(EvaluationCorpus(documents: [pair(annotation(), annotation())]))
        .documents[0]
      let errors = document.errors.filter { $0.cause != .value }
      let strict = document.referee.microAll.strict
      let golds = errors.flatMap(\.gold).map { MentionKey($0) }
      let systems = errors.flatMap(\.system).map { MentionKey($0) }
      #expect(
        golds.count == strict.falseNegatives && Set(golds).count == golds.count,
        "seed \(seed), trial \(trial)")
      #expect(
        systems.count == strict.falsePositives && Set(systems).count == systems.count,
        "seed \(seed), trial \(trial)")
    }
  }

  @Test("the nearest mention of the other side comes with its distance, its own type first")
  func nearest() {
    let row = Row(
      gold: "[Title:Bí thư] [Person:Lan] và [Person:Mai]", system: "[Title:Bí thư] Lan và [Person:Mai]",
      errors: [])
    let error = evaluation(row).documents[0].errors[0]
    #expect(error.nearest?.mention.text == "Bí thư")
    #expect(error.nearest?.distance == 1)
    let far = Row(
      gold: "[Person:Lan]" + String(repeating: " ", count: 61) + "x",
      system: "Lan" + String(repeating: " ", count: 61) + "[Person:x]", errors: [])
    #expect(evaluation(far).documents[0].errors.allSatisfy { $0.nearest == nil })
  }

  @Test("the context is the text around, line breaks as spaces")
  func context() {
    let row = Row(gold: "hôm\nqua [Person:Lan]\nđến", system: "hôm\nqua Lan\nđến", errors: [])
    let context = evaluation(row).documents[0].errors[0].context
    #expect([context.before, context.middle, context.after] == ["hôm qua ", "Lan", " đến"])
  }

  @Test("rules are counted by what they found")
  func rules() {
    let rule = RuleReference(name: "r", file: "a.grammar", line: 3)
    let row = Row(gold: "[Person:Lan] [Date=1:x]", system: "[Person:Lan] [Date=2:x] [Title:y]", errors: [])
    let counts = CorpusEvaluation(
      EvaluationCorpus(documents: [
        DocumentPair(gold: marked(row.gold + " y"), system: marked(row.system, rule: rule))
      ])
    ).rules[rule]
    #expect(counts == DocumentEvaluation.RuleCounts(correct: 2, wrong: 1, wrongValues: 1))
  }
}
