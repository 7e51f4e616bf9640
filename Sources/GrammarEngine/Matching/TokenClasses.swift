/// Classes of tokens that no pattern tells apart, by themselves and by the lexicon entries that start there; numbered from 0.
///
///     folded form │ exact form │ one bit for each static atom
struct TokenClasses: ~Copyable, Sendable {
  private var contents = WordLists()
  private var signatures = RecordedArray<TokenSignature>()

  var count: Int { contents.count }

  /// What a class consists of.
  struct Content {
    /// Numbers of forms that patterns name; 0 for none.
    var form: UInt32 { words[0] }
    var exact: UInt32 { words[1] }
    fileprivate(set) var words: [UInt32]

    init(form: UInt32, exact: UInt32, atomCount: Int) {
      words = Array(repeating: 0, count: 2 + (atomCount + 31) / 32)
      words[0] = form
      words[1] = exact
    }

    fileprivate init(words: [UInt32]) { self.words = words }

    mutating func insert(_ atom: Int) { words[2 + atom >> 5] |= 1 << UInt32(atom & 31) }

    /// What is left of it for those who ask for these forms and atoms only.
    func seen(by vocabulary: StageVocabulary) -> [UInt32] {
      var seen = words
      if !vocabulary.forms.contains(form) { seen[0] = 0 }
      if !vocabulary.exactForms.contains(exact) { seen[1] = 0 }
      for index in 2..<words.count {
        let atoms = vocabulary.atoms[(index - 2) >> 1]
        seen[index] &= UInt32(truncatingIfNeeded: (index - 2) & 1 == 0 ? atoms : atoms >> 32)
      }
      return seen
    }

    /// The bits of all that holds of it.
    func signature(_ signatures: TokenSignatures) -> TokenSignature {
      var signature = TokenSignature.token
      if form != 0 { signature.formUnion(.form(form)) }
      if exact != 0 { signature.formUnion(.exact(exact)) }
      for index in 2..<words.count {
        var rest = words[index]
        while rest != 0 {
          signature.formUnion(signatures.atoms[(index - 2) << 5 + rest.trailingZeroBitCount])
          rest &= rest - 1
        }
      }
      return signature
    }

    /// Whether it shares an atom with a set of them.
    func intersects(_ atoms: [UInt64]) -> Bool {
      for (index, set) in atoms.enumerated() {
        var mine = UInt64(words[2 + 2 * index])
        if 3 + 2 * index < words.count { mine |= UInt64(words[3 + 2 * index]) << 32 }
        if mine & set != 0 { return true }
      }
      return false
    }
  }

  subscript(number: Int) -> Content { Content(words: contents[number]) }

  @inline(__always)
  func form(_ number: Int) -> UInt32 { contents.word(0, of: number) }
  @inline(__always)
  func exact(_ number: Int) -> UInt32 { contents.word(1, of: number) }
  @inline(__always)
  func holds(_ atom: Int32, _ number: Int) -> Bool {
    contents.word(2 + Int(atom) >> 5, of: number) >> UInt32(atom & 31) & 1 == 1
  }

  /// A word of the static atoms' bits, by index.
  @inline(__always)
  func atoms(_ index: Int, _ number: Int) -> UInt32 { contents.word(2 + index, of: number) }

  @inline(__always)
  func signature(_ number: Int) -> TokenSignature { signatures[number] }

  /// The number of a class, which is new where it is `count` before the call.
  mutating func number(of content: Content, _ cascade: Cascade) -> UInt32 {
    let number = contents.number(of: content.words)
    if number == signatures.count { signatures.append(content.signature(cascade.signatures)) }
    return number
  }
}

extension TokenClasses: BinaryForm {
  func write(to writer: inout BinaryWriter) {
    writer.write(contents)
    writer.write(signatures)
  }
  init(from reader: inout BinaryReader) throws(BinaryFormError) {
    contents = try reader.read()
    signatures = try reader.read()
  }
}
