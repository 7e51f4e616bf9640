import TextModel

/// The lexicons that a document fills itself. Entries are sequences of lexeme numbers: of local folded forms, or for a
/// cased lexicon of exact ones.
struct DocumentLexicons {
  struct Entry {
    var forms: [UInt32]
    /// The first token at which the entry counts.
    var validFrom: Int
    var cells: [String?]
  }

  private struct Lexicon {
    var entries: [Entry] = []
    /// By first form: entry numbers.
    var byFirstForm: [UInt32: [Int]] = [:]
  }

  private var lexicons: [Lexicon]
  private var unpublished: [(LexiconID, Entry)] = []
  private var firstForms: Set<UInt32> = []
  private(set) var isEmpty = true

  init(count: Int) {
    lexicons = Array(repeating: Lexicon(), count: count)
  }

  mutating func reset() {
    unpublished.removeAll()
    guard !isEmpty else { return }
    for index in lexicons.indices { lexicons[index] = Lexicon() }
    firstForms.removeAll()
    isEmpty = true
  }

  mutating func add(_ entry: Entry, to lexicon: LexiconID) {
    guard !entry.forms.isEmpty else { return }
    unpublished.append((lexicon, entry))
  }

  mutating func publish() {
    for (lexicon, entry) in unpublished {
      lexicons[lexicon.index].byFirstForm[entry.forms[0], default: []].append(
        lexicons[lexicon.index].entries.count)
      lexicons[lexicon.index].entries.append(entry)
      firstForms.insert(entry.forms[0])
      isEmpty = false
    }
    unpublished.removeAll()
  }

  /// Whether some entry starts with this form. Folded and exact numbers share the set, so this may err towards yes.
  func mayStart(_ lexeme: LexemeCache.Lexeme, number: UInt32) -> Bool {
    firstForms.contains(lexeme.local) || firstForms.contains(number)
  }

  func entries(of lexicon: LexiconID, startingWith form: UInt32) -> [Entry] {
    (lexicons[lexicon.index].byFirstForm[form] ?? []).map { lexicons[lexicon.index].entries[$0] }
  }
}
