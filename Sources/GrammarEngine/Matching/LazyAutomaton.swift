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
  static let stepLimit = 1 << 20

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

  /// What a step is: nothing more to find, a question, or a result.
  struct StepID: Equatable {
    private let bits: UInt32
    private init(bits: UInt32) { self.bits = bits }

    /// Accepts nothing and leads nowhere.
    static let dead = StepID(bits: 0)
    static let unknown = StepID(bits: .max)
    static func choice(_ index: Int) -> StepID { StepID(bits: UInt32(index) << 1 | 1) }
    static func result(_ index: Int) -> StepID { StepID(bits: UInt32(index) << 1) }

    @inline(__always) var isChoice: Bool { bits & 1 == 1 }
    @inline(__always) var index: Int { Int(bits >> 1) }
  }

  /// What a step leads to. Ranges of `acceptedRules` and `references`, so that a look at it copies no array.
  struct Result {
    /// Rules that end here: by priority, then file order.
    var firstAccepted: UInt32 = 0
    var acceptedCount: UInt32 = 0
    /// The set behind the token here.
    var next: SetID = 0
    var firstReference: UInt32 = 0
    var referenceCount: UInt32 = 0
  }

  /// A question, and the steps behind its answers; unknown where none was needed yet.
  struct Choice {
    /// Index into `questions`.
    var question: UInt32
    var yes = StepID.unknown
    var no = StepID.unknown
  }

  /// The choice that led to a choice, and with which answer; -1 for the first.
  struct Origin {
    var parent: Int32
    var answer: Bool
  }

  /// What a set looks at besides the token, so that steps differ only where it makes a difference.
  struct SetTraits {
    /// For each gap the one that it counts as, two bits each, by raw value.
    var gaps: UInt8 = 0
    var looksAtSentences = false
    /// Types of the mentions that it can consume.
    var mentionTypes: UInt64 = 0

    @inline(__always)
    func gap(_ gap: Gap) -> UInt64 { UInt64(gaps >> (gap.rawValue << 1) & 3) }

    /// Whether the token (and the mentions that start there) settles everything.
    var looksAtTokenOnly: Bool { gaps == 0 && !looksAtSentences }
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
  var steps = StepTable()
  var choices: [Choice] = []
  var origins: [Origin] = []
  var questions: [Question] = []
  var questionNumbers: [Question: UInt32] = [:]
  /// By node and mode: where the closure stands in `closureItems`; -1 where it was not needed yet.
  private var closureStarts: [Int32] = []
  private var closureCounts: [UInt32] = []
  private(set) var closureItems: [UInt32] = []
  /// By token class, then by predicate: 1 true, 2 false, 3 it depends on where the token stands, 0 not known yet.
  private var predicateAnswers: [UInt8] = []
  /// By item: the last pass that met it.
  private var marks: [UInt32] = []
  private var pass: UInt32 = 0
  /// The first is that of the dead step.
  var results: [Result] = [Result()]
  /// Results that only lead on: by the set.
  var plainResults: [SetID: StepID] = [:]
  var acceptedRules: [UInt32] = []
  /// What `acceptBehind` accepts where its pattern could not cross the gap ahead.
  static let acceptedWithoutGap = UInt32.max
  var references: [Reference] = []
  private var unions: [UInt64: SetID] = [:]
  /// By context and mode: the set from which it starts; `UInt32.max` where it was not needed yet.
  private var contextStarts: [SetID] = []
  /// How often the caches were emptied; a profile shows it.
  private(set) var flushes = 0

  /// Empties the caches when they are full; every set's number is void then.
  mutating func flushIfLarge() -> Bool {
    guard
      max(steps.count, choices.count, sets.count, results.count) > Self.stepLimit
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
    var (looksAtGap, tellsGluedFromSpaced, tellsLineFromParagraph) = (false, false, false)
    var work = items
    beginPass(items, program)
    while let item = work.popLast() {
      let (number, mode) = Self.parts(item)
      let node = program.nodes[Int(number)]
      switch mode {
      case .any: break
      case .normal: looksAtGap = true
      case .glued, .spaced: (looksAtGap, tellsGluedFromSpaced) = (true, true)
      case .lineBreak: (looksAtGap, tellsLineFromParagraph) = (true, true)
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
    if looksAtGap {
      for gap in Gap.allCases {
        var same = gap
        if gap == .glued, !tellsGluedFromSpaced { same = .spaced }
        if gap == .lineBreak, !tellsLineFromParagraph { same = .paragraphBreak }
        traits.gaps |= same.rawValue << (gap.rawValue << 1)
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
  mutating func closure(_ node: Int32, _ mode: Program.GapMode, _ program: Program) -> Range<Int> {
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
  mutating func beginPass(_ items: [UInt32], _ program: Program) {
    if marks.isEmpty { marks = Array(repeating: 0, count: program.nodes.count << 3) }
    pass &+= 1
    if pass == 0 {
      for index in marks.indices { marks[index] = 0 }
      pass = 1
    }
    for item in items { marks[Int(item)] = pass }
  }

  /// Whether an item is met for the first time in this walk.
  mutating func mark(_ item: UInt32) -> Bool {
    if marks[Int(item)] == pass { return false }
    marks[Int(item)] = pass
    return true
  }

  /// What a predicate says of a token class: true, false, or nil where it depends on where the token stands.
  mutating func answer(_ predicate: Int32, _ situation: Situation, _ program: Program) -> Bool? {
    guard let tokenClass = situation.tokenClass else { return false }
    return answer(predicate, situation.classNumber, program) { tokenClass }
  }

  /// The same by the class's number, which is an index into `classes`.
  @inline(__always)
  mutating func answer(
    _ predicate: Int32, _ number: Int, _ classes: [LexemeCache.TokenClass], _ program: Program
  ) -> Bool? {
    answer(predicate, number, program) { classes[number] }
  }

  @inline(__always)
  private mutating func answer(
    _ predicate: Int32, _ number: Int, _ program: Program, _ tokenClass: () -> LexemeCache.TokenClass
  ) -> Bool? {
    let width = program.predicates.count
    let index = number * width + Int(predicate)
    if predicateAnswers.count <= index {
      predicateAnswers.append(
        contentsOf: repeatElement(0, count: (number + 1) * width - predicateAnswers.count))
    }
    switch predicateAnswers[index] {
    case 1: return true
    case 2: return false
    case 3: return nil
    default:
      let value = program.predicates[Int(predicate)].value(tokenClass()) { _ in nil }
      predicateAnswers[index] = value.map { $0 ? 1 : 2 } ?? 3
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
}
