import Tokenization

/// The folding under which quoted phrases and folded lexicons are compared: lower case, and one spelling of
/// final i/y (`kỹ` = `kĩ`, `quý` = `quí`; `thúy` stays, its y follows a vowel of the nucleus). Tone placement
/// is the shadow's affair and done before.
package enum FormFolding {
  package static func fold(_ token: some Sequence<UInt8>) -> [UInt8] {
    let bytes = Array(token)
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    if !lowercase(bytes.span, into: &result) {
      result = Array(String(decoding: bytes, as: UTF8.self).lowercased().utf8)
    }
    spellFinalI(&result)
    return result
  }

  /// Lower case of text in the letters of Vietnamese and its neighbors; false for other text.
  private static func lowercase(_ bytes: Span<UInt8>, into result: inout [UInt8]) -> Bool {
    var index = 0
    while index < bytes.count {
      let lead = bytes[index]
      if lead < 0x80 {
        result.append(0x41...0x5A ~= lead ? lead | 0x20 : lead)
        index += 1
        continue
      }
      // U+00C0–U+023F without U+0130, whose lower case is two scalars; U+1E00–U+1EFF.
      guard 0xC3...0xC8 ~= lead || lead == 0xE1 else { return false }
      let (scalar, next) = UTF8Coding.scalar(in: bytes, at: index)
      guard 0xC0..<0x240 ~= scalar && scalar != 0x130 || 0x1E00...0x1EFF ~= scalar else { return false }
      UTF8Coding.append(CharacterTable.shared.lowercased(scalar), to: &result)
      index = next
    }
    return true
  }

  /// Writes the y at the end as an i where a consonant (or qu) stands before it.
  private static func spellFinalI(_ bytes: inout [UInt8]) {
    let ending: (length: Int, letter: [UInt8])?
    switch bytes.last {
    case UInt8(ascii: "y"): ending = (1, [UInt8(ascii: "i")])
    case let last? where last >= 0x80: ending = toned(bytes)
    default: ending = nil
    }
    guard let (length, letter) = ending, bytes.count > length else { return }
    let place = bytes.count - length
    let isAfterConsonant =
      switch bytes[place - 1] {
      case UInt8(ascii: "u"): place > 1 && bytes[place - 2] == UInt8(ascii: "q")
      case 0x91: place > 1 && bytes[place - 2] == 0xC4  // đ
      case let before: isConsonant(before)
      }
    if isAfterConsonant { bytes.replaceSubrange(place..., with: letter) }
  }

  /// For a text that ends in a toned y: how many bytes that takes, and the i with the same tone.
  private static func toned(_ bytes: [UInt8]) -> (length: Int, letter: [UInt8])? {
    if bytes.count >= 2, bytes[bytes.count - 2] == 0xC3 {
      return bytes[bytes.count - 1] == 0xBD ? (2, [0xC3, 0xAD]) : nil
    }
    guard bytes.count >= 3, bytes[bytes.count - 3] == 0xE1, bytes[bytes.count - 2] == 0xBB else { return nil }
    return switch bytes[bytes.count - 1] {
    case 0xB3: (3, [0xC3, 0xAC])
    case 0xB7: (3, [0xE1, 0xBB, 0x89])
    case 0xB9: (3, [0xC4, 0xA9])
    case 0xB5: (3, [0xE1, 0xBB, 0x8B])
    default: nil
    }
  }

  private static func isConsonant(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"), UInt8(ascii: "u"),
      UInt8(ascii: "y"):
      false
    default: 0x61...0x7A ~= byte
    }
  }
}

extension Tokenizer {
  /// The marks of a grammar's `punct("…")` as the shadow has them: `–` is `-` there.
  func shadow(of marks: String) -> String {
    String(decoding: tokenize(Array(marks.utf8)).shadow, as: UTF8.self)
  }
}
