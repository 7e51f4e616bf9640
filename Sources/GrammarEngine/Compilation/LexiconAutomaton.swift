package import TextModel

/// All lexicons of a cascade as two tries over token forms: one for folded lexicons, one for cased ones.
///
///     root ─ủy─▶ ○ ─ban─▶ ● {bodies: rows 3…4} ─nhân─▶ ○ ─dân─▶ ● {bodies: rows 7…7}
///
/// A node is a number; an edge is a hash of (node, form). Finding all entries that start at a token takes
/// O(length of the longest).
package struct LexiconAutomaton: Sendable {
  /// What a node holds: the rows of one lexicon whose phrase ends there.
  package struct Payload: Sendable {
    package var lexicon: LexiconID
    /// Range in `rows`.
    var firstRow: UInt32
    var rowCount: UInt32

    package var rows: Range<Int> { Int(firstRow)..<Int(firstRow + rowCount) }
  }

  /// Row numbers (indices into the lexicon's entries), grouped by payload.
  package internal(set) var rows: [UInt32] = []
  package internal(set) var payloads: [Payload] = []
  /// By form: the root's child, 0 where there is none.
  var foldedRoots: [UInt32] = []
  var exactRoots: [UInt32] = []
  /// By node: its first payload; those of the next node begin where its own end. Node 0 is unused.
  var firstPayload: [UInt32] = []
  private var nodeCount: UInt32 = 1
  var edges = EdgeTable()

  struct EdgeTable: Sendable {
    private var keys: [UInt64] = Array(repeating: 0, count: 64)
    private var values: [UInt32] = Array(repeating: 0, count: 64)
    private var count = 0

    @inline(__always)
    private static func slot(_ key: UInt64, _ mask: Int) -> Int {
      var h = key &* 0x9E37_79B9_7F4A_7C15
      h ^= h >> 32
      return Int(truncatingIfNeeded: h) & mask
    }

    @inline(__always)
    func child(_ node: UInt32, _ form: UInt32) -> UInt32 {
      let key = UInt64(node) << 32 | UInt64(form)
      let mask = keys.count - 1
      var i = Self.slot(key, mask)
      while true {
        if keys[i] == key { return values[i] }
        if keys[i] == 0 { return 0 }
        i = (i + 1) & mask
      }
    }

    mutating func insert(_ node: UInt32, _ form: UInt32, _ child: UInt32) {
      if (count + 1) * 2 > keys.count {
        let old = zip(keys, values).filter { $0.0 != 0 }
        keys = Array(repeating: 0, count: keys.count * 2)
        values = Array(repeating: 0, count: keys.count)
        for (key, value) in old { place(key, value) }
      }
      place(UInt64(node) << 32 | UInt64(form), child)
      count += 1
    }

    private mutating func place(_ key: UInt64, _ value: UInt32) {
      let mask = keys.count - 1
      var i = Self.slot(key, mask)
      while keys[i] != 0 { i = (i + 1) & mask }
      keys[i] = key
      values[i] = value
    }
  }

  /// One entry to compile: the phrase's forms (folded or exact ones, by `isCased`).
  struct Entry {
    var forms: [UInt32]
    var isCased: Bool
    var lexicon: LexiconID
    var row: UInt32
  }

  init() {}

  init(entries: [Entry], foldedFormCount: Int, exactFormCount: Int) {
    foldedRoots = Array(repeating: 0, count: foldedFormCount + 1)
    exactRoots = Array(repeating: 0, count: exactFormCount + 1)
    /// Node, lexicon, row, of every entry.
    var ends: [(node: UInt32, lexicon: LexiconID, row: UInt32)] = []
    ends.reserveCapacity(entries.count)
    for entry in entries {
      guard let first = entry.forms.first else { continue }
      var node = entry.isCased ? exactRoots[Int(first)] : foldedRoots[Int(first)]
      if node == 0 {
        node = newNode()
        if entry.isCased { exactRoots[Int(first)] = node } else { foldedRoots[Int(first)] = node }
      }
      for form in entry.forms.dropFirst() {
        var child = edges.child(node, form)
        if child == 0 {
          child = newNode()
          edges.insert(node, form, child)
        }
        node = child
      }
      ends.append((node, entry.lexicon, entry.row))
    }
    ends.sort { ($0.node, $0.lexicon, $0.row) < ($1.node, $1.lexicon, $1.row) }
    for end in ends {
      if UInt32(firstPayload.count) <= end.node || payloads.last?.lexicon != end.lexicon {
        while firstPayload.count <= end.node { firstPayload.append(UInt32(payloads.count)) }
        payloads.append(Payload(lexicon: end.lexicon, firstRow: UInt32(rows.count), rowCount: 0))
      }
      rows.append(end.row)
      payloads[payloads.count - 1].rowCount += 1
    }
    while firstPayload.count <= nodeCount { firstPayload.append(UInt32(payloads.count)) }
  }

  /// The payloads of a node, by lexicon.
  @inline(__always)
  func payloads(of node: UInt32) -> Range<Int> {
    Int(firstPayload[Int(node)])..<Int(firstPayload[Int(node) + 1])
  }

  private mutating func newNode() -> UInt32 {
    nodeCount += 1
    return nodeCount - 1
  }
}

extension LexiconAutomaton: BinaryForm {
  func write(to writer: inout BinaryWriter) {
    writer.write(words: rows)
    writer.write(words: payloads.flatMap { [$0.lexicon.rawValue, $0.firstRow, $0.rowCount] })
    writer.write(words: foldedRoots)
    writer.write(words: exactRoots)
    writer.write(words: firstPayload)
    writer.write(edges)
  }

  init(from reader: inout BinaryReader) throws(BinaryFormError) {
    self.init()
    rows = try reader.words32()
    let triples = try reader.words32()
    payloads.reserveCapacity(triples.count / 3)
    for index in stride(from: 0, to: triples.count - 2, by: 3) {
      payloads.append(
        Payload(
          lexicon: LexiconID(rawValue: triples[index]), firstRow: triples[index + 1],
          rowCount: triples[index + 2]))
    }
    foldedRoots = try reader.words32()
    exactRoots = try reader.words32()
    firstPayload = try reader.words32()
    edges = try reader.read()
  }
}

extension LexiconAutomaton.EdgeTable: BinaryForm {
  func write(to writer: inout BinaryWriter) {
    let edges = zip(keys, values).filter { $0.0 != 0 }.sorted { $0.0 < $1.0 }
    writer.write(words: edges.map(\.0))
    writer.write(words: edges.map(\.1))
  }

  init(from reader: inout BinaryReader) throws(BinaryFormError) {
    let (edges, children) = (try reader.words64(), try reader.words32())
    guard edges.count == children.count else { throw .damaged }
    var size = 64
    while size < (edges.count + 1) * 2 { size *= 2 }
    keys = Array(repeating: 0, count: size)
    values = Array(repeating: 0, count: size)
    count = edges.count
    for (key, child) in zip(edges, children) { place(key, child) }
  }
}
