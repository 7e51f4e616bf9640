import TextModel

/// Cuts a shadow into tokens by the tables of the word rules.
///
/// The same automaton as ICU's break iterator, fed from UTF-8: at each token start the longest match of a rule
/// wins; white space segments become the gap of the next token.
struct Segmenter: ~Copyable {
  /// Reading on past the last place where a rule accepts is given up after this many bytes, which bounds the
  /// time by a constant times the length of the text. (The parts of e-mail addresses and domain names are
  /// shorter. ICU itself has no such bound and is quadratic on such text.)
  static let lookaheadLimit = 128

  private let tables: BreakTables
  /// By look-ahead number: a position, and the start of the token for which it was remembered.
  private var remembered: [(position: Int, start: Int)]

  init(tables: BreakTables) {
    self.tables = tables
    remembered = Array(repeating: (0, -1), count: tables.lookaheadCount)
  }

  /// Appends the tokens of well-formed UTF-8, without sentence flags.
  mutating func segment(_ shadow: Span<UInt8>, into tokens: inout [Token]) {
    let tables = self.tables
    for index in remembered.indices { remembered[index] = (0, -1) }
    let scalars = tables.scalars.span
    let steps = tables.steps.span
    let end = shadow.count
    var gap = Gap.paragraphBreak
    var start = 0
    while start < end {
      // One space between two words is by far the most common segment.
      if shadow[start] == 0x20 {
        if gap == .glued { gap = .spaced }
        start += 1
        continue
      }
      var position = start
      var row = tables.startRow
      var accepted = start
      var kind: UInt32 = 0
      // Letter-case bits of the first code point, of those behind it, and of those behind it at `accepted`.
      var firstBits: UInt16 = 0
      var restBits: UInt16 = 0
      var acceptedBits: UInt16 = 0
      repeat {
        var category = BreakTables.endCategory
        if position < end {
          let byte = shadow[position]
          let value: UInt16
          if byte < 0x80 {
            value = scalars[Int(byte)]
            position += 1
          } else {
            let (scalar, next) = UTF8Coding.scalar(in: shadow, at: position)
            value = scalar < 0x10000 ? scalars[Int(scalar)] : tables.supplementary(scalar)
            position = next
          }
          category = Int(value & 0xFF)
          if accepted == start && row == tables.startRow { firstBits = value } else { restBits |= value }
        }
        let atEnd = category == BreakTables.endCategory
        let step = steps[Int(row) + category]
        row = step & 0xFFFF
        if step & BreakTables.lookaheadBit != 0 {
          if let found = look(step, start: start, position: position) {
            accepted = found
            kind = step >> 16 & 0xFF
            acceptedBits = caseBits(shadow, from: start, to: found)
            break
          }
        }
        if step >> 16 & 0xFF != 0, step & BreakTables.lookaheadBit == 0 || isPlainAccept(step) {
          accepted = position
          kind = step >> 16 & 0xFF
          acceptedBits = restBits
        } else if position - accepted > Self.lookaheadLimit {
          break
        }
        if atEnd { break }
      } while row != 0

      if accepted == start {
        // No rule matched, which word.rules does not let happen: one code point.
        accepted = UTF8Coding.scalar(in: shadow, at: start).next
        kind = UInt32(SegmentKind.other.rawValue) + 1
      }
      switch SegmentKind(rawValue: UInt8(kind - 1))! {
      case .space:
        if gap == .glued { gap = .spaced }
      case .line:
        gap = gap >= .lineBreak ? .paragraphBreak : .lineBreak
      case .paragraph:
        gap = .paragraphBreak
      case let segment:
        tokens.append(
          Token(
            start: UInt32(start), end: UInt32(accepted), kind: TokenKind(rawValue: segment.rawValue)!,
            gap: gap,
            flags: Self.flags(first: firstBits, rest: acceptedBits)))
        gap = .glued
      }
      start = accepted
    }
  }

  private static func flags(first: UInt16, rest: UInt16) -> Token.Flags {
    let first = first >> 8
    let upper = Token.Flags.hasInnerUpper.rawValue
    return Token.Flags(rawValue: rest >> 8 | first & ~upper | (first & upper) >> 2)
  }

  private func isPlainAccept(_ step: UInt32) -> Bool {
    tables.uses[Int(step & 0xFFFF) >> BreakTables.rowShift] == 0
  }

  /// A state that remembers or uses a look-ahead position: the end of the token, once one is used.
  private mutating func look(_ step: UInt32, start: Int, position: Int) -> Int? {
    let state = Int(step & 0xFFFF) >> BreakTables.rowShift
    let uses = Int(tables.uses[state])
    if uses != 0, remembered[uses].start == start { return remembered[uses].position }
    let remembers = Int(tables.remembers[state])
    if remembers != 0 { remembered[remembers] = (position, start) }
    return nil
  }

  /// The case bits of the code points behind the first one, read again.
  private func caseBits(_ shadow: Span<UInt8>, from start: Int, to end: Int) -> UInt16 {
    var bits: UInt16 = 0
    var position = UTF8Coding.scalar(in: shadow, at: start).next
    while position < end {
      let (scalar, next) = UTF8Coding.scalar(in: shadow, at: position)
      bits |= scalar < 0x10000 ? tables.scalars[Int(scalar)] : tables.supplementary(scalar)
      position = next
    }
    return bits
  }
}
