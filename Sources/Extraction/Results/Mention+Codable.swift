internal import TextModel

// The form of document.schema.json, with one member more: `column`, the column of a place in the grammar.
//
//     Mention      { "type", "text", "start": {…}, "end": {…}, "sourceBytes": {…}, "value", "fields", "sentence", "rule" }
//     TextSpan     { "start": { "utf8", "utf16", "codePoints" }, "end": { … } }
//     RuleOrigin   { "name", "file", "line", "column", "lexiconRows": [{ "lexicon", "phrase", … }], "normalizers" }

extension TextSpan: Codable {
  private enum CodingKeys: String, CodingKey { case start, end }

  private struct Offsets: Codable {
    var utf8: Int
    var utf16: Int
    var codePoints: Int
  }

  /// Reads offsets.
  ///
  /// - Throws: `DecodingError` also where an end lies before its start.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let start = try container.decode(Offsets.self, forKey: .start)
    let end = try container.decode(Offsets.self, forKey: .end)
    guard start.utf8 <= end.utf8, start.utf16 <= end.utf16, start.codePoints <= end.codePoints else {
      throw DecodingError.dataCorruptedError(
        forKey: .end, in: container, debugDescription: "the end lies before the start")
    }
    self.init(
      utf8: start.utf8..<end.utf8, utf16: start.utf16..<end.utf16,
      codePoints: start.codePoints..<end.codePoints)
  }

  /// Writes `start` and `end`, each in all three units.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(
      Offsets(utf8: utf8.lowerBound, utf16: utf16.lowerBound, codePoints: codePoints.lowerBound),
      forKey: .start)
    try container.encode(
      Offsets(utf8: utf8.upperBound, utf16: utf16.upperBound, codePoints: codePoints.upperBound), forKey: .end
    )
  }
}

extension Mention: Codable {
  private enum CodingKeys: String, CodingKey {
    case type, text, sourceBytes, value, fields, sentence, rule
  }

  private struct Bytes: Codable {
    var start: Int
    var end: Int
  }

  /// Reads the form of the JSON schema; `value` follows from the fields and `index` from the place, and neither is
  /// looked at.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let bytes = try container.decode(Bytes.self, forKey: .sourceBytes)
    guard bytes.start <= bytes.end else {
      throw DecodingError.dataCorruptedError(
        forKey: .sourceBytes, in: container, debugDescription: "the end lies before the start")
    }
    self.init(
      type: try container.decode(String.self, forKey: .type),
      text: try container.decode(String.self, forKey: .text),
      span: try TextSpan(from: decoder),
      sourceBytes: bytes.start..<bytes.end,
      fields: try container.decode([String: FieldValue].self, forKey: .fields),
      sentence: try container.decode(Int.self, forKey: .sentence),
      rule: try container.decode(RuleOrigin.self, forKey: .rule),
      tokens: TokenSpan(0..<0))
  }

  /// Writes the form of the JSON schema; a mention by itself has no `index`.
  public func encode(to encoder: any Encoder) throws {
    try span.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(type, forKey: .type)
    try container.encode(text, forKey: .text)
    try container.encode(
      Bytes(start: sourceBytes.lowerBound, end: sourceBytes.upperBound), forKey: .sourceBytes)
    try container.encodeIfPresent(value?.notation, forKey: .value)
    try container.encode(fields, forKey: .fields)
    try container.encode(sentence, forKey: .sentence)
    try container.encode(rule, forKey: .rule)
  }
}

extension RuleOrigin: Codable {
  private enum CodingKeys: String, CodingKey { case name, lexiconRows, normalizers }

  /// Reads the form of the JSON schema.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      name: try container.decode(String.self, forKey: .name),
      location: try FlatLocation(from: decoder).location,
      lexiconRows: try container.decodeIfPresent([LexiconRow].self, forKey: .lexiconRows) ?? [],
      normalizers: try container.decodeIfPresent([String: String].self, forKey: .normalizers) ?? [:])
  }

  /// Writes the form of the JSON schema.
  public func encode(to encoder: any Encoder) throws {
    try FlatLocation(location).encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name, forKey: .name)
    if !lexiconRows.isEmpty { try container.encode(lexiconRows, forKey: .lexiconRows) }
    if !normalizers.isEmpty { try container.encode(normalizers, forKey: .normalizers) }
  }
}

extension RuleOrigin.LexiconRow: Codable {
  private enum CodingKeys: String, CodingKey { case lexicon, phrase }

  /// Reads the form of the JSON schema.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      lexicon: try container.decode(String.self, forKey: .lexicon),
      phrase: try container.decode(String.self, forKey: .phrase),
      location: try FlatLocation(from: decoder).location)
  }

  /// Writes the form of the JSON schema.
  public func encode(to encoder: any Encoder) throws {
    try FlatLocation(location).encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(lexicon, forKey: .lexicon)
    try container.encode(phrase, forKey: .phrase)
  }
}

/// A location whose members stand among those of its owner. The command's JSON has no column.
private struct FlatLocation: Codable {
  var file: String?
  var line: Int?
  var column: Int?

  init(_ location: SourceLocation?) {
    (file, line, column) = (location?.file, location?.line, location?.column)
  }

  var location: SourceLocation? {
    guard let file, let line else { return nil }
    return SourceLocation(file: file, line: line, column: column ?? 1)
  }
}
