import GrammarLanguage
import Testing
import TextModel
import Tokenization

@testable import GrammarEngine

/// How lexicon phrases become forms: the fast ways against the plain ones.
struct LexiconPhraseTests {
  private static let pieces = [
    "ủy", "ban", "nhân", "dân", "Đà", "Nẵng", "quý", "thuý", "hoà", "kỹ", "TP.HCM", "461/QĐ-UBND", "8h30",
    "1.000", "12,5", "10", "%", "…", "–", "a.b@c.vn", "vnexpress.net", "www.vn", "http://x.vn/a", "@ten",
    "#tag",
    "...", "?!", "O'Neil", "(", ")", "Ýên", "ßtraße", "Ð", "e\u{302}", "\u{301}", "1ª", "日本", "ﬁ", "İzmir",
    "x\u{AD}y",
    "\u{1680}", "Ἀθ", "д", "\u{1F600}", "q", "y", "-", "/", "_", "theo.", ".com", "С", "aA", "\u{17F}",
  ]

  @Test(arguments: [false, true]) func `phrases cut word by word are cut as a whole`(isCased: Bool) {
    let tokenizer = Tokenizer()
    let seed = UInt64.random(in: 0...UInt64.max)
    var generator = Generator(state: seed)
    var words = PhraseWords()
    var table = ByteStringTable()
    func forms(_ bytes: [UInt8]) -> [UInt32] {
      let text = tokenizer.tokenize(bytes)
      return text.tokens.map { token in
        let form = Array(text.shadow[token.span.range])
        return table.insert((isCased ? form : FormFolding.fold(form)).span)
      }
    }
    var plain = 0
    for _ in 0..<20_000 {
      let phrase = (0..<Int.random(in: 1...5, using: &generator)).map { _ in
        (0..<Int.random(in: 1...2, using: &generator)).map { _ in
          Self.pieces.randomElement(using: &generator)!
        }.joined()
      }.joined(separator: " ")
      var found: [UInt32] = [7]
      let row = Array((phrase + "\tcell").utf8)
      let isPlain = words.append(row.indices, of: row.span, to: &found) { forms([UInt8](copying: $0)) }
      guard isPlain else {
        #expect(found == [7])
        continue
      }
      plain += 1
      #expect(Array(found.dropFirst()) == forms(Array(phrase.utf8)), "seed \(seed): \(phrase)")
    }
    #expect(plain > 1000)
  }

  @Test func `forms fold as their text in lower case does, with one spelling of final i`() {
    let tails: [Unicode.Scalar] = ["y", "ý", "ỳ", "ỷ", "ỹ", "ỵ", "Y", "Ỵ", "i", "ố", "\u{130}"]
    let heads = ["", "k", "K", "qu", "QU", "u", "thú", "đ", "Đ", "ê", "1", "ố", "Ω"]
    var texts = heads.flatMap { head in tails.map { head + String($0) } }
    for value in UInt32(1)...0x2FFF where !(0xD800..<0xE000).contains(value) {
      texts.append("a" + String(Unicode.Scalar(value)!))
    }
    for text in texts {
      #expect(
        String(decoding: FormFolding.fold(text.utf8), as: UTF8.self).unicodeScalars.elementsEqual(
          Self.folded(text).unicodeScalars), "\(text)")
    }
  }

  /// The definition, scalar by scalar.
  private static func folded(_ text: String) -> String {
    let canonicalI: [Unicode.Scalar: Unicode.Scalar] = [
      "y": "i", "ý": "í", "ỳ": "ì", "ỷ": "ỉ", "ỹ": "ĩ", "ỵ": "ị",
    ]
    var scalars = Array(text.lowercased().unicodeScalars)
    if scalars.count >= 2, let i = canonicalI[scalars[scalars.count - 1]] {
      let before = scalars[scalars.count - 2]
      let isAfterQU = before == "u" && scalars.count >= 3 && scalars[scalars.count - 3] == "q"
      if isAfterQU || "bcdfghjklmnpqrstvwxzđ".unicodeScalars.contains(before) {
        scalars[scalars.count - 1] = i
      }
    }
    var result = String.UnicodeScalarView()
    result.append(contentsOf: scalars)
    return String(result)
  }

  @Test func `every entry is found at its end, with its rows in order`() throws {
    let words = ["một", "hai", "ba", "bốn"]
    var generator = Generator(state: 5)
    var grammar = CheckedGrammar()
    var phrases: [[[String]]] = []
    for lexicon in 0..<3 {
      let rows = (0..<200).map { _ in
        (0..<Int.random(in: 1...4, using: &generator)).map { _ in words.randomElement(using: &generator)! }
      }
      phrases.append(rows)
      let span = SourceSpan(file: "a.grammar", start: 0, end: 1)
      grammar.lexicons.append(
        CheckedLexicon(
          name: "l\(lexicon)", isCased: lexicon == 1, isDocument: false, columns: ["kind"],
          entries: rows.map {
            CheckedLexicon.Entry(phrase: $0.joined(separator: " "), cells: ["x"], span: span)
          }))
    }
    let cascade = try Cascade.compile(grammar, normalizers: [], tokenizer: Tokenizer())
    for (lexicon, rows) in phrases.enumerated() {
      for phrase in Set(rows) {
        let table = lexicon == 1 ? cascade.exactForms : cascade.foldedForms
        let forms = phrase.map { table.find(Array($0.utf8).span) }
        let roots = lexicon == 1 ? cascade.lexicons.exactRoots : cascade.lexicons.foldedRoots
        var node = roots[Int(forms[0])]
        for form in forms.dropFirst() { node = cascade.lexicons.edges.child(node, form) }
        try #require(node != 0)
        let found = cascade.lexicons.payloads(of: node).map { cascade.lexicons.payloads[$0] }
          .filter { $0.lexicon == LexiconID(lexicon) }.flatMap { cascade.lexicons.rows.elements($0.rows) }
        #expect(found.map(Int.init) == rows.indices.filter { rows[$0] == phrase })
      }
    }
  }

  @Test func `a set of forms has those that it was made of`() {
    for forms in [[], [0], [63, 64, 1000], [5_000_000, 5_000_001]] as [[UInt32]] {
      let set = FormSet(forms)
      for form in forms.flatMap({ [$0, $0 &+ 1, $0 &- 1, $0 + 64] }) + [0, 1, 70, .max] {
        #expect(set.contains(form) == forms.contains(form), "\(form) in \(forms)")
      }
    }
  }

  @Test func `nodes keep what they are made of`() {
    var operations: [Program.Operation] = [
      .token(3), .lexicon(4), .mention(5), .split, .jump, .context(6), .captureStart(7), .captureEnd(8),
      .accept(.max), .acceptBehind,
    ]
    operations += Program.GapMode.allCases.flatMap { [.gap($0), .leaveGlued($0)] }
    operations += Anchor.allCases.map { .anchor($0) }
    for operation in operations {
      for mode in Program.GapMode.allCases {
        var node = Program.Node(operation: operation, next: 11, alternate: 12)
        node.modeAfter = mode
        node.staysInSentence = true
        #expect("\(node.operation)" == "\(operation)")
        #expect(node.next == 11 && node.modeAfter == mode && node.staysInSentence && node.isValid)
        if case .split = operation { #expect(node.alternate == 12) } else { #expect(node.alternate == -1) }
      }
    }
  }
}
