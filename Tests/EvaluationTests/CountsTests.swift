import Evaluation
import Formats
import Testing

/// The worked examples of the DocC article "Evaluation" are here, in its order.
@Suite("Counts")
struct CountsTests {
  @Test("strict counts ask for type and span; duplicates count once")
  func strict() {
    let score = RefereeScore(
      pair(
        [mention("Person", 0, 3), mention("Person", 5, 9), mention("Date", 10, 12)],
        [mention("Person", 0, 3), mention("Person", 0, 3), mention("Title", 5, 9), mention("Date", 10, 13)]))
    #expect(score.types["Person"]?.strict == Counts(1, 0, 1))
    #expect(score.types["Title"]?.strict == Counts(0, 1, 0))
    #expect(score.types["Date"]?.strict == Counts(0, 1, 1))
    #expect(score.microAll.strict == Counts(1, 2, 2))
  }

  @Test("overlap counts each side for itself")
  func overlap() {
    let score = RefereeScore(
      pair(
        [mention("Person", 0, 10), mention("Person", 20, 25)],
        [mention("Person", 0, 4), mention("Person", 5, 9), mention("Person", 25, 30)]))
    let overlap = score.types["Person"]!.overlap
    #expect(overlap == OverlapCounts(systemHits: 2, system: 3, goldHits: 1, gold: 2))
    #expect(overlap.scores.precision == 2.0 / 3)
    #expect(overlap.scores.recall == 0.5)
  }

  @Test("values are compared on strict hits of three types only, and of duplicates the last counts")
  func values() {
    let score = RefereeScore(
      pair(
        [
          mention("Date", 0, 3, "2022"), mention("Date", 5, 9, "2021"), mention("Person", 10, 12, "a"),
          mention("Quantity", 20, 22),
        ],
        [
          mention("Date", 0, 3, "2021"), mention("Date", 0, 3, "2022"), mention("Date", 5, 8, "2021"),
          mention("Person", 10, 12, "b"), mention("Quantity", 20, 22),
        ]))
    #expect(score.types["Date"]?.value == ValueCounts(correct: 1, compared: 1))
    #expect(score.types["Person"]?.value == .zero)
    #expect(score.types["Quantity"]?.value == ValueCounts(correct: 1, compared: 1))
  }

  @Test("relations count when type and both mentions agree")
  func relations() {
    let gold = [mention("Person", 0, 3), mention("Title", 5, 9), mention("Title", 12, 15)]
    let score = RefereeScore(
      pair(
        gold, gold,
        goldRelations: [
          AnnotatedRelation(type: "Holds", from: 0, to: 1), AnnotatedRelation(type: "Holds", from: 0, to: 2),
        ],
        systemRelations: [
          AnnotatedRelation(type: "Holds", from: 0, to: 1), AnnotatedRelation(type: "Holds", from: 0, to: 1),
          AnnotatedRelation(type: "Holds", from: 1, to: 0),
        ]))
    #expect(score.relations["Holds"] == Counts(1, 1, 1))
  }

  @Test("a document without system output is all missed")
  func missing() {
    let score = RefereeScore(
      DocumentPair(gold: AnnotatedDocument(id: "d", mentions: [mention("Date", 0, 2)]), system: nil))
    #expect(score.types["Date"]?.strict == Counts(0, 0, 1))
  }

  @Test("nothing found and nothing there score 0, not a division by zero")
  func empty() {
    #expect(RefereeScore(pair([], [])).microAll.strict.scores.f1 == 0)
    #expect(Counts(0, 0, 3).scores == Scores(precision: 0, recall: 0))
  }

  @Test("the JSON of the scores has the contract's keys")
  func json() {
    let score = RefereeScore(
      pair([mention("Organization", 0, 3), mention("Date", 5, 9, "2022")], [mention("Date", 5, 9, "2022")]))
    let json = JSONValue.object(score.json())
    #expect(json.object?.members.map(\.key) == ["types", "micro", "relations"])
    #expect(json["types"]?.object?.members.map(\.key) == ["Date", "Organization"])
    #expect(
      JSONWriter.text(json["types"]!["Date"]!)
        == #"{"strict":{"tp":1,"fp":0,"fn":0,"precision":1.0,"recall":1.0,"f1":1.0},"overlap":{"tp":1,"fp":0,"fn":0,"precision":1.0,"recall":1.0,"f1":1.0},"value":{"correct":1,"compared":1}}"#
    )
    #expect(json["micro"]?["core"]?["strict"]?["fn"]?.integer == 0)
    #expect(json["micro"]?["all"]?["strict"]?["fn"]?.integer == 1)
  }

  // MARK: Schemes

  struct Outcome: Sendable, CustomTestStringConvertible {
    var name: String
    var gold: [MentionKey]
    var system: [MentionKey]
    /// Correct, incorrect, partial, missing, spurious of strict, exact, partial and type.
    var counts: [[Int]]
    var testDescription: String { name }
  }

  static func key(_ type: String, _ start: Int, _ end: Int) -> MentionKey {
    MentionKey(type: type, span: CodePointSpan(start, end))
  }

  /// The six scenarios of SemEval-2013 task 9, then clusters.
  static let outcomes = [
    Outcome(
      name: "I same", gold: [key("A", 0, 5)], system: [key("A", 0, 5)],
      counts: [[1, 0, 0, 0, 0], [1, 0, 0, 0, 0], [1, 0, 0, 0, 0], [1, 0, 0, 0, 0]]),
    Outcome(
      name: "II spurious", gold: [], system: [key("A", 0, 5)],
      counts: [[0, 0, 0, 0, 1], [0, 0, 0, 0, 1], [0, 0, 0, 0, 1], [0, 0, 0, 0, 1]]),
    Outcome(
      name: "III missing", gold: [key("A", 0, 5)], system: [],
      counts: [[0, 0, 0, 1, 0], [0, 0, 0, 1, 0], [0, 0, 0, 1, 0], [0, 0, 0, 1, 0]]),
    Outcome(
      name: "IV other type", gold: [key("A", 0, 5)], system: [key("B", 0, 5)],
      counts: [[0, 1, 0, 0, 0], [1, 0, 0, 0, 0], [1, 0, 0, 0, 0], [0, 1, 0, 0, 0]]),
    Outcome(
      name: "V other span", gold: [key("A", 0, 5)], system: [key("A", 0, 7)],
      counts: [[0, 1, 0, 0, 0], [0, 1, 0, 0, 0], [0, 0, 1, 0, 0], [1, 0, 0, 0, 0]]),
    Outcome(
      name: "VI other span and type", gold: [key("A", 0, 5)], system: [key("B", 0, 7)],
      counts: [[0, 1, 0, 0, 0], [0, 1, 0, 0, 0], [0, 0, 1, 0, 0], [0, 1, 0, 0, 0]]),
    Outcome(
      name: "a split is one pair and one spurious mention", gold: [key("A", 0, 9)],
      system: [key("A", 0, 3), key("A", 4, 9)],
      counts: [[0, 1, 0, 0, 1], [0, 1, 0, 0, 1], [0, 0, 1, 0, 1], [1, 0, 0, 0, 1]]),
    Outcome(
      name: "a pair that is right is not given up for an overlap before it",
      gold: [key("A", 0, 4), key("A", 5, 9)], system: [key("A", 2, 6), key("A", 5, 9)],
      counts: [[1, 1, 0, 0, 0], [1, 1, 0, 0, 0], [1, 0, 1, 0, 0], [2, 0, 0, 0, 0]]),
    Outcome(
      name: "two overlaps in a chain both find a partner", gold: [key("A", 0, 4), key("A", 6, 9)],
      system: [key("A", 3, 7), key("A", 8, 12)],
      counts: [[0, 2, 0, 0, 0], [0, 2, 0, 0, 0], [0, 0, 2, 0, 0], [2, 0, 0, 0, 0]]),
    Outcome(
      name: "touching is not overlapping", gold: [key("A", 0, 4)], system: [key("A", 4, 8)],
      counts: [[0, 0, 0, 1, 1], [0, 0, 0, 1, 1], [0, 0, 0, 1, 1], [0, 0, 0, 1, 1]]),
    Outcome(
      name: "a mention inside one of another group", gold: [key("M", 0, 20), key("D", 12, 20)],
      system: [key("D", 12, 20)],
      counts: [[1, 0, 0, 1, 0], [1, 0, 0, 1, 0], [1, 0, 0, 1, 0], [1, 0, 0, 1, 0]]),
  ]

  private func alignment(_ gold: [MentionKey], _ system: [MentionKey]) -> Alignment {
    func mentions(_ keys: [MentionKey]) -> [AnnotatedMention] {
      keys.map { mention($0.type, $0.span.start, $0.span.end) }
    }
    return Alignment(gold: mentions(gold), system: mentions(system))
  }

  private func counts(_ gold: [MentionKey], _ system: [MentionKey]) -> [[Int]] {
    let score = SchemeScore(alignment(gold, system))
    let types = Set((gold + system).map(\.type))
    return MatchScheme.allCases.map { scheme in
      let c = score.micro(scheme, types)
      #expect(
        c.gold.correct == c.system.correct && c.gold.partial == c.system.partial
          && c.gold.incorrect == c.system.incorrect)
      return [c.gold.correct, c.gold.incorrect, c.gold.partial, c.missing, c.spurious]
    }
  }

  @Test("the four schemes count as MUC and SemEval do", arguments: outcomes)
  func schemes(_ row: Outcome) {
    #expect(counts(row.gold, row.system) == row.counts)
  }

  @Test("the six scenarios together score what the formulas say")
  func together() {
    let gold = [
      Self.key("A", 0, 5), Self.key("A", 20, 25), Self.key("A", 30, 35), Self.key("A", 40, 45),
      Self.key("A", 50, 55),
    ]
    let system = [
      Self.key("A", 0, 5), Self.key("A", 10, 15), Self.key("B", 30, 35), Self.key("A", 40, 47),
      Self.key("B", 50, 57),
    ]
    let score = SchemeScore(alignment(gold, system))
    let f1 = MatchScheme.allCases.map { score.micro($0, ["A", "B"]).scores.f1 }
    #expect(
      f1 == [0.2, 0.4, 0.6, 0.4].map { Double($0) }
        || zip(f1, [0.2, 0.4, 0.6, 0.4]).allSatisfy { abs($0 - $1) < 1e-12 })
  }

  @Test("a pair of two types is counted in the row of each: recall of the one, precision of the other")
  func perType() {
    let score = SchemeScore(alignment([Self.key("A", 0, 5)], [Self.key("B", 0, 5)]))
    let a = score.types["A"]![.exact]!
    let b = score.types["B"]![.exact]!
    #expect((a.possible, a.actual, b.possible, b.actual) == (1, 0, 0, 1))
    #expect(a.scores.recall == 1 && b.scores.precision == 1)
  }

  @Test("on random annotation the alignment is the best there is, and no order changes a count")
  func optimal() {
    let seed: UInt64 = 20_240_501
    var generator = SeededGenerator(seed: seed)
    for trial in 0..<400 {
      func annotation() -> [MentionKey] {
        Array(
          Set(
            (0..<(1 + generator.below(4))).map { _ in
              let start = generator.below(10)
              return Self.key(["A", "B"][generator.below(2)], start, start + 1 + generator.below(5))
            }))
      }
      let gold = annotation()
      let system = annotation()
      let best = bruteForce(gold, system)
      let pairs = alignment(gold, system).pairs
      let found = value(pairs.map { ($0.gold, $0.system) })
      #expect(found == best, "seed \(seed), trial \(trial): \(gold) \(system)")
      #expect(
        counts(gold, system) == counts(gold.reversed(), system.shuffled(using: &generator)), "trial \(trial)")
    }
  }

  /// The criteria of the alignment, most important first.
  private func value(_ pairs: [(MentionKey, MentionKey)]) -> [Int] {
    func shared(_ a: MentionKey, _ b: MentionKey) -> Int {
      min(a.span.end, b.span.end) - max(a.span.start, b.span.start)
    }
    return [
      pairs.count { $0.0 == $0.1 }, pairs.count { $0.0.span == $0.1.span },
      pairs.count { $0.0.type == $0.1.type }, pairs.count,
      pairs.reduce(0) { $0 + shared($1.0, $1.1) },
    ]
  }

  private func bruteForce(_ gold: [MentionKey], _ system: [MentionKey]) -> [Int] {
    guard let first = gold.first else { return [0, 0, 0, 0, 0] }
    func better(_ a: [Int], _ b: [Int]) -> [Int] { a.lexicographicallyPrecedes(b) ? b : a }
    var best = bruteForce(Array(gold.dropFirst()), system)
    for (index, other) in system.enumerated() where first.span.overlaps(other.span) {
      var rest = system
      rest.remove(at: index)
      best = better(
        best, zip(bruteForce(Array(gold.dropFirst()), rest), value([(first, other)])).map { $0 + $1 })
    }
    return best
  }

  // MARK: Facts

  @Test("facts forget where they were said, records want all that is said of a thing")
  func facts() {
    func document(_ marks: String, _ relations: [(String, Int, Int)]) -> AnnotatedDocument {
      var document = marked(marks)
      document.relations = relations.map { AnnotatedRelation(type: $0.0, from: $0.1, to: $0.2) }
      return document
    }
    let gold = document(
      "[Person:Lan] là [Title:Giám đốc], [Title:Bí thư]. [LegalDocument=77/2019/NĐ-CP:Nghị định 77/2019/NĐ-CP] [Date=2019-10-10:ngày 10/10/2019]",
      [("Holds", 0, 1), ("Holds", 0, 2), ("Issued", 3, 4)])
    var system = document(
      "[Person:Lan] là [Title:Giám đốc], Bí thư. [LegalDocument=77/2019/nđ-cp:Nghị định 77/2019/NĐ-CP] [Date=2019-10-10:ngày 10/10/2019]",
      [("Holds", 0, 1), ("Issued", 2, 3)])
    // The same fact a second time adds nothing.
    system.mentions.append(AnnotatedMention(type: "Person", span: CodePointSpan(90, 93), text: "LAN"))
    system.relations.append(AnnotatedRelation(type: "Holds", from: 4, to: 1))
    let evaluation = CorpusEvaluation(EvaluationCorpus(documents: [DocumentPair(gold: gold, system: system)]))
    #expect(evaluation.facts.facts == ["Holds": Counts(1, 0, 1), "Issued": Counts(1, 0, 0)])
    #expect(evaluation.facts.records == ["Person": Counts(0, 1, 1), "LegalDocument": Counts(1, 0, 0)])
  }

  @Test("value F1 wants span and value right")
  func valueF1() {
    let evaluation = CorpusEvaluation(
      EvaluationCorpus(documents: [
        pair(
          [mention("Date", 0, 3, "2022"), mention("Date", 5, 9, "2021"), mention("Person", 20, 22)],
          [
            mention("Date", 0, 3, "2022"), mention("Date", 5, 9, "2020"), mention("Date", 12, 14, "2020"),
            mention("Person", 20, 22),
          ])
      ]))
    #expect(evaluation.valueCounts(evaluation.types) == Counts(1, 2, 1))
  }
}
