import GrammarLanguage
import TextModel

extension Matcher {
  /// The longest match of the running stage that starts at a token; of equally long ones the rule with the
  /// higher priority, then the first.
  mutating func longestMatch(at start: Int) -> Match? {
    let set = stageStarts[stage.index]
    let reach = cascade.stageReach[stage.index]
    let rules = cascade.grammar.rules
    var best: Match?
    let limit = min(start + reach, text.tokens.count)
    search(from: set, at: start, limit: limit, ofRules: true) { rule, position in
      if position > start, position - start <= rules[Int(rule)].length {
        best = Match(rule: RuleID(rawValue: rule), span: TokenSpan(start..<position))
        return .acceptedHere
      }
      return .goOn
    }
    return best
  }

  enum Verdict {
    /// Look at the next rule accepted at this position, then on.
    case goOn
    /// This position is settled; look for later ones.
    case acceptedHere
    case stop
  }

  /// Walks the automaton from a set and reports what is accepted, position by position.
  ///
  /// - Parameters:
  ///   - limit: the last boundary to look at.
  ///   - ofRules: whether what is accepted are rules, with preconditions at the start.
  ///   - visit: called with each accepted rule in order of preference, and the boundary.
  mutating func search(
    from set: LazyAutomaton.SetID, at start: Int, limit: Int, ofRules: Bool = false,
    visit: (UInt32, Int) -> Verdict
  ) {
    var current = set
    var position = start
    let base = pending.count
    defer { pending.removeSubrange(base...) }
    while true {
      let result = step(current, at: position)
      let outcome = automaton.results[result]
      if outcome.acceptedCount > 0 {
        settled: for index in outcome.firstAccepted..<(outcome.firstAccepted + outcome.acceptedCount) {
          let accepted = automaton.acceptedRules[Int(index)]
          if ofRules, !meetsPreconditions(accepted, at: start) { continue }
          switch visit(accepted, position) {
          case .goOn: continue
          case .acceptedHere: break settled
          case .stop: return
          }
        }
      }
      if position >= limit { return }
      let next = outcome.next
      if outcome.referenceCount > 0 {
        for index in outcome.firstReference..<(outcome.firstReference + outcome.referenceCount) {
          let reference = automaton.references[Int(index)]
          let length =
            reference.isLexicon
            ? lexiconHit(reference.number, at: position)?.length
            : mentionHit(reference.number, at: position).map { store.mentions[$0].span.count }
          if let length, position + length <= limit {
            addPending(reference.target, at: position + length, base: base)
          }
        }
      }
      position += 1
      current = next
      if pending.count > base {
        if current == LazyAutomaton.emptySet {
          var nearest = Int.max
          for index in base..<pending.count { nearest = min(nearest, pending[index].position) }
          position = nearest
        }
        var index = base
        while index < pending.count {
          if pending[index].position == position {
            current = automaton.union(current, pending[index].set, cascade.program)
            pending.swapAt(index, pending.count - 1)
            pending.removeLast()
          } else {
            index += 1
          }
        }
      }
      if current == LazyAutomaton.emptySet { return }
    }
  }

  private mutating func addPending(_ set: LazyAutomaton.SetID, at position: Int, base: Int) {
    for index in base..<pending.count where pending[index].position == position {
      pending[index].set = automaton.union(pending[index].set, set, cascade.program)
      return
    }
    pending.append(PendingSet(position: position, set: set))
  }

  /// The number of the result of one step of the automaton.
  private mutating func step(_ set: LazyAutomaton.SetID, at position: Int) -> Int {
    count(steps: 1)
    let atEnd = position >= text.tokens.count
    let traits = automaton.traits[Int(set)]
    // The part of the situation that the set looks at.
    var key = UInt64(set) << 40
    if !atEnd { key |= UInt64(stageClass(at: position) + 1) << 19 }
    var types: UInt64 = 0
    if !atEnd, traits.mentionTypes != 0 {
      types = store.startingTypes[position] & traits.mentionTypes
      if types != 0 { key |= UInt64(store.number(ofTypeSet: types)) << 3 }
    }
    if traits.looksAtGap {
      var gap = gap(at: position)
      if gap == .glued, !traits.tellsGluedFromSpaced { gap = .spaced }
      if gap == .lineBreak, !traits.tellsLineFromParagraph { gap = .paragraphBreak }
      key |= UInt64(gap.rawValue) << 1
    }
    if traits.looksAtSentences, atEnd || text.tokens[position].flags.contains(.sentenceStart) { key |= 1 }
    var number = automaton.findStep(key)
    if number < 0 {
      let situation = situation(at: position, types: types)
      number = automaton.addStep(key, set: set, situation: situation, cascade: cascade)
    }
    let direct = automaton.steps[Int(number)].result
    if direct >= 0 { return Int(direct) }
    return resolveStep(number, set: set, position: position, types: types)
  }

  private func situation(at position: Int, types: UInt64) -> LazyAutomaton.Situation {
    let atEnd = position >= text.tokens.count
    return LazyAutomaton.Situation(
      tokenClass: atEnd ? nil : lexemes.classes[Int(lexeme(at: position).tokenClass)],
      classNumber: atEnd ? -1 : Int(lexeme(at: position).tokenClass),
      gap: gap(at: position),
      startsSentence: atEnd || text.tokens[position].flags.contains(.sentenceStart),
      mentionTypes: types)
  }

  /// Asks a step's questions until one of its results is settled.
  private mutating func resolveStep(
    _ first: Int32, set: LazyAutomaton.SetID, position: Int, types: UInt64
  ) -> Int {
    var number = first
    while true {
      let step = automaton.steps[Int(number)]
      if step.result >= 0 { return Int(step.result) }
      count(questions: 1)
      let answer = answer(automaton.questions[Int(step.question)], at: position)
      var next = answer ? step.yes : step.no
      if next < 0 {
        let situation = situation(at: position, types: types)
        next = automaton.step(
          behind: number, answer: answer, set: set, situation: situation, cascade: cascade)
      }
      number = next
    }
  }

  /// Whether what a rule demands of the start of its match holds there.
  private mutating func meetsPreconditions(_ rule: UInt32, at start: Int) -> Bool {
    let count = cascade.program.rulePreconditions[Int(rule)].count
    for index in 0..<count {
      let context = cascade.program.rulePreconditions[Int(rule)][index]
      if !holds(context: context, mode: .any, at: start) { return false }
    }
    return true
  }

  // MARK: Questions

  mutating func answer(_ question: LazyAutomaton.Question, at position: Int) -> Bool {
    switch question {
    case .anchor(let anchor): holds(anchor, at: position)
    case .context(let context, let mode): holds(context: context, mode: mode, at: position)
    case .dynamic(let atom): holds(cascade.dynamicAtoms[Int(atom)], at: position)
    }
  }

  func holds(_ anchor: Anchor, at position: Int) -> Bool {
    switch anchor {
    case .linestart:
      return position == 0 || gap(at: position) == .lineBreak || gap(at: position) == .paragraphBreak
    case .lineend: return gap(at: position) == .lineBreak || gap(at: position) == .paragraphBreak
    case .sentencestart:
      return position < text.tokens.count && text.tokens[position].flags.contains(.sentenceStart)
    case .sentenceend:
      return position == text.tokens.count || text.tokens[position].flags.contains(.sentenceStart)
    }
  }

  func holds(_ atom: DynamicAtom, at position: Int) -> Bool {
    switch atom {
    case .position(let position_, let type): return store.holds(position_, type, at: position)
    case .documentWord(let lexicon, let tests):
      let reference = Program.LexiconReference(lexicon: lexicon, tests: tests, isGlued: false)
      return documentHit(reference, at: position, maximumLength: 1) != nil
    }
  }

  /// Whether a context pattern (negation included) holds at a boundary.
  mutating func holds(context number: Int32, mode: Program.GapMode, at position: Int) -> Bool {
    let context = cascade.program.contexts[Int(number)]
    if context.isOneToken {
      return matchesOneToken(context, number, mode: mode, at: position) != context.isNegated
    }
    if let known = contextMemo.answer(context: number, mode: mode, position: position) { return known }
    let found: Bool
    switch context.direction {
    case .before: found = matchesAhead(number, mode: mode, at: position)
    case .after: found = matchesBehind(context, number, at: position)
    }
    let answer = found != context.isNegated
    contextMemo.remember(answer, context: number, mode: mode, position: position)
    return answer
  }

  /// A context of exactly one token, tested by class: no search.
  private mutating func matchesOneToken(
    _ context: Program.Context, _ number: Int32, mode: Program.GapMode, at position: Int
  ) -> Bool {
    let index: Int
    switch context.direction {
    case .before:
      guard position < text.tokens.count, mode.allows(text.tokens[position].gap) else { return false }
      index = position
    case .after:
      guard position > 0, Program.GapMode.normal.allows(gap(at: position)) else { return false }
      index = position - 1
    }
    let tokenClass = Int(lexeme(at: index).tokenClass)
    if oneTokenAnswers[Int(number)].count <= tokenClass {
      let missing = lexemes.classes.count - oneTokenAnswers[Int(number)].count
      oneTokenAnswers[Int(number)].append(contentsOf: repeatElement(0, count: missing))
    }
    let known = oneTokenAnswers[Int(number)][tokenClass]
    if known != 0 { return known == 1 }
    let program = cascade.program
    let start = automaton.start(ofContext: number, mode: .any, program: program)
    let passes = automaton.sets[Int(start)].contains { item in
      guard case .token(let predicate) = program.nodes[Int(LazyAutomaton.parts(item).node)].operation else {
        return false
      }
      return program.predicates[Int(predicate)].value(lexemes.classes[tokenClass]) { _ in nil } == true
    }
    oneTokenAnswers[Int(number)][tokenClass] = passes ? 1 : 2
    return passes
  }

  /// Whether a match of a context could start at a token, by its class.
  private mutating func mayStart(_ number: Int32, at index: Int) -> Bool {
    let tokenClass = Int(lexeme(at: index).tokenClass)
    if contextStarts[Int(number)].count <= tokenClass {
      let missing = lexemes.classes.count - contextStarts[Int(number)].count
      contextStarts[Int(number)].append(contentsOf: repeatElement(0, count: missing))
    }
    let known = contextStarts[Int(number)][tokenClass]
    if known != 0 { return known == 1 }
    var items: [UInt32] = []
    LazyAutomaton.close(cascade.program.contexts[Int(number)].start, .any, cascade.program, into: &items)
    // Anything may be true of the place; the class alone decides.
    let situation = LazyAutomaton.Situation(
      tokenClass: lexemes.classes[tokenClass], classNumber: tokenClass, gap: .spaced, startsSentence: false,
      mentionTypes: .max)
    var mayStart = false
    for item in items where !mayStart {
      mayStart = LazyAutomaton.parts(item).mode != .any || automaton.isViable(item, situation, cascade)
    }
    contextStarts[Int(number)][tokenClass] = mayStart ? 1 : 2
    return mayStart
  }

  private mutating func matchesAhead(_ number: Int32, mode: Program.GapMode, at position: Int) -> Bool {
    if position < text.tokens.count, !mayStart(number, at: position) { return false }
    let set = automaton.start(ofContext: number, mode: mode, program: cascade.program)
    var found = false
    search(
      from: set, at: position, limit: min(position + Program.contextReach, text.tokens.count)
    ) { _, _ in
      found = true
      return .stop
    }
    return found
  }

  private mutating func matchesBehind(_ context: Program.Context, _ number: Int32, at position: Int) -> Bool {
    let set = automaton.start(ofContext: number, mode: .any, program: cascade.program)
    var found = false
    for length in context.lengths where length <= position {
      let start = position - length
      if start < text.tokens.count, length > 0, !mayStart(number, at: start) {
        if text.tokens[start].gap == .paragraphBreak { break }
        continue
      }
      search(from: set, at: start, limit: position) { _, end in
        if end == position {
          found = true
          return .stop
        }
        return .goOn
      }
      if found { return true }
      // Nothing reaches back over a paragraph break.
      if start < text.tokens.count, text.tokens[start].gap == .paragraphBreak { break }
    }
    return found
  }
}

/// Answers of context patterns, remembered in a table of fixed size: a later answer replaces an earlier one that
/// shares its slot. Emptying it is one addition: each answer carries the age in which it was given.
struct ContextMemo {
  private static let size = 1 << 12
  private var keys: [UInt64] = Array(repeating: 0, count: size)
  private var ages: [UInt32] = Array(repeating: 0, count: size)
  private var answers: [Bool] = Array(repeating: false, count: size)
  private var age: UInt32 = 0

  mutating func reset() {
    age &+= 1
    // After four billion resets an old answer would look new.
    if age == 0 {
      for index in ages.indices { ages[index] = 0 }
      age = 1
    }
  }

  private static func key(_ context: Int32, _ mode: Program.GapMode, _ position: Int) -> UInt64 {
    UInt64(UInt32(bitPattern: context)) << 35 | UInt64(mode.rawValue) << 32 | UInt64(position)
  }

  private static func slot(_ key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 40) & (size - 1)
  }

  func answer(context: Int32, mode: Program.GapMode, position: Int) -> Bool? {
    let key = Self.key(context, mode, position)
    let slot = Self.slot(key)
    return ages[slot] == age && keys[slot] == key ? answers[slot] : nil
  }

  mutating func remember(_ answer: Bool, context: Int32, mode: Program.GapMode, position: Int) {
    let key = Self.key(context, mode, position)
    let slot = Self.slot(key)
    keys[slot] = key
    ages[slot] = age
    answers[slot] = answer
  }
}
