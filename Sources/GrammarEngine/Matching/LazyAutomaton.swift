import GrammarLanguage
import TextModel

/// The deterministic automaton of a cascade, built as texts need it.
///
/// A *set* is a sorted list of items `node << 3 | mode`: the nodes that the search has reached, after following
/// everything that needs no look at the text. A *step* tells what a set becomes at a position:
///
///     (set, token class, gap and sentence start, types of mentions that start here)
///         ─▶ step: a question (a context, an anchor, a dynamic atom) that leads to one of two further steps, or, in
///            most cases at once, a result: rules accepted here, the set behind the token, and for each lexicon
///            or mention reference the set behind what it finds
///
/// Questions are asked one by one, the cheap ones first, and only those that can still make a difference.
///
/// Both maps are caches: bounded by `stepLimit`, emptied when full (between two searches), never wrong.
struct LazyAutomaton {
  typealias SetID = UInt32
  static let emptySet: SetID = 0
  static let stepLimit = 1 << 18

  enum Question: Hashable {
    case anchor(Anchor)
    case context(Int32, Program.GapMode)
    case dynamic(Int32)
  }

  struct Reference {
    var isLexicon: Bool
    var number: Int32
    var target: SetID
  }

  /// What a step leads to. Ranges of `acceptedRules` and `references`, so that a look at it copies no array.
  struct Result {
    /// Rules that end here: by priority, then file order.
    var firstAccepted: UInt32
    var acceptedCount: UInt32
    /// The set behind the token here.
    var next: SetID
    var firstReference: UInt32
    var referenceCount: UInt32
  }

  struct Step {
    /// The result, or -1 when there is a question.
    var result: Int32 = -1
    /// Index of the question.
    var question: UInt32 = 0
    /// The steps behind the answers; -1 where none was needed yet.
    var yes: Int32 = -1
    var no: Int32 = -1
    /// The step whose question led here, and with which answer; -1 for the first.
    var parent: Int32 = -1
    var parentAnswer = false
  }

  /// What a set looks at besides the token, so that steps differ only where it makes a difference.
  struct SetTraits {
    /// Whether glued and spaced gaps, and whether line breaks and paragraph breaks, lead to different steps.
    var tellsGluedFromSpaced = false
    var tellsLineFromParagraph = false
    /// Whether the gap matters at all.
    var looksAtGap = false
    var looksAtSentences = false
    /// Types of the mentions that it can consume.
    var mentionTypes: UInt64 = 0
  }

  /// What a step depends on besides the set.
  struct Situation {
    var tokenClass: LexemeCache.TokenClass?
    /// The number of the token class within the matcher; answers of predicates are remembered by it.
    var classNumber = -1
    var gap: Gap
    var startsSentence: Bool
    /// Types of the mentions that start here.
    var mentionTypes: UInt64
    /// Whether entries of document lexicons count as possible here.
    var documentLexicons = true
  }

  private(set) var sets: [[UInt32]] = [[]]
  private(set) var traits: [SetTraits] = [SetTraits()]
  private var setNumbers: [[UInt32]: SetID] = [[]: 0]
  private var stepKeys: [UInt64] = Array(repeating: 0, count: 1 << 12)
  private var stepValues: [Int32] = Array(repeating: -1, count: 1 << 12)
  private(set) var steps: [Step] = []
  private(set) var questions: [Question] = []
  private var questionNumbers: [Question: UInt32] = [:]
  /// By node and mode: where the closure stands in `closureItems`; -1 where it was not needed yet.
  private var closureStarts: [Int32] = []
  private var closureCounts: [UInt32] = []
  private var closureItems: [UInt32] = []
  /// By token class, then by predicate: 1 true, 2 false, 3 it depends on where the token stands, 0 not known yet.
  private var predicateAnswers: [[UInt8]] = []
  /// By item: the last pass that met it.
  private var marks: [UInt32] = []
  private var pass: UInt32 = 0
  private(set) var results: [Result] = []
  private(set) var acceptedRules: [UInt32] = []
  private(set) var references: [Reference] = []
  private var unions: [UInt64: SetID] = [:]
  /// By context and mode: the set from which it starts; `UInt32.max` where it was not needed yet.
  private var contextStarts: [SetID] = []
  /// How often the caches were emptied; a profile shows it.
  private(set) var flushes = 0

  /// Empties the caches when they are full; every set's number is void then.
  mutating func flushIfLarge() -> Bool {
    guard steps.count > Self.stepLimit || sets.count > Self.stepLimit || results.count > 4 * Self.stepLimit
    else { return false }
    let flushed = flushes + 1
    self = LazyAutomaton()
    flushes = flushed
    return true
  }

  // MARK: Sets

  mutating func intern(_ items: [UInt32], _ program: Program) -> SetID {
    var sorted = items
    if items.count > 1 {
      sorted.sort()
      var kept = 1
      for index in 1..<sorted.count where sorted[index] != sorted[kept - 1] {
        sorted[kept] = sorted[index]
        kept += 1
      }
      sorted.removeSubrange(kept...)
    }
    if let number = setNumbers[sorted] { return number }
    let number = SetID(sets.count)
    sets.append(sorted)
    traits.append(traits(of: sorted, program))
    setNumbers[sorted] = number
    return number
  }

  /// What a set looks at, with everything that could be reached beyond its contexts and anchors.
  private mutating func traits(of items: [UInt32], _ program: Program) -> SetTraits {
    var traits = SetTraits()
    var work = items
    beginPass(items, program)
    while let item = work.popLast() {
      let (number, mode) = Self.parts(item)
      let node = program.nodes[Int(number)]
      switch mode {
      case .any: break
      case .normal: traits.looksAtGap = true
      case .glued, .spaced:
        traits.looksAtGap = true
        traits.tellsGluedFromSpaced = true
      case .lineBreak:
        traits.looksAtGap = true
        traits.tellsLineFromParagraph = true
      }
      switch node.operation {
      case .token, .lexicon: if node.staysInSentence, mode != .any { traits.looksAtSentences = true }
      case .mention(let reference):
        if node.staysInSentence, mode != .any { traits.looksAtSentences = true }
        traits.mentionTypes |= 1 << UInt64(program.mentionReferences[Int(reference)].type.rawValue)
      case .anchor, .context:
        for index in closure(node.next, mode, program) where mark(closureItems[index]) {
          work.append(closureItems[index])
        }
      default: break
      }
    }
    return traits
  }

  mutating func union(_ a: SetID, _ b: SetID, _ program: Program) -> SetID {
    if a == Self.emptySet || a == b { return b }
    if b == Self.emptySet { return a }
    let key = UInt64(min(a, b)) << 32 | UInt64(max(a, b))
    if let known = unions[key] { return known }
    let result = intern(sets[Int(a)] + sets[Int(b)], program)
    unions[key] = result
    return result
  }

  /// The set from which a context's search starts.
  mutating func start(ofContext context: Int32, mode: Program.GapMode, program: Program) -> SetID {
    if contextStarts.isEmpty {
      contextStarts = Array(repeating: .max, count: program.contexts.count * Program.GapMode.allCases.count)
    }
    let index = Int(context) * Program.GapMode.allCases.count + Int(mode.rawValue)
    if contextStarts[index] == .max {
      contextStarts[index] = start(at: program.contexts[Int(context)].start, mode: mode, program: program)
    }
    return contextStarts[index]
  }

  /// The set from which a pattern's search starts.
  mutating func start(at node: Int32, mode: Program.GapMode, program: Program) -> SetID {
    var items: [UInt32] = []
    Self.close(node, mode, program, into: &items)
    return intern(items, program)
  }

  @inline(__always)
  static func item(_ node: Int32, _ mode: Program.GapMode) -> UInt32 {
    UInt32(bitPattern: node) << 3 | UInt32(mode.rawValue)
  }

  @inline(__always)
  static func parts(_ item: UInt32) -> (node: Int32, mode: Program.GapMode) {
    (Int32(bitPattern: item >> 3), Program.GapMode(rawValue: UInt8(item & 7))!)
  }

  /// The closure of a node, as a range of `closureItems`; worked out once.
  private mutating func closure(_ node: Int32, _ mode: Program.GapMode, _ program: Program) -> Range<Int> {
    if closureStarts.isEmpty {
      closureStarts = Array(repeating: -1, count: program.nodes.count << 3)
      closureCounts = Array(repeating: 0, count: program.nodes.count << 3)
    }
    let key = Int(Self.item(node, mode))
    if closureStarts[key] < 0 {
      let start = closureItems.count
      Self.close(node, mode, program, into: &closureItems)
      closureStarts[key] = Int32(start)
      closureCounts[key] = UInt32(closureItems.count - start)
    }
    let start = Int(closureStarts[key])
    return start..<(start + Int(closureCounts[key]))
  }

  /// Begins a walk over items in which each is met once; these count as met.
  private mutating func beginPass(_ items: [UInt32], _ program: Program) {
    if marks.isEmpty { marks = Array(repeating: 0, count: program.nodes.count << 3) }
    pass &+= 1
    if pass == 0 {
      for index in marks.indices { marks[index] = 0 }
      pass = 1
    }
    for item in items { marks[Int(item)] = pass }
  }

  /// Whether an item is met for the first time in this walk.
  private mutating func mark(_ item: UInt32) -> Bool {
    if marks[Int(item)] == pass { return false }
    marks[Int(item)] = pass
    return true
  }

  /// What a predicate says of a token class: true, false, or nil where it depends on where the token stands.
  private mutating func answer(
    _ predicate: Int32, _ situation: Situation, _ program: Program
  ) -> Bool? {
    guard let tokenClass = situation.tokenClass else { return false }
    let number = situation.classNumber
    if number < 0 { return program.predicates[Int(predicate)].value(tokenClass) { _ in nil } }
    while predicateAnswers.count <= number { predicateAnswers.append([]) }
    if predicateAnswers[number].isEmpty {
      predicateAnswers[number] = Array(repeating: 0, count: program.predicates.count)
    }
    switch predicateAnswers[number][Int(predicate)] {
    case 1: return true
    case 2: return false
    case 3: return nil
    default:
      let value = program.predicates[Int(predicate)].value(tokenClass) { _ in nil }
      predicateAnswers[number][Int(predicate)] = value.map { $0 ? 1 : 2 } ?? 3
      return value
    }
  }

  /// Follows everything that neither looks at the text nor consumes it.
  static func close(_ node: Int32, _ mode: Program.GapMode, _ program: Program, into items: inout [UInt32]) {
    var work = [item(node, mode)]
    var seen: Set<UInt32> = []
    while let current = work.popLast() {
      guard seen.insert(current).inserted else { continue }
      let (number, mode) = parts(current)
      let node = program.nodes[Int(number)]
      switch node.operation {
      case .split:
        work.append(item(node.next, mode))
        work.append(item(node.alternate, mode))
      case .jump, .captureStart, .captureEnd: work.append(item(node.next, mode))
      case .gap(let required): work.append(item(node.next, required))
      case .leaveGlued(let outer): work.append(item(node.next, mode == .glued ? outer : mode))
      case .token, .lexicon, .mention, .anchor, .context, .accept, .acceptBehind: items.append(current)
      }
    }
  }

  // MARK: Steps

  /// The number of the step, or -1 when it is not in the cache.
  @inline(__always)
  func findStep(_ key: UInt64) -> Int32 {
    let mask = stepKeys.count - 1
    var h = key &* 0x9E37_79B9_7F4A_7C15
    h ^= h >> 31
    var slot = Int(truncatingIfNeeded: h) & mask
    while true {
      if stepKeys[slot] == key { return stepValues[slot] }
      if stepKeys[slot] == 0 { return -1 }
      slot = (slot + 1) & mask
    }
  }

  mutating func addStep(_ key: UInt64, set: SetID, situation: Situation, cascade: Cascade) -> Int32 {
    let number = makeStep(set: set, situation: situation, cascade: cascade, parent: -1, answer: false)
    if steps.count * 2 > stepKeys.count {
      let old = zip(stepKeys, stepValues).filter { $0.0 != 0 }
      stepKeys = Array(repeating: 0, count: stepKeys.count * 2)
      stepValues = Array(repeating: -1, count: stepKeys.count)
      for (key, value) in old { place(key, value) }
    }
    place(key, number)
    return number
  }

  private mutating func place(_ key: UInt64, _ value: Int32) {
    let mask = stepKeys.count - 1
    var h = key &* 0x9E37_79B9_7F4A_7C15
    h ^= h >> 31
    var slot = Int(truncatingIfNeeded: h) & mask
    while stepKeys[slot] != 0 { slot = (slot + 1) & mask }
    stepKeys[slot] = key
    stepValues[slot] = value
  }

  /// The step behind an answer to a step's question, made if need be.
  mutating func step(
    behind number: Int32, answer: Bool, set: SetID, situation: Situation, cascade: Cascade
  ) -> Int32 {
    let next = makeStep(set: set, situation: situation, cascade: cascade, parent: number, answer: answer)
    if answer { steps[Int(number)].yes = next } else { steps[Int(number)].no = next }
    return next
  }

  private mutating func makeStep(
    set: SetID, situation: Situation, cascade: Cascade, parent: Int32, answer: Bool
  ) -> Int32 {
    var known: [Question: Bool] = [:]
    var ancestor = parent
    var given = answer
    while ancestor >= 0 {
      let step = steps[Int(ancestor)]
      known[questions[Int(step.question)]] = given
      given = step.parentAnswer
      ancestor = step.parent
    }
    var step = Step(parent: parent, parentAnswer: answer)
    if let question = nextQuestion(set: set, situation: situation, cascade: cascade, known: known) {
      if let number = questionNumbers[question] {
        step.question = number
      } else {
        step.question = UInt32(questions.count)
        questionNumbers[question] = step.question
        questions.append(question)
      }
    } else {
      // What was not asked cannot make a difference here.
      step.result = addResult(set: set, situation: situation, cascade: cascade) { known[$0] ?? false }
    }
    steps.append(step)
    return Int32(steps.count - 1)
  }

  mutating func addResult(
    set: SetID, situation: Situation, cascade: Cascade, answer: (Question) -> Bool
  ) -> Int32 {
    let program = cascade.program
    var accepted: [UInt32] = []
    var behindToken: [UInt32] = []
    var behindReference: [UInt64: [UInt32]] = [:]
    var work = sets[Int(set)]
    beginPass(work, program)
    while let current = work.popLast() {
      let (number, mode) = Self.parts(current)
      let node = program.nodes[Int(number)]
      switch node.operation {
      case .accept(let rule):
        if mode == .any || mode == .normal || mode.allows(situation.gap) { accepted.append(rule) }
      case .acceptBehind:
        if mode.allows(situation.gap) { accepted.append(0) }
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
        for index in closure(node.next, mode, program) where mark(closureItems[index]) {
          work.append(closureItems[index])
        }
      case .token(let predicate):
        guard Self.mayConsume(node, mode, situation), let tokenClass = situation.tokenClass else { break }
        let passes =
          self.answer(predicate, situation, program)
          ?? program.predicates[Int(predicate)].value(tokenClass) { answer(.dynamic($0)) }
        if passes == true {
          behindToken.append(contentsOf: closureItems[closure(node.next, node.modeAfter, program)])
        }
      case .lexicon(let reference):
        guard Self.mayConsume(node, mode, situation),
          cascade.mayStart(lexiconReference: reference, situation)
        else { break }
        let key = 1 << 63 | UInt64(reference)
        behindReference[key, default: []].append(
          contentsOf: closureItems[closure(node.next, node.modeAfter, program)])
      case .mention(let reference):
        guard Self.mayConsume(node, mode, situation),
          situation.mentionTypes >> UInt64(program.mentionReferences[Int(reference)].type.rawValue) & 1 == 1
        else { break }
        behindReference[UInt64(reference), default: []].append(
          contentsOf: closureItems[closure(node.next, node.modeAfter, program)])
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
    return Int32(results.count - 1)
  }

  /// The cheapest question whose answer could still make a difference here: a context, an anchor or a dynamic atom of
  /// the ways that the known answers leave open.
  private mutating func nextQuestion(
    set: SetID, situation: Situation, cascade: Cascade, known: [Question: Bool]
  ) -> Question? {
    let program = cascade.program
    var best: (question: Question, cost: Int)?
    var work = sets[Int(set)]
    beginPass(work, program)
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
      let next = closure(node.next, mode, program)
      if known[question] == true {
        for index in next where mark(closureItems[index]) { work.append(closureItems[index]) }
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
    _ items: Range<Int>, _ situation: Situation, _ cascade: Cascade, depth: Int
  ) -> Bool {
    for index in items where isViable(closureItems[index], situation, cascade, depth: depth) { return true }
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
      return isViable(closure(node.next, mode, program), situation, cascade, depth: depth + 1)
    case .split, .jump, .captureStart, .captureEnd, .gap, .leaveGlued: return true
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
  /// A context that looks behind does not depend on what the pattern demands of the gap ahead.
  func contextMode(_ context: Int32, _ mode: GapMode) -> GapMode {
    contexts[Int(context)].direction == .after ? .any : mode
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
