import GrammarLanguage
import TextModel

/// SplitMix64: small, seeded, the same on every machine.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// Makes small grammars and texts over a tiny vocabulary, so that matches, near misses and overlaps are frequent.
struct RandomGrammar {
  var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  static let words = ["xã", "Xã", "ban", "HĐ", "ủy", "7", "12", "2019", ",", "-", "/"]
  static let span = SourceSpan(file: "random", start: 0, end: 0)

  mutating func text() -> String {
    var text = ""
    for _ in 0..<Int.random(in: 0...14, using: &generator) {
      text += Self.words.randomElement(using: &generator)!
      text += [" ", " ", " ", "", "", "\n", "\n\n", ". "].randomElement(using: &generator)!
    }
    return text
  }

  mutating func grammar() -> CheckedGrammar {
    var grammar = CheckedGrammar()
    grammar.groups = ["primary"]
    let typeCount = 3
    for index in 0..<typeCount {
      grammar.types.append(
        CheckedType(
          name: "T\(index)", group: 0, absorbs: [], fields: [(name: "value", kind: .text)], span: Self.span))
    }
    grammar.lexicons = [lexicon("a", isCased: false), lexicon("b", isCased: true)]
    let stageCount = Int.random(in: 1...3, using: &generator)
    for stage in 0..<stageCount {
      var rules: [RuleID] = []
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        rules.append(RuleID(grammar.rules.count))
        grammar.rules.append(rule(stage: StageID(stage), typeCount: typeCount))
      }
      grammar.stages.append(CheckedStage(name: "s\(stage)", rules: rules, links: []))
    }
    return grammar
  }

  private mutating func lexicon(_ name: String, isCased: Bool) -> CheckedLexicon {
    let entries = (0..<Int.random(in: 1...4, using: &generator)).map { _ in
      let length = Int.random(in: 1...3, using: &generator)
      let phrase = (0..<length).map { _ in Self.words.randomElement(using: &generator)! }.joined(
        separator: " ")
      let cell = ["x", "y", ""].randomElement(using: &generator)!
      return CheckedLexicon.Entry(phrase: phrase, cells: [cell], span: Self.span)
    }
    return CheckedLexicon(
      name: name, isCased: isCased, isDocument: false, columns: ["kind"], entries: entries)
  }

  private mutating func rule(stage: StageID, typeCount: Int) -> CheckedRule {
    var captures = 0
    let body = pattern(depth: 3, captures: &captures, stage: stage, inContext: false)
    var emissions = [
      CheckedEmission(
        type: TypeID(Int.random(in: 0..<typeCount, using: &generator)), capture: nil, isEach: false,
        assignments: [])
    ]
    for capture in 0..<captures {
      emissions.append(
        CheckedEmission(type: TypeID(capture % typeCount), capture: capture, isEach: true, assignments: []))
    }
    return CheckedRule(
      name: "r", stage: stage, priority: Int.random(in: 0...2, using: &generator),
      scope: [.paragraph, .paragraph, .sentence].randomElement(using: &generator)!,
      length: [2, 4, 64].randomElement(using: &generator)!, pattern: body,
      captures: (0..<captures).map { CheckedCapture(name: "c\($0)", isList: true, inner: []) },
      emissions: emissions, links: [], exports: [], span: Self.span)
  }

  private mutating func pattern(
    depth: Int, captures: inout Int, stage: StageID, inContext: Bool
  ) -> CheckedPattern {
    let choice = Int.random(in: 0..<(depth == 0 ? 10 : 18), using: &generator)
    switch choice {
    case 0...2: return .phrase(phrase(), exact: Bool.random(using: &generator), Self.span)
    case 3...5: return .token(predicate(depth: 2), Self.span)
    case 6:
      return .lexicon(
        LexiconID(Int.random(in: 0...1, using: &generator)), tests(), Self.span)
    case 7:
      let type = TypeID(Int.random(in: 0...2, using: &generator))
      return stage.index == 0 ? .token(.tokenClass(.any), Self.span) : .mention(type, [], Self.span)
    case 8: return .gap([.glued, .spaced, .linebreak].randomElement(using: &generator)!, Self.span)
    case 9:
      return .anchor(
        [.linestart, .lineend, .sentencestart, .sentenceend].randomElement(using: &generator)!, Self.span)
    case 10, 11:
      return .sequence(
        (0..<Int.random(in: 2...3, using: &generator)).map { _ in
          pattern(depth: depth - 1, captures: &captures, stage: stage, inContext: inContext)
        })
    case 12:
      return .alternatives(
        (0..<2).map { _ in pattern(depth: depth - 1, captures: &captures, stage: stage, inContext: inContext)
        })
    case 13:
      let minimum = Int.random(in: 0...1, using: &generator)
      let maximum = [1, 2, 3, nil].randomElement(using: &generator)!
      return .repeated(
        pattern(depth: depth - 1, captures: &captures, stage: stage, inContext: inContext), minimum: minimum,
        maximum: maximum.map { max($0, minimum) })
    case 14:
      return .glued(pattern(depth: depth - 1, captures: &captures, stage: stage, inContext: inContext))
    case 15:
      let direction: ContextDirection = Bool.random(using: &generator) ? .before : .after
      var none = 0
      return .context(
        direction, pattern(depth: min(depth - 1, 1), captures: &none, stage: stage, inContext: true),
        negated: Bool.random(using: &generator), Self.span)
    default:
      if inContext || captures >= 2 {
        return pattern(depth: depth - 1, captures: &captures, stage: stage, inContext: inContext)
      }
      let number = captures
      captures += 1
      return .capture(
        number, pattern(depth: depth - 1, captures: &captures, stage: stage, inContext: inContext))
    }
  }

  private mutating func phrase() -> String {
    (0..<Int.random(in: 1...2, using: &generator)).map { _ in Self.words.randomElement(using: &generator)! }
      .joined(separator: " ")
  }

  private mutating func tests() -> [CheckedValueTest] {
    switch Int.random(in: 0..<4, using: &generator) {
    case 0: [CheckedValueTest(index: 0, condition: .equals("x"))]
    case 1: [CheckedValueTest(index: 0, condition: .absent)]
    default: []
    }
  }

  private mutating func predicate(depth: Int) -> TokenPredicate {
    switch Int.random(in: 0..<(depth == 0 ? 7 : 10), using: &generator) {
    case 0: return .tokenClass(.digits(nil))
    case 1: return .tokenClass(.digits(.value(1...20)))
    case 2: return .tokenClass([.capitalized, .upper, .lower, .any].randomElement(using: &generator)!)
    case 3: return .tokenClass(.punctuation(Bool.random(using: &generator) ? nil : ",-"))
    case 4:
      return .phrase(Self.words.randomElement(using: &generator)!, exact: Bool.random(using: &generator))
    case 5: return .lexicon(LexiconID(Int.random(in: 0...1, using: &generator)), tests())
    case 6:
      let place: MentionPosition = [.inside, .starts, .ends].randomElement(using: &generator)!
      return .position(place, TypeID(Int.random(in: 0...2, using: &generator)))
    case 7: return .both(predicate(depth: depth - 1), predicate(depth: depth - 1))
    case 8: return .either(predicate(depth: depth - 1), predicate(depth: depth - 1))
    default: return .not(predicate(depth: depth - 1))
    }
  }
}
