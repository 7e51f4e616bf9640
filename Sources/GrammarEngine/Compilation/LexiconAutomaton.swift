package import TextModel

/// All lexicons of a cascade as two tries over token forms: one for folded lexicons, one for cased ones.
///
///     root ─ủy─▶ ○ ─ban─▶ ● {bodies: rows 3…4} ─nhân─▶ ○ ─dân─▶ ● {bodies: rows 7…7}
///
/// A node is a number; an edge is a hash of (node, form). Finding all entries that start at a token takes
/// O(length of the longest).
package struct LexiconAutomaton: Sendable {
  /// What a node holds: the rows of one lexicon whose phrase ends there.
  package struct Payload: Sendable, BitwiseCopyable {
    package var lexicon: LexiconID
    /// Range in `rows`.
    var firstRow: UInt32
    var rowCount: UInt32

    package var rows: Range<Int> { Int(firstRow)..<Int(firstRow + rowCount) }
  }

  /// Row numbers (indices into the lexicon's entries), grouped by payload.
  package internal(set) var rows = PlainTable<UInt32>()
  package internal(set) var payloads = PlainTable<Payload>()
  /// By form: the root's child, 0 where there is none.
  var foldedRoots = PlainTable<UInt32>()
  var exactRoots = PlainTable<UInt32>()
  /// By node: its first payload; those of the next node begin where its own end. Node 0 is unused.
  var firstPayload = PlainTable<UInt32>()
  private var nodeCount: UInt32 = 1
  var edges = EdgeTable(minimumCapacity: 0)

  /// Edges by node and form, in an open hash table that is at most half full.
  struct EdgeTable: Sendable {
    struct Edge: Sendable, BitwiseCopyable {
      var node: UInt32
      var form: UInt32
      /// 0 where the slot is free.
      var child: UInt32
    }

    private var slots: PlainTable<Edge>
    private var count = 0

    init(minimumCapacity: Int) {
      var size = 64
      while size < 2 * minimumCapacity { size *= 2 }
      slots = PlainTable(Array(repeating: Edge(node: 0, form: 0, child: 0), count: size))
    }

    @inline(__always)
    private static func slot(_ node: UInt32, _ form: UInt32, _ mask: Int) -> Int {
      var h = (UInt64(node) << 32 | UInt64(form)) &* 0x9E37_79B9_7F4A_7C15
      h ^= h >> 32
      return Int(truncatingIfNeeded: h) & mask
    }

    @inline(__always)
    func child(_ node: UInt32, _ form: UInt32) -> UInt32 {
      let mask = slots.count - 1
      var i = Self.slot(node, form, mask)
      while true {
        let edge = slots[i]
        if edge.child == 0 || edge.node == node && edge.form == form { return edge.child }
        i = (i + 1) & mask
      }
    }

    /// The child, which is `new` where there was none. Amortized O(1).
    mutating func child(_ node: UInt32, _ form: UInt32, orInsert new: UInt32) -> UInt32 {
      if 2 * (count + 1) > slots.count { grow() }
      let mask = slots.count - 1
      var i = Self.slot(node, form, mask)
      while slots[i].child != 0 {
        if slots[i].node == node, slots[i].form == form { return slots[i].child }
        i = (i + 1) & mask
      }
      slots[i] = Edge(node: node, form: form, child: new)
      count += 1
      return new
    }

    private mutating func grow() {
      let old = slots
      self = EdgeTable(minimumCapacity: old.count)
      for edge in old.elements where edge.child != 0 { _ = child(edge.node, edge.form, orInsert: edge.child) }
    }
  }

  init() {}

  init(_ entries: LexiconEntries, foldedFormCount: Int, exactFormCount: Int) {
    foldedRoots = PlainTable(Array(repeating: 0, count: foldedFormCount + 1))
    exactRoots = PlainTable(Array(repeating: 0, count: exactFormCount + 1))
    edges = EdgeTable(minimumCapacity: entries.forms.count - entries.count)
    /// By entry: the node at which it ends.
    var ends: [UInt32] = []
    ends.reserveCapacity(entries.count)
    for run in entries.runs {
      for entry in run.entries {
        let forms = entries.formRange(entry)
        let first = Int(entries.forms[forms.lowerBound])
        var node = run.isCased ? exactRoots[first] : foldedRoots[first]
        if node == 0 {
          node = newNode()
          if run.isCased { exactRoots[first] = node } else { foldedRoots[first] = node }
        }
        for index in forms.dropFirst() {
          let child = edges.child(node, entries.forms[index], orInsert: nodeCount)
          if child == nodeCount { nodeCount += 1 }
          node = child
        }
        ends.append(node)
      }
    }
    makePayloads(entries, ends: ends)
  }

  /// Sorts the entries by node (counting, so that those of a node keep their order: by lexicon and row) and groups them.
  private mutating func makePayloads(_ entries: LexiconEntries, ends: [UInt32]) {
    var starts = [UInt32](repeating: 0, count: Int(nodeCount) + 1)
    for node in ends { starts[Int(node) + 1] += 1 }
    for node in 0..<Int(nodeCount) { starts[node + 1] += starts[node] }
    var rows = [UInt32](repeating: 0, count: entries.count)
    var lexicons = [LexiconID](repeating: LexiconID(0), count: entries.count)
    var free = starts
    for run in entries.runs {
      for entry in run.entries {
        let node = Int(ends[entry])
        let place = Int(free[node])
        free[node] += 1
        rows[place] = entries.rows[entry]
        lexicons[place] = run.lexicon
      }
    }
    var firstPayload: [UInt32] = []
    var payloads: [Payload] = []
    firstPayload.reserveCapacity(Int(nodeCount) + 1)
    payloads.reserveCapacity(entries.count)
    for node in 0..<Int(nodeCount) {
      firstPayload.append(UInt32(payloads.count))
      for place in Int(starts[node])..<Int(starts[node + 1]) {
        if place == starts[node] || lexicons[place] != lexicons[place - 1] {
          payloads.append(Payload(lexicon: lexicons[place], firstRow: UInt32(place), rowCount: 0))
        }
        payloads[payloads.count - 1].rowCount += 1
      }
    }
    firstPayload.append(UInt32(payloads.count))
    self.rows = PlainTable(rows)
    self.firstPayload = PlainTable(firstPayload)
    self.payloads = PlainTable(payloads)
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
    writer.write(plain: rows.elements)
    writer.write(plain: payloads.elements)
    writer.write(plain: foldedRoots.elements)
    writer.write(plain: exactRoots.elements)
    writer.write(plain: firstPayload.elements)
    writer.write(edges)
  }

  init(from reader: inout BinaryReader) throws(BinaryFormError) {
    self.init()
    rows = try reader.table()
    payloads = try reader.table()
    foldedRoots = try reader.table()
    exactRoots = try reader.table()
    firstPayload = try reader.table()
    edges = try reader.read()
  }
}

extension LexiconAutomaton.EdgeTable: BinaryForm {
  func write(to writer: inout BinaryWriter) {
    writer.write(count)
    writer.write(plain: slots.elements)
  }

  init(from reader: inout BinaryReader) throws(BinaryFormError) {
    count = try reader.read()
    slots = try reader.table()
    // A search ends at a free slot.
    guard slots.count.nonzeroBitCount == 1, reader.isPermanent || !slots.allSatisfy({ $0.child != 0 }) else {
      throw .damaged
    }
  }
}
