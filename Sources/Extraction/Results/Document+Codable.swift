internal import TextModel

// The form of document.schema.json without `id`, `path` and `warnings`, which are not the document's own.

extension Document: Codable {
  private enum CodingKeys: String, CodingKey {
    case publication, mentions, relations, officials, legalDocuments, indicators, sentences
  }

  /// Reads the form of the JSON schema: what `encode(to:)` writes and what `boctach extract --format json` prints.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      publication: try container.decodeIfPresent(Publication.self, forKey: .publication) ?? Publication(),
      mentions: try container.decode([Mention].self, forKey: .mentions),
      relations: try container.decode([Relation].self, forKey: .relations),
      officials: try container.decode([Official].self, forKey: .officials),
      legalDocuments: try container.decode([LegalDocument].self, forKey: .legalDocuments),
      indicators: try container.decode([Indicator].self, forKey: .indicators),
      sentences: try container.decodeIfPresent([TextSpan].self, forKey: .sentences) ?? [])
  }

  /// Writes the form of the JSON schema.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    if publication.date != nil { try container.encode(publication, forKey: .publication) }
    try container.encode(
      mentions.enumerated().map { NumberedMention(index: $0, mention: $1) }, forKey: .mentions)
    try container.encode(relations, forKey: .relations)
    try container.encode(officials, forKey: .officials)
    try container.encode(legalDocuments, forKey: .legalDocuments)
    try container.encode(indicators, forKey: .indicators)
    if !sentences.isEmpty { try container.encode(sentences, forKey: .sentences) }
  }
}

/// A mention that knows its place in the document.
private struct NumberedMention: Encodable {
  private enum CodingKeys: String, CodingKey { case index }

  var index: Int
  var mention: Mention

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(index, forKey: .index)
    try mention.encode(to: encoder)
  }
}

extension Document.Publication: Codable {
  private enum CodingKeys: String, CodingKey { case date, source }

  /// Reads a date in the value notation and its source.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let text = try container.decodeIfPresent(String.self, forKey: .date)
    let date = text.flatMap { DatePoint(notation: $0) }
    guard text == nil || date != nil else {
      throw DecodingError.dataCorruptedError(
        forKey: .date, in: container, debugDescription: "'\(text ?? "")' is not a point of the value notation"
      )
    }
    self.init(date: date, source: try container.decode(Source.self, forKey: .source))
  }

  /// Writes the date in the value notation and its source.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encodeIfPresent(date?.notation, forKey: .date)
    try container.encode(source, forKey: .source)
  }
}
