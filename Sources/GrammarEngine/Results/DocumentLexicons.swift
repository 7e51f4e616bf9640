import TextModel

/// The lexicons that a document fills itself, as a trie over lexeme numbers: of local folded forms, or for a cased
/// lexicon of exact ones. Finding what starts at a token takes O(length of the longest entry), however many there are.
struct DocumentLexicons {
  /// What one export says of a phrase.
  struct Entry {
    /// The first token of the text at which the entry counts.
    var validFrom: Int
    var cells: [String?]
  }

  /// The most rows that one phrase keeps; later ones are dropped.
  static let rowLimit = 64

  private let lexiconCount: Int
  /// (node, form) → node. The root of lexicon n is node n.
  private var edges: [UInt64: UInt32] = [:]
  /// By node: the entries whose phrase ends there, in the order in which they were exported.
  private var entriesByNode: [[Entry]]
  private var unpublished: [(lexicon: LexiconID, forms: [UInt32], entry: Entry)] = []
  private var firstForms: Set<UInt32> = []
  /// A bit for each remainder of their numbers: most tokens have none.
  private var firstBits: [UInt64] = Array(repeating: 0, count: bitCount / 64)
  private static let bitCount = 1 << 10
  private(set) var isEmpty = true
  /// Where the window at hand begins, in tokens of the text.
  var base = 0
  /// Whether `publish` waits: what a window exports is seen when the stage has run over all windows.
  var isHeld = false

  init(count: Int) {
    lexiconCount = count
    entriesByNode = Array(repeating: [], count: count)
  }

  mutating func reset() {
    base = 0
    isHeld = false
    unpublished.removeAll()
    guard !isEmpty else { return }
    edges.removeAll(keepingCapacity: true)
    entriesByNode.removeSubrange(lexiconCount...)
    firstForms.removeAll(keepingCapacity: true)
    for index in firstBits.indices { firstBits[index] = 0 }
    isEmpty = true
  }

  mutating func add(_ entry: Entry, forms: [UInt32], to lexicon: LexiconID) {
    guard !forms.isEmpty else { return }
    unpublished.append((lexicon, forms, entry))
  }

  /// Lets the following stages see what the running one exported.
  mutating func publish() {
    if isHeld { return }
    for (lexicon, forms, entry) in unpublished {
      var node = root(lexicon)
      for form in forms {
        if let known = child(of: node, form) {
          node = known
        } else {
          entriesByNode.append([])
          let new = UInt32(entriesByNode.count - 1)
          edges[Self.key(node, form)] = new
          node = new
        }
      }
      insert(entry, at: Int(node))
      firstForms.insert(forms[0])
      firstBits[Int(forms[0]) % Self.bitCount / 64] |= 1 << UInt64(forms[0] % 64)
      isEmpty = false
    }
    unpublished.removeAll(keepingCapacity: true)
  }

  /// The same row twice is one row, which counts from the earlier place on.
  private mutating func insert(_ entry: Entry, at node: Int) {
    if let same = entriesByNode[node].firstIndex(where: { $0.cells == entry.cells }) {
      entriesByNode[node][same].validFrom = min(entriesByNode[node][same].validFrom, entry.validFrom)
    } else if entriesByNode[node].count < Self.rowLimit {
      entriesByNode[node].append(entry)
    }
  }

  /// Whether some entry starts with this form. Folded and exact numbers share the set, so this may err towards yes.
  func mayStart(_ lexeme: LexemeCache.Lexeme, number: UInt32) -> Bool {
    isFirst(lexeme.local) || isFirst(number)
  }

  @inline(__always)
  private func isFirst(_ form: UInt32) -> Bool {
    firstBits[Int(form) % Self.bitCount / 64] >> UInt64(form % 64) & 1 == 1 && firstForms.contains(form)
  }

  func root(_ lexicon: LexiconID) -> UInt32 { lexicon.rawValue }

  func child(of node: UInt32, _ form: UInt32) -> UInt32? { edges[Self.key(node, form)] }

  /// The entries of a node; tokens count from the window's start.
  func entries(at node: UInt32) -> [Entry] {
    let entries = entriesByNode[Int(node)]
    guard base > 0, entries.contains(where: { $0.validFrom > 0 }) else { return entries }
    return entries.map { Entry(validFrom: max(0, $0.validFrom - base), cells: $0.cells) }
  }

  private static func key(_ node: UInt32, _ form: UInt32) -> UInt64 { UInt64(node) << 32 | UInt64(form) }
}
