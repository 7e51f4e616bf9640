/// Where each offset of a derived text (the shadow) stands in the text it was made from.
///
///     original   Thu    ỷ     lợi        t e <soft hyphen> x t
///                0123  4..9  10          ...
///     shadow     Thủy lợi                t e x t
///
/// The map is a list of runs. Inside a run both sides advance byte by byte; between runs something was
/// replaced, dropped or composed. A shadow *start* maps right past what was dropped before it, a shadow *end*
/// maps left; an original position inside a composed cluster goes to the cluster's start.
public struct OffsetMap: Sendable {
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
  }

  package private(set) var runs: [Run]

  /// The map of a text onto itself.
  package static func identity(length: Int) -> OffsetMap {
    OffsetMap(runs: [Run(derivedStart: 0, originalStart: 0, length: UInt32(length))])
  }

  package init(runs: [Run]) {
    self.runs = runs
  }

  /// The original offset of a span that starts at `derived`. O(log runs).
  package func original(ofStart derived: UInt32) -> UInt32 {
    let run = runs[lastRun(startingAtOrBefore: derived)]
    return run.originalStart + (derived - run.derivedStart)
  }

  /// The original offset of a span that ends at `derived`. O(log runs).
  package func original(ofEnd derived: UInt32) -> UInt32 {
    guard derived > 0 else { return 0 }
    let run = runs[lastRun(startingAtOrBefore: derived - 1)]
    return run.originalStart + (derived - run.derivedStart)
  }

  private func lastRun(startingAtOrBefore derived: UInt32) -> Int {
    var low = 0
    var high = runs.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if runs[middle].derivedStart <= derived { low = middle } else { high = middle }
    }
    return low
  }
}
