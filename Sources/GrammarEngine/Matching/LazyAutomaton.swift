import GrammarLanguage
import TextModel

/// The deterministic automaton of a cascade, built as texts need it.
///
/// A *set* is a sorted list of items `node << 3 | mode`: the nodes that the search has reached, after following
/// everything that needs no look at the text. A *step* tells what a set becomes at a position:
///
///     (set, token class, gap and sentence start, types of mentions that start, go on or end here)
///         ─▶ step: a question (a context that the token does not settle, a word of a document lexicon) that leads to
///            one of two further steps, or, in most cases at once, a result: rules accepted here, the set behind the
///            token, and for each lexicon or mention reference the set behind what it finds
///
/// Questions are asked one by one, the cheap ones first, and only those that can still make a difference.
///
/// Both maps are caches: bounded by `stepLimit`, emptied when full (between two searches), never wrong.
struct LazyAutomaton: ~Copyable {
  typealias SetID = UInt32
  static let emptySet: SetID = 0
  static let stepLimit = 1 << 20
  /// The number of a set of types has 16 bits in a step's key; one search does not meet a thousand new ones.
  static let typesLimit = 1 << 15
  /// Grammars have some dozens; a set beyond them is searched without.
  static let needLimit = 1 << 10

  /// One word, so that automata are plain memory.
  struct Question: Hashable {
    enum Kind {
      case context(Int32, Program.GapMode)
      case documentWord(Int32)
    }

    /// The kind (1 or 2), the number, the mode.
    private(set) var bits: UInt64

    static func context(_ number: Int32, _ mode: Program.GapMode) -> Question {
      Question(bits: 1 << 40 | UInt64(number) << 8 | UInt64(mode.rawValue))
    }
    static func documentWord(_ atom: Int32) -> Question { Question(bits: 2 << 40 | UInt64(atom) << 8) }

    @inline(__always)
    var kind: Kind {
      let number = Int32(truncatingIfNeeded: bits >> 8)
      return bits >> 40 == 1
        ? .context(number, Program.GapMode(rawValue: UInt8(truncatingIfNeeded: bits))!)
        : .documentWord(number)
    }
  }

  struct Reference {
    /// The number, then one bit that says whether it is one of a lexicon: recordings hold no bytes that mean nothing.
    private let bits: UInt32
    let target: SetID

    init(isLexicon: Bool, number: Int32, target: SetID) {
      bits = UInt32(number) << 1 | (isLexicon ? 1 : 0)
      self.target = target
    }

    @inline(__always) var isLexicon: Bool { bits & 1 == 1 }
    @inline(__always) var number: Int32 { Int32(bits >> 1) }
  }

  /// What a step is: nothing more to find, a question, or a result.
  struct StepID: Equatable {
    let bits: UInt32
    init(bits: UInt32) { self.bits = bits }

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
    /// Index into `outlines`.
    var outline: UInt32
    var yes = StepID.unknown
    var no = StepID.unknown
  }

  /// What a set looks at besides the token, so that steps differ only where it makes a difference.
  struct SetTraits {
    /// For each gap the one that it counts as, two bits each, by raw value.
    var gaps: UInt8 = 0
    var looksAtSentences = false
    /// Index into `needs`: mentions of which one must lie ahead; 0 for none.
    var need: UInt16 = 0
    /// Index into `typeMasks`: types of the mentions that it can consume, and those that it asks of; 0 for none.
    var typeMask: UInt32 = 0
    var looksAtTypes: Bool { typeMask != 0 }
    /// Of the tokens with which it could go on where no mention stands that it looks at.
    var signature = TokenSignature()

    @inline(__always)
    func gap(_ gap: Gap) -> UInt64 { UInt64(gaps >> (gap.rawValue << 1) & 3) }

    /// The gap before a token and whether it starts a sentence, as far as the set looks at them; three bits.
    @inline(__always)
    func boundary(_ place: Matcher.Place) -> UInt64 {
      gap(place.gap) << 1 | (looksAtSentences && place.startsSentence ? 1 : 0)
    }
  }

  /// What a step depends on besides the set.
  struct Situation {
    /// The number of the token class; -1 behind the last token.
    var tokenClass = -1
    /// That of the token class.
    var signature = TokenSignature.all
    var gap: Gap
    var startsSentence: Bool
    /// Types of the mentions around the token; nil where it may be any.
    var types: PlaceTypes?
    /// Whether entries of document lexicons count as possible here.
    var documentLexicons = true
  }

  /// The items of each set, sorted.
  var sets: WordLists
  var traits = RecordedArray<SetTraits>()
  var typeMasks = [PlaceTypes(), .all]
  var needs = [NeededMentions.Need.none]
  var steps = WordTable()
  /// The words of `StepOutline`s; and, by number, the steps.
  var outlines = WordLists()
  var outlineSteps = RecordedArray<StepID>()
  var choices: [Choice] = []
  var questions = RecordedArray<Question>()
  var questionNumbers = WordTable()
  /// By item: the place of its closure in `closures`; only those that were needed.
  var closureNumbers = WordTable()
  var closures = RecordedArray<Closure>()
  var closureItems = RecordedArray<UInt32>()
  /// Long lists of items, by what rules most of them out.
  var lists = RecordedArray<ItemList>()
  var listItems = RecordedArray<UInt32>()
  var listForms = RecordedArray<UInt32>()
  /// By set: its list in `lists`, -1 where it was not needed yet, -2 where the set is short.
  var setLists: [Int32] = []
  /// By token class, then by predicate: 1 true, 2 false, 3 it depends on where the token stands, 0 not known yet.
  var predicateAnswers = TwoBitTable()
  var firstTokens = FirstTokens()
  /// By context; those that were needed.
  var contextOpenings: [Openings?] = []
  var views = SetViews()
  /// By context: what its first token is looked at for; those that were needed.
  var contextViews: [TokenView?] = []
  var typesNumbers = PlaceTypesNumbers()
  /// The items that the walk at hand has met.
  var met = VisitedSet()
  /// Memory for the next walk.
  var spareWork: [UInt32] = []
  var spareOutline = StepOutline()
  /// The first is that of the dead step.
  var results = RecordedArray<Result>()
  /// By set: the step that does nothing but lead to it; unknown where none was needed.
  var plainResults: [StepID] = []
  var acceptedRules = RecordedArray<UInt32>()
  /// What `acceptBehind` accepts where its pattern could not cross the gap ahead.
  static let acceptedWithoutGap = UInt32.max
  var references = RecordedArray<Reference>()
  var unions = WordTable()
  /// By context and mode: the set from which it starts; `UInt32.max` where it was not needed yet.
  var contextStarts: [SetID] = []
  /// How often the caches were emptied; a profile shows it.
  private(set) var flushes = 0

  init() {
    sets = WordLists()
    _ = sets.number(of: [])
    traits.append(SetTraits())
    results.append(Result())
    setLists = [-2]
    plainResults = [.dead]
  }

  /// Empties the caches when they are full; every set's number is void then.
  mutating func flushIfLarge() -> Bool {
    guard
      max(steps.count, choices.count, sets.count, results.count) > Self.stepLimit
        || typesNumbers.count > Self.typesLimit
    else { return false }
    let flushed = flushes + 1
    self = LazyAutomaton()
    flushes = flushed
    return true
  }

  // MARK: Sets

  mutating func intern(_ items: [UInt32], _ cascade: Cascade) -> SetID {
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
    let known = sets.count
    let number = sets.number(of: sorted)
    if number == known {
      traits.append(traits(of: sorted, cascade))
      setLists.append(-1)
      plainResults.append(.unknown)
    }
    return number
  }

  /// What a set looks at, with everything that could be reached beyond its contexts and anchors.
  private mutating func traits(of items: [UInt32], _ cascade: Cascade) -> SetTraits {
    var traits = SetTraits()
    var types = PlaceTypes()
    var (looksAtGap, tellsGluedFromSpaced, tellsLineFromParagraph) = (false, false, false)
    var work = items
    met.removeAll()
    for item in items { _ = met.insert(UInt64(item)) }
    while let item = work.popLast() {
      let (number, mode) = Self.parts(item)
      let node = cascade.program.nodes[Int(number)]
      switch mode {
      case .any: break
      case .normal: looksAtGap = true
      case .glued, .spaced: (looksAtGap, tellsGluedFromSpaced) = (true, true)
      case .lineBreak: (looksAtGap, tellsLineFromParagraph) = (true, true)
      }
      switch node.operation {
      case .token(let predicate):
        if node.staysInSentence, mode != .any { traits.looksAtSentences = true }
        types.formUnion(cascade.predicateTypes[Int(predicate)])
        traits.signature.formUnion(cascade.signatures.predicates[Int(predicate)])
      case .lexicon(let reference):
        let atom = cascade.referenceEntryAtoms[Int(reference)]
        traits.signature.formUnion(atom < 0 ? .all : cascade.signatures.atoms[Int(atom)])
        if node.staysInSentence, mode != .any { traits.looksAtSentences = true }
      case .mention(let reference):
        if node.staysInSentence, mode != .any { traits.looksAtSentences = true }
        types.insert(.starts, cascade.program.mentionReferences[Int(reference)].type)
      case .anchor, .context:
        switch node.operation {
        case .anchor(.linestart), .anchor(.lineend): looksAtGap = true
        case .anchor(.sentencestart), .anchor(.sentenceend): traits.looksAtSentences = true
        case .context(let context) where cascade.program.contexts[Int(context)].direction == .before:
          types.formUnion(openings(ofContext: context, cascade).types)
        default: break
        }
        for index in closure(node.next, mode, cascade) where mark(closureItems[index]) {
          work.append(closureItems[index])
        }
      case .accept, .acceptBehind: traits.signature = .all
      case .split, .jump, .captureStart, .captureEnd, .gap, .leaveGlued: break
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
    traits.typeMask = number(ofTypeMask: types)
    traits.need = number(ofNeed: need(of: items, cascade))
    return traits
  }

  /// There are few: of the types that a grammar declares, sets look at the same again and again.
  private mutating func number(ofTypeMask types: PlaceTypes) -> UInt32 {
    if let known = typeMasks.firstIndex(of: types) { return UInt32(known) }
    // A grammar that asks of all of them is as right, and asks more than it needs.
    guard typeMasks.count < Int(UInt16.max) else { return number(ofTypeMask: .all) }
    typeMasks.append(types)
    return UInt32(typeMasks.count - 1)
  }

  private func need(of items: [UInt32], _ cascade: Cascade) -> NeededMentions.Need {
    guard let first = items.first else { return .none }
    return items.dropFirst().reduce(cascade.neededMentions[Self.parts(first).node]) { need, item in
      need.either(cascade.neededMentions[Self.parts(item).node])
    }.essential
  }

  private mutating func number(ofNeed need: NeededMentions.Need) -> UInt16 {
    if let known = needs.firstIndex(of: need) { return UInt16(known) }
    guard let number = UInt16(exactly: needs.count), number < Self.needLimit else { return 0 }
    needs.append(need)
    return number
  }

  mutating func union(_ a: SetID, _ b: SetID, _ cascade: Cascade) -> SetID {
    if a == Self.emptySet || a == b { return b }
    if b == Self.emptySet { return a }
    let key = UInt64(min(a, b)) << 32 | UInt64(max(a, b))
    if let known = unions[key] { return SetID(known) }
    let result = intern(sets[Int(a)] + sets[Int(b)], cascade)
    unions.insert(key, UInt64(result))
    return result
  }

  /// The set from which a context's search starts.
  mutating func start(ofContext context: Int32, mode: Program.GapMode, cascade: Cascade) -> SetID {
    if contextStarts.isEmpty {
      contextStarts = Array(
        repeating: .max, count: cascade.program.contexts.count * Program.GapMode.allCases.count)
    }
    let index = Int(context) * Program.GapMode.allCases.count + Int(mode.rawValue)
    if contextStarts[index] == .max {
      contextStarts[index] = start(
        at: cascade.program.contexts[Int(context)].start, mode: mode, cascade: cascade)
    }
    return contextStarts[index]
  }

  /// The set from which a pattern's search starts.
  mutating func start(at node: Int32, mode: Program.GapMode, cascade: Cascade) -> SetID {
    var items: [UInt32] = []
    Self.close(node, mode, cascade.program, into: &items)
    return intern(items, cascade)
  }

  @inline(__always)
  static func item(_ node: Int32, _ mode: Program.GapMode) -> UInt32 {
    UInt32(bitPattern: node) << 3 | UInt32(mode.rawValue)
  }

  @inline(__always)
  static func parts(_ item: UInt32) -> (node: Int32, mode: Program.GapMode) {
    (Int32(bitPattern: item >> 3), Program.GapMode(rawValue: UInt8(item & 7))!)
  }

  struct Closure {
    /// Range of `closureItems`.
    var first: UInt32
    var end: UInt32
    /// As in `setLists`.
    var list: Int32

    var items: Range<Int> { Int(first)..<Int(end) }
  }

  /// A long list of items, so that a token meets few of them: ranges of `listItems`, one behind the other. Apart from
  /// `others`, each item takes exactly one form, passes one predicate or begins an entry of one lexicon: that of the same
  /// place in `listForms`, by which each range is sorted.
  struct ItemList {
    var first: UInt32
    var othersEnd: UInt32
    var formsEnd: UInt32
    var exactFormsEnd: UInt32
    var testsEnd: UInt32
    var end: UInt32

    var others: Range<Int> { Int(first)..<Int(othersEnd) }
    var forms: Range<Int> { Int(othersEnd)..<Int(formsEnd) }
    var exactForms: Range<Int> { Int(formsEnd)..<Int(exactFormsEnd) }
    /// By number of the predicate.
    var tests: Range<Int> { Int(exactFormsEnd)..<Int(testsEnd) }
    /// By the atom "an entry starts here".
    var lexicons: Range<Int> { Int(testsEnd)..<Int(end) }
  }

  /// Shorter lists are walked as they are.
  private static let shortList = 12

  /// The closure of a node, as a range of `closureItems`; worked out once.
  mutating func closure(_ node: Int32, _ mode: Program.GapMode, _ cascade: Cascade) -> Range<Int> {
    closureEntry(Self.item(node, mode), cascade).items
  }

  private mutating func closureEntry(_ item: UInt32, _ cascade: Cascade) -> Closure {
    let key = UInt64(item) + 1
    if let known = closureNumbers[key] { return closures[Int(known)] }
    var items: [UInt32] = []
    let (node, mode) = Self.parts(item)
    Self.close(node, mode, cascade.program, into: &items)
    let start = closureItems.count
    closureItems.append(contentsOf: items)
    let closure = Closure(
      first: UInt32(start), end: UInt32(closureItems.count), list: makeList(of: items, cascade))
    closureNumbers.insert(key, UInt64(closures.count))
    closures.append(closure)
    return closure
  }

  private mutating func makeList(of items: [UInt32], _ cascade: Cascade) -> Int32 {
    guard items.count > Self.shortList else { return -2 }
    var forms: [(form: UInt32, item: UInt32)] = []
    var exactForms: [(form: UInt32, item: UInt32)] = []
    var tests: [(form: UInt32, item: UInt32)] = []
    var lexicons: [(form: UInt32, item: UInt32)] = []
    let first = listItems.count
    for item in items {
      switch cascade.program.nodes[Int(Self.parts(item).node)].operation {
      case .token(let predicate):
        switch cascade.program.predicates[Int(predicate)] {
        case .form(let form): forms.append((form, item))
        case .exact(let form): exactForms.append((form, item))
        default: tests.append((UInt32(predicate), item))
        }
      case .lexicon(let reference) where cascade.referenceEntryAtoms[Int(reference)] >= 0:
        lexicons.append((UInt32(cascade.referenceEntryAtoms[Int(reference)]), item))
      default:
        listItems.append(item)
        listForms.append(0)
      }
    }
    lists.append(
      ItemList(
        first: UInt32(first), othersEnd: UInt32(listItems.count), formsEnd: append(&forms),
        exactFormsEnd: append(&exactForms), testsEnd: append(&tests), end: append(&lexicons)))
    return Int32(lists.count - 1)
  }

  /// Returns the end of the range.
  private mutating func append(_ named: inout [(form: UInt32, item: UInt32)]) -> UInt32 {
    named.sort { $0.form != $1.form ? $0.form < $1.form : $0.item < $1.item }
    for (form, item) in named {
      listItems.append(item)
      listForms.append(form)
    }
    return UInt32(listItems.count)
  }

  /// Begins a walk over the items of a set that a token of this class does not rule out by its form; they count as met.
  ///
  /// - Returns: the items, in memory that is to be handed back to `endPass`. One walk at a time.
  mutating func beginPass(
    over set: SetID, _ situation: Situation, _ classes: borrowing TokenClasses, _ cascade: Cascade
  ) -> [UInt32] {
    var work: [UInt32] = []
    swap(&work, &spareWork)
    let index = Int(set)
    if setLists[index] == -1 { setLists[index] = makeList(of: sets[index], cascade) }
    if setLists[index] < 0 {
      sets.append(index, to: &work)
    } else {
      append(lists[Int(setLists[index])], situation, classes, cascade, to: &work)
    }
    met.removeAll()
    for item in work { _ = met.insert(UInt64(item)) }
    return work
  }

  mutating func endPass(_ work: inout [UInt32]) {
    work.removeAll(keepingCapacity: true)
    swap(&work, &spareWork)
  }

  /// Appends the items of a closure that this walk has not met and that a token of this class does not rule out by its form.
  mutating func append(
    closureOf node: Int32, _ mode: Program.GapMode, _ situation: Situation,
    _ classes: borrowing TokenClasses, _ cascade: Cascade, to work: inout [UInt32]
  ) {
    let closure = closureEntry(Self.item(node, mode), cascade)
    guard closure.list >= 0 else {
      for index in closure.items where mark(closureItems[index]) { work.append(closureItems[index]) }
      return
    }
    let first = work.count
    append(lists[Int(closure.list)], situation, classes, cascade, to: &work)
    var kept = first
    for index in first..<work.count where mark(work[index]) {
      work[kept] = work[index]
      kept += 1
    }
    work.removeLast(work.count - kept)
  }

  /// Whether some item of a closure that a token of this class does not rule out by its form passes a test.
  @inline(__always)
  mutating func contains(
    closureOf node: Int32, _ mode: Program.GapMode, _ situation: Situation,
    _ classes: borrowing TokenClasses, _ cascade: Cascade, where passes: (inout LazyAutomaton, UInt32) -> Bool
  ) -> Bool {
    let closure = closureEntry(Self.item(node, mode), cascade)
    guard closure.list >= 0 else {
      for index in closure.items where passes(&self, closureItems[index]) { return true }
      return false
    }
    var items: [UInt32] = []
    append(lists[Int(closure.list)], situation, classes, cascade, to: &items)
    for item in items where passes(&self, item) { return true }
    return false
  }

  private mutating func append(
    _ list: ItemList, _ situation: Situation, _ classes: borrowing TokenClasses, _ cascade: Cascade,
    to items: inout [UInt32]
  ) {
    for index in list.others { items.append(listItems[index]) }
    let tokenClass = situation.tokenClass
    guard tokenClass >= 0 else { return }
    let (form, exact) = (classes.form(tokenClass), classes.exact(tokenClass))
    if form != 0 { append(list.forms, of: form, to: &items) }
    if exact != 0 { append(list.exactForms, of: exact, to: &items) }
    appendGroups(list.tests, to: &items) { automaton, test in
      automaton.mayPass(Int32(test), situation, classes, cascade)
    }
    appendGroups(list.lexicons, to: &items) { _, atom in classes.holds(Int32(atom), tokenClass) }
  }

  /// Appends the items of a range whose test the token passes; each test is asked once.
  @inline(__always)
  private mutating func appendGroups(
    _ range: Range<Int>, to items: inout [UInt32], where passes: (inout LazyAutomaton, UInt32) -> Bool
  ) {
    var index = range.lowerBound
    while index < range.upperBound {
      let test = listForms[index]
      let isPassed = passes(&self, test)
      while index < range.upperBound, listForms[index] == test {
        if isPassed { items.append(listItems[index]) }
        index += 1
      }
    }
  }

  /// O(log n) for n items in the range, and those found.
  private func append(_ range: Range<Int>, of form: UInt32, to items: inout [UInt32]) {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if listForms[middle] < form { low = middle + 1 } else { high = middle }
    }
    while low < range.upperBound, listForms[low] == form {
      items.append(listItems[low])
      low += 1
    }
  }

  /// Whether a token here could pass a predicate; asked where most do not.
  @inline(__always)
  private mutating func mayPass(
    _ predicate: Int32, _ situation: Situation, _ classes: borrowing TokenClasses, _ cascade: Cascade
  ) -> Bool {
    cascade.signatures.predicatesAnywhere[Int(predicate)].intersects(situation.signature)
      && answer(predicate, situation.tokenClass, classes, cascade) != false
  }

  /// Whether an item is met for the first time in this walk.
  mutating func mark(_ item: UInt32) -> Bool { met.insert(UInt64(item)) }

  /// What a predicate says of a token class: true, false, or nil where it depends on where the token stands.
  @inline(__always)
  mutating func answer(
    _ predicate: Int32, _ tokenClass: Int, _ classes: borrowing TokenClasses, _ cascade: Cascade
  ) -> Bool? {
    let width = cascade.program.predicates.count
    switch predicateAnswers.value(row: tokenClass, column: Int(predicate), width: width) {
    case 1: return true
    case 2: return false
    case 3: return nil
    default: return learn(predicate, tokenClass, classes, cascade)
    }
  }

  private mutating func learn(
    _ predicate: Int32, _ tokenClass: Int, _ classes: borrowing TokenClasses, _ cascade: Cascade
  ) -> Bool? {
    let value = cascade.predicates.value(predicate, tokenClass, classes) { _ in nil }
    predicateAnswers.set(
      value.map { $0 ? 1 : 2 } ?? 3, row: tokenClass, column: Int(predicate),
      width: cascade.program.predicates.count)
    return value
  }

  /// Follows everything that neither looks at the text nor consumes it.
  static func close(_ node: Int32, _ mode: Program.GapMode, _ program: Program, into items: inout [UInt32]) {
    var work = [item(node, mode)]
    var seen = VisitedSet()
    while let current = work.popLast() {
      guard seen.insert(UInt64(current)) else { continue }
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
