import CICU
import TextModel

/// Folds a text into its shadow and writes down where the two differ.
///
///     text      … t h u ỷ   –   s o <soft hyphen> n g
///     shadow    … t h ủ y   -   s o n g
///     runs      [… t h] gap [ ] gap [ s o] gap [n g]
///
/// Plain stretches are copied whole. Everything else is one of four differences, each a gap between two runs:
/// a replaced code point, a dropped one, a cluster brought to NFC, a tone mark put in its place. A gap covers
/// one of them: between two that touch stands a run of length zero.
///
/// Time is linear: a cluster is rewound at most once, and then read to its end.
struct ShadowBuilder: ~Copyable {
  /// The folded bytes so far, without the pending stretch `text[copied..<position]`.
  private var shadow: [UInt8] = []
  private var runs: [OffsetMap.Run] = []
  private var cluster: [UInt32] = []
  /// Where in the shadow stands something outside ASCII that is not a lower-case letter, ascending.
  private(set) var oddities: [UInt32] = []
  private let table = FoldTable.shared

  /// Text before this is in the shadow.
  private var copied = 0
  /// The open run.
  private var runDerived = 0
  private var runOriginal = 0

  /// Folds into buffers of an earlier text, whose memory is used again.
  mutating func fold(_ text: Span<UInt8>, into shadow: inout [UInt8], map: inout OffsetMap) {
    swap(&self.shadow, &shadow)
    runs = map.takeRuns()
    fold(text)
    swap(&self.shadow, &shadow)
    map = OffsetMap(runs: runs)
    runs = []
  }

  private mutating func fold(_ text: Span<UInt8>) {
    shadow.removeAll(keepingCapacity: true)
    shadow.reserveCapacity(text.count)
    runs.removeAll(keepingCapacity: true)
    copied = 0
    runDerived = 0
    runOriginal = 0
    oddities.removeAll(keepingCapacity: true)
    let end = text.count
    let table = self.table
    let classes = table.classes.span
    let neighbors = table.neighbors.span
    // Before the first code point there is none for the loop below to look at.
    var position = 0
    if end > 0 {
      position = fold(table.foldClass(of: UTF8Coding.scalar(in: text, at: 0).scalar), at: 0, in: text)
    }
    // 64 bytes at a time, for their lead bytes only. (Four more may be read behind the last lead.)
    scan: while position + 68 <= end {
      var leads = BlockOfBytes.leads(text, at: position)
      while leads != 0 {
        let index = position &+ leads.trailingZeroBitCount
        leads &= leads &- 1
        let bytes = text.halfWord(at: index)
        // Two bytes or three, without a branch: which it is cannot be foreseen.
        let isLong = bytes >> 5 & 1
        let tail = bytes >> 8 & 0x3F
        let two = (bytes & 0x1F) << 6 | tail
        let three = (bytes & 0x0F) << 12 | tail << 6 | bytes >> 16 & 0x3F
        var foldClass = classes[Int(two ^ (two ^ three) & (0 &- isLong))]
        // Of a toned vowel only the neighbors tell whether it is to be looked at.
        let next = neighbors[Int(bytes &>> (16 &+ isLong &* 8) & 0xFF)]
        let before = neighbors[Int(text[index &- 1])]
        let mask = FoldTable.Class.always.rawValue | before.before.rawValue | next.after.rawValue
        if bytes & 0xF0 == 0xF0 { foldClass = .special }
        if foldClass.rawValue & mask != 0 {
          let found = table.foldClass(of: UTF8Coding.scalar(in: text, at: index).scalar)
          let next = fold(found, at: index, in: text)
          guard next < position &+ 64 else {
            position = next
            continue scan
          }
          leads &= UInt64.max &<< UInt64(next &- position)
        }
      }
      position &+= 64
    }
    while position < end {
      if text[position] < 0xC0 {
        position += 1
      } else {
        let foldClass = table.foldClass(of: UTF8Coding.scalar(in: text, at: position).scalar)
        position = fold(foldClass, at: position, in: text)
      }
    }
    copy(text, upTo: end)
    runs.append(run(endingAt: shadow.count))
  }

  /// Folds one code point and returns the position behind what was read.
  private mutating func fold(_ foldClass: FoldTable.Class, at position: Int, in text: Span<UInt8>) -> Int {
    let (scalar, next) = UTF8Coding.scalar(in: text, at: position)
    if foldClass.contains(.special) { return foldSpecial(scalar, at: position, next: next, in: text) }
    if foldClass.contains(.odd) { oddities.append(UInt32(shadow.count + (position - copied))) }
    if foldClass.contains(.tonedSecond) { return foldTonedSecond(scalar, at: position, next: next, in: text) }
    if !foldClass.isDisjoint(with: .tonedFirst) {
      return foldTonedFirst(scalar, at: position, next: next, in: text)
    }
    return next
  }

  // MARK: Runs and gaps

  private mutating func copy(_ text: Span<UInt8>, upTo end: Int) {
    guard copied < end else { return }
    shadow.append(copying: text.extracting(copied..<end))
    copied = end
  }

  private func run(endingAt derived: Int) -> OffsetMap.Run {
    OffsetMap.Run(
      derivedStart: UInt32(runDerived), originalStart: UInt32(runOriginal),
      length: UInt32(derived - runDerived))
  }

  /// Ends the open run at `start`; what the caller appends to the shadow stands for the text up to the
  /// position that it gives to `endGap`.
  private mutating func beginGap(at start: Int, in text: Span<UInt8>) {
    copy(text, upTo: start)
    runs.append(run(endingAt: shadow.count))
  }

  private mutating func append(_ scalar: UInt32) {
    if scalar >= 0x80, table.foldClass(of: scalar).contains(.odd) { oddities.append(UInt32(shadow.count)) }
    UTF8Coding.append(scalar, to: &shadow)
  }

  private mutating func endGap(at end: Int) {
    runDerived = shadow.count
    runOriginal = end
    copied = end
  }

  /// Takes back the shadow from the offset `derived` on and returns where that stands in the text.
  private mutating func rewind(toDerived derived: Int) -> Int {
    while derived < runDerived, let last = runs.popLast() {
      runDerived = Int(last.derivedStart)
      runOriginal = Int(last.originalStart)
      if derived >= runDerived {
        // In the run, or at its end, where a gap begins.
        let offset = min(derived - runDerived, Int(last.length))
        truncate(to: runDerived + offset)
        copied = runOriginal + offset
        return copied
      }
    }
    truncate(to: derived)
    copied = runOriginal + (derived - runDerived)
    return copied
  }

  private mutating func truncate(to length: Int) {
    shadow.removeLast(shadow.count - length)
    dropOddities(from: length)
  }

  private mutating func dropOddities(from derived: Int) {
    while let last = oddities.last, last >= UInt32(derived) { oddities.removeLast() }
  }

  /// Takes back the shadow of the text from `original` on. The answer is `original`, or the start of the gap
  /// that holds it.
  private mutating func rewind(toOriginal original: Int, in text: Span<UInt8>) -> Int {
    if original >= copied {
      copy(text, upTo: original)
      dropOddities(from: shadow.count)
      return original
    }
    var length = shadow.count - runDerived
    while original < runOriginal, let last = runs.popLast() {
      runDerived = Int(last.derivedStart)
      runOriginal = Int(last.originalStart)
      length = Int(last.length)
    }
    let offset = min(original - runOriginal, length)
    truncate(to: runDerived + offset)
    copied = runOriginal + offset
    return copied
  }

  // MARK: Replaced, dropped, composed

  private mutating func foldSpecial(_ scalar: UInt32, at position: Int, next: Int, in text: Span<UInt8>)
    -> Int
  {
    let replacement = FoldTable.replacement(for: scalar)
    if replacement == scalar { return foldCluster(at: position, scalar: scalar, in: text) }
    beginGap(at: position, in: text)
    if replacement != FoldTable.dropped { append(replacement) }
    endGap(at: next)
    return next
  }

  /// Brings the cluster around an unstable code point to NFC and returns the position behind it.
  private mutating func foldCluster(at position: Int, scalar: UInt32, in text: Span<UInt8>) -> Int {
    var start = position
    if !cicu_nfc_boundary_before(scalar) {
      var back = position
      var behind = scalar
      while back > 0 {
        back = UTF8Coding.start(in: text, before: back)
        let before = FoldTable.replacement(for: UTF8Coding.scalar(in: text, at: back).scalar)
        if before == FoldTable.dropped { continue }
        if isBlocked(behind, by: before) { break }
        behind = before
        start = back
        if isBoundary(before) { break }
      }
    }
    start = rewind(toOriginal: start, in: text)

    // The code points of the cluster, dropped ones left out.
    cluster.removeAll(keepingCapacity: true)
    var base: (scalar: UInt32, end: Int, next: Int)?
    var last: UInt32 = 0
    var end = start
    var index = start
    while index < text.count {
      let (raw, next) = UTF8Coding.scalar(in: text, at: index)
      let scalar = FoldTable.replacement(for: raw)
      if scalar != FoldTable.dropped {
        if index > position, isBoundary(scalar) || isBlocked(scalar, by: last) { break }
        last = scalar
        if let known = base, known.next == 0 {
          base?.next = index
        } else if base == nil {
          base = (scalar, next, 0)
        }
        if let last = cluster.last, cluster.count == 1, let composed = table.composition(last, scalar) {
          cluster[0] = composed
        } else {
          cluster.append(scalar)
        }
        end = next
      }
      index = next
    }
    if cluster.count > 1 || cluster.contains(where: { table.foldClass(of: $0).contains(.special) }) {
      let count = cluster.count
      cluster.append(contentsOf: repeatElement(0, count: 2 * count + 2))
      let composed = cicu_nfc(&cluster, Int32(count), Int32(cluster.count))
      precondition(composed >= 0, "NFC grows at most threefold in code points")
      cluster.removeLast(cluster.count - Int(composed))
    }

    // A sign, digit or space that its marks do not compose with is no part of a difference: a token may end
    // behind it.
    if let base, base.next != 0, cluster.count > 1, cluster[0] == base.scalar,
      CharacterTable.shared.properties(of: base.scalar).isDisjoint(with: [.letter, .mark])
    {
      cluster.removeFirst()
      let raw = UTF8Coding.scalar(in: text, at: start)
      if raw.scalar == base.scalar, raw.next == base.end {
        copy(text, upTo: start)
        append(base.scalar)
        copied = base.end
      } else {
        beginGap(at: start, in: text)
        append(base.scalar)
        endGap(at: base.end)
      }
      if base.next > base.end {
        beginGap(at: base.end, in: text)
        endGap(at: base.next)
      }
      start = base.next
    }

    // Where NFC changed nothing there is no gap.
    if isWritten(cluster, in: text, from: start, to: end) {
      copy(text, upTo: start)
      for scalar in cluster { append(scalar) }
      copied = end
      return end
    }
    beginGap(at: start, in: text)
    let derived = shadow.count
    for scalar in cluster { append(scalar) }
    endGap(at: end)
    if cluster.count == 1 { return placeTone(of: cluster[0], derived: derived, end: end, in: text) }
    return end
  }

  /// A letter that would join a letter before it (a Hangul vowel, say) does not do so over a mark.
  private func isBlocked(_ scalar: UInt32, by before: UInt32) -> Bool {
    CharacterTable.shared.properties(of: scalar).contains(.letter)
      && CharacterTable.shared.properties(of: before).contains(.mark)
  }

  private func isBoundary(_ scalar: UInt32) -> Bool {
    scalar < 0x300 || !table.foldClass(of: scalar).contains(.special)
      || cicu_nfc_boundary_before(scalar)
  }

  private func isWritten(_ scalars: [UInt32], in text: Span<UInt8>, from start: Int, to end: Int) -> Bool {
    var index = start
    for scalar in scalars {
      guard index < end else { return false }
      let (written, next) = UTF8Coding.scalar(in: text, at: index)
      guard written == scalar else { return false }
      index = next
    }
    return index == end
  }

  // MARK: Tone marks

  private enum Follower { case letter, other, mark }

  /// The next code point of the shadow, read ahead from the text: past what is dropped, replaced.
  private func peek(_ text: Span<UInt8>, from position: Int) -> (scalar: UInt32, next: Int)? {
    var index = position
    while index < text.count {
      let (raw, next) = UTF8Coding.scalar(in: text, at: index)
      let scalar = FoldTable.replacement(for: raw)
      if scalar != FoldTable.dropped { return (scalar, next) }
      index = next
    }
    return nil
  }

  private func follower(_ text: Span<UInt8>, from position: Int) -> Follower {
    guard let (scalar, _) = peek(text, from: position) else { return .other }
    if !isBoundary(scalar) { return .mark }
    return CharacterTable.shared.properties(of: scalar).contains(.letter) ? .letter : .other
  }

  /// The shadow byte that stands `distance` before the text position (1 is the last one).
  private func shadowByte(_ distance: Int, before position: Int, in text: Span<UInt8>) -> UInt8 {
    if position - distance >= copied { return text[position - distance] }
    let index = shadow.count - (distance - (position - copied))
    return index >= 0 ? shadow[index] : 0
  }

  private mutating func foldTonedSecond(
    _ scalar: UInt32, at position: Int, next: Int, in text: Span<UInt8>
  ) -> Int {
    let before = shadowByte(1, before: position, in: text) | 0x20
    guard before == 0x6F || before == 0x75 else { return next }
    guard movesToFirst(scalar, first: before, at: position, next: next, in: text) else { return next }
    let first = shadowByte(1, before: position, in: text)
    let start = rewind(toOriginal: copied > position - 1 ? position : position - 1, in: text)
    if start == position {
      // The o stands in a gap of its own (a full-width letter): take it back through the runs.
      let start = rewind(toDerived: shadow.count - 1)
      return writePair(first, scalar, start: start, end: next, in: text)
    }
    return writePair(first, scalar, start: start, end: next, in: text)
  }

  /// The same for a letter that a gap has just brought into the shadow at `derived`.
  private mutating func placeTone(of scalar: UInt32, derived: Int, end: Int, in text: Span<UInt8>) -> Int {
    switch table.foldClass(of: scalar) {
    case let foldClass where foldClass.contains(.tonedSecond):
      guard derived > 0, [0x6F, 0x75].contains(shadow[derived - 1] | 0x20) else { return end }
      let first = shadow[derived - 1]
      let beforeFirst = derived > 1 ? shadow[derived - 2] : 0
      guard
        movesToFirst(scalar, first: first | 0x20, beforeFirst: beforeFirst, next: end, in: text)
      else { return end }
      let start = rewind(toDerived: derived - 1)
      return writePair(first, scalar, start: start, end: end, in: text)
    case let foldClass where !foldClass.isDisjoint(with: .tonedFirst):
      let beforeFirst = derived > 0 ? shadow[derived - 1] : 0
      guard let second = movesToSecond(scalar, before: beforeFirst, next: end, in: text) else { return end }
      let start = rewind(toDerived: derived)
      return writeMoved(scalar, to: second, start: start, in: text)
    default:
      return end
    }
  }

  private func movesToFirst(
    _ scalar: UInt32, first: UInt8, at position: Int, next: Int, in text: Span<UInt8>
  ) -> Bool {
    movesToFirst(
      scalar, first: first, beforeFirst: shadowByte(2, before: position, in: text), next: next, in: text)
  }

  /// oà → òa, oè → òe, uỳ → ùy where no letter follows; not after q.
  private func movesToFirst(
    _ scalar: UInt32, first: UInt8, beforeFirst: UInt8, next: Int, in text: Span<UInt8>
  ) -> Bool {
    guard let (base, _) = table.tone(of: scalar) else { return false }
    let isPair = first == 0x6F ? base | 0x20 != 0x79 : base | 0x20 == 0x79
    guard isPair, beforeFirst | 0x20 != 0x71 else { return false }
    return follower(text, from: next) == .other
  }

  private mutating func writePair(
    _ first: UInt8, _ second: UInt32, start: Int, end: Int, in text: Span<UInt8>
  ) -> Int {
    let (base, tone) = table.tone(of: second)!
    beginGap(at: start, in: text)
    append(table.letter(first, tone: tone))
    shadow.append(base)
    endGap(at: end)
    return end
  }

  private mutating func foldTonedFirst(
    _ scalar: UInt32, at position: Int, next: Int, in text: Span<UInt8>
  ) -> Int {
    // Nearly always a consonant, a space or the right vowel follows; look closer only at a vowel.
    if next < text.count, !Self.mayTakeTone(text[next]) { return next }
    let before = shadowByte(1, before: position, in: text)
    guard let second = movesToSecond(scalar, before: before, next: next, in: text) else { return next }
    _ = rewind(toOriginal: position, in: text)
    return writeMoved(scalar, to: second, start: position, in: text)
  }

  /// ASCII vowels, and any byte that begins something longer.
  private static func mayTakeTone(_ byte: UInt8) -> Bool {
    switch byte | 0x20 {
    case 0x61, 0x65, 0x69, 0x6F, 0x75, 0x79: true
    default: byte >= 0x80
    }
  }

  /// òan → oàn, hùynh → huỳnh (a letter follows); qùy → quỳ, gìa → già (the u or i belongs to the consonant).
  private func movesToSecond(
    _ scalar: UInt32, before: UInt8, next: Int, in text: Span<UInt8>
  ) -> (letter: UInt8, end: Int)? {
    guard let (base, _) = table.tone(of: scalar), let (following, end) = peek(text, from: next),
      following < 0x80, Self.mayTakeTone(UInt8(following))
    else { return nil }
    let follower = follower(text, from: end)
    guard follower != .mark else { return nil }
    let second = UInt8(following)
    let moves: Bool =
      switch (base | 0x20, second | 0x20) {
      case (0x6F, 0x61), (0x6F, 0x65): follower == .letter  // o, a or e
      case (0x75, 0x79): follower == .letter || before | 0x20 == 0x71  // u, y
      case (0x75, 0x61), (0x75, 0x65), (0x75, 0x69), (0x75, 0x6F): before | 0x20 == 0x71  // qu
      case (0x69, 0x61), (0x69, 0x6F), (0x69, 0x75): before | 0x20 == 0x67  // gi
      default: false
      }
    return moves ? (second, end) : nil
  }

  private mutating func writeMoved(
    _ scalar: UInt32, to second: (letter: UInt8, end: Int), start: Int, in text: Span<UInt8>
  ) -> Int {
    let (base, tone) = table.tone(of: scalar)!
    beginGap(at: start, in: text)
    shadow.append(base)
    append(table.letter(second.letter, tone: tone))
    endGap(at: second.end)
    return second.end
  }
}
