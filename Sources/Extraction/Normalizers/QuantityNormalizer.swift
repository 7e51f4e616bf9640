import GrammarEngine
import TextModel

extension StandardNormalizers {
  static var numberNormalizers: [Normalizer] { [number, scale] }

  private static var scale: Normalizer {
    make(
      "scale", [items(required: true)], .number,
      "The product of the scale words that end a number; no value where it ends with none."
    ) { call in
      NumberReading(call.items(0)).flatMap { $0.hasScale ? .number($0.scale) : nil }
    }
  }

  private static var number: Normalizer {
    make(
      "number", [items(required: true), items("scale")], .number,
      "A number in digits, words or both, times the scale words."
    ) { call in
      guard let reading = NumberReading(call.items(0)) else { return nil }
      guard let scale = scaleFactor(call.items("scale")) else { return nil }
      return reading.value.multiplied(by: scale).map { .number($0) }
    }
  }

  /// The product of scale words; 1 when there is none, nil when a token is no scale.
  private static func scaleFactor(_ items: [CapturedItem]) -> ExactDecimal? {
    guard let elements = NumberWords.elements(of: items) else { return nil }
    var factor = NumberWords.one
    for element in elements {
      switch element {
      case .scale(let scale):
        guard let product = factor.multiplied(by: scale) else { return nil }
        factor = product
      case .tens:
        guard let product = factor.multiplied(by: NumberWords.ten) else { return nil }
        factor = product
      default: return nil
      }
    }
    return factor
  }

  /// Amount, scale and unit, composed.
  ///
  ///     $a [scale]                   exactly
  ///     $a to: $b [scale]            a range; a scale said once holds for both ends, unless that would turn them round
  ///     $a of: $b, $a ratio: $b      a part of a whole, shared scale likewise; `ratio` is a fraction when small
  ///     $a over: $b                  a fraction
  static var quantity: Normalizer {
    make(
      "quantity",
      [
        items(required: true), items("to"), items("of"), items("over"), items("ratio"), items("scale"),
        items("half"),
        items("unit"), items("per"), items("comparator"), items("change"), text("implied"),
        value("and", .quantity), value("andThen", .quantity),
      ], .quantity,
      "A number or range with its scale, unit, per-parts, comparator and direction of change."
    ) { call in
      let unit = unit(of: call)
      guard let amount = amount(of: call, unit: unit) else { return nil }
      var quantity = Quantity(
        amount: amount, unit: unit, per: call.items("per").map { Self.unit([$0]) },
        comparator: call.items("comparator").cell("comparator").flatMap { Quantity.Comparator(rawValue: $0) },
        change: call.items("change").cell("change").flatMap { Quantity.Change(rawValue: $0) })
      for further in [call.quantity("and"), call.quantity("andThen")] {
        guard let further else { continue }
        guard case .exactly(let number) = further.amount, let unit = further.unit else { return nil }
        quantity.rest.append(Quantity.Part(number: number, unit: unit))
        quantity.rest += further.rest
      }
      return .quantity(quantity)
    }
  }

  private static func unit(of call: Arguments) -> Quantity.Unit? {
    let items = call.items("unit")
    if !items.isEmpty { return unit(items) }
    return call.text("implied").map { Quantity.Unit(kind: .currency, code: $0) }
  }

  /// The unit that a row names by `kind` and `code`; without one a counted noun, in lower case.
  private static func unit(_ items: [CapturedItem]) -> Quantity.Unit {
    if let row = items.row(with: "kind", "code"),
      let kind = row["kind"].flatMap({ Quantity.Unit.Kind(rawValue: $0) }),
      let code = row["code"]
    {
      return Quantity.Unit(kind: kind, code: code)
    }
    return Quantity.Unit(kind: .counted, code: (items.joinedText ?? "").lowercased())
  }

  private static func amount(of call: Arguments, unit: Quantity.Unit?) -> Quantity.Amount? {
    let first = call.items(0)
    if let row = first.row(with: "numerator", "denominator"), let numerator = row["numerator"],
      let denominator = row["denominator"]
    {
      guard let upper = ExactDecimal(numerator), let lower = ExactDecimal(denominator) else { return nil }
      return .fraction(upper, lower)
    }
    guard let low = NumberReading(first), let outer = scaleFactor(call.items("scale")) else { return nil }
    let half = call.items("half").isEmpty ? nil : NumberWords.half

    for (label, isRange) in [("to", true), ("of", false), ("ratio", false)] {
      let items = call.items(label)
      guard !items.isEmpty else { continue }
      guard let high = NumberReading(items) else { return nil }
      if label == "ratio", let fraction = smallFraction(low, high, outer: outer) { return fraction }
      guard let (a, b) = share(low, high, outer: outer, half: half, unit: unit) else { return nil }
      if !isRange { return .of(a, b) }
      return a <= b ? .range(a, b) : nil
    }
    if !call.items("over").isEmpty {
      guard let lower = NumberReading(call.items("over")), lower.value != .zero else { return nil }
      return .fraction(low.value, lower.value)
    }
    let number = reading(low, unit: unit, isScaled: outer != NumberWords.one)
    return scaled(number, by: outer, half: half).map { .exactly($0) }
  }

  /// `1/3`: a whole part of at most ten parts, smaller than the whole.
  private static func smallFraction(
    _ upper: NumberReading, _ lower: NumberReading, outer: ExactDecimal
  ) -> Quantity.Amount? {
    guard let numerator = upper.value.intValue, let denominator = lower.value.intValue,
      outer == NumberWords.one,
      numerator > 0, numerator < denominator, denominator <= 10
    else { return nil }
    return .fraction(upper.value, lower.value)
  }

  /// Both ends with the scale that was said once. `3 đến 5 triệu`: both; `500.000 đến 1 triệu`: the second alone.
  private static func share(
    _ low: NumberReading, _ high: NumberReading, outer: ExactDecimal, half: ExactDecimal?,
    unit: Quantity.Unit?
  ) -> (ExactDecimal, ExactDecimal)? {
    let isScaled = outer != NumberWords.one || high.hasScale
    let first = reading(low, unit: unit, isScaled: isScaled)
    var second = reading(high, unit: unit, isScaled: isScaled)
    if let half {
      guard let sum = second.adding(half) else { return nil }
      second = sum
    }
    guard let top = second.multiplied(by: outer) else { return nil }
    if low.thousandsSplit.scale != NumberWords.one { return (first, top) }
    // `hai trăm đến ba trăm triệu` shares what stands behind the hundreds, `hai đến ba trăm triệu` those too.
    let shared = low.hasScale ? high.thousandsSplit : (mantissa: high.mantissa, scale: high.scale)
    guard let factor = shared.scale.multiplied(by: outer) else { return nil }
    if first <= shared.mantissa {
      guard let bottom = first.multiplied(by: factor) else { return nil }
      return (bottom, top)
    }
    return (first, top)
  }

  private static func scaled(
    _ number: ExactDecimal, by scale: ExactDecimal, half: ExactDecimal?
  ) -> ExactDecimal? {
    guard let half else { return number.multiplied(by: scale) }
    return number.adding(half)?.multiplied(by: scale)
  }

  /// One comma before three digits groups thousands where only whole numbers make sense: counted things and money
  /// without a scale word.
  private static func reading(_ reading: NumberReading, unit: Quantity.Unit?, isScaled: Bool) -> ExactDecimal
  {
    guard let thousands = reading.thousands, !isScaled, let unit,
      unit.kind == .counted || unit.kind == .currency
    else { return reading.value }
    return thousands
  }
}
