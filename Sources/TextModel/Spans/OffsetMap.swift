/// Where each offset of a derived text (the shadow) stands in the text it was made from.
///
///     original   t h u ỷ   – <soft hyphen> l ợ i
///                0 1 2 3   6 7     10      12
///     shadow     t h ủ y   -               l ợ i
///                0 1 2 5   6 7             8
///     runs       [t h]gap [ ]gap[]gap     [l ợ i]
///
/// The map is a list of runs. Inside a run both sides advance byte by byte. Between two runs stands one
/// difference: something was replaced, composed or dropped. Where two differences touch, a run of length zero
/// stands between them, so that what was dropped is never taken for a part of its neighbor. The last run ends
/// at the ends of both texts.
///
/// Rounding: a derived *start* maps right past what was dropped before it, a derived *end* maps left of what was
/// dropped behind it. Inside a cluster (which is one difference) a start maps to the cluster's start and an
/// end to its end; an original offset inside a cluster, or in what was dropped, goes to the difference's start.
public struct OffsetMap: Hashable, Sendable {
  /// A stretch in which derived and original bytes are the same, followed by a difference (or the end).
  package struct Run: Hashable, Sendable {
    package var derivedStart: UInt32
    package var originalStart: UInt32
    package var length: UInt32

    package init(derivedStart: UInt32, originalStart: UInt32, length: UInt32) {
      self.derivedStart = derivedStart
      self.originalStart = originalStart
      self.length = length
    }

    package var derivedEnd: UInt32 { derivedStart + length }
    package var originalEnd: UInt32 { originalStart + length }
  }

  /// At least one, ascending on both sides.
  package private(set) var runs: [Run]

  /// The map of a text onto itself.
  package static func identity(length: Int) -> OffsetMap {
    OffsetMap(runs: [Run(derivedStart: 0, originalStart: 0, length: UInt32(length))])
  }

  package init(runs: [Run]) {
    precondition(!runs.isEmpty, "a map has at least one run")
    self.runs = runs
  }

  /// Hands over the memory of the runs, to be filled for another text; the map is then of no use.
  package mutating func takeRuns() -> [Run] {
    var taken: [Run] = []
    swap(&taken, &runs)
    return taken
  }

  /// True when both texts are the same.
  package var isIdentity: Bool { runs.count == 1 && runs[0].originalStart == 0 }

  /// The original offset of a span that starts at `derived`. O(log runs).
  package func original(ofStart derived: UInt32) -> UInt32 {
    let run = runs[lastRun { $0.derivedStart <= derived }]
    return run.originalStart + min(derived - run.derivedStart, run.length)
  }

  /// The original offset of a span that ends at `derived`. O(log runs).
  package func original(ofEnd derived: UInt32) -> UInt32 {
    guard derived > 0 else { return 0 }
    let index = lastRun { $0.derivedStart < derived }
    let run = runs[index]
    if derived <= run.derivedEnd || index + 1 == runs.count {
      return run.originalStart + min(derived - run.derivedStart, run.length)
    }
    return runs[index + 1].originalStart
  }

  /// The derived offset of an original one. O(log runs).
  package func derived(of original: UInt32) -> UInt32 {
    let run = runs[lastRun { $0.originalStart <= original }]
    return run.derivedStart
      + (original >= run.originalStart ? min(original - run.originalStart, run.length) : 0)
  }

  /// The map from this map's derived text to the original of `earlier`, where `earlier` leads from this map's
  /// original to its own: first decoded, then folded, for instance. O(runs of both).
  package func composed(with earlier: OffsetMap) -> ComposedOffsetMap {
    ComposedOffsetMap(later: self, earlier: earlier)
  }

  /// The index of the last run that passes `test`, which holds for a prefix of the runs; 0 if for none.
  private func lastRun(_ test: (Run) -> Bool) -> Int {
    var low = 0
    var high = runs.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if test(runs[middle]) { low = middle } else { high = middle }
    }
    return low
  }

  /// Traps unless the runs ascend and end with both texts.
  package func _checkInvariants(derivedLength: Int, originalLength: Int) {
    precondition(runs[0].derivedStart == 0)
    for (run, next) in zip(runs, runs.dropFirst()) {
      precondition(run.derivedEnd <= next.derivedStart)
      precondition(run.originalEnd < next.originalStart)
    }
    precondition(runs.last!.derivedEnd == UInt32(derivedLength))
    precondition(runs.last!.originalEnd == UInt32(originalLength))
  }
}

/// Two maps one behind the other. Each offset is a lookup in both: O(log runs).
public struct ComposedOffsetMap: Sendable {
  package var later: OffsetMap
  package var earlier: OffsetMap

  package init(later: OffsetMap, earlier: OffsetMap) {
    self.later = later
    self.earlier = earlier
  }

  package func original(ofStart derived: UInt32) -> UInt32 {
    earlier.original(ofStart: later.original(ofStart: derived))
  }

  package func original(ofEnd derived: UInt32) -> UInt32 {
    earlier.original(ofEnd: later.original(ofEnd: derived))
  }
}
