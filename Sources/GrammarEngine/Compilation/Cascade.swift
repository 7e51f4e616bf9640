package import GrammarLanguage
package import TextModel
package import Tokenization

/// A compiled grammar: immutable, shared by any number of threads. Matching takes a `Matcher`, which holds the
/// scratch memory.
///
/// A class, though it is a value: it has thirty tables, and to hand it on as a structure would count references to each.
package final class Cascade: Sendable {
  package let grammar: CheckedGrammar
  package let normalizers: [Normalizer]
  package let tokenizer: Tokenizer
  package let program: Program

  /// Folded and exact forms that phrases and lexicons name.
  let foldedForms: ByteStringTable
  let exactForms: ByteStringTable
  /// Whether a pattern (and not only a lexicon) names the form, by form number.
  let foldedFormInPattern: [Bool]
  let exactFormInPattern: [Bool]
  package let lexicons: LexiconAutomaton
  let staticAtoms: [StaticAtom]
  /// Atoms to test on every new form: token classes and raw expressions.
  let generalAtoms: [Int32]
  /// By form number: the lexicon atoms that hold of the form.
  let foldedFormAtoms: FormAtoms
  let exactFormAtoms: FormAtoms
  let dynamicAtoms: [DynamicAtom]
  /// By static atom: the compiled expression of a `StaticAtom.raw`.
  let rawExpressions: [RawExpression?]
  /// Its general atoms, by what tells most tokens from them at a glance.
  let atomTests: [AtomTest]
  /// By lexicon reference: the atom "an entry starts here", or -1 (document lexicons).
  let referenceEntryAtoms: [Int32]
  /// By lexicon: the references to it, one for each atom.
  let lexiconReferences: [[Int32]]
  /// By lexicon reference: what a look at the lexicon needs to know.
  let referenceFacts: [LexiconReferenceFacts]
  /// By mention reference: what a look at the mentions needs to know.
  let mentionReferenceFacts: [MentionReferenceFacts]
  /// By lexicon reference: a bit for each row (by entry index) that says whether it passes the tests; empty when there
  /// are none.
  let referenceRowFilters: [[UInt64]]
  /// By stage: the forms and atoms that its patterns name.
  let stageVocabularies: [StageVocabulary]
  let stageStarts: [StageStart]
  /// By stage: the tokens with which a match can start.
  let stageOpenings: [StageOpening]
  let signatures: TokenSignatures
  let neededMentions: NeededMentions
  /// The program's predicates as they are asked.
  let predicates: PredicateTable
  /// By predicate: the types of mentions around the token that it looks at.
  let predicateTypes: [PlaceTypes]
  /// The longest match of any rule, by stage.
  let stageReach: [Int]
  /// By rule: the most tokens it may cover.
  let ruleLengths: [Int]
  /// By rule: what a match may not reach beyond.
  let ruleScopes: [RuleScope]
  /// By rule: whether its captures depend on more than the tokens of the match (mentions, contexts, positions,
  /// document lexicons), or are needed for links and exports.
  let ruleNeedsCaptures: [Bool]
  /// What a matcher has learned from some texts, for others to begin with; may be empty.
  package let recording: PlainTable<UInt8>
  /// By type name.
  package let typeIDs: [String: TypeID]

  init(
    grammar: CheckedGrammar, normalizers: [Normalizer], tokenizer: Tokenizer, program: Program,
    foldedForms: ByteStringTable, exactForms: ByteStringTable, foldedFormInPattern: [Bool],
    exactFormInPattern: [Bool], lexicons: LexiconAutomaton, staticAtoms: [StaticAtom], generalAtoms: [Int32],
    foldedFormAtoms: FormAtoms, exactFormAtoms: FormAtoms, dynamicAtoms: [DynamicAtom],
    referenceEntryAtoms: [Int32], referenceRowFilters: [[UInt64]], stageVocabularies: [StageVocabulary],
    stageStarts: [StageStart], stageOpenings: [StageOpening], signatures: TokenSignatures,
    neededMentions: NeededMentions, ruleNeedsCaptures: [Bool],
    recording: PlainTable<UInt8> = PlainTable()
  ) {
    self.recording = recording
    self.grammar = grammar
    self.normalizers = normalizers
    self.tokenizer = tokenizer
    self.program = program
    self.foldedForms = foldedForms
    self.exactForms = exactForms
    self.foldedFormInPattern = foldedFormInPattern
    self.exactFormInPattern = exactFormInPattern
    self.lexicons = lexicons
    self.staticAtoms = staticAtoms
    self.generalAtoms = generalAtoms
    self.foldedFormAtoms = foldedFormAtoms
    self.exactFormAtoms = exactFormAtoms
    self.dynamicAtoms = dynamicAtoms
    self.referenceEntryAtoms = referenceEntryAtoms
    self.referenceRowFilters = referenceRowFilters
    self.stageVocabularies = stageVocabularies
    self.stageStarts = stageStarts
    self.stageOpenings = stageOpenings
    self.signatures = signatures
    self.neededMentions = neededMentions
    self.ruleNeedsCaptures = ruleNeedsCaptures
    // The rest follows from these.
    rawExpressions = staticAtoms.map {
      guard case .raw(let source) = $0 else { return nil }
      return try? RawExpression(source)
    }
    atomTests = generalAtoms.map { [rawExpressions] atom in
      AtomTest(atom, staticAtoms[Int(atom)], rawExpressions[Int(atom)])
    }
    referenceFacts = program.lexiconReferences.map { reference in
      let lexicon = grammar.lexicons[reference.lexicon.index]
      return LexiconReferenceFacts(
        lexicon: reference.lexicon, isCased: lexicon.isCased, isDocument: lexicon.isDocument,
        isGlued: reference.isGlued, isFiltered: !reference.tests.isEmpty)
    }
    var references: [[Int32]] = Array(repeating: [], count: grammar.lexicons.count)
    var told: Set<Int32> = [-1]
    for (number, reference) in program.lexiconReferences.enumerated()
    where told.insert(referenceEntryAtoms[number]).inserted {
      references[reference.lexicon.index].append(Int32(number))
    }
    lexiconReferences = references
    mentionReferenceFacts = program.mentionReferences.map {
      MentionReferenceFacts(type: $0.type, isGlued: $0.isGlued, isFiltered: !$0.tests.isEmpty)
    }
    predicates = PredicateTable(program.predicates)
    predicateTypes = program.predicates.map { predicate in
      var types = PlaceTypes()
      predicate.forEachDynamicAtom { atom in
        if case .position(let position, let type) = dynamicAtoms[Int(atom)] { types.insert(position, type) }
      }
      return types
    }
    stageReach = grammar.stages.map { stage in
      stage.rules.map { grammar.rules[$0.index].length }.max() ?? 0
    }
    ruleLengths = grammar.rules.map(\.length)
    ruleScopes = grammar.rules.map(\.scope)
    typeIDs = Dictionary(uniqueKeysWithValues: grammar.types.enumerated().map { ($1.name, TypeID($0)) })
  }

  package func typeName(_ type: TypeID) -> String { grammar.types[type.index].name }
  package func rule(_ id: RuleID) -> CheckedRule { grammar.rules[id.index] }

  /// The most types a grammar may declare: sets of types are one machine word.
  package static let typeLimit = 64
  /// The most stages a grammar may declare: sets of stages are one machine word.
  package static let stageLimit = 64
}

/// A static atom to be tested on new forms, with the ASCII characters with which a token of which it holds may begin.
struct AtomTest: Sendable, BitwiseCopyable {
  let atom: Int32
  private var starts = RawExpression.ASCIISet()
  private var isOfLetters = true
  private let isRaw: Bool

  init(_ atom: Int32, _ staticAtom: StaticAtom, _ expression: RawExpression?) {
    self.atom = atom
    switch staticAtom {
    case .raw:
      isRaw = true
      if let expression { starts = expression.asciiStarts }
    case .tokenClass(let tokenClass):
      isRaw = false
      switch tokenClass {
      case .digits, .number, .punctuation: isOfLetters = false
      case .any, .letters, .upper, .capitalized, .lower, .email, .url, .handle: break
      }
    case .lexiconWord, .lexiconEntry: isRaw = false
    }
  }

  /// Whether it may hold of a token with this first byte.
  @inline(__always)
  func mayHold(startingWith byte: UInt8) -> Bool {
    if byte >= 0x80 { return true }
    if isRaw { return starts.contains(byte) }
    return isOfLetters || !(0x61...0x7A).contains(byte | 0x20)
  }
}

/// A lexicon reference, as plain numbers.
struct LexiconReferenceFacts: Sendable {
  var lexicon: LexiconID
  var isCased: Bool
  var isDocument: Bool
  var isGlued: Bool
  /// Whether it tests columns.
  var isFiltered: Bool
}

extension Cascade {
  /// Whether a row of a lexicon passes the tests of a reference.
  @inline(__always)
  func passes(row: UInt32, _ reference: Int32) -> Bool {
    referenceRowFilters[Int(reference)][Int(row >> 6)] >> UInt64(row & 63) & 1 == 1
  }

  /// Whether some row of a payload passes them.
  func passes(_ rows: Range<Int>, _ reference: Int32) -> Bool {
    for index in rows where passes(row: lexicons.rows[index], reference) { return true }
    return false
  }
}

/// A mention reference, as plain numbers.
struct MentionReferenceFacts: Sendable {
  var type: TypeID
  var isGlued: Bool
  /// Whether it tests fields.
  var isFiltered: Bool
}

/// What the patterns of a stage ask of tokens: tokens that differ in nothing of this are one to the stage.
struct StageVocabulary: Sendable {
  private(set) var forms = FormSet()
  private(set) var exactForms = FormSet()
  /// One bit for each static atom.
  private(set) var atoms: [UInt64]
  /// One bit for each type of mentions that they look at.
  private(set) var mentionTypes: UInt64

  init(_ predicates: [Predicate], atomCount: Int, mentionTypes: UInt64) {
    self.mentionTypes = mentionTypes
    atoms = Array(repeating: 0, count: (atomCount + 63) / 64)
    var forms: Set<UInt32> = []
    var exactForms: Set<UInt32> = []
    var rest = predicates
    while let predicate = rest.popLast() {
      switch predicate {
      case .always, .dynamic: break
      case .form(let form): forms.insert(form)
      case .exact(let form): exactForms.insert(form)
      case .atom(let atom): atoms[Int(atom) >> 6] |= 1 << UInt64(atom & 63)
      case .both(let a, let b), .either(let a, let b): rest += [a, b]
      case .not(let a): rest.append(a)
      }
    }
    self.forms = FormSet(forms)
    self.exactForms = FormSet(exactForms)
  }
}

extension StageVocabulary: BinaryForm {
  func write(to writer: inout BinaryWriter) {
    writer.write(forms)
    writer.write(exactForms)
    writer.write(words: atoms)
    writer.write(mentionTypes)
  }
  init(from reader: inout BinaryReader) throws(BinaryFormError) {
    forms = try reader.read()
    exactForms = try reader.read()
    atoms = try reader.words64()
    mentionTypes = try reader.read()
  }
}

/// The tokens with which a match of a stage can start, whatever its contexts say: mentions and document lexicons apart.
struct StageOpening: Sendable {
  private var forms: FormSet
  private var exactForms: FormSet
  /// Entries of lexicons, as bits over the static atoms.
  private var lexiconEntries: [UInt64]
  /// Other tests of a first token, by number.
  private var predicates: [Int32] = []

  /// `items` are those of the stage's start set.
  init(_ items: [UInt32], program: Program, referenceEntryAtoms: [Int32], atomCount: Int) {
    lexiconEntries = Array(repeating: 0, count: (atomCount + 63) / 64)
    var forms: Set<UInt32> = []
    var exactForms: Set<UInt32> = []
    var work = items
    var seen = Set(items)
    while let item = work.popLast() {
      let (number, mode) = LazyAutomaton.parts(item)
      let node = program.nodes[Int(number)]
      switch node.operation {
      case .token(let predicate):
        switch program.predicates[Int(predicate)] {
        case .form(let form): forms.insert(form)
        case .exact(let form): exactForms.insert(form)
        default: if !predicates.contains(predicate) { predicates.append(predicate) }
        }
      case .lexicon(let reference):
        let atom = referenceEntryAtoms[Int(reference)]
        if atom >= 0 { lexiconEntries[Int(atom) >> 6] |= 1 << UInt64(atom & 63) }
      case .anchor, .context:
        var next: [UInt32] = []
        LazyAutomaton.close(node.next, mode, program, into: &next)
        for item in next where seen.insert(item).inserted { work.append(item) }
      default: break
      }
    }
    self.forms = FormSet(forms)
    self.exactForms = FormSet(exactForms)
  }

  func accepts(
    _ token: TokenClasses.Content, _ tokenClass: Int, _ classes: borrowing TokenClasses, _ cascade: Cascade
  ) -> Bool {
    if token.form != 0, forms.contains(token.form) { return true }
    if token.exact != 0, exactForms.contains(token.exact) { return true }
    if token.intersects(lexiconEntries) { return true }
    let signature = classes.signature(tokenClass)
    for predicate in predicates
    where cascade.signatures.predicatesAnywhere[Int(predicate)].intersects(signature) {
      // Where the token stands is not known.
      if cascade.predicates.value(predicate, tokenClass, classes, dynamic: { _ in nil }) != false {
        return true
      }
    }
    return false
  }
}

extension StageOpening: BinaryForm {
  func write(to writer: inout BinaryWriter) {
    writer.write(forms)
    writer.write(exactForms)
    writer.write(words: lexiconEntries)
    writer.write(plain: predicates)
  }
  init(from reader: inout BinaryReader) throws(BinaryFormError) {
    forms = try reader.read()
    exactForms = try reader.read()
    lexiconEntries = try reader.words64()
    predicates = try reader.plain()
  }
}

extension Cascade {
  /// The stages in which a match could start at a token of this class.
  func stages(
    startingWith token: TokenClasses.Content, _ tokenClass: Int, _ classes: borrowing TokenClasses
  ) -> UInt64 {
    var stages: UInt64 = 0
    for stage in stageOpenings.indices where stageOpenings[stage].accepts(token, tokenClass, classes, self) {
      stages |= 1 << UInt64(stage)
    }
    return stages
  }
}

/// What stops a checked grammar from becoming an automaton.
package struct CompilationError: Error, Sendable {
  package var diagnostics: [Diagnostic]

  package init(diagnostics: [Diagnostic]) {
    self.diagnostics = diagnostics
  }
}
