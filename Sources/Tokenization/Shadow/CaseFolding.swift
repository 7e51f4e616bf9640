/// Letter case, code point by code point (simple mappings: one code point to one). A table answers for Latin,
/// Greek and Cyrillic letters, ICU for the rest.
package enum CaseFolding {
  /// The lower-case form of well-formed UTF-8. O(n).
  package static func lowercased(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    appendLowercased(bytes.span, to: &result)
    return result
  }

  /// Appends the lower-case form of well-formed UTF-8. O(n).
  package static func appendLowercased(_ bytes: Span<UInt8>, to result: inout [UInt8]) {
    let characters = CharacterTable.shared
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte < 0x80 {
        result.append(0x41...0x5A ~= byte ? byte | 0x20 : byte)
        index += 1
      } else {
        let (scalar, next) = UTF8Coding.scalar(in: bytes, at: index)
        UTF8Coding.append(characters.lowercased(scalar), to: &result)
        index = next
      }
    }
  }

  /// The lower-case form of one code point.
  package static func lowercased(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    Unicode.Scalar(CharacterTable.shared.lowercased(scalar.value)) ?? scalar
  }

  /// Whether a code point is an upper-case or title-case letter.
  package static func isUpper(_ scalar: Unicode.Scalar) -> Bool {
    CharacterTable.shared.properties(of: scalar.value).contains(.upper)
  }

  /// Whether a code point is a lower-case letter.
  package static func isLower(_ scalar: Unicode.Scalar) -> Bool {
    CharacterTable.shared.properties(of: scalar.value).contains(.lower)
  }

  /// Whether a code point is a letter.
  package static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    CharacterTable.shared.properties(of: scalar.value).contains(.letter)
  }
}
