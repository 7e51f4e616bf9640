import GrammarLanguage
import TextModel
package import Tokenization

/// Tells of a text why each mention exists, and of a span without one what stood in the way.
///
/// The engine says where which rule matched; how it matched, and why others did not, is found by walking the checked
/// patterns with the oracle's semantics, over what each stage saw. For single texts: O(rules × pattern × tokens of the span).
package struct Explainer {
  /// The mentions of all stages; the indices of explanations count here.
  package let result: CascadeResult
  package let text: TokenizedText

  private let grammar: CheckedGrammar
  private let normalizers: [Normalizer]
  private let index: LexiconIndex
  private let patterns: [TracePattern]
  private let explored = ExploredStarts()
  /// By stage: the oracle as it was before the stage ran, and the stage's matches.
  private var stages: [(before: OracleMatcher, matches: [OracleMatcher.RuleMatch])] = []

  package init(_ cascade: Cascade, text: TokenizedText) {
    self.text = text
    grammar = cascade.grammar
    normalizers = cascade.normalizers
    index = LexiconIndex(grammar: grammar, tokenizer: cascade.tokenizer)
    patterns = grammar.rules.map {
      TracePattern($0.pattern, limit: $0.length, tokenizer: cascade.tokenizer)
    }
    var oracle = OracleMatcher(
      grammar: grammar, normalizers: cascade.normalizers, tokenizer: cascade.tokenizer, text: text)
    var matcher = Matcher(cascade)
    let found = matcher.winners(in: text)
    for stage in grammar.stages.indices {
      let before = oracle
      var matches: [OracleMatcher.RuleMatch] = []
      let winners = Dictionary(uniqueKeysWithValues: found[stage].map { ($0.tokens.lowerBound, $0) })
      oracle.run(StageID(stage)) { [patterns, index, grammar] oracle, position in
        guard let winner = winners[position] else { return nil }
        let derivation = Self.search(grammar.rules[winner.rule.index], from: position, oracle, index)
          .derivation(of: patterns[winner.rule.index], from: position, to: winner.tokens.upperBound)
        let match = OracleMatcher.RuleMatch(
          rule: winner.rule, start: position, end: winner.tokens.upperBound, events: derivation?.events ?? [])
        matches.append(match)
        return match
      }
      stages.append((before, matches))
    }
    result = oracle.output()
  }

  private static func search(
    _ rule: CheckedRule, from start: Int, _ oracle: OracleMatcher, _ index: LexiconIndex
  ) -> TraceSearch {
    TraceSearch(
      oracle: oracle, index: index, scope: rule.scope, limit: start + rule.length, length: rule.length)
  }

  // MARK: Mentions

  /// The mentions of exactly these tokens: those of the output first, then private and deleted ones.
  package func mentions(of tokens: Range<Int>) -> [Int] {
    let found = result.mentions.indices.filter { result.mentions[$0].span.range == tokens }
    return found.filter(result.output.contains) + found.filter { !result.output.contains($0) }
  }

  /// Why a mention exists.
  package func explanation(of number: Int) -> MentionExplanation {
    let mention = result.mentions[number]
    let (before, matches) = stages[mention.stage.index]
    let match = matches.first {
      $0.rule == mention.rule && $0.start <= Int(mention.span.start) && Int(mention.span.end) <= $0.end
    }!
    let rule = grammar.rules[mention.rule.index]
    let steps =
      Self.search(rule, from: match.start, before, index)
      .derivation(of: patterns[mention.rule.index], from: match.start, to: match.end)?.steps ?? []
    var explanation = MentionExplanation(
      mention: mention, fate: fate(of: number), match: match.start..<match.end, elements: elements(steps),
      captures: [], entries: [], parts: [], fields: [])
    for (number, capture) in rule.captures.enumerated() {
      for item in OracleMatcher.Scope(match: match, rule: rule, item: nil).items(number) {
        explanation.captures.append(MentionExplanation.Capture(name: capture.name, tokens: item.tokens))
      }
    }
    explanation.captures.sort {
      ($0.tokens.lowerBound, -$0.tokens.count) < ($1.tokens.lowerBound, -$1.tokens.count)
    }
    for event in match.events {
      switch event {
      case .lexicon(let hit, let position):
        let lexicon = grammar.lexicons[hit.lexicon.index]
        for entry in hit.entries {
          let cells = zip(lexicon.columns, entry.cells).compactMap { column, cell in cell.map { (column, $0) }
          }
          explanation.entries.append(
            MentionExplanation.Entry(
              lexicon: lexicon.name, tokens: position..<(position + hit.length),
              source: entry.row.map { lexicon.entries[$0].span }, cells: cells))
        }
      case .mention(let part, let position):
        explanation.parts.append(
          MentionExplanation.Part(
            mention: part, tokens: position..<(position + before.mentions[part].span.count)))
      case .start, .end: break
      }
    }
    explanation.fields = fields(of: mention, match: match, rule: rule, before: before)
    return explanation
  }

  /// The elements that a match took, the words of a phrase as one; a phrase that is repeated is one each time.
  private func elements(_ steps: [TraceStep]) -> [MentionExplanation.Element] {
    var elements: [MentionExplanation.Element] = []
    for step in steps {
      if step.continuesPhrase, let last = elements.last, last.tokens.upperBound == step.tokens.lowerBound {
        elements[elements.count - 1].tokens = last.tokens.lowerBound..<step.tokens.upperBound
      } else {
        elements.append(MentionExplanation.Element(source: step.source, tokens: step.tokens))
      }
    }
    return elements
  }

  private func fields(
    of mention: CascadeMention, match: OracleMatcher.RuleMatch, rule: CheckedRule, before: OracleMatcher
  ) -> [MentionExplanation.Field] {
    var scope = OracleMatcher.Scope(match: match, rule: rule, item: nil)
    for emission in rule.emissions where emission.type == mention.type {
      if let capture = emission.capture {
        scope.item = scope.items(capture).first { $0.tokens == mention.span.range }
        if scope.item == nil { continue }
      } else if mention.span.range != match.start..<match.end {
        continue
      }
      return emission.assignments.map { field, expression in
        var calls: [MentionExplanation.Call] = []
        trace(expression, scope, before, into: &calls)
        return MentionExplanation.Field(
          name: grammar.types[mention.type.index].fields[field.index].name,
          expression: expression.text(in: rule, normalizers), value: before.value(of: expression, scope),
          calls: calls)
      }
    }
    return []
  }

  /// Collects the calls of an expression, arguments before the call that takes them.
  private func trace(
    _ expression: CheckedExpression, _ scope: OracleMatcher.Scope, _ oracle: OracleMatcher,
    into calls: inout [MentionExplanation.Call]
  ) {
    switch expression {
    case .first(let parts): for part in parts { trace(part, scope, oracle, into: &calls) }
    case .call(_, let arguments):
      for case let argument? in arguments { trace(argument, scope, oracle, into: &calls) }
      let given = arguments.compactMap { argument -> (expression: String, value: String?)? in
        guard let argument else { return nil }
        var value = oracle.value(of: argument, scope)?.notation
        if case .captureItems(let capture) = argument {
          let items = scope.items(capture).map { oracle.string($0.tokens) }
          value = items.isEmpty ? nil : items.joined(separator: " | ")
        }
        return (argument.text(in: scope.rule, normalizers), value)
      }
      calls.append(
        MentionExplanation.Call(
          expression: expression.text(in: scope.rule, normalizers), arguments: given,
          result: oracle.value(of: expression, scope)))
    case .text, .number, .flag, .captureText, .captureItems, .column, .field: break
    }
  }

  private func fate(of number: Int) -> MentionExplanation.Fate {
    if result.output.contains(number) { return .output }
    let mention = result.mentions[number]
    guard let group = grammar.types[mention.type.index].group else { return .notOutput }
    let others = result.mentions.indices.filter {
      $0 != number && grammar.types[result.mentions[$0].type.index].group == group
    }
    let absorbing = others.first { other in
      grammar.types[result.mentions[other].type.index].absorbs.contains(mention.type)
        && result.mentions[other].span.contains(mention.span)
    }
    if let absorbing { return .absorbed(by: absorbing) }
    let winner = others.first {
      result.output.contains($0) && result.mentions[$0].span.overlaps(mention.span)
    }
    return winner.map { .overlapped(by: $0) } ?? .notOutput
  }

  // MARK: Spans without a mention

  /// What each rule made of a span, the nearest first: rules that match it, then those that come furthest within it, rules
  /// that make output before those that do not, and of these that go less far beyond it. Rules whose first element did not
  /// fit are left out.
  ///
  /// - Parameter named: only this rule, however little it matched.
  package func attempts(on tokens: Range<Int>, named: String? = nil) -> [RuleAttempt] {
    var attempts: [RuleAttempt] = []
    for (stage, state) in stages.enumerated() {
      for id in grammar.stages[stage].rules {
        let rule = grammar.rules[id.index]
        if let named, rule.name != named { continue }
        guard let (start, outcome) = furthest(id, state.before, state.matches, on: tokens) else { continue }
        let reached = max(outcome.furthest, outcome.ends.max() ?? start)
        let fits = reached > tokens.lowerBound || (start < tokens.lowerBound && reached == tokens.lowerBound)
        guard named != nil || fits else { continue }
        attempts.append(
          RuleAttempt(
            rule: id, start: start,
            result: judge(id, start, outcome, tokens, state.before, state.matches), furthest: reached,
            obstacles: outcome.furthest == reached ? outcome.obstacles : []))
      }
    }
    let rank = { (attempt: RuleAttempt) -> Int in
      switch attempt.result {
      case .taken, .lost, .withoutValue, .withoutCapture, .emitsOther, .emitsNothing, .made: 1
      case .failed, .endsElsewhere: 0
      }
    }
    let makesOutput = { (attempt: RuleAttempt) in
      grammar.rules[attempt.rule.index].emissions.contains { !grammar.types[$0.type.index].isPrivate }
    }
    return attempts.enumerated().sorted { a, b in
      let (x, y) = (a.element, b.element)
      if rank(x) != rank(y) { return rank(x) > rank(y) }
      let (inX, inY) = (min(x.furthest, tokens.upperBound), min(y.furthest, tokens.upperBound))
      if inX != inY { return inX > inY }
      if makesOutput(x) != makesOutput(y) { return makesOutput(x) }
      return x.furthest != y.furthest ? x.furthest < y.furthest : a.offset < b.offset
    }.map(\.element)
  }

  /// The start from which a rule comes furthest; of equally good ones the nearest. That of a match which won and covers
  /// the span goes before them, for a rule that emits parts of its match.
  private func furthest(
    _ id: RuleID, _ before: OracleMatcher, _ matches: [OracleMatcher.RuleMatch], on tokens: Range<Int>
  ) -> (start: Int, outcome: TraceOutcome)? {
    let rule = grammar.rules[id.index]
    let emitsParts = rule.emissions.contains { $0.capture != nil }
    let covers = { (match: OracleMatcher.RuleMatch) in
      match.rule == id && match.start <= tokens.lowerBound && tokens.upperBound <= match.end
    }
    if emitsParts, let start = matches.first(where: covers)?.start {
      return (start, Self.search(rule, from: start, before, index).explore(patterns[id.index], from: start))
    }
    // A match that begins further ahead ends before the span.
    let first = emitsParts ? max(0, tokens.lowerBound - rule.length + 1) : tokens.lowerBound
    var best: (start: Int, outcome: TraceOutcome)?
    for start in (first...tokens.lowerBound).reversed() {
      let outcome = explored.outcome(of: id, from: start) {
        Self.search(rule, from: start, before, index).explore(patterns[id.index], from: start)
      }
      let reached = max(outcome.furthest, outcome.ends.max() ?? start)
      // One that does not come as far as the span says nothing about it.
      if start < tokens.lowerBound, reached < tokens.lowerBound { continue }
      if let best {
        let known = max(best.outcome.furthest, best.outcome.ends.max() ?? best.start)
        // Of what comes equally far, something fits that took a token.
        guard reached > known || (known == best.start && reached == known) else { continue }
      }
      best = (start, outcome)
    }
    return best
  }

  /// What became of a rule that was tried from a token on. A match counts that is the span; for a rule that emits parts of
  /// its match, also one that covers the span.
  private func judge(
    _ id: RuleID, _ start: Int, _ outcome: TraceOutcome, _ tokens: Range<Int>, _ before: OracleMatcher,
    _ matches: [OracleMatcher.RuleMatch]
  ) -> RuleAttempt.Result {
    let rule = grammar.rules[id.index]
    let ends = outcome.ends.filter { $0 > start }
    guard let longest = ends.max() else { return .failed }
    let isSpan = start == tokens.lowerBound && ends.contains(tokens.upperBound)
    let emitsParts = rule.emissions.contains { $0.capture != nil }
    guard isSpan || (emitsParts && longest >= tokens.upperBound) else { return .endsElsewhere(ends.sorted()) }
    if let taker = matches.first(where: { $0.start < start && $0.end > start }) {
      return .taken(by: taker.rule, tokens: taker.start..<taker.end)
    }
    // What matches here and is not taken leaves a winner.
    guard let winner = matches.first(where: { $0.start == start }) else { return .failed }
    if winner.rule == id, let result = emission(of: tokens, by: winner, before) { return result }
    let end = isSpan ? tokens.upperBound : longest
    guard winner.rule == id, winner.end == end else {
      return .lost(to: winner.rule, tokens: winner.start..<winner.end, isLonger: winner.end > end)
    }
    return other(winner)
  }

  /// What a match that won made of exactly a span; nil where it emits others only.
  private func emission(
    of tokens: Range<Int>, by match: OracleMatcher.RuleMatch, _ before: OracleMatcher
  ) -> RuleAttempt.Result? {
    let rule = grammar.rules[match.rule.index]
    var result: RuleAttempt.Result?
    for emission in rule.emissions {
      var scope = OracleMatcher.Scope(match: match, rule: rule, item: nil)
      if let capture = emission.capture {
        scope.item = scope.items(capture).first { $0.tokens == tokens }
        if scope.item == nil { continue }
      } else if tokens != match.start..<match.end {
        continue
      }
      if let field = fieldWithoutValue(emission, scope, before) { return .withoutValue(field: field) }
      result = .made
    }
    return result
  }

  /// The field for want of whose value an emission makes no mention.
  private func fieldWithoutValue(
    _ emission: CheckedEmission, _ scope: OracleMatcher.Scope, _ before: OracleMatcher
  ) -> String? {
    for (field, expression) in emission.assignments {
      let name = grammar.types[emission.type.index].fields[field.index].name
      if name == "value", before.value(of: expression, scope) == nil { return name }
    }
    return nil
  }

  /// Why a match that won emits nothing of a span's own.
  private func other(_ match: OracleMatcher.RuleMatch) -> RuleAttempt.Result {
    let rule = grammar.rules[match.rule.index]
    if rule.emissions.isEmpty { return .emitsNothing }
    let scope = OracleMatcher.Scope(match: match, rule: rule, item: nil)
    var names: [String] = []
    for emission in rule.emissions {
      guard let capture = emission.capture, scope.items(capture).isEmpty else { return .emitsOther }
      let name = rule.captures[capture].name
      if !names.contains(name) { names.append(name) }
    }
    return .withoutCapture(names: names)
  }
}

/// What was found of rules from tokens on, whatever span was asked for: spans beside each other look back over the same tokens.
private final class ExploredStarts {
  private struct Key: Hashable {
    var rule: RuleID
    var start: Int
  }

  private var outcomes: [Key: TraceOutcome] = [:]

  func outcome(of rule: RuleID, from start: Int, explore: () -> TraceOutcome) -> TraceOutcome {
    let key = Key(rule: rule, start: start)
    if let known = outcomes[key] { return known }
    let outcome = explore()
    outcomes[key] = outcome
    return outcome
  }
}
