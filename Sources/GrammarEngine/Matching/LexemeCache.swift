import GrammarLanguage
import TextModel

/// The forms of token met so far, each analyzed once: what the grammar says of a form does not depend on where
/// it stands. Bounded: emptied between texts when it has grown beyond `limit`.
struct LexemeCache: ~Copyable {
  static let limit = 1 << 18
  /// Beyond this many token classes the matcher starts afresh.
  static let classLimit = 1 << 14

  struct Lexeme {
    /// Number in the cascade's folded forms, 0 where no phrase or lexicon names it.
    var folded: UInt32
    var exact: UInt32
    /// Number of the folded form within this cache; equal for forms that differ only by case or i/y.
    var local: UInt32
    /// The token's equivalence class where no entry of a lexicon starts.
    var tokenClass: UInt32
    /// Where entries of folded and of cased lexicons start with it, as in `LexiconAutomaton`; 0 for none.
    var foldedRoot: UInt32
    var exactRoot: UInt32

    /// Number 0, which is that of no form.
    static let none = Lexeme(folded: 0, exact: 0, local: 0, tokenClass: 0, foldedRoot: 0, exactRoot: 0)
  }

  private var table = ByteStringTable(minimumCapacity: 1 << 8)
  private var localForms = ByteStringTable(minimumCapacity: 1 << 8)
  private(set) var lexemes = RecordedArray<Lexeme>()
  private(set) var classes = TokenClasses()
  /// By token class: stages in which a match could start at such a token, mentions and document lexicons apart.
  private(set) var classStages = RecordedArray<UInt64>()
  /// By token class and stage: what the class is to the stage. Far fewer than classes, so steps are shared.
  private var stageClasses = RecordedArray<UInt32>()
  /// By stage: what it sees of its classes.
  private var seenClasses: [WordLists] = []
  private(set) var entryClasses = EntryClasses()

  init() {
    lexemes.append(.none)
  }

  var count: Int { table.count }
  var stageClassCounts: [Int] { seenClasses.map(\.count) }

  /// The number of a token's lexeme; 0 when it is new.
  @inline(__always)
  func find(_ bytes: Span<UInt8>, hash: UInt64) -> UInt32 { table.find(bytes, hash: hash) }

  /// What a token class is to a stage.
  @inline(__always)
  func stageClass(_ tokenClass: Int, _ stage: Int) -> UInt32 {
    stageClasses[tokenClass * seenClasses.count + stage]
  }

  /// Empties the cache when it is full; every number is void then.
  mutating func clearIfLarge() -> Bool {
    guard max(table.count, entryClasses.count) > Self.limit else { return false }
    entryClasses = EntryClasses()
    table.removeAll()
    localForms.removeAll()
    lexemes = RecordedArray()
    lexemes.append(.none)
    return true
  }

  /// Analyzes a new form.
  mutating func insert(
    _ bytes: Span<UInt8>, hash: UInt64, token: Token, cascade: Cascade
  ) -> UInt32 {
    let id = table.insert(bytes, hash: hash)
    let exactBytes = Array(table.bytes(id))
    let foldedBytes = FormFolding.fold(exactBytes)
    let folded = cascade.foldedForms.find(foldedBytes.span)
    let exact = cascade.exactForms.find(bytes, hash: hash)
    var content = TokenClasses.Content(
      form: cascade.foldedFormInPattern[Int(folded)] ? folded : 0,
      exact: cascade.exactFormInPattern[Int(exact)] ? exact : 0, atomCount: cascade.staticAtoms.count)
    cascade.addAtoms(bytes: exactBytes, token: token, folded: folded, exact: exact, to: &content)
    lexemes.append(
      Lexeme(
        folded: folded, exact: exact, local: localForms.insert(foldedBytes.span),
        tokenClass: number(of: content, cascade), foldedRoot: cascade.lexicons.foldedRoots[Int(folded)],
        exactRoot: cascade.lexicons.exactRoots[Int(exact)]))
    return id
  }

  /// The number of a class; a new one is looked at by each stage.
  private mutating func number(of content: TokenClasses.Content, _ cascade: Cascade) -> UInt32 {
    let known = classes.count
    let number = classes.number(of: content, cascade)
    if number < known { return number }
    classStages.append(cascade.stages(startingWith: content, Int(number), classes))
    if seenClasses.isEmpty {
      seenClasses = Array(repeating: WordLists(), count: cascade.stageVocabularies.count)
    }
    for (stage, vocabulary) in cascade.stageVocabularies.enumerated() {
      stageClasses.append(seenClasses[stage].number(of: content.seen(by: vocabulary)))
    }
    return number
  }

  /// The same, remembered for a token with its entries.
  mutating func number(
    of content: TokenClasses.Content, forKey key: EntryKey, cascade: Cascade
  ) -> UInt32 {
    let number = number(of: content, cascade)
    entryClasses.insert(key, number)
    return number
  }
}

extension LexemeCache: BinaryForm {
  func write(to writer: inout BinaryWriter) {
    writer.write(table)
    writer.write(localForms)
    writer.write(lexemes)
    writer.write(classes)
    writer.write(classStages)
    writer.write(stageClasses)
    writer.write(seenClasses)
    writer.write(entryClasses)
  }

  init(from reader: inout BinaryReader) throws(BinaryFormError) {
    table = try reader.read()
    localForms = try reader.read()
    lexemes = try reader.read()
    classes = try reader.read()
    classStages = try reader.read()
    stageClasses = try reader.read()
    seenClasses = try reader.read()
    entryClasses = try reader.read()
  }
}

extension Cascade {
  /// Adds the atoms that hold of a token by itself.
  fileprivate func addAtoms(
    bytes: [UInt8], token: Token, folded: UInt32, exact: UInt32, to content: inout TokenClasses.Content
  ) {
    let first = bytes.first ?? 0x80
    for test in atomTests where test.mayHold(startingWith: first) {
      let atom = test.atom
      switch staticAtoms[Int(atom)] {
      case .tokenClass(let tokenClass): if tokenClass.accepts(bytes, token) { content.insert(Int(atom)) }
      case .raw: if rawExpressions[Int(atom)]?.matches(bytes) == true { content.insert(Int(atom)) }
      case .lexiconWord, .lexiconEntry: break
      }
    }
    for atom in foldedFormAtoms[Int(folded)] { content.insert(Int(atom)) }
    for atom in exactFormAtoms[Int(exact)] { content.insert(Int(atom)) }
  }
}

extension TokenClass {
  /// Whether a token is of the class, by its bytes, kind and flags.
  func accepts(_ bytes: [UInt8], _ token: Token) -> Bool {
    switch self {
    case .any: return true
    case .digits(let test):
      guard token.kind == .digits else { return false }
      switch test {
      case nil: return true
      case .length(let range): return range.contains(bytes.count)
      case .value(let range):
        guard bytes.count <= 18 else { return false }
        return range.contains(bytes.reduce(0) { $0 * 10 + Int($1 &- 48) })
      }
    case .letters(let test):
      guard token.kind == .letters else { return false }
      guard case .length(let range) = test else { return true }
      return range.contains(bytes.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) })
    case .number: return token.kind == .digits || token.kind == .number
    case .upper:
      return token.kind == .letters && token.flags.contains(.startsUpper) && !token.flags.contains(.hasLower)
    case .capitalized: return token.kind == .letters && token.flags.contains(.startsUpper)
    case .lower:
      return token.kind == .letters && !token.flags.contains(.startsUpper)
        && !token.flags.contains(.hasInnerUpper)
    case .punctuation(nil): return token.kind == .punctuation
    case .punctuation(let marks?):
      guard token.kind == .punctuation else { return false }
      return marks.unicodeScalars.contains { UTF8.encode($0)!.elementsEqual(bytes) }
    case .email: return token.kind == .email
    case .url: return token.kind == .url
    case .handle: return token.kind == .handle
    }
  }
}
