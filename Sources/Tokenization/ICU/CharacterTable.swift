import CICU

/// What every code point is, for folding and for letter case: filled from ICU once for the process.
///
/// The Basic Multilingual Plane is a flat table of one byte a code point; the few code points beyond it ask
/// ICU each time.
package struct CharacterTable: Sendable {
  /// One byte a code point.
  package struct Properties: OptionSet, Hashable, Sendable {
    package var rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }
    package static let letter = Properties(rawValue: 1)
    /// Upper or title case.
    package static let upper = Properties(rawValue: 2)
    package static let lower = Properties(rawValue: 4)
    package static let mark = Properties(rawValue: 8)
    /// NFC may change it, or join it to the code point before.
    package static let unstable = Properties(rawValue: 16)
  }

  package static let shared = CharacterTable()

  private let properties: [UInt8]
  /// Simple lower-case mappings below U+2000, where Vietnamese, Latin, Greek and Cyrillic letters live.
  private let lowercase: [UInt16]

  private init() {
    var properties = [UInt8](repeating: 0, count: 0x10000)
    for scalar in 0..<UInt32(0x10000) {
      // Blocks without case and without anything that NFC would touch are filled without asking.
      switch scalar {
      case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xAC00...0xD7A3:
        properties[Int(scalar)] = Properties.letter.rawValue
      case 0xD800...0xF8FF:
        break
      default:
        properties[Int(scalar)] = cicu_properties(scalar)
      }
    }
    self.properties = properties
    lowercase = (0..<UInt32(0x2000)).map { scalar in
      let lower = cicu_to_lower(scalar)
      return lower < 0x10000 ? UInt16(lower) : UInt16(scalar)
    }
  }

  package func properties(of scalar: UInt32) -> Properties {
    if scalar < 0x10000 { return Properties(rawValue: properties[Int(scalar)]) }
    return Properties(rawValue: cicu_properties(scalar))
  }

  /// The simple lower-case mapping (one code point to one).
  package func lowercased(_ scalar: UInt32) -> UInt32 {
    if scalar < 0x2000 { return UInt32(lowercase[Int(scalar)]) }
    return cicu_to_lower(scalar)
  }
}
