import TextModel

/// What is known of a pattern without a text: bounds, captures, what it refers to.
struct PatternShape {
  /// A lower bound of the tokens of a match.
  var minimum = 0
  /// Whether some match takes a token.
  var canConsume = false
  /// Whether it matches at every position without taking a token.
  var isAlwaysTrue = false
  /// Elements, bounded repetitions written out.
  var size = 1
  /// How many items of each capture a match can hold; 2 stands for more.
  var counts: [Int: Int] = [:]
  var lexicons: Set<LexiconID> = []
  var types: Set<TypeID> = []
  /// Whether an alternative in it is empty, which is reported by itself.
  var hasEmptyAlternative = false
  /// Why it can match nothing, where that is of the arguments of a macro and another call may well match.
  var contradiction: String?

  static let empty = PatternShape(isAlwaysTrue: true)
  static let zeroWidth = PatternShape()

  static func tokens(atLeast count: Int) -> PatternShape {
    PatternShape(minimum: max(1, count), canConsume: true)
  }

  private mutating func refer(to other: PatternShape) {
    lexicons.formUnion(other.lexicons)
    types.formUnion(other.types)
    hasEmptyAlternative = hasEmptyAlternative || other.hasEmptyAlternative
  }

  static func sequence(_ parts: [PatternShape]) -> PatternShape {
    var result = PatternShape(isAlwaysTrue: true)
    for part in parts {
      result.minimum = min(result.minimum + part.minimum, 1 << 20)
      result.canConsume = result.canConsume || part.canConsume
      result.isAlwaysTrue = result.isAlwaysTrue && part.isAlwaysTrue
      result.size = min(result.size + part.size, 1 << 40)
      result.counts.merge(part.counts) { min(2, $0 + $1) }
      result.contradiction = result.contradiction ?? part.contradiction
      result.refer(to: part)
    }
    return result
  }

  static func alternatives(_ parts: [PatternShape]) -> PatternShape {
    var result = PatternShape(minimum: parts.map(\.minimum).min() ?? 0)
    result.contradiction = parts.first?.contradiction
    for part in parts {
      result.canConsume = result.canConsume || part.canConsume
      result.isAlwaysTrue = result.isAlwaysTrue || part.isAlwaysTrue
      result.size = min(result.size + part.size, 1 << 40)
      result.counts.merge(part.counts) { max($0, $1) }
      // One that can match is enough.
      if part.contradiction == nil { result.contradiction = nil }
      result.refer(to: part)
    }
    return result
  }

  static func repeated(_ part: PatternShape, minimum: Int, maximum: Int?) -> PatternShape {
    var result = part
    result.minimum = min(part.minimum * minimum, 1 << 20)
    result.isAlwaysTrue = minimum == 0 || part.isAlwaysTrue
    if minimum == 0 { result.contradiction = nil }
    result.size = min(part.size * max(1, maximum ?? (minimum + 1)), 1 << 40)
    if maximum.map({ $0 > 1 }) ?? true { result.counts = part.counts.mapValues { min(2, $0 * 2) } }
    return result
  }
}

/// Kinds of tokens, to find token tests that nothing passes.
struct TokenKinds: OptionSet {
  let rawValue: UInt16

  static let upper = TokenKinds(rawValue: 1)
  static let capitalized = TokenKinds(rawValue: 2)
  static let lower = TokenKinds(rawValue: 4)
  /// Letters that start in lower case and have an upper-case letter later.
  static let innerUpper = TokenKinds(rawValue: 8)
  static let digits = TokenKinds(rawValue: 16)
  static let separatedNumber = TokenKinds(rawValue: 32)
  static let punctuation = TokenKinds(rawValue: 64)
  static let email = TokenKinds(rawValue: 128)
  static let url = TokenKinds(rawValue: 256)
  static let handle = TokenKinds(rawValue: 512)
  static let other = TokenKinds(rawValue: 1024)
  static let all = TokenKinds(rawValue: 2047)
  static let letters: TokenKinds = [.upper, .capitalized, .lower, .innerUpper]

  init(rawValue: UInt16) { self.rawValue = rawValue }

  init(_ tokenClass: TokenClass) {
    switch tokenClass {
    case .digits: self = .digits
    case .letters: self = .letters
    case .number: self = [.digits, .separatedNumber]
    case .upper: self = .upper
    case .capitalized: self = [.upper, .capitalized]
    case .lower: self = .lower
    case .any: self = .all
    case .email: self = .email
    case .url: self = .url
    case .handle: self = .handle
    case .punctuation: self = .punctuation
    }
  }
}

/// The kinds of which some token may pass a test, and those of which every token passes.
struct KindBounds {
  var possible: TokenKinds
  var certain: TokenKinds

  static let unknown = KindBounds(possible: .all, certain: [])

  init(possible: TokenKinds, certain: TokenKinds) {
    self.possible = possible
    self.certain = certain
  }

  init(_ tokenClass: TokenClass) {
    possible = TokenKinds(tokenClass)
    switch tokenClass {
    case .digits(nil), .letters(nil), .punctuation(nil): certain = possible
    case .digits, .letters, .punctuation: certain = []
    default: certain = possible
    }
  }

  func and(_ other: KindBounds) -> KindBounds {
    KindBounds(
      possible: possible.intersection(other.possible), certain: certain.intersection(other.certain))
  }

  func or(_ other: KindBounds) -> KindBounds {
    KindBounds(possible: possible.union(other.possible), certain: certain.union(other.certain))
  }

  var negated: KindBounds {
    KindBounds(possible: .all.subtracting(certain), certain: .all.subtracting(possible))
  }
}
