import GrammarLanguage
import TextModel

/// What a lexicon reference found: a run of tokens and the rows.
struct LexiconHit {
  enum Rows {
    /// Rows of a lexicon of the grammar.
    case entries(Range<Int>, LexiconID, reference: Int32)
    /// Entries of a document lexicon, those that pass the tests.
    case document([DocumentLexicons.Entry], LexiconID)
  }
  var length: Int
  var rows: Rows
}

extension Matcher {
  /// The longest entry of a lexicon reference that starts at a token, after its tests. O(length of the entry).
  func lexiconHit(_ number: Int32, at position: Int) -> LexiconHit? {
    let reference = cascade.program.lexiconReferences[Int(number)]
    let lexicon = cascade.grammar.lexicons[reference.lexicon.index]
    if lexicon.isDocument { return documentHit(reference, at: position, maximumLength: .max) }
    let automaton = cascade.lexicons
    let isCased = lexicon.isCased
    let first = lexeme(at: position)
    var node = isCased ? automaton.exactRoots[Int(first.exact)] : automaton.foldedRoots[Int(first.folded)]
    var end = position + 1
    var best: LexiconHit?
    while node != 0 {
      var payload = automaton.firstPayload[Int(node)]
      while payload >= 0 {
        let candidate = automaton.payloads[Int(payload)]
        if candidate.lexicon == reference.lexicon, passes(candidate.rows, number) {
          best = LexiconHit(
            length: end - position, rows: .entries(candidate.rows, candidate.lexicon, reference: number))
        }
        payload = Int32(candidate.next)
      }
      guard end < text.tokens.count, crosses(text.tokens[end].gap, glued: reference.isGlued) else { break }
      let next = lexeme(at: end)
      let form = isCased ? next.exact : next.folded
      guard form != 0 else { break }
      node = automaton.edges.child(node, form)
      end += 1
    }
    return best
  }

  /// Whether some row of a payload passes the tests of a reference.
  private func passes(_ rows: Range<Int>, _ reference: Int32) -> Bool {
    let filter = cascade.referenceRowFilters[Int(reference)]
    if filter.isEmpty { return true }
    for index in rows where filter[Int(cascade.lexicons.rows[index])] { return true }
    return false
  }

  func documentHit(_ reference: Program.LexiconReference, at position: Int, maximumLength: Int) -> LexiconHit?
  {
    guard !documentLexicons.isEmpty else { return nil }
    let isCased = cascade.grammar.lexicons[reference.lexicon.index].isCased
    let passes = { (entry: DocumentLexicons.Entry) in
      entry.validFrom <= position && reference.tests.allSatisfy { $0.accepts(entry.cells[$0.index]) }
    }
    var node = documentLexicons.root(reference.lexicon)
    var end = position
    var best: (length: Int, node: UInt32)?
    while end < text.tokens.count, end - position < maximumLength,
      end == position || crosses(text.tokens[end].gap, glued: reference.isGlued),
      let next = documentLexicons.child(of: node, isCased ? tokenLexemes[end] : lexeme(at: end).local)
    {
      node = next
      end += 1
      if documentLexicons.entries(at: node).contains(where: passes) { best = (end - position, node) }
    }
    return best.map { best in
      let entries = documentLexicons.entries(at: best.node).filter(passes)
      return LexiconHit(length: best.length, rows: .document(entries, reference.lexicon))
    }
  }

  /// The longest mention of a reference's type that starts at a token and passes its tests; of equally long ones
  /// that of the latest stage, and within a stage the one made first.
  func mentionHit(_ number: Int32, at position: Int) -> Int? {
    let reference = cascade.program.mentionReferences[Int(number)]
    var best: Int?
    store.forEach(startingAt: position) { candidate in
      let mention = store.mentions[candidate]
      guard mention.type == reference.type,
        reference.tests.allSatisfy({ $0.accepts(mention.fields[$0.index]?.notation) }),
        !reference.isGlued || mention.span.range.dropFirst().allSatisfy({ text.tokens[$0].gap == .glued })
      else { return }
      guard let current = best.map({ store.mentions[$0] }) else {
        best = candidate
        return
      }
      let isBetter =
        mention.span.count != current.span.count
        ? mention.span.count > current.span.count
        : mention.stage != current.stage ? mention.stage > current.stage : candidate < best!
      if isBetter { best = candidate }
    }
    return best
  }

  @inline(__always)
  private func crosses(_ gap: Gap, glued: Bool) -> Bool {
    gap == .glued || (gap == .spaced && !glued)
  }

  /// The rows of a hit that pass the tests of its reference, as entry numbers of the lexicon.
  func rowNumbers(_ rows: Range<Int>, reference: Int32) -> [Int] {
    let filter = cascade.referenceRowFilters[Int(reference)]
    return rows.compactMap { index in
      let row = Int(cascade.lexicons.rows[index])
      return filter.isEmpty || filter[row] ? row : nil
    }
  }
}
