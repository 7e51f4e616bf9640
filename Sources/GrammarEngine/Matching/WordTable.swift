/// Words by words: open addressing, a key and its value side by side.
struct WordTable {
  /// Key, value, key, value, …; a key of 0 is a free slot.
  private var words: [UInt64]
  private(set) var count = 0

  init(minimumCapacity: Int = 1 << 8) {
    var size = 16
    while size < 2 * minimumCapacity { size *= 2 }
    words = Array(repeating: 0, count: 2 * size)
  }

  @inline(__always)
  private static func slot(_ key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 31)
  }

  /// The value of a key, which is not 0; nil where it has none.
  @inline(__always)
  subscript(key: UInt64) -> UInt64? {
    let mask = words.count / 2 - 1
    var slot = Self.slot(key) & mask
    while true {
      let found = words[2 * slot]
      if found == key { return words[2 * slot + 1] }
      if found == 0 { return nil }
      slot = (slot + 1) & mask
    }
  }

  /// Sets the value of a key that has none. Amortized O(1).
  mutating func insert(_ key: UInt64, _ value: UInt64) {
    // Two thirds of the slots at most.
    if 3 * (count + 1) > words.count {
      let old = words
      words = Array(repeating: 0, count: 2 * old.count)
      for index in stride(from: 0, to: old.count, by: 2) where old[index] != 0 {
        place(old[index], old[index + 1])
      }
    }
    place(key, value)
    count += 1
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
  func write(to writer: inout BinaryWriter) {
    writer.write(words: words)
    writer.write(count)
  }

  init(from reader: inout BinaryReader) throws(BinaryFormError) {
    words = try reader.words64()
    count = try reader.read()
  }
}
