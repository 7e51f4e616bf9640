/// Byte strings numbered from 1 in the order of insertion; 0 means "not in the table".
///
/// Open addressing over one arena: finding is O(length), with no allocation.
package struct ByteStringTable: Sendable {
  private var arena: [UInt8] = []
  /// `bounds[id - 1]..<bounds[id]` is the string numbered `id`.
  private var bounds: [UInt32] = [0]
  private var slots: [UInt32]
  private var hashes: [UInt32] = [0]
  private var mask: Int

  package init(minimumCapacity: Int = 16) {
    var size = 32
    while size < minimumCapacity * 2 { size *= 2 }
    slots = Array(repeating: 0, count: size)
    mask = size - 1
  }

  package var count: Int { bounds.count - 1 }

  @inline(__always)
  package static func hash(_ bytes: Span<UInt8>) -> UInt64 {
    let count = bytes.count
    var h: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(truncatingIfNeeded: count)
    if count >= 8 {
      var index = 0
      while index + 8 < count {
        h = (h ^ bytes.word(at: index)) &* 0xFF51_AFD7_ED55_8CCD
        h ^= h >> 32
        index += 8
      }
      h ^= bytes.word(at: count - 8)
    } else {
      var word: UInt64 = 0
      for i in bytes.indices { word = word << 8 | UInt64(bytes[i]) }
      h ^= word
    }
    h = h &* 0xFF51_AFD7_ED55_8CCD
    return h ^ h >> 32
  }

  package func find(_ bytes: Span<UInt8>) -> UInt32 { find(bytes, hash: Self.hash(bytes)) }

  package func find(_ bytes: Span<UInt8>, hash: UInt64) -> UInt32 {
    var slot = Int(truncatingIfNeeded: hash) & mask
    let short = UInt32(truncatingIfNeeded: hash >> 16)
    while true {
      let id = slots[slot]
      if id == 0 { return 0 }
      if hashes[Int(id)] == short, equals(id, bytes) { return id }
      slot = (slot + 1) & mask
    }
  }

  @discardableResult
  package mutating func insert(_ bytes: Span<UInt8>) -> UInt32 {
    insert(bytes, hash: Self.hash(bytes))
  }

  /// The string's number, given one if it has none. Amortized O(length).
  package mutating func insert(_ bytes: Span<UInt8>, hash: UInt64) -> UInt32 {
    let found = find(bytes, hash: hash)
    if found != 0 { return found }
    if (count + 1) * 2 > slots.count { grow() }
    for i in bytes.indices { arena.append(bytes[i]) }
    bounds.append(UInt32(arena.count))
    hashes.append(UInt32(truncatingIfNeeded: hash >> 16))
    let id = UInt32(count)
    place(id, hash)
    return id
  }

  package func bytes(_ id: UInt32) -> ArraySlice<UInt8> {
    arena[Int(bounds[Int(id) - 1])..<Int(bounds[Int(id)])]
  }

  package mutating func removeAll() {
    arena.removeAll(keepingCapacity: true)
    bounds.removeAll(keepingCapacity: true)
    bounds.append(0)
    hashes.removeAll(keepingCapacity: true)
    hashes.append(0)
    for i in slots.indices { slots[i] = 0 }
  }

  private func equals(_ id: UInt32, _ bytes: Span<UInt8>) -> Bool {
    let start = Int(bounds[Int(id) - 1])
    guard Int(bounds[Int(id)]) - start == bytes.count else { return false }
    for i in bytes.indices where arena[start + i] != bytes[i] { return false }
    return true
  }

  private mutating func place(_ id: UInt32, _ hash: UInt64) {
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 { slot = (slot + 1) & mask }
    slots[slot] = id
  }

  private mutating func grow() {
    let size = slots.count * 2
    slots = Array(repeating: 0, count: size)
    mask = size - 1
    for id in 1..<UInt32(bounds.count) {
      let slice = bytes(id)
      place(id, Self.hash(Array(slice).span))
    }
  }
}

extension ByteStringTable: BinaryForm {
  func write(to writer: inout BinaryWriter) {
    writer.write(plain: arena)
    writer.write(words: bounds)
  }

  /// O(bytes): slots are filled again.
  init(from reader: inout BinaryReader) throws(BinaryFormError) {
    // A matcher's tables grow; a cascade's do not, and are small.
    arena = try reader.growing()
    bounds = try reader.growing()
    var size = 32
    while size < bounds.count * 2 { size *= 2 }
    slots = Array(repeating: 0, count: size)
    mask = size - 1
    hashes = [0]
    hashes.reserveCapacity(bounds.count)
    guard bounds.first == 0 else { throw .damaged }
    for id in bounds.indices.dropFirst() {
      let (start, end) = (Int(bounds[id - 1]), Int(bounds[id]))
      guard start <= end, end <= arena.count else { throw .damaged }
      let hash = Self.hash(arena.span.extracting(start..<end))
      hashes.append(UInt32(truncatingIfNeeded: hash >> 16))
      place(UInt32(id), hash)
    }
  }
}
