import GrammarLanguage

/// The classes of tokens at which entries of lexicons start, by the class of the token alone and the nodes of
/// `LexiconAutomaton` where the longest folded and the longest cased entry end: those say which entries start here.
///
///     "ủy" …            ─▶ class of the token alone
///     "ủy ban nhân dân" ─▶ the same, and entries of @bodies and @heads
typealias EntryClasses = NumberTable<EntryKey>

struct EntryKey: NumberTableKey {
  /// The class of the token alone.
  var tokenClass: UInt32 = 0
  /// Nodes; 0 where no entry starts.
  var folded: UInt32 = 0
  var exact: UInt32 = 0

  @inline(__always)
  var hash: UInt64 {
    var hash = (UInt64(folded) << 32 | UInt64(exact)) &* 0x9E37_79B9_7F4A_7C15
    hash = (hash ^ hash >> 32 ^ UInt64(tokenClass)) &* 0xBF58_476D_1CE4_E5B9
    return hash >> 33
  }
}

extension Matcher {
  /// Settles which entries of lexicons start at each token: what the token is to the patterns includes that.
  mutating func findEntries() {
    for position in places.indices {
      let lexeme = lexeme(at: position)
      if lexeme.foldedRoot | lexeme.exactRoot == 0 { continue }
      let key = EntryKey(
        tokenClass: lexeme.tokenClass,
        folded: lastNode(from: lexeme.foldedRoot, at: position, isCased: false) { _ in },
        exact: lastNode(from: lexeme.exactRoot, at: position, isCased: true) { _ in })
      if key.folded | key.exact == 0 { continue }
      let tokenClass = lexemes.entryClasses[key] ?? learnEntries(key, at: position)
      places[position].setTokenClass(tokenClass, lexemes.classes.signature(Int(tokenClass)))
    }
  }

  /// Follows the entries that start at a token and returns the node where the longest ends, 0 where there is none.
  @inline(__always)
  private func lastNode(
    from root: UInt32, at position: Int, isCased: Bool, visit: (Range<Int>) -> Void
  ) -> UInt32 {
    var node = root
    var end = position + 1
    var last: UInt32 = 0
    while node != 0 {
      let payloads = cascade.lexicons.payloads(of: node)
      if !payloads.isEmpty {
        last = node
        visit(payloads)
      }
      guard end < places.count, Program.GapMode.normal.allows(places[end].gap) else { break }
      let next = lexeme(at: end)
      let form = isCased ? next.exact : next.folded
      guard form != 0 else { break }
      node = cascade.lexicons.edges.child(node, form)
      end += 1
    }
    return last
  }

  private mutating func learnEntries(_ key: EntryKey, at position: Int) -> UInt32 {
    var content = lexemes.classes[Int(key.tokenClass)]
    let lexeme = lexeme(at: position)
    for (root, isCased) in [(lexeme.foldedRoot, false), (lexeme.exactRoot, true)] {
      _ = lastNode(from: root, at: position, isCased: isCased) { payloads in
        for payload in payloads { cascade.addAtoms(ofPayload: payload, to: &content) }
      }
    }
    return lexemes.number(of: content, forKey: key, cascade: cascade)
  }
}

extension Cascade {
  /// Adds the atoms that hold where an entry with these rows starts.
  fileprivate func addAtoms(ofPayload index: Int, to content: inout TokenClasses.Content) {
    let payload = lexicons.payloads[index]
    for reference in lexiconReferences[payload.lexicon.index] {
      let atom = referenceEntryAtoms[Int(reference)]
      let isFiltered = referenceFacts[Int(reference)].isFiltered
      guard !isFiltered || payload.rows.contains(where: { passes(row: lexicons.rows[$0], reference) }) else {
        continue
      }
      content.insert(Int(atom))
    }
  }
}
