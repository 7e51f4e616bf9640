import GrammarLanguage
import TextModel

/// What is known of contexts.
///
/// `rows` has a byte for each token class and context: what a token of the class, standing where the context's pattern
/// would begin, says of it. Most contexts are settled by that byte. The others are searched for, and the answers kept
/// in a table of fixed size, where a later answer replaces an earlier one that shares its slot.
struct ContextAnswers {
  /// What the class of its first token says of a context's pattern.
  enum FirstToken: UInt8 {
    case unknown
    /// The token alone is a match.
    case matches
    /// No match starts with such a token.
    case startsNone
    /// It takes a search.
    case mayStart
  }

  private let contextCount: Int
  private var rows: [UInt8] = []

  init(contextCount: Int) { self.contextCount = contextCount }

  @inline(__always)
  func firstToken(_ tokenClass: UInt32, _ context: Int32) -> FirstToken {
    let index = Int(tokenClass) * contextCount + Int(context)
    return index < rows.count ? FirstToken(rawValue: rows[index])! : .unknown
  }

  mutating func remember(_ value: FirstToken, _ tokenClass: UInt32, _ context: Int32) {
    let end = (Int(tokenClass) + 1) * contextCount
    if rows.count < end {
      rows.append(contentsOf: repeatElement(0, count: end - rows.count))
    }
    rows[Int(tokenClass) * contextCount + Int(context)] = value.rawValue
  }

  // MARK: Searches

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
