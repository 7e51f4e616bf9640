import GrammarLanguage
import TextModel

/// The final pass over mentions: makes each group flat, by rules 6 and 7 of the grammar reference.
enum Flattening {
  /// Indices of the mentions that stay, in the order of the text. O(m log m) for m mentions, plus overlaps.
  static func output(of mentions: [CascadeMention], grammar: CheckedGrammar) -> [Int] {
    var byGroup: [[Int]] = Array(repeating: [], count: grammar.groups.count)
    for (index, mention) in mentions.enumerated() {
      if let group = grammar.types[mention.type.index].group { byGroup[group].append(index) }
    }
    var kept: [Int] = []
    for group in byGroup { kept.append(contentsOf: flat(absorbed(group, mentions, grammar), mentions)) }
    return kept.sorted { a, b in
      let (x, y) = (mentions[a], mentions[b])
      if x.span.start != y.span.start { return x.span.start < y.span.start }
      return x.span.end != y.span.end ? x.span.end > y.span.end : x.type < y.type
    }
  }

  /// Without the mentions that a mention of an absorbing type covers.
  private static func absorbed(
    _ indices: [Int], _ mentions: [CascadeMention], _ grammar: CheckedGrammar
  ) -> [Int] {
    let order = indices.sorted { a, b in
      let (x, y) = (mentions[a].span, mentions[b].span)
      return x.start != y.start ? x.start < y.start : x.end > y.end
    }
    var result: [Int] = []
    // Mentions that can still cover what follows, with the absorbed types.
    var open: [Int] = []
    for (rank, index) in order.enumerated() {
      let mention = mentions[index]
      open.removeAll { mentions[$0].span.end <= mention.span.start }
      // An absorbing mention of the same span may stand behind in this order.
      var following: [Int] = []
      var next = rank + 1
      while next < order.count, mentions[order[next]].span == mention.span {
        following.append(order[next])
        next += 1
      }
      let isAbsorbed = (open + following).contains { other in
        mentions[other].span.contains(mention.span)
          && grammar.types[mentions[other].type.index].absorbs.contains(mention.type)
      }
      if !isAbsorbed { result.append(index) }
      if !grammar.types[mention.type.index].absorbs.isEmpty { open.append(index) }
    }
    return result
  }

  /// Without the overlaps: longer mentions first, then later stages, then earlier starts, then rules in order.
  private static func flat(_ indices: [Int], _ mentions: [CascadeMention]) -> [Int] {
    let order = indices.sorted { a, b in
      let (x, y) = (mentions[a], mentions[b])
      if x.span.count != y.span.count { return x.span.count > y.span.count }
      if x.stage != y.stage { return x.stage > y.stage }
      if x.span.start != y.span.start { return x.span.start < y.span.start }
      return x.rule != y.rule ? x.rule < y.rule : a < b
    }
    var taken: [Bool] = []
    if let end = indices.map({ Int(mentions[$0].span.end) }).max() {
      taken = Array(repeating: false, count: end)
    }
    var kept: [Int] = []
    for index in order {
      let range = mentions[index].span.range
      if range.contains(where: { taken[$0] }) { continue }
      for token in range { taken[token] = true }
      kept.append(index)
    }
    return kept
  }
}
