// What tells the kinds apart:
//
//     .text       "Nghị định"
//     .number     { "number": "4.5" }                        a bare string would be a text
//     .quantity   { "notation": "4.5 ha", "amount": "4.5", … }
//     .date       { "notation": "2022-09", "start": {…}, "anchor": {…} }
//     .flag       true

extension FieldValue: Codable {
  private enum CodingKeys: String, CodingKey {
    case number, start
  }

  /// Reads any of the five kinds.
  public init(from decoder: any Decoder) throws {
    if let value = try? decoder.singleValueContainer() {
      if let flag = try? value.decode(Bool.self) {
        self = .flag(flag)
        return
      }
      if let text = try? value.decode(String.self) {
        self = .text(text)
        return
      }
    }
    let container = try decoder.container(keyedBy: CodingKeys.self)
    if container.contains(.number) {
      self = .number(try container.decode(ExactDecimal.self, forKey: .number))
    } else if container.contains(.start) {
      self = .date(try DateExpression(from: decoder))
    } else {
      self = .quantity(try Quantity(from: decoder))
    }
  }

  /// Writes the value so that its kind can be told.
  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .text(let text):
      var container = encoder.singleValueContainer()
      try container.encode(text)
    case .number(let number):
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(number, forKey: .number)
    case .quantity(let quantity): try quantity.encode(to: encoder)
    case .date(let date): try date.encode(to: encoder)
    case .flag(let flag):
      var container = encoder.singleValueContainer()
      try container.encode(flag)
    }
  }
}

extension DateExpression: Codable {
  private enum CodingKeys: String, CodingKey { case anchor }

  /// Reads a date, with its anchor where there is one.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      value: try DateValue(from: decoder), anchor: try container.decodeIfPresent(Anchor.self, forKey: .anchor)
    )
  }

  /// Writes the date and, as a further member, its anchor.
  public func encode(to encoder: any Encoder) throws {
    try value.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encodeIfPresent(anchor, forKey: .anchor)
  }
}

extension DateExpression.Anchor: Codable {
  private enum CodingKeys: String, CodingKey { case reference, unit, offset, weekday }

  private enum Reference: String, Codable {
    case publication, previousDate, nearest, weekday, samePeriod, sameDay, schoolYear
  }

  /// Reads `{ "reference": "publication", "unit": "day", "offset": -1 }`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func unit() throws -> DatePoint.Grain { try container.decode(DatePoint.Grain.self, forKey: .unit) }
    func offset() throws -> Int { try container.decode(Int.self, forKey: .offset) }
    self =
      switch try container.decode(Reference.self, forKey: .reference) {
      case .publication: .publication(unit: try unit(), offset: try offset())
      case .previousDate: .previousDate(unit: try unit(), offset: try offset())
      case .nearest: .nearest
      case .weekday:
        .weekday(
          try container.decode(Int.self, forKey: .weekday),
          offset: try container.decodeIfPresent(Int.self, forKey: .offset))
      case .samePeriod: .samePeriod(unit: try unit(), offset: try offset())
      case .sameDay: .sameDay
      case .schoolYear: .schoolYear(offset: try offset())
      }
  }

  /// Writes `{ "reference": "publication", "unit": "day", "offset": -1 }`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    func write(_ reference: Reference, unit: DatePoint.Grain? = nil, offset: Int? = nil) throws {
      try container.encode(reference, forKey: .reference)
      try container.encodeIfPresent(unit, forKey: .unit)
      try container.encodeIfPresent(offset, forKey: .offset)
    }
    switch self {
    case .publication(let unit, let offset): try write(.publication, unit: unit, offset: offset)
    case .previousDate(let unit, let offset): try write(.previousDate, unit: unit, offset: offset)
    case .nearest: try write(.nearest)
    case .weekday(let weekday, let offset):
      try write(.weekday, offset: offset)
      try container.encode(weekday, forKey: .weekday)
    case .samePeriod(let unit, let offset): try write(.samePeriod, unit: unit, offset: offset)
    case .sameDay: try write(.sameDay)
    case .schoolYear(let offset): try write(.schoolYear, offset: offset)
    }
  }
}
