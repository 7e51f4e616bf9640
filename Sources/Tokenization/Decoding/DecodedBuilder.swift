import TextModel

/// Collects a decoded text and its map to the source. What differs becomes a gap between two runs.
struct DecodedBuilder {
  private(set) var text: [UInt8] = []
  private var runs: [OffsetMap.Run] = []
  private var runDerived = 0
  private var runSource = 0
  private var illFormed: (count: Int, first: Int) = (0, 0)
  private var nul: (count: Int, first: Int) = (0, 0)

  init(capacity: Int) {
    text.reserveCapacity(capacity)
  }

  /// Takes over bytes that are the same on both sides.
  mutating func copy(_ bytes: Span<UInt8>) {
    text.append(copying: bytes)
  }

  /// Takes over one byte that is the same on both sides.
  mutating func copy(_ byte: UInt8) {
    text.append(byte)
  }

  /// One cluster: the source from `start` to `end` stands as `scalars`; nothing for what is dropped.
  mutating func replace(_ start: Int, _ end: Int, with scalar: UInt32?) {
    beginGap()
    if let scalar { UTF8Coding.append(scalar, to: &text) }
    endGap(at: end)
  }

  mutating func beginGap() {
    runs.append(run())
  }

  mutating func append(_ scalar: UInt32) {
    UTF8Coding.append(scalar, to: &text)
  }

  mutating func endGap(at end: Int) {
    runDerived = text.count
    runSource = end
  }

  mutating func replaceIllFormed(_ start: Int, _ end: Int) {
    replace(start, end, with: 0xFFFD)
    if illFormed.count == 0 { illFormed.first = start }
    illFormed.count += 1
  }

  mutating func noteNUL(at offset: Int) {
    if nul.count == 0 { nul.first = offset }
    nul.count += 1
  }

  private func run() -> OffsetMap.Run {
    OffsetMap.Run(
      derivedStart: UInt32(runDerived), originalStart: UInt32(runSource),
      length: UInt32(text.count - runDerived))
  }

  consuming func finish(encoding: Encoding) -> DecodedText {
    runs.append(run())
    var warnings: [DecodingWarning] = []
    if illFormed.count > 0 {
      warnings.append(
        DecodingWarning(problem: .illFormed, count: illFormed.count, firstOffset: illFormed.first))
    }
    if nul.count > 0 {
      warnings.append(DecodingWarning(problem: .nul, count: nul.count, firstOffset: nul.first))
    }
    return DecodedText(text: text, encoding: encoding, map: OffsetMap(runs: runs), warnings: warnings)
  }
}
