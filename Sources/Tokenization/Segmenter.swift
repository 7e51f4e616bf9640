import TextModel

/// Cuts a shadow into tokens by the tables of the word rules.
///
/// The same automaton as ICU's break iterator, fed from UTF-8: at each token start the longest match of a rule
/// wins; white space segments become the gap of the next token. Most words take a shortcut past the automaton,
/// see `fill`.
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

  /// Appends the tokens of well-formed UTF-8, sentences marked.
  ///
  /// `oddities` are the places of everything outside ASCII that is not a lower-case letter, ascending.
  func segment(
    _ shadow: Span<UInt8>, oddities: Span<UInt32>, into tokens: inout [Token], state: inout State,
    sentences: SentenceBreaker
  ) {
    state.reset(lookaheads: tables.lookaheadCount)
    while state.position < shadow.count {
      tokens.append(addingCapacity: Self.chunk) { output in
        fill(&output, shadow, oddities: oddities, state: &state)
      }
      // The tokens are still in the cache.
      sentences.mark(
        &tokens, terminators: &state.terminators, in: shadow, isComplete: state.position == shadow.count)
    }
  }

  /// How many tokens are cut at a time.
  private static let chunk = 8192

  /// Appends tokens until the text ends or the output is full.
  ///
  /// Reads 64 bytes at a time as bit masks. A block begins where a token may begin; the word that its end cuts
  /// is read again as the start of the next block.
  private func fill(
    _ output: inout OutputSpan<Token>, _ shadow: Span<UInt8>, oddities: Span<UInt32>, state: inout State
  ) {
    let tables = self.tables
    let bytes = tables.bytes.span
    let end = shadow.count
    var oddity = state.oddity
    var nextOddity = oddity < oddities.count ? Int(oddities[oddity]) : Int.max
    let before = state.count - output.count
    var gap = state.gap
    var start = state.position

    blocks: while start < end, output.freeCapacity > 0 {
      guard start &+ 64 < end else {
        gap = one(&output, shadow, at: &start, gap: gap, before: before, state: &state)
        continue
      }
      let base = start
      let block = BlockOfBytes(shadow, at: base)
      var offset: UInt64 = 0
      repeat {
        if block.space &>> offset & 1 != 0 {
          if gap == .glued { gap = .spaced }
          offset &+= 1
          continue
        }
        let length = UInt64((~(block.word &>> offset)).trailingZeroBitCount)
        let after = offset &+ length
        let next = base &+ Int(after)
        if length != 0, after < 64, next <= nextOddity {
          // A word of ASCII letters and lower-case letters; a space behind it ends it under every rule.
          let mask = (1 &<< length &- 1) &<< offset
          let high = block.high & mask
          let stop: BreakTables.ByteClass = high == 0 ? .stopsASCII : .stopsLetters
          let isSpaced = block.space &>> after & 1
          if isSpaced != 0 || bytes[Int(shadow[next])].contains(stop) {
            let capitals = block.capital & mask
            let first = capitals &>> offset & 1
            var flags = Token.Flags(rawValue: UInt16(truncatingIfNeeded: first &<< 2))
            if high != 0 { flags.insert(.nonASCII) }
            if mask & ~capitals != 0 { flags.insert(.hasLower) }
            if capitals & ~(first &<< offset) != 0 { flags.insert(.hasInnerUpper) }
            if gap >= .lineBreak { flags.insert(.sentenceStart) }
            output.append(
              Token(
                start: UInt32(truncatingIfNeeded: base &+ Int(offset)), end: UInt32(truncatingIfNeeded: next),
                kind: .letters, gap: gap, flags: flags))
            gap = isSpaced != 0 ? .spaced : .glued
            offset = after &+ isSpaced
            if output.freeCapacity == 0 { break }
            continue
          }
        } else if length != 0, after == 64, offset != 0 {
          // Cut by the end of the block.
          break
        }
        start = base &+ Int(offset)
        gap = one(&output, shadow, at: &start, gap: gap, before: before, state: &state)
        while nextOddity < start {
          oddity += 1
          nextOddity = oddity < oddities.count ? Int(oddities[oddity]) : Int.max
        }
        if start &- base >= 64 || output.freeCapacity == 0 { continue blocks }
        offset = UInt64(start &- base)
      } while offset < 64
      start = base &+ Int(offset)
    }
    state.gap = gap
    state.position = start
    state.oddity = oddity
    state.count = before + output.count
  }

  /// One segment by the automaton, moving `start` behind it: appends a token, or widens the gap. The answer is
  /// the gap before what follows.
  @inline(__always)
  private func one(
    _ output: inout OutputSpan<Token>, _ shadow: Span<UInt8>, at start: inout Int, gap: Gap, before: Int,
    state: inout State
  ) -> Gap {
    let byte = shadow[start]
    let next: Int
    let kind: SegmentKind
    let tokenFlags: Token.Flags
    // One mark or digit before a space is the most common segment that is no word.
    let single =
      byte < 0x80 && start + 1 < shadow.count && shadow[start + 1] == 0x20 ? tables.singles[Int(byte)] : nil
    if let single {
      (next, kind, tokenFlags) = (start + 1, single, [])
    } else {
      (next, kind, tokenFlags) = longest(in: shadow, at: start, state: &state)
    }
    guard let tokenKind = kind.token else {
      start = next
      return switch kind {
      case .line: gap >= .lineBreak ? .paragraphBreak : .lineBreak
      case .paragraph: .paragraphBreak
      default: max(gap, .spaced)
      }
    }
    var flags = tokenFlags
    if gap >= .lineBreak { flags.insert(.sentenceStart) }
    if tokenKind == .punctuation, tables.bytes[Int(shadow[next - 1])].contains(.terminator) {
      state.terminators.append(UInt32(before + output.count))
    }
    output.append(Token(start: UInt32(start), end: UInt32(next), kind: tokenKind, gap: gap, flags: flags))
    start = next
    return .glued
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
