import CICU

/// What folding does with each code point, and where Vietnamese tone marks stand: built once for the process.
struct FoldTable: Sendable {
  /// What the fold has to look at, one byte for each code point of the Basic Multilingual Plane.
  struct Class: OptionSet {
    var rawValue: UInt8
    /// Replaced, dropped, or not stable under NFC.
    static let special = Class(rawValue: 1)
    /// A toned a, e or y: a tone mark that may belong on the o or u before it.
    static let tonedSecond = Class(rawValue: 2)
    /// A toned o, before a or e.
    static let tonedO = Class(rawValue: 4)
    /// A toned u, before y.
    static let tonedU = Class(rawValue: 16)
    /// A toned u, behind q.
    static let tonedQU = Class(rawValue: 32)
    /// A toned i, behind g.
    static let tonedGI = Class(rawValue: 64)
    /// A tone mark that may belong on the vowel behind it.
    static let tonedFirst: Class = [.tonedO, .tonedU, .tonedQU, .tonedGI]
    /// Outside ASCII, and not a lower-case letter: the segmenter is told where these stand.
    static let odd = Class(rawValue: 8)

    /// What is looked at whatever its neighbors are.
    static let always: Class = [.special, .odd]
    static let all = Class(rawValue: 0xFF)
    /// What is looked at for the byte before it, and for the byte behind it.
    var before: Class { intersection([.tonedSecond, .tonedQU, .tonedGI]) }
    var after: Class { intersection([.tonedO, .tonedU]) }
  }

  static let dropped: UInt32 = .max

  static let shared = FoldTable()

  let classes: [Class]
  /// For each byte, the toned vowels that must be looked at because of this neighbor. Bytes outside ASCII may
  /// be anything: all.
  let neighbors: [Class]
  /// For code points below U+2000: 0, or 1 + 5 × (index of the base letter in `bases`) + tone.
  private let toneCodes: [UInt8]
  /// For each base letter and tone, the composed letter.
  private let toned: [UInt16]
  /// Composition of a letter below U+2000 with one of the marks of `marks`: row of the letter, column of the mark.
  private let letterRows: [UInt8]
  private let compositions: [UInt16]

  private static let bases: [UInt8] = Array("aeiouyAEIOUY".utf8)
  /// Grave, acute, hook above, tilde, dot below.
  private static let tones: [UInt32] = [0x300, 0x301, 0x309, 0x303, 0x323]
  /// Circumflex, breve, horn, then the tones.
  private static let marks: [UInt32] = [0x302, 0x306, 0x31B] + tones

  private init() {
    let characters = CharacterTable.shared
    var classes = [Class](repeating: [], count: 0x10000)
    let plain = (0..<256).map { Self.plainClass(CharacterTable.Properties(rawValue: UInt8($0))) }
    for scalar in 0x80..<0x10000 {
      classes[scalar] = plain[Int(characters.properties(of: UInt32(scalar)).rawValue)]
    }
    for scalar in Self.blocksWithReplacements.joined() where Self.replacement(for: scalar) != scalar {
      classes[Int(scalar)].insert(.special)
    }
    var toneCodes = [UInt8](repeating: 0, count: 0x2000)
    var toned: [UInt16] = []
    for (index, base) in Self.bases.enumerated() {
      for (tone, mark) in Self.tones.enumerated() {
        let letter = Self.composed(UInt32(base), mark)!
        toned.append(UInt16(letter))
        toneCodes[Int(letter)] = UInt8(1 + 5 * index + tone)
        let kind: Class =
          switch base | 0x20 {
          case 0x69: .tonedGI
          case 0x6F: .tonedO
          case 0x75: [.tonedU, .tonedQU]
          default: .tonedSecond
          }
        classes[Int(letter)].insert(kind)
      }
    }
    var letterRows = [UInt8](repeating: 0, count: 0x2000)
    var compositions = [UInt16](repeating: 0, count: Self.marks.count)
    var rows = 1
    // Latin letters; the rest is left to ICU when it comes.
    for scalar in [0x41..<0x250, 0x1EA0..<0x1F00 as Range<UInt32>].joined()
    where characters.properties(of: scalar).contains(.letter) {
      let row = Self.marks.map { UInt16(Self.composed(scalar, $0) ?? 0) }
      guard rows < 256, row.contains(where: { $0 != 0 }) else { continue }
      letterRows[Int(scalar)] = UInt8(rows)
      compositions += row
      rows += 1
    }
    self.classes = classes
    neighbors = (0..<256).map { byte in
      if byte >= 0x80 { return .all }
      return switch byte | 0x20 {
      case 0x61, 0x65: .tonedO  // a e
      case 0x67: .tonedGI
      case 0x6F: .tonedSecond
      case 0x71: .tonedQU
      case 0x75: .tonedSecond
      case 0x79: .tonedU
      default: []
      }
    }
    self.toneCodes = toneCodes
    self.toned = toned
    self.letterRows = letterRows
    self.compositions = compositions
  }

  /// NFC of two code points where that is a single one.
  private static func composed(_ first: UInt32, _ second: UInt32) -> UInt32? {
    var pair: [UInt32] = [first, second, 0, 0, 0, 0]
    return cicu_nfc(&pair, 2, 6) == 1 && pair[0] < 0x10000 ? pair[0] : nil
  }

  /// The class of a code point.
  func foldClass(of scalar: UInt32) -> Class {
    if scalar < 0x10000 { return classes[Int(scalar)] }
    // Beyond the plane ICU is asked each time; emoji, the common case, are known to be inert.
    if (0x1F000...0x1FAFF).contains(scalar) { return .odd }
    return Self.plainClass(CharacterTable.shared.properties(of: scalar)).union(.odd)
  }

  /// The class of a code point that is not replaced.
  private static func plainClass(_ properties: CharacterTable.Properties) -> Class {
    var result: Class = properties.contains([.letter, .lower]) ? [] : .odd
    if properties.contains(.unstable) { result.insert(.special) }
    return result
  }

  /// Where code points stand that `replacement` changes: so few that the table is not filled by asking for each.
  static let blocksWithReplacements: [Range<UInt32>] = [
    0x80..<0x400, 0x600..<0x620, 0x1680..<0x1681, 0x1800..<0x1810, 0x1F00..<0x2300, 0x2E00..<0x2E80,
    0x3000..<0x3020, 0xFE00..<0x10000,
  ]

  /// The letter that NFC makes of a Vietnamese letter and one of its marks, where the table knows it.
  func composition(_ letter: UInt32, _ mark: UInt32) -> UInt32? {
    guard letter < 0x2000, letterRows[Int(letter)] != 0, let column = Self.column(of: mark) else {
      return nil
    }
    let composed = compositions[Int(letterRows[Int(letter)]) * Self.marks.count + column]
    return composed == 0 ? nil : UInt32(composed)
  }

  private static func column(of mark: UInt32) -> Int? {
    switch mark {
    case 0x302: 0
    case 0x306: 1
    case 0x31B: 2
    case 0x300: 3
    case 0x301: 4
    case 0x309: 5
    case 0x303: 6
    case 0x323: 7
    default: nil
    }
  }

  /// The base letter (ASCII) and tone of a toned a, e, i, o, u, y without another mark.
  func tone(of scalar: UInt32) -> (base: UInt8, tone: Int)? {
    guard scalar < 0x2000, toneCodes[Int(scalar)] != 0 else { return nil }
    let code = Int(toneCodes[Int(scalar)]) - 1
    return (Self.bases[code / 5], code % 5)
  }

  /// The base letter with that tone.
  func letter(_ base: UInt8, tone: Int) -> UInt32 {
    UInt32(toned[5 * Self.bases.firstIndex(of: base)! + tone])
  }

  /// What stands for a code point in the shadow before NFC: itself, another, or `dropped`.
  ///
  /// The article Shadow documents each line with an example.
  static func replacement(for scalar: UInt32) -> UInt32 {
    switch scalar {
    // Look-alikes of the Vietnamese D with stroke.
    case 0xD0, 0x189: 0x110
    case 0xF0: 0x111
    // Spaces of every width, no-break ones among them.
    case 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: 0x20
    // Soft hyphen, zero-width spaces and joiners, direction marks, invisible operators, byte order mark.
    case 0xAD, 0x34F, 0x61C, 0x180E, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF: dropped
    // Hyphens, dashes, minus signs.
    case 0x2010...0x2015, 0x2043, 0x2212, 0x2E3A, 0x2E3B, 0xFE58, 0xFE63, 0xFF0D: 0x2D
    // Double quotation marks.
    case 0xAB, 0xBB, 0x201C...0x201F, 0x2033, 0x301D...0x301F, 0xFF02: 0x22
    // Single quotation marks, primes, apostrophes.
    case 0xB4, 0x2B9, 0x2BC, 0x374, 0x1FFD, 0x2018...0x201B, 0x2032, 0x2039, 0x203A, 0xFF07: 0x27
    // Full-width forms.
    case 0xFF01...0xFF5E: scalar - 0xFEE0
    case 0xFFE0: 0xA2
    case 0xFFE1: 0xA3
    case 0xFFE5: 0xA5
    case 0xFFE6: 0x20A9
    default: scalar
    }
  }
}
