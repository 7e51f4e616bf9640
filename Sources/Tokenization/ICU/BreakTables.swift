import CICU
import TextModel

/// ICU's compiled word rules, laid out for a loop over UTF-8.
///
/// Each step reads `scalars[code point]`, whose low byte is the category, then
/// `steps[state row + category]`:
///
///     bits  0…15   the row of the next state; 0 stops
///     bits 16…23   the segment kind + 1 where the next state accepts, else 0
///     bit  31      the next state remembers or uses a look-ahead position
///
/// `scalars` holds letter-case bits in its high byte, at the places they take in `Token.Flags`.
struct BreakTables: Sendable {
  static let rowShift = 6
  static let lookaheadBit: UInt32 = 1 << 31
  /// The category of the end of the text.
  static let endCategory = 1

  /// What the shortcut for plain words must know of a byte.
  struct ByteClass: OptionSet, Sendable {
    var rawValue: UInt8
    /// Ends every word of ASCII letters, whatever follows.
    static let stopsASCII = ByteClass(rawValue: 4)
    /// Ends every word that has a lower-case letter outside ASCII among its letters.
    static let stopsLetters = ByteClass(rawValue: 8)
    /// May be the last byte of a mark that ends a sentence.
    static let terminator = ByteClass(rawValue: 16)
  }

  let bytes: [ByteClass]
  /// For each ASCII byte, what it is when a space follows; nil for letters, white space, and where the rules
  /// could go on over the space.
  let singles: [SegmentKind?]
  let scalars: [UInt16]
  /// Categories beyond the Basic Multilingual Plane, as runs.
  let runStarts: [UInt32]
  let runCategories: [UInt16]
  let steps: [UInt32]
  let startRow: UInt32
  /// By state: the look-ahead number it uses, and the one it remembers; 0 for none.
  let uses: [UInt16]
  let remembers: [UInt16]
  let lookaheadCount: Int

  /// Reads compiled rules. Nil where they are not laid out as we know them, or do not fit.
  init?(compiled: Span<UInt8>) {
    // SAFETY: the bytes are copied within the call.
    let opened = compiled.withUnsafeBufferPointer { cicu_tables_open($0.baseAddress, Int32($0.count)) }
    guard let tables = opened else { return nil }
    defer { cicu_tables_close(tables) }
    let states = Int(cicu_tables_state_count(tables))
    let categories = Int(cicu_tables_category_count(tables))
    guard categories <= 1 << Self.rowShift, states > 1, states << Self.rowShift <= 0x10000,
      !cicu_tables_starts_at_bof(tables)
    else { return nil }

    var uses = [UInt16](repeating: 0, count: states)
    var remembers = [UInt16](repeating: 0, count: states)
    var steps = [UInt32](repeating: 0, count: states << Self.rowShift)
    var entries = [UInt32](repeating: 0, count: states)
    for state in 0..<states {
      let accepting = cicu_tables_accepting(tables, Int32(state))
      let lookahead = cicu_tables_lookahead(tables, Int32(state))
      var entry = UInt32(state) << UInt32(Self.rowShift)
      if accepting != 0 {
        guard let kind = SegmentKind(status: cicu_tables_status(tables, Int32(state))) else { return nil }
        entry |= (UInt32(kind.rawValue) + 1) << 16
      }
      if accepting > 1 { uses[state] = accepting }
      if lookahead > 1 { remembers[state] = lookahead }
      if accepting > 1 || lookahead > 1 { entry |= Self.lookaheadBit }
      entries[state] = entry
    }
    for state in 0..<states {
      for category in 0..<categories {
        let next = Int(cicu_tables_next(tables, Int32(state), Int32(category)))
        guard next < states else { return nil }
        steps[state << Self.rowShift + category] = entries[next]
      }
    }

    var scalars = [UInt16](repeating: 0, count: 0x10000)
    var runStarts: [UInt32] = []
    var runCategories: [UInt16] = []
    var start: UInt32 = 0
    while start <= 0x10FFFF {
      var category: UInt16 = 0
      let end = cicu_tables_category_run(tables, start, &category)
      guard category < categories, end >= start else { return nil }
      if start < 0x10000 {
        for scalar in start...min(end, 0xFFFF) { scalars[Int(scalar)] = category }
      }
      if end >= 0x10000 {
        runStarts.append(max(start, 0x10000))
        runCategories.append(category)
      }
      start = end + 1
    }
    let characters = CharacterTable.shared
    for scalar in UInt32(0)..<0x10000 {
      scalars[Int(scalar)] |= Self.caseBits(characters.properties(of: scalar), scalar: scalar)
    }
    bytes = Self.byteClasses(scalars: scalars, steps: steps)
    guard bytes[0x20].isSuperset(of: [.stopsASCII, .stopsLetters]) else { return nil }
    singles = (0..<128).map { byte in
      let step = steps[1 << Self.rowShift + Int(scalars[byte] & 0xFF)]
      let behind = steps[Int(step & 0xFFFF) + Int(scalars[0x20] & 0xFF)]
      guard step & Self.lookaheadBit == 0, step >> 16 != 0, behind == 0, scalars[byte] >> 8 == 0 else {
        return nil
      }
      let kind = SegmentKind(rawValue: UInt8(step >> 16 & 0xFF) - 1)
      return kind?.token == nil ? nil : kind
    }
    self.scalars = scalars
    self.runStarts = runStarts
    self.runCategories = runCategories
    self.steps = steps
    self.uses = uses
    self.remembers = remembers
    startRow = 1 << UInt32(Self.rowShift)
    lookaheadCount = Int(max(uses.max() ?? 0, remembers.max() ?? 0)) + 1
  }

  /// Reads off the automaton what a byte behind a word does: the states that words lead to, and whether all of
  /// them accept a word and stop at the byte.
  private static func byteClasses(scalars: [UInt16], steps: [UInt32]) -> [ByteClass] {
    let letters = Set((0x41...0x5A).map { scalars[$0] & 0xFF } + (0x61...0x7A).map { scalars[$0] & 0xFF })
    var others: Set<UInt16> = []
    for scalar in 0x80..<0x10000 where FoldTable.shared.classes[scalar].isDisjoint(with: [.odd, .special]) {
      others.insert(scalars[scalar] & 0xFF)
    }
    // Rows reached by letters: the flag tells whether one outside ASCII was among them.
    var seen: Set<[UInt32]> = []
    var open: [[UInt32]] = [[1 << UInt32(rowShift), 0]]
    while let state = open.popLast() {
      for category in letters.union(others) {
        let hasOther = others.contains(category) && !letters.contains(category)
        // A category that ASCII letters and others share counts for both.
        let flags: [UInt32] = hasOther ? [1] : others.contains(category) ? [state[1], 1] : [state[1]]
        for flag in flags {
          let next = [steps[Int(state[0]) + Int(category)], flag]
          if seen.insert(next).inserted, next[0] != 0 { open.append([next[0] & 0xFFFF, flag]) }
        }
      }
    }
    func stops(_ byte: Int, _ flag: UInt32) -> Bool {
      seen.allSatisfy { state in
        state[1] != flag
          || (state[0] >> 16 == UInt32(SegmentKind.letters.rawValue) + 1
            && steps[Int(state[0] & 0xFFFF) + Int(scalars[byte] & 0xFF)] & 0xFFFF == 0)
      }
    }
    return (0..<256).map { byte in
      var result: ByteClass = []
      if byte < 0x80 {
        if stops(byte, 0) { result.insert(.stopsASCII) }
        if stops(byte, 1) { result.insert(.stopsLetters) }
        if SentenceClasses.shared.isTerminator(UInt32(byte)) { result.insert(.terminator) }
      } else {
        result.insert(.terminator)
      }
      return result
    }
  }

  /// `nonASCII`, `hasLower` and `hasInnerUpper` of `Token.Flags`, shifted to the high byte.
  static func caseBits(_ properties: CharacterTable.Properties, scalar: UInt32) -> UInt16 {
    var bits: UInt16 = scalar >= 0x80 ? 2 : 0
    if properties.contains(.lower) { bits |= 8 }
    if properties.contains(.upper) { bits |= 16 }
    return bits << 8
  }

  /// Category and case bits of a code point beyond the Basic Multilingual Plane.
  func supplementary(_ scalar: UInt32) -> UInt16 {
    var low = 0
    var high = runStarts.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if runStarts[middle] <= scalar { low = middle } else { high = middle }
    }
    return runCategories[low] | Self.caseBits(CharacterTable.shared.properties(of: scalar), scalar: scalar)
  }
}

/// What a segment between two boundaries of the word rules is.
enum SegmentKind: UInt8 {
  case letters, digits, number, punctuation, email, url, handle, other
  case space, line, paragraph

  /// Nil for white space.
  @inline(__always)
  var token: TokenKind? {
    switch self {
    case .letters: .letters
    case .digits: .digits
    case .number: .number
    case .punctuation: .punctuation
    case .email: .email
    case .url: .url
    case .handle: .handle
    case .other: .other
    case .space, .line, .paragraph: nil
    }
  }

  /// From the number in braces behind a rule of word.rules; nil for numbers that it does not use.
  init?(status: Int32) {
    switch status {
    case 1, 800: self = .other
    case 10: self = .space
    case 20: self = .line
    case 30: self = .paragraph
    case 100: self = .letters
    case 200: self = .digits
    case 300: self = .number
    case 400: self = .punctuation
    case 500: self = .email
    case 600: self = .url
    case 700: self = .handle
    default: return nil
    }
  }
}
