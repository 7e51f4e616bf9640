import Evaluation
import Formats
import Testing

@Suite("Statistics")
struct StatisticsTests {
  @Test("the generator gives the published numbers of xoshiro256** seeded by SplitMix64")
  func generator() {
    var generator = SeededGenerator(seed: 0)
    #expect(
      (0..<3).map { _ in generator.next() } == [
        11_091_344_671_253_066_420, 13_793_997_310_169_335_082, 1_900_383_378_846_508_768,
      ])
  }

  @Test("numbers below a bound are below it and all occur")
  func below() {
    var generator = SeededGenerator(seed: 3)
    var seen = [Int](repeating: 0, count: 7)
    for _ in 0..<7000 { seen[generator.below(7)] += 1 }
    #expect(seen.allSatisfy { $0 > 850 && $0 < 1150 })
  }

  @Test("an interval holds the score, is the same for the same seed, and shrinks with more documents")
  func interval() throws {
    func counts(_ n: Int) -> [Counts] { (0..<n).map { Counts(8 + $0 % 3, $0 % 4, ($0 + 1) % 5) } }
    func interval(_ n: Int, seed: UInt64) -> Interval {
      Bootstrap(documents: n, samples: 1000, seed: seed).interval(counts(n)) { $0.scores.f1 }!
    }
    let small = interval(20, seed: 1)
    let large = interval(500, seed: 1)
    let f1 = counts(20).reduce(.zero, +).scores.f1
    #expect(small.low < f1 && f1 < small.high)
    #expect(small == interval(20, seed: 1))
    #expect(small != interval(20, seed: 2))
    #expect(large.high - large.low < small.high - small.low)
    #expect(Bootstrap(documents: 0).interval([]) { $0.scores.f1 } == nil)
  }

  @Test("95% of intervals hold the truth, within what chance allows")
  func coverage() {
    // Each document is one trial of 10 mentions, each found with probability 0.8; recall is the score.
    var generator = SeededGenerator(seed: 7)
    var hits = 0
    let trials = 200
    for trial in 0..<trials {
      let documents = (0..<40).map { _ in
        let found = (0..<10).count { _ in generator.below(10) < 8 }
        return Counts(found, 0, 10 - found)
      }
      let interval = Bootstrap(documents: 40, samples: 400, seed: UInt64(trial)).interval(documents) {
        $0.scores.recall
      }!
      if interval.low <= 0.8, 0.8 <= interval.high { hits += 1 }
    }
    #expect(hits >= 176 && hits <= 199, "\(hits) of \(trials)")
  }

  @Test("equal systems differ by nothing, with p = 1; a system better everywhere has a small p")
  func paired() throws {
    let a = (0..<30).map { Counts(8 + $0 % 2, 1, 1) }
    let b = a.map { Counts($0.truePositives - 3, $0.falsePositives + 1, $0.falseNegatives + 3) }
    let bootstrap = Bootstrap(documents: 30, samples: 300)
    let same = try #require(PairedDifference(system: a, baseline: a, bootstrap: bootstrap, trials: 500))
    #expect(same.difference == 0 && same.pValue == 1 && same.interval == Interval(low: 0, high: 0))
    let better = try #require(PairedDifference(system: a, baseline: b, bootstrap: bootstrap, trials: 500))
    #expect(better.difference > 0.2 && better.pValue < 0.01 && better.interval.low > 0)
    let worse = try #require(PairedDifference(system: b, baseline: a, bootstrap: bootstrap, trials: 500))
    #expect(worse.difference == -better.difference)
  }

  // MARK: Baseline and gates

  static let rule = RuleReference(name: "names", file: "p/n.grammar", line: 7)
  static let gold = marked("[Person:Lan] [Date=2022:năm 2022] [Title:Giám đốc]")
  static let before = CorpusEvaluation(
    EvaluationCorpus(documents: [
      DocumentPair(gold: gold, system: marked("[Person:Lan] năm 2022 [Title:Giám đốc]", rule: rule))
    ]))
  static let now = EvaluationCorpus(documents: [
    DocumentPair(gold: gold, system: marked("[Person:Lan] [Date=2022:năm 2022] [Title:Giám] đốc", rule: rule))
  ])

  @Test("a baseline is the same after it was written and read")
  func baselineRoundTrip() throws {
    let baseline = Baseline(Self.before)
    #expect(try Baseline(json: JSONWriter.bytes(baseline.json, .indented)) == baseline)
  }

  @Test(
    "what is no baseline is refused",
    arguments: [
      ("x", "not JSON: 1:1: expected a value"), ("{}", "not a baseline of this version of boctach"),
      (#"{"boctachBaseline": 1}"#, "not a baseline: the top level is not as expected"),
      (
        #"{"boctachBaseline": 1, "core": [], "documents": {"a": {}}}"#, "not a baseline: a is not as expected"
      ),
      (
        #"{"boctachBaseline": 1, "core": [], "documents": {"a": {"types": {"A": [1, 2]}, "relations": {}, "hits": {}}}}"#,
        "not a baseline: a is not as expected"
      ),
    ])
  func badBaseline(text: String, message: String) {
    let error = #expect(throws: Baseline.Failure.self) { try Baseline(json: Array(text.utf8)) }
    #expect(error?.description == message)
  }

  @Test("mentions gained and lost come with the rule responsible")
  func changes() {
    let comparison = BaselineComparison(
      CorpusEvaluation(Self.now), Baseline(Self.before), corpus: Self.now, samples: 10, trials: 10)
    #expect(comparison.gained.map(\.text) == ["năm 2022"])
    #expect(comparison.gained[0].rule == Self.rule)
    #expect(comparison.lost.map(\.text) == ["Giám đốc"])
    #expect(comparison.lost[0].rule == Self.rule)
    #expect(comparison.lost[0].replacement?.text == "Giám")
  }

  @Test("limits pass at or above, fail below, and a name that is not there fails")
  func failUnder() throws {
    let evaluation = Self.before
    #expect(try FailUnder("Person=1").verdict(evaluation).isPassed)
    #expect(try !FailUnder("0.81").verdict(evaluation).isPassed)
    #expect(try FailUnder("0.8").verdict(evaluation).isPassed)
    let verdict = try FailUnder("core=0.8,Perzon=0.1").verdict(evaluation)
    #expect(verdict.checks.map(\.isPassed) == [true, false])
    #expect(verdict.checks[1].message == "neither gold nor system has a type or relation ‘Perzon’")
  }

  @Test(
    "limits that cannot be read are refused",
    arguments: ["", "x", "core=", "=0.5", "core=2", "a=0.1=2", "core=0.5,", "core=nan"])
  func badLimits(text: String) {
    #expect(throws: FailUnder.Failure.self) { try FailUnder(text) }
  }

  @Test("a fall of more than the maximum fails, unless it is excused as not significant")
  func regression() {
    let comparison = BaselineComparison(
      CorpusEvaluation(Self.now), Baseline(Self.before), corpus: Self.now, samples: 10, trials: 10)
    let failed = comparison.verdict(maxRegression: 0.1).checks.filter { !$0.isPassed }
    #expect(failed.map(\.name) == ["core", "all", "Title"])
    #expect(comparison.verdict(maxRegression: 1).isPassed)
    #expect(comparison.verdict(maxRegression: 0.1, significanceOnly: true).isPassed)
  }

  @Test("a baseline's document that was not evaluated fails the gate")
  func leftOut() {
    let empty = EvaluationCorpus(documents: [])
    let comparison = BaselineComparison(CorpusEvaluation(empty), Baseline(Self.before), corpus: empty)
    #expect(comparison.verdict(maxRegression: 1).checks.map(\.name) == ["documents"])
    #expect(!comparison.verdict(maxRegression: 1).isPassed)
  }
}
