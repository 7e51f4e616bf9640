import GrammarLanguage
import TextModel

extension Matcher {
  /// The `link` clauses of a rule: joins the mentions made of exactly the tokens of two captures.
  mutating func join(_ link: CheckedRuleLink, rule: CheckedRule, captures: MatchCaptures) {
    let relation = cascade.grammar.relations[link.relation.index]
    let firsts = captures.items(of: link.first, rule: rule).compactMap {
      mention(of: $0.span, types: relation.first)
    }
    let seconds = captures.items(of: link.second, rule: rule)
      .compactMap { mention(of: $0.span, types: relation.second) }
    for first in firsts {
      let targets: [Int] =
        switch link.choice {
        case .each: seconds
        case .nearest:
          seconds.min { distance(first, $0) < distance(first, $1) }.map { [$0] } ?? []
        case .next:
          seconds.first { store.mentions[$0].span.start >= store.mentions[first].span.end }.map { [$0] } ?? []
        }
      for second in targets {
        links.append(
          CascadeLink(
            relation: link.relation, first: first, second: second, source: .rule(captures.match.rule)))
      }
    }
  }

  /// The latest mention of one of the types that covers exactly these tokens, of this stage or an earlier one.
  private func mention(of span: TokenSpan, types: [TypeID]) -> Int? {
    for number in (store.publishedCount..<store.mentions.count).reversed()
    where store.mentions[number].span == span && types.contains(store.mentions[number].type) {
      return number
    }
    var found: Int?
    store.forEach(startingAt: Int(span.start)) { number in
      if found == nil, store.mentions[number].span == span, types.contains(store.mentions[number].type) {
        found = number
      }
    }
    return found
  }

  /// Tokens between two mentions; 0 when they touch or overlap.
  private func distance(_ a: Int, _ b: Int) -> Int {
    let (first, second) = (store.mentions[a].span, store.mentions[b].span)
    return max(0, max(Int(second.start) - Int(first.end), Int(first.start) - Int(second.end)))
  }

  /// The `link` declarations of the running stage.
  mutating func runLinkDeclarations() {
    let declarations = cascade.grammar.stages[stage.index].links
    guard !declarations.isEmpty else { return }
    let flat = Flattening.output(of: store.mentions, grammar: cascade.grammar)
    let units = TextUnits(text.tokens)
    for index in declarations {
      let declaration = cascade.grammar.links[index]
      let firsts = flat.filter { store.mentions[$0].type == declaration.first }
      let seconds = flat.filter { store.mentions[$0].type == declaration.second }
      // For each second mention, by its place in `seconds`: the first mention nearest to it so far, or -1.
      var nearest = declaration.choice == .nearestForSecond ? Array(repeating: -1, count: seconds.count) : []
      var chosen: [Int] = []
      var between = MatchesBetween(
        start: cascade.program.betweenStarts[index], tokenCount: firsts.isEmpty ? 0 : places.count)
      for first in firsts {
        var own: Int?
        let candidates = near(first, in: seconds, declaration: declaration, units: units)
        for place in candidates.indices {
          let second = candidates[place]
          // What is no nearer than the best so far is not looked at further.
          switch declaration.choice {
          case .all: break
          case .nearest: if let own, distance(first, second) >= distance(first, own) { continue }
          case .nearestForSecond:
            if nearest[place] >= 0, distance(first, second) >= distance(nearest[place], second) { continue }
          }
          guard accepts(first, second, declaration, &between, units: units) else { continue }
          switch declaration.choice {
          case .all: link(first, second, by: index)
          case .nearest: own = second
          case .nearestForSecond:
            if nearest[place] < 0 { chosen.append(place) }
            nearest[place] = first
          }
        }
        if let own { link(first, own, by: index) }
      }
      for place in chosen { link(nearest[place], seconds[place], by: index) }
    }
  }

  private mutating func link(_ first: Int, _ second: Int, by declaration: Int) {
    links.append(
      CascadeLink(
        relation: cascade.grammar.links[declaration].relation, first: first, second: second,
        source: .declaration(declaration)))
  }

  /// The second mentions within the largest distance that any declaration can ask for; `seconds` is in text order.
  private func near(
    _ first: Int, in seconds: [Int], declaration: CheckedLink, units: TextUnits
  ) -> ArraySlice<Int> {
    let span = store.mentions[first].span
    // No mention is longer than a rule may be, so what ends within reach starts within twice that.
    var low = Int(span.start) - Program.linkReach - GrammarLimits.matchLength
    var high = Int(span.end) + Program.linkReach
    switch declaration.distance {
    case .tokens(let range):
      low = Int(span.start) - range.upperBound - GrammarLimits.matchLength
      high = Int(span.end) + range.upperBound
    case .sentences(let range):
      low = max(
        low,
        units.start(ofSentence: units.sentence(Int(span.start)) - range.upperBound)
          - GrammarLimits.matchLength)
      high = min(high, units.start(ofSentence: units.sentence(Int(span.end) - 1) + range.upperBound + 1))
    }
    let from = seconds.partitioningIndex { Int(store.mentions[$0].span.start) >= low }
    let to = seconds.partitioningIndex { Int(store.mentions[$0].span.start) > high }
    return seconds[from..<max(from, to)]
  }

  private mutating func accepts(
    _ first: Int, _ second: Int, _ declaration: CheckedLink, _ between: inout MatchesBetween, units: TextUnits
  ) -> Bool {
    guard first != second else { return false }
    let (a, b) = (store.mentions[first].span, store.mentions[second].span)
    let isForward = a.end <= b.start
    let isBackward = b.end <= a.start
    switch declaration.order {
    case .forward: if !isForward { return false }
    case .backward: if !isBackward { return false }
    case .any: break
    }
    let (left, right) = a.start <= b.start ? (a, b) : (b, a)
    let (leftToken, rightToken) = (Int(left.start), Int(right.start))
    switch declaration.scope {
    case .sentence: if units.sentence(leftToken) != units.sentence(rightToken) { return false }
    case .line: if units.line(leftToken) != units.line(rightToken) { return false }
    case .paragraph: if units.paragraph(leftToken) != units.paragraph(rightToken) { return false }
    case .document: break
    }
    switch declaration.distance {
    case .tokens(let range): if !range.contains(distance(first, second)) { return false }
    case .sentences(let range):
      if !range.contains(units.sentence(rightToken) - units.sentence(leftToken)) { return false }
      if distance(first, second) > Program.linkReach { return false }
    }
    return !holdsMatch(left.end..<max(left.end, right.start), &between)
  }

  /// Whether a match of a declaration's `between` pattern lies in a run of tokens. O(tokens), once their ends are known.
  private mutating func holdsMatch(_ tokens: Range<UInt32>, _ between: inout MatchesBetween) -> Bool {
    guard between.start >= 0, !tokens.isEmpty else { return false }
    for position in Int(tokens.lowerBound)..<Int(tokens.upperBound) {
      if between.ends[position] == MatchesBetween.unknown {
        let set = automaton.start(at: between.start, mode: .any, cascade: cascade)
        let limit = min(position + Program.contextReach, places.count)
        between.ends[position] = firstEnd(from: set, at: position, limit: limit).map(Int32.init) ?? .max
      }
      if between.ends[position] <= Int32(tokens.upperBound) { return true }
    }
    return false
  }

  /// Makes the output: flat groups, and the links that survive.
  mutating func finish() -> CascadeResult {
    let output = Flattening.output(of: store.mentions, grammar: cascade.grammar)
    let mentions = store.mentions
    let surviving = takeSurvivingLinks(output)
    return CascadeResult(mentions: mentions, output: output, links: surviving)
  }

  /// The links between mentions of the output, each once: by where their mentions start, then by relation.
  ///
  /// Sorted into the tokens at which their first mentions start, of which each has few: O(tokens + links).
  private mutating func takeSurvivingLinks(_ output: [Int]) -> [CascadeLink] {
    guard !links.isEmpty else { return [] }
    defer { links.removeAll(keepingCapacity: true) }
    var isKept = [Bool](repeating: false, count: store.mentions.count)
    for number in output { isKept[number] = true }
    links.removeAll { !isKept[$0.first] || !isKept[$0.second] }
    var ends = [Int](repeating: 0, count: places.count + 1)
    for link in links { ends[start(ofMention: link.first) + 1] += 1 }
    for token in places.indices { ends[token + 1] += ends[token] }
    var order = [UInt32](repeating: 0, count: links.count)
    for index in links.indices {
      let token = start(ofMention: links[index].first)
      order[ends[token]] = UInt32(index)
      ends[token] += 1
    }
    var result: [CascadeLink] = []
    result.reserveCapacity(links.count)
    var begin = 0
    for token in places.indices where ends[token] > begin {
      order[begin..<ends[token]].sort { a, b in
        let (one, other) = (links[Int(a)], links[Int(b)])
        let (first, second) = (start(ofMention: one.second), start(ofMention: other.second))
        if first != second { return first < second }
        return one.relation != other.relation ? one.relation.rawValue < other.relation.rawValue : a < b
      }
      let known = result.count
      for index in order[begin..<ends[token]] {
        let link = links[Int(index)]
        // Those that join the same stand side by side, but for others that start at the same tokens.
        let isKnown = result[known...].reversed().prefix {
          start(ofMention: $0.second) == start(ofMention: link.second) && $0.relation == link.relation
        }.contains { $0.first == link.first && $0.second == link.second }
        if !isKnown { result.append(link) }
      }
      begin = ends[token]
    }
    return result
  }

  private func start(ofMention number: Int) -> Int { Int(store.mentions[number].span.start) }
}

/// Where matches of a declaration's `between` pattern end, found once for each token at which a pair asks.
private struct MatchesBetween {
  static let unknown: Int32 = -1

  /// The pattern's first node, or -1.
  let start: Int32
  /// By token: where the shortest match that starts there ends; `Int32.max` where there is none.
  var ends: [Int32]

  init(start: Int32, tokenCount: Int) {
    self.start = start
    ends = start >= 0 ? Array(repeating: Self.unknown, count: tokenCount) : []
  }
}

/// Which sentence, line and paragraph each token is in. O(tokens) to make.
struct TextUnits {
  private var sentences: [UInt32] = []
  private var lines: [UInt32] = []
  private var paragraphs: [UInt32] = []
  private var sentenceStarts: [Int] = []

  init(_ tokens: [Token]) {
    var line: UInt32 = 0
    var paragraph: UInt32 = 0
    for (index, token) in tokens.enumerated() {
      if index > 0, token.gap == .lineBreak || token.gap == .paragraphBreak { line += 1 }
      if index > 0, token.gap == .paragraphBreak { paragraph += 1 }
      if index == 0 || token.flags.contains(.sentenceStart) { sentenceStarts.append(index) }
      sentences.append(UInt32(sentenceStarts.count - 1))
      lines.append(line)
      paragraphs.append(paragraph)
    }
  }

  func sentence(_ token: Int) -> Int { Int(sentences[token]) }
  func line(_ token: Int) -> Int { Int(lines[token]) }
  func paragraph(_ token: Int) -> Int { Int(paragraphs[token]) }

  /// The first token of a sentence; the number of tokens behind the last one.
  func start(ofSentence sentence: Int) -> Int {
    if sentence < 0 { return 0 }
    return sentence < sentenceStarts.count ? sentenceStarts[sentence] : sentences.count
  }
}

extension Array {
  /// The first index whose element passes, in an array where all that pass stand behind all that do not. O(log n).
  func partitioningIndex(where passes: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if passes(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
