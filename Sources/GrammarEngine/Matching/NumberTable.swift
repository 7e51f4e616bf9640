/// A key of a `NumberTable`: plain memory, which stands in the table as it is.
protocol NumberTableKey: BitwiseCopyable, Equatable, Sendable {
  /// Any key: it fills the slots that are free.
  init()
  /// A number whose low bits are as good as any.
  var hash: UInt64 { get }
}

/// A slot of a `NumberTable`. Not nested there: valgrind objects to how the runtime makes a type that is.
struct NumberTableSlot<Key: NumberTableKey>: Sendable {
  var key = Key()
  /// One more than the key's number; 0 where the slot is free.
  var next: UInt32 = 0
}

/// Numbers by keys of several words: open addressing, a key and its number side by side.
struct NumberTable<Key: NumberTableKey>: Sendable {
  private var slots: [NumberTableSlot<Key>] = Array(repeating: NumberTableSlot(), count: 1 << 8)
  private(set) var count = 0

  init() {}

  /// The number of a key; nil where it has none.
  @inline(__always)
  subscript(key: Key) -> UInt32? {
    let mask = slots.count - 1
    var index = Int(truncatingIfNeeded: key.hash) & mask
    while slots[index].next != 0 {
      if slots[index].key == key { return slots[index].next - 1 }
      index = (index + 1) & mask
    }
    return nil
  }

  /// Sets the number of a key that has none. Amortized O(1).
  mutating func insert(_ key: Key, _ number: UInt32) {
    count += 1
    if count * 2 > slots.count {
      let old = slots
      slots = Array(repeating: NumberTableSlot(), count: old.count * 2)
      for slot in old where slot.next != 0 { place(slot) }
    }
    place(NumberTableSlot(key: key, next: number + 1))
  }

  private mutating func place(_ slot: NumberTableSlot<Key>) {
    let mask = slots.count - 1
    var index = Int(truncatingIfNeeded: slot.key.hash) & mask
    while slots[index].next != 0 { index = (index + 1) & mask }
    slots[index] = slot
  }
}

extension NumberTable: BinaryForm {
  /// Keys and numbers apart, since between them memory may have bytes that mean nothing.
  func write(to writer: inout BinaryWriter) {
    writer.write(plain: slots.map(\.key))
    writer.write(words: slots.map(\.next))
    writer.write(count)
  }

  init(from reader: inout BinaryReader) throws(BinaryFormError) {
    let keys: [Key] = try reader.plain()
    let numbers = try reader.words32()
    count = try reader.read()
    // A search ends at a free slot.
    guard numbers.count == keys.count, keys.count.nonzeroBitCount == 1, (0...keys.count / 2).contains(count),
      numbers.count(where: { $0 != 0 }) == count
    else { throw .damaged }
    slots.removeAll()
    slots.reserveCapacity(keys.count)
    for index in keys.indices { slots.append(NumberTableSlot(key: keys[index], next: numbers[index])) }
  }
}
