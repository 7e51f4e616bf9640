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
