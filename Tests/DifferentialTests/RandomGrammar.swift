import GrammarEngine
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

  /// One normalizer, which returns all that it is given, and nothing for an item with a comma in it.
  static let normalizers = [
    Normalizer(
      signature: NormalizerSignature(
        name: "all",
        parameters: [.init(accepts: .items, isRequired: true), .init(label: "with", accepts: .text)],
        result: .text, summary: "All.")
    ) { arguments in
      var parts: [String] = []
      for argument in arguments {
        switch argument {
        case .absent: parts.append("absent")
        case .value(let value): parts.append(value.notation)
        case .items(let items):
          for item in items {
            if item.text.contains(",") { return nil }
            parts += [item.text, item.tokens.joined(separator: "_")]
            for hit in item.hits {
              parts.append("\(hit.offset)+\(hit.count)")
              for row in hit.rows {
                parts.append(row.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined())
              }
            }
            for mention in item.mentions {
              parts.append("\(mention.offset)+\(mention.count) \(mention.typeName)")
              parts += mention.fields.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.notation)" }
            }
          }
        }
      }
      return .text(parts.joined(separator: "|"))
    }
  ]

  /// The lexicons: a folded one, a cased one, and two that rules fill.
  private static let documentLexicon = 2
  private static let lexiconCount = 4

  mutating func grammar() -> CheckedGrammar {
    var grammar = CheckedGrammar()
    grammar.groups = ["primary", "other"]
    let typeCount = 3
    for index in 0..<typeCount {
      // The last type is now and then of another group, or private.
      let group: Int? = index < 2 ? 0 : [0, 1, nil].randomElement(using: &generator)!
      let absorbs = index == 0 && Bool.random(using: &generator) ? [TypeID(1)] : []
      grammar.types.append(
        CheckedType(
          name: "T\(index)", group: group, absorbs: absorbs,
          fields: [(name: ["kind", "value", "kind"][index], kind: .text), (name: "note", kind: .text)],
          span: Self.span))
    }
    grammar.relations = [
      CheckedRelation(name: "R", first: [TypeID(0), TypeID(1)], second: [TypeID(0), TypeID(1)])
    ]
    grammar.lexicons = [
      lexicon("a", isCased: false), lexicon("b", isCased: true), documentLexicon("c", isCased: false),
      documentLexicon("d", isCased: true),
    ]
    let stageCount = Int.random(in: 1...3, using: &generator)
    for stage in 0..<stageCount {
      var rules: [RuleID] = []
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        rules.append(RuleID(grammar.rules.count))
        grammar.rules.append(rule(stage: StageID(stage), typeCount: typeCount))
      }
      var links: [Int] = []
      if Int.random(in: 0..<3, using: &generator) == 0 {
        links.append(grammar.links.count)
        grammar.links.append(link(stage: StageID(stage)))
      }
      grammar.stages.append(CheckedStage(name: "s\(stage)", rules: rules, links: links))
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

  private func documentLexicon(_ name: String, isCased: Bool) -> CheckedLexicon {
    CheckedLexicon(name: name, isCased: isCased, isDocument: true, columns: ["kind"], entries: [])
  }

  private mutating func link(stage: StageID) -> CheckedLink {
    var none = 0
    var noInner: [[Int]] = []
    let between: CheckedPattern? =
      Bool.random(using: &generator)
      ? nil : pattern(depth: 1, captures: &none, inner: &noInner, stage: StageID(1), inContext: true)
    return CheckedLink(
      relation: RelationID(0), first: TypeID(Int.random(in: 0...1, using: &generator)),
      second: TypeID(Int.random(in: 0...1, using: &generator)), stage: stage,
      order: [.forward, .backward, .any].randomElement(using: &generator)!,
      scope: [.sentence, .line, .paragraph, .document].randomElement(using: &generator)!,
      distance: [.tokens(0...512), .tokens(0...2), .tokens(1...4), .sentences(0...1), .sentences(1...2)]
        .randomElement(using: &generator)!,
      unlessBetween: between, choice: [.nearest, .nearestForSecond, .all].randomElement(using: &generator)!,
      span: Self.span)
  }

  private mutating func rule(stage: StageID, typeCount: Int) -> CheckedRule {
    var captures = 0
    var inner: [[Int]] = []
    let body = pattern(depth: 3, captures: &captures, inner: &inner, stage: stage, inContext: false)
    var emissions = [
      CheckedEmission(
        type: TypeID(Int.random(in: 0..<typeCount, using: &generator)), capture: nil, isEach: false,
        assignments: assignments(captures: captures))
    ]
    var exports: [CheckedExport] = []
    var links: [CheckedRuleLink] = []
    for capture in 0..<captures {
      emissions.append(
        CheckedEmission(
          type: TypeID(capture % typeCount), capture: capture, isEach: true,
          assignments: assignments(captures: captures)))
      if Int.random(in: 0..<4, using: &generator) == 0 {
        let column = Bool.random(using: &generator) ? expression(captures: captures) : .text("x")
        exports.append(
          CheckedExport(
            value: .captureText(capture), each: Bool.random(using: &generator) ? capture : nil,
            lexicon: LexiconID(
              Int.random(in: Self.documentLexicon..<Self.lexiconCount, using: &generator)),
            scope: Bool.random(using: &generator) ? .after : .document,
            assignments: Bool.random(using: &generator) ? [(column: 0, value: column)] : []))
      }
      if Int.random(in: 0..<4, using: &generator) == 0 {
        links.append(
          CheckedRuleLink(
            relation: RelationID(0), first: capture, second: Int.random(in: 0..<captures, using: &generator),
            choice: [.each, .nearest, .next].randomElement(using: &generator)!))
      }
    }
    return CheckedRule(
      name: "r", stage: stage, priority: Int.random(in: 0...2, using: &generator),
      scope: [.paragraph, .paragraph, .sentence].randomElement(using: &generator)!,
      length: [2, 4, 64].randomElement(using: &generator)!, pattern: body,
      captures: (0..<captures).map { CheckedCapture(name: "c\($0)", isList: true, inner: inner[$0]) },
      emissions: emissions, links: links, exports: exports, span: Self.span)
  }

  private mutating func assignments(captures: Int) -> [(field: FieldID, value: CheckedExpression)] {
    (0...1).compactMap { field in
      guard Bool.random(using: &generator) else { return nil }
      return (field: FieldID(field), value: expression(captures: captures))
    }
  }

  private mutating func expression(captures: Int) -> CheckedExpression {
    guard captures > 0 else { return .text(["x", "y"].randomElement(using: &generator)!) }
    let capture = Int.random(in: 0..<captures, using: &generator)
    switch Int.random(in: 0..<6, using: &generator) {
    case 0: return .captureText(capture)
    case 1: return .column(capture: capture, name: "kind")
    case 2:
      return .field(capture: capture, name: ["kind", "value", "note"].randomElement(using: &generator)!)
    case 3: return .first([.column(capture: capture, name: "kind"), .captureText(capture)])
    case 4: return .call(0, [.captureItems(capture), nil])
    default:
      return .call(
        0, [.captureItems(capture), .captureText(Int.random(in: 0..<captures, using: &generator))])
    }
  }

  private mutating func pattern(
    depth: Int, captures: inout Int, inner: inout [[Int]], stage: StageID, inContext: Bool
  ) -> CheckedPattern {
    let choice = Int.random(in: 0..<(depth == 0 ? 10 : 18), using: &generator)
    switch choice {
    case 0...2: return .phrase(phrase(), exact: Bool.random(using: &generator), Self.span)
    case 3...5: return .token(predicate(depth: 2), Self.span)
    case 6:
      return .lexicon(
        LexiconID(Int.random(in: 0..<Self.lexiconCount, using: &generator)), tests(), Self.span)
    case 7:
      let type = TypeID(Int.random(in: 0...2, using: &generator))
      return stage.index == 0 ? .token(.tokenClass(.any), Self.span) : .mention(type, tests(), Self.span)
    case 8: return .gap([.glued, .spaced, .linebreak].randomElement(using: &generator)!, Self.span)
    case 9:
      return .anchor(
        [.linestart, .lineend, .sentencestart, .sentenceend].randomElement(using: &generator)!, Self.span)
    case 10, 11:
      return .sequence(
        (0..<Int.random(in: 2...3, using: &generator)).map { _ in
          pattern(depth: depth - 1, captures: &captures, inner: &inner, stage: stage, inContext: inContext)
        })
    case 12:
      return .alternatives(
        (0..<2).map { _ in
          pattern(depth: depth - 1, captures: &captures, inner: &inner, stage: stage, inContext: inContext)
        })
    case 13:
      let minimum = Int.random(in: 0...1, using: &generator)
      let maximum = [1, 2, 3, nil].randomElement(using: &generator)!
      return .repeated(
        pattern(depth: depth - 1, captures: &captures, inner: &inner, stage: stage, inContext: inContext),
        minimum: minimum,
        maximum: maximum.map { max($0, minimum) })
    case 14:
      return .glued(
        pattern(depth: depth - 1, captures: &captures, inner: &inner, stage: stage, inContext: inContext))
    case 15:
      let looksBehind = Bool.random(using: &generator)
      let direction: ContextDirection = looksBehind ? .after : .before
      var none = 0
      return .context(
        direction,
        pattern(depth: min(depth - 1, 1), captures: &none, inner: &inner, stage: stage, inContext: true),
        negated: Bool.random(using: &generator), Self.span)
    default:
      if inContext || captures >= 2 {
        return pattern(
          depth: depth - 1, captures: &captures, inner: &inner, stage: stage, inContext: inContext)
      }
      let number = captures
      captures += 1
      inner.append([])
      let body = pattern(
        depth: depth - 1, captures: &captures, inner: &inner, stage: stage, inContext: inContext)
      inner[number] = Array((number + 1)..<captures)
      return .capture(number, body)
    }
  }

  private mutating func phrase() -> String {
    (0..<Int.random(in: 1...2, using: &generator)).map { _ in Self.words.randomElement(using: &generator)! }
      .joined(separator: " ")
  }

  private mutating func tests() -> [CheckedValueTest] {
    switch Int.random(in: 0..<8, using: &generator) {
    case 0: [CheckedValueTest(index: 0, condition: .equals("x"))]
    case 1: [CheckedValueTest(index: 0, condition: .absent)]
    case 2: [CheckedValueTest(index: 0, condition: .differs("x"))]
    case 3: [CheckedValueTest(index: 0, condition: .oneOf(["x", "y", "7"]))]
    case 4: [CheckedValueTest(index: 0, condition: .present)]
    default: []
    }
  }

  private mutating func predicate(depth: Int) -> TokenPredicate {
    switch Int.random(in: 0..<(depth == 0 ? 7 : 11), using: &generator) {
    case 0: return .tokenClass(.digits(nil))
    case 1: return .tokenClass(.digits(.value(1...20)))
    case 2: return .tokenClass([.capitalized, .upper, .lower, .any].randomElement(using: &generator)!)
    case 3: return .tokenClass(.punctuation(Bool.random(using: &generator) ? nil : ",-"))
    case 4:
      return .phrase(Self.words.randomElement(using: &generator)!, exact: Bool.random(using: &generator))
    case 5: return .lexicon(LexiconID(Int.random(in: 0..<Self.lexiconCount, using: &generator)), tests())
    case 6: return positionPredicate()
    case 7: return .both(predicate(depth: depth - 1), predicate(depth: depth - 1))
    case 8: return .either(predicate(depth: depth - 1), predicate(depth: depth - 1))
    case 9: return mixedPredicate()
    default: return .not(predicate(depth: depth - 1))
    }
  }

  /// A predicate in which what depends on the place means one thing for some tokens and another for others:
  /// `@c & digits | not @c & lower`, `in<T0> & any | starts<T1> & upper`. Only such a predicate shows when two kinds of
  /// tokens or places are taken for one, and chance alone makes fewer than one in a hundred thousand.
  private mutating func mixedPredicate() -> TokenPredicate {
    let first = placePredicate()
    let second = Bool.random(using: &generator) ? .not(first) : placePredicate()
    return .either(.both(first, predicate(depth: 0)), .both(second, predicate(depth: 0)))
  }

  /// What the token alone does not tell: whether it is a word of a document lexicon, or where a mention is.
  private mutating func placePredicate() -> TokenPredicate {
    if Bool.random(using: &generator) {
      let lexicon = Int.random(in: Self.documentLexicon..<Self.lexiconCount, using: &generator)
      return .lexicon(LexiconID(lexicon), tests())
    }
    return positionPredicate()
  }

  private mutating func positionPredicate() -> TokenPredicate {
    let place: MentionPosition = [.inside, .starts, .ends].randomElement(using: &generator)!
    return .position(place, TypeID(Int.random(in: 0...2, using: &generator)))
  }
}
