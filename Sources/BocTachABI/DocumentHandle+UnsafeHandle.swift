internal import BocTach
internal import CBocTach
internal import Formats
internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// A document behind the C interface: the results, and their shape for C in one block of memory of its own.
///
///     mentions │ relations │ strings, each with a NUL │ the text, with a NUL
///
/// `@unchecked Sendable`: `block` is written by `init` alone and never after; the JSON, which is made later, is kept
/// behind a lock and never replaced.
final class DocumentHandle: @unchecked Sendable {
  let document: Document
  let id: String
  private let warnings: [String]
  private let block: UnsafeMutableRawPointer
  private let json = Mutex<OwnedString?>(nil)

  let mentions: UnsafePointer<boctach_mention>
  let mentionCount: Int
  let relations: UnsafePointer<boctach_relation>
  let relationCount: Int
  let text: boctach_string

  /// - Throws: `memory` when there is none for the block.
  init(_ document: Document, id: String, text: [UInt8], warnings: [String]) throws(CallError) {
    self.document = document
    self.id = id
    self.warnings = warnings
    mentionCount = document.mentions.count
    relationCount = document.relations.count
    var strings = StringTable(text)
    let mentionRows = document.mentions.map { MentionStrings($0, in: &strings) }
    let relationRows = document.relations.map { strings.add($0.name) }

    let relationOffset = mentionCount * MemoryLayout<boctach_mention>.stride
    let stringOffset = relationOffset + relationCount * MemoryLayout<boctach_relation>.stride
    guard let block = malloc(stringOffset + strings.bytes.count) else { throw CallError(.memory) }
    self.block = block
    // SAFETY: the block holds the three parts one after another; both structs have the alignment of a pointer, which
    // malloc gives, and a stride that is a multiple of it. Every element is initialized below, before any is read.
    let base = (block + stringOffset).bindMemory(to: CChar.self, capacity: strings.bytes.count)
    strings.bytes.withUnsafeBytes {
      (block + stringOffset).copyMemory(from: $0.baseAddress!, byteCount: $0.count)
    }
    let mentions = block.bindMemory(to: boctach_mention.self, capacity: mentionCount)
    for (index, mention) in document.mentions.enumerated() {
      (mentions + index).initialize(to: mentionRows[index].mention(mention, at: base))
    }
    let relations = (block + relationOffset).bindMemory(to: boctach_relation.self, capacity: relationCount)
    for (index, relation) in document.relations.enumerated() {
      (relations + index).initialize(
        to: boctach_relation(
          name: relationRows[index].string(at: base), first: relation.first, second: relation.second))
    }
    self.mentions = UnsafePointer(mentions)
    self.relations = UnsafePointer(relations)
    self.text = strings.text.string(at: base)
  }

  deinit {
    json.withLock { free($0?.bytes) }
    free(block)
  }

  /// The JSON, made when first asked for.
  ///
  /// - Throws: `memory` when there is none for it.
  func jsonText() throws(CallError) -> boctach_string {
    let made = json.withLock { kept in
      if kept == nil { kept = OwnedString(document.json(id: id, warnings: warnings)) }
      return kept
    }
    guard let made else { throw CallError(.memory) }
    return boctach_string(bytes: made.bytes, length: made.length)
  }
}

/// A string in memory of its own, with a NUL behind it.
private struct OwnedString: @unchecked Sendable {
  // Sendable: written by `init` alone; the handle that keeps it frees it when nobody can hold it any more.
  let bytes: UnsafeMutablePointer<CChar>
  let length: Int

  init?(_ content: [UInt8]) {
    guard let memory = malloc(content.count + 1) else { return nil }
    // SAFETY: `content.count + 1` bytes were given.
    bytes = memory.bindMemory(to: CChar.self, capacity: content.count + 1)
    length = content.count
    content.withUnsafeBytes {
      if let base = $0.baseAddress { memory.copyMemory(from: base, byteCount: $0.count) }
    }
    bytes[length] = 0
  }
}

/// Strings one after another, equal ones once.
private struct StringTable {
  struct Entry {
    var offset: Int
    var length: Int

    func string(at base: UnsafePointer<CChar>) -> boctach_string {
      // SAFETY: the entry lies within the strings that `base` points to.
      boctach_string(bytes: base + offset, length: length)
    }
  }

  private(set) var bytes: [UInt8] = []
  private(set) var text: Entry
  // By bytes: Swift's strings are equal when only their normalization differs.
  private var known: [[UInt8]: Entry] = [:]

  init(_ text: [UInt8]) {
    self.text = Entry(offset: 0, length: text.count)
    bytes.reserveCapacity(text.count * 2)
    bytes.append(contentsOf: text)
    bytes.append(0)
  }

  mutating func add(_ string: String) -> Entry {
    let units = Array(string.utf8)
    if let entry = known[units] { return entry }
    let entry = Entry(offset: bytes.count, length: units.count)
    bytes.append(contentsOf: units)
    bytes.append(0)
    known[units] = entry
    return entry
  }
}

/// The strings of one mention.
private struct MentionStrings {
  var type: StringTable.Entry
  var text: StringTable.Entry
  var value: StringTable.Entry?
  var rule: StringTable.Entry
  var file: StringTable.Entry?

  init(_ mention: Mention, in strings: inout StringTable) {
    type = strings.add(mention.type)
    text = strings.add(mention.text)
    value = mention.value.map { strings.add($0.notation) }
    rule = strings.add(mention.rule.name)
    file = mention.rule.location.map { strings.add($0.file) }
  }

  func mention(_ mention: Mention, at base: UnsafePointer<CChar>) -> boctach_mention {
    let none = boctach_string(bytes: nil, length: 0)
    return boctach_mention(
      type: type.string(at: base), text: text.string(at: base), value: value?.string(at: base) ?? none,
      rule: rule.string(at: base), rule_file: file?.string(at: base) ?? none,
      rule_line: Int(mention.rule.location?.line ?? 0), utf8: boctach_range(mention.span.utf8),
      utf16: boctach_range(mention.span.utf16), code_points: boctach_range(mention.span.codePoints),
      source_bytes: boctach_range(mention.sourceBytes), sentence: mention.sentence)
  }
}

extension boctach_range {
  fileprivate init(_ range: Range<Int>) { self.init(start: range.lowerBound, end: range.upperBound) }
}
