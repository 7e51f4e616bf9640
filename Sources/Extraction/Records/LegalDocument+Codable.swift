internal import TextModel

extension LegalDocument: Codable {
  private enum CodingKeys: String, CodingKey {
    case kind, number, year, symbol, printedSymbol, name, issuer, issued, effective, subject, articles,
      mentions, references
  }

  /// Reads the form of the JSON schema.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func text(_ key: CodingKeys) throws -> String? { try container.decodeIfPresent(String.self, forKey: key) }
    func date(_ key: CodingKeys) throws -> DateValue? {
      try container.decodeIfPresent(DateValue.self, forKey: key)
    }
    self.init(
      kind: try text(.kind), number: try text(.number),
      year: try container.decodeIfPresent(Int.self, forKey: .year), symbol: try text(.symbol),
      printedSymbol: try text(.printedSymbol), name: try text(.name), issuer: try text(.issuer),
      issued: try date(.issued), effective: try date(.effective), subject: try text(.subject),
      articles: try container.decode([String].self, forKey: .articles),
      mentions: try container.decode([Int].self, forKey: .mentions),
      references: try container.decodeIfPresent([TextSpan].self, forKey: .references) ?? [])
  }

  /// Writes the form of the JSON schema.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encodeIfPresent(kind, forKey: .kind)
    try container.encodeIfPresent(number, forKey: .number)
    try container.encodeIfPresent(year, forKey: .year)
    try container.encodeIfPresent(symbol, forKey: .symbol)
    try container.encodeIfPresent(printedSymbol, forKey: .printedSymbol)
    try container.encodeIfPresent(name, forKey: .name)
    try container.encodeIfPresent(issuer, forKey: .issuer)
    try container.encodeIfPresent(issued, forKey: .issued)
    try container.encodeIfPresent(effective, forKey: .effective)
    try container.encodeIfPresent(subject, forKey: .subject)
    try container.encode(articles, forKey: .articles)
    try container.encode(mentions, forKey: .mentions)
    if !references.isEmpty { try container.encode(references, forKey: .references) }
  }
}
