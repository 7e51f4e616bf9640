/// Form numbers as a bit each, from the lowest on.
struct FormSet: Sendable {
  private var base: UInt32 = 0
  private var bits: [UInt64] = []

  init() {}

  init(_ forms: some Collection<UInt32>) {
    guard let low = forms.min(), let high = forms.max() else { return }
    base = low >> 6
    bits = Array(repeating: 0, count: Int(high >> 6 - base) + 1)
    for form in forms { bits[Int(form >> 6 - base)] |= 1 << UInt64(form & 63) }
  }

  @inline(__always)
  func contains(_ form: UInt32) -> Bool {
    let word = Int(form >> 6) - Int(base)
    return bits.indices.contains(word) && bits[word] >> UInt64(form & 63) & 1 == 1
  }
}

extension FormSet: BinaryForm {
  func write(to writer: inout BinaryWriter) {
    writer.write(base)
    writer.write(words: bits)
  }
  init(from reader: inout BinaryReader) throws(BinaryFormError) {
    base = try reader.read()
    bits = try reader.words64()
  }
}

/// For each form, the lexicon atoms that hold of it.
struct FormAtoms: Sendable {
  /// `starts[form]..<starts[form + 1]` in `atoms`.
  private var starts: [UInt32] = [0]
  private var atoms: [Int32] = []

  /// `pairs` are forms and atoms; the atoms of a form keep their order.
  init(_ pairs: [(form: UInt32, atom: Int32)], formCount: Int) {
    starts = Array(repeating: 0, count: formCount + 2)
    for pair in pairs { starts[Int(pair.form) + 1] += 1 }
    for form in 0...formCount { starts[form + 1] += starts[form] }
    var free = starts
    atoms = Array(repeating: 0, count: pairs.count)
    for pair in pairs {
      atoms[Int(free[Int(pair.form)])] = pair.atom
      free[Int(pair.form)] += 1
    }
  }

  @inline(__always)
  subscript(form: Int) -> ArraySlice<Int32> { atoms[Int(starts[form])..<Int(starts[form + 1])] }
}

extension FormAtoms: BinaryForm {
  func write(to writer: inout BinaryWriter) {
    writer.write(words: starts)
    writer.write(plain: atoms)
  }
  init(from reader: inout BinaryReader) throws(BinaryFormError) {
    starts = try reader.words32()
    atoms = try reader.plain()
    guard starts.first == 0, starts.last == UInt32(atoms.count),
      zip(starts, starts.dropFirst()).allSatisfy({ $0 <= $1 })
    else { throw .damaged }
  }
}
