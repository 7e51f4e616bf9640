package import TextModel

/// Collects a text out of parts of another one, in their order, with the map between them.
///
///     source     < p > T h ỷ &nbsp; l ợ i < / p > < p > x
///     text             T h ỷ <nbsp> l ợ i    \n\n       x
///                      copy  replace copy    replace    copy
///
/// What is neither copied nor replaced is dropped.
package struct MappedTextBuilder {
  package private(set) var text: [UInt8] = []
  private var runs: [OffsetMap.Run] = []
  /// The run that is open: from here on, both sides are the same.
  private var derivedStart = 0
  private var originalStart = 0

  package init() {}

  /// The source offset up to which everything has been taken or dropped.
  package var sourceEnd: Int { originalStart + text.count - derivedStart }

  /// Takes over a range of the source as it is.
  package mutating func copy(_ range: Range<Int>, of source: [UInt8]) {
    skip(to: range.lowerBound)
    text.append(contentsOf: source[range])
  }

  /// Lets bytes stand for a range of the source, which must not be empty.
  package mutating func replace(_ range: Range<Int>, with bytes: some Sequence<UInt8>) {
    precondition(!range.isEmpty, "only something can be replaced")
    skip(to: range.lowerBound)
    runs.append(openRun)
    text.append(contentsOf: bytes)
    (derivedStart, originalStart) = (text.count, range.upperBound)
  }

  /// Drops what stands before an offset.
  private mutating func skip(to offset: Int) {
    precondition(offset >= sourceEnd, "parts come in the order of the source")
    guard offset > sourceEnd else { return }
    runs.append(openRun)
    (derivedStart, originalStart) = (text.count, offset)
  }

  private var openRun: OffsetMap.Run {
    OffsetMap.Run(
      derivedStart: UInt32(derivedStart), originalStart: UInt32(originalStart),
      length: UInt32(text.count - derivedStart))
  }

  /// The text and its map to a source of so many bytes.
  package consuming func finish(sourceLength: Int) -> (text: [UInt8], map: OffsetMap) {
    skip(to: sourceLength)
    runs.append(openRun)
    return (text, OffsetMap(runs: runs))
  }
}
