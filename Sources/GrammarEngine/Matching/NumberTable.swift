/// A key of a `NumberTable`: plain memory, which stands in the table as it is.
protocol NumberTableKey: BitwiseCopyable, Equatable, Sendable {
  /// Any key: it fills the slots that are free.
  init()
  /// A number whose low bits are as good as any.
  var hash: UInt64 { get }
}

/// Numbers by keys of several words: open addressing. Keys and numbers stand apart: valgrind objects to how the runtime makes
/// a type of both.
struct NumberTable<Key: NumberTableKey>: Sendable {
  private var keys: [Key] = Array(repeating: Key(), count: 1 << 8)
  /// By slot: one more than the key's number; 0 where the slot is free.
  private var numbers: [UInt32] = Array(repeating: 0, count: 1 << 8)
  private(set) var count = 0

  init() {}

  /// The number of a key; nil where it has none.
  @inline(__always)
  subscript(key: Key) -> UInt32? {
    let mask = numbers.count - 1
    var slot = Int(truncatingIfNeeded: key.hash) & mask
    while numbers[slot] != 0 {
      if keys[slot] == key { return numbers[slot] - 1 }
      slot = (slot + 1) & mask
    }
    return nil
  }

  /// Sets the number of a key that has none. Amortized O(1).
  mutating func insert(_ key: Key, _ number: UInt32) {
    count += 1
    if count * 2 > numbers.count {
      let (oldKeys, oldNumbers) = (keys, numbers)
      keys = Array(repeating: Key(), count: oldKeys.count * 2)
      numbers = Array(repeating: 0, count: oldKeys.count * 2)
      for slot in oldKeys.indices where oldNumbers[slot] != 0 { place(oldKeys[slot], oldNumbers[slot]) }
    }
    place(key, number + 1)
  }

  private mutating func place(_ key: Key, _ number: UInt32) {
    let mask = numbers.count - 1
    var slot = Int(truncatingIfNeeded: key.hash) & mask
    while numbers[slot] != 0 { slot = (slot + 1) & mask }
    (keys[slot], numbers[slot]) = (key, number)
  }
}

extension NumberTable: BinaryForm {
  func write(to writer: inout BinaryWriter) {
    writer.write(plain: keys)
    writer.write(words: numbers)
    writer.write(count)
  }

  init(from reader: inout BinaryReader) throws(BinaryFormError) {
    keys = try reader.plain()
    numbers = try reader.words32()
    count = try reader.read()
    // A search ends at a free slot.
    guard numbers.count == keys.count, keys.count.nonzeroBitCount == 1, (0...keys.count / 2).contains(count),
      numbers.count(where: { $0 != 0 }) == count
    else { throw .damaged }
  }
}
