import TextModel

/// Turns source bytes into UTF-8. Any bytes go in; what is wrong with them becomes U+FFFD and a warning.
package enum Decoder {
  /// What a caller knows of the encoding.
  package enum Choice: Hashable, Sendable {
    /// Found out from the bytes.
    case auto
    case named(Encoding)
  }

  /// Decodes a source. O(n).
  package static func decode(_ bytes: [UInt8], encoding: Choice = .auto) -> DecodedText {
    switch encoding {
    case .auto: decode(bytes, as: detect(bytes))
    case .named(let encoding): decode(bytes, as: encoding)
    }
  }

  /// The encoding of a source, as its bytes tell. O(n).
  package static func detect(_ bytes: [UInt8]) -> Encoding {
    if bytes.starts(with: [0xFF, 0xFE]) { return .utf16LittleEndian }
    if bytes.starts(with: [0xFE, 0xFF]) { return .utf16BigEndian }
    return .utf8
  }

  private static func decode(_ bytes: [UInt8], as encoding: Encoding) -> DecodedText {
    switch encoding {
    case .utf8: UTF8Decoding.decode(bytes)
    case .utf16LittleEndian: UTF16Decoding.decode(bytes, bigEndian: false)
    case .utf16BigEndian: UTF16Decoding.decode(bytes, bigEndian: true)
    }
  }
}
