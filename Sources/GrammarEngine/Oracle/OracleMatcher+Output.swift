import GrammarLanguage
import TextModel

extension OracleMatcher {
  /// All mentions so far; those of the running stage are behind the others.
  private var all: [CascadeMention] { mentions + made }

  /// Rules 6 and 7 of the grammar reference: the mentions that stay, in the order of the text.
  private func flat() -> [Int] {
    let all = all
    let candidates = all.indices.filter { index in
      guard let group = grammar.types[all[index].type.index].group else { return false }
      return !all.contains { other in
        let type = grammar.types[other.type.index]
        return type.group == group && type.absorbs.contains(all[index].type)
          && other.span.contains(all[index].span)
      }
    }
    let preferred = candidates.sorted { a, b in
      let (x, y) = (all[a], all[b])
      if x.span.count != y.span.count { return x.span.count > y.span.count }
      if x.stage != y.stage { return x.stage > y.stage }
      if x.span.start != y.span.start { return x.span.start < y.span.start }
      return x.rule != y.rule ? x.rule < y.rule : a < b
    }
    var kept: [Int] = []
    for index in preferred {
      let group = grammar.types[all[index].type.index].group
      let overlaps = kept.contains { other in
        grammar.types[all[other].type.index].group == group && all[other].span.overlaps(all[index].span)
      }
      if !overlaps { kept.append(index) }
    }
    return kept.sorted { a, b in
      let (x, y) = (all[a], all[b])
      if x.span.start != y.span.start { return x.span.start < y.span.start }
      return x.span.end != y.span.end ? x.span.end > y.span.end : x.type < y.type
    }
  }

  /// Rule 8, and the output as the fast engine gives it.
  func output() -> CascadeResult {
    let output = flat()
    var kept: [CascadeLink] = []
    for link in links where output.contains(link.first) && output.contains(link.second) {
      let isKnown = kept.contains {
        $0.relation == link.relation && $0.first == link.first && $0.second == link.second
      }
      if !isKnown { kept.append(link) }
    }
    return CascadeResult(mentions: mentions, output: output, links: kept)
  }

  // MARK: Links

  /// Tokens between two mentions; 0 when they touch or overlap.
  private func distance(_ a: TokenSpan, _ b: TokenSpan) -> Int {
    max(0, Int(b.start) - Int(a.end), Int(a.start) - Int(b.end))
  }

  /// A `link` clause: joins the mentions made of exactly the tokens of two captures.
  mutating func join(_ link: CheckedRuleLink, scope: Scope) {
    let relation = grammar.relations[link.relation.index]
    let all = all
    // Of several mentions of the same tokens the one made last.
    let mentions = { (capture: Int, types: [TypeID]) -> [Int] in
      scope.items(capture).compactMap { item in
        all.indices.last { types.contains(all[$0].type) && all[$0].span == TokenSpan(item.tokens) }
      }
    }
    let seconds = mentions(link.second, relation.second)
    for first in mentions(link.first, relation.first) {
      let targets: [Int]
      switch link.choice {
      case .each: targets = seconds
      case .nearest:
        let nearest = seconds.map { distance(all[first].span, all[$0].span) }.min()
        targets = Array(seconds.filter { distance(all[first].span, all[$0].span) == nearest }.prefix(1))
      case .next:
        targets = Array(seconds.filter { all[$0].span.start >= all[first].span.end }.prefix(1))
      }
      for second in targets {
        links.append(
          CascadeLink(
            relation: link.relation, first: first, second: second, source: .rule(scope.match.rule)))
      }
    }
  }

  /// The `link` declarations of a stage that is done; its mentions are among `mentions`.
  mutating func runLinkDeclarations(of stage: StageID) {
    let flat = flat()
    for index in grammar.stages[stage.index].links {
      let link = grammar.links[index]
      var pairs: [(first: Int, second: Int)] = []
      for first in flat where mentions[first].type == link.first {
        for second in flat where mentions[second].type == link.second && second != first {
          if joins(link, mentions[first].span, mentions[second].span) { pairs.append((first, second)) }
        }
      }
      for pair in pairs {
        let stays =
          switch link.choice {
          case .all: true
          case .nearest: isNearest(pair, of: pairs.filter { $0.first == pair.first })
          case .nearestForSecond: isNearest(pair, of: pairs.filter { $0.second == pair.second })
          }
        if stays {
          links.append(
            CascadeLink(
              relation: link.relation, first: pair.first, second: pair.second, source: .declaration(index)))
        }
      }
    }
  }

  /// Whether a pair is the nearest of some; of equally near ones the first in the text.
  private func isNearest(_ pair: (first: Int, second: Int), of rivals: [(first: Int, second: Int)]) -> Bool {
    let distances = rivals.map { distance(mentions[$0.first].span, mentions[$0.second].span) }
    return rivals[distances.firstIndex(of: distances.min()!)!] == pair
  }

  private func joins(_ link: CheckedLink, _ first: TokenSpan, _ second: TokenSpan) -> Bool {
    switch link.order {
    case .forward: if first.end > second.start { return false }
    case .backward: if second.end > first.start { return false }
    case .any: break
    }
    let (left, right) = first.start <= second.start ? (first, second) : (second, first)
    // Boundaries that stand between the first tokens of the two.
    let between = text.tokens[(Int(left.start) + 1)..<max(Int(left.start) + 1, Int(right.start) + 1)]
    let sentences = between.count { $0.flags.contains(.sentenceStart) }
    switch link.scope {
    case .sentence: if sentences > 0 { return false }
    case .line: if between.contains(where: { $0.gap >= .lineBreak }) { return false }
    case .paragraph: if between.contains(where: { $0.gap == .paragraphBreak }) { return false }
    case .document: break
    }
    switch link.distance {
    case .tokens(let range): if !range.contains(distance(first, second)) { return false }
    case .sentences(let range):
      if !range.contains(sentences) || distance(first, second) > Program.linkReach { return false }
    }
    guard let pattern = link.unlessBetween, left.end < right.start else { return true }
    return !(Int(left.end)..<Int(right.start)).contains { start in
      contains(pattern, from: start, upTo: Int(right.start))
    }
  }
}
