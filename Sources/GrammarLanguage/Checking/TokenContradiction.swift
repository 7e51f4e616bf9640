import TextModel

/// Finds tests of one token that contradict themselves.
///
///     lower & exact"A"     digits(1..5) & digits(6..9)     "x" & not "x"     raw/[a-z]+/ & digits
///
/// A test is written out as alternatives of conjunctions; it can hold where one conjunction can. What is said to be
/// impossible is so: words that the tokenizer might cut or fold otherwise (see `PlainWord`), lexicons of more than 2,000
/// entries, document lexicons and tests of more than 64 conjunctions are taken for possible.
struct TokenContradiction {
  private struct Literal {
    var test: TokenPredicate
    var isNegated: Bool
  }

  /// Conjunctions, and entries of a lexicon, that are looked at.
  private static let wayLimit = 64
  private static let entryLimit = 2000

  let grammar: CheckedGrammar
  /// Lexicons that could not be read.
  let unread: Set<String>

  /// Whether some token may pass.
  func canHold(_ predicate: TokenPredicate) -> Bool {
    switch predicate {
    // By itself each of these is looked at elsewhere, or can hold.
    case .tokenClass, .phrase, .raw, .lexicon, .position: return true
    default: break
    }
    guard let ways = ways(predicate, isNegated: false) else { return true }
    return ways.contains(where: canHold)
  }

  /// The conjunctions of which one must hold; nil where they are many.
  private func ways(_ predicate: TokenPredicate, isNegated: Bool) -> [[Literal]]? {
    switch (predicate, isNegated) {
    case (.not(let inner), _): return ways(inner, isNegated: !isNegated)
    case (.both(let a, let b), false), (.either(let a, let b), true):
      guard let left = ways(a, isNegated: isNegated), let right = ways(b, isNegated: isNegated),
        left.count * right.count <= Self.wayLimit
      else { return nil }
      return left.flatMap { first in right.map { first + $0 } }
    case (.both(let a, let b), true), (.either(let a, let b), false):
      guard let left = ways(a, isNegated: isNegated), let right = ways(b, isNegated: isNegated),
        left.count + right.count <= Self.wayLimit
      else { return nil }
      return left + right
    default: return [[Literal(test: predicate, isNegated: isNegated)]]
    }
  }

  private func canHold(_ literals: [Literal]) -> Bool {
    let wanted = literals.filter { !$0.isNegated }.map(\.test)
    let unwanted = literals.filter(\.isNegated).map(\.test)
    if wanted.contains(where: { test in unwanted.contains { test.implies($0) } }) { return false }
    for case .phrase(let text, let isExact) in wanted {
      if let word = PlainWord(text), !canBe(word, isExact: isExact, literals) { return false }
    }
    let kinds = literals.reduce(TokenKinds.all) { kinds, literal in
      guard case .tokenClass(let tokenClass) = literal.test else { return kinds }
      let bounds = KindBounds(tokenClass)
      return kinds.intersection(literal.isNegated ? bounds.negated.possible : bounds.possible)
    }
    if kinds.isEmpty || !countsFit(wanted, unwanted) || !marksFit(wanted) { return false }
    if !expressionsFit(wanted, kinds) { return false }
    for case .lexicon(let id, let tests) in wanted where !holdsWord(id, tests, literals) { return false }
    return true
  }

  // MARK: Words

  /// Whether a token that is this word may pass all the tests.
  private func canBe(_ word: PlainWord, isExact: Bool, _ literals: [Literal]) -> Bool {
    literals.allSatisfy { literal in
      let answer: Bool? =
        switch literal.test {
        case .tokenClass(let tokenClass): word.isOf(tokenClass, isExact: isExact)
        case .phrase(let text, let otherIsExact):
          PlainWord(text).flatMap { word.canBe($0, isExact: isExact && otherIsExact) ? nil : false }
        case .raw(let source):
          (try? RawExpression(source)).flatMap { word.isMatched(by: $0, isExact: isExact) }
        case .lexicon(let id, let tests):
          entries(id, tests)
            .flatMap {
              $0.contains { mayBe(word, isExact: isExact, $0, isCased: grammar.lexicons[id.index].isCased) }
                ? nil : false
            }
        default: nil
        }
      return answer.map { $0 != literal.isNegated } ?? true
    }
  }

  private func mayBe(_ word: PlainWord, isExact: Bool, _ entry: String, isCased: Bool) -> Bool {
    if entry.utf8.contains(UInt8(ascii: " ")) { return false }
    return PlainWord(entry).map { word.canBe($0, isExact: isExact && isCased) } ?? true
  }

  /// Whether some entry of a lexicon may be a token that passes all.
  private func holdsWord(_ id: LexiconID, _ tests: [CheckedValueTest], _ literals: [Literal]) -> Bool {
    guard let entries = entries(id, tests) else { return true }
    let isCased = grammar.lexicons[id.index].isCased
    // That an entry is one token is asked elsewhere.
    let words = entries.filter { !$0.utf8.contains(UInt8(ascii: " ")) }
    let others = literals.filter {
      if case .lexicon(let other, _) = $0.test, other == id { return false }
      return true
    }
    return words.isEmpty
      || words.contains { entry in
        PlainWord(entry).map { canBe($0, isExact: isCased, others) } ?? true
      }
  }

  /// The phrases that pass the tests; nil where they are not known, or many.
  private func entries(_ id: LexiconID, _ tests: [CheckedValueTest]) -> [String]? {
    let lexicon = grammar.lexicons[id.index]
    guard !lexicon.isDocument, !lexicon.entries.isEmpty, lexicon.entries.count <= Self.entryLimit,
      !unread.contains(lexicon.name)
    else { return nil }
    return lexicon.entries.filter { entry in
      tests.allSatisfy { $0.accepts(entry.cells[$0.index].isEmpty ? nil : entry.cells[$0.index]) }
    }.map(\.phrase)
  }

  // MARK: Counts

  /// Whether the lengths and values asked of digits, and the lengths asked of letters, leave one.
  private func countsFit(_ wanted: [TokenPredicate], _ unwanted: [TokenPredicate]) -> Bool {
    func tests(_ predicates: [TokenPredicate], ofDigits: Bool) -> [CountTest?] {
      predicates.compactMap {
        switch $0 {
        case .tokenClass(.digits(let test)) where ofDigits: .some(test)
        case .tokenClass(.letters(let test)) where !ofDigits: .some(test)
        default: nil
        }
      }
    }
    for ofDigits in [true, false] {
      let asked = tests(wanted, ofDigits: ofDigits)
      if asked.isEmpty { continue }
      let refused = tests(unwanted, ofDigits: ofDigits)
      var lengths = CountRange(lower: 1)
      var values: CountRange?
      for case .length(let range)? in asked { lengths.formIntersection(range) }
      for case .value(let range)? in asked {
        values = values ?? CountRange(lower: 0)
        values!.formIntersection(range)
      }
      for case .length(let range)? in refused { lengths.subtract(range) }
      if values != nil { for case .value(let range)? in refused { values!.subtract(range) } }
      if lengths.isEmpty || values?.isEmpty == true { return false }
      // Zeros in front make a number longer, nothing makes it shorter; one of more than 18 digits has no value.
      guard let values else { continue }
      if lengths.lower > 18 || String(values.lower).utf8.count > lengths.upper { return false }
    }
    return true
  }

  /// Whole numbers of which some at the ends are taken away. What is taken out of the middle is forgotten.
  private struct CountRange {
    var lower: Int
    var upper = Int.max
    var isEmpty: Bool { lower > upper }

    init(lower: Int) { self.lower = lower }

    mutating func formIntersection(_ range: ClosedRange<Int>) {
      lower = max(lower, range.lowerBound)
      upper = min(upper, range.upperBound)
    }

    mutating func subtract(_ range: ClosedRange<Int>) {
      if range.lowerBound <= lower {
        lower = max(lower, range.upperBound == .max ? .max : range.upperBound + 1)
      }
      if range.upperBound >= upper { upper = min(upper, range.lowerBound - 1) }
    }
  }

  /// Whether the marks that are asked for have one in common.
  private func marksFit(_ wanted: [TokenPredicate]) -> Bool {
    var common: Set<Unicode.Scalar>?
    for case .tokenClass(.punctuation(let marks?)) in wanted {
      // Dashes and quotation marks of all kinds are read as one.
      guard marks.unicodeScalars.allSatisfy(\.isASCII) else { continue }
      common = common.map { $0.intersection(marks.unicodeScalars) } ?? Set(marks.unicodeScalars)
    }
    return common?.isEmpty != true
  }

  // MARK: Expressions

  /// Whether for some of these kinds of tokens each expression matches some text that could be such a token.
  private func expressionsFit(_ wanted: [TokenPredicate], _ kinds: TokenKinds) -> Bool {
    var expressions: [RawExpression] = []
    for case .raw(let source) in wanted {
      if let expression = try? RawExpression(source) { expressions.append(expression) }
    }
    if expressions.isEmpty { return true }
    return TokenKinds.each.contains { kind in
      kinds.contains(kind) && expressions.allSatisfy { $0.matchesSomething { $0.holdsScalar(of: kind) } }
    }
  }
}

extension RawExpression {
  /// Whether some token may match.
  var canMatchToken: Bool { matchesSomething { $0.holdsScalar(of: .other) } }

  /// Whether some text of at least one character matches.
  var canMatchText: Bool { matchesSomething { _ in true } }
}

extension TokenKinds {
  static let each: [TokenKinds] = (0..<11).map { TokenKinds(rawValue: 1 << $0) }

  /// Whether a scalar may be part of a token of this kind; true where it is not known.
  fileprivate func mayHold(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.properties.isWhitespace { return false }
    let isPlain = PlainWord.isLetter(scalar)
    let isDigit = PlainWord.isDigit(scalar)
    switch self {
    case .digits: return isDigit
    case .separatedNumber: return isDigit || scalar == "." || scalar == ","
    case .punctuation: return !isDigit && !isPlain
    case .upper: return isPlain ? scalar.properties.isUppercase : !scalar.isASCII || scalar == "'"
    case .lower: return isPlain ? !scalar.properties.isUppercase : !scalar.isASCII || scalar == "'"
    case .capitalized, .innerUpper: return isPlain || !scalar.isASCII || scalar == "'"
    default: return true
    }
  }
}

extension ScalarSet {
  /// Whether some scalar of the set may be part of a token of this kind; true where it is not known.
  fileprivate func holdsScalar(of kind: TokenKinds) -> Bool {
    if isNegated {
      // A set of all but some is not searched through; digits are few.
      guard kind == .digits || kind == .separatedNumber else { return true }
      return "0123456789.,".unicodeScalars.contains { kind.mayHold($0) && contains($0) }
    }
    for scalarClass in classes {
      switch scalarClass {
      case .digit: if kind.mayHold("0") { return true }
      // ª and º are letters that stand for themselves, as signs do.
      case .letter: if kind == .punctuation || kind.mayHold("A") || kind.mayHold("a") { return true }
      case .upperLetter: if kind.mayHold("A") { return true }
      case .lowerLetter: if kind.mayHold("a") { return true }
      }
    }
    return ranges.contains { range in
      range.count > 512 || range.contains { Unicode.Scalar($0).map(kind.mayHold) ?? false }
    }
  }
}
