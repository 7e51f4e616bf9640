extension ExactDecimal: Codable {
  /// Reads a string in plain notation.
  ///
  /// - Throws: `DecodingError` for anything else, and for a number out of range.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let value = ExactDecimal(text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "'\(text)' is not a decimal number of at most 38 digits")
    }
    self = value
  }

  /// Writes a string in plain notation, since most readers of numbers would round.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
