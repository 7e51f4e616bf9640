/// Lists of words, numbered from 0 in the order in which they came; equal lists have one number.
struct WordLists: Sendable {
  private(set) var words: [UInt32] = []
  /// List `n` is `words[bounds[n]..<bounds[n + 1]]`.
  private var bounds: [UInt32] = [0]
  private var hashes: [UInt32] = []
  /// One more than a list's number; 0 where the slot is free.
  private var slots: [UInt32] = Array(repeating: 0, count: 1 << 6)

  var count: Int { hashes.count }

  @inline(__always)
  subscript(number: Int) -> ArraySlice<UInt32> { words[range(number)] }

  /// Where a list stands in `words`.
  @inline(__always)
  func range(_ number: Int) -> Range<Int> { Int(bounds[number])..<Int(bounds[number + 1]) }

  private static func hash(_ list: [UInt32]) -> UInt32 {
    var hash = UInt64(truncatingIfNeeded: list.count) &* 0x9E37_79B9_7F4A_7C15
    for word in list {
      hash = (hash ^ UInt64(word)) &* 0xFF51_AFD7_ED55_8CCD
      hash ^= hash >> 32
    }
    return UInt32(truncatingIfNeeded: hash)
  }

  /// The number of a list, which is new where it is `count` before the call. O(length).
  mutating func number(of list: [UInt32]) -> UInt32 {
    let hash = Self.hash(list)
    let mask = slots.count - 1
    var slot = Int(hash) & mask
    while slots[slot] != 0 {
      let number = Int(slots[slot]) - 1
      if hashes[number] == hash, equals(number, list) { return UInt32(number) }
      slot = (slot + 1) & mask
    }
    words.append(contentsOf: list)
    bounds.append(UInt32(words.count))
    hashes.append(hash)
    slots[slot] = UInt32(hashes.count)
    if 2 * hashes.count > slots.count { grow() }
    return UInt32(hashes.count - 1)
  }

  private func equals(_ number: Int, _ list: [UInt32]) -> Bool {
    let range = range(number)
    guard range.count == list.count else { return false }
    for index in 0..<list.count where words[range.lowerBound + index] != list[index] { return false }
    return true
  }

  private mutating func grow() {
    slots = Array(repeating: 0, count: 2 * slots.count)
    let mask = slots.count - 1
    for (number, hash) in hashes.enumerated() {
      var slot = Int(hash) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = UInt32(number + 1)
    }
  }
}

extension WordLists: BinaryForm {
  func write(to writer: inout BinaryWriter) {
    writer.write(words: words)
    writer.write(words: bounds)
    writer.write(words: hashes)
    writer.write(words: slots)
  }

  init(from reader: inout BinaryReader) throws(BinaryFormError) {
    words = try reader.words32()
    bounds = try reader.words32()
    hashes = try reader.words32()
    slots = try reader.words32()
  }
}
