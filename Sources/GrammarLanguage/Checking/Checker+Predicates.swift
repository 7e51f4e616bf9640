import TextModel

extension Checker {
  /// Resolves a test of one token. Nil after an error, which has been reported.
  mutating func lowerPredicate(_ pattern: Pattern, _ bindings: PatternBindings, _ scope: inout PatternScope)
    -> (TokenPredicate, KindBounds)?
  {
    guard enter(pattern, &scope) else { return nil }
    defer { scope.depth -= 1 }
    switch pattern.node {
    case .tokenClass(let tokenClass): return (.tokenClass(tokenClass), KindBounds(tokenClass))
    case .raw(let literal):
      guard let source = regex(literal) else { return nil }
      return (.raw(source), .unknown)
    case .phrase(let literal, let exact):
      let text = LexiconReader.collapsed(literal.text)
      guard !text.isEmpty else {
        report(.emptyPhrase, at: literal.span)
        return nil
      }
      let words = text.split(separator: " ").count
      guard words == 1 else {
        report(.operandOfSeveralTokens(text, count: words), at: literal.span)
        return nil
      }
      return (.phrase(mended(literal), exact: exact), .unknown)
    case .lexicon(let name, let tests):
      guard let (id, checked) = lowerLexicon(name, tests, bindings, scope) else { return nil }
      checkHasWords(id, checked, name)
      return (.lexicon(id, checked), .unknown)
    case .position(let position, let name):
      guard let id = mentionType(name, scope) else { return nil }
      return (.position(position, id), .unknown)
    case .both(let left, let right):
      let first = lowerPredicate(left, bindings, &scope)
      let second = lowerPredicate(right, bindings, &scope)
      guard let first, let second else { return nil }
      return (.both(first.0, second.0), first.1.and(second.1))
    case .not(let operand):
      guard let inner = lowerPredicate(operand, bindings, &scope) else { return nil }
      return (.not(inner.0), inner.1.negated)
    case .alternatives(let parts):
      let lowered = parts.map { lowerPredicate($0, bindings, &scope) }
      guard let all = Self.unwrapped(lowered) else { return nil }
      let bounds = all.dropFirst().reduce(all[0].1) { $0.or($1.1) }
      return (all.dropFirst().reduce(all[0].0) { .either($0, $1.0) }, bounds)
    case .macro(let name, let arguments):
      guard let (body, inner) = expand(name, arguments, pattern.span, bindings) else { return nil }
      return lowerPredicate(body, inner, &scope)
    case .capture(let name, _):
      report(.captureInside(name.text, construct: "an operand of `&` or `not`"), at: name.span)
      return nil
    case .empty, .sequence, .repeated, .glued, .mention, .gap, .anchor, .context:
      report(.notOneToken(pattern.node.description), at: pattern.span)
      return nil
    }
  }

  /// As a test of one token a lexicon knows its entries of one word alone; one without any tests nothing.
  private mutating func checkHasWords(_ id: LexiconID, _ tests: [CheckedValueTest], _ name: Name) {
    let lexicon = grammar.lexicons[id.index]
    guard !lexicon.isDocument, !lexicon.entries.isEmpty, !brokenLexicons.contains(name.text) else { return }
    let hasWord = lexicon.entries.contains { entry in
      !entry.phrase.utf8.contains(UInt8(ascii: " "))
        && tests.allSatisfy { $0.accepts(entry.cells[$0.index].isEmpty ? nil : entry.cells[$0.index]) }
    }
    if !hasWord { report(.lexiconWithoutWords(name.text), at: name.span) }
  }

  /// The composed source of a regular expression that parses and is small enough.
  private mutating func regex(_ literal: StringLiteral) -> String? {
    let source = CanonicalComposition.composed(literal.text)
    do {
      let expression = try RawExpression(source)
      guard expression.canMatchToken else {
        let reason = expression.canMatchText ? "no token has white space inside" : "no token is empty"
        report(.matchesNothing(reason: reason), at: literal.span)
        return nil
      }
      return source
    } catch {
      // Scalars to bytes; the span begins with the slash.
      let scalars = source.unicodeScalars
      let before = scalars.prefix(error.start).reduce(0) { $0 + UTF8.width($1) }
      let length = scalars.dropFirst(error.start).prefix(error.length).reduce(0) { $0 + UTF8.width($1) }
      let start = min(literal.span.start + 1 + before, literal.span.end)
      let place = SourceSpan(
        file: literal.span.file, start: start, end: min(start + length, max(start, literal.span.end)))
      report(.badRegex(reason: error.problem), at: place)
      return nil
    }
  }
}

extension Pattern.Node {
  /// What a construct is called in messages.
  var description: String {
    switch self {
    case .empty: "nothing"
    case .sequence: "a sequence"
    case .alternatives: "a choice"
    case .repeated: "a repetition"
    case .capture: "a capture"
    case .glued: "`glued{…}`"
    case .phrase: "a phrase"
    case .tokenClass: "a token class"
    case .raw: "a regular expression"
    case .lexicon: "a lexicon"
    case .mention(let name, _): "`<\(name.text)>` (use `in<\(name.text)>`, `starts<…>` or `ends<…>`)"
    case .position(let position, _): "`\(position.rawValue)<…>`"
    case .both: "`&`"
    case .not: "`not`"
    case .gap(let word): "`\(word.rawValue)`"
    case .anchor(let anchor): "`\(anchor.rawValue)`"
    case .context(let direction, _, _): "`\(direction.rawValue)(…)`"
    case .macro(let name, _): "`\(name.text)`"
    }
  }
}
