/// An array that only grows. Its first elements may be recorded ones, which stay in the memory of the binary.
struct RecordedArray<Element: BitwiseCopyable & Sendable>: Sendable {
  private var recorded = PlainTable<Element>()
  private var own: [Element] = []

  init() {}

  @inline(__always)
  var count: Int { recorded.count + own.count }

  @inline(__always)
  subscript(index: Int) -> Element {
    index < recorded.count ? recorded[index] : own[index - recorded.count]
  }

  /// A copy of a range that lies on one side.
  subscript(range: Range<Int>) -> [Element] {
    range.upperBound <= recorded.count
      ? recorded.elements(range)
      : Array(own[(range.lowerBound - recorded.count)..<(range.upperBound - recorded.count)])
  }

  @inline(__always)
  mutating func append(_ element: Element) { own.append(element) }
  mutating func append(contentsOf elements: [Element]) { own.append(contentsOf: elements) }
}

extension RecordedArray: BinaryForm {
  func write(to writer: inout BinaryWriter) { writer.write(plain: recorded.elements + own) }
  init(from reader: inout BinaryReader) throws(BinaryFormError) { recorded = try reader.table() }
}
