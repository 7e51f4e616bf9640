/// Parses `raw/…/` expressions (syntax at `RawSyntax`).
struct RawParser {
  struct Failure: Error {
    var problem: RegexProblem
    /// Offset in scalars where it is, and how many scalars it covers.
    var start: Int
    var length: Int
  }

  static let repetitionLimit = 255
  private static let nestingLimit = 32

  private let scalars: [Unicode.Scalar]
  private var position = 0
  private var depth = 0

  private init(_ source: String) { scalars = Array(source.unicodeScalars) }

  static func parse(_ source: String) throws(Failure) -> RawSyntax {
    var parser = RawParser(source)
    guard !parser.scalars.isEmpty else { throw Failure(problem: .empty, start: 0, length: 0) }
    let syntax = try parser.alternation()
    guard parser.position == parser.scalars.count else { throw parser.failure(.unopenedGroup) }
    return syntax
  }

  private var current: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  private func failure(_ problem: RegexProblem, from start: Int? = nil) -> Failure {
    let start = start ?? position
    return Failure(
      problem: problem, start: start, length: max(position - start, start < scalars.count ? 1 : 0))
  }

  private mutating func eat(_ scalar: Unicode.Scalar) -> Bool {
    guard current == scalar else { return false }
    position += 1
    return true
  }

  private mutating func alternation() throws(Failure) -> RawSyntax {
    var alternatives = [try sequence()]
    while eat("|") { alternatives.append(try sequence()) }
    return alternatives.count == 1 ? alternatives[0] : .alternatives(alternatives)
  }

  private mutating func sequence() throws(Failure) -> RawSyntax {
    var elements: [RawSyntax] = []
    while let scalar = current, scalar != "|", scalar != ")" {
      let start = position
      var element = try atom()
      if let (minimum, maximum) = try quantifier() {
        element = .repeated(element, minimum: minimum, maximum: maximum)
        let second = position
        if try quantifier() != nil { throw failure(.secondQuantifier, from: second) }
      }
      _ = start
      elements.append(element)
    }
    switch elements.count {
    case 0: return .empty
    case 1: return elements[0]
    default: return .sequence(elements)
    }
  }

  private mutating func quantifier() throws(Failure) -> (Int, Int?)? {
    if eat("?") { return (0, 1) }
    if eat("*") { return (0, nil) }
    if eat("+") { return (1, nil) }
    let start = position
    guard eat("{") else { return nil }
    guard let minimum = integer() else { throw failure(.badRepetition, from: start) }
    var maximum: Int? = minimum
    if eat(",") { maximum = current == "}" ? nil : integer() ?? -1 }
    guard eat("}") else { throw failure(.badRepetition, from: start) }
    if max(minimum, maximum ?? 0) > Self.repetitionLimit {
      throw failure(.repetitionTooLarge(limit: Self.repetitionLimit), from: start)
    }
    if let maximum, maximum < minimum || maximum == 0 { throw failure(.badRepetition, from: start) }
    return (minimum, maximum)
  }

  private mutating func integer() -> Int? {
    var value: Int?
    while let scalar = current, ("0"..."9").contains(scalar) {
      value = min((value ?? 0) * 10 + Int(scalar.value - 0x30), 1_000_000)
      position += 1
    }
    return value
  }

  private mutating func atom() throws(Failure) -> RawSyntax {
    let start = position
    guard let scalar = current else { return .empty }
    switch scalar {
    case "(":
      position += 1
      if current == "?" {
        position = min(position + 2, scalars.count)
        throw failure(.unsupported(text(from: start)), from: start)
      }
      depth += 1
      defer { depth -= 1 }
      guard depth <= Self.nestingLimit else { throw failure(.nestedTooDeep, from: start) }
      let inner = try alternation()
      guard eat(")") else {
        position = start + 1
        throw failure(.unclosedGroup, from: start)
      }
      return inner
    case "[": return .scalars(try characterClass())
    case ".":
      position += 1
      return .scalars(.all)
    case "\\": return .scalars(try escape())
    case "?", "*", "+", "{": throw failure(.nothingToRepeat)
    case "^", "$":
      position += 1
      throw failure(.unsupported(String(scalar)), from: start)
    default:
      position += 1
      return .scalars(ScalarSet(ranges: [scalar.value...scalar.value]))
    }
  }

  private func text(from start: Int) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars[start..<position])
    return String(text)
  }

  private mutating func escape() throws(Failure) -> ScalarSet {
    let start = position
    position += 1
    guard let scalar = current else { throw failure(.badEscape("\\"), from: start) }
    position += 1
    switch scalar {
    case "d": return ScalarSet(classes: [.digit])
    case "n": return ScalarSet(ranges: [0x0A...0x0A])
    case "t": return ScalarSet(ranges: [0x09...0x09])
    case "p":
      guard eat("{") else { throw failure(.badEscape("\\p"), from: start) }
      let nameStart = position
      while let scalar = current, scalar != "}" {
        position += 1
        _ = scalar
      }
      let name = text(from: nameStart)
      guard eat("}") else { throw failure(.badEscape("\\p{"), from: start) }
      switch name {
      case "L": return ScalarSet(classes: [.letter])
      case "Lu": return ScalarSet(classes: [.upperLetter])
      case "Ll": return ScalarSet(classes: [.lowerLetter])
      default: throw failure(.unknownProperty(name), from: start)
      }
    default:
      guard scalar.isASCII, !scalar.properties.isAlphabetic, scalar.properties.numericType == nil else {
        throw failure(.badEscape("\\" + String(scalar)), from: start)
      }
      return ScalarSet(ranges: [scalar.value...scalar.value])
    }
  }

  private mutating func characterClass() throws(Failure) -> ScalarSet {
    let start = position
    position += 1
    var set = ScalarSet()
    set.isNegated = eat("^")
    while let scalar = current, scalar != "]" {
      let itemStart = position
      var low = scalar.value
      if scalar == "\\" {
        let escaped = try escape()
        guard let range = escaped.ranges.first else {
          set.classes += escaped.classes
          continue
        }
        low = range.lowerBound
      } else {
        position += 1
      }
      var high = low
      if current == "-", position + 1 < scalars.count, scalars[position + 1] != "]" {
        position += 1
        if current == "\\" {
          guard let range = try escape().ranges.first else { throw failure(.reversedRange, from: itemStart) }
          high = range.lowerBound
        } else {
          high = scalars[position].value
          position += 1
        }
        guard low <= high else { throw failure(.reversedRange, from: itemStart) }
      }
      set.ranges.append(low...high)
    }
    guard eat("]") else {
      position = start + 1
      throw failure(.unclosedClass, from: start)
    }
    if set.ranges.isEmpty, set.classes.isEmpty { throw failure(.emptyClass, from: start) }
    return set
  }
}
