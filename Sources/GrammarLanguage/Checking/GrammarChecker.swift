import TextModel

/// From the files of a grammar folder to a `CheckedGrammar`: parses, resolves includes and names, expands macros,
/// types expressions, cuts test texts. All problems are collected; one mistake gives one diagnostic.
///
///     files ─▶ trees ─▶ stages, scopes ─▶ types, relations ─▶ lexicons ─▶ rules ─▶ links, tests ─▶ unused things
///
/// A file sees the lexicons and macros that it declares and those of the files that it includes, directly or not.
/// Rule, lexicon, type, group and relation names are unique in the folder.
package enum GrammarChecker {
  /// - Returns: the grammar unless there is an error, and the diagnostics in order of file and place.
  package static func check(sources: GrammarSourceSet, normalizers: [NormalizerSignature])
    -> (CheckedGrammar?, [Diagnostic])
  {
    var checker = Checker(sources: sources, normalizers: normalizers)
    checker.run()
    let hasError = checker.diagnostics.contains { $0.severity == .error }
    return (hasError ? nil : checker.grammar, shown(checker.diagnostics))
  }

  /// The diagnostics in order, of too many the errors before the warnings: an error is never lost among warnings.
  private static func shown(_ all: [Diagnostic]) -> [Diagnostic] {
    let limit = GrammarLimits.diagnostics
    let sorted = all.sorted(by: Diagnostic.inOrder)
    guard sorted.count > limit else { return sorted }
    let errors = sorted.filter { $0.severity == .error }
    let warnings = sorted.filter { $0.severity == .warning }
    let place = errors.count > limit ? errors[limit].span : warnings[limit - errors.count].span
    let kept = errors.prefix(limit) + warnings.prefix(max(0, limit - errors.count))
    return kept.sorted(by: Diagnostic.inOrder) + [Diagnostic(.tooManyProblems(limit: limit), at: place)]
  }
}

/// The state of one check; its phases are in the extensions.
struct Checker {
  let sources: GrammarSourceSet
  let normalizers: [NormalizerSignature]
  var grammar = CheckedGrammar()
  var diagnostics: [Diagnostic] = []
  private var reported: Set<Diagnostic> = []
  /// How many there are of each severity; more than the limit are not kept.
  private var counts: [Diagnostic.Severity: Int] = [:]
  private var fullSorts: Set<LimitedSort> = []

  // Files
  var files: [GrammarFile] = []
  var fileIndex: [String: Int] = [:]
  /// Per file: the files that it includes, and whether some file includes it.
  var includes: [[Int]] = []
  var isIncluded: [Bool] = []
  /// Per file: itself and all that it includes, directly or not.
  var visible: [[Int]] = []
  var stageOfFile: [Int?] = []
  var readLexiconFiles: Set<String> = []
  /// Names whose declarations are broken; unknown-name errors about them would be follow-ups.
  var brokenNames: Set<String> = []
  /// Fields of unknown kind, and lexicons whose columns could not be read: no checks against them.
  var brokenFields: Set<String> = []
  var brokenLexicons: Set<String> = []
  /// Grammar files with bytes that are no UTF-8, which are read as spaces.
  var badlyEncoded: Set<String> = []

  // Names
  var groups: [String: (index: Int, span: SourceSpan)] = [:]
  var types: [String: (id: TypeID, span: SourceSpan)] = [:]
  var relations: [String: (id: RelationID, span: SourceSpan)] = [:]
  var stages: [String: (id: StageID, span: SourceSpan)] = [:]
  var lexicons: [String: (id: LexiconID, name: Name, file: Int)] = [:]
  /// Per file, the macros that it declares.
  var macros: [[String: MacroDeclaration]] = []
  var rules: [String: (id: RuleID, span: SourceSpan)] = [:]
  var normalizerIndex: [String: Int] = [:]

  // Uses
  var usedGroups: Set<Int> = []
  var usedTypes: Set<TypeID> = []
  var usedRelations: Set<RelationID> = []
  var usedLexicons: Set<LexiconID> = []
  /// By place of the declared name.
  var usedMacros: Set<SourceSpan> = []

  // Who makes what: stages in which some rule emits the type, or exports to the lexicon.
  var makers: [TypeID: Set<StageID>] = [:]
  var fillers: [LexiconID: Set<StageID>] = [:]

  // Rules in order of their ids, with the syntax and the file that they come from.
  var ruleSources: [(declaration: RuleDeclaration, file: Int)] = []
  /// Elements that macro expansion may still produce, over the whole grammar.
  var expansionBudget = 2_000_000
  /// What remains for the pattern at hand, which stands at `budgetPlace`.
  var ruleBudget = 0
  var budgetPlace: SourceSpan?
  var isOverBudget = false
  /// Names of macros that were found to call themselves.
  var recursiveMacros: Set<SourceSpan> = []
  /// Whether macros that nothing calls are being read, and those whose bodies have been.
  var isCheckingUnused = false
  var checkedMacros: Set<SourceSpan> = []
  /// The words of a lexicon's shortest and longest entry, counted when a pattern first asks, and the fewest tokens of a type's
  /// mentions, by the rules read so far.
  var lexiconWords: [LexiconID: (shortest: Int, longest: Int)] = [:]
  var typeMinima: [TypeID: Int] = [:]
  /// By test of one token: whether it can hold.
  var contradictions: [TokenPredicate: Bool] = [:]
  /// Distinct values per lexicon and column, made when a column test first asks.
  var columnValues: [LexiconID: [Int: Set<String>]] = [:]

  init(sources: GrammarSourceSet, normalizers: [NormalizerSignature]) {
    self.sources = sources
    self.normalizers = normalizers
    for (index, signature) in normalizers.enumerated() { normalizerIndex[signature.name] = index }
  }

  mutating func run() {
    guard checkSizes() else { return }
    guard parseFiles() else { return }
    // Without types every other name would be unknown too.
    guard sources.files[GrammarSourceSet.cascadePath] != nil else { return }
    resolveIncludes()
    declareCascade()
    assignStages()
    declareLexicons()
    declareMacros()
    reportMacroConflicts()
    collectRules()
    checkRules()
    checkLinks()
    checkTests()
    checkUnusedMacros()
    reportUnused()
    reportUnreachable()
  }

  /// Whether there is room for one thing more, of which there are so many; told once of each sort in each whole.
  mutating func hasRoom(for sort: LimitedSort, _ count: Int, at span: SourceSpan) -> Bool {
    guard let limit = GrammarLimits.counts[sort], count >= limit else { return true }
    if count == limit, fullSorts.insert(sort).inserted { report(.tooMany(sort, limit: limit), at: span) }
    return false
  }

  mutating func report(_ kind: DiagnosticKind, at span: SourceSpan, related: SourceSpan? = nil) {
    if badlyEncoded.contains(span.file) {
      switch kind {
      case .strayWhiteSpace, .emptyPhrase: return
      default: break
      }
    }
    // A macro's mistake comes up in each of its calls; it is told once.
    let diagnostic = Diagnostic(kind, at: span, related: related)
    guard counts[diagnostic.severity, default: 0] <= GrammarLimits.diagnostics,
      reported.insert(diagnostic).inserted
    else { return }
    counts[diagnostic.severity, default: 0] += 1
    diagnostics.append(diagnostic)
  }

  mutating func reportUnknown(
    _ sort: NameSort, _ name: Name, owner: String? = nil, among candidates: some Sequence<String>
  ) {
    guard !brokenNames.contains(name.text) else { return }
    let suggestion = Spelling.nearest(to: name.text, among: candidates)
    report(.unknownName(sort, name.text, owner: owner, suggestion: suggestion), at: name.span)
  }

  // MARK: Looking names up; each reports what it does not find.

  mutating func type(_ name: Name) -> TypeID? {
    if let found = types[name.text] { return found.id }
    reportUnknown(.type, name, among: types.keys.sorted())
    return nil
  }

  mutating func relation(_ name: Name) -> RelationID? {
    if let found = relations[name.text] { return found.id }
    reportUnknown(.relation, name, among: relations.keys.sorted())
    return nil
  }

  mutating func lexicon(_ name: Name, from file: Int, isExport: Bool = false) -> LexiconID? {
    if let found = lexicons[name.text] {
      if !isExport { usedLexicons.insert(found.id) }
      if !visible[file].contains(found.file) {
        report(.notIncluded(.lexicon, name.text, file: files[found.file].path), at: name.span)
      }
      return found.id
    }
    reportUnknown(.lexicon, name, among: lexicons.keys.sorted())
    return nil
  }

  func macro(_ name: String, from file: Int) -> (declaration: MacroDeclaration, file: Int)? {
    for visibleFile in visible[file] {
      if let found = macros[visibleFile][name] { return (found, visibleFile) }
    }
    return nil
  }

  func typeName(_ id: TypeID) -> String { grammar.types[id.index].name }
  func stageName(_ id: StageID) -> String { grammar.stages[id.index].name }
  func lexiconName(_ id: LexiconID) -> String { grammar.lexicons[id.index].name }
}
