import Extraction
package import GrammarEngine
import GrammarLanguage
import TextModel
import Tokenization

/// One pattern as a grammar of its own, behind all stages of another: what `boctach grammar query` searches with.
package struct GrammarQuery: Sendable {
  /// The name of the query's stage, rule and private type.
  package static let name = "boctach_query"
  /// The file that holds the query's rule, and what diagnostics call the pattern.
  private static let path = "PATTERN.grammar"
  private static let shownPath = "PATTERN"

  /// Nil where the pattern or the grammar has errors.
  package private(set) var cascade: Cascade?
  /// The errors as text.
  package private(set) var errors = ""

  package init(pattern: String, length: Int, in grammar: Grammar) {
    let (base, paths) = (grammar.sources, grammar.displayPaths)
    let (_, syntax) = GrammarParser.parsePattern(pattern, path: Self.shownPath)
    guard !syntax.contains(where: { $0.severity == .error }) else {
      errors = Self.text(syntax, pattern: pattern, base, paths)
      return
    }
    let sources = Self.sources(pattern: pattern, length: length, in: base)
    let normalizers = StandardNormalizers.all
    let (checked, diagnostics) = GrammarChecker.check(
      sources: sources, normalizers: normalizers.map(\.signature))
    errors = Self.text(diagnostics.filter { $0.severity == .error }, pattern: pattern, sources, paths)
    guard var checked else { return }
    let rule = checked.rules[checked.stages[checked.stages.count - 1].rules[0].index]
    if !rule.pattern.looksAtOtherStages(checked) { checked = checked.only(rule) }
    let tokenizer = Tokenizer(abbreviations: checked.abbreviations)
    do {
      cascade = try Cascade.compile(checked, normalizers: normalizers, tokenizer: tokenizer)
    } catch {
      errors = Self.text(error.diagnostics, pattern: pattern, sources, paths)
    }
  }

  /// Diagnostics as text, those of the query's rule as of the pattern alone.
  private static func text(
    _ diagnostics: [Diagnostic], pattern: String, _ sources: GrammarSourceSet, _ paths: DisplayPaths
  ) -> String {
    var shown = GrammarSourceSet()
    for (file, bytes) in sources.files { shown.files[paths.shown(file)] = bytes }
    shown.files[shownPath] = Array(pattern.utf8)
    let size = pattern.utf8.count
    let start = (sources.files[path]?.count ?? 0) - size - 1
    func moved(_ span: SourceSpan) -> SourceSpan {
      if span.file == shownPath { return span }
      guard span.file == path else { return paths.shown(span) }
      let place = { max(0, min($0 - start, size)) }
      // What is said of the rule as a whole is said of the whole pattern.
      return span.end <= start
        ? SourceSpan(file: shownPath, start: 0, end: size)
        : SourceSpan(file: shownPath, start: place(span.start), end: place(span.end))
    }
    var renderer = DiagnosticRenderer(sources: shown)
    let text = renderer.text(
      diagnostics.map { Diagnostic($0.kind, at: moved($0.span), related: $0.related.map(moved)) })
    return text.replacing(name, with: shownPath)
  }

  private static func sources(pattern: String, length: Int, in base: GrammarSourceSet) -> GrammarSourceSet {
    var sources = base
    let rule = "stage \(name) rule \(name) -> \(name) length \(length) =\n\(pattern)\n"
    sources.files[path] = Array(rule.utf8)
    sources.seesAll = path
    guard sources.files[GrammarSourceSet.cascadePath] != nil else { return sources }
    let cascade = "private type \(name)\nstages \(name)\n"
    sources.add(GrammarSourceSet([GrammarSourceSet.cascadePath: Array(cascade.utf8)]))
    return sources
  }
}

extension CheckedPattern {
  /// Whether it asks for mentions, or for words that the document's own text made.
  fileprivate func looksAtOtherStages(_ grammar: CheckedGrammar) -> Bool {
    switch self {
    case .empty, .phrase, .gap, .anchor: false
    case .sequence(let parts), .alternatives(let parts): parts.contains { $0.looksAtOtherStages(grammar) }
    case .repeated(let body, _, _), .capture(_, let body), .glued(let body), .context(_, let body, _, _):
      body.looksAtOtherStages(grammar)
    case .token(let predicate, _): predicate.looksAtOtherStages(grammar)
    case .lexicon(let lexicon, _, _): grammar.lexicons[lexicon.index].isDocument
    case .mention: true
    }
  }
}

extension TokenPredicate {
  fileprivate func looksAtOtherStages(_ grammar: CheckedGrammar) -> Bool {
    switch self {
    case .tokenClass, .phrase, .raw: false
    case .lexicon(let lexicon, _): grammar.lexicons[lexicon.index].isDocument
    case .position: true
    case .both(let a, let b), .either(let a, let b):
      a.looksAtOtherStages(grammar) || b.looksAtOtherStages(grammar)
    case .not(let a): a.looksAtOtherStages(grammar)
    }
  }
}

extension CheckedGrammar {
  /// The grammar with one rule in one stage.
  fileprivate func only(_ rule: CheckedRule) -> CheckedGrammar {
    var grammar = self
    var rule = rule
    let name = stages[rule.stage.index].name
    rule.stage = StageID(0)
    grammar.rules = [rule]
    grammar.stages = [CheckedStage(name: name, rules: [RuleID(0)], links: [])]
    grammar.links = []
    grammar.tests = []
    return grammar
  }
}
