import TextModel

/// What a set comes to at a token, when the token and what stands around it have settled what they settle: the *outcomes*, ways
/// through the set that consume or accept something here, in sections. Those of the first section hang on nothing; each other
/// section hangs on a question, and on one of the sections that lead to it.
///
/// A step is worked out from its outline alone, and so is what an answer leaves of it. Equal outlines, from whatever sets and
/// tokens and after whatever answers, are one step.
struct StepOutline: ~Copyable {
  /// A node that consumes what stands here; a rule that ends here; the end of an `after(…)` that could not cross the gap
  /// ahead; or a node that consumes the token if its predicate says so, of which a word of a document lexicon decides.
  struct Outcome: Comparable, BitwiseCopyable {
    enum Kind: UInt32 {
      case consumes, accepts, acceptsWithoutGap, isOpen
    }
    fileprivate var word: UInt32

    init(_ kind: Kind, _ number: UInt32 = 0) { word = number << 2 | kind.rawValue }
    fileprivate init(word: UInt32) { self.word = word }

    @inline(__always) var kind: Kind { Kind(rawValue: word & 3)! }
    @inline(__always) var number: UInt32 { word >> 2 }
    @inline(__always)
    static func < (a: Outcome, b: Outcome) -> Bool { a.word < b.word }
  }

  /// Decides open outcomes: the token, the mentions around it, and the words that were asked of so far.
  struct Place: Equatable {
    var tokenClass = -1
    var types = PlaceTypes()
    /// Twice the number of a dynamic atom; one more where it holds.
    fileprivate var answers: [UInt32] = []

    mutating func add(_ atom: Int32, _ answer: Bool) { answers.append(UInt32(atom) << 1 | (answer ? 1 : 0)) }

    subscript(atom: Int32) -> Bool? {
      answers.first { $0 >> 1 == UInt32(atom) }.map { $0 & 1 == 1 }
    }
  }

  private struct Section {
    /// By number; of no meaning for the first section.
    var question: UInt32
    var outcomesEnd: Int
    var referencesEnd: Int
  }

  private var sections: [Section] = []
  /// Sorted within each section, each once.
  private var outcomes: [Outcome] = []
  /// The sections to which a section leads.
  private var references: [UInt32] = []
  var place = Place()

  init() {}

  mutating func removeAll() {
    sections.removeAll(keepingCapacity: true)
    outcomes.removeAll(keepingCapacity: true)
    references.removeAll(keepingCapacity: true)
    place = Place()
  }

  /// Whether nothing can come of it, whatever the answers. Of a pruned outline.
  var isEmpty: Bool { outcomes.isEmpty }

  /// The outcomes that hang on nothing.
  var settled: ArraySlice<Outcome> { outcomes[outcomes(of: 0)] }
  /// The questions on which the sections hang to which the first leads. Of a pruned outline all make a difference.
  func forEachQuestion(_ body: (UInt32) -> Void) {
    for index in references(of: 0) { body(sections[Int(references[index])].question) }
  }

  private func outcomes(of section: Int) -> Range<Int> {
    (section == 0 ? 0 : sections[section - 1].outcomesEnd)..<sections[section].outcomesEnd
  }
  private func references(of section: Int) -> Range<Int> {
    (section == 0 ? 0 : sections[section - 1].referencesEnd)..<sections[section].referencesEnd
  }

  // MARK: Making

  mutating func append(_ outcome: Outcome) { outcomes.append(outcome) }

  /// Makes a section of what was appended since the last.
  ///
  /// - Parameter references: the sections to which it leads, some of which may be yet to come.
  mutating func endSection(question: UInt32, references sectionReferences: some Sequence<UInt32>) {
    let first = sections.last?.outcomesEnd ?? 0
    let count = outcomes.count - first
    if count > 1 {
      if count > 16 {
        outcomes[first...].sort()
      } else {
        for index in (first + 1)..<outcomes.count {
          let outcome = outcomes[index]
          var place = index
          while place > first, outcome < outcomes[place - 1] {
            outcomes[place] = outcomes[place - 1]
            place -= 1
          }
          outcomes[place] = outcome
        }
      }
      var kept = first + 1
      for index in (first + 1)..<outcomes.count where outcomes[index] != outcomes[kept - 1] {
        outcomes[kept] = outcomes[index]
        kept += 1
      }
      outcomes.removeLast(outcomes.count - kept)
    }
    references.append(contentsOf: sectionReferences)
    sections.append(
      Section(question: question, outcomesEnd: outcomes.count, referencesEnd: references.count))
  }

  /// Empties the outline, but for its place.
  private mutating func takeSections() -> StepOutline {
    var taken = StepOutline()
    swap(&taken, &self)
    place = taken.place
    return taken
  }

  // MARK: Answers

  /// Takes out a question: what hangs on it alone hangs on nothing more, or is gone.
  mutating func answer(_ question: UInt32, _ answer: Bool) {
    let old = takeSections()
    for number in old.sections.indices {
      var left: [UInt32] = []
      var opened: [Int] = [number]
      var next = 0
      while next < opened.count {
        outcomes.append(contentsOf: old.outcomes[old.outcomes(of: opened[next])])
        for reference in old.references[old.references(of: opened[next])] {
          if old.sections[Int(reference)].question != question {
            if !left.contains(reference) { left.append(reference) }
          } else if answer, !opened.contains(Int(reference)) {
            opened.append(Int(reference))
          }
        }
        next += 1
      }
      endSection(question: old.sections[number].question, references: left)
    }
  }

  /// Decides the open outcomes that a test now settles.
  mutating func settle(_ test: (_ node: Int32) -> Bool?) {
    let old = takeSections()
    for number in old.sections.indices {
      for outcome in old.outcomes[old.outcomes(of: number)] {
        guard outcome.kind == .isOpen else {
          outcomes.append(outcome)
          continue
        }
        switch test(Int32(outcome.number)) {
        case true: outcomes.append(Outcome(.consumes, outcome.number))
        case false: break
        case nil: outcomes.append(outcome)
        }
      }
      endSection(
        question: old.sections[number].question, references: old.references[old.references(of: number)])
    }
  }

  // MARK: Equality

  /// Takes out what makes no difference: outcomes that hang on nothing anyway, and sections that then lead to none. Numbers the
  /// others as they are met, by question.
  mutating func prune() {
    if sections.count > 1 { pruneSections() }
    if place != Place(), !outcomes.contains(where: { $0.kind == .isOpen }) { place = Place() }
  }

  private mutating func pruneSections() {
    removeSettled()
    if isInOrder { return }
    let old = takeSections()
    var leads = old.sections.indices.map { !old.outcomes(of: $0).isEmpty }
    // Backwards, since most lead to later ones: few rounds.
    var isChanged = true
    while isChanged {
      isChanged = false
      for number in old.sections.indices.reversed() where !leads[number] {
        if old.references[old.references(of: number)].contains(where: { leads[Int($0)] }) {
          leads[number] = true
          isChanged = true
        }
      }
    }
    var numbers = [Int](repeating: -1, count: old.sections.count)
    var order = [0]
    numbers[0] = 0
    var next = 0
    while next < order.count {
      let number = order[next]
      next += 1
      let left = old.references[old.references(of: number)].filter { leads[Int($0)] }
        .sorted { old.precedes(Int($0), Int($1)) }
      for reference in left {
        if numbers[Int(reference)] < 0 {
          numbers[Int(reference)] = order.count
          order.append(Int(reference))
        }
        references.append(UInt32(numbers[Int(reference)]))
      }
      outcomes.append(contentsOf: old.outcomes[old.outcomes(of: number)])
      sections.append(
        Section(
          question: old.sections[number].question, outcomesEnd: outcomes.count,
          referencesEnd: references.count))
    }
  }

  /// Takes what hangs on nothing out of the sections that hang on questions.
  private mutating func removeSettled() {
    let end = sections[0].outcomesEnd
    guard end > 0 else { return }
    var kept = end
    var first = end
    for number in 1..<sections.count {
      // Both are sorted.
      var settled = 0
      for index in first..<sections[number].outcomesEnd {
        while settled < end, outcomes[settled] < outcomes[index] { settled += 1 }
        if settled < end, outcomes[settled] == outcomes[index] { continue }
        outcomes[kept] = outcomes[index]
        kept += 1
      }
      first = sections[number].outcomesEnd
      sections[number].outcomesEnd = kept
    }
    outcomes.removeLast(outcomes.count - kept)
  }

  /// The order of the sections to which one leads.
  private func precedes(_ a: Int, _ b: Int) -> Bool {
    let (first, second) = (sections[a].question, sections[b].question)
    return first != second
      ? first < second : outcomes[outcomes(of: a)].lexicographicallyPrecedes(outcomes[outcomes(of: b)])
  }

  /// Whether the first section leads to all others, each of which has outcomes and leads nowhere, in their order.
  private var isInOrder: Bool {
    guard sections[0].referencesEnd == sections.count - 1, references.count == sections.count - 1 else {
      return false
    }
    for number in 1..<sections.count {
      if references[number - 1] != number || outcomes(of: number).isEmpty { return false }
      if number > 1, !precedes(number - 1, number) { return false }
    }
    return true
  }

  /// Writes a pruned outline: equal outlines become equal words, of which they take few, since numbers are small ones or differ
  /// little from those before them.
  func write(to words: inout [UInt32]) {
    var packer = Packer(words: [])
    swap(&packer.words, &words)
    let isOpen = place.tokenClass >= 0
    packer.append(UInt32(sections.count) << 1 | (isOpen ? 1 : 0))
    if isOpen {
      packer.append(UInt32(place.tokenClass))
      for types in [place.types.starting, place.types.inside, place.types.ending] {
        packer.append(UInt32(truncatingIfNeeded: types))
        packer.append(UInt32(truncatingIfNeeded: types >> 32))
      }
      packer.append(UInt32(place.answers.count))
      for answer in place.answers.sorted() { packer.append(answer) }
    }
    for number in sections.indices {
      packer.append(number == 0 ? 0 : sections[number].question)
      packer.append(UInt32(references(of: number).count))
      for reference in references[references(of: number)] { packer.append(reference) }
      packer.append(UInt32(outcomes(of: number).count))
      var last: UInt32 = 0
      for outcome in outcomes[outcomes(of: number)] {
        packer.append(outcome.word - last)
        last = outcome.word
      }
    }
    swap(&packer.words, &words)
  }

  /// Reads what `write` wrote.
  mutating func read(_ words: [UInt32]) {
    removeAll()
    var unpacker = Unpacker(words: words)
    let head = unpacker.next()
    if head & 1 == 1 {
      place.tokenClass = Int(unpacker.next())
      let types = (0..<3).map { _ in UInt64(unpacker.next()) | UInt64(unpacker.next()) << 32 }
      place.types = PlaceTypes(starting: types[0], inside: types[1], ending: types[2])
      place.answers = (0..<unpacker.next()).map { _ in unpacker.next() }
    }
    for _ in 0..<(head >> 1) {
      let question = unpacker.next()
      for _ in 0..<unpacker.next() { references.append(unpacker.next()) }
      var last: UInt32 = 0
      for _ in 0..<unpacker.next() {
        last += unpacker.next()
        outcomes.append(Outcome(word: last))
      }
      sections.append(
        Section(question: question, outcomesEnd: outcomes.count, referencesEnd: references.count))
    }
  }
}

/// Numbers as bytes of seven bits each, the lowest first, with a bit for "more follow" (LEB128), four bytes a word.
private struct Packer {
  var words: [UInt32]
  private var byteCount = 0

  init(words: [UInt32]) { self.words = words }

  mutating func append(_ number: UInt32) {
    var rest = number
    while rest >= 0x80 {
      append(byte: rest & 0x7F | 0x80)
      rest >>= 7
    }
    append(byte: rest)
  }

  private mutating func append(byte: UInt32) {
    let shift = UInt32(byteCount & 3) << 3
    if shift == 0 { words.append(byte) } else { words[words.count - 1] |= byte << shift }
    byteCount += 1
  }
}

private struct Unpacker {
  let words: [UInt32]
  private var byteCount = 0

  init(words: [UInt32]) { self.words = words }

  mutating func next() -> UInt32 {
    var number: UInt32 = 0
    var shift: UInt32 = 0
    while true {
      let byte = words[byteCount >> 2] >> (UInt32(byteCount & 3) << 3) & 0xFF
      byteCount += 1
      number |= (byte & 0x7F) << shift
      if byte & 0x80 == 0 { return number }
      shift += 7
    }
  }
}
