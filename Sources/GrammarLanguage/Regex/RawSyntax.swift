/// A `raw/…/` expression as parsed.
///
///     alternation = sequence { "|" sequence } .
///     sequence    = { atom [ "?" | "*" | "+" | "{" m ["," [n]] "}" ] } .
///     atom        = "(" alternation ")" | "[" ["^"] { range } "]" | "." | escape | character .
///     range       = ( character | escape ) [ "-" character ] .
///     escape      = "\d" | "\p{L}" | "\p{Lu}" | "\p{Ll}" | "\n" | "\t" | "\" punctuation .
indirect enum RawSyntax: Hashable, Sendable {
  case empty
  case scalars(ScalarSet)
  case sequence([RawSyntax])
  case alternatives([RawSyntax])
  case repeated(RawSyntax, minimum: Int, maximum: Int?)
}

/// A set of Unicode scalars: ranges, classes, and perhaps the rest instead.
struct ScalarSet: Hashable, Sendable {
  enum Class: Hashable, Sendable {
    /// `\d`: the ten ASCII digits.
    case digit
    /// `\p{L}`, `\p{Lu}`, `\p{Ll}`: letters by general category.
    case letter, upperLetter, lowerLetter
  }

  var ranges: [ClosedRange<UInt32>] = []
  var classes: [Class] = []
  var isNegated = false

  static let all = ScalarSet(isNegated: true)

  init(ranges: [ClosedRange<UInt32>] = [], classes: [Class] = [], isNegated: Bool = false) {
    self.ranges = ranges
    self.classes = classes
    self.isNegated = isNegated
  }

  func contains(_ scalar: Unicode.Scalar) -> Bool {
    let isListed =
      ranges.contains { $0.contains(scalar.value) } || classes.contains { Self.isMember(scalar, of: $0) }
    return isListed != isNegated
  }

  private static func isMember(_ scalar: Unicode.Scalar, of scalarClass: Class) -> Bool {
    switch scalarClass {
    case .digit: (0x30...0x39).contains(scalar.value)
    case .upperLetter: scalar.properties.generalCategory == .uppercaseLetter
    case .lowerLetter: scalar.properties.generalCategory == .lowercaseLetter
    case .letter:
      switch scalar.properties.generalCategory {
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
      default: false
      }
    }
  }
}

/// What is wrong with a regular expression.
package enum RegexProblem: Hashable, Sendable, Error {
  case empty
  case unclosedGroup, unopenedGroup
  case unclosedClass, emptyClass
  case nothingToRepeat
  case secondQuantifier
  case badRepetition
  case repetitionTooLarge(limit: Int)
  case badEscape(String)
  case unknownProperty(String)
  case unsupported(String)
  case reversedRange
  case nestedTooDeep
  case tooLarge(limit: Int)

  var message: String {
    switch self {
    case .empty: "the regular expression is empty"
    case .unclosedGroup: "`(` is not closed"
    case .unopenedGroup: "`)` closes nothing"
    case .unclosedClass: "`[` is not closed"
    case .emptyClass: "the class holds no character"
    case .nothingToRepeat: "there is nothing to repeat"
    case .secondQuantifier: "a second quantifier on one element"
    case .badRepetition: "expected a repetition such as `{2}`, `{1,3}` or `{2,}`"
    case .repetitionTooLarge(let limit): "more than \(limit) repetitions"
    case .badEscape(let escape): "`\(escape)` is no escape of regular expressions here"
    case .unknownProperty(let name):
      "`\\p{\(name)}` is not known; there are `\\p{L}`, `\\p{Lu}` and `\\p{Ll}`"
    case .unsupported(let what): "`\(what)` is not supported: an expression always matches a whole token"
    case .reversedRange: "the range runs backward"
    case .nestedTooDeep: "groups are nested too deep"
    case .tooLarge(let limit): "the expression needs more than \(limit) states"
    }
  }
}
