/// A set of numbers that is emptied in one step: what a search meets is few of what it could meet.
struct VisitedSet {
  private struct Slot {
    var key: UInt64 = 0
    var age: UInt32 = 0
  }
  private var slots: [Slot] = Array(repeating: Slot(), count: 1 << 5)
  private var count = 0
  private var age: UInt32 = 1

  mutating func removeAll() {
    age &+= 1
    count = 0
    // After four billion of them an old number would look new.
    if age == 0 {
      for index in slots.indices { slots[index].age = 0 }
      age = 1
    }
  }

  /// Whether the number was not in the set.
  mutating func insert(_ key: UInt64) -> Bool {
    if count * 2 >= slots.count { grow() }
    let mask = slots.count - 1
    var index = Self.slot(key) & mask
    while slots[index].age == age {
      if slots[index].key == key { return false }
      index = (index + 1) & mask
    }
    slots[index] = Slot(key: key, age: age)
    count += 1
    return true
  }

  @inline(__always)
  private static func slot(_ key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 36)
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: Slot(), count: old.count * 2)
    let mask = slots.count - 1
    for slot in old where slot.age == age {
      var index = Self.slot(slot.key) & mask
      while slots[index].age == age { index = (index + 1) & mask }
      slots[index] = slot
    }
  }
}
