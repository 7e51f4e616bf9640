import GrammarLanguage
import TextModel

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
  /// The step of a key that was met for the first time.
  ///
  /// Tokens differ in much that a set does not look at, and sets in much that a token rules out: one walk finds what is left
  /// of both, and equal outlines have one step with all that hangs on it.
  mutating func addStep(
    _ key: UInt64, set: SetID, situation: Situation, classes: borrowing TokenClasses, cascade: Cascade
  ) -> StepID {
    let outline = outline(set: set, situation: situation, classes: classes, cascade: cascade)
    var step = StepID.dead
    if !outline.isEmpty {
      let known = outlines.count
      let number = Int(outlines.number(of: outline))
      if number == known {
        outlineSteps.append(
          makeStep(
            set: set, situation: situation, classes: classes, cascade: cascade,
            origin: Origin(parent: -1, answer: false)))
      }
      step = outlineSteps[number]
    }
    steps.insert(key, UInt64(step.bits))
    return step
  }

  /// Stands behind an item of an outline of which more is to be told.
  private enum OutlineMark {
    /// A context that holds, among what hangs on a question.
    static let holds = UInt32.max
    /// A document word decides whether the token passes; its class and the types of mentions around it follow.
    static let isOpen = UInt32.max - 1
    /// The end of an `after(…)` that could not cross the gap ahead.
    static let isBeforeGap = UInt32.max - 2
    /// What follows hangs on questions.
    static let questions = UInt32.max - 3
  }

  /// What a set comes to at a token: the items that are left where the token and what stands around it have settled what
  /// they settle. First those that hang on nothing else, with the contexts that are to be asked for; then what stands behind
  /// those.
  private mutating func outline(
    set: SetID, situation: Situation, classes: borrowing TokenClasses, cascade: Cascade
  ) -> [UInt32] {
    var outline: [UInt32] = []
    var asked: [UInt32] = []
    var work = beginPass(over: set, situation, classes, cascade)
    defer { endPass(&work) }
    var hangsOnQuestions = false
    while true {
      while let current = work.popLast() {
        let (number, mode) = Self.parts(current)
        let node = cascade.program.nodes[Int(number)]
        switch node.operation {
        case .anchor, .context:
          switch settled(node.operation, mode, situation, classes, cascade) {
          case .known(false): continue
          case .known(true):
            // What stands behind it hangs on what this hangs on.
            if hangsOnQuestions { outline += [current, OutlineMark.holds] }
          case .asks:
            outline.append(current)
            if !hangsOnQuestions {
              asked.append(current)
              continue
            }
          }
          append(closureOf: node.next, mode, situation, classes, cascade, to: &work)
        default: append(current, node, mode, situation, classes, cascade, to: &outline)
        }
      }
      guard !hangsOnQuestions, !asked.isEmpty else { break }
      hangsOnQuestions = true
      outline.append(OutlineMark.questions)
      // What also hangs on nothing was met above.
      for question in asked {
        let (number, mode) = Self.parts(question)
        append(
          closureOf: cascade.program.nodes[Int(number)].next, mode, situation, classes, cascade, to: &work)
      }
    }
    return outline
  }

  /// Adds an item that consumes or accepts to an outline, if it can do so here.
  private mutating func append(
    _ item: UInt32, _ node: Program.Node, _ mode: Program.GapMode, _ situation: Situation,
    _ classes: borrowing TokenClasses, _ cascade: Cascade, to outline: inout [UInt32]
  ) {
    switch node.operation {
    case .accept: if mode == .any || mode == .normal || mode.allows(situation.gap) { outline.append(item) }
    case .acceptBehind:
      if mode.allows(situation.gap) {
        outline.append(item)
      } else if mode == .normal {
        outline.append(item)
        outline.append(OutlineMark.isBeforeGap)
      }
    case .token(let predicate):
      guard Self.mayConsume(node, mode, situation), situation.tokenClass >= 0 else { return }
      switch value(of: predicate, situation, KnownAnswers(), classes, cascade) {
      case false: return
      case true: outline.append(item)
      case nil:
        // What the answer will mean depends on the rest of the predicate: `@d & digits | not @d & letters`.
        let types = situation.types ?? .all
        outline += [
          item, OutlineMark.isOpen, UInt32(situation.tokenClass), typesNumbers.number(of: types),
        ]
      }
    default: if isViable(item, situation, classes, cascade) { outline.append(item) }
    }
  }

  /// The step behind an answer to a choice, made if need be.
  mutating func step(
    behind choice: StepID, answer: Bool, set: SetID, situation: Situation,
    classes: borrowing TokenClasses, cascade: Cascade
  ) -> StepID {
    let origin = Origin(parent: Int32(choice.index), answer: answer)
    let next = makeStep(
      set: set, situation: situation, classes: classes, cascade: cascade, origin: origin)
    if answer { choices[choice.index].yes = next } else { choices[choice.index].no = next }
    return next
  }

  /// A choice, where a question can still make a difference on the ways that the known answers leave open; else a result.
  ///
  /// Of the questions the cheapest is asked: a context or a word of a document lexicon.
  private mutating func makeStep(
    set: SetID, situation: Situation, classes: borrowing TokenClasses, cascade: Cascade, origin: Origin
  ) -> StepID {
    var known = KnownAnswers()
    var ancestor = origin
    while ancestor.parent >= 0 {
      let index = Int(ancestor.parent)
      known.add(questions[Int(choices[index].question)], ancestor.answer)
      ancestor = origins[index]
    }
    var best: (question: Question, cost: Int)?
    var accepted: [UInt32] = []
    // Nodes that consume what stands here.
    var consuming: [Int32] = []
    var work = beginPass(over: set, situation, classes, cascade)
    defer { endPass(&work) }
    walk: while let current = work.popLast() {
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
        switch settled(node.operation, mode, situation, classes, cascade) {
        case .known(false): continue walk
        case .known(true): break
        case .asks(let question):
          switch known[question] {
          case false: continue walk
          case true: break
          case nil:
            // What lies beyond is asked once this is answered with yes.
            let cost = question.cost(cascade)
            if cost < best?.cost ?? .max,
              isViable(closureOf: node.next, mode, situation, classes, cascade, depth: 0)
            {
              best = (question, cost)
            }
            continue walk
          }
        }
        append(closureOf: node.next, mode, situation, classes, cascade, to: &work)
      case .token(let predicate):
        guard Self.mayConsume(node, mode, situation), situation.tokenClass >= 0 else { break }
        switch value(of: predicate, situation, known, classes, cascade) {
        case true: consuming.append(number)
        case false: break
        case nil:
          if let asked = cascade.predicates.firstDynamicAtom(
            predicate, where: { situation.holds($0, known, cascade) == nil })
          {
            best = (.documentWord(asked), 0)
            break walk
          }
        }
      case .lexicon(let reference):
        if Self.mayConsume(node, mode, situation),
          cascade.mayStart(lexiconReference: reference, situation, classes)
        {
          consuming.append(number)
        }
      case .mention(let reference):
        if Self.mayConsume(node, mode, situation),
          situation.mayStart(cascade.program.mentionReferences[Int(reference)].type)
        {
          consuming.append(number)
        }
      case .split, .jump, .captureStart, .captureEnd, .gap, .leaveGlued:
        preconditionFailure("a set holds only nodes that look at the text")
      }
    }
    // What was not asked cannot make a difference here.
    guard let question = best?.question else { return makeResult(accepted, consuming, cascade) }
    if questionNumbers[question.bits] == nil {
      questionNumbers.insert(question.bits, UInt64(questions.count))
      questions.append(question)
    }
    choices.append(Choice(question: UInt32(questionNumbers[question.bits]!)))
    origins.append(origin)
    return .choice(choices.count - 1)
  }

  /// - Parameters:
  ///   - accepted: what ends here; may name something twice.
  ///   - consuming: nodes that consume the token here, or what a reference finds here.
  private mutating func makeResult(
    _ accepted: [UInt32], _ consuming: [Int32], _ cascade: Cascade
  ) -> StepID {
    var accepted = accepted
    var behindToken: [UInt32] = []
    var behindReference: [UInt64: [UInt32]] = [:]
    for number in consuming {
      let node = cascade.program.nodes[Int(number)]
      let behind = closure(node.next, node.modeAfter, cascade)
      switch node.operation {
      case .lexicon(let reference):
        behindReference[1 << 63 | UInt64(reference), default: []].append(contentsOf: closureItems[behind])
      case .mention(let reference):
        behindReference[UInt64(reference), default: []].append(contentsOf: closureItems[behind])
      default: for index in behind { behindToken.append(closureItems[index]) }
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
      if plainResults[Int(next)] == .unknown {
        results.append(Result(next: next))
        plainResults[Int(next)] = .result(results.count - 1)
      }
      return plainResults[Int(next)]
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
    _ classes: borrowing TokenClasses, _ cascade: Cascade
  ) -> Settled {
    switch operation {
    case .anchor(.linestart), .anchor(.lineend): return .known(situation.gap >= .lineBreak)
    case .anchor(.sentencestart): return .known(situation.tokenClass >= 0 && situation.startsSentence)
    case .anchor(.sentenceend): return .known(situation.startsSentence)
    case .context(let number):
      let context = cascade.program.contexts[Int(number)]
      if context.direction == .before, situation.tokenClass >= 0 {
        switch firstToken(number, situation.tokenClass, classes, cascade) {
        case .startsNone: return .known(context.isNegated)
        // Where the gap is in the way, a gap word at the start may still allow it.
        case .matches: if mode.allows(situation.gap) { return .known(!context.isNegated) }
        case .mayStart:
          if let value = settled(context: number, mode, situation, classes, cascade) {
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
    _ classes: borrowing TokenClasses, _ cascade: Cascade
  ) -> Bool {
    if case .known(false) = settled(operation, mode, situation, classes, cascade) { return true }
    return false
  }

  /// Whether some item of a closure could go on here if every question were answered in its favor.
  private mutating func isViable(
    closureOf node: Int32, _ mode: Program.GapMode, _ situation: Situation,
    _ classes: borrowing TokenClasses, _ cascade: Cascade, depth: Int
  ) -> Bool {
    contains(closureOf: node, mode, situation, classes, cascade) { automaton, item in
      automaton.isViable(item, situation, classes, cascade, depth: depth)
    }
  }

  /// Whether an item could go on here if every question were answered in its favor.
  mutating func isViable(
    _ item: UInt32, _ situation: Situation, _ classes: borrowing TokenClasses, _ cascade: Cascade,
    depth: Int = 0
  ) -> Bool {
    let (number, mode) = Self.parts(item)
    let node = cascade.program.nodes[Int(number)]
    switch node.operation {
    case .accept, .acceptBehind: return true
    case .token(let predicate):
      guard Self.mayConsume(node, mode, situation), situation.tokenClass >= 0 else { return false }
      return value(of: predicate, situation, KnownAnswers(), classes, cascade) != false
    case .lexicon(let reference):
      return Self.mayConsume(node, mode, situation)
        && cascade.mayStart(lexiconReference: reference, situation, classes)
    case .mention(let reference):
      return Self.mayConsume(node, mode, situation)
        && situation.mayStart(cascade.program.mentionReferences[Int(reference)].type)
    case .anchor, .context:
      // A chain of assertions longer than this is taken for viable, which costs time, not truth.
      guard depth < 16 else { return true }
      return isViable(closureOf: node.next, mode, situation, classes, cascade, depth: depth + 1)
    case .split, .jump, .captureStart, .captureEnd, .gap, .leaveGlued: return true
    }
  }

  /// Whether an item at the start of a context takes one token, whatever the situation leaves open, and is at the end behind it.
  mutating func isWholeMatch(
    _ item: UInt32, _ situation: Situation, _ classes: borrowing TokenClasses, _ cascade: Cascade
  ) -> Bool {
    let (number, mode) = Self.parts(item)
    let node = cascade.program.nodes[Int(number)]
    guard mode == .any, case .token(let predicate) = node.operation, situation.tokenClass >= 0,
      value(of: predicate, situation, KnownAnswers(), classes, cascade) == true
    else { return false }
    return closure(node.next, node.modeAfter, cascade).contains { index in
      let (number, mode) = Self.parts(closureItems[index])
      switch cascade.program.nodes[Int(number)].operation {
      case .accept, .acceptBehind: return mode == .normal
      default: return false
      }
    }
  }

  /// What a predicate says of the token here; nil while that is open.
  private mutating func value(
    of predicate: Int32, _ situation: Situation, _ known: KnownAnswers, _ classes: borrowing TokenClasses,
    _ cascade: Cascade
  ) -> Bool? {
    let tokenClass = situation.tokenClass
    guard cascade.signatures.predicatesAnywhere[Int(predicate)].intersects(situation.signature) else {
      return false
    }
    if let known = answer(predicate, tokenClass, classes, cascade) { return known }
    return cascade.predicates.value(predicate, tokenClass, classes) { situation.holds($0, known, cascade) }
  }

  @inline(__always)
  static func mayConsume(_ node: Program.Node, _ mode: Program.GapMode, _ situation: Situation) -> Bool {
    mode.allows(situation.gap) && !(node.staysInSentence && mode != .any && situation.startsSentence)
  }
}

extension LazyAutomaton.Situation {
  /// Whether a dynamic atom holds; nil where neither the situation nor the answers so far say.
  fileprivate func holds(_ atom: Int32, _ known: KnownAnswers, _ cascade: Cascade) -> Bool? {
    switch cascade.dynamicAtoms[Int(atom)] {
    case .position(let position, let type): types?.contains(position, type)
    case .documentWord: known[.documentWord(atom)]
    }
  }

  /// Whether a mention of the type could start here.
  @inline(__always)
  func mayStart(_ type: TypeID) -> Bool { types.map { $0.contains(.starts, type) } ?? true }
}

extension LazyAutomaton.Question {
  /// A rank: what a look at one token or boundary settles comes before what takes a search, the shorter search first.
  func cost(_ cascade: Cascade) -> Int {
    switch kind {
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
  /// Whether a lexicon reference could find something where a token stands.
  func mayStart(
    lexiconReference number: Int32, _ situation: LazyAutomaton.Situation, _ classes: borrowing TokenClasses
  ) -> Bool {
    let atom = referenceEntryAtoms[Int(number)]
    guard situation.tokenClass >= 0 else { return false }
    if atom < 0 { return situation.documentLexicons }
    return classes.holds(atom, situation.tokenClass)
  }
}
