import TextModel

/// The entries of all lexicons as numbers, to be made an automaton of: no array for each.
struct LexiconEntries {
  /// The forms (folded or exact ones, by lexicon) of all phrases, one entry behind the other.
  var forms: [UInt32] = []
  /// By entry: where its forms end.
  private(set) var ends: [UInt32] = []
  /// By entry: its row in the lexicon.
  private(set) var rows: [UInt32] = []
  private(set) var runs: [Run] = []

  /// The entries of one lexicon.
  struct Run {
    var lexicon: LexiconID
    var isCased: Bool
    var entries: Range<Int>
  }

  var count: Int { rows.count }

  func formRange(_ entry: Int) -> Range<Int> {
    (entry == 0 ? 0 : Int(ends[entry - 1]))..<Int(ends[entry])
  }

  mutating func reserve(entries: Int) {
    forms.reserveCapacity(forms.count + 3 * entries)
    ends.reserveCapacity(ends.count + entries)
    rows.reserveCapacity(rows.count + entries)
  }

  /// Makes an entry of the forms that were appended last.
  mutating func close(row: Int) {
    ends.append(UInt32(forms.count))
    rows.append(UInt32(row))
  }

  /// Makes a run of the entries that were closed since the last one.
  mutating func closeRun(of lexicon: LexiconID, isCased: Bool) {
    runs.append(
      Run(lexicon: lexicon, isCased: isCased, entries: (runs.last?.entries.upperBound ?? 0)..<count))
  }
}
