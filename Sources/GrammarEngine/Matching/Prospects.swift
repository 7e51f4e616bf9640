import TextModel

/// What two tokens side by side rule out: most searches would end at the second, whatever stands around them, so they are
/// not begun.
///
///     (class of a token, boundary, class of the next) ─▶ the stages in which a match could still go on behind the first
///
/// Good for places without mentions that a stage looks at, and learned as texts need it. A stage that could match one
/// token, or begin with a lexicon entry, is never ruled out.
struct Prospects: ~Copyable {
  /// By pair: a bit for each stage.
  private var pairs = WordTable()
  /// By stage and the stage's class of the first token: the set behind it at best; or one of the two below.
  private var firstSets: [[LazyAutomaton.SetID]]
  /// By such a set and what it looks at of the second token: 1 when it could go on there, 2 when not.
  private var secondSteps = WordTable()

  private static let unknown = LazyAutomaton.SetID.max
  /// The first token does not tell.
  private static let open = LazyAutomaton.SetID.max - 1

  init(stageCount: Int) { firstSets = Array(repeating: [], count: stageCount) }

  private static let limit = 1 << 16

  var count: Int { pairs.count }
  /// Whether it has grown so large that it is time to start afresh, which may be done at any place.
  var isLarge: Bool { max(pairs.count, secondSteps.count) > Self.limit }

  /// The sets' numbers are void: the automaton was emptied. What pairs tell stays true.
  mutating func forgetSets() {
    for stage in firstSets.indices { firstSets[stage].removeAll(keepingCapacity: true) }
    secondSteps = WordTable()
  }

  @inline(__always)
  private static func key(_ first: Matcher.Place, _ second: Matcher.Place) -> UInt64 {
    1 << 63 | UInt64(first.tokenClass) << 32 | UInt64(second.bits)
  }

  @inline(__always)
  mutating func stages(_ first: Matcher.Place, _ second: Matcher.Place) -> UInt64? {
    let key = Self.key(first, second)
    return pairs.own(key) ?? pairs.copyRecorded(key)
  }

  /// Learns which of the stages two tokens leave.
  mutating func learn(
    _ first: Matcher.Place, _ second: Matcher.Place, of stages: UInt64, stageStarts: [LazyAutomaton.SetID],
    lexemes: borrowing LexemeCache, automaton: inout LazyAutomaton, cascade: Cascade
  ) -> UInt64 {
    var left: UInt64 = 0
    var rest = stages
    while rest != 0 {
      let stage = rest.trailingZeroBitCount
      rest &= rest - 1
      let set = firstSet(
        stage, lexemes.stageClass(Int(first.tokenClass), stage), stageStarts[stage],
        LazyAutomaton.Situation(
          tokenClass: Int(first.tokenClass), signature: first.signature, gap: first.gap,
          startsSentence: first.startsSentence,
          types: PlaceTypes()),
        lexemes.classes, &automaton, cascade)
      if set == Self.open || goesOn(set, stage, second, lexemes, &automaton, cascade) {
        left |= 1 << UInt64(stage)
      }
    }
    pairs.insert(Self.key(first, second), left)
    return left
  }

  private mutating func firstSet(
    _ stage: Int, _ stageClass: UInt32, _ start: LazyAutomaton.SetID, _ situation: LazyAutomaton.Situation,
    _ classes: borrowing TokenClasses, _ automaton: inout LazyAutomaton, _ cascade: Cascade
  ) -> LazyAutomaton.SetID {
    let index = Int(stageClass)
    if firstSets[stage].count <= index {
      let missing = index + 1 - firstSets[stage].count
      firstSets[stage].append(contentsOf: repeatElement(Self.unknown, count: missing))
    }
    if firstSets[stage][index] == Self.unknown {
      firstSets[stage][index] =
        automaton.bestSet(behind: start, situation, classes, cascade) ?? Self.open
    }
    return firstSets[stage][index]
  }

  private mutating func goesOn(
    _ set: LazyAutomaton.SetID, _ stage: Int, _ place: Matcher.Place, _ lexemes: borrowing LexemeCache,
    _ automaton: inout LazyAutomaton, _ cascade: Cascade
  ) -> Bool {
    if set == LazyAutomaton.emptySet { return false }
    let tokenClass = Int(place.tokenClass)
    let traits = automaton.traits[Int(set)]
    guard traits.signature.intersects(place.signature) else { return false }
    let boundary = traits.boundary(place)
    let key = UInt64(set) << 40 | UInt64(lexemes.stageClass(tokenClass, stage)) << 3 | boundary
    if let known = secondSteps[key] { return known == 1 }
    let situation = LazyAutomaton.Situation(
      tokenClass: tokenClass, signature: place.signature, gap: place.gap,
      startsSentence: place.startsSentence, types: PlaceTypes())
    let answer = automaton.mayGoOn(set, situation, lexemes.classes, cascade)
    secondSteps.insert(key, answer ? 1 : 2)
    return answer
  }
}

extension Prospects: BinaryForm {
  func write(to writer: inout BinaryWriter) {
    writer.write(pairs)
    writer.write(number: UInt64(firstSets.count))
    for sets in firstSets { writer.write(words: sets) }
    writer.write(secondSteps)
  }

  init(from reader: inout BinaryReader) throws(BinaryFormError) {
    self.init(stageCount: 0)
    pairs = try reader.read()
    for _ in 0..<(try reader.count()) { firstSets.append(try reader.growing()) }
    secondSteps = try reader.read()
  }
}

extension LazyAutomaton {
  /// What the start set of a stage becomes behind a token at best, that is, with every question that the token does not
  /// settle answered in its favor; nil where that is not told by tokens.
  fileprivate mutating func bestSet(
    behind set: SetID, _ situation: Situation, _ classes: borrowing TokenClasses, _ cascade: Cascade
  ) -> SetID? {
    var behind: [UInt32] = []
    var work = beginPass(over: set, situation, classes, cascade)
    defer { endPass(&work) }
    while let current = work.popLast() {
      let (number, mode) = Self.parts(current)
      // Only a gap word before everything else looks at the gap at the start.
      guard mode == .any else { return nil }
      let node = cascade.program.nodes[Int(number)]
      switch node.operation {
      case .token:
        guard isViable(current, situation, classes, cascade) else { break }
        let next = closure(node.next, node.modeAfter, cascade)
        for index in next { behind.append(closureItems[index]) }
      case .lexicon: if isViable(current, situation, classes, cascade) { return nil }
      case .context where isFalse(node.operation, mode, situation, classes, cascade): break
      case .anchor, .context:
        append(closureOf: node.next, mode, situation, classes, cascade, to: &work)
      case .mention, .accept, .acceptBehind: break
      case .split, .jump, .captureStart, .captureEnd, .gap, .leaveGlued:
        preconditionFailure("a set holds only nodes that look at the text")
      }
    }
    return intern(behind, cascade)
  }

  /// Whether a set could accept or go on at a token, with every question that the token does not settle answered in its
  /// favor.
  fileprivate mutating func mayGoOn(
    _ set: SetID, _ situation: Situation, _ classes: borrowing TokenClasses, _ cascade: Cascade
  ) -> Bool {
    var work = beginPass(over: set, situation, classes, cascade)
    defer { endPass(&work) }
    while let current = work.popLast() {
      let (number, mode) = Self.parts(current)
      let node = cascade.program.nodes[Int(number)]
      switch node.operation {
      case .accept, .acceptBehind:
        if mode == .any || mode == .normal || mode.allows(situation.gap) { return true }
      case .anchor, .context:
        if isFalse(node.operation, mode, situation, classes, cascade) { break }
        append(closureOf: node.next, mode, situation, classes, cascade, to: &work)
      default: if isViable(current, situation, classes, cascade) { return true }
      }
    }
    return false
  }
}
