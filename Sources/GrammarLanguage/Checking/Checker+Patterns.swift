import TextModel

extension Checker {
  typealias Lowered = (pattern: CheckedPattern, shape: PatternShape)

  /// Resolves a pattern. Nil after an error, which has been reported.
  mutating func lower(_ pattern: Pattern, _ bindings: PatternBindings, _ scope: inout PatternScope)
    -> Lowered?
  {
    guard enter(pattern, &scope) else { return nil }
    defer { scope.depth -= 1 }
    let span = pattern.span
    switch pattern.node {
    case .empty: return (.empty, .empty)
    case .sequence(let parts): return lowerSequence(parts, bindings, &scope)
    case .alternatives(let parts):
      let lowered = parts.map { part -> Lowered? in
        if case .empty = part.node { report(.emptyAlternative, at: part.span) }
        return lower(part, bindings, &scope)
      }
      guard let all = Self.unwrapped(lowered) else { return nil }
      var shape = PatternShape.alternatives(all.map(\.shape))
      for case .empty in parts.map(\.node) { shape.hasEmptyAlternative = true }
      return (.alternatives(all.map(\.pattern)), shape)
    case .repeated(let part, let minimum, let maximum):
      guard let inner = lower(part, bindings, &scope) else { return nil }
      if inner.shape.minimum == 0, maximum.map({ $0 > 1 }) ?? true, !inner.shape.hasEmptyAlternative {
        report(.repeatedEmpty, at: span)
      }
      var shape = PatternShape.repeated(inner.shape, minimum: minimum, maximum: maximum)
      if scope.isGlued, minimum > 1 {
        let told = checkNeighbors([inner.pattern, inner.pattern], scope, bindings)
        shape.contradiction = shape.contradiction ?? told
      }
      return (.repeated(inner.pattern, minimum: minimum, maximum: maximum), shape)
    case .capture(let name, let part): return lowerCapture(name, part, bindings, &scope)
    case .glued(let part):
      let wasGlued = scope.isGlued
      scope.isGlued = true
      defer { scope.isGlued = wasGlued }
      guard let inner = lower(part, bindings, &scope) else { return nil }
      return (.glued(inner.pattern), inner.shape)
    case .phrase(let literal, let exact):
      guard let text = phrase(literal) else { return nil }
      let words = text.split(whereSeparator: \.isWhitespace).count
      var shape = PatternShape.tokens(atLeast: words)
      if scope.isGlued { shape.contradiction = checkGluedWords(of: text, at: span, scope, bindings) }
      return (.phrase(text, exact: exact, span), shape)
    case .tokenClass, .raw, .position, .both, .not:
      guard let (predicate, bounds) = lowerPredicate(pattern, bindings, &scope) else { return nil }
      let reason = "no token passes these tests"
      var shape = PatternShape.tokens(atLeast: 1)
      if bounds.possible.isEmpty {
        report(.matchesNothing(reason: reason), at: span)
      } else if !canHold(predicate) {
        shape.contradiction = tell(reason, at: span, bindings)
      }
      return (.token(predicate, span), shape)
    case .lexicon(let name, let tests):
      guard let (id, checked) = lowerLexicon(name, tests, bindings, scope) else { return nil }
      var shape = PatternShape.tokens(atLeast: minimum(of: id))
      shape.lexicons = [id]
      return (.lexicon(id, checked, span), shape)
    case .mention(let name, let tests):
      guard let id = mentionType(name, scope), let checked = lowerTests(tests, of: id) else { return nil }
      var shape = PatternShape.tokens(atLeast: minimum(of: id))
      shape.types = [id]
      return (.mention(id, checked, span), shape)
    case .gap(let word): return (.gap(word, span), .zeroWidth)
    case .anchor(let anchor): return (.anchor(anchor, span), .zeroWidth)
    case .context(let direction, let part, let negated):
      return lowerContext(direction, part, negated, span, bindings, &scope)
    case .macro(let name, let arguments):
      guard let (body, inner) = expand(name, arguments, span, bindings) else { return nil }
      let wasCalledGlued = scope.isCalledGlued
      scope.isCalledGlued = scope.isGlued
      defer { scope.isCalledGlued = wasCalledGlued }
      return lower(body, inner, &scope)
    }
  }

  /// Whether some token may pass a test. Macros bring the same tests again and again.
  private mutating func canHold(_ predicate: TokenPredicate) -> Bool {
    if let known = contradictions[predicate] { return known }
    let answer = TokenContradiction(grammar: grammar, unread: brokenLexicons).canHold(predicate)
    contradictions[predicate] = answer
    return answer
  }

  /// Reports that something can match nothing. In the body of a macro that may be right in another call, since it is of the
  /// arguments or of what stands around the call, the reason is given back instead.
  mutating func tell(
    _ reason: String, at span: SourceSpan, _ bindings: PatternBindings, isOfSurroundings: Bool = false
  ) -> String? {
    guard bindings.arguments.isEmpty, !isOfSurroundings || bindings.chain.isEmpty else { return reason }
    report(.matchesNothing(reason: reason), at: span)
    return nil
  }

  /// Counts an element against the bounds of depth and size.
  mutating func enter(_ pattern: Pattern, _ scope: inout PatternScope) -> Bool {
    guard scope.depth < 4 * GrammarLimits.nesting else {
      report(.nestingTooDeep(limit: 4 * GrammarLimits.nesting), at: pattern.span)
      return false
    }
    expansionBudget -= 1
    ruleBudget -= 1
    guard expansionBudget > 0, ruleBudget > 0 else {
      if !isOverBudget {
        report(.patternTooLarge(limit: GrammarLimits.patternSize), at: budgetPlace ?? pattern.span)
      }
      isOverBudget = true
      return false
    }
    scope.depth += 1
    return true
  }

  /// All of them, or nil when one is missing.
  static func unwrapped<T>(_ values: [T?]) -> [T]? {
    let present = values.compactMap { $0 }
    return present.count == values.count ? present : nil
  }

  private mutating func lowerSequence(
    _ parts: [Pattern], _ bindings: PatternBindings, _ scope: inout PatternScope
  ) -> Lowered? {
    let lowered = parts.map { lower($0, bindings, &scope) }
    guard let all = Self.unwrapped(lowered) else { return nil }
    checkGaps(parts, all, isGlued: scope.isGlued)
    var shape = PatternShape.sequence(all.map(\.shape))
    let told = checkNeighbors(all.map(\.pattern), scope, bindings)
    shape.contradiction = shape.contradiction ?? told
    return (.sequence(all.map(\.pattern)), shape)
  }

  private mutating func lowerCapture(
    _ name: Name, _ part: Pattern, _ bindings: PatternBindings, _ scope: inout PatternScope
  ) -> Lowered? {
    if let construct = scope.captureFreeConstruct {
      report(.captureInside(name.text, construct: construct), at: name.span)
      return lower(part, bindings, &scope)
    }
    guard
      scope.captureNumbers[name.text] != nil || hasRoom(for: .captures, scope.captures.count, at: name.span)
    else {
      return nil
    }
    let number = scope.number(of: name)
    guard let inner = lower(part, bindings, &scope) else { return nil }
    scope.captures[number].inner.merge(inner.shape.counts) { max($0, $1) }
    scope.captures[number].lexicons.formUnion(inner.shape.lexicons)
    scope.captures[number].types.formUnion(inner.shape.types)
    scope.captures[number].testedLexicons.formUnion(inner.pattern.testedLexicons)
    let whole = Self.wholeTypes(inner.pattern)
    if let known = scope.captures[number].wholeTypes {
      scope.captures[number].wholeTypes = known.union(whole)
    } else {
      scope.captures[number].wholeTypes = whole
    }
    var shape = inner.shape
    shape.counts[number] = min(2, (shape.counts[number] ?? 0) + 1)
    return (.capture(number, inner.pattern), shape)
  }

  /// Types of which a match of the pattern can be exactly one mention.
  private static func wholeTypes(_ pattern: CheckedPattern) -> Set<TypeID> {
    switch pattern {
    case .mention(let id, _, _): [id]
    case .capture(_, let inner), .glued(let inner): wholeTypes(inner)
    case .repeated(let inner, let minimum, _): minimum > 1 && inner.alwaysTakesToken ? [] : wholeTypes(inner)
    case .alternatives(let parts): parts.reduce(into: []) { $0.formUnion(wholeTypes($1)) }
    case .sequence(let parts):
      // One part is the mention where all the others may take nothing.
      parts.indices.reduce(into: []) { types, index in
        let taking = parts.indices.first { $0 != index && parts[$0].alwaysTakesToken }
        if taking == nil { types.formUnion(wholeTypes(parts[index])) }
      }
    default: []
    }
  }

  private mutating func phrase(_ literal: StringLiteral) -> String? {
    let text = LexiconReader.collapsed(literal.text)
    guard !text.isEmpty else {
      report(.emptyPhrase, at: literal.span)
      return nil
    }
    return mended(literal)
  }

  private mutating func lowerContext(
    _ direction: ContextDirection, _ part: Pattern, _ negated: Bool, _ span: SourceSpan,
    _ bindings: PatternBindings, _ scope: inout PatternScope
  ) -> Lowered? {
    let word = negated ? (direction == .after ? "unless after" : "unless") : direction.rawValue
    let outer = scope.captureFreeConstruct
    let wasGlued = scope.isGlued
    scope.captureFreeConstruct = "`\(word)(…)`"
    scope.isGlued = false
    // The rule's `within` is about its own tokens.
    let ruleScope = scope.ruleScope
    scope.ruleScope = .paragraph
    defer {
      scope.captureFreeConstruct = outer
      scope.isGlued = wasGlued
      scope.ruleScope = ruleScope
    }
    guard let inner = lower(part, bindings, &scope) else { return nil }
    if inner.shape.isAlwaysTrue {
      report(
        negated
          ? .matchesNothing(reason: "the pattern inside `\(word)(…)` can be empty")
          : .contextAlwaysTrue(word), at: span)
    } else if inner.shape.minimum > GrammarLimits.contextLength {
      report(
        .matchesNothing(
          reason:
            "it needs \(inner.shape.minimum) tokens of context; \(GrammarLimits.contextLength) are looked at"),
        at: span)
    } else {
      checkRoom(in: inner.pattern, .context)
    }
    var shape = PatternShape.zeroWidth
    shape.size = inner.shape.size
    if !negated { shape.contradiction = inner.shape.contradiction }
    return (.context(direction, inner.pattern, negated: negated, span), shape)
  }

  // MARK: Macros

  /// A macro's body with the bindings of its call, or an argument with those of the caller.
  mutating func expand(_ name: Name, _ arguments: [Pattern], _ span: SourceSpan, _ bindings: PatternBindings)
    -> (Pattern, PatternBindings)?
  {
    if let argument = bindings.arguments[name.text] {
      guard arguments.isEmpty else {
        report(
          .macroArgumentCount(macro: name.text, expected: 0, found: arguments.count, isCall: true), at: span)
        return nil
      }
      return (argument.pattern, argument.bindings)
    }
    guard let (macro, file) = macro(name.text, from: bindings.file) else {
      reportUnknownMacro(name, bindings)
      return nil
    }
    usedMacros.insert(macro.name.span)
    let place = macro.name.span
    if let start = bindings.chain.firstIndex(where: { $0.span.start == place.start && $0.span == place }) {
      let cycle = bindings.chain[start...]
      if recursiveMacros.isDisjoint(with: cycle.map(\.span)) {
        report(.macroRecursion(path: cycle.map(\.text) + [name.text]), at: name.span)
      }
      recursiveMacros.formUnion(cycle.map(\.span))
      return nil
    }
    guard bindings.chain.count < GrammarLimits.nesting else {
      report(.nestingTooDeep(limit: GrammarLimits.nesting), at: name.span)
      return nil
    }
    guard arguments.count == macro.parameters.count else {
      report(
        .macroArgumentCount(
          macro: name.text, expected: macro.parameters.count, found: arguments.count,
          isCall: span.end > name.span.end),
        at: span,
        related: nil)
      return nil
    }
    if isCheckingUnused, !checkedMacros.insert(place).inserted {
      // Its body has been read; what is new here are the arguments.
      for argument in arguments { checkAlone(argument, bindings) }
      return nil
    }
    var bound: [String: (pattern: Pattern, bindings: PatternBindings)] = [:]
    for (parameter, argument) in zip(macro.parameters, arguments) {
      // What the body does not use is read nowhere else.
      if !macro.pattern.mentionsMacro(parameter.text) { checkAlone(argument, bindings) }
      bound[parameter.text] = (argument, bindings)
    }
    return (
      macro.pattern, PatternBindings(file: file, arguments: bound, chain: bindings.chain + [macro.name])
    )
  }

  /// Reads a pattern for its mistakes only.
  private mutating func checkAlone(_ pattern: Pattern, _ bindings: PatternBindings) {
    var scope = PatternScope(stage: StageID(0))
    scope.isOfNoStage = true
    _ = lower(pattern, bindings, &scope)
  }

  private mutating func reportUnknownMacro(_ name: Name, _ bindings: PatternBindings) {
    for (index, declared) in macros.enumerated() where declared[name.text] != nil {
      report(.notIncluded(.macro, name.text, file: files[index].path), at: name.span)
      return
    }
    let visibleNames = visible[bindings.file].flatMap { macros[$0].keys }.sorted()
    reportUnknown(
      .macro, name,
      among: Array(bindings.arguments.keys.sorted()) + visibleNames + ReservedWords.patterns.sorted())
  }

  // MARK: References

  /// The type of a mention reference, which some earlier stage must make.
  mutating func mentionType(_ name: Name, _ scope: PatternScope) -> TypeID? {
    guard let id = type(name) else { return nil }
    usedTypes.insert(id)
    // A rule that could not be read may be the one that makes it.
    guard brokenNames.isEmpty, !scope.isOfNoStage else { return id }
    let made = makers[id] ?? []
    if made.contains(where: { $0 < scope.stage || (scope.seesOwnStage && $0 == scope.stage) }) { return id }
    if let maker = made.min() {
      report(
        .laterStage(type: name.text, user: stageName(scope.stage), maker: stageName(maker)), at: name.span)
    } else {
      report(.typeNeverMade(name.text), at: name.span)
    }
    return id
  }

  mutating func lowerTests(_ tests: [ValueTest], of type: TypeID) -> [CheckedValueTest]? {
    let fields = grammar.types[type.index].fields
    return Self.unwrapped(
      tests.map { test -> CheckedValueTest? in
        guard let index = fields.firstIndex(where: { $0.name == test.name.text }) else {
          reportUnknown(.field, test.name, owner: typeName(type), among: fields.map(\.name))
          return nil
        }
        if !brokenFields.contains(test.name.text) {
          for literal in test.condition.literals { checkNotation(literal, of: fields[index].kind) }
        }
        return CheckedValueTest(index: index, condition: test.condition.checked)
      })
  }

  /// Reports a value that is compared and can equal none: fields are compared in their notation.
  private mutating func checkNotation(_ literal: StringLiteral, of kind: ValueKind) {
    switch ValueNotation.verdict(literal.text, kind) {
    case .canonical: break
    case .written(let canonical):
      report(.nonCanonicalValue(literal.text, kind: kind, canonical: canonical), at: literal.span)
    case .none(let suggestion):
      report(.badExpectedValue(literal.text, kind: kind, suggestion: suggestion), at: literal.span)
    }
  }

  /// Whether a text can be the value notation of a kind. Dates and quantities are left to the tests' own run.
  static func isNotation(_ text: String, of kind: ValueKind) -> Bool {
    LexiconReader.isValue(text, of: kind)
  }

  mutating func lowerLexicon(
    _ name: Name, _ tests: [ValueTest], _ bindings: PatternBindings, _ scope: PatternScope
  ) -> (LexiconID, [CheckedValueTest])? {
    guard let id = lexicon(name, from: bindings.file) else { return nil }
    if brokenLexicons.contains(name.text) { return (id, []) }
    checkIsFilled(id, name, scope)
    let columns = grammar.lexicons[id.index].columns
    let checked = tests.map { test -> CheckedValueTest? in
      guard let index = columns.firstIndex(of: test.name.text) else {
        reportUnknown(.column, test.name, owner: name.text, among: columns)
        return nil
      }
      return CheckedValueTest(index: index, condition: test.condition.checked)
    }
    guard let all = Self.unwrapped(checked) else { return nil }
    checkRowsPass(tests, all, id, name)
    return (id, all)
  }

  /// A document lexicon is read behind the first stage that exports to it. That none does is told once, at its
  /// declaration.
  private mutating func checkIsFilled(_ id: LexiconID, _ name: Name, _ scope: PatternScope) {
    guard brokenNames.isEmpty, !scope.isOfNoStage, let first = fillers[id]?.min(),
      grammar.lexicons[id.index].isDocument,
      first >= scope.stage
    else { return }
    report(
      .lexiconFilledLater(lexicon: name.text, user: stageName(scope.stage), filler: stageName(first)),
      at: name.span)
  }

  private mutating func checkRowsPass(
    _ tests: [ValueTest], _ checked: [CheckedValueTest], _ id: LexiconID, _ name: Name
  ) {
    let lexicon = grammar.lexicons[id.index]
    guard !lexicon.isDocument, !lexicon.entries.isEmpty, !tests.isEmpty else { return }
    var isReported = false
    for (test, check) in zip(tests, checked) {
      let known = values(of: id, column: check.index)
      for literal in test.condition.literals {
        if lexicon.columnKinds[check.index] == .number,
          case .written(let canonical) = ValueNotation.verdict(literal.text, .number)
        {
          report(
            .nonCanonicalValue(literal.text, kind: .number, canonical: canonical), at: literal.span)
          isReported = true
          continue
        }
        if known.contains(literal.text) { continue }
        let suggestion = Spelling.nearest(to: literal.text, among: known.sorted())
        report(
          .noRowPasses(lexicon: name.text, value: literal.text, suggestion: suggestion), at: literal.span)
        isReported = true
      }
    }
    if isReported { return }
    let passes = lexicon.entries.contains { entry in
      checked.allSatisfy { $0.accepts(entry.cells[$0.index].isEmpty ? nil : entry.cells[$0.index]) }
    }
    if !passes { report(.noRowPasses(lexicon: name.text, value: nil, suggestion: nil), at: name.span) }
  }
}

extension ValueTest.Condition {
  var literals: [StringLiteral] {
    switch self {
    case .equals(let literal), .differs(let literal): [literal]
    case .oneOf(let literals): literals
    case .present, .absent: []
    }
  }

  var checked: CheckedValueTest.Condition {
    switch self {
    case .equals(let literal): .equals(literal.text)
    case .differs(let literal): .differs(literal.text)
    case .oneOf(let literals): .oneOf(literals.map(\.text))
    case .present: .present
    case .absent: .absent
    }
  }
}

extension CheckedPattern {
  /// Lexicons that stand inside a test of one token.
  var testedLexicons: Set<LexiconID> {
    switch self {
    case .sequence(let parts), .alternatives(let parts):
      parts.reduce(into: []) { $0.formUnion($1.testedLexicons) }
    case .repeated(let part, _, _), .capture(_, let part), .glued(let part): part.testedLexicons
    case .token(let predicate, _): predicate.lexicons
    case .empty, .phrase, .lexicon, .mention, .gap, .anchor, .context: []
    }
  }
}

extension TokenPredicate {
  fileprivate var lexicons: Set<LexiconID> {
    switch self {
    case .lexicon(let id, _): [id]
    case .both(let a, let b), .either(let a, let b): a.lexicons.union(b.lexicons)
    case .not(let a): a.lexicons
    case .tokenClass, .phrase, .raw, .position: []
    }
  }
}
