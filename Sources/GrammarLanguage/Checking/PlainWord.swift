import TextModel

/// A quoted word of which it is known, without the tokenizer, that it is one token, and of which kind: letters of the Latin
/// alphabet, digits, or one ASCII sign. Of other words nothing is said.
///
///     "hòa"  letters    "2019"  digits    "4,9"  a number    "/"  a sign    "8h30", "H'Hen", "字"  no plain word
struct PlainWord {
  enum Sort {
    case letters, digits, number, sign
  }

  let sort: Sort
  /// Composed.
  let scalars: [Unicode.Scalar]

  init?(_ text: String) {
    scalars = Array(CanonicalComposition.composed(text).unicodeScalars)
    guard let first = scalars.first else { return nil }
    if scalars.allSatisfy(Self.isLetter) {
      sort = .letters
    } else if scalars.allSatisfy(Self.isDigit) {
      sort = .digits
    } else if Self.isNumber(scalars) {
      sort = .number
    } else if scalars.count == 1, first.isASCII, first.value > 0x20, first.value < 0x7F {
      sort = .sign
    } else {
      return nil
    }
  }

  /// A letter of Vietnamese or of a language that is written much like it: one that has just one of the two cases.
  static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x41...0x5A, 0x61...0x7A: true
    // U+00D0 is read as Đ; ß and the like have a capital of two letters.
    case 0xC0...0xD6, 0xD8...0xDE, 0xE0...0xF6, 0xF8...0x137, 0x139...0x148, 0x14A...0x17E, 0x1A0, 0x1A1,
      0x1AF,
      0x1B0, 0x1EA0...0x1EF9:
      scalar.value != 0x130 && scalar.value != 0x131
    default: false
    }
  }

  static func isDigit(_ scalar: Unicode.Scalar) -> Bool { (0x30...0x39).contains(scalar.value) }

  /// `digits { ("." | ",") digits }`, with at least one separator.
  private static func isNumber(_ scalars: [Unicode.Scalar]) -> Bool {
    let parts = scalars.split(omittingEmptySubsequences: false) { $0 == "." || $0 == "," }
    return parts.count > 1 && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(isDigit) }
  }

  var isASCII: Bool { scalars.allSatisfy(\.isASCII) }

  // MARK: Comparing words

  /// What stays of a word under any folding: equal where a token could be both words, mostly different where none could.
  /// Letters without their tone, in order, and the tones, wherever they stand (`hòa`, `hoà`). Where case does not matter, `y`
  /// is `i` too.
  private func key(isExact: Bool) -> [String] {
    guard sort == .letters else { return [String(String.UnicodeScalarView(scalars))] }
    var letters: [String] = []
    var tones: [String] = []
    for scalar in scalars {
      // "LATIN SMALL LETTER O WITH CIRCUMFLEX AND GRAVE": the letter, then its marks.
      let name =
        scalar.value == 0xD0
        ? "D WITH STROKE" : scalar.value == 0xF0 ? "d WITH STROKE" : scalar.properties.name!
      let parts = name.split(separator: " WITH ", maxSplits: 1)
      var letter = scalar.isASCII ? String(scalar) : String(parts[0].last!)
      if !isExact || scalar.properties.isLowercase { letter = letter.lowercased() }
      if !isExact, letter == "y" { letter = "i" }
      for mark in parts.count > 1 ? parts[1].split(separator: " AND ") : [] {
        if Self.toneNames.contains(mark) { tones.append(String(mark)) } else { letter += " " + mark }
      }
      letters.append(letter)
    }
    return letters + tones.sorted()
  }

  private static let toneNames: Set<Substring> = ["GRAVE", "ACUTE", "TILDE", "HOOK ABOVE", "DOT BELOW"]

  /// Whether one token could be both words.
  func canBe(_ other: PlainWord, isExact: Bool) -> Bool {
    sort == other.sort && key(isExact: isExact) == other.key(isExact: isExact)
  }

  // MARK: Classes

  /// Whether a token that is this word is of a class; nil where some are, or where it is not known.
  func isOf(_ tokenClass: TokenClass, isExact: Bool) -> Bool? {
    switch tokenClass {
    case .any: return true
    case .email, .url, .handle: return false
    case .number: return sort == .digits || sort == .number
    case .digits(let test):
      guard sort == .digits else { return false }
      switch test {
      case nil: return true
      case .length(let range): return range.contains(scalars.count)
      case .value(let range):
        guard scalars.count <= 18 else { return false }
        return range.contains(scalars.reduce(0) { $0 * 10 + Int($1.value - 0x30) })
      }
    case .letters(let test):
      guard sort == .letters else { return false }
      guard case .length(let range) = test else { return true }
      return range.contains(scalars.count)
    case .upper, .capitalized, .lower:
      guard sort == .letters else { return false }
      guard isExact else { return nil }
      let startsUpper = scalars[0].properties.isUppercase
      switch tokenClass {
      case .capitalized: return startsUpper
      case .upper: return startsUpper && !scalars.contains { $0.properties.isLowercase }
      default: return !scalars.contains { $0.properties.isUppercase }
      }
    case .punctuation(nil): return sort == .sign
    case .punctuation(let marks?):
      guard sort == .sign else { return false }
      // Dashes and quotation marks of all kinds are read as one.
      return marks.unicodeScalars.allSatisfy(\.isASCII) ? marks.unicodeScalars.contains(scalars[0]) : nil
    }
  }

  /// Whether an expression matches a token that is this word; nil where it may.
  func isMatched(by expression: RawExpression, isExact: Bool) -> Bool? {
    // Where the tone of a word stands is the tokenizer's affair.
    guard isASCII else { return nil }
    if isExact || sort != .letters {
      return expression.matches(oneOf: scalars.map { [$0] })
    }
    guard scalars.last != "y", scalars.last != "i", scalars.last != "Y", scalars.last != "I" else {
      return nil
    }
    let cases = scalars.map { scalar -> [Unicode.Scalar] in
      [scalar.properties.lowercaseMapping, scalar.properties.uppercaseMapping].flatMap(\.unicodeScalars)
    }
    return expression.matches(oneOf: cases) ? nil : false
  }
}
