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

  private struct Contents {
    var sections: [Section] = []
    /// Sorted within each section, each once.
    var outcomes: [Outcome] = []
    /// The sections to which a section leads.
    var references: [UInt32] = []

    /// Keeps the memory.
    mutating func removeAll() {
      sections.removeAll(keepingCapacity: true)
      outcomes.removeAll(keepingCapacity: true)
      references.removeAll(keepingCapacity: true)
    }

    func outcomes(of section: Int) -> Range<Int> {
      (section == 0 ? 0 : sections[section - 1].outcomesEnd)..<sections[section].outcomesEnd
    }
    func references(of section: Int) -> Range<Int> {
      (section == 0 ? 0 : sections[section - 1].referencesEnd)..<sections[section].referencesEnd
    }

    /// The order of the sections to which one leads.
    func precedes(_ a: Int, _ b: Int) -> Bool {
      let (first, second) = (sections[a].question, sections[b].question)
      return first != second
        ? first < second : outcomes[outcomes(of: a)].lexicographicallyPrecedes(outcomes[outcomes(of: b)])
    }
  }

  private var contents = Contents()
  /// What `contents` is being made from; kept for its memory, as the lists of sections are.
  private var old = Contents()
  private var list: [UInt32] = []
  private var numbers: [Int32] = []
  var place = Place()

  init() {}

  mutating func removeAll() {
    contents.removeAll()
    place = Place()
  }

  /// Whether nothing can come of it, whatever the answers. Of a pruned outline.
  var isEmpty: Bool { contents.outcomes.isEmpty }

  /// The outcomes that hang on nothing.
  var settled: ArraySlice<Outcome> { contents.outcomes[contents.outcomes(of: 0)] }
  /// The questions on which the sections hang to which the first leads. Of a pruned outline all make a difference.
  func forEachQuestion(_ body: (UInt32) -> Void) {
    for index in contents.references(of: 0) {
      body(contents.sections[Int(contents.references[index])].question)
    }
  }

  // MARK: Making

  mutating func append(_ outcome: Outcome) { contents.outcomes.append(outcome) }

  /// Makes a section of what was appended since the last.
  ///
  /// - Parameter references: the sections to which it leads, some of which may be yet to come.
  mutating func endSection(question: UInt32, references: some Sequence<UInt32>) {
    contents.references.append(contentsOf: references)
    endSection(question: question)
  }

  /// The same where the references were appended.
  private mutating func endSection(question: UInt32) {
    sortOutcomes(from: contents.sections.last?.outcomesEnd ?? 0)
    contents.sections.append(
      Section(
        question: question, outcomesEnd: contents.outcomes.count, referencesEnd: contents.references.count))
  }

  private mutating func sortOutcomes(from first: Int) {
    let count = contents.outcomes.count - first
    guard count > 1 else { return }
    if count > 16 {
      contents.outcomes[first...].sort()
    } else {
      for index in (first + 1)..<contents.outcomes.count {
        let outcome = contents.outcomes[index]
        var place = index
        while place > first, outcome < contents.outcomes[place - 1] {
          contents.outcomes[place] = contents.outcomes[place - 1]
          place -= 1
        }
        contents.outcomes[place] = outcome
      }
    }
    var kept = first + 1
    for index in (first + 1)..<contents.outcomes.count
    where contents.outcomes[index] != contents.outcomes[kept - 1] {
      contents.outcomes[kept] = contents.outcomes[index]
      kept += 1
    }
    contents.outcomes.removeLast(contents.outcomes.count - kept)
  }

  /// Begins to make the outline anew, from `old`.
  private mutating func beginAgain() {
    swap(&contents, &old)
    contents.removeAll()
  }

  // MARK: Answers

  /// Takes out a question: what hangs on it alone hangs on nothing more, or is gone.
  mutating func answer(_ question: UInt32, _ answer: Bool) {
    beginAgain()
    for number in old.sections.indices {
      // The section with those that the answer opens to it.
      list.removeAll(keepingCapacity: true)
      list.append(UInt32(number))
      let firstReference = contents.references.count
      var next = 0
      while next < list.count {
        let section = Int(list[next])
        for index in old.outcomes(of: section) { contents.outcomes.append(old.outcomes[index]) }
        for index in old.references(of: section) {
          let reference = old.references[index]
          if old.sections[Int(reference)].question != question {
            if !contents.references[firstReference...].contains(reference) {
              contents.references.append(reference)
            }
          } else if answer, !list.contains(reference) {
            list.append(reference)
          }
        }
        next += 1
      }
      endSection(question: old.sections[number].question)
    }
  }

  /// Decides the open outcomes that a test now settles.
  mutating func settle(_ test: (_ node: Int32) -> Bool?) {
    beginAgain()
    for number in old.sections.indices {
      for index in old.outcomes(of: number) {
        let outcome = old.outcomes[index]
        guard outcome.kind == .isOpen else {
          contents.outcomes.append(outcome)
          continue
        }
        switch test(Int32(outcome.number)) {
        case true: contents.outcomes.append(Outcome(.consumes, outcome.number))
        case false: break
        case nil: contents.outcomes.append(outcome)
        }
      }
      for index in old.references(of: number) { contents.references.append(old.references[index]) }
      endSection(question: old.sections[number].question)
    }
  }

  // MARK: Equality

  /// Takes out what makes no difference: outcomes that hang on nothing anyway, and sections that then lead to none. Numbers the
  /// others as they are met, by question.
  mutating func prune() {
    if contents.sections.count > 1 {
      removeSettled()
      if !isInOrder { orderSections() }
    }
    if place.tokenClass >= 0, !contents.outcomes.contains(where: { $0.kind == .isOpen }) { place = Place() }
  }

  private mutating func orderSections() {
    beginAgain()
    // By section: -2 where it leads to no outcome, then -1 where it is not numbered yet, then its number.
    numbers.removeAll(keepingCapacity: true)
    for number in old.sections.indices { numbers.append(old.outcomes(of: number).isEmpty ? -2 : -1) }
    // Backwards, since most lead to later ones: few rounds.
    var isChanged = true
    while isChanged {
      isChanged = false
      for number in old.sections.indices.reversed() where numbers[number] == -2 {
        for index in old.references(of: number) where numbers[Int(old.references[index])] != -2 {
          numbers[number] = -1
          isChanged = true
          break
        }
      }
    }
    // The sections in their order.
    list.removeAll(keepingCapacity: true)
    list.append(0)
    numbers[0] = 0
    var next = 0
    while next < list.count {
      let number = Int(list[next])
      next += 1
      let first = contents.references.count
      for index in old.references(of: number) where numbers[Int(old.references[index])] != -2 {
        contents.references.append(old.references[index])
      }
      sortReferences(from: first)
      for index in first..<contents.references.count {
        let reference = Int(contents.references[index])
        if numbers[reference] < 0 {
          numbers[reference] = Int32(list.count)
          list.append(UInt32(reference))
        }
        contents.references[index] = UInt32(numbers[reference])
      }
      for index in old.outcomes(of: number) { contents.outcomes.append(old.outcomes[index]) }
      contents.sections.append(
        Section(
          question: old.sections[number].question, outcomesEnd: contents.outcomes.count,
          referencesEnd: contents.references.count))
    }
  }

  /// In the order of the old sections; equal ones keep theirs.
  private mutating func sortReferences(from first: Int) {
    guard first < contents.references.count else { return }
    if contents.references.count - first > 16 {
      contents.references[first...].sort { old.precedes(Int($0), Int($1)) }
      return
    }
    for index in (first + 1)..<max(first + 1, contents.references.count) {
      let reference = contents.references[index]
      var place = index
      while place > first, old.precedes(Int(reference), Int(contents.references[place - 1])) {
        contents.references[place] = contents.references[place - 1]
        place -= 1
      }
      contents.references[place] = reference
    }
  }

  /// Takes what hangs on nothing out of the sections that hang on questions.
  private mutating func removeSettled() {
    let end = contents.sections[0].outcomesEnd
    guard end > 0 else { return }
    var kept = end
    var first = end
    for number in 1..<contents.sections.count {
      // Both are sorted.
      var settled = 0
      for index in first..<contents.sections[number].outcomesEnd {
        while settled < end, contents.outcomes[settled] < contents.outcomes[index] { settled += 1 }
        if settled < end, contents.outcomes[settled] == contents.outcomes[index] { continue }
        contents.outcomes[kept] = contents.outcomes[index]
        kept += 1
      }
      first = contents.sections[number].outcomesEnd
      contents.sections[number].outcomesEnd = kept
    }
    contents.outcomes.removeLast(contents.outcomes.count - kept)
  }

  /// Whether the first section leads to all others, each of which has outcomes and leads nowhere, in their order.
  private var isInOrder: Bool {
    let count = contents.sections.count
    guard contents.sections[0].referencesEnd == count - 1, contents.references.count == count - 1 else {
      return false
    }
    for number in 1..<count {
      if contents.references[number - 1] != number || contents.outcomes(of: number).isEmpty { return false }
      if number > 1, !contents.precedes(number - 1, number) { return false }
    }
    return true
  }

  /// Writes a pruned outline: equal outlines become equal words, of which they take few, since numbers are small ones or differ
  /// little from those before them.
  func write(to words: inout [UInt32]) {
    var packer = Packer(words: [])
    swap(&packer.words, &words)
    let isOpen = place.tokenClass >= 0
    packer.append(UInt32(contents.sections.count) << 1 | (isOpen ? 1 : 0))
    if isOpen {
      packer.append(UInt32(place.tokenClass))
      for types in [place.types.starting, place.types.inside, place.types.ending] {
        packer.append(UInt32(truncatingIfNeeded: types))
        packer.append(UInt32(truncatingIfNeeded: types >> 32))
      }
      packer.append(UInt32(place.answers.count))
      for answer in place.answers.sorted() { packer.append(answer) }
    }
    for number in contents.sections.indices {
      packer.append(number == 0 ? 0 : contents.sections[number].question)
      packer.append(UInt32(contents.references(of: number).count))
      for index in contents.references(of: number) { packer.append(contents.references[index]) }
      packer.append(UInt32(contents.outcomes(of: number).count))
      var last: UInt32 = 0
      for index in contents.outcomes(of: number) {
        packer.append(contents.outcomes[index].word - last)
        last = contents.outcomes[index].word
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
      for _ in 0..<unpacker.next() { contents.references.append(unpacker.next()) }
      var last: UInt32 = 0
      for _ in 0..<unpacker.next() {
        last += unpacker.next()
        contents.outcomes.append(Outcome(word: last))
      }
      contents.sections.append(
        Section(
          question: question, outcomesEnd: contents.outcomes.count, referencesEnd: contents.references.count))
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
