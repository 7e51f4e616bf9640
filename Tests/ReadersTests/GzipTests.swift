import Testing

@testable import Readers

@Suite("Gzip")
struct GzipTests {
  /// What `gzip -n` makes of "Ông Lê A." and a line break.
  static let packed: [UInt8] = [
    0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x3B, 0x3C, 0x25, 0x2F, 0x5D, 0xC1, 0xE7,
    0xF0, 0x2A, 0x05, 0x47, 0x3D,
    0x2E, 0x00, 0x7A, 0xA8, 0x83, 0x2F, 0x0C, 0x00, 0x00, 0x00,
  ]
  static let text = "Ông Lê A.\n"

  @Test("one member, several, and zeros behind them are unpacked")
  func members() throws {
    #expect(try Gzip.unpack(Self.packed).string == Self.text)
    #expect(try Gzip.unpack(Self.packed + Self.packed).string == Self.text + Self.text)
    #expect(try Gzip.unpack(Self.packed + [0, 0, 0]).string == Self.text)
  }

  @Test("data that ends anywhere inside a member is truncated")
  func truncated() {
    for length in 0..<Self.packed.count {
      #expect(throws: Gzip.Failure.truncated) { try Gzip.unpack(Array(Self.packed.prefix(length))) }
    }
    #expect(throws: Gzip.Failure.truncated) { try Gzip.unpack(Self.packed + Self.packed.prefix(12)) }
  }

  @Test("a checksum that does not fit, and what is no gzip behind a member, is corrupt")
  func corrupt() {
    for place in [0, 1, 2, 24, 27, 28] {
      var bytes = Self.packed
      bytes[place] ^= 0x55
      #expect(throws: Gzip.Failure.corrupt) { try Gzip.unpack(bytes) }
    }
    #expect(throws: Gzip.Failure.corrupt) { try Gzip.unpack(Self.packed + [1, 2, 3]) }
  }

  @Test("nothing unpacks to more than the limit")
  func limit() throws {
    #expect(try Gzip.unpack(Self.packed, limit: 12).count == 12)
    #expect(throws: Gzip.Failure.tooLarge(limit: 11)) { try Gzip.unpack(Self.packed, limit: 11) }
    let many = Array([[UInt8]](repeating: Self.packed, count: 100_000).joined())
    #expect(throws: Gzip.Failure.tooLarge(limit: 1 << 20)) { try Gzip.unpack(many, limit: 1 << 20) }
    #expect(try Gzip.unpack(many).count == 1_200_000)
  }

  @Test("inputs of any format may be gzip, whatever their name")
  func inputs() throws {
    for name in [nil, "a.txt", "a.txt.gz", "a.gz"] {
      var reader = try InputReader(Self.packed, name: name)
      guard case .document(let document)? = reader.next() else {
        Issue.record("no document")
        continue
      }
      #expect(document.text.text.string == Self.text)
    }
    #expect(throws: InputProblem("the gzip data ends too early")) {
      try InputReader(Array(Self.packed.prefix(20)), name: "a.txt.gz")
    }
  }
}
