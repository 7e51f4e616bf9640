import TextModel
package import Tokenization

/// What each rule costs and brings, over any number of texts.
///
/// The matcher itself counts nothing per rule: a stage's rules are one automaton. The profile therefore runs each rule
/// alone, from every token at which its stage looked for a match, on the same automaton, and then the stage as usual. It
/// costs a run per rule, and a run without it costs nothing.
package final class RuleProfile {
  package struct Counts: Sendable {
    /// Tokens at which the stage looked for a match.
    package var tried = 0
    /// Of those, where the rule's first element fitted.
    package var advanced = 0
    /// Where the whole pattern fitted.
    package var matched = 0
    /// Where the rule won.
    package var won = 0
    /// Steps of the automaton for this rule alone.
    package var steps = 0
    package var nanoseconds = 0
  }

  /// By rule.
  package private(set) var counts: [Counts]
  package private(set) var tokens = 0
  private var matcher: Matcher

  package init(_ cascade: Cascade) {
    matcher = Matcher(cascade)
    counts = Array(repeating: Counts(), count: cascade.grammar.rules.count)
  }

  /// Adds a text.
  package func add(_ text: TokenizedText) {
    tokens += text.tokens.count
    matcher.profile(text, into: &counts)
  }
}

extension Matcher {
  mutating func profile(_ text: TokenizedText, into counts: inout [RuleProfile.Counts]) {
    prepare(text)
    let clock = ContinuousClock()
    for index in cascade.grammar.stages.indices {
      stage = StageID(index)
      contexts.beginAge()
      let starts = searchedTokens(counting: &counts)
      for rule in cascade.grammar.stages[index].rules {
        let set = automaton.start(
          at: cascade.program.ruleStarts[rule.index], mode: .any, cascade: cascade)
        let length = cascade.grammar.rules[rule.index].length
        var (advanced, matched) = (0, 0)
        let stepsBefore = statistics.stageSteps
        let elapsed = clock.measure {
          for start in starts {
            let before = statistics.stageSteps
            var found = false
            search(from: set, at: start, limit: min(start + length, text.tokens.count), ofRules: true) {
              _, position in
              if position > start { found = true }
              return .goOn
            }
            if statistics.stageSteps > before + 1 { advanced += 1 }
            if found { matched += 1 }
          }
        }
        counts[rule.index].tried += starts.count
        counts[rule.index].advanced += advanced
        counts[rule.index].matched += matched
        counts[rule.index].steps += statistics.stageSteps - stepsBefore
        counts[rule.index].nanoseconds +=
          Int(elapsed.components.attoseconds / 1_000_000_000)
          + Int(elapsed.components.seconds) * 1_000_000_000
      }
      runStage()
    }
    _ = finish()
  }

  /// The tokens at which the running stage looks for a match; counts who wins there.
  private mutating func searchedTokens(counting counts: inout [RuleProfile.Counts]) -> [Int] {
    var starts: [Int] = []
    var position = 0
    while position < text.tokens.count {
      starts.append(position)
      if let match = longestMatch(at: position) {
        counts[match.rule.index].won += 1
        position = match.span.range.upperBound
      } else {
        position += 1
      }
    }
    return starts
  }
}
