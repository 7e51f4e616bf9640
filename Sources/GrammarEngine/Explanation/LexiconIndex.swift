import GrammarLanguage
import TextModel
import Tokenization

/// The entries of lexicons by the letters of their words, made when first asked for: what explaining a match needs, where
/// the oracle would read every entry at every token.
final class LexiconIndex {
  private struct Table {
    /// By the words' forms: rows, in file order.
    var rows: [[[UInt8]]: [Int]] = [:]
    var longest = 0
  }

  private let grammar: CheckedGrammar
  private let tokenizer: Tokenizer
  private var tables: [LexiconID: Table] = [:]

  init(grammar: CheckedGrammar, tokenizer: Tokenizer) {
    self.grammar = grammar
    self.tokenizer = tokenizer
  }

  private func table(_ id: LexiconID) -> Table {
    if let known = tables[id] { return known }
    let lexicon = grammar.lexicons[id.index]
    var table = Table()
    for (row, entry) in lexicon.entries.enumerated() {
      let phrase = tokenizer.tokenize(Array(entry.phrase.utf8))
      let words = phrase.tokens.map { token in
        let word = Array(phrase.shadow[token.span.range])
        return lexicon.isCased ? word : FormFolding.fold(word)
      }
      table.rows[words, default: []].append(row)
      table.longest = max(table.longest, words.count)
    }
    tables[id] = table
    return table
  }

  /// What `OracleMatcher.hit` finds.
  func hit(
    _ id: LexiconID, _ tests: [CheckedValueTest], at position: Int, glued: Bool, in oracle: OracleMatcher,
    longest: Int = .max
  ) -> OracleMatcher.Hit? {
    let lexicon = grammar.lexicons[id.index]
    let tokens = oracle.text.tokens
    guard position < tokens.count else { return nil }
    if lexicon.isDocument { return oracle.hit(id, tests, at: position, glued: glued, longest: longest) }
    let table = table(id)
    var words: [[UInt8]] = []
    var best: OracleMatcher.Hit?
    var end = position
    while end < tokens.count, words.count < min(longest, table.longest),
      end == position || tokens[end].gap == .glued || (tokens[end].gap == .spaced && !glued)
    {
      words.append(oracle.form(at: end, exact: lexicon.isCased))
      end += 1
      let entries = (table.rows[words] ?? []).map { row in
        (row: Int?.some(row), cells: lexicon.entries[row].cells.map { $0.isEmpty ? nil : $0 })
      }.filter { entry in tests.allSatisfy { $0.accepts(entry.cells[$0.index]) } }
      if !entries.isEmpty {
        best = OracleMatcher.Hit(lexicon: id, length: words.count, entries: entries)
      }
    }
    return best
  }
}
