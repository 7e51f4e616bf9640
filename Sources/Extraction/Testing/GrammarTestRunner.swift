package import GrammarEngine
package import GrammarLanguage
internal import TextModel
internal import Tokenization

/// Runs the `test` blocks of a grammar by the same code as extraction: the cascade up to the block's stage, then
/// dates resolved against the line's reference.
package struct GrammarTestRunner: ~Copyable {
  private let cascade: Cascade
  private let dates: MentionDates
  private var matcher: Matcher

  package init(_ cascade: Cascade) {
    self.cascade = cascade
    dates = MentionDates(cascade.grammar, schema: .standard)
    matcher = Matcher(cascade)
  }

  /// One line of a test block, and what was wrong with it.
  package struct Outcome: Sendable {
    /// The rule or `<Type>` that the block tests.
    package var subject: String
    package var test: CheckedTestCase
    /// Empty when the line passed.
    package var problems: [String]

    package var passed: Bool { problems.isEmpty }
  }

  /// The outcomes of all lines, in the order of the grammar.
  ///
  /// - Parameter filter: only blocks whose subject contains this text.
  package mutating func run(filter: String? = nil) -> [Outcome] {
    var outcomes: [Outcome] = []
    for block in cascade.grammar.tests {
      let subject = name(of: block.subject)
      if let filter, !subject.contains(filter) { continue }
      for test in block.cases {
        outcomes.append(Outcome(subject: subject, test: test, problems: problems(of: test, in: block)))
      }
    }
    return outcomes
  }

  private func name(of subject: CheckedTestBlock.Subject) -> String {
    switch subject {
    case .rule(let rule): cascade.grammar.rules[rule.index].name
    case .type(let type): "<\(cascade.grammar.types[type.index].name)>"
    }
  }

  private mutating func problems(of test: CheckedTestCase, in block: CheckedTestBlock) -> [String] {
    let tokens = cascade.tokenizer.tokenize(Array(test.text.utf8))
    var result = matcher.run(tokens, upTo: block.stage)
    resolveDates(&result, tokens, reference: test.reference)
    // A block about a rule looks at every mention of that rule, one about a type at the output.
    let candidates: [CascadeMention] =
      switch block.subject {
      case .rule(let rule): result.mentions.filter { $0.rule == rule }
      case .type(let type):
        if cascade.grammar.types[type.index].isPrivate {
          result.mentions.filter { $0.type == type }
        } else {
          result.output.map { result.mentions[$0] }.filter { $0.type == type }
        }
      }
    let found = candidates.map { (mention: $0, range: tokens.textSpan(of: $0.span).range) }
    switch test.expectation {
    case .reject:
      return found.map { "found [\(describe($0.mention, in: tokens))], expected nothing" }
    case .match: return compare(found, with: test, in: tokens)
    case .link(let pairs):
      return pairs.flatMap { pair in problems(of: pair, isNegated: false, in: test, result, tokens) }
    case .noLink(let pairs):
      return pairs.flatMap { pair in problems(of: pair, isNegated: true, in: test, result, tokens) }
    }
  }

  private func problems(
    of pair: CheckedTestCase.LinkPair, isNegated: Bool, in test: CheckedTestCase, _ result: CascadeResult,
    _ tokens: TokenizedText
  ) -> [String] {
    let relation = cascade.grammar.relations[pair.relation.index]
    let links = result.links.filter { $0.relation == pair.relation }
    func text(_ mention: Int) -> String { describe(result.mentions[mention], in: tokens) }
    guard let (first, second) = pair.brackets else {
      return links.map {
        "\(relation.name) joins [\(text($0.first))] to [\(text($0.second))], expected nothing"
      }
    }
    let range = { (mention: Int) in tokens.textSpan(of: result.mentions[mention].span).range }
    // What is not joined because it is not there would pass for the wrong reason.
    var missing: [String] = []
    for (bracket, types) in [(first, relation.first), (second, relation.second)] {
      let wanted = test.brackets[bracket].type.map { [$0] } ?? types
      let isThere = result.output.contains {
        wanted.contains(result.mentions[$0].type) && range($0) == test.brackets[bracket].range
      }
      if isThere { continue }
      let names = wanted.map { cascade.grammar.types[$0.index].name }.joined(separator: " or ")
      missing.append("no \(names) mention [\(quoted(test.brackets[bracket], of: test))]")
    }
    guard missing.isEmpty else { return missing }
    let joins = { (a: Int, b: Int) in
      links.contains {
        range($0.first) == test.brackets[a].range && range($0.second) == test.brackets[b].range
      }
    }
    guard joins(first, second) == isNegated else { return [] }
    let names = "[\(quoted(test.brackets[first], of: test))] to [\(quoted(test.brackets[second], of: test))]"
    return ["\(relation.name) \(isNegated ? "joins" : "does not join") \(names)"]
  }

  private func quoted(_ bracket: CheckedTestCase.Bracket, of test: CheckedTestCase) -> String {
    String(decoding: Array(test.text.utf8)[bracket.range], as: UTF8.self)
  }

  private func compare(
    _ found: [(mention: CascadeMention, range: Range<Int>)], with test: CheckedTestCase,
    in tokens: TokenizedText
  ) -> [String] {
    var problems: [String] = []
    var unexplained = found
    for bracket in test.brackets {
      let text = quoted(bracket, of: test)
      guard
        let index = unexplained.firstIndex(where: {
          $0.range == bracket.range && (bracket.type == nil || $0.mention.type == bracket.type)
        })
      else {
        let type = bracket.type.map { cascade.grammar.types[$0.index].name + " " } ?? ""
        problems.append("no \(type)mention [\(text)]")
        continue
      }
      let mention = unexplained.remove(at: index).mention
      let fields = cascade.grammar.types[mention.type.index].fields
      for (field, expected) in bracket.values {
        let value = mention.fields[field.index]?.notation
        if value != expected {
          let name = fields[field.index].name
          problems.append(
            "[\(text)] has \(name) \(value.map { "\"\($0)\"" } ?? "unset"), expected \"\(expected)\"")
        }
      }
    }
    problems.append(contentsOf: unexplained.map { "unexpected [\(describe($0.mention, in: tokens))]" })
    return problems
  }

  private func describe(_ mention: CascadeMention, in tokens: TokenizedText) -> String {
    let text = String(decoding: tokens.text[tokens.textSpan(of: mention.span).range], as: UTF8.self)
    return "\(cascade.grammar.types[mention.type.index].name): \(text)"
  }

  /// Resolves the dates of the output, as a document has them.
  private func resolveDates(_ result: inout CascadeResult, _ tokens: TokenizedText, reference: String?) {
    let given = reference.flatMap { ReferenceContext(publicationDate: $0) } ?? .unknown
    var table = MentionTable(result, in: tokens)
    _ = dates.resolve(&table, reference: given)
    for (index, mention) in zip(result.output, table.output) {
      result.mentions[index].fields = table.fields[Int(mention.fields)]
    }
  }
}
