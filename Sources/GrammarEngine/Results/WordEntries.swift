/// Lists of words by lists of words: what was worked out, by all that it was worked out from.
///
///     words  … | hash | key length | content length | key … | content … | next entry
///     slots  by hash: where an entry begins, plus one
///
/// A key is compared whole, so what is found is the answer.
struct WordEntries {
  /// A place of `words`.
  struct Entry {
    fileprivate var first: Int
    var count: Int
  }

  private var words: [UInt32] = []
  private var slots: [UInt32] = Array(repeating: 0, count: 1 << 10)
  private(set) var count = 0
  /// The key at hand; kept to use its memory again.
  var key: [UInt32] = []

  private static let headerCount = 3

  /// Four bytes each.
  var wordCount: Int { words.count }

  private var keyHash: UInt32 {
    var hash: UInt64 = 0x9E37_79B9_7F4A_7C15
    for word in key { hash = (hash ^ UInt64(word)) &* 0xFF51_AFD7_ED55_8CCD }
    return UInt32(truncatingIfNeeded: hash ^ hash >> 32)
  }

  /// The entry of the key at hand. O(length of the key).
  func entry() -> Entry? {
    let hash = keyHash
    let mask = slots.count - 1
    var slot = Int(hash) & mask
    while slots[slot] != 0 {
      let start = Int(slots[slot]) - 1
      if words[start] == hash, isKey(at: start) {
        return Entry(first: start + Self.headerCount + key.count, count: Int(words[start + 2]))
      }
      slot = (slot + 1) & mask
    }
    return nil
  }

  private func isKey(at start: Int) -> Bool {
    guard Int(words[start + 1]) == key.count else { return false }
    for index in 0..<key.count where words[start + Self.headerCount + index] != key[index] { return false }
    return true
  }

  /// A word of an entry's content.
  @inline(__always)
  subscript(index: Int, of entry: Entry) -> UInt32 { words[entry.first + index] }

  /// Begins the entry of the key at hand, which has none; its content follows by `append`.
  mutating func beginEntry() {
    if 2 * (count + 1) > slots.count { grow() }
    last = words.count
    let hash = keyHash
    insert(words.count, hash: hash)
    words.append(hash)
    words.append(UInt32(key.count))
    words.append(0)
    words.append(contentsOf: key)
    count += 1
  }

  /// Where the last entry begins.
  private var last = 0

  mutating func append(_ word: UInt32) {
    words.append(word)
    words[last + 2] += 1
  }

  private mutating func insert(_ start: Int, hash: UInt32) {
    let mask = slots.count - 1
    var slot = Int(hash) & mask
    while slots[slot] != 0 { slot = (slot + 1) & mask }
    slots[slot] = UInt32(start + 1)
  }

  private mutating func grow() {
    slots = Array(repeating: 0, count: 2 * slots.count)
    var start = 0
    while start < words.count {
      insert(start, hash: words[start])
      start += Self.headerCount + Int(words[start + 1]) + Int(words[start + 2])
    }
  }

  /// Forgets all entries.
  mutating func removeAll() {
    words = []
    slots = Array(repeating: 0, count: 1 << 10)
    count = 0
  }
}
