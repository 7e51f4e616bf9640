/// Questions about the eight bytes of a machine word at once. An answer has the top bit of each byte that passes.
enum WordOfBytes {
  static let tops: UInt64 = 0x8080_8080_8080_8080
  static let ones: UInt64 = 0x0101_0101_0101_0101

  /// Bytes of 0x80 and above.
  @inline(__always)
  static func high(_ word: UInt64) -> UInt64 { word & tops }

  /// Bytes that lead a sequence of UTF-8: 0xC0 and above.
  @inline(__always)
  static func leads(_ word: UInt64) -> UInt64 { word & word << 1 & tops }

  /// ASCII letters.
  @inline(__always)
  static func letters(_ word: UInt64) -> UInt64 {
    // Lower case and seven bits: then byte + (0x80 - "a") carries into the top bit from "a" on, and
    // byte + (0x80 - "z" - 1) only behind "z". No byte carries into its neighbor.
    let folded = (word | 0x20 &* ones) & ~tops
    let fromA = folded &+ (0x80 - 0x61) &* ones
    let behindZ = folded &+ (0x80 - 0x7B) &* ones
    return fromA & ~behindZ & ~word & tops
  }

  /// Of the letters given (as `letters` gives them), the capitals.
  @inline(__always)
  static func capitals(_ word: UInt64, of letters: UInt64) -> UInt64 { letters & ~(word << 2) }

  /// Spaces.
  @inline(__always)
  static func spaces(_ word: UInt64) -> UInt64 {
    // Zero where the byte is a space; of the rest, the lower seven bits or the top bit carry into the top.
    let other = word ^ 0x20 &* ones
    return ~((other & ~tops) &+ ~tops | other) & tops
  }

  /// Whether a byte is zero. Exact.
  @inline(__always)
  static func hasZero(_ word: UInt64) -> Bool { (word &- ones) & ~word & tops != 0 }

  /// An answer with its eight top bits brought together in the lowest byte, the first in the lowest bit.
  @inline(__always)
  static func gathered(_ answer: UInt64) -> UInt64 { (answer >> 7 &* 0x0102_0408_1020_4080) >> 56 }

  /// The place in memory order of the first byte that passed.
  @inline(__always)
  static func first(_ answer: UInt64) -> Int { answer.trailingZeroBitCount >> 3 }
}

/// Sixty-four bytes, as one bit for each byte that passes; the first in the lowest bit.
struct BlockOfBytes {
  /// ASCII letters, and everything outside ASCII.
  var word: UInt64 = 0
  /// Outside ASCII.
  var high: UInt64 = 0
  /// ASCII capitals.
  var capital: UInt64 = 0
  var space: UInt64 = 0

  /// Reads 64 bytes. Traps unless they are all there.
  @inline(__always)
  init(_ bytes: Span<UInt8>, at start: Int) {
    // Written out: as a loop the compiler keeps the shifts variable, which costs a third of the time.
    take(bytes.word(at: start), 0)
    take(bytes.word(at: start &+ 8), 8)
    take(bytes.word(at: start &+ 16), 16)
    take(bytes.word(at: start &+ 24), 24)
    take(bytes.word(at: start &+ 32), 32)
    take(bytes.word(at: start &+ 40), 40)
    take(bytes.word(at: start &+ 48), 48)
    take(bytes.word(at: start &+ 56), 56)
  }

  @inline(__always)
  private mutating func take(_ eight: UInt64, _ shift: UInt64) {
    let high = WordOfBytes.high(eight)
    let letters = WordOfBytes.letters(eight)
    self.high |= WordOfBytes.gathered(high) &<< shift
    word |= WordOfBytes.gathered(high | letters) &<< shift
    capital |= WordOfBytes.gathered(WordOfBytes.capitals(eight, of: letters)) &<< shift
    space |= WordOfBytes.gathered(WordOfBytes.spaces(eight)) &<< shift
  }

  /// The lead bytes among 64.
  @inline(__always)
  static func leads(_ bytes: Span<UInt8>, at start: Int) -> UInt64 {
    @inline(__always) func leads(_ offset: Int) -> UInt64 {
      WordOfBytes.gathered(WordOfBytes.leads(bytes.word(at: start &+ offset))) &<< UInt64(offset)
    }
    return leads(0) | leads(8) | leads(16) | leads(24) | leads(32) | leads(40) | leads(48) | leads(56)
  }
}
