/// Words by words: open addressing, a key and its value side by side. The first of them may be recorded ones, which stay in
/// the memory of the binary.
struct WordTable: Sendable {
  /// Key, value, key, value, …; a key of 0 is a free slot.
  private var words: [UInt64]
  private(set) var ownCount = 0
  private var recorded = PlainTable<UInt64>()
  private var recordedCount = 0

  init(minimumCapacity: Int = 1 << 8) {
    var size = 16
    while size < 2 * minimumCapacity { size *= 2 }
    words = Array(repeating: 0, count: 2 * size)
  }

  /// How many keys there are; those that `copyRecorded` copied count twice.
  var count: Int { ownCount + recordedCount }

  @inline(__always)
  private static func slot(_ key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 31)
  }

  /// The value of a key, which is not 0; nil where it has none.
  @inline(__always)
  subscript(key: UInt64) -> UInt64? { own(key) ?? (recordedCount == 0 ? nil : recorded(key)) }

  /// The value of a key that is not recorded, or was copied.
  @inline(__always)
  func own(_ key: UInt64) -> UInt64? {
    let mask = words.count / 2 - 1
    var slot = Self.slot(key) & mask
    while true {
      let found = words[2 * slot]
      if found == key { return words[2 * slot + 1] }
      if found == 0 { return nil }
      slot = (slot + 1) & mask
    }
  }

  private func recorded(_ key: UInt64) -> UInt64? {
    let mask = recorded.count / 2 - 1
    var slot = Self.slot(key) & mask
    while true {
      let found = recorded[2 * slot]
      if found == key { return recorded[2 * slot + 1] }
      if found == 0 { return nil }
      slot = (slot + 1) & mask
    }
  }

  /// The recorded value of a key; it becomes one of its own, so that it is found at once the next time.
  mutating func copyRecorded(_ key: UInt64) -> UInt64? {
    guard recordedCount > 0, let value = recorded(key) else { return nil }
    insert(key, value)
    return value
  }

  /// Sets the value of a key that has none of its own. Amortized O(1).
  mutating func insert(_ key: UInt64, _ value: UInt64) {
    // Two thirds of the slots at most.
    if 3 * (ownCount + 1) > words.count {
      let old = words
      words = Array(repeating: 0, count: 2 * old.count)
      for index in stride(from: 0, to: old.count, by: 2) where old[index] != 0 {
        place(old[index], old[index + 1])
      }
    }
    place(key, value)
    ownCount += 1
  }

  private mutating func place(_ key: UInt64, _ value: UInt64) {
    let mask = words.count / 2 - 1
    var slot = Self.slot(key) & mask
    while words[2 * slot] != 0 { slot = (slot + 1) & mask }
    words[2 * slot] = key
    words[2 * slot + 1] = value
  }
}

extension WordTable: BinaryForm {
  /// What is its own, and what was recorded and not copied.
  func write(to writer: inout BinaryWriter) {
    var all = self
    for index in stride(from: 0, to: recorded.count, by: 2) where recorded[index] != 0 {
      if own(recorded[index]) == nil { all.insert(recorded[index], recorded[index + 1]) }
    }
    writer.write(words: all.words)
    writer.write(all.ownCount)
  }

  init(from reader: inout BinaryReader) throws(BinaryFormError) {
    self.init()
    recorded = try reader.table()
    recordedCount = try reader.read()
    // A search ends at a free slot.
    guard recorded.count.nonzeroBitCount == 1, (0..<recorded.count / 2).contains(recordedCount) else {
      throw .damaged
    }
  }
}
