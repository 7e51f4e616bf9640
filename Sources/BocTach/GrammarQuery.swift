import Extraction
package import GrammarEngine
package import GrammarLanguage
import TextModel
import Tokenization

/// One pattern as a grammar of its own, behind all stages of another: what `boctach grammar query` searches with.
package struct GrammarQuery: Sendable {
  /// The name of the query's stage, rule and private type.
  package static let name = "boctach_query"
  /// Where diagnostics place the pattern.
  package static let path = "PATTERN.grammar"

  /// Nil where the pattern or the grammar has errors.
  package private(set) var cascade: Cascade?
  /// The errors as text.
  package private(set) var errors = ""

  package init(pattern: String, length: Int, in base: GrammarSourceSet) {
    let (_, syntax) = GrammarParser.parsePattern(pattern, path: "PATTERN")
    guard !syntax.contains(where: { $0.severity == .error }) else {
      var renderer = DiagnosticRenderer(sources: GrammarSourceSet(texts: ["PATTERN": pattern]))
      errors = renderer.text(syntax)
      return
    }
    let sources = Self.sources(pattern: pattern, length: length, in: base)
    let normalizers = StandardNormalizers.all
    let (checked, diagnostics) = GrammarChecker.check(
      sources: sources, normalizers: normalizers.map(\.signature))
    var renderer = DiagnosticRenderer(sources: sources)
    errors = renderer.text(diagnostics.filter { $0.severity == .error })
    guard var checked else { return }
    let rule = checked.rules[checked.stages[checked.stages.count - 1].rules[0].index]
    if !rule.pattern.looksAtOtherStages(checked) { checked = checked.only(rule) }
    let tokenizer = Tokenizer(abbreviations: checked.abbreviations)
    do {
      cascade = try Cascade.compile(checked, normalizers: normalizers, tokenizer: tokenizer)
    } catch {
      errors = renderer.text(error.diagnostics)
    }
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
