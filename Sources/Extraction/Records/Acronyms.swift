/// Comparing wordings of which one may abbreviate the other, with no list of abbreviations: an acronym stands for as
/// many words as it has letters, when these are their initials without marks.
///
///     Phó Chủ tịch  UBND                tỉnh
///     Phó Chủ tịch  Ủy ban nhân dân     tỉnh         U B N D
enum Acronyms {
  enum Agreement {
    case none
    case same
    /// The first wording begins with all of the second, or the other way round.
    case firstIsLonger
    case secondIsLonger
  }

  /// How two wordings agree word by word, case aside. O(length).
  static func agreement(_ first: [String], _ second: [String]) -> Agreement {
    var (i, j) = (0, 0)
    while i < first.count, j < second.count {
      if first[i] == second[j] || first[i].lowercased() == second[j].lowercased() {
        (i, j) = (i + 1, j + 1)
      } else if let count = expansion(of: first[i], in: second[j...]) {
        (i, j) = (i + 1, j + count)
      } else if let count = expansion(of: second[j], in: first[i...]) {
        (i, j) = (i + count, j + 1)
      } else {
        return .none
      }
    }
    if i < first.count { return .firstIsLonger }
    return j < second.count ? .secondIsLonger : .same
  }

  /// The number of words at the start that an acronym stands for.
  private static func expansion(of acronym: String, in words: ArraySlice<String>) -> Int? {
    guard isAcronym(acronym), acronym.count <= words.count else { return nil }
    for (letter, word) in zip(acronym, words) {
      guard let initial = word.first, base(initial) == base(letter) else { return nil }
    }
    return acronym.count
  }

  /// Two to eight capital letters and nothing else.
  static func isAcronym(_ word: String) -> Bool {
    (2...8).contains(word.count) && word.allSatisfy { $0.isLetter && $0.isUppercase }
  }

  /// The initials of a wording, acronyms in full: the same for all wordings that agree as `same`.
  static func initials(_ words: [String]) -> String {
    var initials = ""
    for word in words {
      for letter in isAcronym(word) ? word[...] : word.prefix(1) { initials.append(base(letter)) }
    }
    return initials
  }

  /// The letter without its marks, in upper case, by its Unicode name: `LATIN SMALL LETTER D WITH STROKE` is D.
  static func base(_ letter: Character) -> Character {
    guard let scalar = letter.unicodeScalars.first else { return letter }
    if scalar.isASCII { return Character(scalar.properties.uppercaseMapping) }
    let words = scalar.properties.name?.split(separator: " ") ?? []
    if words.count > 3, words[0] == "LATIN", words[2] == "LETTER", words[3].count == 1 {
      return words[3].first!
    }
    return Character(scalar.properties.uppercaseMapping)
  }
}
