import GrammarLanguage
import TextModel

/// The steps met so far: (set, situation) → step. Open addressing; a key and its step lie in one cache line.
struct StepTable {
  private struct Entry {
    var key: UInt64 = 0
    var step = LazyAutomaton.StepID.unknown
  }
  private var entries: [Entry] = Array(repeating: Entry(), count: 1 << 12)
  private(set) var count = 0

  /// The sets stand in the key's high bits, so only the high bits of the product depend on all of it.
  @inline(__always)
  private static func slot(_ key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 36)
  }

  /// The step of a key (never 0), or unknown.
  @inline(__always)
  func find(_ key: UInt64) -> LazyAutomaton.StepID {
    let mask = entries.count - 1
    var slot = Self.slot(key) & mask
    while true {
      let entry = entries[slot]
      if entry.key == key { return entry.step }
      if entry.key == 0 { return .unknown }
      slot = (slot + 1) & mask
    }
  }

  mutating func insert(_ key: UInt64, _ step: LazyAutomaton.StepID) {
    if (count + 1) * 2 > entries.count {
      let old = entries
      entries = Array(repeating: Entry(), count: entries.count * 2)
      for entry in old where entry.key != 0 { place(entry) }
    }
    place(Entry(key: key, step: step))
    count += 1
  }

  private mutating func place(_ entry: Entry) {
    let mask = entries.count - 1
    var slot = Self.slot(entry.key) & mask
    while entries[slot].key != 0 { slot = (slot + 1) & mask }
    entries[slot] = entry
  }
}

/// The questions answered on the way to a step. Few: a list is faster than a table.
struct KnownAnswers {
  private var answers: [(question: LazyAutomaton.Question, answer: Bool)] = []

  mutating func add(_ question: LazyAutomaton.Question, _ answer: Bool) { answers.append((question, answer)) }

  subscript(question: LazyAutomaton.Question) -> Bool? {
    for known in answers where known.question == question { return known.answer }
    return nil
  }
}

extension LazyAutomaton {
  mutating func addStep(
    _ key: UInt64, set: SetID, situation: Situation, classes: [LexemeCache.TokenClass], cascade: Cascade
  ) -> StepID {
    let step = makeStep(
      set: set, situation: situation, classes: classes, cascade: cascade,
      origin: Origin(parent: -1, answer: false))
    steps.insert(key, step)
    return step
  }

  /// The step behind an answer to a choice, made if need be.
  mutating func step(
    behind choice: StepID, answer: Bool, set: SetID, situation: Situation,
    classes: [LexemeCache.TokenClass], cascade: Cascade
  ) -> StepID {
    let origin = Origin(parent: Int32(choice.index), answer: answer)
    let next = makeStep(
      set: set, situation: situation, classes: classes, cascade: cascade, origin: origin)
    if answer { choices[choice.index].yes = next } else { choices[choice.index].no = next }
    return next
  }

  private mutating func makeStep(
    set: SetID, situation: Situation, classes: [LexemeCache.TokenClass], cascade: Cascade, origin: Origin
  ) -> StepID {
    var known = KnownAnswers()
    var ancestor = origin
    while ancestor.parent >= 0 {
      let index = Int(ancestor.parent)
      known.add(questions[Int(choices[index].question)], ancestor.answer)
      ancestor = origins[index]
    }
    guard
      let question = nextQuestion(
        set: set, situation: situation, classes: classes, cascade: cascade, known: known)
    else {
      // What was not asked cannot make a difference here.
      return makeResult(set: set, situation: situation, classes: classes, cascade: cascade, known: known)
    }
    let number: UInt32
    if let same = questionNumbers[question] {
      number = same
    } else {
      number = UInt32(questions.count)
      questionNumbers[question] = number
      questions.append(question)
    }
    choices.append(Choice(question: number))
    origins.append(origin)
    return .choice(choices.count - 1)
  }

  private mutating func makeResult(
    set: SetID, situation: Situation, classes: [LexemeCache.TokenClass], cascade: Cascade,
    known: KnownAnswers
  ) -> StepID {
    var accepted: [UInt32] = []
    var behindToken: [UInt32] = []
    var behindReference: [UInt64: [UInt32]] = [:]
    var work = items(of: set, situation, cascade)
    beginPass(work)
    while let current = work.popLast() {
      let (number, mode) = Self.parts(current)
      let node = cascade.program.nodes[Int(number)]
      switch node.operation {
      case .accept(let rule):
        if mode == .any || mode == .normal || mode.allows(situation.gap) { accepted.append(rule) }
      case .acceptBehind:
        if mode.allows(situation.gap) {
          accepted.append(0)
        } else if mode == .normal {
          accepted.append(Self.acceptedWithoutGap)
        }
      case .anchor, .context:
        let holds: Bool
        switch settled(node.operation, mode, situation, classes, cascade) {
        case .known(let value): holds = value
        case .asks(let question): holds = known[question] ?? false
        }
        guard holds else { break }
        for item in closure(node.next, mode, situation, cascade) where mark(item) { work.append(item) }
      case .token(let predicate):
        guard Self.mayConsume(node, mode, situation), let tokenClass = situation.tokenClass else { break }
        let passes =
          self.answer(predicate, situation, cascade)
          ?? situation.value(of: cascade.program.predicates[Int(predicate)], tokenClass, known, cascade)
        if passes == true {
          let behind = closure(node.next, node.modeAfter, cascade)
          behindToken.append(contentsOf: closureItems[behind])
        }
      case .lexicon(let reference):
        guard Self.mayConsume(node, mode, situation),
          cascade.mayStart(lexiconReference: reference, situation)
        else { break }
        let key = 1 << 63 | UInt64(reference)
        let behind = closure(node.next, node.modeAfter, cascade)
        behindReference[key, default: []].append(contentsOf: closureItems[behind])
      case .mention(let reference):
        guard Self.mayConsume(node, mode, situation),
          situation.mayStart(cascade.program.mentionReferences[Int(reference)].type)
        else { break }
        let behind = closure(node.next, node.modeAfter, cascade)
        behindReference[UInt64(reference), default: []].append(contentsOf: closureItems[behind])
      case .split, .jump, .captureStart, .captureEnd, .gap, .leaveGlued:
        preconditionFailure("a set holds only nodes that look at the text")
      }
    }
    let rules = cascade.grammar.rules
    if accepted.count > 1 {
      accepted = Array(Set(accepted)).sorted { a, b in
        guard a < rules.count, b < rules.count else { return a < b }
        let (p, q) = (rules[Int(a)].priority, rules[Int(b)].priority)
        return p != q ? p > q : a < b
      }
    }
    if accepted.isEmpty, behindReference.isEmpty {
      let next = behindToken.isEmpty ? Self.emptySet : intern(behindToken, cascade)
      if next == Self.emptySet { return .dead }
      if let known = plainResults[next] { return known }
      results.append(Result(next: next))
      plainResults[next] = .result(results.count - 1)
      return .result(results.count - 1)
    }
    let result = Result(
      firstAccepted: UInt32(acceptedRules.count), acceptedCount: UInt32(accepted.count),
      next: behindToken.isEmpty ? Self.emptySet : intern(behindToken, cascade),
      firstReference: UInt32(references.count), referenceCount: UInt32(behindReference.count))
    acceptedRules.append(contentsOf: accepted)
    for key in behindReference.keys.sorted() {
      references.append(
        Reference(
          isLexicon: key >> 63 == 1, number: Int32(truncatingIfNeeded: key & 0x7FFF_FFFF),
          target: intern(behindReference[key]!, cascade)))
    }
    results.append(result)
    return .result(results.count - 1)
  }

  private enum Settled {
    case known(Bool)
    case asks(Question)
  }

  /// Whether an anchor or a context holds, where the situation settles it; the question to ask where it does not.
  private mutating func settled(
    _ operation: Program.Operation, _ mode: Program.GapMode, _ situation: Situation,
    _ classes: [LexemeCache.TokenClass], _ cascade: Cascade
  ) -> Settled {
    switch operation {
    case .anchor(.linestart), .anchor(.lineend): return .known(situation.gap >= .lineBreak)
    case .anchor(.sentencestart): return .known(situation.tokenClass != nil && situation.startsSentence)
    case .anchor(.sentenceend): return .known(situation.startsSentence)
    case .context(let number):
      let context = cascade.program.contexts[Int(number)]
      if context.direction == .before, situation.tokenClass != nil {
        switch firstToken(number, situation.classNumber, classes, cascade) {
        case .startsNone: return .known(context.isNegated)
        // Where the gap is in the way, a gap word at the start may still allow it.
        case .matches: if mode.allows(situation.gap) { return .known(!context.isNegated) }
        case .mayStart:
          if let value = settled(context: number, mode, situation, cascade) {
            return .known(value != context.isNegated)
          }
        case .unknown: break
        }
      }
      return .asks(.context(number, cascade.program.contextMode(number, mode)))
    default: preconditionFailure("only anchors and contexts look at a boundary")
    }
  }

  /// Whether the situation alone says that an anchor or a context does not hold.
  mutating func isFalse(
    _ operation: Program.Operation, _ mode: Program.GapMode, _ situation: Situation,
    _ classes: [LexemeCache.TokenClass], _ cascade: Cascade
  ) -> Bool {
    if case .known(false) = settled(operation, mode, situation, classes, cascade) { return true }
    return false
  }

  /// The cheapest question whose answer could still make a difference here: a context or a word of a document lexicon on
  /// the ways that the known answers leave open.
  private mutating func nextQuestion(
    set: SetID, situation: Situation, classes: [LexemeCache.TokenClass], cascade: Cascade,
    known: KnownAnswers
  ) -> Question? {
    var best: (question: Question, cost: Int)?
    var work = items(of: set, situation, cascade)
    beginPass(work)
    while let current = work.popLast() {
      let (number, mode) = Self.parts(current)
      let node = cascade.program.nodes[Int(number)]
      var open: Question?
      switch node.operation {
      case .anchor, .context:
        switch settled(node.operation, mode, situation, classes, cascade) {
        case .known(false): continue
        case .known(true): break
        case .asks(let question):
          switch known[question] {
          case false: continue
          case true: break
          case nil: open = question
          }
        }
      case .token(let predicate):
        guard Self.mayConsume(node, mode, situation), let tokenClass = situation.tokenClass,
          answer(predicate, situation, cascade) == nil
        else { continue }
        let tested = cascade.program.predicates[Int(predicate)]
        if situation.value(of: tested, tokenClass, known, cascade) == nil,
          let asked = situation.firstOpenAtom(of: tested, known, cascade)
        {
          return .documentWord(asked)
        }
        continue
      default: continue
      }
      let next = closure(node.next, mode, situation, cascade)
      guard let open else {
        for item in next where mark(item) { work.append(item) }
        continue
      }
      // What lies beyond is asked once this is answered with yes.
      let cost = open.cost(cascade)
      if let best, best.cost <= cost { continue }
      if isViable(next, situation, cascade, depth: 0) {
        if cost == 0 { return open }
        best = (open, cost)
      }
    }
    return best?.question
  }

  /// Whether some item of a closure could go on here if every question were answered in its favor.
  private mutating func isViable(
    _ items: [UInt32], _ situation: Situation, _ cascade: Cascade, depth: Int
  ) -> Bool {
    for item in items where isViable(item, situation, cascade, depth: depth) { return true }
    return false
  }

  /// Whether an item could go on here if every question were answered in its favor.
  mutating func isViable(
    _ item: UInt32, _ situation: Situation, _ cascade: Cascade, depth: Int = 0
  ) -> Bool {
    let (number, mode) = Self.parts(item)
    let node = cascade.program.nodes[Int(number)]
    switch node.operation {
    case .accept, .acceptBehind: return true
    case .token(let predicate):
      guard Self.mayConsume(node, mode, situation) else { return false }
      if let known = answer(predicate, situation, cascade) { return known }
      guard let tokenClass = situation.tokenClass else { return false }
      let tested = cascade.program.predicates[Int(predicate)]
      return situation.value(of: tested, tokenClass, KnownAnswers(), cascade) != false
    case .lexicon(let reference):
      return Self.mayConsume(node, mode, situation)
        && cascade.mayStart(lexiconReference: reference, situation)
    case .mention(let reference):
      return Self.mayConsume(node, mode, situation)
        && situation.mayStart(cascade.program.mentionReferences[Int(reference)].type)
    case .anchor, .context:
      // A chain of assertions longer than this is taken for viable, which costs time, not truth.
      guard depth < 16 else { return true }
      return isViable(closure(node.next, mode, situation, cascade), situation, cascade, depth: depth + 1)
    case .split, .jump, .captureStart, .captureEnd, .gap, .leaveGlued: return true
    }
  }

  /// Whether an item at the start of a context takes one token, whatever the situation leaves open, and is at the end behind it.
  mutating func isWholeMatch(_ item: UInt32, _ situation: Situation, _ cascade: Cascade) -> Bool {
    let (number, mode) = Self.parts(item)
    let node = cascade.program.nodes[Int(number)]
    guard mode == .any, case .token(let predicate) = node.operation, let tokenClass = situation.tokenClass
    else { return false }
    let passes =
      answer(predicate, situation, cascade)
      ?? situation.value(
        of: cascade.program.predicates[Int(predicate)], tokenClass, KnownAnswers(), cascade)
    guard passes == true else { return false }
    return closure(node.next, node.modeAfter, cascade).contains { index in
      let (number, mode) = Self.parts(closureItems[index])
      switch cascade.program.nodes[Int(number)].operation {
      case .accept, .acceptBehind: return mode == .normal
      default: return false
      }
    }
  }

  @inline(__always)
  static func mayConsume(_ node: Program.Node, _ mode: Program.GapMode, _ situation: Situation) -> Bool {
    mode.allows(situation.gap) && !(node.staysInSentence && mode != .any && situation.startsSentence)
  }
}

extension LazyAutomaton.Situation {
  /// Whether a dynamic atom holds; nil where neither the situation nor the answers so far say.
  private func holds(_ atom: Int32, _ known: KnownAnswers, _ cascade: Cascade) -> Bool? {
    switch cascade.dynamicAtoms[Int(atom)] {
    case .position(let position, let type): types?.contains(position, type)
    case .documentWord: known[.documentWord(atom)]
    }
  }

  /// What a predicate says of the token here; nil while that is open.
  func value(
    of predicate: Predicate, _ tokenClass: LexemeCache.TokenClass, _ known: KnownAnswers, _ cascade: Cascade
  ) -> Bool? {
    switch predicate {
    case .dynamic(let atom): return holds(atom, known, cascade)
    case .both(let a, let b):
      let first = value(of: a, tokenClass, known, cascade)
      if first == false { return false }
      let second = value(of: b, tokenClass, known, cascade)
      return second == false ? false : first == true && second == true ? true : nil
    case .either(let a, let b):
      let first = value(of: a, tokenClass, known, cascade)
      if first == true { return true }
      let second = value(of: b, tokenClass, known, cascade)
      return second == true ? true : first == false && second == false ? false : nil
    case .not(let a): return value(of: a, tokenClass, known, cascade).map { !$0 }
    case .always, .form, .exact, .atom: return predicate.value(tokenClass)
    }
  }

  /// The first dynamic atom of a predicate that is to be asked for.
  func firstOpenAtom(of predicate: Predicate, _ known: KnownAnswers, _ cascade: Cascade) -> Int32? {
    switch predicate {
    case .dynamic(let atom): holds(atom, known, cascade) == nil ? atom : nil
    case .both(let a, let b), .either(let a, let b):
      firstOpenAtom(of: a, known, cascade) ?? firstOpenAtom(of: b, known, cascade)
    case .not(let a): firstOpenAtom(of: a, known, cascade)
    case .always, .form, .exact, .atom: nil
    }
  }

  /// Whether a mention of the type could start here.
  @inline(__always)
  func mayStart(_ type: TypeID) -> Bool { types.map { $0.contains(.starts, type) } ?? true }
}

extension LazyAutomaton.Question {
  /// A rank: what a look at one token or boundary settles comes before what takes a search, the shorter search first.
  func cost(_ cascade: Cascade) -> Int {
    switch self {
    case .documentWord: return 0
    case .context(let number, _):
      let context = cascade.program.contexts[Int(number)]
      if context.isOneToken { return 1 }
      return context.direction == .before ? 2 : 2 + context.lengths.count
    }
  }
}

extension Program {
  /// A context that looks behind depends on this alone of what the pattern demands of the gap ahead: whether anything
  /// stands before the context (`.normal`), so that the gap is none of its affair.
  func contextMode(_ context: Int32, _ mode: GapMode) -> GapMode {
    guard contexts[Int(context)].direction == .after else { return mode }
    return mode == .any ? .any : .normal
  }
}

extension Cascade {
  /// Whether a lexicon reference could find something at a token of this class.
  func mayStart(lexiconReference number: Int32, _ situation: LazyAutomaton.Situation) -> Bool {
    let atom = referenceEntryAtoms[Int(number)]
    guard let tokenClass = situation.tokenClass else { return false }
    if atom < 0 { return situation.documentLexicons }
    return tokenClass.holds(atom)
  }
}

extension LexemeCache.TokenClass {
  @inline(__always)
  func holds(_ atom: Int32) -> Bool { atoms[Int(atom) >> 6] >> UInt64(atom & 63) & 1 == 1 }
}

extension Predicate {
  /// The predicate's value on a token class; nil when it depends on where the token stands.
  func value(_ tokenClass: LexemeCache.TokenClass) -> Bool? {
    switch self {
    case .always: true
    case .form(let form): tokenClass.form == form
    case .exact(let form): tokenClass.exact == form
    case .atom(let atom): tokenClass.holds(atom)
    case .dynamic: nil
    case .both(let a, let b):
      switch (a.value(tokenClass), b.value(tokenClass)) {
      case (false, _), (_, false): false
      case (true, true): true
      default: nil
      }
    case .either(let a, let b):
      switch (a.value(tokenClass), b.value(tokenClass)) {
      case (true, _), (_, true): true
      case (false, false): false
      default: nil
      }
    case .not(let a): a.value(tokenClass).map { !$0 }
    }
  }
}
