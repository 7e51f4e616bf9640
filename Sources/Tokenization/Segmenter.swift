import TextModel

/// Cuts a shadow into tokens by the tables of the word rules.
///
/// The same automaton as ICU's break iterator, fed from UTF-8: at each token start the longest match of a rule
/// wins; white space segments become the gap of the next token. Most words take a shortcut past the automaton
/// (see `WordShortcut`).
struct Segmenter {
  /// Reading on past the last place where a rule accepts is given up after this many bytes, which bounds the
  /// time by a constant times the length of the text. (The parts of e-mail addresses and domain names are
  /// shorter. ICU itself has no such bound and is quadratic on such text.)
  static let lookaheadLimit = 128

  let tables: BreakTables

  /// What changes while a text is cut.
  struct State {
    /// By look-ahead number: a position, and the start of the token for which it was remembered.
    var remembered: [(position: Int, start: Int)] = []
    /// Where the next token starts at the earliest.
    var position = 0
    var gap = Gap.paragraphBreak
    /// How many tokens are in the result already.
    var count = 0
    /// The next oddity, as an index.
    var oddity = 0
    /// Indices of the tokens that may end a sentence.
    var terminators: [UInt32] = []

    mutating func reset(lookaheads: Int) {
      remembered.removeAll(keepingCapacity: true)
      for _ in 0..<lookaheads { remembered.append((0, -1)) }
      position = 0
      gap = .paragraphBreak
      count = 0
      oddity = 0
      terminators.removeAll(keepingCapacity: true)
    }
  }

  /// Appends the tokens of well-formed UTF-8. Of the sentence flags it sets those behind line breaks.
  ///
  /// `oddities` are the places of everything outside ASCII that is not a lower-case letter, ascending.
  func segment(
    _ shadow: Span<UInt8>, oddities: Span<UInt32>, into tokens: inout [Token], state: inout State
  ) {
    state.reset(lookaheads: tables.lookaheadCount)
    while state.position < shadow.count {
      let room = max(256, (shadow.count - state.position) / 5)
      tokens.append(addingCapacity: room) { output in
        fill(&output, shadow, oddities: oddities, state: &state)
      }
    }
  }

  /// Appends tokens until the text ends or the output is full.
  private func fill(
    _ output: inout OutputSpan<Token>, _ shadow: Span<UInt8>, oddities: Span<UInt32>, state: inout State
  ) {
    let tables = self.tables
    let bytes = tables.bytes.span
    let end = shadow.count
    var gap = state.gap
    var start = state.position
    var oddity = state.oddity
    var nextOddity = oddity < oddities.count ? Int(oddities[oddity]) : Int.max
    var room = output.freeCapacity
    let before = state.count - output.count
    while start < end, room > 0 {
      let first = bytes[Int(shadow[start])]
      // One space between two words is by far the most common gap.
      if first.contains(.space) {
        if gap == .glued { gap = .spaced }
        start += 1
        continue
      }
      var token: Token
      if first.contains(.wordStart),
        let word = word(in: shadow, at: start, bytes: bytes, nextOddity: nextOddity)
      {
        token = Token(
          start: UInt32(start), end: UInt32(word.end), kind: .letters, gap: gap, flags: word.flags)
      } else {
        let (next, kind, flags) = longest(in: shadow, at: start, state: &state)
        while nextOddity < next {
          oddity += 1
          nextOddity = oddity < oddities.count ? Int(oddities[oddity]) : Int.max
        }
        switch kind {
        case .space: if gap == .glued { gap = .spaced }
        case .line: gap = gap >= .lineBreak ? .paragraphBreak : .lineBreak
        case .paragraph: gap = .paragraphBreak
        default: break
        }
        guard let tokenKind = kind.token else {
          start = next
          continue
        }
        token = Token(start: UInt32(start), end: UInt32(next), kind: tokenKind, gap: gap, flags: flags)
        if tokenKind == .punctuation, bytes[Int(shadow[next - 1])].contains(.terminator) {
          state.terminators.append(UInt32(before + output.count))
        }
      }
      if gap >= .lineBreak { token.flags.insert(.sentenceStart) }
      start = Int(token.end)
      output.append(token)
      room -= 1
      gap = .glued
    }
    state.gap = gap
    state.position = start
    state.oddity = oddity
    state.count = before + output.count
  }

  /// A word of ASCII letters and lower-case letters, where what follows ends it under every rule: eight bytes at
  /// a time. Nil sends the caller to the automaton.
  @inline(__always)
  private func word(
    in shadow: Span<UInt8>, at start: Int, bytes: Span<BreakTables.ByteClass>, nextOddity: Int
  ) -> (end: Int, flags: Token.Flags)? {
    typealias Word = WordOfBytes
    var position = start
    var allHigh: UInt64 = 0
    var allLower: UInt64 = 0
    var allCapitals: UInt64 = 0
    var firstCapital: UInt64 = 0
    while true {
      guard position + 8 <= shadow.count else { return nil }
      let word = shadow.word(at: position)
      var high = Word.high(word)
      var letters = Word.letters(word)
      let stops = ~(high | letters) & Word.tops
      if stops != 0 {
        // Everything from the first stop on does not count.
        let before = (stops & (0 &- stops)) &- 1
        high &= before
        letters &= before
      }
      var capitals = Word.capitals(word, of: letters)
      allLower |= letters & ~capitals
      if position == start {
        firstCapital = capitals & 0x80
        capitals &= ~0x80
      }
      allCapitals |= capitals
      allHigh |= high
      if stops != 0 {
        position += Word.first(stops)
        break
      }
      position += 8
    }
    guard position <= nextOddity else { return nil }
    let follower = bytes[Int(shadow[position])]
    guard follower.contains(allHigh == 0 ? .stopsASCII : .stopsLetters) else { return nil }
    var flags: Token.Flags = allHigh == 0 ? [] : [.nonASCII, .hasLower]
    if allLower != 0 { flags.insert(.hasLower) }
    if allCapitals != 0 { flags.insert(.hasInnerUpper) }
    if firstCapital != 0 { flags.insert(.startsUpper) }
    return (position, flags)
  }

  /// The longest match of a rule at `start`.
  @inline(never)
  private func longest(
    in shadow: Span<UInt8>, at start: Int, state: inout State
  ) -> (end: Int, kind: SegmentKind, flags: Token.Flags) {
    let scalars = tables.scalars.span
    let steps = tables.steps.span
    let end = shadow.count
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
        let isFirst = position == start
        if byte < 0x80 {
          value = scalars[Int(byte)]
          position += 1
        } else {
          let (scalar, next) = UTF8Coding.scalar(in: shadow, at: position)
          value = scalar < 0x10000 ? scalars[Int(scalar)] : tables.supplementary(scalar)
          position = next
        }
        category = Int(value & 0xFF)
        if isFirst { firstBits = value } else { restBits |= value }
      }
      let step = steps[Int(row) + category]
      row = step & 0xFFFF
      let accepting = step >> 16 & 0xFF
      if step & BreakTables.lookaheadBit != 0 {
        if let found = look(step, start: start, position: position, state: &state) {
          accepted = found
          kind = accepting
          acceptedBits = caseBits(shadow, from: start, to: found)
          break
        }
        if accepting != 0, tables.uses[Int(row) >> BreakTables.rowShift] == 0 {
          accepted = position
          kind = accepting
          acceptedBits = restBits
        }
      } else if accepting != 0 {
        accepted = position
        kind = accepting
        acceptedBits = restBits
      } else if position - accepted > Self.lookaheadLimit {
        break
      }
      if category == BreakTables.endCategory { break }
    } while row != 0

    if accepted == start {
      // No rule matched, which word.rules does not let happen: one code point.
      accepted = UTF8Coding.scalar(in: shadow, at: start).next
      kind = UInt32(SegmentKind.other.rawValue) + 1
    }
    let segment = SegmentKind(rawValue: UInt8(truncatingIfNeeded: kind &- 1)) ?? .other
    return (accepted, segment, Self.flags(first: firstBits, rest: acceptedBits))
  }

  private static func flags(first: UInt16, rest: UInt16) -> Token.Flags {
    let first = first >> 8
    let upper = Token.Flags.hasInnerUpper.rawValue
    return Token.Flags(rawValue: rest >> 8 | first & ~upper | (first & upper) >> 2)
  }

  /// A state that remembers or uses a look-ahead position: the end of the token, once one is used.
  private func look(_ step: UInt32, start: Int, position: Int, state: inout State) -> Int? {
    let row = Int(step & 0xFFFF) >> BreakTables.rowShift
    let uses = Int(tables.uses[row])
    if uses != 0, state.remembered[uses].start == start { return state.remembered[uses].position }
    let remembers = Int(tables.remembers[row])
    if remembers != 0 { state.remembered[remembers] = (position, start) }
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
