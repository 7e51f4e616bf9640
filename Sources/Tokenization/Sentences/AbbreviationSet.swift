/// Phrases that end in a full stop which ends no sentence, such as academic titles before a name.
struct AbbreviationSet: Sendable {
  /// The phrases in shadow form, lower case, without spaces, with their last full stop; ascending.
  private let phrases: [[UInt8]]
  /// The most bytes that a text may need for a phrase (capitals can take more than lower-case letters).
  let longest: Int

  /// For each phrase a bit, chosen by a hash of its last word: most words are turned away by it.
  private let lastWords: [UInt64]

  init(_ phrases: [String]) {
    var keys: Set<[UInt8]> = []
    for phrase in phrases {
      var key = CaseFolding.lowercased(Shadow.fold(phrase)).filter { $0 != 0x20 }
      guard !key.isEmpty else { continue }
      if key.last != 0x2E { key.append(0x2E) }
      keys.insert(key)
    }
    self.phrases = keys.sorted { $0.lexicographicallyPrecedes($1) }
    var lastWords = [UInt64](repeating: 0, count: 16)
    for key in keys {
      let word = key.dropLast().reversed().prefix {
        $0 >= 0x80 || CharacterTable.shared.properties(of: UInt32($0)).contains(.letter)
      }
      let bit = Self.hash(Array(word.reversed()).span, from: 0, to: word.count)
      lastWords[bit >> 6] |= 1 << UInt64(bit & 63)
    }
    self.lastWords = lastWords
    longest = 2 * (keys.map(\.count).max() ?? 0)
  }

  /// Ten bits from the letters of a word, in any case.
  private static func hash(_ word: Span<UInt8>, from start: Int, to end: Int) -> Int {
    var hash: UInt32 = 2_166_136_261
    var position = start
    while position < end {
      let (scalar, next) = UTF8Coding.scalar(in: word, at: position)
      hash = (hash ^ CharacterTable.shared.lowercased(scalar)) &* 16_777_619
      position = next
    }
    return Int((hash ^ hash >> 16) & 1023)
  }

  /// False where no phrase ends in the word `start..<end` and a full stop. O(length).
  func mayEnd(in shadow: Span<UInt8>, from start: Int, to end: Int) -> Bool {
    let bit = Self.hash(shadow, from: start, to: end)
    return lastWords[bit >> 6] & 1 << UInt64(bit & 63) != 0
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
