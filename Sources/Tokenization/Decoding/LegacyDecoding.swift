import TextModel

/// The encodings from before Unicode: a table of one byte each, and for VNI pairs of bytes. A byte that the
/// encoding does not have becomes U+FFFD.
enum LegacyDecoding {
  static func decode(_ bytes: [UInt8], as encoding: Encoding) -> DecodedText {
    let source = bytes.span
    var builder = DecodedBuilder(capacity: bytes.count + bytes.count / 2)
    var position = 0
    while position < source.count {
      let byte = source[position]
      if byte == 0 { builder.noteNUL(at: position) }
      let (scalar, next) = scalar(in: source, at: position, encoding: encoding)
      if scalar == 0xFFFD {
        builder.replaceIllFormed(position, next)
      } else if scalar == UInt32(byte), byte < 0x80 {
        builder.copy(byte)
      } else {
        builder.replace(position, next, with: scalar)
      }
      position = next
    }
    return builder.finish(encoding: encoding)
  }

  /// The code point at a position, U+FFFD where there is none, and the position behind it.
  static func scalar(in bytes: Span<UInt8>, at index: Int, encoding: Encoding) -> (scalar: UInt32, next: Int)
  {
    let byte = bytes[index]
    switch encoding {
    case .viscii where byte < 0x20:
      return (UInt32(LegacyTables.visciiControls[byte] ?? UInt16(byte)), index + 1)
    case .vni:
      if index + 1 < bytes.count, let scalar = VNITable.shared.pair(byte, bytes[index + 1]) {
        return (scalar, index + 2)
      }
      return (byte < 0x80 ? UInt32(byte) : VNITable.shared.single(byte), index + 1)
    default:
      guard byte >= 0x80 else { return (UInt32(byte), index + 1) }
      let table =
        switch encoding {
        case .tcvn3: LegacyTables.tcvn3
        case .viscii: LegacyTables.viscii
        default: LegacyTables.windows1258
        }
      return (UInt32(table[Int(byte) - 0x80]), index + 1)
    }
  }
}

/// VNI-Windows: some letters are one byte; the others an ASCII vowel (or o and u with their horn) and a byte
/// that carries tone and hat together. Capitals have marks 0x20 lower.
///
///     F9 acute   F8 grave   FB hook   F5 tilde   EF dot
///     E2 hat     E1 E0 E5 E3 E4  the hat with those tones
///     EA breve   E9 E8 FA FC EB  the breve with those tones
struct VNITable: Sendable {
  static let shared = VNITable()

  /// By base byte and mark byte (lower-case form).
  private let pairs: [UInt16: UInt16]

  private static let tones: [UInt32] = [0x301, 0x300, 0x309, 0x303, 0x323]
  private static let plainMarks: [UInt8] = [0xF9, 0xF8, 0xFB, 0xF5, 0xEF]
  private static let hatMarks: [UInt8] = [0xE1, 0xE0, 0xE5, 0xE3, 0xE4]
  private static let breveMarks: [UInt8] = [0xE9, 0xE8, 0xFA, 0xFC, 0xEB]

  private init() {
    var pairs: [UInt16: UInt16] = [:]
    let table = FoldTable.shared
    func add(_ byte: UInt8, _ base: UInt32, _ marks: [UInt8]) {
      for (mark, tone) in zip(marks, Self.tones) {
        if let letter = table.composition(base, tone) {
          pairs[UInt16(byte) << 8 | UInt16(mark)] = UInt16(letter)
        }
      }
    }
    for byte in Array("aeouyAEOUY".utf8) { add(byte, UInt32(byte), Self.plainMarks) }
    // The horned letters: single bytes that take the plain marks.
    for byte in [0xF4, 0xF6, 0xD4, 0xD6] as [UInt8] { add(byte, Self.singles[byte]!, Self.plainMarks) }
    for byte in Array("aeoAEO".utf8) {
      let hat = table.composition(UInt32(byte), 0x302)!
      pairs[UInt16(byte) << 8 | 0xE2] = UInt16(hat)
      add(byte, hat, Self.hatMarks)
    }
    for byte in Array("aA".utf8) {
      let breve = table.composition(UInt32(byte), 0x306)!
      pairs[UInt16(byte) << 8 | 0xEA] = UInt16(breve)
      add(byte, breve, Self.breveMarks)
    }
    self.pairs = pairs
  }

  func pair(_ base: UInt8, _ mark: UInt8) -> UInt32? {
    guard mark >= 0xC0 else { return nil }
    return pairs[UInt16(base) << 8 | UInt16(mark | 0x20)].map(UInt32.init)
  }

  func single(_ byte: UInt8) -> UInt32 {
    Self.singles[byte] ?? UInt32(LegacyTables.windows1252[Int(byte) - 0x80])
  }

  private static let singles: [UInt8: UInt32] = [
    0xF4: 0x1A1, 0xD4: 0x1A0, 0xF6: 0x1B0, 0xD6: 0x1AF, 0xF1: 0x111, 0xD1: 0x110,
    0xEE: 0x1EF5, 0xCE: 0x1EF4, 0xED: 0xED, 0xCD: 0xCD, 0xEC: 0xEC, 0xCC: 0xCC,
    0xE6: 0x1EC9, 0xC6: 0x1EC8, 0xF3: 0x129, 0xD3: 0x128, 0xF2: 0x1ECB, 0xD2: 0x1ECA,
  ]
}
