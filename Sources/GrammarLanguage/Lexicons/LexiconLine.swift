/// A line of a lexicon file, and what one look over its bytes tells.
struct LexiconLine {
  /// Without its line break.
  private(set) var range: Range<Int>
  /// Where the next line starts.
  private(set) var next: Int
  private(set) var tabs = 0
  /// Whether no cell can need a look: no quote at its start, no white space at an end of a cell or twice in a row, and no byte that might be
  /// part of other white space or of a combining mark.
  private(set) var isPlain = true

  private static let space: UInt8 = 1
  private static let tab: UInt8 = 2
  private static let newLine: UInt8 = 3
  private static let carriageReturn: UInt8 = 4
  private static let suspect: UInt8 = 5
  private static let quote: UInt8 = 6

  /// By byte: 0, or what has to be looked at.
  private static let kinds: [UInt8] = (0..<256).map { byte in
    switch UInt8(byte) {
    case UInt8(ascii: " "): space
    case UInt8(ascii: "\t"): tab
    case UInt8(ascii: "\""): quote
    case UInt8(ascii: "\n"): newLine
    case UInt8(ascii: "\r"): carriageReturn
    // Controls; the leads of U+0080–U+00BF, U+2000–U+2FFF and U+3000–U+3FFF; those of the combining marks.
    case 0..<0x20, 0xC2, 0xE2, 0xE3, 0xCC, 0xCD: suspect
    default: 0
    }
  }

  init(_ bytes: Span<UInt8>, from start: Int) {
    let kindTable = Self.kinds
    let kinds = kindTable.span
    var index = start
    /// The kind of what stands before: a tab at the line's start, because a cell begins in both places.
    var previous = Self.tab
    var end: Int?
    while index < bytes.count {
      let kind = kinds[Int(bytes[index])]
      if kind == 0 {
        previous = 0
        index += 1
        continue
      }
      if kind == Self.newLine { break }
      switch kind {
      case Self.space: if previous == Self.space || previous == Self.tab { isPlain = false }
      case Self.quote: if previous == Self.tab { isPlain = false }
      case Self.tab:
        if previous == Self.space { isPlain = false }
        tabs += 1
      case Self.carriageReturn where index + 1 == bytes.count || bytes[index + 1] == UInt8(ascii: "\n"):
        end = index
        index += 1
        continue
      default: isPlain = false
      }
      previous = kind
      index += 1
    }
    if previous == Self.space { isPlain = false }
    range = start..<(end ?? index)
    next = index + 1
  }

  /// Where a row ends without its last cells that are empty.
  static func end(of line: Range<Int>, _ bytes: Span<UInt8>) -> Int {
    var end = line.upperBound
    while end > line.lowerBound, bytes[end - 1] == LexiconRows.tab { end -= 1 }
    return end
  }

  /// A hash of a row without its last cells that are empty.
  static func hash(_ line: Range<Int>, _ bytes: Span<UInt8>) -> UInt64 {
    let end = end(of: line, bytes)
    var hash: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(end - line.lowerBound)
    func mix(_ word: UInt64) {
      hash = (hash ^ word) &* 0xFF51_AFD7_ED55_8CCD
      hash ^= hash >> 32
    }
    var index = line.lowerBound
    while index + 8 <= end {
      mix(bytes.word(at: index))
      index += 8
    }
    if index < end {
      if end - 8 >= line.lowerBound {
        mix(bytes.word(at: end - 8))
      } else {
        var rest: UInt64 = 0
        while index < end {
          rest = rest << 8 | UInt64(bytes[index])
          index += 1
        }
        mix(rest)
      }
    }
    mix(0)
    return hash
  }
}

/// Finds the number of a row by the hash of its text. Open addressing; half of a slot tells most rows apart without a
/// look at them.
struct RowNumbers {
  /// The upper half of a hash, then the row's number and one.
  private var slots: [UInt64]
  private var count = 0

  init(minimumCapacity: Int) {
    var size = 16
    while size < 2 * minimumCapacity { size *= 2 }
    slots = Array(repeating: 0, count: size)
  }

  func firstSlot(of hash: UInt64) -> Int { Int(truncatingIfNeeded: hash >> 32) & (slots.count - 1) }

  /// The next row that may have this hash, from a slot on, which moves behind it.
  func next(of hash: UInt64, at slot: inout Int) -> Int? {
    let mask = slots.count - 1
    while slots[slot] != 0 {
      let entry = slots[slot]
      slot = (slot + 1) & mask
      if entry >> 32 == hash >> 32 { return Int(entry & 0xFFFF_FFFF) - 1 }
    }
    return nil
  }

  /// Amortized O(1).
  mutating func insert(_ row: Int, hash: UInt64) {
    if 2 * (count + 1) > slots.count { grow() }
    place((hash & 0xFFFF_FFFF_0000_0000) | UInt64(row + 1))
    count += 1
  }

  private mutating func place(_ entry: UInt64) {
    let mask = slots.count - 1
    var slot = firstSlot(of: entry)
    while slots[slot] != 0 { slot = (slot + 1) & mask }
    slots[slot] = entry
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: 0, count: 2 * old.count)
    for entry in old where entry != 0 { place(entry) }
  }
}
