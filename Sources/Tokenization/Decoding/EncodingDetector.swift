/// Tells the encoding of a source from its bytes.
///
///  1. A byte order mark decides.
///  2. Zero bytes in every other place: UTF-16.
///  3. Well-formed UTF-8 is UTF-8, and so is UTF-8 with a few bad bytes.
///  4. Otherwise each older encoding reads the first words, and the one that makes the most of them shaped like a
///     Vietnamese syllable wins; if none makes any, it is UTF-8 with bad bytes.
enum EncodingDetector {
  /// How many bytes the older encodings are tried on.
  static let sampleLength = 65_536

  static func detect(_ bytes: [UInt8]) -> Encoding {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return .utf8 }
    if bytes.starts(with: [0xFF, 0xFE]) { return .utf16LittleEndian }
    if bytes.starts(with: [0xFE, 0xFF]) { return .utf16BigEndian }
    if let utf16 = utf16(bytes.span) { return utf16 }
    let (multibyte, illFormed) = countSequences(bytes.span)
    // One bad byte in four sequences is still UTF-8 that was cut or mixed.
    if illFormed == 0 || multibyte >= 4 * illFormed { return .utf8 }
    var best = Encoding.utf8
    var bestScore = 0
    for encoding in [Encoding.tcvn3, .vni, .windows1258, .viscii] {
      let score = score(bytes.span, as: encoding)
      if score > bestScore { (best, bestScore) = (encoding, score) }
    }
    return best
  }

  private static func utf16(_ bytes: Span<UInt8>) -> Encoding? {
    let count = min(bytes.count, sampleLength) / 2
    guard count >= 2 else { return nil }
    // High bytes of Latin and Vietnamese text are 00, 01, 1E, and 20 for punctuation; low bytes are anything.
    var even = 0
    var odd = 0
    var zeros = 0
    for index in 0..<count {
      if isHighByte(bytes[2 * index]) { even += 1 }
      if isHighByte(bytes[2 * index + 1]) { odd += 1 }
      if bytes[2 * index] == 0 || bytes[2 * index + 1] == 0 { zeros += 1 }
    }
    guard zeros * 4 > count else { return nil }
    if odd * 10 > count * 9, even * 10 < count * 7 { return .utf16LittleEndian }
    if even * 10 > count * 9, odd * 10 < count * 7 { return .utf16BigEndian }
    return nil
  }

  private static func isHighByte(_ byte: UInt8) -> Bool {
    byte <= 0x03 || byte == 0x1E || byte == 0x20
  }

  private static func countSequences(_ bytes: Span<UInt8>) -> (multibyte: Int, illFormed: Int) {
    var multibyte = 0
    var illFormed = 0
    var position = 0
    while position < bytes.count {
      if bytes[position] < 0x80 {
        position += 1
        continue
      }
      let (length, isWellFormed) = UTF8Decoding.sequence(in: bytes, at: position)
      if isWellFormed { multibyte += 1 } else { illFormed += 1 }
      position += length
    }
    return (multibyte, illFormed)
  }

  /// Words with a letter outside ASCII count for their encoding when they have the shape of a syllable, and
  /// against it when they do not.
  private static func score(_ bytes: Span<UInt8>, as encoding: Encoding) -> Int {
    let count = min(bytes.count, sampleLength)
    var score = 0
    var shape = SyllableShape()
    var position = 0
    while position < count {
      let (scalar, next) = LegacyDecoding.scalar(in: bytes, at: position, encoding: encoding)
      if scalar == 0xFFFD { score -= 2 }
      if !shape.take(scalar) {
        score += shape.verdict
        shape = SyllableShape()
      }
      position = next
    }
    return score + shape.verdict
  }
}

/// Whether a run of letters could be a Vietnamese syllable: consonants, up to three vowels, consonants; one tone;
/// no capital behind a lower-case letter.
struct SyllableShape {
  private enum Part { case onset, nucleus, coda }
  private var part = Part.onset
  private var letters = 0
  private var consonants = 0
  private var vowels = 0
  private var tones = 0
  private var hats = 0
  private var hasLower = false
  private var hasOther = false
  private var isBroken = false

  /// 1 for a syllable with letters outside ASCII, -1 for what cannot be one, 0 for plain words.
  var verdict: Int {
    guard hasOther else { return 0 }
    return isBroken || (vowels == 0 && letters > 1) || tones > 1 || vowels > 3 ? -1 : 1
  }

  /// Takes the next code point; false where the word has ended before it.
  mutating func take(_ scalar: UInt32) -> Bool {
    let properties = CharacterTable.shared.properties(of: scalar)
    if properties.contains(.mark) {
      // A tone mark behind its vowel.
      hasOther = true
      tones += 1
      if part != .nucleus { isBroken = true }
      return true
    }
    guard properties.contains(.letter), scalar != 0xAA, scalar != 0xBA else {
      // A sign outside ASCII right at a letter: quotation marks may be, most others are a wrong guess.
      if letters > 0, scalar >= 0xA1, scalar < 0x2000 {
        hasOther = true
        isBroken = true
      }
      return false
    }
    letters += 1
    if properties.contains(.upper), hasLower { isBroken = true }
    if properties.contains(.lower) { hasLower = true }
    if scalar >= 0x80 { hasOther = true }
    let lower = CharacterTable.shared.lowercased(scalar)
    switch lower {
    case 0x61, 0x65, 0x69, 0x6F, 0x75, 0x79: vowel()
    case 0xE2, 0xEA, 0xF4, 0x103, 0x1A1, 0x1B0:
      hats += 1
      if hats > 2 { isBroken = true }
      vowel()
    case 0x62...0x7A, 0x111: consonant()
    default:
      if FoldTable.shared.tone(of: lower) != nil {
        tones += 1
      } else if 0x1EA0...0x1EF9 ~= lower {
        tones += 1
        hats += 1
      } else {
        isBroken = true
      }
      vowel()
    }
    return true
  }

  private mutating func vowel() {
    vowels += 1
    if part == .onset { part = .nucleus }
    if part == .coda { isBroken = true }
  }

  private mutating func consonant() {
    consonants += 1
    if part == .nucleus {
      part = .coda
      consonants = 1
    }
    // At most three before (ngh), two behind (ng, nh, ch).
    if consonants > (part == .coda ? 2 : 3) { isBroken = true }
  }
}
