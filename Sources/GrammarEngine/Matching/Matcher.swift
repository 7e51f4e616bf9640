package import TextModel
package import Tokenization

/// Runs a cascade over texts, one at a time. Holds the scratch memory that a run needs and keeps it for the
/// next, so give each thread its own.
package struct Matcher: Sendable {
  package let cascade: Cascade

  // Kept between texts.
  var lexemes = LexemeCache()
  var automaton = LazyAutomaton()
  /// By stage: the set from which its search starts; numbered anew when the automaton was emptied.
  var stageStarts: [LazyAutomaton.SetID]
  /// By stage: the mention types with which a match can start.
  let stageStartTypes: [UInt64]
  /// By stage: whether a match can start with an entry of a document lexicon.
  let stageStartsWithDocumentWord: [Bool]

  // Of the text at hand.
  var text = TokenizedText(text: [], shadow: [], map: .identity(length: 0), tokens: [])
  var tokenLexemes: [UInt32] = []
  var candidates: [UInt64] = []
  var store = MentionStore()
  var documentLexicons: DocumentLexicons
  var contextMemo = ContextMemo()
  /// By context of one token, then by token class: 1 it matches, 2 it does not, 0 not known yet.
  var oneTokenAnswers: [[UInt8]]
  /// By context, then by token class: 1 a match could start at such a token, 2 it could not, 0 not known yet.
  var contextStarts: [[UInt8]]
  var pending: [PendingSet] = []
  var captureSearch = CaptureSearch()
  var links: [CascadeLink] = []
  var emissionCache = EmissionCache()
  /// The stage that is running; mentions and words of this stage are not seen yet.
  var stage = StageID(0)

  /// What the matcher has done since it was made.
  package private(set) var statistics = Statistics()

  package struct Statistics: Sendable {
    package var tokens = 0
    /// Searches started, by stage.
    package var searches: [Int] = []
    package var matches: [Int] = []
    /// Steps of the automaton and questions asked, by stage.
    package var steps: [Int] = []
    package var questions: [Int] = []
  }

  /// The sizes of the caches now: sets, steps and results of the automaton; lexemes, token classes and classes by stage.
  package var cacheSizes: [(name: String, count: Int)] {
    [
      ("sets", automaton.sets.count), ("steps", automaton.steps.count), ("results", automaton.results.count),
      ("flushes", automaton.flushes), ("lexemes", lexemes.count), ("token classes", lexemes.classes.count),
      ("emissions", emissionCache.count),
    ] + lexemes.stageClassCounts.enumerated().map { ("classes of stage \($0)", $1) }
  }

  mutating func count(steps: Int) { statistics.steps[stage.index] += steps }
  mutating func count(questions: Int) { statistics.questions[stage.index] += questions }

  struct PendingSet {
    var position: Int
    var set: LazyAutomaton.SetID
  }

  package init(_ cascade: Cascade) {
    self.cascade = cascade
    documentLexicons = DocumentLexicons(count: cascade.grammar.lexicons.count)
    var starts: [[UInt32]] = []
    var types: [UInt64] = []
    var documentWords: [Bool] = []
    for stage in cascade.grammar.stages {
      var items: [UInt32] = []
      for rule in stage.rules {
        LazyAutomaton.close(cascade.program.ruleStarts[rule.index], .any, cascade.program, into: &items)
      }
      starts.append(items)
      let (mentions, documents) = Self.startReferences(items, cascade)
      types.append(mentions)
      documentWords.append(documents)
    }
    stageStartItems = starts
    stageStartTypes = types
    stageStartsWithDocumentWord = documentWords
    stageStarts = []
    oneTokenAnswers = []
    contextStarts = []
    for items in starts { stageStarts.append(automaton.intern(items, cascade.program)) }
    oneTokenAnswers = Array(repeating: [], count: cascade.program.contexts.count)
    contextStarts = oneTokenAnswers
    statistics.searches = Array(repeating: 0, count: cascade.grammar.stages.count)
    statistics.matches = statistics.searches
    statistics.steps = statistics.searches
    statistics.questions = statistics.searches
  }

  /// The items of each stage's start set.
  let stageStartItems: [[UInt32]]

  /// The mention types and document words with which a match from these items could start.
  private static func startReferences(_ items: [UInt32], _ cascade: Cascade) -> (UInt64, Bool) {
    let program = cascade.program
    var types: UInt64 = 0
    var documents = false
    var work = items
    var seen = Set(items)
    while let item = work.popLast() {
      let (number, mode) = LazyAutomaton.parts(item)
      let node = program.nodes[Int(number)]
      switch node.operation {
      case .mention(let reference):
        types |= 1 << UInt64(program.mentionReferences[Int(reference)].type.rawValue)
      case .lexicon(let reference):
        let lexicon = program.lexiconReferences[Int(reference)].lexicon
        if cascade.grammar.lexicons[lexicon.index].isDocument { documents = true }
      case .anchor, .context:
        var next: [UInt32] = []
        LazyAutomaton.close(node.next, mode, program, into: &next)
        for item in next where seen.insert(item).inserted { work.append(item) }
      default: break
      }
    }
    return (types, documents)
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
    // Emissions are remembered by lexeme numbers: the two go together.
    if lexemes.clearIfLarge() || emissionCache.isLarge { emissionCache.clear() }
    if automaton.flushIfLarge() {
      for (index, items) in stageStartItems.enumerated() {
        stageStarts[index] = automaton.intern(items, cascade.program)
      }
    }
    store.reset(tokenCount: text.tokens.count, typeCount: cascade.grammar.types.count)
    documentLexicons.reset()
    links.removeAll(keepingCapacity: true)
    analyzeTokens()
  }

  /// The fused pass: gives each token its lexeme and the stages in which something could start at it.
  private mutating func analyzeTokens() {
    let count = text.tokens.count
    statistics.tokens += count
    tokenLexemes.removeAll(keepingCapacity: true)
    candidates.removeAll(keepingCapacity: true)
    tokenLexemes.reserveCapacity(count)
    candidates.reserveCapacity(count)
    let shadow = text.shadow
    let bytes = shadow.span
    for index in 0..<count {
      let token = text.tokens[index]
      let form = bytes.extracting(token.span.range)
      let hash = ByteStringTable.hash(form)
      let lexeme = lexemeNumber(form, hash: hash, token: token)
      tokenLexemes.append(lexeme)
      candidates.append(lexemes.lexemes[Int(lexeme)].stages)
    }
  }

  /// The number of a form's lexeme; a new form is analyzed.
  mutating func lexemeNumber(_ form: Span<UInt8>, hash: UInt64, token: Token) -> UInt32 {
    let known = lexemes.find(form, hash: hash)
    if known != 0 { return known }
    return lexemes.insert(form, hash: hash, token: token, cascade: cascade)
  }

  mutating func runStage() {
    // Contexts may ask for mentions, and those have changed.
    contextMemo.reset()
    let count = text.tokens.count
    let bit: UInt64 = 1 << UInt64(stage.rawValue)
    let types = stageStartTypes[stage.index]
    let documentWords = stageStartsWithDocumentWord[stage.index] && !documentLexicons.isEmpty
    var position = 0
    while position < count {
      let isCandidate =
        candidates[position] & bit != 0 || store.startingTypes[position] & types != 0
        || (documentWords && documentLexicons.mayStart(lexeme(at: position), number: tokenLexemes[position]))
      guard isCandidate else {
        position += 1
        continue
      }
      statistics.searches[stage.index] += 1
      if let match = longestMatch(at: position) {
        statistics.matches[stage.index] += 1
        commit(match)
        position = match.span.range.upperBound
      } else {
        position += 1
      }
    }
    // Links see the mentions of their own stage, also between two others.
    store.publish()
    contextMemo.reset()
    runLinkDeclarations()
    documentLexicons.publish()
  }

  @inline(__always)
  func lexeme(at position: Int) -> LexemeCache.Lexeme { lexemes.lexemes[Int(tokenLexemes[position])] }

  /// What the token is to the running stage.
  @inline(__always)
  func stageClass(at position: Int) -> UInt32 {
    lexemes.stageClasses[Int(lexeme(at: position).tokenClass) * stageStarts.count + stage.index]
  }

  /// The gap at a boundary: before the token, or behind the last one.
  @inline(__always)
  func gap(at position: Int) -> Gap {
    position < text.tokens.count ? text.tokens[position].gap : .paragraphBreak
  }
}

/// A rule that matched, and where.
struct Match {
  var rule: RuleID
  var span: TokenSpan
}
