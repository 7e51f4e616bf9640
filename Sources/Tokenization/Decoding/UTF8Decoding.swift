import TextModel

/// UTF-8 checked against table 3-7 of the Unicode Standard; one U+FFFD for each maximal bad subpart.
enum UTF8Decoding {
  static func decode(_ bytes: [UInt8]) -> DecodedText {
    let source = bytes.span
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    if start == 0, let text = decodeClean(bytes) { return text }
    var builder = DecodedBuilder(capacity: bytes.count)
    if start > 0 { builder.replace(0, start, with: nil) }
    var copied = start
    var position = start
    while position < source.count {
      if source[position] == 0 { builder.noteNUL(at: position) }
      let (length, isWellFormed) = sequence(in: source, at: position)
      if !isWellFormed {
        builder.copy(source.extracting(copied..<position))
        builder.replaceIllFormed(position, position + length)
        copied = position + length
      }
      position += length
    }
    builder.copy(source.extracting(copied..<source.count))
    return builder.finish(encoding: .utf8)
  }

  /// Well-formed UTF-8 without byte order mark and NUL, which shares its bytes with the caller; nil for
  /// anything else.
  static func decodeClean(_ bytes: [UInt8]) -> DecodedText? {
    guard !bytes.starts(with: [0xEF, 0xBB, 0xBF]), isClean(bytes.span, from: 0) else { return nil }
    return DecodedText(text: bytes, encoding: .utf8, map: .identity(length: bytes.count), warnings: [])
  }

  /// Whether all is well-formed, without NUL.
  ///
  /// Eight bytes at a time: with the leads of two, three and four bytes as bit masks, the places that must hold
  /// continuation bytes are those masks moved on by one, two and three bytes. Words with a lead whose second
  /// byte has a narrower range (and NULs) are looked at byte by byte.
  private static func isClean(_ bytes: Span<UInt8>, from start: Int) -> Bool {
    typealias Word = WordOfBytes
    var position = start
    // Continuation bytes that the word at `position` must begin with.
    var owed: UInt64 = 0
    while position + 8 <= bytes.count {
      let word = bytes.word(at: position)
      if Word.hasZero(word) { return false }
      let high = Word.high(word)
      if high | owed == 0 {
        position += 8
        continue
      }
      let leads = Word.leads(word)
      let long = leads & word << 2
      let longest = long & word << 3
      let required = owed | leads << 8 | long << 16 | longest << 24
      if required != high & ~leads { return false }
      // C0, C1; E0, ED; F0 and above.
      let even = word & 0xFEFE_FEFE_FEFE_FEFE
      if longest != 0 || Word.hasZero(even ^ 0xC0C0_C0C0_C0C0_C0C0)
        || Word.hasZero(word ^ 0xE0E0_E0E0_E0E0_E0E0) || Word.hasZero(word ^ 0xEDED_EDED_EDED_EDED)
      {
        guard let next = checked(bytes, around: position, to: position + 8) else { return false }
        position = next
        owed = 0
        continue
      }
      owed = leads >> 56 | long >> 48 | longest >> 40
      position += 8
    }
    return checked(bytes, around: position, to: bytes.count) != nil
  }

  /// Checks the sequences from the one that holds the byte before `position` on, until one ends at or behind
  /// `end`. The answer is that place; nil where one is ill-formed, or holds a NUL.
  private static func checked(_ bytes: Span<UInt8>, around position: Int, to end: Int) -> Int? {
    var position = position
    // At most four bytes back: the words before are known to be good, up to a sequence that the last may begin.
    if position > 0 {
      position -= 1
      while position > 0, bytes[position] & 0xC0 == 0x80 { position -= 1 }
    }
    while position < end {
      guard bytes[position] != 0 else { return nil }
      let (length, isWellFormed) = sequence(in: bytes, at: position)
      guard isWellFormed else { return nil }
      position += length
    }
    return position
  }

  /// The length of the code point, or of the maximal bad subpart, at a position.
  static func sequence(in bytes: Span<UInt8>, at position: Int) -> (length: Int, isWellFormed: Bool) {
    let first = bytes[position]
    if first < 0x80 { return (1, true) }
    var second: ClosedRange<UInt8> = 0x80...0xBF
    let length: Int
    switch first {
    case 0xC2...0xDF: length = 2
    case 0xE0:
      length = 3
      second = 0xA0...0xBF
    case 0xED:
      length = 3
      second = 0x80...0x9F
    case 0xE1...0xEF: length = 3
    case 0xF0:
      length = 4
      second = 0x90...0xBF
    case 0xF1...0xF3: length = 4
    case 0xF4:
      length = 4
      second = 0x80...0x8F
    default: return (1, false)
    }
    for index in 1..<length {
      guard position + index < bytes.count else { return (index, false) }
      let byte = bytes[position + index]
      guard index == 1 ? second.contains(byte) : byte & 0xC0 == 0x80 else { return (index, false) }
    }
    return (length, true)
  }
}
