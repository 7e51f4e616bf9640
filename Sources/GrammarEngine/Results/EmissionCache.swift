import TextModel

/// What matches emitted, remembered by what they consist of.
///
/// The fields of a mention are a pure function of its rule, the tokens of the match and what the captures hold. News
/// repeats itself ("năm 2016", "10%"), so most matches have been worked out before, in this text or an earlier one.
///
///     key    rule, then for each token its lexeme, gap and sentence start, then for each capture event its kind,
///            place and content (for a mention: the number of its fields)
///     entry  for each emission: type, place within the match, fields, lexicon rows
///
///     words  … | hash | key length | emissions | key … | type start end fields rows | … | next entry
///     slots  by hash: where an entry begins, plus one
///
/// A key is complete, so a cached answer is the answer. Matches that use an entry of a document lexicon are not cached.
struct EmissionCache {
  static let limit = 1 << 15

  struct Emission {
    var type: TypeID
    /// Tokens, counted from the start of the match.
    var start: UInt32
    var end: UInt32
    var fields: FieldsID
    var lexiconRows: RowsID
  }

  /// Numbers the fields of a mention; equal numbers mean equal fields.
  typealias FieldsID = UInt32
  /// Numbers a list of lexicon rows; equal numbers mean equal lists.
  typealias RowsID = UInt32

  /// The emissions of an entry.
  struct Entry {
    fileprivate var first: Int
    var count: Int
  }

  private(set) var fields: [[FieldValue?]] = [[]]
  private(set) var lexiconRows: [[CascadeMention.LexiconRow]] = [[]]
  private var fieldNumbers: [[FieldValue?]: FieldsID] = [:]
  private var rowNumbers: [[CascadeMention.LexiconRow]: RowsID] = [:]
  private var words: [UInt32] = []
  private var slots: [UInt32] = Array(repeating: 0, count: 1 << 10)
  private(set) var count = 0
  /// The key of the match at hand; kept to use its memory again.
  var key: [UInt32] = []

  private static let headerCount = 3
  private static let emissionCount = 5

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

  func emission(_ index: Int, of entry: Entry) -> Emission {
    let place = entry.first + index * Self.emissionCount
    return Emission(
      type: TypeID(rawValue: words[place]), start: words[place + 1], end: words[place + 2],
      fields: words[place + 3], lexiconRows: words[place + 4])
  }

  /// Adds an entry for the key at hand, which has none.
  mutating func remember(_ emissions: [Emission]) {
    if 2 * (count + 1) > slots.count { grow() }
    let hash = keyHash
    insert(words.count, hash: hash)
    words += [hash, UInt32(key.count), UInt32(emissions.count)]
    words += key
    for emission in emissions {
      words += [
        emission.type.rawValue, emission.start, emission.end, emission.fields, emission.lexiconRows,
      ]
    }
    count += 1
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
      start += Self.headerCount + Int(words[start + 1]) + Self.emissionCount * Int(words[start + 2])
    }
  }

  /// The number of the fields of a mention.
  mutating func add(_ values: [FieldValue?]) -> FieldsID {
    if values.isEmpty { return 0 }
    if let known = fieldNumbers[values] { return known }
    let number = FieldsID(fields.count)
    fields.append(values)
    fieldNumbers[values] = number
    return number
  }

  /// The number of a list of rows.
  mutating func add(_ rows: [CascadeMention.LexiconRow]) -> RowsID {
    if rows.isEmpty { return 0 }
    if let known = rowNumbers[rows] { return known }
    let number = RowsID(lexiconRows.count)
    lexiconRows.append(rows)
    rowNumbers[rows] = number
    return number
  }

  /// Empties the cache; only between texts, because mentions hold numbers of fields and rows.
  mutating func clear() {
    fields = [[]]
    lexiconRows = [[]]
    fieldNumbers = [:]
    rowNumbers = [:]
    clearEntries()
  }

  /// Forgets what matches emitted and keeps the numbers; at any time.
  mutating func clearEntries() {
    words = []
    slots = Array(repeating: 0, count: 1 << 10)
    count = 0
  }

  var isLarge: Bool { hasManyEntries || fields.count > 8 * Self.limit || lexiconRows.count > 8 * Self.limit }
  var hasManyEntries: Bool { count > Self.limit || words.count > 64 * Self.limit }
}
