import GrammarLanguage
import TextModel

extension LazyAutomaton {
  /// The step of a key that was met for the first time.
  ///
  /// Tokens differ in much that a set does not look at, and sets in much that a token rules out: one walk finds what is left
  /// of both, and equal outlines have one step with all that hangs on it. What a set does not look at is left out before.
  mutating func addStep(
    _ key: UInt64, set: SetID, situation: Situation, classes: borrowing TokenClasses, cascade: Cascade
  ) -> StepID {
    var isInView = false
    if situation.tokenClass >= 0 {
      if views.needsView(set) { views.setView(view(of: set, cascade), of: set) }
      isInView = views.hasView(set)
    }
    // What the step hangs on besides the set and the token.
    let rest = UInt32(truncatingIfNeeded: key) & (1 << 19 - 1)
    if isInView, let known = views.find(set, rest, situation.tokenClass, classes) {
      steps.insert(key, UInt64(known.bits))
      return known
    }
    var outline = StepOutline()
    swap(&outline, &spareOutline)
    makeOutline(&outline, set: set, situation: situation, classes: classes, cascade: cascade)
    let step = step(of: &outline, cascade)
    swap(&outline, &spareOutline)
    steps.insert(key, UInt64(step.bits))
    if isInView { views.append(step) }
    return step
  }

  /// The step behind an answer to a choice, made if need be.
  mutating func step(
    behind choice: StepID, answer: Bool, classes: borrowing TokenClasses, cascade: Cascade
  ) -> StepID {
    let question = choices[choice.index].question
    var outline = StepOutline()
    swap(&outline, &spareOutline)
    outline.read(outlines[Int(choices[choice.index].outline)])
    switch questions[Int(question)].kind {
    case .context: outline.answer(question, answer)
    case .documentWord(let atom):
      outline.place.add(atom, answer)
      let place = outline.place
      outline.settle { node in
        guard case .token(let predicate) = cascade.program.nodes[Int(node)].operation else { return nil }
        return cascade.predicates.value(predicate, place.tokenClass, classes) { place.holds($0, cascade) }
      }
    }
    let next = step(of: &outline, cascade)
    swap(&outline, &spareOutline)
    if answer { choices[choice.index].yes = next } else { choices[choice.index].no = next }
    return next
  }

  /// Walks a set: what the situation rules out is left behind.
  private mutating func makeOutline(
    _ outline: inout StepOutline, set: SetID, situation: Situation, classes: borrowing TokenClasses,
    cascade: Cascade
  ) {
    outline.removeAll()
    // By section: the anchor or context behind which it lies, and the number of its question.
    var sections: [(item: UInt32, question: UInt32)] = [(0, 0)]
    var asked: [UInt32] = []
    var work = beginPass(over: set, situation, classes, cascade)
    defer { endPass(&work) }
    var section = 0
    while true {
      while let current = work.popLast() {
        let (number, mode) = Self.parts(current)
        let node = cascade.program.nodes[Int(number)]
        switch node.operation {
        case .anchor, .context:
          switch settled(node.operation, mode, situation, classes, cascade) {
          case .known(false): break
          case .known(true):
            append(closureOf: node.next, mode, situation, classes, cascade, to: &work)
          case .asks(let question):
            if let known = sections.indices.dropFirst().first(where: { sections[$0].item == current }) {
              asked.append(UInt32(known))
            } else {
              asked.append(UInt32(sections.count))
              sections.append((current, self.number(of: question)))
            }
          }
        default: append(current, node, mode, situation, classes, cascade, to: &outline)
        }
      }
      outline.endSection(question: sections[section].question, references: asked)
      section += 1
      guard section < sections.count else { break }
      asked.removeAll(keepingCapacity: true)
      let (number, mode) = Self.parts(sections[section].item)
      met.removeAll()
      append(
        closureOf: cascade.program.nodes[Int(number)].next, mode, situation, classes, cascade, to: &work)
    }
  }

  /// Adds an item that consumes or accepts to an outline, if it can do so here.
  private mutating func append(
    _ item: UInt32, _ node: Program.Node, _ mode: Program.GapMode, _ situation: Situation,
    _ classes: borrowing TokenClasses, _ cascade: Cascade, to outline: inout StepOutline
  ) {
    let number = UInt32(bitPattern: Self.parts(item).node)
    switch node.operation {
    case .accept(let rule):
      if mode == .any || mode == .normal || mode.allows(situation.gap) {
        outline.append(StepOutline.Outcome(.accepts, rule))
      }
    case .acceptBehind:
      if mode.allows(situation.gap) {
        outline.append(StepOutline.Outcome(.accepts))
      } else if mode == .normal {
        outline.append(StepOutline.Outcome(.acceptsWithoutGap))
      }
    case .token(let predicate):
      guard Self.mayConsume(node, mode, situation), situation.tokenClass >= 0 else { return }
      switch value(of: predicate, situation, classes, cascade) {
      case false: return
      case true: outline.append(StepOutline.Outcome(.consumes, number))
      case nil:
        // What the answer will mean depends on the rest of the predicate: `@d & digits | not @d & letters`.
        outline.append(StepOutline.Outcome(.isOpen, number))
        outline.place.tokenClass = situation.tokenClass
        outline.place.types = situation.types ?? .all
      }
    default:
      if isViable(item, situation, classes, cascade) {
        outline.append(StepOutline.Outcome(.consumes, number))
      }
    }
  }

  private mutating func number(of question: Question) -> UInt32 {
    if let known = questionNumbers[question.bits] { return UInt32(known) }
    questionNumbers.insert(question.bits, UInt64(questions.count))
    questions.append(question)
    return UInt32(questions.count - 1)
  }

  /// The step of an outline, which becomes pruned.
  private mutating func step(of outline: inout StepOutline, _ cascade: Cascade) -> StepID {
    outline.prune()
    if outline.isEmpty { return .dead }
    var words: [UInt32] = []
    swap(&words, &spareWork)
    outline.write(to: &words)
    let known = outlines.count
    let number = Int(outlines.number(of: words))
    endPass(&words)
    if number == known { outlineSteps.append(makeStep(outline, UInt32(number), cascade)) }
    return outlineSteps[number]
  }

  /// A choice, where a question can still make a difference; else a result. Of the questions the cheapest is asked.
  private mutating func makeStep(_ outline: borrowing StepOutline, _ number: UInt32, _ cascade: Cascade)
    -> StepID
  {
    var best: UInt32?
    if let open = outline.settled.first(where: { $0.kind == .isOpen }) {
      guard case .token(let predicate) = cascade.program.nodes[Int(open.number)].operation,
        let atom = cascade.predicates.firstDynamicAtom(
          predicate, where: { outline.place.holds($0, cascade) == nil })
      else { preconditionFailure("what is open hangs on a word of a document lexicon") }
      best = self.number(of: .documentWord(atom))
    } else {
      var least = Int.max
      outline.forEachQuestion { question in
        let cost = questions[Int(question)].cost(cascade)
        if cost < least { (best, least) = (question, cost) }
      }
    }
    guard let best else { return makeResult(outline.settled, cascade) }
    choices.append(Choice(question: best, outline: number))
    return .choice(choices.count - 1)
  }

  private mutating func makeResult(_ outcomes: ArraySlice<StepOutline.Outcome>, _ cascade: Cascade) -> StepID
  {
    var accepted: [UInt32] = []
    var behindToken: [UInt32] = []
    /// Nodes by what they refer to: lexicons, then mentions.
    var referring: [(isLexicon: Bool, number: Int32, node: Program.Node)] = []
    for outcome in outcomes {
      switch outcome.kind {
      case .accepts: accepted.append(outcome.number)
      case .acceptsWithoutGap: accepted.append(Self.acceptedWithoutGap)
      case .consumes, .isOpen:
        let node = cascade.program.nodes[Int(outcome.number)]
        switch node.operation {
        case .lexicon(let reference): referring.append((true, reference, node))
        case .mention(let reference): referring.append((false, reference, node))
        default:
          for index in closure(node.next, node.modeAfter, cascade) { behindToken.append(closureItems[index]) }
        }
      }
    }
    if accepted.isEmpty, referring.isEmpty {
      let next = intern(behindToken, cascade)
      if next == Self.emptySet { return .dead }
      if plainResults[Int(next)] == .unknown {
        results.append(Result(next: next))
        plainResults[Int(next)] = .result(results.count - 1)
      }
      return plainResults[Int(next)]
    }
    let rules = cascade.grammar.rules
    if accepted.count > 1 {
      accepted.sort { a, b in
        guard a < rules.count, b < rules.count else { return a < b }
        let (p, q) = (rules[Int(a)].priority, rules[Int(b)].priority)
        return p != q ? p > q : a < b
      }
    }
    let next = intern(behindToken, cascade)
    let found = targets(of: &referring, cascade)
    let result = Result(
      firstAccepted: UInt32(acceptedRules.count), acceptedCount: UInt32(accepted.count), next: next,
      firstReference: UInt32(references.count), referenceCount: UInt32(found.count))
    acceptedRules.append(contentsOf: accepted)
    references.append(contentsOf: found)
    results.append(result)
    return .result(results.count - 1)
  }

  /// The set behind each reference to lexicons and mentions.
  private mutating func targets(
    of referring: inout [(isLexicon: Bool, number: Int32, node: Program.Node)], _ cascade: Cascade
  ) -> [Reference] {
    referring.sort { a, b in a.isLexicon != b.isLexicon ? b.isLexicon : a.number < b.number }
    var found: [Reference] = []
    var first = 0
    while first < referring.count {
      let (isLexicon, number, _) = referring[first]
      var items: [UInt32] = []
      while first < referring.count, referring[first].isLexicon == isLexicon,
        referring[first].number == number
      {
        let node = referring[first].node
        for index in closure(node.next, node.modeAfter, cascade) { items.append(closureItems[index]) }
        first += 1
      }
      found.append(Reference(isLexicon: isLexicon, number: number, target: intern(items, cascade)))
    }
    return found
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

  /// Whether an item could go on here if every question were answered in its favor.
  mutating func isViable(
    _ item: UInt32, _ situation: Situation, _ classes: borrowing TokenClasses, _ cascade: Cascade
  ) -> Bool {
    let (number, mode) = Self.parts(item)
    let node = cascade.program.nodes[Int(number)]
    switch node.operation {
    case .accept, .acceptBehind: return true
    case .token(let predicate):
      guard Self.mayConsume(node, mode, situation), situation.tokenClass >= 0 else { return false }
      return value(of: predicate, situation, classes, cascade) != false
    case .lexicon(let reference):
      return Self.mayConsume(node, mode, situation)
        && cascade.mayStart(lexiconReference: reference, situation, classes)
    case .mention(let reference):
      return Self.mayConsume(node, mode, situation)
        && situation.mayStart(cascade.program.mentionReferences[Int(reference)].type)
    // What lies behind an assertion is not looked at.
    case .anchor, .context, .split, .jump, .captureStart, .captureEnd, .gap, .leaveGlued: return true
    }
  }

  /// Whether an item at the start of a context takes one token, whatever the situation leaves open, and is at the end behind it.
  mutating func isWholeMatch(
    _ item: UInt32, _ situation: Situation, _ classes: borrowing TokenClasses, _ cascade: Cascade
  ) -> Bool {
    let (number, mode) = Self.parts(item)
    let node = cascade.program.nodes[Int(number)]
    guard mode == .any, case .token(let predicate) = node.operation, situation.tokenClass >= 0,
      value(of: predicate, situation, classes, cascade) == true
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
    of predicate: Int32, _ situation: Situation, _ classes: borrowing TokenClasses, _ cascade: Cascade
  ) -> Bool? {
    let tokenClass = situation.tokenClass
    guard cascade.signatures.predicatesAnywhere[Int(predicate)].intersects(situation.signature) else {
      return false
    }
    if let known = answer(predicate, tokenClass, classes, cascade) { return known }
    return cascade.predicates.value(predicate, tokenClass, classes) { situation.holds($0, cascade) }
  }

  @inline(__always)
  static func mayConsume(_ node: Program.Node, _ mode: Program.GapMode, _ situation: Situation) -> Bool {
    mode.allows(situation.gap) && !(node.staysInSentence && mode != .any && situation.startsSentence)
  }
}

extension LazyAutomaton.Situation {
  /// Whether a dynamic atom holds; nil where the situation does not say.
  fileprivate func holds(_ atom: Int32, _ cascade: Cascade) -> Bool? {
    switch cascade.dynamicAtoms[Int(atom)] {
    case .position(let position, let type): types?.contains(position, type)
    case .documentWord: nil
    }
  }

  /// Whether a mention of the type could start here.
  @inline(__always)
  func mayStart(_ type: TypeID) -> Bool { types.map { $0.contains(.starts, type) } ?? true }
}

extension StepOutline.Place {
  /// Whether a dynamic atom holds; nil where it was not asked of.
  fileprivate func holds(_ atom: Int32, _ cascade: Cascade) -> Bool? {
    switch cascade.dynamicAtoms[Int(atom)] {
    case .position(let position, let type): types.contains(position, type)
    case .documentWord: self[atom]
    }
  }
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
