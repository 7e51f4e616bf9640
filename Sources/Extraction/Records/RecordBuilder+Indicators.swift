import TextModel

/// Indicators: every quantity that has a unit or a measure is one.
///
/// - Measure: by relation; a measure of several quantities gives each its row.
/// - Period: by relation; else the date in the same sentence that stands nearest before the quantity (before its measure,
///   where it has one, counts as well), else the nearest behind it. Clock times are no periods. A date that the
///   words state in relation to another (`cùng kỳ năm trước`, `năm trước`) is what the number is compared with.
/// - Scope: by relation; else the field `scope` of measure or quantity; else a body or place inside the measure; else the
///   nearest place before the quantity in the same sentence.
extension RecordBuilder {
  func indicatorDrafts(_ document: some DocumentContent) -> [IndicatorDraft] {
    var measureOf: [Int: Int] = [:]
    for link in document.relations where link.name == schema.measures && measureOf[link.second] == nil {
      measureOf[link.second] = link.first
    }
    let periods = targets(of: schema.period, in: document)
    let scopes = targets(of: schema.scope, in: document)
    let sentences = Sentences(document.mentions, schema)
    var indicators: [IndicatorDraft] = []
    for (index, mention) in document.mentions.enumerated() {
      guard mention.type == schema.quantity, case .quantity(let quantity)? = mention.value else { continue }
      let measure = measureOf[index]
      guard measure != nil || quantity.unit != nil else { continue }
      let linked = { (targets: [Int: [Int]]) in
        targets[index]?.first ?? measure.flatMap { targets[$0]?.first }
      }
      let (period, compared) = sentences.dates(near: mention)
      var scope = linked(scopes)
      if scope == nil,
        measure.flatMap({ document.mentions[$0].text(of: "scope") }) ?? mention.text(of: "scope") == nil
      {
        scope =
          measure.flatMap { sentences.place(inside: document.mentions[$0]) }
          ?? sentences.place(before: mention)
      }
      indicators.append(
        IndicatorDraft(
          quantity: index, measure: measure, period: linked(periods) ?? period, compared: compared,
          scope: scope))
    }
    return indicators
  }
}

/// An indicator as indices of mentions. 20 bytes.
package struct IndicatorDraft: Sendable {
  private var numbers: (quantity: Int32, measure: Int32, period: Int32, compared: Int32, scope: Int32)

  init(quantity: Int, measure: Int?, period: Int?, compared: Int?, scope: Int?) {
    numbers = (
      Int32(quantity), Int32(measure ?? -1), Int32(period ?? -1), Int32(compared ?? -1), Int32(scope ?? -1)
    )
  }

  private static func index(_ number: Int32) -> Int? { number < 0 ? nil : Int(number) }

  var quantity: Int { Int(numbers.quantity) }
  var measure: Int? { Self.index(numbers.measure) }
  var period: Int? { Self.index(numbers.period) }
  var compared: Int? { Self.index(numbers.compared) }
  /// Nil also where the field `scope` of the measure or quantity tells.
  var scope: Int? { Self.index(numbers.scope) }
}

extension Indicator {
  init<Mentions: RandomAccessCollection>(_ draft: IndicatorDraft, mentions: Mentions)
  where Mentions.Index == Int, Mentions.Element: MentionContent {
    let mention = mentions[draft.quantity]
    guard case .quantity(let quantity)? = mention.value else {
      preconditionFailure("indicators are made of quantities")
    }
    let date = { (index: Int) -> DateValue? in
      if case .date(let date)? = mentions[index].value { return date.value }
      return nil
    }
    self.init(
      measure: draft.measure.map { mentions[$0].text }, quantity: quantity,
      period: draft.period.flatMap(date), comparedWith: draft.compared.flatMap(date),
      scope: draft.scope.map { mentions[$0].text }
        ?? (draft.measure.flatMap { mentions[$0].text(of: "scope") } ?? mention.text(of: "scope")),
      sentence: mention.sentence, quantityMention: draft.quantity, measureMention: draft.measure,
      periodMention: draft.period, scopeMention: draft.scope)
  }
}

/// Dates, bodies and places of a document, each list in text order. What stands in one sentence stands side by side.
/// Queries are O(log n).
private struct Sentences {
  /// A mention, its tokens and its sentence.
  private struct Place {
    var mention: Int32
    var tokens: TokenSpan
    var sentence: Int32

    var index: Int { Int(mention) }
  }

  private var periods: [Place] = []
  private var comparisons: [Place] = []
  private var places: [Place] = []
  private var bodiesAndPlaces: [Place] = []

  init(_ mentions: some Sequence<some MentionContent>, _ schema: RecordSchema) {
    for (index, mention) in mentions.enumerated() {
      let type = mention.type
      let place = Place(
        mention: Int32(index), tokens: mention.tokens, sentence: Int32(mention.sentence))
      if type == schema.date {
        guard case .date(let date)? = mention.value, date.value.start.grain != .clock else { continue }
        if Self.isComparison(date) { comparisons.append(place) } else { periods.append(place) }
      } else if type == schema.location || type == schema.organization {
        bodiesAndPlaces.append(place)
        if type == schema.location { places.append(place) }
      }
    }
  }

  private static func isComparison(_ date: DateExpression) -> Bool {
    switch date.anchor {
    case .samePeriod: true
    case .previousDate(let unit, let offset): unit != .day && offset < 0
    default: false
    }
  }

  /// The last mention of a list that starts before a token of a sentence, and the first that starts there or behind it;
  /// both in the sentence.
  private func neighbors(
    _ list: [Place], of token: UInt32, sentence: Int
  ) -> (before: Place?, behind: Place?) {
    var low = 0
    var high = list.count
    while low < high {
      let middle = (low + high) / 2
      if list[middle].tokens.start < token { low = middle + 1 } else { high = middle }
    }
    let inSentence = { (index: Int) -> Place? in
      list.indices.contains(index) && list[index].sentence == sentence ? list[index] : nil
    }
    return (inSentence(low - 1), inSentence(low))
  }

  /// The period of a quantity, and the one that it is compared with, which stands behind it.
  func dates(near quantity: some MentionContent) -> (period: Int?, compared: Int?) {
    let period = neighbors(periods, of: quantity.tokens.start, sentence: quantity.sentence)
    let compared = neighbors(comparisons, of: quantity.tokens.start, sentence: quantity.sentence)
    return ((period.before ?? period.behind)?.index, compared.behind?.index)
  }

  func place(inside measure: some MentionContent) -> Int? {
    let last = neighbors(bodiesAndPlaces, of: measure.tokens.end, sentence: measure.sentence).before
    return last.flatMap { measure.tokens.contains($0.tokens) ? $0.index : nil }
  }

  func place(before quantity: some MentionContent) -> Int? {
    neighbors(places, of: quantity.tokens.start, sentence: quantity.sentence).before?.index
  }
}
