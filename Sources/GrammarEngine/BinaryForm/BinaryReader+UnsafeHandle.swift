/// Reads what a `BinaryWriter` wrote. Never reads outside its bytes, whatever they are.
///
/// It lives no longer than the bytes: only `read` makes one, for the time of a call.
struct BinaryReader {
  private let bytes: UnsafeRawBufferPointer
  /// Whether the bytes are never freed and never changed.
  let isPermanent: Bool
  private var position = 0
  private var texts: [String] = []

  /// Reads all of some bytes.
  ///
  /// - Parameter isPermanent: whether they are never freed and never changed, so that tables may stay where they are.
  static func read<Result>(
    _ bytes: Span<UInt8>, isPermanent: Bool, _ body: (inout BinaryReader) throws(BinaryFormError) -> Result
  ) throws(BinaryFormError) -> Result {
    try bytes.withUnsafeBytes { raw throws(BinaryFormError) in
      // SAFETY: the reader is gone before the pointer is.
      var reader = try BinaryReader(raw, isPermanent: isPermanent)
      let result = try body(&reader)
      guard reader.isAtEnd else { throw .damaged }
      return result
    }
  }

  private init(_ bytes: UnsafeRawBufferPointer, isPermanent: Bool) throws(BinaryFormError) {
    self.bytes = bytes
    self.isPermanent = isPermanent
    let count = try self.count()
    texts.reserveCapacity(count)
    for _ in 0..<count {
      let length = try self.count()
      texts.append(String(decoding: bytes[position..<(position + length)], as: UTF8.self))
      position += length
    }
  }

  var isAtEnd: Bool { position == bytes.count }

  /// Leaves unread what follows.
  mutating func skipRest() { position = bytes.count }

  @inline(__always)
  mutating func number() throws(BinaryFormError) -> UInt64 {
    if position < bytes.count, bytes[position] < 0x80 {
      position += 1
      return UInt64(bytes[position - 1])
    }
    return try longNumber()
  }

  private mutating func longNumber() throws(BinaryFormError) -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while position < bytes.count, shift < 64 {
      let byte = bytes[position]
      position += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    throw .damaged
  }

  /// The number of things that follow, of which each takes a byte at least.
  mutating func count(width: Int = 1) throws(BinaryFormError) -> Int {
    let count = try number()
    guard count <= UInt64((bytes.count - position) / width) else { throw .damaged }
    return Int(count)
  }

  /// Elements that were written as memory has them: numbers, and structures of numbers that are valid whatever their
  /// bits (or are looked at by the caller).
  mutating func plain<Element: BitwiseCopyable>(_: Element.Type = Element.self) throws(BinaryFormError)
    -> [Element]
  {
    try array(isGrowing: false)
  }

  /// The same as an array that will grow, with room for a quarter more: to double it at the first new element would be to
  /// copy it again.
  mutating func growing<Element: BitwiseCopyable>(_: Element.Type = Element.self) throws(BinaryFormError)
    -> [Element]
  {
    try array(isGrowing: true)
  }

  private mutating func array<Element: BitwiseCopyable>(isGrowing: Bool) throws(BinaryFormError) -> [Element]
  {
    let source = try memory(of: Element.self)
    let count = source.count / MemoryLayout<Element>.stride
    // SAFETY: there is room for as many bytes (the capacity is asked for here), and the elements are bitwise copyable.
    let capacity = isGrowing ? count + count / 4 : count
    return [Element](unsafeUninitializedCapacity: capacity) { buffer, initialized in
      UnsafeMutableRawBufferPointer(buffer).copyMemory(from: source)
      initialized = count
    }
  }

  /// The same as a table, which stays where it is when the bytes do.
  mutating func table<Element: BitwiseCopyable & Sendable>(_: Element.Type = Element.self)
    throws(BinaryFormError) -> PlainTable<Element>
  {
    // SAFETY: the memory is permanent, as the table asks.
    try isPermanent ? PlainTable(permanent: memory(of: Element.self)) : PlainTable(plain())
  }

  private mutating func memory<Element: BitwiseCopyable>(of _: Element.Type) throws(BinaryFormError)
    -> UnsafeRawBufferPointer
  {
    let size = try count(width: MemoryLayout<Element>.stride) * MemoryLayout<Element>.stride
    defer { position += size }
    return UnsafeRawBufferPointer(rebasing: bytes[position..<(position + size)])
  }

  mutating func words32() throws(BinaryFormError) -> [UInt32] { try plain() }
  mutating func words64() throws(BinaryFormError) -> [UInt64] { try plain() }
  mutating func octets() throws(BinaryFormError) -> [UInt8] { try plain() }

  mutating func text() throws(BinaryFormError) -> String {
    let index = try number()
    guard index < UInt64(texts.count) else { throw .damaged }
    return texts[Int(index)]
  }

  @inline(__always)
  mutating func read<Value: BinaryForm & ~Copyable>(_: Value.Type = Value.self) throws(BinaryFormError)
    -> Value
  {
    try Value(from: &self)
  }
}

extension [UInt8] {
  /// Appends elements as memory has them.
  mutating func append<Value: BitwiseCopyable>(memoryOf elements: [Value]) {
    // SAFETY: the bytes are read within the call only.
    elements.withUnsafeBytes { append(contentsOf: $0) }
  }
}
