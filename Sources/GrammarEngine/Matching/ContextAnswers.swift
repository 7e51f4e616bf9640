import GrammarLanguage
import TextModel

/// The answers of searches for contexts, in a table of fixed size, where a later answer replaces an earlier one that
/// shares its slot.
struct ContextAnswers {
  private static let size = 1 << 13

  private struct Slot {
    var key: UInt64 = 0
    var age: UInt32 = 0
    var answer = false
  }

  private var slots: [Slot] = Array(repeating: Slot(), count: size)
  private var age: UInt32 = 0

  /// Forgets the answers of searches, which depend on the text and on the mentions so far. It is one addition: each
  /// answer carries the age in which it was given.
  mutating func beginAge() {
    age &+= 1
    // After four billion of them an old answer would look new.
    if age == 0 {
      for index in slots.indices { slots[index].age = 0 }
      age = 1
    }
  }

  @inline(__always)
  private static func key(_ context: Int32, _ mode: Program.GapMode, _ position: Int) -> UInt64 {
    UInt64(UInt32(bitPattern: context)) << 35 | UInt64(mode.rawValue) << 32 | UInt64(position)
  }

  @inline(__always)
  private static func slot(_ key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 40) & (size - 1)
  }

  @inline(__always)
  func answer(context: Int32, mode: Program.GapMode, position: Int) -> Bool? {
    let key = Self.key(context, mode, position)
    let slot = slots[Self.slot(key)]
    return slot.age == age && slot.key == key ? slot.answer : nil
  }

  mutating func remember(_ answer: Bool, context: Int32, mode: Program.GapMode, position: Int) {
    let key = Self.key(context, mode, position)
    slots[Self.slot(key)] = Slot(key: key, age: age, answer: answer)
  }
}
