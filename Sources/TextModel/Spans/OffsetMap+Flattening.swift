extension ComposedOffsetMap {
  /// Both maps as one, whose lookups cost one search. O(u log e + r) for u later, e earlier runs and r in the result: a
  /// small part of a large source is cheap.
  ///
  ///     later     [....]gap[........]        runs of the derived text over the middle one
  ///     earlier   [..]gap[......]gap[..]     runs of the middle text over the original
  ///     both      [..]gap gap[..]gap[]       the same bytes in all three
  ///
  /// Where the derived byte is the middle one and that is the original one, the result has a run; everything else
  /// is a difference. Offsets inside such runs, and at their ends, map as the two maps do one behind the other.
  package var flattened: OffsetMap {
    if earlier.isIdentity { return later }
    if later.isIdentity { return earlier }
    var runs: [OffsetMap.Run] = []
    var index = 0
    for upper in later.runs {
      let end = upper.originalEnd
      // Earlier runs that end before this one are of no use to it or to those behind it.
      index = earlier.firstRun(from: index, endingAtOrAfter: upper.originalStart)
      var place = index
      while place < earlier.runs.count, earlier.runs[place].derivedStart <= end {
        let lower = earlier.runs[place]
        let first = max(upper.originalStart, lower.derivedStart)
        let last = min(end, lower.derivedEnd)
        if first <= last {
          runs.append(
            OffsetMap.Run(
              derivedStart: upper.derivedStart + (first - upper.originalStart),
              originalStart: lower.originalStart + (first - lower.derivedStart), length: last - first))
        }
        place += 1
      }
    }
    // Both sides start at 0, with a run of length zero where the texts do.
    if runs.isEmpty || runs[0].derivedStart > 0 {
      runs.insert(OffsetMap.Run(derivedStart: 0, originalStart: 0, length: 0), at: 0)
    }
    return OffsetMap(runs: runs)
  }
}

extension OffsetMap {
  /// The index of the first run from `start` on that ends at or behind a derived offset; at most the last run.
  /// O(log runs).
  fileprivate func firstRun(from start: Int, endingAtOrAfter derived: UInt32) -> Int {
    var low = start
    var high = runs.count - 1
    while low < high {
      let middle = (low + high) / 2
      if runs[middle].derivedEnd < derived { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
