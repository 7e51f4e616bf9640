package import Formats

/// Which system mention answers which gold mention of a document: one to one, the best there is, whatever the
/// order of the files.
///
/// Two mentions can pair when they share a code point or have the same span. Among all one-to-one pairings the
/// alignment has, in this order of importance,
///
/// 1. the most pairs with the same type and span,
/// 2. then the most pairs with the same span,
/// 3. then the most pairs with the same type,
/// 4. then the most pairs,
/// 5. then the most shared code points.
///
/// So the counts of criteria 1 to 4 are facts about the two annotations. Where several pairings are equally good by
/// all five, mentions earlier in the text are served first.
package struct Alignment: Sendable {
  package struct Pair: Hashable, Sendable {
    package var gold: MentionKey
    package var system: MentionKey

    package var hasSameSpan: Bool { gold.span == system.span }
    package var hasSameType: Bool { gold.type == system.type }
  }

  /// In the order of the gold mentions.
  package private(set) var pairs: [Pair] = []
  /// Gold mentions without a partner, in text order.
  package private(set) var missing: [MentionKey] = []
  /// System mentions without a partner, in text order.
  package private(set) var spurious: [MentionKey] = []

  /// Aligns two annotations of one document; mentions with the same type and span count once.
  package init(gold: some Sequence<AnnotatedMention>, system: some Sequence<AnnotatedMention>) {
    self.init(gold: Set(gold.map { MentionKey($0) }), system: Set(system.map { MentionKey($0) }))
  }

  /// O(n log n) for the mentions that agree; cubic in the size of a cluster of overlapping mentions that do not.
  init(gold: Set<MentionKey>, system: Set<MentionKey>) {
    pairs = gold.intersection(system).map { Pair(gold: $0, system: $0) }
    let openGold = gold.subtracting(system).sorted()
    let openSystem = system.subtracting(gold).sorted()
    for cluster in Self.clusters(openGold, openSystem) {
      let weights = cluster.gold.map { g in
        cluster.system.map { s in Self.weight(openGold[g], openSystem[s]) }
      }
      let partners = Assignment.maximumWeight(weights, columns: cluster.system.count)
      var isTaken = [Bool](repeating: false, count: cluster.system.count)
      for (row, g) in cluster.gold.enumerated() {
        if let column = partners[row] {
          isTaken[column] = true
          pairs.append(Pair(gold: openGold[g], system: openSystem[cluster.system[column]]))
        } else {
          missing.append(openGold[g])
        }
      }
      for (column, s) in cluster.system.enumerated() where !isTaken[column] { spurious.append(openSystem[s]) }
    }
    pairs.sort { ($0.gold, $0.system) < ($1.gold, $1.system) }
    missing.sort()
    spurious.sort()
  }

  static func canPair(_ gold: MentionKey, _ system: MentionKey) -> Bool {
    gold.span == system.span || gold.span.overlaps(system.span)
  }

  /// The criteria as digits of one number, each with room for a million pairs.
  static func weight(_ gold: MentionKey, _ system: MentionKey) -> Int128 {
    guard canPair(gold, system) else { return 0 }
    let shared = min(gold.span.end, system.span.end) - max(gold.span.start, system.span.start)
    var weight: Int128 = 1 << 40 + Int128(min(max(shared, 0), 1 << 20))
    if gold.type == system.type { weight += 1 << 60 }
    if gold.span == system.span { weight += 1 << 80 }
    return weight
  }

  /// The connected parts of "can pair", as indices; mentions that can pair with nothing are parts of their own.
  private static func clusters(_ gold: [MentionKey], _ system: [MentionKey]) -> [(gold: [Int], system: [Int])]
  {
    var parent = Array(0..<(gold.count + system.count))
    func root(_ node: Int) -> Int {
      var node = node
      while parent[node] != node {
        parent[node] = parent[parent[node]]
        node = parent[node]
      }
      return node
    }
    for (g, goldKey) in gold.enumerated() {
      for (s, systemKey) in system.enumerated() {
        if systemKey.span.start > max(goldKey.span.end, goldKey.span.start) { break }
        if canPair(goldKey, systemKey) { parent[root(gold.count + s)] = root(g) }
      }
    }
    var clusters: [Int: (gold: [Int], system: [Int])] = [:]
    for g in gold.indices { clusters[root(g), default: ([], [])].gold.append(g) }
    for s in system.indices { clusters[root(gold.count + s), default: ([], [])].system.append(s) }
    return clusters.keys.sorted().map { clusters[$0]! }
  }
}
