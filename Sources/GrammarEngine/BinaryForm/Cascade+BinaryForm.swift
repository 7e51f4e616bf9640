package import GrammarLanguage
import TextModel
import Tokenization

/// The binary form of a cascade: what a start reads instead of compiling.
///
///     8 bytes   "BOCTACHG"
///     4 bytes   version of the format
///     8 bytes   fingerprint of what it was made from: grammar files and normalizers
///     8 bytes   checksum of what follows
///     texts, then the cascade's parts in the order of `write`
///
/// It is a cache: whoever reads one names the fingerprint of the grammar files at hand, and one that was made from
/// others, by another version, or damaged on the way is refused.
extension Cascade {
  private static let magic = Array("BOCTACHG".utf8)
  /// To be raised with every change of the form, of the compiler or of the tokenizer that compiled words.
  private static let version: UInt64 = 2
  private static let headSize = 28

  /// What a cascade is made from, as one number: the paths and bytes of the files, and the normalizers' names in order.
  package static func fingerprint(of sources: GrammarSourceSet, normalizers: [Normalizer]) -> UInt64 {
    var hash = Checksum()
    for path in sources.files.keys.sorted() {
      hash.add(Array(path.utf8))
      hash.add(sources.files[path]!)
    }
    for normalizer in normalizers { hash.add(Array(normalizer.signature.name.utf8)) }
    return hash.value
  }

  package func binaryForm(fingerprint: UInt64) -> [UInt8] {
    var writer = BinaryWriter()
    write(to: &writer)
    let body = writer.finished()
    var checksum = Checksum()
    checksum.add(body)
    var head = BinaryWriter()
    for byte in Self.magic { head.append(UInt64(byte), width: 1) }
    head.append(Self.version, width: 4)
    head.append(fingerprint, width: 8)
    head.append(checksum.value, width: 8)
    return head.bytes + body
  }

  /// Reads a binary form. O(size).
  ///
  /// - Parameter normalizers: those that the grammar was compiled for, in the same order.
  /// - Throws: `BinaryFormError`; then the grammar is to be compiled.
  package convenience init(binaryForm bytes: [UInt8], fingerprint: UInt64, normalizers: [Normalizer])
    throws(BinaryFormError)
  {
    func number(at start: Int, width: Int) -> UInt64 {
      (0..<width).reduce(0) { $0 | UInt64(bytes[start + $1]) << UInt64(8 * $1) }
    }
    guard bytes.count >= Self.headSize, bytes.starts(with: Self.magic),
      number(at: 8, width: 4) == Self.version
    else { throw .foreign }
    guard number(at: 12, width: 8) == fingerprint else { throw .stale }
    var checksum = Checksum()
    checksum.add(bytes, from: Self.headSize)
    guard number(at: 20, width: 8) == checksum.value else { throw .damaged }
    var reader = try BinaryReader(bytes, at: Self.headSize)
    try self.init(from: &reader, normalizers: normalizers)
    guard reader.isAtEnd else { throw .damaged }
  }

  private func write(to writer: inout BinaryWriter) {
    writer.write(grammar)
    writer.write(program)
    writer.write(foldedForms)
    writer.write(exactForms)
    writer.write(foldedFormInPattern)
    writer.write(exactFormInPattern)
    writer.write(lexicons)
    writer.write(staticAtoms)
    writer.write(generalAtoms)
    writer.write(foldedFormAtoms)
    writer.write(exactFormAtoms)
    writer.write(dynamicAtoms)
    writer.write(referenceStartAtoms)
    writer.write(referenceRowFilters)
    writer.write(stageVocabularies)
    writer.write(stageStarts)
    writer.write(stageOpenings)
    writer.write(ruleNeedsCaptures)
  }

  private convenience init(from reader: inout BinaryReader, normalizers: [Normalizer]) throws(BinaryFormError)
  {
    let grammar: CheckedGrammar = try reader.read()
    self.init(
      grammar: grammar, normalizers: normalizers, tokenizer: Tokenizer(abbreviations: grammar.abbreviations),
      program: try reader.read(), foldedForms: try reader.read(), exactForms: try reader.read(),
      foldedFormInPattern: try reader.read(), exactFormInPattern: try reader.read(),
      lexicons: try reader.read(),
      staticAtoms: try reader.read(), generalAtoms: try reader.read(), foldedFormAtoms: try reader.read(),
      exactFormAtoms: try reader.read(), dynamicAtoms: try reader.read(),
      referenceStartAtoms: try reader.read(), referenceRowFilters: try reader.read(),
      stageVocabularies: try reader.read(), stageStarts: try reader.read(), stageOpenings: try reader.read(),
      ruleNeedsCaptures: try reader.read())
  }
}

/// Eight bytes at a time, mixed by multiplication: it tells accidents, not attacks.
struct Checksum {
  private(set) var value: UInt64 = 0x9E37_79B9_7F4A_7C15

  mutating func add(_ array: [UInt8], from start: Int = 0) {
    let bytes = array.span
    mix(UInt64(bytes.count - start))
    var index = start
    while index + 8 <= bytes.count {
      var word: UInt64 = 0
      for offset in 0..<8 { word |= UInt64(bytes[index + offset]) << UInt64(8 * offset) }
      mix(word)
      index += 8
    }
    var rest: UInt64 = 0
    while index < bytes.count {
      rest = rest << 8 | UInt64(bytes[index])
      index += 1
    }
    mix(rest)
  }

  private mutating func mix(_ word: UInt64) {
    value = (value ^ word) &* 0xFF51_AFD7_ED55_8CCD
    value ^= value >> 32
  }
}
