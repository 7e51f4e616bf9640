import GrammarLanguage
import TextModel

/// What the second pass finds along the preferred derivation of a match.
enum CaptureEvent {
  case start(capture: Int32, position: Int)
  case end(capture: Int32, position: Int)
  case lexicon(LexiconHit, position: Int)
  case mention(Int, position: Int)
}

/// The second pass: a depth-first search over (node, position, mode) in the order of preference that visits each of them once (it
/// looks only where ways meet), so it takes O(nodes of the rule × tokens of the match).
///
/// Most of a rule's alternatives are turned away by what the tokens are. So what a search came to is remembered by rule and tokens,
/// together with all that it asked besides, the *checks*, in their order:
///
///     key      rule, then for each token its class, gap and sentence start, the gap behind the match, a number
///     content  how many words the checks take, then for each check its kind and place, and of what it asked;
///              then for each event its kind and place, and the capture or the check that found it
///
/// Where all checks say what they said, the events are the same. Where one does not, the key with the next number is looked up.
struct CaptureSearch {
  struct Branch {
    var node: Int32
    var position: Int
    var mode: Program.GapMode
    var eventCount: Int
  }

  /// Whether what stands around a place, or in it beyond its class, says what a search was told.
  struct Check {
    enum Kind: UInt32 {
      case context, anchor, predicate, lexicon, mention
    }
    var kind: Kind
    /// The number of a context, anchor, predicate or reference.
    var number: Int32
    /// In tokens from the start of the match.
    var offset: Int
    var mode = Program.GapMode.any
    /// The length of what a reference found, 0 where it was nothing; 1 where something else holds.
    var answer: Int

    static let wordCount = 2
    /// Twelve bits.
    private static let limit = 1 << 12

    var hasRoom: Bool { offset < Self.limit && answer < Self.limit }
    var words: (UInt32, UInt32) {
      (
        kind.rawValue | UInt32(mode.rawValue) << 3 | UInt32(offset) << 6 | UInt32(answer) << 18,
        UInt32(bitPattern: number)
      )
    }

    init(_ kind: Kind, _ number: Int32, offset: Int, mode: Program.GapMode = .any, answer: Int) {
      (self.kind, self.number, self.offset, self.mode, self.answer) = (kind, number, offset, mode, answer)
    }

    init(_ first: UInt32, _ second: UInt32) {
      kind = Kind(rawValue: first & 7)!
      mode = Program.GapMode(rawValue: UInt8(first >> 3 & 7))!
      offset = Int(first >> 6 & 0xFFF)
      answer = Int(first >> 18 & 0xFFF)
      number = Int32(bitPattern: second)
    }
  }

  private enum EventCode {
    static let start: UInt32 = 0
    static let end: UInt32 = 1
    static let found: UInt32 = 2
  }

  var visited = VisitedSet()
  var branches: [Branch] = []
  var events: [CaptureEvent] = []
  /// By event: the check that found it, or -1.
  var eventChecks: [Int] = []
  var checks: [Check] = []
  /// What the checks at hand found, where they are those of references.
  var found: [CaptureEvent?] = []

  /// What earlier searches came to.
  private(set) var known = WordEntries()
  private static let limit = 1 << 14
  /// More checks than this are as well searched again.
  private static let checkLimit = 1 << 10
  /// With so many numbers of one key nothing more is remembered.
  static let variantLimit: UInt32 = 4

  mutating func begin(_ branch: Branch) {
    visited.removeAll()
    branches.removeAll(keepingCapacity: true)
    events.removeAll(keepingCapacity: true)
    eventChecks.removeAll(keepingCapacity: true)
    checks.removeAll(keepingCapacity: true)
    branches.append(branch)
  }

  /// Goes back to a branch.
  mutating func truncateEvents(to count: Int) {
    events.removeLast(events.count - count)
    eventChecks.removeLast(eventChecks.count - count)
  }

  mutating func append(_ event: CaptureEvent, foundBy check: Int = -1) {
    events.append(event)
    eventChecks.append(check)
  }

  /// Forgets what searches came to; whenever token classes are numbered anew.
  mutating func forget() { known.removeAll() }

  // MARK: The key

  mutating func beginKey(_ rule: RuleID, _ places: ArraySlice<Matcher.Place>, gapBehind: Gap) {
    known.key.removeAll(keepingCapacity: true)
    known.key.append(rule.rawValue)
    for place in places { known.key.append(place.bits) }
    known.key.append(UInt32(gapBehind.rawValue))
    known.key.append(0)
  }

  /// The number of the key at hand.
  var variant: UInt32 {
    get { known.key[known.key.count - 1] }
    set { known.key[known.key.count - 1] = newValue }
  }

  // MARK: Remembering

  /// Remembers what a search from a token came to, by the key at hand.
  mutating func remember(from start: Int) {
    guard checks.count <= Self.checkLimit, checks.allSatisfy(\.hasRoom) else { return }
    if known.wordCount > 32 * Self.limit || known.count > Self.limit {
      let key = known.key
      known.removeAll()
      known.key = key
      variant = 0
    }
    known.beginEntry()
    known.append(UInt32(checks.count * Check.wordCount))
    for check in checks {
      let words = check.words
      known.append(words.0)
      known.append(words.1)
    }
    for (event, check) in zip(events, eventChecks) {
      switch event {
      case .start(let capture, let position):
        known.append(EventCode.start | UInt32(position - start) << 2)
        known.append(UInt32(capture))
      case .end(let capture, let position):
        known.append(EventCode.end | UInt32(position - start) << 2)
        known.append(UInt32(capture))
      case .lexicon, .mention:
        known.append(EventCode.found)
        known.append(UInt32(check))
      }
    }
  }

  /// The checks of an entry, one by one.
  func checkCount(of entry: WordEntries.Entry) -> Int { Int(known[0, of: entry]) / Check.wordCount }
  func check(_ index: Int, of entry: WordEntries.Entry) -> Check {
    Check(known[1 + 2 * index, of: entry], known[2 + 2 * index, of: entry])
  }

  /// The events of an entry whose checks said what they said, with what those found.
  mutating func replay(_ entry: WordEntries.Entry, from start: Int) -> [CaptureEvent] {
    events.removeAll(keepingCapacity: true)
    for index in stride(from: 1 + Int(known[0, of: entry]), to: entry.count, by: 2) {
      let (code, number) = (known[index, of: entry], known[index + 1, of: entry])
      let position = start + Int(code >> 2)
      switch code & 3 {
      case EventCode.start: events.append(.start(capture: Int32(number), position: position))
      case EventCode.end: events.append(.end(capture: Int32(number), position: position))
      default: if let event = found[Int(number)] { events.append(event) }
      }
    }
    return events
  }
}

extension Matcher {
  /// The events of the first derivation, in the order of preference, that covers exactly the match.
  mutating func captureEvents(of match: Match) -> [CaptureEvent] {
    let range = Int(match.span.start)..<Int(match.span.end)
    captureSearch.beginKey(match.rule, places[range], gapBehind: gap(at: range.upperBound))
    while captureSearch.variant < CaptureSearch.variantLimit, let entry = captureSearch.known.entry() {
      if holds(entry, at: range.lowerBound) { return captureSearch.replay(entry, from: range.lowerBound) }
      captureSearch.variant += 1
    }
    searchCaptures(of: match)
    if captureSearch.variant < CaptureSearch.variantLimit { captureSearch.remember(from: range.lowerBound) }
    return captureSearch.events
  }

  /// Whether all that an earlier search asked is as it was; remembers what references find.
  private mutating func holds(_ entry: WordEntries.Entry, at start: Int) -> Bool {
    captureSearch.found.removeAll(keepingCapacity: true)
    for index in 0..<captureSearch.checkCount(of: entry) {
      let check = captureSearch.check(index, of: entry)
      let position = start + check.offset
      var found: CaptureEvent?
      let answer: Int
      switch check.kind {
      case .context: answer = holds(context: check.number, mode: check.mode, at: position) ? 1 : 0
      case .anchor: answer = holds(Anchor.allCases[Int(check.number)], at: position) ? 1 : 0
      case .predicate:
        answer = holds(check.number, Int(places[position].tokenClass), at: position) ? 1 : 0
      case .lexicon:
        let hit = lexiconHit(check.number, at: position)
        answer = hit?.length ?? 0
        found = hit.map { .lexicon($0, position: position) }
      case .mention:
        let hit = mentionHit(check.number, at: position)
        answer = hit.map { store.mentions[$0].span.count } ?? 0
        found = hit.map { .mention($0, position: position) }
      }
      if answer != check.answer { return false }
      captureSearch.found.append(found)
    }
    return true
  }

  /// Adds a check, and returns its number.
  @discardableResult
  private mutating func note(_ check: CaptureSearch.Check) -> Int {
    captureSearch.checks.append(check)
    return captureSearch.checks.count - 1
  }

  private mutating func searchCaptures(of match: Match) {
    let start = Int(match.span.start)
    let target = Int(match.span.end)
    captureSearch.begin(
      CaptureSearch.Branch(
        node: cascade.program.ruleStarts[match.rule.index], position: start, mode: .any, eventCount: 0))
    while let branch = captureSearch.branches.popLast() {
      captureSearch.truncateEvents(to: branch.eventCount)
      var number = branch.node
      var position = branch.position
      var mode = branch.mode
      follow: while true {
        let node = cascade.program.nodes[Int(number)]
        if node.isJoin {
          let key = UInt64(number) << 32 | UInt64(position - start) << 3 | UInt64(mode.rawValue)
          guard captureSearch.visited.insert(key) else { break }
        }
        switch node.operation {
        case .split:
          captureSearch.branches.append(
            CaptureSearch.Branch(
              node: node.alternate, position: position, mode: mode, eventCount: captureSearch.events.count))
          number = node.next
        case .jump: number = node.next
        case .gap(let required):
          mode = required
          number = node.next
        case .leaveGlued(let outer):
          if mode == .glued { mode = outer }
          number = node.next
        case .captureStart(let capture):
          captureSearch.append(.start(capture: capture, position: position))
          number = node.next
        case .captureEnd(let capture):
          captureSearch.append(.end(capture: capture, position: position))
          number = node.next
        case .anchor(let anchor):
          let isTrue = holds(anchor, at: position)
          let place = Int32(Anchor.allCases.firstIndex(of: anchor)!)
          note(CaptureSearch.Check(.anchor, place, offset: position - start, answer: isTrue ? 1 : 0))
          guard isTrue else { break follow }
          number = node.next
        case .context(let context):
          let mode = cascade.program.contextMode(context, mode)
          let isTrue = holds(context: context, mode: mode, at: position)
          note(
            CaptureSearch.Check(
              .context, context, offset: position - start, mode: mode, answer: isTrue ? 1 : 0))
          guard isTrue else { break follow }
          number = node.next
        case .accept:
          if position == target, mode == .any || mode == .normal || mode.allows(gap(at: position)) { return }
          break follow
        case .acceptBehind: break follow
        case .token(let predicate):
          guard position < target, mayConsume(node, mode, at: position) else { break follow }
          guard passes(predicate, at: position, offset: position - start) else { break follow }
          position += 1
          mode = node.modeAfter
          number = node.next
        case .lexicon(let reference):
          guard position < target, mayConsume(node, mode, at: position),
            mayStart(lexiconReference: reference, at: position)
          else { break follow }
          let hit = lexiconHit(reference, at: position)
          let check = note(
            CaptureSearch.Check(.lexicon, reference, offset: position - start, answer: hit?.length ?? 0))
          guard let hit, position + hit.length <= target else { break follow }
          captureSearch.append(.lexicon(hit, position: position), foundBy: check)
          position += hit.length
          mode = node.modeAfter
          number = node.next
        case .mention(let reference):
          guard position < target, mayConsume(node, mode, at: position) else { break follow }
          let hit = mentionHit(reference, at: position)
          let length = hit.map { store.mentions[$0].span.count } ?? 0
          let check = note(
            CaptureSearch.Check(.mention, reference, offset: position - start, answer: length))
          guard let hit, position + length <= target else { break follow }
          captureSearch.append(.mention(hit, position: position), foundBy: check)
          position += length
          mode = node.modeAfter
          number = node.next
        }
      }
    }
    assertionFailure("the automaton found a match that has no derivation")
    captureSearch.truncateEvents(to: 0)
  }

  /// Whether a token passes a predicate, by its class where that settles it.
  private mutating func passes(_ predicate: Int32, at position: Int, offset: Int) -> Bool {
    // Of many alternatives most are turned away by the first token.
    guard cascade.signatures.predicatesAnywhere[Int(predicate)].intersects(places[position].signature) else {
      return false
    }
    let tokenClass = Int(places[position].tokenClass)
    if let known = automaton.answer(predicate, tokenClass, lexemes.classes, cascade) { return known }
    let isTrue = holds(predicate, tokenClass, at: position)
    note(CaptureSearch.Check(.predicate, predicate, offset: offset, answer: isTrue ? 1 : 0))
    return isTrue
  }

  /// Whether a token passes a predicate where it stands.
  private mutating func holds(_ predicate: Int32, _ tokenClass: Int, at position: Int) -> Bool {
    let (types, hasWords, cascade) = (store.types(at: position), !documentLexicons.isEmpty, cascade)
    let value = cascade.predicates.value(predicate, tokenClass, lexemes.classes) { atom in
      switch cascade.dynamicAtoms[Int(atom)] {
      case .position(let position, let type): types.contains(position, type)
      case .documentWord: hasWords ? nil : false
      }
    }
    return value ?? holdsWithWords(predicate, tokenClass, at: position)
  }

  /// The same where a word of a document lexicon decides.
  private func holdsWithWords(_ predicate: Int32, _ tokenClass: Int, at position: Int) -> Bool {
    cascade.predicates.value(predicate, tokenClass, lexemes.classes) {
      holds(dynamicAtom: $0, at: position)
    } == true
  }

  /// Whether an entry that passes a reference's tests could start at a token, by its class.
  @inline(__always)
  private func mayStart(lexiconReference number: Int32, at position: Int) -> Bool {
    let atom = cascade.referenceEntryAtoms[Int(number)]
    return atom < 0 || lexemes.classes.holds(atom, Int(places[position].tokenClass))
  }

  @inline(__always)
  private func mayConsume(_ node: Program.Node, _ mode: Program.GapMode, at position: Int) -> Bool {
    mode.allows(gap(at: position))
      && !(node.staysInSentence && mode != .any && places[position].startsSentence)
  }
}
