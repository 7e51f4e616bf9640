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
  mutating func addStep(_ key: UInt64, set: SetID, situation: Situation, cascade: Cascade) -> StepID {
    let step = makeStep(
      set: set, situation: situation, cascade: cascade, origin: Origin(parent: -1, answer: false))
    steps.insert(key, step)
    return step
  }

  /// The step behind an answer to a choice, made if need be.
  mutating func step(
    behind choice: StepID, answer: Bool, set: SetID, situation: Situation, cascade: Cascade
  ) -> StepID {
    let origin = Origin(parent: Int32(choice.index), answer: answer)
    let next = makeStep(set: set, situation: situation, cascade: cascade, origin: origin)
    if answer { choices[choice.index].yes = next } else { choices[choice.index].no = next }
    return next
  }

  private mutating func makeStep(set: SetID, situation: Situation, cascade: Cascade, origin: Origin) -> StepID
  {
    var known = KnownAnswers()
    var ancestor = origin
    while ancestor.parent >= 0 {
      let index = Int(ancestor.parent)
      known.add(questions[Int(choices[index].question)], ancestor.answer)
      ancestor = origins[index]
    }
    guard let question = nextQuestion(set: set, situation: situation, cascade: cascade, known: known) else {
      // What was not asked cannot make a difference here.
      return makeResult(set: set, situation: situation, cascade: cascade) { known[$0] ?? false }
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
    set: SetID, situation: Situation, cascade: Cascade, answer: (Question) -> Bool
  ) -> StepID {
    let program = cascade.program
    var accepted: [UInt32] = []
    var behindToken: [UInt32] = []
    var behindReference: [UInt64: [UInt32]] = [:]
    var work = items(of: set, situation, program)
    beginPass(work)
    while let current = work.popLast() {
      let (number, mode) = Self.parts(current)
      let node = program.nodes[Int(number)]
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
        let question: Question
        if case .context(let context) = node.operation {
          question = .context(context, program.contextMode(context, mode))
        } else if case .anchor(let anchor) = node.operation {
          question = .anchor(anchor)
        } else {
          continue
        }
        guard answer(question) else { break }
        for item in closure(node.next, mode, situation, program) where mark(item) { work.append(item) }
      case .token(let predicate):
        guard Self.mayConsume(node, mode, situation), let tokenClass = situation.tokenClass else { break }
        let passes =
          self.answer(predicate, situation, program)
          ?? program.predicates[Int(predicate)].value(tokenClass) { answer(.dynamic($0)) }
        if passes == true {
          let behind = closure(node.next, node.modeAfter, program)
          behindToken.append(contentsOf: closureItems[behind])
        }
      case .lexicon(let reference):
        guard Self.mayConsume(node, mode, situation),
          cascade.mayStart(lexiconReference: reference, situation)
        else { break }
        let key = 1 << 63 | UInt64(reference)
        let behind = closure(node.next, node.modeAfter, program)
        behindReference[key, default: []].append(contentsOf: closureItems[behind])
      case .mention(let reference):
        guard Self.mayConsume(node, mode, situation),
          situation.mentionTypes >> UInt64(program.mentionReferences[Int(reference)].type.rawValue) & 1 == 1
        else { break }
        let behind = closure(node.next, node.modeAfter, program)
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
      let next = behindToken.isEmpty ? Self.emptySet : intern(behindToken, program)
      if next == Self.emptySet { return .dead }
      if let known = plainResults[next] { return known }
      results.append(Result(next: next))
      plainResults[next] = .result(results.count - 1)
      return .result(results.count - 1)
    }
    let result = Result(
      firstAccepted: UInt32(acceptedRules.count), acceptedCount: UInt32(accepted.count),
      next: behindToken.isEmpty ? Self.emptySet : intern(behindToken, program),
      firstReference: UInt32(references.count), referenceCount: UInt32(behindReference.count))
    acceptedRules.append(contentsOf: accepted)
    for key in behindReference.keys.sorted() {
      references.append(
        Reference(
          isLexicon: key >> 63 == 1, number: Int32(truncatingIfNeeded: key & 0x7FFF_FFFF),
          target: intern(behindReference[key]!, program)))
    }
    results.append(result)
    return .result(results.count - 1)
  }

  /// The cheapest question whose answer could still make a difference here: a context, an anchor or a dynamic atom of
  /// the ways that the known answers leave open.
  private mutating func nextQuestion(
    set: SetID, situation: Situation, cascade: Cascade, known: KnownAnswers
  ) -> Question? {
    let program = cascade.program
    var best: (question: Question, cost: Int)?
    var work = items(of: set, situation, program)
    beginPass(work)
    while let current = work.popLast() {
      let (number, mode) = Self.parts(current)
      let node = program.nodes[Int(number)]
      let question: Question
      switch node.operation {
      case .anchor(let anchor): question = .anchor(anchor)
      case .context(let context): question = .context(context, program.contextMode(context, mode))
      case .token(let predicate):
        guard Self.mayConsume(node, mode, situation), let tokenClass = situation.tokenClass,
          answer(predicate, situation, program) == nil
        else { continue }
        var open: Int32?
        let value = program.predicates[Int(predicate)].value(tokenClass) { atom in
          if let value = known[.dynamic(atom)] { return value }
          open = open ?? atom
          return nil
        }
        if value == nil, let open { return .dynamic(open) }
        continue
      default: continue
      }
      if known[question] == false { continue }
      let next = closure(node.next, mode, situation, program)
      if known[question] == true {
        for item in next where mark(item) { work.append(item) }
        continue
      }
      // What lies beyond is asked once this is answered with yes.
      let cost = question.cost(cascade)
      if let best, best.cost <= cost { continue }
      if isViable(next, situation, cascade, depth: 0) {
        if cost == 0 { return question }
        best = (question, cost)
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
    let program = cascade.program
    let (number, mode) = Self.parts(item)
    let node = program.nodes[Int(number)]
    switch node.operation {
    case .accept, .acceptBehind: return true
    case .token(let predicate):
      return Self.mayConsume(node, mode, situation) && answer(predicate, situation, program) != false
    case .lexicon(let reference):
      return Self.mayConsume(node, mode, situation)
        && cascade.mayStart(lexiconReference: reference, situation)
    case .mention(let reference):
      return Self.mayConsume(node, mode, situation)
        && situation.mentionTypes >> UInt64(program.mentionReferences[Int(reference)].type.rawValue) & 1 == 1
    case .anchor, .context:
      // A chain of assertions longer than this is taken for viable, which costs time, not truth.
      guard depth < 16 else { return true }
      return isViable(closure(node.next, mode, situation, program), situation, cascade, depth: depth + 1)
    case .split, .jump, .captureStart, .captureEnd, .gap, .leaveGlued: return true
    }
  }

  /// Whether an item at the start of a context takes one token by its class alone and is at the end behind it.
  mutating func isWholeMatch(_ item: UInt32, _ situation: Situation, _ cascade: Cascade) -> Bool {
    let program = cascade.program
    let (number, mode) = Self.parts(item)
    let node = program.nodes[Int(number)]
    guard mode == .any, case .token(let predicate) = node.operation,
      answer(predicate, situation, program) == true
    else { return false }
    return closure(node.next, node.modeAfter, program).contains { index in
      let (number, mode) = Self.parts(closureItems[index])
      switch program.nodes[Int(number)].operation {
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

extension LazyAutomaton.Question {
  /// A rank: what a look at one token or boundary settles comes before what takes a search, the shorter search first.
  func cost(_ cascade: Cascade) -> Int {
    switch self {
    case .anchor, .dynamic: return 0
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
    let atom = referenceStartAtoms[Int(number)]
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
  /// The predicate's value on a token class; nil when it depends on dynamic atoms whose value is nil.
  func value(_ tokenClass: LexemeCache.TokenClass, dynamic: (Int32) -> Bool?) -> Bool? {
    switch self {
    case .always: true
    case .form(let form): tokenClass.form == form
    case .exact(let form): tokenClass.exact == form
    case .atom(let atom): tokenClass.holds(atom)
    case .dynamic(let atom): dynamic(atom)
    case .both(let a, let b):
      switch (a.value(tokenClass, dynamic: dynamic), b.value(tokenClass, dynamic: dynamic)) {
      case (false, _), (_, false): false
      case (true, true): true
      default: nil
      }
    case .either(let a, let b):
      switch (a.value(tokenClass, dynamic: dynamic), b.value(tokenClass, dynamic: dynamic)) {
      case (true, _), (_, true): true
      case (false, false): false
      default: nil
      }
    case .not(let a): a.value(tokenClass, dynamic: dynamic).map { !$0 }
    }
  }
}
