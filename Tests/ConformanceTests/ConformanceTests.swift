import Extraction
import GrammarEngine
import GrammarLanguage
import Testing
import TextModel
import Tokenization

/// The grammar reference as a table: each row on the fast engine and on the oracle. The expectations were written from
/// the reference, not from output.
@Suite struct ConformanceTests {
  static let tokenizer = Tokenizer(abbreviations: [])

  @Test func `there are at least four hundred rows, and no two alike`() {
    #expect(ConformanceRow.all.count >= 400)
    let keys = ConformanceRow.all.map { "\($0.grammar)\t\($0.text)\t\($0.construct)" }
    var seen: Set<String> = []
    #expect(keys.filter { !seen.insert($0).inserted } == [])
  }

  @Test(arguments: ConformanceRow.all)
  func `both engines find what the reference says`(row: ConformanceRow) throws {
    if row.isKnownIssue {
      withKnownIssue { try check(row) }
    } else {
      try check(row)
    }
  }

  private func check(_ row: ConformanceRow) throws {
    let sources = GrammarSourceSet(
      ConformanceRow.prelude.merging(row.files.mapValues { Array($0.utf8) }) { $1 })
    let normalizers = StandardNormalizers.all
    let (checked, diagnostics) = GrammarChecker.check(
      sources: sources, normalizers: normalizers.map(\.signature))
    let errors = diagnostics.filter { $0.severity == .error }.map { "\($0.kind.id): \($0.kind.message)" }
    #expect(errors == [])
    guard let checked else { return }
    let tokens = Self.tokenizer.tokenize(Array(row.text.utf8))
    let cascade = try Cascade.compile(checked, normalizers: normalizers, tokenizer: Self.tokenizer)
    var matcher = Matcher(cascade)
    expect(row, matcher.run(tokens), tokens, checked, "the fast engine")
    expect(row, matcher.run(tokens), tokens, checked, "the fast engine, run again")
    var oracle = OracleMatcher(
      grammar: checked, normalizers: normalizers, tokenizer: Self.tokenizer, text: tokens)
    expect(row, oracle.run(), tokens, checked, "the oracle")
    // What explains must find the same, and know why.
    let explainer = Explainer(cascade, text: tokens)
    expect(row, explainer.result, tokens, checked, "the explainer")
    for number in explainer.result.mentions.indices {
      let explanation = explainer.explanation(of: number)
      let taken = explanation.elements.flatMap(\.tokens)
      #expect(taken == Array(explanation.match))
      #expect((explanation.fate == .output) == explainer.result.output.contains(number))
    }
  }

  private func expect(
    _ row: ConformanceRow, _ result: CascadeResult, _ tokens: TokenizedText, _ grammar: CheckedGrammar,
    _ engine: Testing.Comment
  ) {
    let first = grammar.stages.firstIndex { $0.name == "test" }!
    let looked = row.isAboutOutput ? result.output : Array(result.mentions.indices)
    var unexplained = looked.filter { result.mentions[$0].stage.index >= first }
    let range = { (index: Int) in tokens.textSpan(of: result.mentions[index].span).range }
    let typeName = { (index: Int) in grammar.types[result.mentions[index].type.index].name }
    let describe = { (index: Int) in
      "\(typeName(index)): \(String(decoding: Array(row.text.utf8)[range(index)], as: UTF8.self)) \(range(index))"
    }
    var found: [Int?] = []
    for bracket in row.brackets {
      let match = unexplained.firstIndex {
        range($0) == bracket.range && (bracket.type ?? typeName($0)) == typeName($0)
      }
      #expect(match != nil, "\(engine): nothing at \(bracket), but \(looked.map(describe))")
      found.append(match.map { unexplained.remove(at: $0) })
    }
    #expect(unexplained.map(describe) == [], engine)
    for (bracket, field, value) in row.fields {
      guard let mention = found[bracket].map({ result.mentions[$0] }) else { continue }
      let index = grammar.types[mention.type.index].fields.firstIndex { $0.name == field }
      #expect(index != nil)
      if let index { #expect(mention.fields[index]?.notation == value, "\(engine): field \(field)") }
    }
    guard let links = row.links else { return }
    let joined = result.links.map { link -> String in
      let number = { (mention: Int) in found.firstIndex(of: mention).map { "\($0 + 1)" } ?? "?" }
      return "\(grammar.relations[link.relation.index].name)(\(number(link.first)),\(number(link.second)))"
    }
    #expect(Set(joined) == links, engine)
    #expect(joined.count == Set(joined).count, engine)
  }
}
