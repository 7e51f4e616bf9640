/// Lists of words, numbered from 0 in the order in which they came; equal lists have one number.
///
/// The first of them may be lists that were recorded: those stay in the memory of the binary.
struct WordLists: Sendable {
  /// Lists one behind the other: list `n` is `words[bounds[n]..<bounds[n + 1]]`.
  private struct Part: Sendable {
    var words = PlainTable<UInt32>()
    var bounds = PlainTable<UInt32>([0])
    var hashes = PlainTable<UInt32>()
    /// One more than a list's number; 0 where the slot is free.
    var slots = PlainTable<UInt32>(Array(repeating: 0, count: 1 << 6))

    var count: Int { hashes.count }

    @inline(__always)
    func range(_ number: Int) -> Range<Int> { Int(bounds[number])..<Int(bounds[number + 1]) }

    func find(_ list: [UInt32], _ hash: UInt32) -> Int? {
      let mask = slots.count - 1
      var slot = Int(hash) & mask
      while slots[slot] != 0 {
        let number = Int(slots[slot]) - 1
        if hashes[number] == hash, equals(number, list) { return number }
        slot = (slot + 1) & mask
      }
      return nil
    }

    private func equals(_ number: Int, _ list: [UInt32]) -> Bool {
      let range = range(number)
      guard range.count == list.count else { return false }
      for index in 0..<list.count where words[range.lowerBound + index] != list[index] { return false }
      return true
    }

    mutating func append(_ list: [UInt32], _ hash: UInt32) {
      words.append(contentsOf: list)
      bounds.append(UInt32(words.count))
      hashes.append(hash)
      if 2 * count > slots.count {
        slots = PlainTable(Array(repeating: 0, count: 2 * slots.count))
        for number in 0..<count { place(number) }
      } else {
        place(count - 1)
      }
    }

    private mutating func place(_ number: Int) {
      let mask = slots.count - 1
      var slot = Int(hashes[number]) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = UInt32(number + 1)
    }
  }

  private var recorded = Part()
  private var own = Part()

  init() {}

  var count: Int { recorded.count + own.count }
  /// How many are not recorded.
  var ownCount: Int { own.count }

  subscript(number: Int) -> [UInt32] {
    let isRecorded = number < recorded.count
    let range = isRecorded ? recorded.range(number) : own.range(number - recorded.count)
    return isRecorded ? recorded.words.elements(range) : own.words.elements(range)
  }

  func append(_ number: Int, to words: inout [UInt32]) {
    if number < recorded.count {
      for index in recorded.range(number) { words.append(recorded.words[index]) }
    } else {
      for index in own.range(number - recorded.count) { words.append(own.words[index]) }
    }
  }

  @inline(__always)
  func word(_ index: Int, of number: Int) -> UInt32 {
    number < recorded.count
      ? recorded.words[Int(recorded.bounds[number]) + index]
      : own.words[Int(own.bounds[number - recorded.count]) + index]
  }

  func length(of number: Int) -> Int {
    number < recorded.count ? recorded.range(number).count : own.range(number - recorded.count).count
  }

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
    if let known = recorded.find(list, hash) { return UInt32(known) }
    if let known = own.find(list, hash) { return UInt32(recorded.count + known) }
    own.append(list, hash)
    return UInt32(count - 1)
  }
}

extension WordLists: BinaryForm {
  /// All of them as one part.
  func write(to writer: inout BinaryWriter) {
    var part = recorded.count == 0 ? own : Part()
    if recorded.count > 0 {
      for number in 0..<count { part.append(self[number], Self.hash(self[number])) }
    }
    writer.write(plain: part.words.elements)
    writer.write(plain: part.bounds.elements)
    writer.write(plain: part.hashes.elements)
    writer.write(plain: part.slots.elements)
  }

  init(from reader: inout BinaryReader) throws(BinaryFormError) {
    recorded.words = try reader.table()
    recorded.bounds = try reader.table()
    recorded.hashes = try reader.table()
    recorded.slots = try reader.table()
    // A search ends at a free slot.
    guard recorded.slots.count.nonzeroBitCount == 1, recorded.count < recorded.slots.count,
      recorded.bounds.count == recorded.count + 1, recorded.bounds[0] == 0,
      Int(recorded.bounds[recorded.count]) == recorded.words.count
    else { throw .damaged }
  }
}
