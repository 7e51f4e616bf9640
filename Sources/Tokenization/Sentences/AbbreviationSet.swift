/// Phrases that end in a full stop which ends no sentence, such as academic titles before a name.
struct AbbreviationSet: Sendable {
  /// The phrases in shadow form, lower case, without spaces, with their last full stop; ascending.
  private let phrases: [[UInt8]]
  /// The most bytes that a text may need for a phrase (capitals can take more than lower-case letters).
  let longest: Int

  init(_ phrases: [String]) {
    var keys: Set<[UInt8]> = []
    for phrase in phrases {
      var key = CaseFolding.lowercased(Shadow.fold(phrase)).filter { $0 != 0x20 }
      guard !key.isEmpty else { continue }
      if key.last != 0x2E { key.append(0x2E) }
      keys.insert(key)
    }
    self.phrases = keys.sorted { $0.lexicographicallyPrecedes($1) }
    longest = 2 * (keys.map(\.count).max() ?? 0)
  }

  /// Whether the set has the bytes `start..<end` of a shadow, in any case. O(log n · length).
  func contains(_ shadow: Span<UInt8>, from start: Int, to end: Int) -> Bool {
    var low = 0
    var high = phrases.count
    while low < high {
      let middle = (low + high) / 2
      switch Self.compare(phrases[middle], shadow, from: start, to: end) {
      case 0: return true
      case ..<0: low = middle + 1
      default: high = middle
      }
    }
    return false
  }

  /// Below zero where the phrase comes before the lower-cased bytes, above where behind.
  private static func compare(_ phrase: [UInt8], _ shadow: Span<UInt8>, from start: Int, to end: Int) -> Int {
    let characters = CharacterTable.shared
    var index = 0
    var position = start
    while position < end {
      guard index < phrase.count else { return -1 }
      let (raw, next) = UTF8Coding.scalar(in: shadow, at: position)
      let scalar = characters.lowercased(raw)
      let (own, ownNext) = UTF8Coding.scalar(in: phrase.span, at: index)
      if own != scalar { return own < scalar ? -1 : 1 }
      position = next
      index = ownNext
    }
    return index == phrase.count ? 0 : 1
  }
}
