import TextModel
import Tokenization

extension Matcher {
  /// By stage, the matches that won, in the order of the text.
  mutating func winners(in text: TokenizedText) -> [[(rule: RuleID, tokens: Range<Int>)]] {
    prepare(text)
    var winners: [[(rule: RuleID, tokens: Range<Int>)]] = []
    for index in cascade.grammar.stages.indices {
      stage = StageID(index)
      contexts.beginAge()
      var found: [(rule: RuleID, tokens: Range<Int>)] = []
      var position = 0
      while position < text.tokens.count {
        guard let match = longestMatch(at: position) else {
          position += 1
          continue
        }
        found.append((match.rule, match.span.range))
        position = match.span.range.upperBound
      }
      winners.append(found)
      runStage()
    }
    _ = finish()
    return winners
  }
}
