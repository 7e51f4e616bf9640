// The form of document.schema.json, the amount by which members there are:
//
//     .exactly    { "notation": "4900000 VND/month", "amount": "4900000", "unit": {…}, "per": [{…}] }
//     .range      { "low": "6", "high": "8", … }
//     .of         { "part": "158", "whole": "160", … }
//     .fraction   { "numerator": "1", "denominator": "3", … }

extension Quantity: Codable {
  private enum CodingKeys: String, CodingKey {
    case notation, amount, low, high, part, whole, numerator, denominator, unit, per, rest, comparator, change
  }

  /// Reads the form of the JSON schema; `notation` follows from the rest and is not looked at.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func number(_ key: CodingKeys) throws -> ExactDecimal {
      try container.decode(ExactDecimal.self, forKey: key)
    }
    let amount: Amount =
      if container.contains(.low) {
        .range(try number(.low), try number(.high))
      } else if container.contains(.part) {
        .of(try number(.part), try number(.whole))
      } else if container.contains(.numerator) {
        .fraction(try number(.numerator), try number(.denominator))
      } else {
        .exactly(try number(.amount))
      }
    self.init(
      amount: amount, unit: try container.decodeIfPresent(Unit.self, forKey: .unit),
      per: try container.decodeIfPresent([Unit].self, forKey: .per) ?? [],
      comparator: try container.decodeIfPresent(Comparator.self, forKey: .comparator),
      change: try container.decodeIfPresent(Change.self, forKey: .change),
      rest: try container.decodeIfPresent([Part].self, forKey: .rest) ?? [])
  }

  /// Writes the form of the JSON schema.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(notation, forKey: .notation)
    switch amount {
    case .exactly(let number): try container.encode(number, forKey: .amount)
    case .range(let low, let high):
      try container.encode(low, forKey: .low)
      try container.encode(high, forKey: .high)
    case .of(let part, let whole):
      try container.encode(part, forKey: .part)
      try container.encode(whole, forKey: .whole)
    case .fraction(let numerator, let denominator):
      try container.encode(numerator, forKey: .numerator)
      try container.encode(denominator, forKey: .denominator)
    }
    try container.encodeIfPresent(unit, forKey: .unit)
    if !per.isEmpty { try container.encode(per, forKey: .per) }
    if !rest.isEmpty { try container.encode(rest, forKey: .rest) }
    try container.encodeIfPresent(comparator, forKey: .comparator)
    try container.encodeIfPresent(change, forKey: .change)
  }
}
