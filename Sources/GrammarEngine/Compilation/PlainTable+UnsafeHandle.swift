/// A table of numbers, or of structures of numbers: an array, or memory of the binary itself, which is then neither copied
/// nor touched but where it is looked at.
///
/// `@unchecked Sendable`: only `init(permanent:)` sets the pointer, and what it points to never changes, so any thread may
/// read it.
package struct PlainTable<Element: BitwiseCopyable & Sendable>: @unchecked Sendable {
  fileprivate var own: [Element]
  /// Memory that is never freed and never changes, at any alignment; nil for an array.
  fileprivate let permanent: UnsafeRawPointer?
  fileprivate let permanentCount: Int

  package init(_ elements: [Element] = []) {
    own = elements
    permanent = nil
    permanentCount = 0
  }

  /// - Parameter memory: elements one behind the other; never freed, never changed.
  init(permanent memory: UnsafeRawBufferPointer) {
    own = []
    permanent = memory.baseAddress
    permanentCount = memory.count / MemoryLayout<Element>.stride
  }

  @inline(__always)
  package var count: Int { permanent == nil ? own.count : permanentCount }

  @inline(__always)
  package subscript(index: Int) -> Element {
    get {
      guard let permanent else { return own[index] }
      precondition(index >= 0 && index < permanentCount)
      // SAFETY: the index is within the memory, and elements are bitwise copyable.
      return permanent.loadUnaligned(
        fromByteOffset: index &* MemoryLayout<Element>.stride, as: Element.self)
    }
    // Only a table that is being built is written to.
    set { own[index] = newValue }
  }

  /// Whether the elements stand in memory that is never freed and never changed.
  var isPermanent: Bool { permanent != nil }

  mutating func append(_ element: Element) { own.append(element) }
  mutating func removeLast(_ count: Int) { own.removeLast(count) }

  func allSatisfy(_ passes: (Element) -> Bool) -> Bool { (0..<count).allSatisfy { passes(self[$0]) } }
  var elements: [Element] { elements(0..<count) }

  func elements(_ range: Range<Int>) -> [Element] {
    permanent == nil ? Array(own[range]) : range.map { self[$0] }
  }

  mutating func append(contentsOf elements: [Element]) { own.append(contentsOf: elements) }
}

extension PlainTable<UInt8> {
  /// Calls a function with the bytes.
  func withBytes<Result>(
    _ body: (Span<UInt8>) throws(BinaryFormError) -> Result
  ) throws(BinaryFormError) -> Result {
    guard let permanent else { return try body(own.span) }
    // SAFETY: the memory is permanent and has so many bytes.
    let buffer = UnsafeRawBufferPointer(start: permanent, count: permanentCount)
    return try body(buffer.bindMemory(to: UInt8.self).span)
  }
}
