extension DateValue: Codable {
  private enum CodingKeys: String, CodingKey {
    case notation, start, end, modifier
    case isLunar = "lunar"
  }

  /// Reads the form of the JSON schema; `notation` follows from the rest and is not looked at.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      start: try container.decode(DatePoint.self, forKey: .start),
      end: try container.decodeIfPresent(DatePoint.self, forKey: .end),
      modifier: try container.decodeIfPresent(Modifier.self, forKey: .modifier),
      isLunar: try container.decodeIfPresent(Bool.self, forKey: .isLunar) ?? false)
  }

  /// Writes the form of the JSON schema.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(notation, forKey: .notation)
    try container.encode(start, forKey: .start)
    try container.encodeIfPresent(end, forKey: .end)
    try container.encodeIfPresent(modifier, forKey: .modifier)
    if isLunar { try container.encode(isLunar, forKey: .isLunar) }
  }
}

extension DatePoint: Codable {
  private enum CodingKeys: String, CodingKey {
    case grain, year, month, day, part, season, partOfDay, hour, minute
  }

  /// Reads the parts that are there.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func number(_ key: CodingKeys) throws -> Int? { try container.decodeIfPresent(Int.self, forKey: key) }
    self.init(
      grain: try container.decode(Grain.self, forKey: .grain), year: try number(.year),
      month: try number(.month), day: try number(.day), part: try number(.part),
      season: try container.decodeIfPresent(Season.self, forKey: .season),
      partOfDay: try container.decodeIfPresent(PartOfDay.self, forKey: .partOfDay),
      hour: try number(.hour), minute: try number(.minute))
  }

  /// Writes the parts that are known.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(grain, forKey: .grain)
    try container.encodeIfPresent(year, forKey: .year)
    try container.encodeIfPresent(month, forKey: .month)
    try container.encodeIfPresent(day, forKey: .day)
    try container.encodeIfPresent(part, forKey: .part)
    try container.encodeIfPresent(season, forKey: .season)
    try container.encodeIfPresent(partOfDay, forKey: .partOfDay)
    try container.encodeIfPresent(hour, forKey: .hour)
    try container.encodeIfPresent(minute, forKey: .minute)
  }
}
