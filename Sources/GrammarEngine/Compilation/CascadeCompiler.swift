package import GrammarLanguage
internal import TextModel
package import Tokenization

extension Cascade {
  /// Compiles a checked grammar.
  ///
  /// - Throws: `CompilationError` with every problem found: phrases that hold no token or (as operands of `&`)
  ///   several, and automata beyond `ProgramBuilder.nodeLimit`.
  package static func compile(
    _ grammar: CheckedGrammar, normalizers: [Normalizer], tokenizer: Tokenizer
  ) throws(CompilationError) -> Cascade {
    var builder = ProgramBuilder(grammar: grammar, tokenizer: tokenizer)
    builder.build()
    if !builder.diagnostics.isEmpty { throw CompilationError(diagnostics: builder.diagnostics) }
    return builder.finish(normalizers: normalizers)
  }
}

/// Turns patterns into the nodes of one `Program`, numbering forms, atoms and references on the way.
struct ProgramBuilder {
  /// The most nodes a cascade may have; with it a hostile grammar stays within some tens of megabytes.
  static let nodeLimit = 1 << 20

  let grammar: CheckedGrammar
  let tokenizer: Tokenizer
  var program = Program()
  var diagnostics: [Diagnostic] = []
  var foldedForms = ByteStringTable(minimumCapacity: 1024)
  var exactForms = ByteStringTable(minimumCapacity: 1024)
  var foldedInPattern: Set<UInt32> = []
  var exactInPattern: Set<UInt32> = []
  var staticAtoms: [StaticAtom] = []
  var staticAtomNumbers: [StaticAtom: Int32] = [:]
  var dynamicAtoms: [DynamicAtom] = []
  var dynamicAtomNumbers: [DynamicAtom: Int32] = [:]
  var predicateNumbers: [Predicate: Int32] = [:]
  var lexiconReferenceNumbers: [Program.LexiconReference: Int32] = [:]
  var mentionReferenceNumbers: [Program.MentionReference: Int32] = [:]
  var longestEntry: [Int] = []
  /// The rule being built: whether it stays within a sentence, and where to report.
  var staysInSentence = false
  var overLimit = false
  /// The contexts of the stage being built, by what they consist of: bounded repetitions and macros write the same
  /// context again and again.
  private var contextNumbers: [[Int32]: Int32] = [:]
  private var stageOfContexts = StageID(0)

  init(grammar: CheckedGrammar, tokenizer: Tokenizer) {
    self.grammar = grammar
    self.tokenizer = tokenizer
  }

  mutating func build() {
    compileLexicons()
    for rule in grammar.rules {
      let first = Int32(program.nodes.count)
      staysInSentence = rule.scope == .sentence
      beginContexts(of: rule.stage)
      let number = UInt32(program.ruleStarts.count)
      let end = node(.accept(number))
      let (preconditions, rest) = Self.hoist(rule.pattern)
      let start = compile(rest, to: end, glued: false, length: rule.length)
      program.ruleStarts.append(start)
      program.rulePreconditions.append(preconditions.map { precondition(of: $0) })
      program.ruleNodes.append(first..<Int32(program.nodes.count))
      if overLimit {
        let stage = grammar.stages[rule.stage.index].name
        diagnostics.append(
          Diagnostic(
            .automatonTooLarge(stage: stage, states: program.nodes.count, limit: Self.nodeLimit),
            at: rule.span))
        return
      }
    }
    staysInSentence = false
    for link in grammar.links {
      guard let pattern = link.unlessBetween else {
        program.betweenStarts.append(-1)
        program.betweenNodes.append(0..<0)
        continue
      }
      beginContexts(of: link.stage)
      let first = Int32(program.nodes.count)
      let end = node(.accept(0))
      program.betweenStarts.append(compile(pattern, to: end, glued: false, length: Program.contextReach))
      program.betweenNodes.append(first..<Int32(program.nodes.count))
    }
    program.markJoins()
  }

  // MARK: Preconditions

  /// Parts a pattern into the negated contexts at its very start and the rest. (What must be there, an anchor or a
  /// positive context, is rare and keeps most searches from starting: it stays in front.)
  ///
  /// At the start of a match nothing is demanded of the gap, so such an assertion says the same whatever follows, and
  /// may be asked once a match is found. A gap word before it would change that; then nothing is moved.
  private static func hoist(_ pattern: CheckedPattern) -> ([CheckedPattern], CheckedPattern) {
    switch pattern {
    case .context(_, _, negated: true, _): return ([pattern], .empty)
    case .sequence(let parts):
      var hoisted: [CheckedPattern] = []
      for (index, part) in parts.enumerated() {
        let (found, rest) = hoist(part)
        hoisted += found
        if case .empty = rest { continue }
        return (hoisted, .sequence([rest] + parts[(index + 1)...]))
      }
      return (hoisted, .empty)
    case .capture(let number, let body):
      let (found, rest) = hoist(body)
      return found.isEmpty ? ([], pattern) : (found, .capture(number, rest))
    case .glued(let body):
      let (found, rest) = hoist(body)
      return found.isEmpty ? ([], pattern) : (found, .glued(rest))
    default: return ([], pattern)
    }
  }

  private mutating func precondition(of pattern: CheckedPattern) -> Int32 {
    switch pattern {
    case .context(let direction, let body, let negated, _):
      return context(direction, body, negated: negated)
    default: preconditionFailure("only contexts are hoisted")
    }
  }

  // MARK: Nodes

  mutating func node(
    _ operation: Program.Operation, next: Int32 = -1, alternate: Int32 = -1, glued: Bool = false
  ) -> Int32 {
    guard program.nodes.count < Self.nodeLimit else {
      overLimit = true
      return 0
    }
    var node = Program.Node(operation: operation, next: next, alternate: alternate)
    node.modeAfter = glued ? .glued : .normal
    node.staysInSentence = staysInSentence
    program.nodes.append(node)
    return Int32(program.nodes.count - 1)
  }

  /// Builds the nodes of a pattern that goes on at `end`; returns the first node.
  mutating func compile(_ pattern: CheckedPattern, to end: Int32, glued: Bool, length: Int) -> Int32 {
    if overLimit { return end }
    switch pattern {
    case .empty:
      return end
    case .sequence(let parts):
      var next = end
      for part in parts.reversed() { next = compile(part, to: next, glued: glued, length: length) }
      return next
    case .alternatives(let parts):
      var starts = parts.map { compile($0, to: end, glued: glued, length: length) }
      guard var start = starts.popLast() else { return end }
      for other in starts.reversed() { start = node(.split, next: other, alternate: start) }
      return start
    case .repeated(let body, let minimum, let maximum):
      var next = end
      if let maximum {
        // The optional copies nest: (A (A (A)?)?)?
        for _ in 0..<max(0, (body.alwaysTakesToken ? min(maximum, length) : maximum) - minimum) {
          let copy = compile(body, to: next, glued: glued, length: length)
          next = node(.split, next: copy, alternate: end)
          if overLimit { return end }
        }
      } else {
        let loop = node(.split, alternate: end)
        program.nodes[Int(loop)].next = compile(body, to: loop, glued: glued, length: length)
        next = loop
      }
      for _ in 0..<minimum {
        next = compile(body, to: next, glued: glued, length: length)
        if overLimit { return end }
      }
      return next
    case .capture(let number, let body):
      let close = node(.captureEnd(Int32(number)), next: end)
      let inner = compile(body, to: close, glued: glued, length: length)
      return node(.captureStart(Int32(number)), next: inner)
    case .glued(let body):
      let leave = node(.leaveGlued(glued ? .glued : .normal), next: end)
      return compile(body, to: leave, glued: true, length: length)
    case .phrase(let text, let exact, let span):
      let forms = phraseForms(text, exact: exact)
      if forms.isEmpty { diagnostics.append(Diagnostic(.phraseOfNoToken(text), at: span)) }
      var next = end
      for form in forms.reversed() {
        let number = predicate(exact ? .exact(form) : .form(form))
        next = node(.token(number), next: next, glued: glued)
      }
      return next
    case .token(let test, let span):
      let number = predicate(compile(test, at: span))
      return node(.token(number), next: end, glued: glued)
    case .lexicon(let lexicon, let tests, _):
      let reference = Program.LexiconReference(lexicon: lexicon, tests: tests, isGlued: glued)
      return node(.lexicon(number(of: reference)), next: end, glued: glued)
    case .mention(let type, let tests, _):
      let reference = Program.MentionReference(type: type, tests: tests, isGlued: glued)
      return node(.mention(number(of: reference)), next: end, glued: glued)
    case .gap(let word, _):
      let mode: Program.GapMode =
        switch word {
        case .glued: .glued
        case .spaced: .spaced
        case .linebreak: .lineBreak
        }
      return node(.gap(mode), next: end)
    case .anchor(let anchor, _):
      return node(.anchor(anchor), next: end)
    case .context(let direction, let body, let negated, _):
      return node(.context(context(direction, body, negated: negated)), next: end)
    }
  }

  /// Contexts are shared within a stage only: what a token is, is numbered by stage.
  private mutating func beginContexts(of stage: StageID) {
    if stage != stageOfContexts { contextNumbers.removeAll() }
    stageOfContexts = stage
  }

  /// The number of a context; one that the stage has already keeps its number and adds no nodes.
  private mutating func context(_ direction: ContextDirection, _ body: CheckedPattern, negated: Bool) -> Int32
  {
    let first = program.nodes.count
    let outer = staysInSentence
    staysInSentence = false
    let accept = node(direction == .after ? .acceptBehind : .accept(0))
    let start = compile(body, to: accept, glued: false, length: Program.contextReach)
    staysInSentence = outer
    var key = [direction == .after ? 1 : 0, negated ? 1 : 0, start - Int32(first)]
    for index in first..<program.nodes.count { program.nodes[index].append(to: &key, base: Int32(first)) }
    if let known = contextNumbers[key] {
      program.nodes.removeLast(program.nodes.count - first)
      return known
    }
    let lengths = tokenLengths(body)
    let reach = Program.contextReach
    program.contexts.append(
      Program.Context(
        direction: direction, isNegated: negated, start: start,
        nodes: Int32(first)..<Int32(program.nodes.count),
        lengths: min(lengths.lowerBound, reach)...min(lengths.upperBound, reach)))
    program.contexts[program.contexts.count - 1].isOneToken = isOneToken(start: start)
    let number = Int32(program.contexts.count - 1)
    contextNumbers[key] = number
    return number
  }

  /// Whether every way from here is one token without dynamic test, and then the end, with no gap word.
  private func isOneToken(start: Int32) -> Bool {
    var items: [UInt32] = []
    LazyAutomaton.close(start, .any, program, into: &items)
    return items.allSatisfy { item in
      let (number, mode) = LazyAutomaton.parts(item)
      let node = program.nodes[Int(number)]
      guard mode == .any, case .token(let predicate) = node.operation,
        !program.predicates[Int(predicate)].isDynamic
      else { return false }
      var ends: [UInt32] = []
      LazyAutomaton.close(node.next, node.modeAfter, program, into: &ends)
      return ends.allSatisfy { end in
        let (number, mode) = LazyAutomaton.parts(end)
        switch program.nodes[Int(number)].operation {
        case .accept, .acceptBehind: return mode == .normal
        default: return false
        }
      }
    }
  }

  /// The forms of a phrase's tokens, numbered; they count as named by a pattern.
  mutating func phraseForms(_ text: String, exact: Bool) -> [UInt32] {
    tokens(of: text).map { token in
      if exact {
        let form = exactForms.insert(token.span)
        exactInPattern.insert(form)
        return form
      }
      let form = foldedForms.insert(FormFolding.fold(token).span)
      foldedInPattern.insert(form)
      return form
    }
  }

  func tokens(of phrase: String) -> [[UInt8]] {
    let text = tokenizer.tokenize(Array(phrase.utf8))
    return text.tokens.map { Array(text.shadow[$0.span.range]) }
  }

  // MARK: Predicates

  mutating func predicate(_ predicate: Predicate) -> Int32 {
    if let number = predicateNumbers[predicate] { return number }
    program.predicates.append(predicate)
    let number = Int32(program.predicates.count - 1)
    predicateNumbers[predicate] = number
    return number
  }

  mutating func compile(_ test: TokenPredicate, at span: SourceSpan) -> Predicate {
    switch test {
    case .tokenClass(.any): return .always
    case .tokenClass(.punctuation(let marks?)):
      return .atom(number(of: .tokenClass(.punctuation(tokenizer.shadow(of: marks)))))
    case .tokenClass(let tokenClass): return .atom(number(of: .tokenClass(tokenClass)))
    case .phrase(let text, let exact):
      let forms = phraseForms(text, exact: exact)
      guard forms.count == 1 else {
        diagnostics.append(Diagnostic(.operandOfSeveralTokens(text, count: forms.count), at: span))
        return .always
      }
      return exact ? .exact(forms[0]) : .form(forms[0])
    case .raw(let source): return .atom(number(of: .raw(source)))
    case .lexicon(let lexicon, let tests):
      return grammar.lexicons[lexicon.index].isDocument
        ? .dynamic(number(of: .documentWord(lexicon, tests)))
        : .atom(number(of: .lexiconWord(lexicon, tests)))
    case .position(let position, let type): return .dynamic(number(of: .position(position, type)))
    case .both(let a, let b): return .both(compile(a, at: span), compile(b, at: span))
    case .either(let a, let b): return .either(compile(a, at: span), compile(b, at: span))
    case .not(let a): return .not(compile(a, at: span))
    }
  }

  mutating func number(of atom: StaticAtom) -> Int32 {
    if let number = staticAtomNumbers[atom] { return number }
    staticAtoms.append(atom)
    staticAtomNumbers[atom] = Int32(staticAtoms.count - 1)
    return Int32(staticAtoms.count - 1)
  }

  mutating func number(of atom: DynamicAtom) -> Int32 {
    if let number = dynamicAtomNumbers[atom] { return number }
    dynamicAtoms.append(atom)
    dynamicAtomNumbers[atom] = Int32(dynamicAtoms.count - 1)
    return Int32(dynamicAtoms.count - 1)
  }

  mutating func number(of reference: Program.LexiconReference) -> Int32 {
    if let number = lexiconReferenceNumbers[reference] { return number }
    program.lexiconReferences.append(reference)
    let number = Int32(program.lexiconReferences.count - 1)
    lexiconReferenceNumbers[reference] = number
    return number
  }

  mutating func number(of reference: Program.MentionReference) -> Int32 {
    if let number = mentionReferenceNumbers[reference] { return number }
    program.mentionReferences.append(reference)
    let number = Int32(program.mentionReferences.count - 1)
    mentionReferenceNumbers[reference] = number
    return number
  }

  // MARK: Lexicons

  private mutating func compileLexicons() {
    longestEntry = Array(repeating: 0, count: grammar.lexicons.count)
    var folded = PhraseWords()
    var exact = PhraseWords()
    for (index, lexicon) in grammar.lexicons.enumerated() where !lexicon.isDocument {
      let id = LexiconID(index)
      if lexicon.isCased { add(lexicon, id, &exact) } else { add(lexicon, id, &folded) }
    }
  }

  private mutating func add(_ lexicon: CheckedLexicon, _ id: LexiconID, _ words: inout PhraseWords) {
    let rows = lexicon.entries
    let (text, lines) = (rows.text, rows.lines)
    let bytes = text.span
    var entries = LexiconEntries()
    swap(&entries, &lexiconEntries)
    entries.reserve(entries: rows.count)
    var longest = 0
    for row in 0..<rows.count {
      let first = entries.forms.count
      let line = Int(lines[2 * row])..<Int(lines[2 * row + 1])
      let isPlain = words.append(line, of: bytes, to: &entries.forms) { word in
        cut([UInt8](copying: word), isCased: lexicon.isCased)
      }
      if !isPlain {
        entries.forms += cut(Array(rows[row].phrase.utf8), isCased: lexicon.isCased)
      }
      let length = entries.forms.count - first
      if length == 0 {
        diagnostics.append(Diagnostic(.phraseOfNoToken(rows[row].phrase), at: rows[row].span))
        continue
      }
      longest = max(longest, length)
      entries.close(row: row)
    }
    entries.closeRun(of: id, isCased: lexicon.isCased)
    longestEntry[id.index] = longest
    lexiconEntries = entries
  }

  /// The numbers of a text's forms, given where there are none.
  private mutating func cut(_ bytes: [UInt8], isCased: Bool) -> [UInt32] {
    let text = tokenizer.tokenize(bytes)
    return text.tokens.map { token in
      let form = text.shadow[token.span.range]
      return isCased ? exactForms.insert(Array(form).span) : foldedForms.insert(FormFolding.fold(form).span)
    }
  }

  var lexiconEntries = LexiconEntries()

  /// The fewest and most tokens that a pattern consumes; the upper bound is `contextReach` where it is open.
  func tokenLengths(_ pattern: CheckedPattern) -> ClosedRange<Int> {
    let reach = Program.contextReach
    switch pattern {
    case .empty, .gap, .anchor, .context: return 0...0
    case .sequence(let parts):
      return parts.map(tokenLengths).reduce(0...0) {
        min($0.lowerBound + $1.lowerBound, reach)...min($0.upperBound + $1.upperBound, reach)
      }
    case .alternatives(let parts):
      let all = parts.map(tokenLengths)
      return (all.map(\.lowerBound).min() ?? 0)...(all.map(\.upperBound).max() ?? 0)
    case .repeated(let body, let minimum, let maximum):
      let one = tokenLengths(body)
      let low = min(one.lowerBound.multipliedReportingOverflow(by: minimum).partialValue, reach)
      let times = min(maximum ?? reach, reach)
      return low...max(low, min(one.upperBound * times, reach))
    case .capture(_, let body), .glued(let body): return tokenLengths(body)
    case .phrase(let text, _, _):
      let count = tokens(of: text).count
      return min(count, reach)...min(count, reach)
    case .token: return 1...1
    case .lexicon(let lexicon, _, _):
      if grammar.lexicons[lexicon.index].isDocument { return 1...reach }
      return 1...max(1, min(longestEntry[lexicon.index], reach))
    case .mention: return 1...reach
    }
  }

  // MARK: The result

  mutating func finish(normalizers: [Normalizer]) -> Cascade {
    let references = program.lexiconReferences
    let entryAtoms = references.map { reference in
      grammar.lexicons[reference.lexicon.index].isDocument
        ? -1 : number(of: .lexiconEntry(reference.lexicon, reference.tests))
    }
    let filters = references.map { reference -> [UInt64] in
      guard !reference.tests.isEmpty else { return [] }
      let entries = grammar.lexicons[reference.lexicon.index].entries
      var bits: [UInt64] = Array(repeating: 0, count: (entries.count + 63) / 64)
      for (row, entry) in entries.enumerated() {
        let cells = entry.cells
        let passes = reference.tests.allSatisfy { test in
          let cell = cells[test.index]
          return test.accepts(cell.isEmpty ? nil : cell)
        }
        if passes { bits[row >> 6] |= 1 << UInt64(row & 63) }
      }
      return bits
    }
    let automaton = LexiconAutomaton(
      lexiconEntries, foldedFormCount: foldedForms.count, exactFormCount: exactForms.count)
    var foldedFlags = Array(repeating: false, count: foldedForms.count + 1)
    for form in foldedInPattern { foldedFlags[Int(form)] = true }
    var exactFlags = Array(repeating: false, count: exactForms.count + 1)
    for form in exactInPattern { exactFlags[Int(form)] = true }
    let general = staticAtoms.indices.filter {
      switch staticAtoms[$0] {
      case .tokenClass, .raw: true
      case .lexiconWord, .lexiconEntry: false
      }
    }.map(Int32.init)
    let (foldedAtoms, exactAtoms) = formAtoms()
    let vocabularies = grammar.stages.indices.map(vocabulary)
    let starts = grammar.stages.map { StageStart($0, program: program, grammar: grammar) }
    let openings = starts.map {
      StageOpening(
        $0.items, program: program, referenceEntryAtoms: entryAtoms, atomCount: staticAtoms.count)
    }
    return Cascade(
      grammar: grammar, normalizers: normalizers, tokenizer: tokenizer, program: program,
      foldedForms: foldedForms, exactForms: exactForms, foldedFormInPattern: foldedFlags,
      exactFormInPattern: exactFlags, lexicons: automaton, staticAtoms: staticAtoms, generalAtoms: general,
      foldedFormAtoms: foldedAtoms, exactFormAtoms: exactAtoms, dynamicAtoms: dynamicAtoms,
      referenceEntryAtoms: entryAtoms, referenceRowFilters: filters, stageVocabularies: vocabularies,
      stageStarts: starts, stageOpenings: openings,
      signatures: TokenSignatures(
        program, staticAtoms: staticAtoms, dynamicAtoms: dynamicAtoms, referenceEntryAtoms: entryAtoms),
      neededMentions: NeededMentions(program, dynamicAtoms: dynamicAtoms),
      ruleNeedsCaptures: grammar.rules.indices.map(needsCaptures))
  }

  /// What the patterns of a stage ask of tokens.
  private func vocabulary(_ stage: Int) -> StageVocabulary {
    var predicates: [Predicate] = []
    var mentionTypes: UInt64 = 0
    var ranges = grammar.stages[stage].rules.map { program.ruleNodes[$0.index] }
    for link in grammar.stages[stage].links where program.betweenStarts[link] >= 0 {
      ranges.append(program.betweenNodes[link])
    }
    // The nodes of a context lie in the rule that wrote it first, which is of this stage too.
    for index in ranges.joined() {
      switch program.nodes[Int(index)].operation {
      case .token(let predicate):
        predicates.append(program.predicates[Int(predicate)])
        program.predicates[Int(predicate)].forEachDynamicAtom { atom in
          if case .position(_, let type) = dynamicAtoms[Int(atom)] {
            mentionTypes |= 1 << UInt64(type.rawValue)
          }
        }
      case .mention(let reference):
        mentionTypes |= 1 << UInt64(program.mentionReferences[Int(reference)].type.rawValue)
      case .lexicon(let reference):
        let asked = program.lexiconReferences[Int(reference)]
        if let atom = staticAtomNumbers[.lexiconEntry(asked.lexicon, asked.tests)] {
          predicates.append(.atom(atom))
        }
      default: break
      }
    }
    return StageVocabulary(predicates, atomCount: staticAtoms.count, mentionTypes: mentionTypes)
  }

  /// Whether a rule's captures depend on more than the tokens of the match, or are needed after the mentions are made.
  private func needsCaptures(_ rule: Int) -> Bool {
    if !grammar.rules[rule].links.isEmpty || !grammar.rules[rule].exports.isEmpty { return true }
    // Preconditions hold for the whole match and do not bear on its captures.
    return program.ruleNodes[rule].contains { index in
      switch program.nodes[Int(index)].operation {
      case .mention, .context, .anchor: true
      case .lexicon(let reference):
        grammar.lexicons[program.lexiconReferences[Int(reference)].lexicon.index].isDocument
      case .token(let predicate): program.predicates[Int(predicate)].isDynamic
      default: false
      }
    }
  }

  /// For each form, the lexicon atoms that hold of it.
  private func formAtoms() -> (folded: FormAtoms, exact: FormAtoms) {
    var folded: [(form: UInt32, atom: Int32)] = []
    var exact: [(form: UInt32, atom: Int32)] = []
    var atomsByLexicon: [LexiconID: [(atom: Int32, tests: [CheckedValueTest])]] = [:]
    for (index, atom) in staticAtoms.enumerated() {
      switch atom {
      case .lexiconWord(let lexicon, let tests):
        atomsByLexicon[lexicon, default: []].append((Int32(index), tests))
      case .lexiconEntry, .tokenClass, .raw: break
      }
    }
    for run in lexiconEntries.runs {
      let rows = grammar.lexicons[run.lexicon.index].entries
      for (atom, tests) in atomsByLexicon[run.lexicon] ?? [] {
        // Entries of one form say the same; each form is told once.
        var told = [Bool](repeating: false, count: (run.isCased ? exactForms : foldedForms).count + 1)
        for entry in run.entries {
          let forms = lexiconEntries.formRange(entry)
          let first = lexiconEntries.forms[forms.lowerBound]
          if told[Int(first)] { continue }
          guard forms.count == 1 else { continue }
          let cells = rows[Int(lexiconEntries.rows[entry])].cells
          guard tests.allSatisfy({ $0.accepts(cells[$0.index].isEmpty ? nil : cells[$0.index]) }) else {
            continue
          }
          told[Int(first)] = true
          if run.isCased { exact.append((first, atom)) } else { folded.append((first, atom)) }
        }
      }
    }
    return (
      FormAtoms(folded, formCount: foldedForms.count), FormAtoms(exact, formCount: exactForms.count)
    )
  }
}
