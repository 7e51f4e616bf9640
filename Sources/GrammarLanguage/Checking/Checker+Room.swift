import TextModel

/// Whether each part of a pattern fits into the longest match that there may be.
///
///     rule a length 4 = "a" ("b" | "c d e f")        the second alternative has room for 3 tokens, and needs 4
///
/// Tokens are counted from below: a phrase has as many as words, an entry as the shortest of its lexicon, a mention as what its rules need.
extension Checker {
  /// The limit that a pattern is held against.
  enum RoomLimit {
    case length(Int)
    case context

    var tokens: Int {
      switch self {
      case .length(let length): length
      case .context: GrammarLimits.contextLength
      }
    }
  }

  /// Reports parts that never fit, and entries that do not, of a pattern that fits as a whole. It works without them, so
  /// that these are warnings.
  mutating func checkRoom(in pattern: CheckedPattern, _ limit: RoomLimit, room: Int? = nil) {
    let room = room ?? limit.tokens
    switch pattern {
    case .sequence(let parts):
      let minima = parts.map { minimum($0) }
      let rest = room - minima.reduce(0, +)
      for (part, minimum) in zip(parts, minima) { checkRoom(in: part, limit, room: rest + minimum) }
    case .alternatives(let parts):
      for part in parts { checkPart(part, limit, room) }
    case .repeated(let body, let minimum, _):
      checkPart(body, limit, room - self.minimum(body) * max(0, minimum - 1))
    case .capture(_, let body), .glued(let body): checkRoom(in: body, limit, room: room)
    case .lexicon(let id, let tests, let span): checkEntries(of: id, tests, at: span, room)
    case .empty, .phrase, .token, .mention, .gap, .anchor, .context: break
    }
  }

  /// A part that is not there in each match.
  private mutating func checkPart(_ part: CheckedPattern, _ limit: RoomLimit, _ room: Int) {
    let needed = minimum(part)
    guard needed > room, let place = part.place else {
      checkRoom(in: part, limit, room: room)
      return
    }
    let whole =
      switch limit {
      case .length(let length): "the rule's length is \(length)"
      case .context: "\(limit.tokens) tokens of context are looked at"
      }
    let left = room == limit.tokens ? "" : ", and the rest leaves \(max(0, room))"
    report(.partTooLong(tokens: needed, reason: whole + left), at: place)
  }

  private mutating func checkEntries(
    of id: LexiconID, _ tests: [CheckedValueTest], at span: SourceSpan, _ room: Int
  ) {
    let lexicon = grammar.lexicons[id.index]
    guard !lexicon.isDocument, let longest = entryWords(of: id)?.longest, longest > room else { return }
    // Rarely so far: the entry itself is looked for.
    var found: (words: Int, span: SourceSpan)?
    for entry in lexicon.entries {
      let words = entry.phrase.split(separator: " ").count
      guard words > found?.words ?? room,
        tests.allSatisfy({ $0.accepts(entry.cells[$0.index].isEmpty ? nil : entry.cells[$0.index]) })
      else { continue }
      found = (words, entry.span)
    }
    guard let found else { return }
    report(
      .entryTooLong(lexicon: lexicon.name, words: found.words, room: room), at: span, related: found.span)
  }

  /// A lower bound of the tokens of a match.
  private mutating func minimum(_ pattern: CheckedPattern) -> Int {
    switch pattern {
    case .empty, .gap, .anchor, .context: 0
    case .token: 1
    case .phrase(let text, _, _): max(1, text.split(whereSeparator: \.isWhitespace).count)
    case .lexicon(let id, _, _): minimum(of: id)
    case .mention(let type, _, _): minimum(of: type)
    case .sequence(let parts): min(parts.reduce(0) { $0 + minimum($1) }, 1 << 20)
    case .alternatives(let parts): parts.map { minimum($0) }.min() ?? 0
    case .repeated(let body, let times, _): times == 0 ? 0 : min(minimum(body) * times, 1 << 20)
    case .capture(_, let body), .glued(let body): minimum(body)
    }
  }

  /// The fewest tokens of an entry.
  mutating func minimum(of lexicon: LexiconID) -> Int { max(1, entryWords(of: lexicon)?.shortest ?? 1) }

  /// The fewest tokens of a mention, as far as the rules that make it have been read.
  func minimum(of type: TypeID) -> Int { max(1, typeMinima[type] ?? 1) }

  /// The words of the shortest and of the longest entry; nil where they are not known.
  private mutating func entryWords(of id: LexiconID) -> (shortest: Int, longest: Int)? {
    let lexicon = grammar.lexicons[id.index]
    if lexicon.isDocument || lexicon.entries.isEmpty || brokenLexicons.contains(lexicon.name) { return nil }
    if let known = lexiconWords[id] { return known }
    let counts = lexicon.entries.wordCounts
    lexiconWords[id] = counts
    return counts
  }

  /// Notes how many tokens the mentions that a rule makes have at least.
  mutating func noteMinima(of rule: CheckedRule, isBroken: Bool) {
    for emission in rule.emissions {
      var least = 1
      if !isBroken {
        least =
          emission.capture.map { minimum(ofCapture: $0, in: rule.pattern) ?? 1 } ?? minimum(rule.pattern)
      }
      typeMinima[emission.type] = min(typeMinima[emission.type] ?? .max, least)
    }
  }

  private mutating func minimum(ofCapture number: Int, in pattern: CheckedPattern) -> Int? {
    switch pattern {
    case .capture(number, let body): minimum(body)
    case .capture(_, let body), .glued(let body), .repeated(let body, _, _):
      minimum(ofCapture: number, in: body)
    case .sequence(let parts), .alternatives(let parts):
      parts.compactMap { minimum(ofCapture: number, in: $0) }.min()
    case .empty, .phrase, .token, .lexicon, .mention, .gap, .anchor, .context: nil
    }
  }
}
