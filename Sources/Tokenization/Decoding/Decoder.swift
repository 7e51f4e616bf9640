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
    case .auto:
      // Most sources are clean UTF-8, and to know that is to have decoded it.
      return UTF8Decoding.decodeClean(bytes) ?? decode(bytes, as: detect(bytes))
    case .named(let encoding):
      return decode(bytes, as: encoding)
    }
  }

  /// The encoding of a source, as its bytes tell. O(n).
  package static func detect(_ bytes: [UInt8]) -> Encoding {
    EncodingDetector.detect(bytes)
  }

  private static func decode(_ bytes: [UInt8], as encoding: Encoding) -> DecodedText {
    switch encoding {
    case .utf8: UTF8Decoding.decode(bytes)
    case .utf16LittleEndian: UTF16Decoding.decode(bytes, bigEndian: false)
    case .utf16BigEndian: UTF16Decoding.decode(bytes, bigEndian: true)
    case .windows1258, .tcvn3, .vni, .viscii: LegacyDecoding.decode(bytes, as: encoding)
    }
  }
}
