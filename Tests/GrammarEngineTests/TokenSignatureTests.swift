import GrammarLanguage
import Testing
import TextModel
import Tokenization

@testable import GrammarEngine

/// Signatures may say too little, never too much: what passes a test is never ruled out.
struct TokenSignatureTests {
  private static let atoms: [StaticAtom] =
    [
      .tokenClass(.any), .tokenClass(.digits(nil)), .tokenClass(.digits(.length(2...4))),
      .tokenClass(.letters(nil)),
      .tokenClass(.capitalized), .tokenClass(.lower), .tokenClass(.upper), .tokenClass(.number),
      .tokenClass(.punctuation(nil)), .tokenClass(.email), .tokenClass(.url), .tokenClass(.handle),
      .raw("a+"),
    ]
    + (0..<20).map { .lexiconWord(LexiconID($0), []) } + (0..<20).map { .lexiconEntry(LexiconID($0), []) }

  /// Two that ask for mentions, and two that ask for words of document lexicons.
  private static let dynamicAtoms: [DynamicAtom] = [
    .position(.inside, TypeID(0)), .position(.starts, TypeID(1)), .documentWord(LexiconID(0), []),
    .documentWord(LexiconID(1), []),
  ]

  private static func predicate(
    depth: Int, _ random: inout some RandomNumberGenerator
  ) -> Predicate {
    switch Int.random(in: 0..<(depth == 0 ? 5 : 8), using: &random) {
    case 0: .form(UInt32.random(in: 1...50, using: &random))
    case 1: .exact(UInt32.random(in: 1...20, using: &random))
    case 2: .dynamic(Int32.random(in: 0..<4, using: &random))
    case 3: Int.random(in: 0..<9, using: &random) == 0 ? .always : .atom(0)
    case 4: .atom(Int32.random(in: 0..<Int32(atoms.count), using: &random))
    case 5: .both(predicate(depth: depth - 1, &random), predicate(depth: depth - 1, &random))
    case 6: .either(predicate(depth: depth - 1, &random), predicate(depth: depth - 1, &random))
    default: .not(predicate(depth: depth - 1, &random))
    }
  }

  /// The plain meaning of a predicate.
  private static func holds(
    _ predicate: Predicate, _ form: UInt32, _ exact: UInt32, _ holding: Set<Int32>, _ dynamic: [Bool]
  ) -> Bool {
    switch predicate {
    case .always: true
    case .form(let number): form == number
    case .exact(let number): exact == number
    case .atom(let atom): holding.contains(atom)
    case .dynamic(let atom): dynamic[Int(atom)]
    case .both(let a, let b):
      holds(a, form, exact, holding, dynamic) && holds(b, form, exact, holding, dynamic)
    case .either(let a, let b):
      holds(a, form, exact, holding, dynamic) || holds(b, form, exact, holding, dynamic)
    case .not(let a): !holds(a, form, exact, holding, dynamic)
    }
  }

  @Test(arguments: [1, 2, 3] as [UInt64]) func `a token that passes a test has a bit of it`(seed: UInt64) {
    var random = Generator(state: seed)
    var program = Program()
    program.predicates = (0..<300).map { _ in Self.predicate(depth: 3, &random) }
    let signatures = TokenSignatures(
      program, staticAtoms: Self.atoms, dynamicAtoms: Self.dynamicAtoms, referenceEntryAtoms: [])
    var (passed, ruledOut, lost) = (0, 0, 0)
    for _ in 0..<60 {
      // No form and no atom at all is a token too.
      let form = UInt32.random(in: 0...50, using: &random)
      let exact = UInt32.random(in: 0...20, using: &random)
      var content = TokenClasses.Content(form: form, exact: exact, atomCount: Self.atoms.count)
      var holding: Set<Int32> = []
      for _ in 0..<Int.random(in: 0...4, using: &random) {
        let atom = Int32.random(in: 0..<Int32(Self.atoms.count), using: &random)
        holding.insert(atom)
        content.insert(Int(atom))
      }
      let token = content.signature(signatures)
      #expect(token.intersects(TokenSignature.all))
      let dynamic = (0..<4).map { _ in Bool.random(using: &random) }
      let withoutMentions = [false, false, dynamic[2], dynamic[3]]
      for (number, predicate) in program.predicates.enumerated() {
        let mayPass = signatures.predicatesAnywhere[number].intersects(token)
        if Self.holds(predicate, form, exact, holding, dynamic) {
          passed += 1
          if !mayPass { lost += 1 }
        } else if !mayPass {
          ruledOut += 1
        }
        if Self.holds(predicate, form, exact, holding, withoutMentions),
          !signatures.predicates[number].intersects(token)
        {
          lost += 1
        }
      }
    }
    #expect(lost == 0)
    #expect(passed > 1000)
    // It is of use only where it rules out much.
    #expect(ruledOut > 3000)
  }

  /// A context, and for some tokens whether a match of its pattern could start there.
  static let contexts: [(pattern: String, tokens: [(text: String, mayStart: Bool)])] = [
    (#""xã""#, [("xã", true), ("Xã", true), ("7", false), (".", false)]),
    (#"digits | "xã" "7""#, [("xã", true), ("7", true), ("huyện", false)]),
    // Behind an anchor, and behind a context.
    (#"sentencestart capitalized"#, [("Xã", true), ("xã", false)]),
    (#"before(any) digits"#, [("7", true), ("xã", false)]),
    (#"not digits"#, [("7", true), ("xã", true)]),
    // A mention may start anywhere.
    (#"<P> digits"#, [("7", true), ("xã", true), (".", true)]),
    (#"in<P>"#, [("xã", true), (".", true)]),
    (#"in<P> & digits"#, [("7", true), ("xã", false)]),
    // So may a word of a document lexicon; those of others are known.
    ("@words", [("7", true), ("xã", true)]),
    ("@bodies", [("ban", true), ("quản", false), ("7", false)]),
    // Nothing needs to stand there.
    (#""xã"?"#, [("7", true)]),
  ]

  @Test(arguments: contexts.indices) func `a context knows the tokens with which it may begin`(row: Int)
    throws
  {
    let (pattern, tokens) = Self.contexts[row]
    let (cascade, tokenizer) = try Self.cascade(rule: #"rule x -> X = "x" before(\#(pattern))"#)
    var matcher = Matcher(cascade)
    let context = try #require(cascade.signatures.contexts.elements.last)
    for (text, mayStart) in tokens {
      // The entry stands behind the token, where one begins with it.
      matcher.prepare(tokenizer.tokenize(Array("\(text) quản lý".utf8)))
      #expect(context.intersects(matcher.places[0].signature) == mayStart, "\(text)")
    }
  }

  /// A context that looks behind, and for some tokens whether a match of its pattern could end there.
  static let endings: [(pattern: String, tokens: [(text: String, mayEnd: Bool)])] = [
    (#""xã""#, [("xã", true), ("7", false)]),
    (#""xã" digits? "." | "ấp""#, [("xã", false), ("7", false), (".", true), ("ấp", true)]),
    (#""xã" digits?"#, [("xã", true), ("7", true), (".", false)]),
    (#"("xã" ",")+ "và""#, [("xã", false), (",", false), ("và", true)]),
    // Before an anchor, and before a context.
    (#"digits lineend"#, [("7", true), ("xã", false)]),
    (#"digits unless("xã") any"#, [("7", true), ("xã", true)]),
    (#"digits before("xã")"#, [("7", true), ("xã", false)]),
    // A mention may end anywhere, and so may an entry.
    (#"digits <P>"#, [("7", true), ("xã", true)]),
    (#"<P> digits"#, [("7", true), ("xã", false)]),
    ("@bodies", [("7", true), ("quản", true)]),
    // Nothing needs to stand there.
    (#""xã"?"#, [("7", true)]),
  ]

  @Test(arguments: endings.indices) func `a context that looks behind knows the tokens with which it may end`(
    row: Int
  ) throws {
    let (pattern, tokens) = Self.endings[row]
    let (cascade, tokenizer) = try Self.cascade(rule: #"rule x -> X = after(\#(pattern)) "x""#)
    var matcher = Matcher(cascade)
    let number = try #require(cascade.program.contexts.lastIndex { $0.direction == .after })
    for (text, mayEnd) in tokens {
      matcher.prepare(tokenizer.tokenize(Array("\(text) x".utf8)))
      let signature = matcher.places[0].signature
      #expect(cascade.signatures.endings[number].intersects(signature) == mayEnd, "\(text)")
    }
  }

  /// A grammar with mentions and lexicons, and with one rule of the second stage.
  private static func cascade(rule: String) throws -> (Cascade, Tokenizer) {
    let files = [
      "cascade.grammar": "group g\ntype X group g\nprivate type P\nstages s, t\n",
      "words.grammar": "lexicon words document\n",
      "s.grammar": """
      stage s
      include "words.grammar"
      rule p -> P = "p"
      rule w = "(" w:letters ")" export $w to @words scope document
      """,
      "t.grammar": """
      stage t
      include "words.grammar"
      lexicon bodies { "ban quản lý" }
      \(rule)
      rule b -> X = "b" @bodies "c" @words <P>
      """,
    ]
    let (grammar, diagnostics) = GrammarChecker.check(
      sources: GrammarSourceSet(texts: files), normalizers: [])
    let checked = try #require(grammar, "\(diagnostics.map(\.kind))")
    let tokenizer = Tokenizer(abbreviations: [])
    return (try Cascade.compile(checked, normalizers: [], tokenizer: tokenizer), tokenizer)
  }
}
