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
  func indicators(_ document: Document) -> [Indicator] {
    var measureOf: [Int: Int] = [:]
    for link in document.relations where link.name == schema.measures && measureOf[link.second] == nil {
      measureOf[link.second] = link.first
    }
    let periods = targets(of: schema.period, in: document)
    let scopes = targets(of: schema.scope, in: document)
    let sentences = Sentences(document, schema)
    var indicators: [Indicator] = []
    for (index, mention) in document.mentions.enumerated() {
      guard mention.type == schema.quantity, case .quantity(let quantity)? = mention.value else { continue }
      let measure = measureOf[index]
      guard measure != nil || quantity.unit != nil else { continue }
      var indicator = Indicator(
        measure: measure.map { document.mentions[$0].text }, quantity: quantity, sentence: mention.sentence,
        quantityMention: index, measureMention: measure)
      let linked = { (targets: [Int: [Int]]) in
        targets[index]?.first ?? measure.flatMap { targets[$0]?.first }
      }
      let (period, compared) = sentences.dates(near: index)
      indicator.periodMention = linked(periods) ?? period
      indicator.period = indicator.periodMention.flatMap { Self.date(document.mentions[$0]) }
      indicator.comparedWith = compared.flatMap { Self.date(document.mentions[$0]) }
      setScope(&indicator, linked: linked(scopes), document, sentences)
      indicators.append(indicator)
    }
    return indicators
  }

  private func setScope(
    _ indicator: inout Indicator, linked: Int?, _ document: Document, _ sentences: Sentences
  ) {
    if let linked {
      indicator.scopeMention = linked
    } else if let field = indicator.measureMention.flatMap({ document.mentions[$0].text(of: "scope") })
      ?? document.mentions[indicator.quantityMention].text(of: "scope")
    {
      indicator.scope = field
      return
    } else {
      indicator.scopeMention =
        indicator.measureMention.flatMap { sentences.place(inside: $0) }
        ?? sentences.place(before: indicator.quantityMention)
    }
    indicator.scope = indicator.scopeMention.map { document.mentions[$0].text }
  }

  private static func date(_ mention: Mention) -> DateValue? {
    if case .date(let date)? = mention.value { return date.value }
    return nil
  }
}

/// Dates, bodies and places of a document by sentence, each list in text order. Queries are O(log n).
private struct Sentences {
  private let mentions: [Mention]
  private var periods: [Int: [Int]] = [:]
  private var comparisons: [Int: [Int]] = [:]
  private var places: [Int: [Int]] = [:]
  private var bodiesAndPlaces: [Int: [Int]] = [:]

  init(_ document: Document, _ schema: RecordSchema) {
    mentions = document.mentions
    for (index, mention) in mentions.enumerated() {
      if mention.type == schema.date, case .date(let date)? = mention.value, date.value.start.grain != .clock
      {
        if Self.isComparison(date) {
          comparisons[mention.sentence, default: []].append(index)
        } else {
          periods[mention.sentence, default: []].append(index)
        }
      } else if mention.type == schema.location || mention.type == schema.organization {
        bodiesAndPlaces[mention.sentence, default: []].append(index)
        if mention.type == schema.location { places[mention.sentence, default: []].append(index) }
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

  /// The place in a list of the first mention that starts at or behind a token.
  private func split(_ list: [Int], at token: UInt32) -> Int {
    var low = 0
    var high = list.count
    while low < high {
      let middle = (low + high) / 2
      if mentions[list[middle]].tokens.start < token { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The period of a quantity, and the one that it is compared with, which stands behind it.
  func dates(near quantity: Int) -> (period: Int?, compared: Int?) {
    let mention = mentions[quantity]
    let plain = periods[mention.sentence] ?? []
    let place = split(plain, at: mention.tokens.start)
    let period = place > 0 ? plain[place - 1] : plain.first
    let others = comparisons[mention.sentence] ?? []
    let behind = split(others, at: mention.tokens.start)
    return (period, behind < others.count ? others[behind] : nil)
  }

  func place(inside measure: Int) -> Int? {
    let span = mentions[measure].tokens
    let list = bodiesAndPlaces[mentions[measure].sentence] ?? []
    let place = split(list, at: span.end)
    return place > 0 && span.contains(mentions[list[place - 1]].tokens) ? list[place - 1] : nil
  }

  func place(before quantity: Int) -> Int? {
    let list = places[mentions[quantity].sentence] ?? []
    let place = split(list, at: mentions[quantity].tokens.start)
    return place > 0 ? list[place - 1] : nil
  }
}
