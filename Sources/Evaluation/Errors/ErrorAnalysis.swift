import Formats

/// Sorts the differences between gold and system annotation of a document by cause.
///
/// Mentions of one type that overlap and are not strict hits form clusters: one gold and several system mentions are
/// a split, several gold and one system mention a merge. What is left is paired by the alignment: a boundary or type
/// error, or one side alone.
struct ErrorAnalysis {
  /// How far away the nearest mention of the other side may be, in code points.
  static let nearMissLimit = 60
  static let contextLength = 50

  let gold: KeyedDocument
  let system: KeyedDocument
  let alignment: Alignment
  let text: CodePointText?

  init(gold: KeyedDocument, system: KeyedDocument, alignment: Alignment, text: String?) {
    self.gold = gold
    self.system = system
    self.alignment = alignment
    self.text = text.map { CodePointText($0) }
  }

  func errors(
    profile: EvaluationProfile, comparison: ValueComparison, isUndated: Bool
  ) -> [ExtractionError] {
    var errors: [ExtractionError] = []
    for pair in alignment.pairs where pair.hasSameSpan && pair.hasSameType {
      guard let notation = profile.notations[pair.gold.type] else { continue }
      let goldMention = gold.mentions[pair.gold]!
      let systemMention = system.mentions[pair.system]!
      if !comparison.areEqual(
        notation, gold: goldMention.value, system: systemMention.value, isUndated: isUndated)
      {
        errors.append(
          error(
            .value, [pair.gold], [pair.system],
            pattern: "\(goldMention.value ?? "—") → \(systemMention.value ?? "—")"))
      }
    }
    var openGold = Set(gold.keys.filter { system.mentions[$0] == nil })
    var openSystem = Set(system.keys.filter { gold.mentions[$0] == nil })
    for cluster in clusters(openGold, openSystem) {
      let isSplit = cluster.gold.count == 1 && cluster.system.count > 1
      let isMerge = cluster.gold.count > 1 && cluster.system.count == 1
      guard isSplit || isMerge else { continue }
      errors.append(
        error(
          isSplit ? .split : .merge, cluster.gold, cluster.system,
          pattern: "\(cluster.gold.count) → \(cluster.system.count)"))
      openGold.subtract(cluster.gold)
      openSystem.subtract(cluster.system)
    }
    for pair in alignment.pairs where openGold.contains(pair.gold) && openSystem.contains(pair.system) {
      openGold.remove(pair.gold)
      openSystem.remove(pair.system)
      errors.append(
        pair.hasSameType
          ? error(
            .boundary, [pair.gold], [pair.system], pattern: boundaryPattern(pair.gold.span, pair.system.span))
          : error(
            .type, [pair.gold], [pair.system],
            pattern: "\(pair.gold.type) → \(pair.system.type)" + (pair.hasSameSpan ? "" : ", other span")))
    }
    for key in openGold.sorted() { errors.append(error(.missing, [key], [])) }
    for key in openSystem.sorted() { errors.append(error(.spurious, [], [key])) }
    return errors.sorted { ($0.span, $0.cause.rawValue, $0.type) < ($1.span, $1.cause.rawValue, $1.type) }
  }

  private func error(
    _ cause: ExtractionError.Cause, _ golds: [MentionKey], _ systems: [MentionKey], pattern: String = ""
  ) -> ExtractionError {
    var error = ExtractionError(
      cause: cause, type: (golds.first ?? systems.first)!.type, gold: golds.map { gold.mentions[$0]! },
      system: systems.map { system.mentions[$0]! }, pattern: pattern,
      context: ExtractionError.Context(before: "", middle: "", after: ""))
    if cause == .missing { error.nearest = nearest(to: golds[0], in: system) }
    if cause == .spurious { error.nearest = nearest(to: systems[0], in: gold) }
    if let text {
      let span = error.span
      error.context = ExtractionError.Context(
        before: text[CodePointSpan(span.start - Self.contextLength, span.start)].asField,
        middle: text[span].asField,
        after: text[CodePointSpan(span.end, span.end + Self.contextLength)].asField)
    }
    return error
  }

  private func nearest(to key: MentionKey, in document: KeyedDocument) -> ExtractionError.NearMiss? {
    var best: (distance: Int, isOtherType: Int, key: MentionKey)?
    for other in document.keys {
      let distance = max(0, other.span.start - key.span.end, key.span.start - other.span.end)
      guard distance <= Self.nearMissLimit else { continue }
      let candidate = (distance, other.type == key.type ? 0 : 1, other)
      if best.map({ candidate < $0 }) ?? true { best = candidate }
    }
    return best.map { ExtractionError.NearMiss(mention: document.mentions[$0.key]!, distance: $0.distance) }
  }

  /// `left … right`, where `+` marks what the system has too much and `-` what it lacks.
  private func boundaryPattern(_ gold: CodePointSpan, _ system: CodePointSpan) -> String {
    func part(_ sign: String, _ span: CodePointSpan) -> String {
      guard span.length > 0 else { return "" }
      let content = text.map { $0[span].asField } ?? "\(span.length)"
      return "\(sign)‘\(content)’"
    }
    let left =
      system.start < gold.start
      ? part("+", CodePointSpan(system.start, gold.start))
      : part("-", CodePointSpan(gold.start, system.start))
    let right =
      system.end > gold.end
      ? part("+", CodePointSpan(gold.end, system.end)) : part("-", CodePointSpan(system.end, gold.end))
    return "\(left)…\(right)"
  }

  /// Open mentions of one type that overlap across the sides, connected.
  private func clusters(_ gold: Set<MentionKey>, _ system: Set<MentionKey>) -> [(
    gold: [MentionKey], system: [MentionKey]
  )] {
    var clusters: [(gold: [MentionKey], system: [MentionKey])] = []
    let golds = Dictionary(grouping: gold.sorted(), by: \.type)
    let systems = Dictionary(grouping: system.sorted(), by: \.type)
    for type in golds.keys.sorted() {
      var open = Set(golds[type]!)
      for start in golds[type]! where open.remove(start) != nil {
        var cluster: (gold: [MentionKey], system: [MentionKey]) = ([start], [])
        var isGrowing = true
        while isGrowing {
          isGrowing = false
          for key in systems[type] ?? [] where !cluster.system.contains(key) {
            if cluster.gold.contains(where: { $0.span.overlaps(key.span) }) {
              cluster.system.append(key)
              isGrowing = true
            }
          }
          for key in golds[type]! where open.contains(key) {
            if cluster.system.contains(where: { $0.span.overlaps(key.span) }) {
              open.remove(key)
              cluster.gold.append(key)
              isGrowing = true
            }
          }
        }
        clusters.append((cluster.gold.sorted(), cluster.system.sorted()))
      }
    }
    return clusters
  }
}
