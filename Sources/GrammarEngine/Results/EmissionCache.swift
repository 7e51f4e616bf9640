import TextModel

/// What matches emitted, remembered by what they consist of.
///
/// The fields of a mention are a pure function of its rule, the tokens of the match and what the captures hold. News
/// repeats itself ("năm 2016", "10%"), so most matches have been worked out before, in this text or an earlier one.
///
///     key      rule, then for each token its lexeme, gap and sentence start, then for each capture event its kind,
///              place and content (for a mention: the number of its fields)
///     content  for each emission: type, place within the match (start and end), fields, lexicon rows
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

  private(set) var fields: [[FieldValue?]] = [[]]
  private(set) var lexiconRows: [[CascadeMention.LexiconRow]] = [[]]
  private var fieldNumbers: [[FieldValue?]: FieldsID] = [:]
  private var rowNumbers: [[CascadeMention.LexiconRow]: RowsID] = [:]
  /// By match.
  private(set) var entries = WordEntries()
  /// The key of the match at hand.
  var key: [UInt32] {
    get { entries.key }
    _modify { yield &entries.key }
  }

  private static let emissionCount = 5

  var count: Int { entries.count }

  /// The emissions of the key at hand.
  func entry() -> WordEntries.Entry? { entries.entry() }

  func emissionCount(of entry: WordEntries.Entry) -> Int { entry.count / Self.emissionCount }

  func emission(_ index: Int, of entry: WordEntries.Entry) -> Emission {
    let place = index * Self.emissionCount
    return Emission(
      type: TypeID(rawValue: entries[place, of: entry]), start: entries[place + 1, of: entry],
      end: entries[place + 2, of: entry], fields: entries[place + 3, of: entry],
      lexiconRows: entries[place + 4, of: entry])
  }

  /// Adds an entry for the key at hand, which has none.
  mutating func remember(_ emissions: [Emission]) {
    entries.beginEntry()
    for emission in emissions {
      entries.append(emission.type.rawValue)
      entries.append(emission.start)
      entries.append(emission.end)
      entries.append(emission.fields)
      entries.append(emission.lexiconRows)
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
  mutating func clearEntries() { entries.removeAll() }

  var isLarge: Bool { hasManyEntries || fields.count > 8 * Self.limit || lexiconRows.count > 8 * Self.limit }
  var hasManyEntries: Bool { count > Self.limit || entries.wordCount > 64 * Self.limit }
}
