package import GrammarLanguage
package import TextModel

/// The nondeterministic automaton of a whole cascade: every rule, context and `between` pattern as a chain of
/// nodes. Patterns become nodes by Thompson's construction; the order of `next` before `alternate` is the order
/// in which derivations are preferred.
package struct Program: Sendable {
  /// What the automaton demands of the gap before the next token it consumes.
  ///
  /// `any` at the start of a match, `normal` behind a token, the others by gap words and `glued{…}`.
  package enum GapMode: UInt8, Sendable, CaseIterable {
    case any, normal, glued, spaced, lineBreak

    @inline(__always)
    package func allows(_ gap: Gap) -> Bool {
      switch self {
      case .any: true
      case .normal: gap == .glued || gap == .spaced
      case .glued: gap == .glued
      case .spaced: gap == .spaced
      case .lineBreak: gap == .lineBreak
      }
    }
  }

  package enum Operation: Sendable {
    /// Consumes one token that passes the predicate.
    case token(Int32)
    /// Consumes the entry that the lexicon reference finds here.
    case lexicon(Int32)
    /// Consumes the mention that the mention reference finds here.
    case mention(Int32)
    /// Goes on at `next`, or else at `alternate`.
    case split
    case jump
    /// A gap word.
    case gap(GapMode)
    /// The end of a `glued{…}`: the surroundings' mode again.
    case leaveGlued(GapMode)
    case anchor(Anchor)
    case context(Int32)
    case captureStart(Int32)
    case captureEnd(Int32)
    /// The end of a rule (its `RuleID`), or of a context pattern that looks ahead (0).
    case accept(UInt32)
    /// The end of an `after(…)`: the gap that follows must be one that the pattern could cross.
    case acceptBehind
  }

  /// A node, in three machine words: the binary form holds nodes as memory does.
  package struct Node: Sendable, BitwiseCopyable {
    /// The operation's code, above whether it is a join (one bit), the mode behind a token (six) and the sentence (one).
    private var head: UInt32
    package var next: Int32
    /// What the operation carries; a split's alternate.
    private var argument: Int32

    private static let splitCode: UInt32 = 3

    package init(operation: Operation, next: Int32 = -1, alternate: Int32 = -1) {
      let (code, value): (UInt32, Int32) =
        switch operation {
        case .token(let number): (0, number)
        case .lexicon(let number): (1, number)
        case .mention(let number): (2, number)
        case .split: (Self.splitCode, alternate)
        case .jump: (4, 0)
        case .gap(let mode): (5, Int32(mode.rawValue))
        case .leaveGlued(let mode): (6, Int32(mode.rawValue))
        case .anchor(let anchor): (7, Int32(Anchor.allCases.firstIndex(of: anchor)!))
        case .context(let number): (8, number)
        case .captureStart(let number): (9, number)
        case .captureEnd(let number): (10, number)
        case .accept(let rule): (11, Int32(bitPattern: rule))
        case .acceptBehind: (12, 0)
        }
      head = code << 8 | UInt32(GapMode.normal.rawValue) << 1
      self.next = next
      argument = value
    }

    @inline(__always)
    package var operation: Operation {
      switch head >> 8 {
      case 0: .token(argument)
      case 1: .lexicon(argument)
      case 2: .mention(argument)
      case 3: .split
      case 4: .jump
      case 5: .gap(GapMode(rawValue: UInt8(truncatingIfNeeded: argument))!)
      case 6: .leaveGlued(GapMode(rawValue: UInt8(truncatingIfNeeded: argument))!)
      case 7: .anchor(Anchor.allCases[Int(argument)])
      case 8: .context(argument)
      case 9: .captureStart(argument)
      case 10: .captureEnd(argument)
      case 11: .accept(UInt32(bitPattern: argument))
      default: .acceptBehind
      }
    }

    /// Where a split goes on when `next` fails; -1 of other nodes.
    @inline(__always)
    package var alternate: Int32 { head >> 8 == Self.splitCode ? argument : -1 }

    /// The mode after a token was consumed here.
    @inline(__always)
    package var modeAfter: GapMode {
      get { GapMode(rawValue: UInt8(truncatingIfNeeded: head >> 1 & 0x3F))! }
      set { head = head & ~0x7E | UInt32(newValue.rawValue) << 1 }
    }

    /// Whether a token consumed here may not begin a sentence (rules `within sentence`, but for the first token).
    @inline(__always)
    package var staysInSentence: Bool {
      get { head & 1 == 1 }
      set { head = head & ~1 | (newValue ? 1 : 0) }
    }

    /// Whether more than one way leads here.
    @inline(__always)
    package var isJoin: Bool {
      get { head & 0x80 != 0 }
      set { head = head & ~0x80 | (newValue ? 0x80 : 0) }
    }

    /// Whether the three words are those of some node.
    var isValid: Bool {
      guard GapMode(rawValue: UInt8(truncatingIfNeeded: head >> 1 & 0x3F)) != nil else { return false }
      return switch head >> 8 {
      case 5, 6: UInt8(exactly: argument).flatMap(GapMode.init(rawValue:)) != nil
      case 7: Anchor.allCases.indices.contains(Int(argument))
      default: head >> 8 <= 12
      }
    }

    /// The node as numbers, with nodes counted from `base`: equal numbers mean nodes that do the same.
    func append(to key: inout [Int32], base: Int32) {
      let isSplit = head >> 8 == Self.splitCode
      key.append(Int32(bitPattern: head))
      key.append(isSplit && argument >= 0 ? argument - base : argument)
      key.append(next < 0 ? -1 : next - base)
    }
  }

  package struct LexiconReference: Hashable, Sendable {
    package var lexicon: LexiconID
    package var tests: [CheckedValueTest]
    package var isGlued: Bool
  }

  package struct MentionReference: Hashable, Sendable {
    package var type: TypeID
    package var tests: [CheckedValueTest]
    package var isGlued: Bool
  }

  package struct Context: Sendable {
    package var direction: ContextDirection
    package var isNegated: Bool
    package var start: Int32
    /// Its nodes, with those of the contexts that it was the first to name.
    package var nodes: Range<Int32>
    /// The fewest and most tokens that the pattern consumes; at most `contextReach`.
    package var lengths: ClosedRange<Int>
    /// Whether the pattern is exactly one token whose text alone decides, with no demand of the gaps but the usual one.
    package var isOneToken = false
  }

  /// How far a link reaches, in tokens, whatever it says of sentences: a text may be one sentence without end.
  package static let linkReach = GrammarLimits.distanceTokens

  /// How far a context pattern looks, in tokens.
  package static let contextReach = 64

  package var nodes = PlainTable<Node>()
  package var predicates: [Predicate] = []
  package var lexiconReferences: [LexiconReference] = []
  package var mentionReferences: [MentionReference] = []
  package var contexts: [Context] = []
  /// By rule: its first node.
  package var ruleStarts: [Int32] = []
  /// By rule: the contexts that must hold at the start of a match. Asked when a match was found, since most searches
  /// find none.
  package var rulePreconditions: [[Int32]] = []
  /// By rule: the range of its nodes, those of its contexts included.
  package var ruleNodes: [Range<Int32>] = []
  /// Marks the nodes to which more than one way leads; where a search begins is a way too. O(nodes).
  mutating func markJoins() {
    var reached: [Bool] = Array(repeating: false, count: nodes.count)
    for start in ruleStarts { reached[Int(start)] = true }
    for index in 0..<nodes.count {
      for next in [nodes[index].next, nodes[index].alternate] where next >= 0 {
        if reached[Int(next)] { nodes[Int(next)].isJoin = true }
        reached[Int(next)] = true
      }
    }
  }

  /// By link declaration: the first node of its `between` pattern, or -1.
  package var betweenStarts: [Int32] = []
  /// By link declaration: the range of the nodes of its `between` pattern.
  package var betweenNodes: [Range<Int32>] = []
}

/// A test of one token, over atoms that are settled once for each form of token (static) or looked up at each
/// position (dynamic).
package indirect enum Predicate: Hashable, Sendable {
  case always
  /// The folded form has this number.
  case form(UInt32)
  /// The exact form has this number.
  case exact(UInt32)
  /// A static atom.
  case atom(Int32)
  /// A dynamic atom.
  case dynamic(Int32)
  case both(Predicate, Predicate)
  case either(Predicate, Predicate)
  case not(Predicate)

  func forEachDynamicAtom(_ body: (Int32) -> Void) {
    switch self {
    case .dynamic(let atom): body(atom)
    case .both(let a, let b), .either(let a, let b):
      a.forEachDynamicAtom(body)
      b.forEachDynamicAtom(body)
    case .not(let a): a.forEachDynamicAtom(body)
    case .always, .form, .exact, .atom: break
    }
  }

  /// Whether the predicate depends on where the token stands.
  var isDynamic: Bool {
    switch self {
    case .dynamic: true
    case .both(let a, let b), .either(let a, let b): a.isDynamic || b.isDynamic
    case .not(let a): a.isDynamic
    case .always, .form, .exact, .atom: false
    }
  }
}

/// A property of a place that the text alone settles, whatever was found in it before.
package enum StaticAtom: Hashable, Sendable {
  case tokenClass(TokenClass)
  case raw(String)
  /// One-token entry of the lexicon, after the tests.
  case lexiconWord(LexiconID, [CheckedValueTest])
  /// An entry of the lexicon, after the tests, starts here: the only atom that looks beyond the token.
  case lexiconEntry(LexiconID, [CheckedValueTest])
}

/// A property of a token that depends on where it stands.
package enum DynamicAtom: Hashable, Sendable {
  case position(MentionPosition, TypeID)
  /// One-token entry of a document lexicon.
  case documentWord(LexiconID, [CheckedValueTest])
}
