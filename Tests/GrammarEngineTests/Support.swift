@testable import GrammarEngine

/// SplitMix64.
struct Generator: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }
}

/// Calls a function with what a value becomes when it is written and read again: from bytes that are copied, which are
/// overwritten at once, and from memory that stays where it is.
func rereading<Value: BinaryForm>(_ value: Value, _ body: (Value) throws -> Void) throws {
  for isPermanent in [false, true] {
    try reading(Value.self, isPermanent: isPermanent, from: { $0.write(value) }, body)
  }
}

/// Calls a function with a value read from what `write` writes. The memory stays until the function returns, no longer.
func reading<Value: BinaryForm>(
  _: Value.Type, isPermanent: Bool, from write: (inout BinaryWriter) -> Void, _ body: (Value) throws -> Void
) throws {
  var writer = BinaryWriter()
  write(&writer)
  let bytes = writer.finished()
  let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 16)
  defer { memory.deallocate() }
  memory.copyBytes(from: bytes)
  let span = UnsafeRawBufferPointer(memory).bindMemory(to: UInt8.self).span
  let value = try BinaryReader.read(span, isPermanent: isPermanent) { reader throws(BinaryFormError) in
    try reader.read(Value.self)
  }
  if !isPermanent { memory.copyBytes(from: repeatElement(0xAA, count: bytes.count)) }
  try body(value)
}

/// What is thrown for a value that is read from what `write` writes, from bytes and from memory that stays.
func refusals<Value: BinaryForm>(of _: Value.Type, _ write: (inout BinaryWriter) -> Void)
  -> [BinaryFormError?]
{
  [false, true].map { isPermanent in
    do {
      try reading(Value.self, isPermanent: isPermanent, from: write) { _ in }
      return nil
    } catch {
      return error as? BinaryFormError
    }
  }
}
