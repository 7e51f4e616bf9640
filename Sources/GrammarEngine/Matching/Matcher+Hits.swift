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

// What a search calls at every turn is `mutating` or inlined, though it changes nothing: to a method that borrows the matcher
// a mutating one hands a copy of its 2.7 KB.

extension Matcher {
  /// The tokens of the longest entry of a lexicon reference that starts at a token, after its tests; 0 when there is
  /// none. O(length of the entry).
  mutating func lexiconLength(_ number: Int32, at position: Int) -> Int {
    if cascade.referenceFacts[Int(number)].isDocument {
      return lexiconHit(number, at: position)?.length ?? 0
    }
    return longestEntry(number, at: position).length
  }

  /// The longest entry of a lexicon reference that starts at a token, with its rows.
  mutating func lexiconHit(_ number: Int32, at position: Int) -> LexiconHit? {
    if cascade.referenceFacts[Int(number)].isDocument {
      guard !documentLexicons.isEmpty,
        documentLexicons.mayStart(lexeme(at: position), number: places[position].lexeme)
      else { return nil }
      return documentHit(
        cascade.program.lexiconReferences[Int(number)], at: position, maximumLength: .max)
    }
    let (length, payload) = longestEntry(number, at: position)
    guard length > 0 else { return nil }
    let found = cascade.lexicons.payloads[payload]
    return LexiconHit(length: length, rows: .entries(found.rows, found.lexicon, reference: number))
  }

  /// The length of the longest entry, 0 when there is none, and its payload.
  private mutating func longestEntry(_ number: Int32, at position: Int) -> (length: Int, payload: Int) {
    let facts = cascade.referenceFacts[Int(number)]
    let first = lexeme(at: position)
    var node =
      facts.isCased
      ? cascade.lexicons.exactRoots[Int(first.exact)] : cascade.lexicons.foldedRoots[Int(first.folded)]
    var end = position + 1
    var best = (length: 0, payload: -1)
    while node != 0 {
      for payload in cascade.lexicons.payloads(of: node) {
        let candidate = cascade.lexicons.payloads[payload]
        if candidate.lexicon < facts.lexicon { continue }
        if candidate.lexicon == facts.lexicon, !facts.isFiltered || cascade.passes(candidate.rows, number) {
          best = (end - position, payload)
        }
        break
      }
      guard end < places.count, crosses(places[end].gap, glued: facts.isGlued) else { break }
      let next = lexeme(at: end)
      let form = facts.isCased ? next.exact : next.folded
      guard form != 0 else { break }
      node = cascade.lexicons.edges.child(node, form)
      end += 1
    }
    return best
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
    while end < places.count, end - position < maximumLength,
      end == position || crosses(places[end].gap, glued: reference.isGlued),
      let next = documentLexicons.child(of: node, isCased ? places[end].lexeme : lexeme(at: end).local)
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

  /// The tokens of the mention that a reference finds at a token; 0 when there is none.
  mutating func mentionLength(_ number: Int32, at position: Int) -> Int {
    mentionHit(number, at: position).map { store.outlines[$0].count } ?? 0
  }

  /// The longest mention of a reference's type that starts at a token and passes its tests; of equally long ones
  /// that of the latest stage, and within a stage the one made first.
  mutating func mentionHit(_ number: Int32, at position: Int) -> Int? {
    let facts = cascade.mentionReferenceFacts[Int(number)]
    var best = -1
    var candidate = store.first(startingAt: position)
    while candidate >= 0 {
      let outline = store.outlines[candidate]
      if outline.type == facts.type, !facts.isFiltered || passes(candidate, number),
        !facts.isGlued || (position + 1..<position + outline.count).allSatisfy({ places[$0].gap == .glued })
      {
        if best < 0 {
          best = candidate
        } else {
          let current = store.outlines[best]
          let isBetter =
            outline.count != current.count
            ? outline.count > current.count
            : outline.stage != current.stage ? outline.stage > current.stage : candidate < best
          if isBetter { best = candidate }
        }
      }
      candidate = store.next(candidate)
    }
    return best < 0 ? nil : best
  }

  /// Whether a mention's fields pass the tests of a reference; worked out once for equal fields.
  private mutating func passes(_ mention: Int, _ reference: Int32) -> Bool {
    let fields = Int(store.outlines[mention].fields)
    if fieldAnswers[Int(reference)].count <= fields {
      let missing = emissionCache.fields.count - fieldAnswers[Int(reference)].count
      fieldAnswers[Int(reference)].append(contentsOf: repeatElement(0, count: missing))
    }
    let known = fieldAnswers[Int(reference)][fields]
    if known != 0 { return known == 1 }
    let tests = cascade.program.mentionReferences[Int(reference)].tests
    let passes = tests.allSatisfy { $0.accepts(store.mentions[mention].fields[$0.index]?.notation) }
    fieldAnswers[Int(reference)][fields] = passes ? 1 : 2
    return passes
  }

  @inline(__always)
  private func crosses(_ gap: Gap, glued: Bool) -> Bool {
    gap == .glued || (gap == .spaced && !glued)
  }

  /// The rows of a hit that pass the tests of its reference, as entry numbers of the lexicon.
  func rowNumbers(_ rows: Range<Int>, reference: Int32) -> [Int] {
    let isFiltered = cascade.referenceFacts[Int(reference)].isFiltered
    return rows.compactMap { index in
      let row = cascade.lexicons.rows[index]
      return !isFiltered || cascade.passes(row: row, reference) ? Int(row) : nil
    }
  }
}
