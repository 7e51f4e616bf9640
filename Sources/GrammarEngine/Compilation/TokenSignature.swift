import GrammarLanguage

/// What a token is to patterns, squeezed into one word: it tells most tokens that cannot go on a search from those that may,
/// without a look at any table (superimposed coding).
///
///     folded form: 1 of 30 bits by its number │ exact form: 1 of 8 │ class of tokens: 1 for each kind │ other atoms: 1 of 14
///     any token: 1
///
/// A token has the bits of all that holds of it. A test has bits of which a token that passes has one at least. So none in
/// common rules the token out; a bit in common says nothing.
struct TokenSignature: Sendable, BitwiseCopyable {
  private var bits: UInt64 = 0

  /// What no token is ruled out by.
  static let all = TokenSignature(bits: .max)

  /// What every token has, so that `all` rules none out.
  static let token = TokenSignature(bits: 1 << 63)

  init() {}
  private init(bits: UInt64) { self.bits = bits }

  @inline(__always)
  func intersects(_ other: TokenSignature) -> Bool { bits & other.bits != 0 }

  mutating func formUnion(_ other: TokenSignature) { bits |= other.bits }
  func union(_ other: TokenSignature) -> TokenSignature { TokenSignature(bits: bits | other.bits) }

  /// Of two tests that a token passes both: the one that rules out more.
  func stronger(_ other: TokenSignature) -> TokenSignature {
    bits.nonzeroBitCount <= other.bits.nonzeroBitCount ? self : other
  }

  private static let formBits: UInt64 = 30
  private static let exactBits: UInt64 = 8
  private static let kindBits = 11
  private static let sharedBits = 14

  /// `number` is not 0, which stands for no form.
  static func form(_ number: UInt32) -> TokenSignature {
    TokenSignature(bits: 1 << ((UInt64(number) &* 0x9E37_79B9_7F4A_7C15) >> 40 % formBits))
  }

  static func exact(_ number: UInt32) -> TokenSignature {
    TokenSignature(bits: 1 << (formBits + (UInt64(number) &* 0x9E37_79B9_7F4A_7C15) >> 40 % exactBits))
  }

  /// - Parameter number: of the atom among the static ones.
  static func atom(_ atom: StaticAtom, _ number: Int) -> TokenSignature {
    let first = Int(formBits + exactBits)
    let place =
      switch atom {
      case .tokenClass(let tokenClass): first + kind(tokenClass)
      case .raw, .lexiconWord, .lexiconEntry: first + kindBits + number % sharedBits
      }
    return TokenSignature(bits: 1 << UInt64(place))
  }

  private static func kind(_ tokenClass: TokenClass) -> Int {
    switch tokenClass {
    case .any: 0
    case .digits: 1
    case .letters: 2
    case .number: 3
    case .upper: 4
    case .capitalized: 5
    case .lower: 6
    case .punctuation: 7
    case .email: 8
    case .url: 9
    case .handle: 10
    }
  }
}

/// The signatures of what a program asks of tokens.
struct TokenSignatures: Sendable {
  /// By static atom.
  let atoms: PlainTable<TokenSignature>
  /// By predicate, where no mention stands of which it asks.
  let predicates: PlainTable<TokenSignature>
  /// The same, whatever mentions stand there.
  let predicatesAnywhere: PlainTable<TokenSignature>
  /// By context: of the tokens with which a match of its pattern could start, whatever mentions stand there.
  let contexts: PlainTable<TokenSignature>
  /// By context that looks behind: of the tokens with which a match of its pattern could end.
  let endings: PlainTable<TokenSignature>

  init(
    _ program: Program, staticAtoms: [StaticAtom], dynamicAtoms: [DynamicAtom], referenceEntryAtoms: [Int32]
  ) {
    let atoms = staticAtoms.enumerated().map { TokenSignature.atom($1, $0) }
    self.atoms = PlainTable(atoms)
    let words = dynamicAtoms.map {
      if case .documentWord = $0 { TokenSignature.all } else { TokenSignature() }
    }
    predicates = PlainTable(program.predicates.map { TokenSignature($0, atoms: atoms, dynamicAtoms: words) })
    let anyAtoms = dynamicAtoms.map { _ in TokenSignature.all }
    let anywhere = program.predicates.map { TokenSignature($0, atoms: atoms, dynamicAtoms: anyAtoms) }
    predicatesAnywhere = PlainTable(anywhere)
    contexts = PlainTable(
      program.contexts.map { context in
        var signature = TokenSignature()
        for item in Self.reachable(from: context.start, .any, program) {
          switch program.nodes[Int(LazyAutomaton.parts(item).node)].operation {
          case .token(let predicate): signature.formUnion(anywhere[Int(predicate)])
          case .lexicon(let reference):
            let atom = referenceEntryAtoms[Int(reference)]
            signature.formUnion(atom < 0 ? .all : atoms[Int(atom)])
          case .anchor, .context: break
          default: return .all
          }
        }
        return signature
      })
    endings = PlainTable(
      program.contexts.map { context in
        context.direction == .after ? Self.ending(of: context, program, predicates: anywhere) : .all
      })
  }

  /// The items that are reached from a node before something is consumed, whatever the text.
  static func reachable(from node: Int32, _ mode: Program.GapMode, _ program: Program) -> Set<UInt32> {
    var work: [UInt32] = []
    LazyAutomaton.close(node, mode, program, into: &work)
    var seen = Set(work)
    while let item = work.popLast() {
      let (number, mode) = LazyAutomaton.parts(item)
      switch program.nodes[Int(number)].operation {
      case .anchor, .context:
        var next: [UInt32] = []
        LazyAutomaton.close(program.nodes[Int(number)].next, mode, program, into: &next)
        for item in next where seen.insert(item).inserted { work.append(item) }
      default: break
      }
    }
    return seen
  }

  /// Of the tokens with which a match of a context's pattern could end.
  private static func ending(
    of context: Program.Context, _ program: Program, predicates: [TokenSignature]
  ) -> TokenSignature {
    guard context.lengths.lowerBound > 0 else { return .all }
    var signature = TokenSignature()
    var work = Array(reachable(from: context.start, .any, program))
    var seen = Set(work)
    while let item = work.popLast() {
      let node = program.nodes[Int(LazyAutomaton.parts(item).node)]
      var consumed: TokenSignature
      switch node.operation {
      case .token(let predicate): consumed = predicates[Int(predicate)]
      // What ends an entry or a mention is not known.
      case .lexicon, .mention: consumed = .all
      default: continue
      }
      for next in reachable(from: node.next, node.modeAfter, program) {
        if case .acceptBehind = program.nodes[Int(LazyAutomaton.parts(next).node)].operation {
          signature.formUnion(consumed)
          consumed = TokenSignature()
        }
        if seen.insert(next).inserted { work.append(next) }
      }
    }
    return signature
  }
}

extension TokenSignature {
  fileprivate init(_ predicate: Predicate, atoms: [TokenSignature], dynamicAtoms: [TokenSignature]) {
    switch predicate {
    case .always, .not: self = .all
    case .form(let form): self = .form(form)
    case .exact(let form): self = .exact(form)
    case .atom(let atom): self = atoms[Int(atom)]
    case .dynamic(let atom): self = dynamicAtoms[Int(atom)]
    case .both(let a, let b):
      self = TokenSignature(a, atoms: atoms, dynamicAtoms: dynamicAtoms)
        .stronger(TokenSignature(b, atoms: atoms, dynamicAtoms: dynamicAtoms))
    case .either(let a, let b):
      self = TokenSignature(a, atoms: atoms, dynamicAtoms: dynamicAtoms)
        .union(TokenSignature(b, atoms: atoms, dynamicAtoms: dynamicAtoms))
    }
  }
}

extension TokenSignatures: BinaryForm {
  func write(to writer: inout BinaryWriter) {
    writer.write(plain: atoms.elements)
    writer.write(plain: predicates.elements)
    writer.write(plain: predicatesAnywhere.elements)
    writer.write(plain: contexts.elements)
    writer.write(plain: endings.elements)
  }
  init(from reader: inout BinaryReader) throws(BinaryFormError) {
    atoms = try reader.table()
    predicates = try reader.table()
    predicatesAnywhere = try reader.table()
    contexts = try reader.table()
    endings = try reader.table()
  }
}
