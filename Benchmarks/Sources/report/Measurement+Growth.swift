import BocTach
import Extraction
import GrammarEngine
import GrammarLanguage
import Measuring
import Synchronization
import TextModel
import Tokenization

extension Measurement {
  /// One document of a part, twice, four and eight times the part of the workload.
  func textGrowth(upTo largest: Int) -> [Figures.Growth] {
    let sizes = [largest / 8, largest / 4, largest / 2, largest]
    let texts = sizes.map { Array(joined.prefix($0)) }
    var extraction = [[Double]](repeating: [], count: texts.count)
    var yardstick = extraction
    for _ in 0..<3 {
      for (index, text) in texts.enumerated() {
        extraction[index].append(Clock.threadSeconds { keep(extract(text).mentions.count) })
        yardstick[index].append(Clock.threadSeconds { Yardstick.pass(text) })
      }
    }
    func cost(_ series: [[Double]], _ index: Int) -> Double {
      func perByte(_ index: Int) -> Double { Statistics.median(series[index]) / Double(texts[index].count) }
      return perByte(index) / perByte(0)
    }
    return texts.indices.map { index in
      Figures.Growth(
        name: ["n", "2 n", "4 n", "8 n"][index], bytes: texts[index].count, cost: cost(extraction, index),
        yardstickCost: cost(yardstick, index))
    }
  }

  /// Matching with a quarter, half and all of the rules of each stage.
  func grammarGrowth(_ grammar: CheckedGrammar) throws -> [Figures.GrammarGrowth] {
    let cascades = try [4, 2, 1].map { step in
      try Cascade.compile(
        grammar.keeping(every: step), normalizers: extractor.cascade.normalizers,
        tokenizer: extractor.cascade.tokenizer)
    }
    final class Held {
      var matcher: Matcher
      init(_ cascade: Cascade) { matcher = Matcher(cascade) }
    }
    let held = cascades.map(Held.init)
    var seconds = [[Double]](repeating: [], count: cascades.count)
    var yardstick: [Double] = []
    for round in 0...rounds {
      let pass = Clock.threadSeconds { Yardstick.pass(joined) }
      if round > 0 { yardstick.append(pass) }
      for index in held.indices {
        let time = Clock.threadSeconds {
          for text in tokenized { keep(held[index].matcher.run(text).output.count) }
        }
        if round > 0 { seconds[index].append(time) }
      }
    }
    let first = Statistics.median(seconds[0])
    return cascades.indices.map { index in
      Figures.GrammarGrowth(
        name: ["a quarter", "half", "all"][index], rules: cascades[index].grammar.rules.count,
        ratio: Statistics.medianRatio(yardstick, seconds[index]),
        cost: Statistics.median(seconds[index]) / first)
    }
  }

  /// The same documents, shared out among threads that use one extractor.
  func threads(_ counts: [Int]) -> [Figures.Threads] {
    var wall = [[Double]](repeating: [], count: counts.count)
    var work = wall
    for _ in 0..<rounds {
      for (index, count) in counts.enumerated() {
        var passed = 0.0
        work[index].append(
          Clock.processSeconds {
            passed = Clock.wallSeconds {
              let next = SharedCounter()
              ThreadTeam.run(count) {
                while let document = workload.documents.element(next.take()) {
                  keepNothing(extract(document).mentions.count)
                }
              }
            }
          })
        wall[index].append(passed)
      }
    }
    return counts.enumerated().map { index, count in
      Figures.Threads(
        count: count, speedUp: Statistics.medianRatio(wall[0], wall[index]),
        work: Statistics.medianRatio(work[index], work[0]))
    }
  }
}

/// Hands out numbers to threads.
final class SharedCounter: Sendable {
  private let value = Atomic<Int>(0)

  func take() -> Int { value.add(1, ordering: .relaxed).oldValue }
}

/// Uses a result on any thread.
@inline(never)
func keepNothing(_ value: Int) {}

extension Array {
  fileprivate func element(_ index: Int) -> Element? { index < count ? self[index] : nil }
}

extension CheckedGrammar {
  /// The grammar with every `step`-th rule of each stage. Tests are left out.
  fileprivate func keeping(every step: Int) -> CheckedGrammar {
    var grammar = self
    grammar.rules = []
    grammar.tests = []
    for (index, stage) in stages.enumerated() {
      let kept = stage.rules.enumerated().filter { $0.offset % step == 0 }.map(\.element)
      grammar.stages[index].rules = kept.map { id in
        grammar.rules.append(rules[id.index])
        return RuleID(grammar.rules.count - 1)
      }
    }
    return grammar
  }
}
