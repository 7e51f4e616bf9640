import TextModel

@testable import GrammarLanguage

/// SplitMix64 (Steele, Lea, Flood 2014): small, and the same everywhere for a seed.
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// Random syntax trees, of every construct, as the parser could have made them. Spans are empty.
struct RandomGrammar {
  var random: SplitMix64
  private let nowhere = SourceSpan(file: "r.grammar", start: 0, end: 0)

  init(seed: UInt64) { random = SplitMix64(state: seed) }

  private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
  private mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
  private mutating func pick<T>(_ values: [T]) -> T { values.randomElement(using: &random)! }
  private mutating func some<T>(_ range: ClosedRange<Int>, _ make: (inout RandomGrammar) -> T) -> [T] {
    (0..<number(range)).map { _ in make(&self) }
  }

  private mutating func name() -> Name {
    Name(
      pick(["a", "b", "name", "số", "x1", "long_name", "Type", "Đường", "nearest", "each", "to", "match"]),
      nowhere)
  }
  private mutating func string() -> StringLiteral {
    StringLiteral(
      pick([
        "x", "Nghị định", "a \"quoted\" text", "back\\slash", "two\nlines", "tab\there", "#", "/", "(", "[a]",
        "",
      ]),
      nowhere)
  }
  private mutating func testString() -> StringLiteral {
    StringLiteral(pick(["[x] y", "a \\[b\\] [c]", "\\\\[x]", "[T: \"x\"]\n", "y"]), nowhere)
  }

  mutating func file() -> GrammarFile {
    GrammarFile(
      path: "r.grammar", stage: chance(70) ? name() : nil, includes: some(0...2) { $0.string() },
      declarations: some(0...8) { $0.declaration() })
  }

  private mutating func fields() -> [FieldDeclaration] {
    some(0...8) { FieldDeclaration(name: $0.name(), kind: $0.name()) }
  }

  private mutating func declaration() -> Declaration {
    switch number(0...11) {
    case 0: return .group(name())
    case 1:
      return .type(
        TypeDeclaration(
          name: name(), isPrivate: chance(50), group: chance(50) ? name() : nil,
          absorbs: some(0...3) { $0.name() },
          fields: fields()))
    case 2:
      return .relation(
        RelationDeclaration(name: name(), first: some(1...3) { $0.name() }, second: some(1...2) { $0.name() })
      )
    case 3: return .sentences(string())
    case 4: return .stages(some(1...20) { $0.name() })
    case 5:
      let source: LexiconDeclaration.Source =
        switch number(0...2) {
        case 0: .file(string())
        case 1: .document(fields())
        default:
          .entries(
            some(0...5) { maker in
              InlineEntry(phrase: maker.string(), columns: maker.some(0...3) { ($0.name(), $0.string()) })
            })
        }
      return .lexicon(LexiconDeclaration(name: name(), source: source, isCased: chance(50)))
    case 6:
      return .macro(
        MacroDeclaration(name: name(), parameters: some(0...3) { $0.name() }, pattern: pattern(3)))
    case 7: return .link(link())
    case 8: return .test(test())
    default: return .rule(rule())
    }
  }

  private mutating func rule() -> RuleDeclaration {
    let result =
      chance(60)
      ? EmitClause(
        type: name(), capture: nil, isEach: false, assignments: assignments(), span: nowhere) : nil
    var rule = RuleDeclaration(
      name: name(), result: result, priority: chance(30) ? number(-100...100) : 0,
      scope: pick([.sentence, .line, .paragraph]), length: chance(30) ? number(1...512) : nil,
      pattern: pattern(4),
      clauses: some(0...3) { $0.clause() }, span: nowhere)
    if chance(30), rule.result != nil {
      rule.result?.capture = name()
      rule.result?.isEach = chance(50)
    }
    return rule
  }

  private mutating func assignments() -> [Assignment] {
    some(0...3) { Assignment(field: $0.name(), value: $0.expression(2)) }
  }

  private mutating func clause() -> RuleClause {
    switch number(0...2) {
    case 0:
      return .emit(
        EmitClause(
          type: name(), capture: name(), isEach: chance(50), assignments: assignments(), span: nowhere))
    case 1:
      return .link(
        RuleLink(
          relation: name(), first: name(), second: name(), choice: pick([.each, .nearest, .next]),
          span: nowhere))
    default:
      return .export(
        ExportClause(
          value: expression(2), isEach: chance(50), lexicon: name(), scope: pick([.after, .document]),
          assignments: assignments(), span: nowhere))
    }
  }

  private mutating func expression(_ depth: Int) -> Expression {
    switch number(0...(depth > 0 ? 5 : 4)) {
    case 0: return .string(string())
    case 1: return .integer(number(-5...3000), nowhere)
    case 2: return .flag(chance(50), nowhere)
    case 3: return .capture(name())
    case 4: return .member(name(), name())
    default:
      return .call(
        name(),
        some(0...3) { Argument(label: $0.chance(40) ? $0.name() : nil, value: $0.expression(depth - 1)) },
        nowhere)
    }
  }

  private mutating func link() -> LinkDeclaration {
    LinkDeclaration(
      relation: name(), first: name(), second: name(), order: pick([.forward, .backward, .any]),
      scope: pick([.sentence, .line, .paragraph, .document]),
      distance: pick([nil, .tokens(0...12), .sentences(1...2)]), unlessBetween: chance(40) ? pattern(2) : nil,
      choice: pick([.nearest, .nearestForSecond, .all]), span: nowhere)
  }

  private mutating func test() -> TestBlock {
    TestBlock(
      subject: chance(50) ? .rule(name()) : .type(name()),
      lines: some(0...5) { maker in
        switch maker.number(0...3) {
        case 0: .reject(maker.testString())
        case 1: .reference(maker.string())
        case 2:
          .link(
            maker.testString(),
            maker.some(1...3) {
              TestBlock.LinkExpectation(
                relation: $0.name(), brackets: $0.chance(50) ? ($0.number(0...3), $0.number(0...3)) : nil,
                span: $0.nowhere)
            }, isNegated: maker.chance(50))
        default:
          .match(
            maker.testString(),
            maker.some(0...3) {
              ExpectedValues(fields: $0.some(1...3) { ($0.name(), $0.string()) }, span: $0.nowhere)
            })
        }
      }, span: nowhere)
  }

  // MARK: Patterns

  mutating func pattern(_ depth: Int) -> Pattern {
    Pattern(node(depth), nowhere)
  }

  private mutating func node(_ depth: Int) -> Pattern.Node {
    guard depth > 0 else { return leaf() }
    switch number(0...13) {
    case 0, 1, 2: return .sequence(some(2...5) { $0.pattern(depth - 1) })
    case 3, 4: return .alternatives(some(2...4) { $0.pattern(depth - 1) })
    case 5, 6:
      let minimum = number(0...3)
      let maximum = chance(40) ? nil : max(1, minimum) + number(0...3)
      return .repeated(pattern(depth - 1), minimum: minimum, maximum: maximum)
    case 7: return .capture(name(), pattern(depth - 1))
    case 8: return .glued(pattern(depth - 1))
    case 9: return .both(pattern(depth - 1), pattern(depth - 1))
    case 10: return .not(pattern(depth - 1))
    case 11: return .context(pick([.after, .before]), pattern(depth - 1), negated: chance(50))
    case 12: return .macro(name(), some(0...3) { $0.pattern(depth - 1) })
    default: return leaf()
    }
  }

  private mutating func tests() -> [ValueTest] {
    some(0...2) { maker in
      let condition: ValueTest.Condition =
        switch maker.number(0...4) {
        case 0: .equals(maker.string())
        case 1: .differs(maker.string())
        case 2: .oneOf(maker.some(1...3) { $0.string() })
        case 3: .present
        default: .absent
        }
      return ValueTest(name: maker.name(), condition: condition)
    }
  }

  private mutating func leaf() -> Pattern.Node {
    switch number(0...10) {
    case 0: return .empty
    case 1: return .tokenClass(tokenClass())
    case 2: return .raw(StringLiteral(pick(["[a-z]+", "\\d\\/x", "a|b", "\"#"]), nowhere))
    case 3: return .lexicon(name(), tests())
    case 4: return .mention(name(), tests())
    case 5: return .position(pick([.inside, .starts, .ends]), name())
    case 6: return .gap(pick([.glued, .spaced, .linebreak]))
    case 7: return .anchor(pick([.linestart, .lineend, .sentencestart, .sentenceend]))
    case 8: return .macro(name(), [])
    default: return .phrase(string(), exact: chance(30))
    }
  }

  private mutating func tokenClass() -> TokenClass {
    switch number(0...9) {
    case 0: .digits(pick([nil, .length(4...4), .length(1...2), .value(0...31), .value(7...7)]))
    case 1: .letters(pick([nil, .length(4...4), .length(1...2)]))
    case 2: .punctuation(pick([nil, "-–", "\"\\"]))
    default: pick([.number, .upper, .capitalized, .lower, .any, .email, .url, .handle])
    }
  }
}

/// A tree as text without its spans, to compare two trees.
func outline(_ value: Any) -> String {
  if value is SourceSpan { return "" }
  let mirror = Mirror(reflecting: value)
  if mirror.children.isEmpty { return "\(value) " }
  let name = mirror.displayStyle == .enum ? (mirror.children.first?.label ?? "") : ""
  let parts = mirror.children.filter {
    !["comments", "brokenNames", "itemStarts", "body"].contains($0.label)
  }
  return name + "(" + parts.map { outline($0.value) }.joined() + ")"
}
