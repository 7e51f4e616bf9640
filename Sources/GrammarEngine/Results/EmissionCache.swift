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
/// A key is complete, so a cached answer is the answer. Matches that use an entry of a document lexicon are not cached.
struct EmissionCache {
  static let limit = 1 << 16

  struct Emission {
    var type: TypeID
    /// Tokens, counted from the start of the match.
    var start: UInt32
    var end: UInt32
    var fields: FieldsID
    var lexiconRows: [CascadeMention.LexiconRow]
  }

  /// Numbers the fields of a mention; equal numbers mean equal fields.
  typealias FieldsID = UInt32

  private(set) var fields: [[FieldValue?]] = [[]]
  private var entries: [[UInt32]: [Emission]] = [:]
  /// The key of the match at hand; kept to use its memory again.
  var key: [UInt32] = []

  func emissions() -> [Emission]? { entries[key] }

  mutating func remember(_ emissions: [Emission]) { entries[key] = emissions }

  mutating func add(_ values: [FieldValue?]) -> FieldsID {
    fields.append(values)
    return FieldsID(fields.count - 1)
  }

  /// Empties the cache; only between texts, because mentions hold numbers of fields.
  mutating func clear() {
    fields = [[]]
    entries.removeAll(keepingCapacity: true)
  }

  var count: Int { entries.count }
  var isLarge: Bool { entries.count > Self.limit || fields.count > 4 * Self.limit }
}
