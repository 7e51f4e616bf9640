package import GrammarLanguage
import TextModel
import Tokenization

/// The binary form of a cascade: what a start reads instead of compiling.
///
///     8 bytes   "BOCTACHG"
///     8 bytes   version of the format
///     8 bytes   fingerprint of what it was made from: grammar files and normalizers
///     8 bytes   checksum of what follows
///     texts, then the cascade's parts in the order of `write`
///
/// Large parts are held as memory has them, and copied whole or left where they are; a machine of another byte order finds another version.
///
/// It is a cache: whoever reads one names the fingerprint of the grammar files at hand, and one that was made from
/// others, by another version, or damaged on the way is refused.
extension Cascade {
  private static let magic = Array("BOCTACHG".utf8)
  /// To be raised with every change of the form, of the compiler, of the tokenizer that compiled words, and of the matcher,
  /// whose caches a recording holds.
  private static let version: UInt64 = 10
  private static let headSize = 32

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

  /// - Parameter recording: what a matcher learned from texts (`recording(of:)`), for those to come; may be empty.
  package func binaryForm(fingerprint: UInt64, recording: [UInt8] = []) -> [UInt8] {
    var writer = BinaryWriter()
    write(to: &writer)
    writer.write(plain: recording)
    let body = writer.finished()
    var checksum = Checksum()
    checksum.add(body)
    var head = Self.magic
    head.append(memoryOf: [Self.version, fingerprint, checksum.value])
    return head + body
  }

  /// Reads a binary form. O(size).
  ///
  /// - Parameters:
  ///   - bytes: the binary form.
  ///   - isPermanent: whether the bytes are never freed and never changed, as those of the binary itself; then large
  ///     tables stay where they are, and only the fingerprint is checked.
  ///   - normalizers: those that the grammar was compiled for, in the same order.
  /// - Throws: `BinaryFormError`; then the grammar is to be compiled.
  package static func read(
    binaryForm bytes: Span<UInt8>, isPermanent: Bool = false, fingerprint: UInt64, normalizers: [Normalizer]
  ) throws(BinaryFormError) -> Cascade {
    guard bytes.count >= Self.headSize, Self.magic.indices.allSatisfy({ bytes[$0] == Self.magic[$0] }),
      UInt64(littleEndian: bytes.word(at: 8)) == Self.version
    else { throw .foreign }
    guard UInt64(littleEndian: bytes.word(at: 16)) == fingerprint else { throw .stale }
    let body = bytes.extracting(Self.headSize..<bytes.count)
    // The memory of the binary is as good as the code that reads it.
    if !isPermanent {
      var checksum = Checksum()
      checksum.add(body)
      guard UInt64(littleEndian: bytes.word(at: 24)) == checksum.value else { throw .damaged }
    }
    return try BinaryReader.read(body, isPermanent: isPermanent) { reader throws(BinaryFormError) in
      try Cascade(from: &reader, normalizers: normalizers)
    }
  }

  private func write(to writer: inout BinaryWriter) {
    writer.write(grammar)
    writer.write(program)
    writer.write(foldedForms)
    writer.write(exactForms)
    writer.write(plain: foldedFormInPattern.map { UInt8($0 ? 1 : 0) })
    writer.write(plain: exactFormInPattern.map { UInt8($0 ? 1 : 0) })
    writer.write(lexicons)
    writer.write(staticAtoms)
    writer.write(plain: generalAtoms)
    writer.write(foldedFormAtoms)
    writer.write(exactFormAtoms)
    writer.write(dynamicAtoms)
    writer.write(plain: referenceEntryAtoms)
    writer.write(number: UInt64(referenceRowFilters.count))
    for filter in referenceRowFilters { writer.write(words: filter) }
    writer.write(stageVocabularies)
    writer.write(stageStarts)
    writer.write(stageOpenings)
    writer.write(signatures)
    writer.write(neededMentions)
    writer.write(ruleNeedsCaptures)
  }

  private static func filters(from reader: inout BinaryReader) throws(BinaryFormError) -> [[UInt64]] {
    var filters: [[UInt64]] = []
    for _ in 0..<(try reader.count()) { filters.append(try reader.words64()) }
    return filters
  }

  private convenience init(from reader: inout BinaryReader, normalizers: [Normalizer]) throws(BinaryFormError)
  {
    let grammar: CheckedGrammar = try reader.read()
    self.init(
      grammar: grammar, normalizers: normalizers, tokenizer: Tokenizer(abbreviations: grammar.abbreviations),
      program: try reader.read(), foldedForms: try reader.read(), exactForms: try reader.read(),
      foldedFormInPattern: try reader.octets().map { $0 != 0 },
      exactFormInPattern: try reader.octets().map { $0 != 0 },
      lexicons: try reader.read(),
      staticAtoms: try reader.read(), generalAtoms: try reader.plain(), foldedFormAtoms: try reader.read(),
      exactFormAtoms: try reader.read(), dynamicAtoms: try reader.read(),
      referenceEntryAtoms: try reader.plain(), referenceRowFilters: try Self.filters(from: &reader),
      stageVocabularies: try reader.read(), stageStarts: try reader.read(), stageOpenings: try reader.read(),
      signatures: try reader.read(), neededMentions: try reader.read(),
      ruleNeedsCaptures: try reader.read(), recording: try reader.table())
  }
}

/// Eight bytes at a time, mixed by multiplication, in four lanes that do not wait for one another: it tells accidents,
/// not attacks.
struct Checksum {
  private(set) var value: UInt64 = 0x9E37_79B9_7F4A_7C15

  mutating func add(_ bytes: [UInt8]) { add(bytes.span) }

  mutating func add(_ bytes: Span<UInt8>) {
    Self.mix(&value, UInt64(bytes.count))
    var lanes = (value, value &+ 1, value &+ 2, value &+ 3)
    var index = 0
    while index + 32 <= bytes.count {
      Self.mix(&lanes.0, bytes.word(at: index))
      Self.mix(&lanes.1, bytes.word(at: index + 8))
      Self.mix(&lanes.2, bytes.word(at: index + 16))
      Self.mix(&lanes.3, bytes.word(at: index + 24))
      index += 32
    }
    var rest: UInt64 = 0
    while index < bytes.count {
      rest = rest << 8 | UInt64(bytes[index])
      if index % 8 == 7 { Self.mix(&lanes.0, rest) }
      index += 1
    }
    Self.mix(&lanes.0, rest)
    for lane in [lanes.0, lanes.1, lanes.2, lanes.3] { Self.mix(&value, lane) }
  }

  @inline(__always)
  private static func mix(_ lane: inout UInt64, _ word: UInt64) {
    lane = (lane ^ word) &* 0xFF51_AFD7_ED55_8CCD
    lane ^= lane >> 32
  }
}
