package import TextModel
package import Tokenization

/// Runs a cascade over texts, one at a time. Holds the scratch memory that a run needs and keeps it for the
/// next, so give each thread its own. Never copied: the compiler would copy its eighty tables where nobody asked for it.
package struct Matcher: ~Copyable, Sendable {
  package let cascade: Cascade

  // Kept between texts.
  var lexemes = LexemeCache()
  var automaton = LazyAutomaton()
  /// By stage: the set from which its search starts; numbered anew when the automaton was emptied.
  var stageStarts: [LazyAutomaton.SetID]
  /// By stage, then by the stage's class of a token, the gap before it and whether it starts a sentence: the first step of a
  /// search there, where that settles it.
  var startSteps: [[LazyAutomaton.StepID]]
  var contexts: ContextAnswers
  var mentionsAhead = MentionsAhead()
  var prospects: Prospects

  // Of the text at hand.
  var text = TokenizedText(text: [], shadow: [], map: .identity(length: 0), tokens: [])
  /// By token.
  var places: [Place] = []
  /// By token: the stages in which a match could start there, mentions and document lexicons apart.
  var openings: [UInt64] = []
  /// By token: those of them that the next token leaves where neither stands in a mention that the stage looks at.
  var openingsOfPairs: [UInt64] = []
  /// By stage, then a bit for each token that is left, in words.
  var openingBits: [UInt64] = []
  /// A bit for each stage that will run before the tokens are looked at again.
  var stagesToRun = UInt64.max
  var store = MentionStore()
  var documentLexicons: DocumentLexicons
  var pending: [PendingSet] = []
  var captureSearch = CaptureSearch()
  var links: [CascadeLink] = []
  var emissionCache = EmissionCache()
  /// By mention reference, then by the number of a mention's fields: 1 they pass, 2 they do not, 0 not known yet.
  var fieldAnswers: [[UInt8]]
  /// The stage that is running; mentions and words of this stage are not seen yet.
  var stage = StageID(0)

  /// What the matcher has done since it was made.
  package internal(set) var statistics = Statistics()

  package struct Statistics: Sendable {
    package var tokens = 0
    /// Searches started, by stage.
    package var searches: [Int] = []
    package var matches: [Int] = []
    /// Steps of the automaton and questions asked, by stage.
    package var steps: [Int] = []
    package var questions: [Int] = []
    /// Those of the running stage, which are not in the arrays yet.
    fileprivate(set) var (stageSearches, stageMatches) = (0, 0)
    var (stageSteps, stageQuestions) = (0, 0)

    fileprivate mutating func endStage(_ stage: Int) {
      searches[stage] += stageSearches
      matches[stage] += stageMatches
      steps[stage] += stageSteps
      questions[stage] += stageQuestions
      (stageSearches, stageMatches, stageSteps, stageQuestions) = (0, 0, 0, 0)
    }
  }

  /// The sizes of the caches now: sets, steps and results of the automaton; lexemes, token classes and classes by stage.
  package var cacheSizes: [(name: String, count: Int)] {
    [
      ("sets", automaton.sets.count), ("steps", automaton.steps.count), ("choices", automaton.choices.count),
      ("results", automaton.results.count), ("views", automaton.views.count),
      ("flushes", automaton.flushes), ("lexemes", lexemes.count), ("token classes", lexemes.classes.count),
      ("emissions", emissionCache.count), ("pairs", prospects.count),
    ] + lexemes.stageClassCounts.enumerated().map { ("classes of stage \($0)", $1) }
  }

  /// What the search reads of a token. 16 bytes.
  struct Place {
    var lexeme: UInt32
    /// The token class, then two bits for the gap before the token, then one that says whether it starts a sentence.
    private(set) var bits: UInt32
    /// That of the token class.
    private(set) var signature: TokenSignature

    init(
      lexeme: UInt32, tokenClass: UInt32, signature: TokenSignature, gap: Gap, startsSentence: Bool
    ) {
      self.lexeme = lexeme
      self.signature = signature
      bits = tokenClass << 3 | UInt32(gap.rawValue) << 1 | (startsSentence ? 1 : 0)
    }

    @inline(__always) var tokenClass: UInt32 { bits >> 3 }

    mutating func setTokenClass(_ tokenClass: UInt32, _ signature: TokenSignature) {
      bits = tokenClass << 3 | bits & 7
      self.signature = signature
    }

    @inline(__always) var gap: Gap { Gap(rawValue: UInt8(truncatingIfNeeded: bits >> 1 & 3))! }
    @inline(__always) var startsSentence: Bool { bits & 1 == 1 }
  }

  struct PendingSet {
    var position: Int
    var set: LazyAutomaton.SetID
  }

  package init(_ cascade: Cascade) {
    self.cascade = cascade
    documentLexicons = DocumentLexicons(count: cascade.grammar.lexicons.count)
    stageStarts = []
    startSteps = Array(repeating: [], count: cascade.stageStarts.count)
    contexts = ContextAnswers()
    prospects = Prospects(stageCount: cascade.stageStarts.count)
    fieldAnswers = Array(repeating: [], count: cascade.program.mentionReferences.count)
    stageStarts = Array(repeating: 0, count: cascade.stageStarts.count)
    reset()
    statistics.searches = Array(repeating: 0, count: cascade.grammar.stages.count)
    statistics.matches = statistics.searches
    statistics.steps = statistics.searches
    statistics.questions = statistics.searches
  }

  /// Runs the cascade.
  ///
  /// - Parameter lastStage: where to stop; all stages run when nil.
  /// - Complexity: O(n) for n tokens, with constants bounded by the rules' length bounds.
  package mutating func run(_ text: TokenizedText, upTo lastStage: StageID? = nil) -> CascadeResult {
    prepare(text)
    let last = lastStage?.index ?? cascade.grammar.stages.count - 1
    for index in 0..<(last + 1) {
      stage = StageID(index)
      runStage()
    }
    return finish()
  }

  mutating func prepare(_ text: TokenizedText) {
    self.text = text
    if lexemes.classes.count > LexemeCache.classLimit { forget() }
    // Emissions are remembered by lexeme numbers: the two go together.
    if lexemes.clearIfLarge() || emissionCache.isLarge {
      emissionCache.clear()
      captureSearch.forget()
      for index in fieldAnswers.indices { fieldAnswers[index].removeAll(keepingCapacity: true) }
    }
    store.reset(tokenCount: text.tokens.count, typeCount: cascade.grammar.types.count)
    documentLexicons.reset()
    links.removeAll(keepingCapacity: true)
    analyzeTokens()
  }

  /// Sets every cache that numbers token classes to what the cascade's recording holds, or empties it.
  private mutating func reset() {
    if beginWithRecording() { return }
    lexemes = LexemeCache()
    prospects = Prospects(stageCount: cascade.stageStarts.count)
    automaton = LazyAutomaton()
    numberStageStarts()
  }

  /// Begins afresh. The grammar bounds how many token classes there are, but not tightly.
  private mutating func forget() {
    reset()
    for index in startSteps.indices { startSteps[index].removeAll(keepingCapacity: true) }
    emissionCache.clear()
    captureSearch.forget()
    for index in fieldAnswers.indices { fieldAnswers[index].removeAll(keepingCapacity: true) }
  }

  /// Forgets the automaton, but for what was recorded: the sets of one pass over a long text are of no use to the next.
  ///
  /// - Parameter keepsAnswers: whether to keep what it knows of token classes, whatever the sets.
  mutating func emptyAutomaton(keepsAnswers: Bool = false) {
    let (answers, firstTokens) = (automaton.predicateAnswers, automaton.firstTokens)
    if beginWithRecording(automatonOnly: true) {
      for index in startSteps.indices { startSteps[index].removeAll(keepingCapacity: true) }
      prospects.forgetSets()
    } else {
      automaton = LazyAutomaton()
      numberStageStarts()
    }
    if keepsAnswers { (automaton.predicateAnswers, automaton.firstTokens) = (answers, firstTokens) }
  }

  private mutating func numberStageStarts() {
    for (index, start) in cascade.stageStarts.enumerated() {
      stageStarts[index] = automaton.intern(start.items, cascade)
      startSteps[index].removeAll(keepingCapacity: true)
    }
    prospects.forgetSets()
    // Needs are numbered by the automaton too.
    mentionsAhead.forget()
  }

  /// Empties the automaton when it has grown too large; sets are numbered anew then.
  private mutating func flushIfLarge() {
    if automaton.flushIfLarge() { numberStageStarts() }
  }

  /// The fused pass: looks each token up once.
  mutating func analyzeTokens() {
    let count = text.tokens.count
    statistics.tokens += count
    places.removeAll(keepingCapacity: true)
    places.reserveCapacity(count)
    let shadow = text.shadow
    let bytes = shadow.span
    for index in 0..<count {
      let token = text.tokens[index]
      let form = bytes.extracting(token.span.range)
      let hash = ByteStringTable.hash(form)
      let lexeme = lexemeNumber(form, hash: hash, token: token)
      let tokenClass = lexemes.lexemes[Int(lexeme)].tokenClass
      places.append(
        Place(
          lexeme: lexeme, tokenClass: tokenClass, signature: lexemes.classes.signature(Int(tokenClass)),
          gap: token.gap, startsSentence: token.flags.contains(.sentenceStart)))
    }
    findEntries()
    findOpenings()
  }

  /// Tells at which tokens each stage has to look.
  private mutating func findOpenings() {
    openings.removeAll(keepingCapacity: true)
    openingsOfPairs.removeAll(keepingCapacity: true)
    defer { spreadOpenings() }
    for position in places.indices {
      let stages = lexemes.classStages[Int(places[position].tokenClass)] & stagesToRun
      openings.append(stages)
      guard stages != 0, position + 1 < places.count else {
        openingsOfPairs.append(stages)
        continue
      }
      let (first, second) = (places[position], places[position + 1])
      if let known = prospects.stages(first, second) {
        openingsOfPairs.append(known)
        continue
      }
      flushIfLarge()
      if prospects.isLarge { prospects = Prospects(stageCount: cascade.stageStarts.count) }
      openingsOfPairs.append(
        prospects.learn(
          first, second, of: stages, stageStarts: stageStarts, lexemes: lexemes, automaton: &automaton,
          cascade: cascade))
    }
  }

  /// Sorts what tokens open by stage.
  private mutating func spreadOpenings() {
    let wordCount = (places.count + 63) / 64
    openingBits.removeAll(keepingCapacity: true)
    openingBits.append(contentsOf: repeatElement(0, count: wordCount * cascade.stageStarts.count))
    for position in places.indices {
      var rest = openingsOfPairs[position]
      while rest != 0 {
        openingBits[rest.trailingZeroBitCount * wordCount + position >> 6] |= 1 << UInt64(position & 63)
        rest &= rest - 1
      }
    }
  }

  /// The next token from one on at which a match of the running stage could start, or near which mentions stand.
  @inline(__always)
  private mutating func nextOpening(from position: Int, looksAtMentions: Bool) -> Int? {
    let wordCount = (places.count + 63) / 64
    let first = stage.index * wordCount
    var word = position >> 6
    var mask = UInt64.max << UInt64(position & 63)
    while word < wordCount {
      var bits = openingBits[first + word]
      if looksAtMentions { bits |= store.isNear[word] }
      bits &= mask
      if bits != 0 { return word << 6 | bits.trailingZeroBitCount }
      mask = .max
      word += 1
    }
    return nil
  }

  /// Whether a match of the running stage could start at a token, by what the token and the next are.
  @inline(__always)
  private func isOpening(_ position: Int, _ stage: UInt64, mentionTypes: UInt64) -> Bool {
    if openingsOfPairs[position] & stage != 0 { return true }
    guard openings[position] & stage != 0 else { return false }
    return (store.types(around: position) | store.types(around: position + 1)) & mentionTypes != 0
  }

  /// The number of a form's lexeme; a new form is analyzed.
  mutating func lexemeNumber(_ form: Span<UInt8>, hash: UInt64, token: Token) -> UInt32 {
    let known = lexemes.find(form, hash: hash)
    if known != 0 { return known }
    return lexemes.insert(form, hash: hash, token: token, cascade: cascade)
  }

  mutating func runStage() {
    // Contexts may ask for mentions, and those have changed.
    contexts.beginAge()
    mentionsAhead.forget()
    let count = places.count
    let bit: UInt64 = 1 << UInt64(stage.rawValue)
    let types = cascade.stageStarts[stage.index].mentionTypes
    let documentWords = cascade.stageStarts[stage.index].hasDocumentWords && !documentLexicons.isEmpty
    let mentionTypes = cascade.stageVocabularies[stage.index].mentionTypes
    let looksAtMentions = types | mentionTypes != 0
    var position = 0
    while position < count {
      if !documentWords {
        guard let next = nextOpening(from: position, looksAtMentions: looksAtMentions) else { break }
        position = next
      }
      let isCandidate =
        isOpening(position, bit, mentionTypes: mentionTypes)
        || store.startingTypes[position] & types != 0
        || (documentWords && documentLexicons.mayStart(lexeme(at: position), number: places[position].lexeme))
      guard isCandidate else {
        position += 1
        continue
      }
      statistics.stageSearches += 1
      flushIfLarge()
      if let match = longestMatch(at: position) {
        statistics.stageMatches += 1
        commit(match)
        position = match.span.range.upperBound
      } else {
        position += 1
      }
    }
    // Links see the mentions of their own stage, also between two others.
    store.publish()
    contexts.beginAge()
    mentionsAhead.forget()
    runLinkDeclarations()
    documentLexicons.publish()
    statistics.endStage(stage.index)
  }

  @inline(__always)
  func lexeme(at position: Int) -> LexemeCache.Lexeme { lexemes.lexemes[Int(places[position].lexeme)] }

  /// What the token is to the running stage.
  @inline(__always)
  func stageClass(at position: Int) -> UInt32 {
    lexemes.stageClass(Int(places[position].tokenClass), stage.index)
  }

  /// The gap at a boundary: before the token, or behind the last one.
  @inline(__always)
  func gap(at position: Int) -> Gap {
    position < places.count ? places[position].gap : .paragraphBreak
  }
}

/// A rule that matched, and where.
struct Match {
  var rule: RuleID
  var span: TokenSpan
}
