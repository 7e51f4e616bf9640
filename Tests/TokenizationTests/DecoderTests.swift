import Testing
import TextModel

@testable import Tokenization

@Suite("Decoding")
struct DecoderTests {
  static let prose = """
    Ủy ban nhân dân huyện vừa họp bàn việc sửa con đường liên xã, dài hơn ba ki-lô-mét. Ông chủ tịch cho biết kinh \
    phí lấy từ ngân sách tỉnh và đóng góp của bà con; quý tới sẽ khởi công. Nhiều hộ đã tự nguyện hiến đất, chặt cây, \
    dời hàng rào để mặt đường đủ rộng.
    """

  private func string(_ text: DecodedText) -> String { String(decoding: text.text, as: UTF8.self) }

  // MARK: UTF-8

  @Test("well-formed UTF-8 comes back as it is")
  func clean() {
    let bytes = Array(Self.prose.utf8)
    let text = Decoder.decode(bytes)
    #expect(text.text == bytes)
    #expect(text.encoding == .utf8)
    #expect(text.map.isIdentity)
    #expect(text.warnings.isEmpty)
  }

  @Test("a byte order mark is dropped and counted in source offsets")
  func byteOrderMark() {
    let text = Decoder.decode([0xEF, 0xBB, 0xBF] + Array("ạ b".utf8))
    #expect(string(text) == "ạ b")
    #expect(text.sourceSpan(of: ByteSpan(start: 0, end: 3)) == ByteSpan(start: 3, end: 6))
    #expect(text.sourceSpan(of: ByteSpan(start: 4, end: 5)) == ByteSpan(start: 7, end: 8))
    #expect(text.warnings.isEmpty)
  }

  @Test(
    "each maximal bad subpart becomes one replacement character",
    arguments: [
      ([0x80], 1), ([0xC0, 0xAF], 2), ([0xC2], 1), ([0xE1, 0xBB], 1), ([0xE1, 0xBB, 0x41], 1),
      ([0xE0, 0x80, 0x80], 3),
      ([0xED, 0xA0, 0x80], 3), ([0xF0, 0x9F, 0x98], 1), ([0xF0, 0x80, 0x80, 0x80], 4),
      ([0xF4, 0x90, 0x80, 0x80], 4),
      ([0xF5, 0x80], 2), ([0xFF, 0xFE, 0xFD], 3), ([0xE1, 0xC3, 0xA0], 1),
    ] as [([UInt8], Int)])
  func maximalSubparts(bad: [UInt8], count: Int) {
    let text = Decoder.decode(Array("ab".utf8) + bad + Array("cd".utf8), encoding: .named(.utf8))
    #expect(string(text).unicodeScalars.count { $0 == "\u{FFFD}" } == count)
    #expect(text.warnings == [DecodingWarning(problem: .illFormed, count: count, firstOffset: 2)])
    text.map._checkInvariants(derivedLength: text.text.count, originalLength: 4 + bad.count)
  }

  @Test("a bad sequence is found at every place of a machine word, before every tail")
  func places() {
    for bad in [
      [0xD0], [0xE1], [0xE1, 0xBB], [0xF0, 0x9F], [0xF0, 0x9F, 0x98], [0x80], [0xC0], [0xED, 0xA0, 0x80],
    ] as [[UInt8]] {
      for before in 0..<20 {
        for after in 0..<12 {
          let bytes = [UInt8](repeating: 0x61, count: before) + bad + [UInt8](repeating: 0x62, count: after)
          let text = Decoder.decode(bytes, encoding: .named(.utf8))
          #expect(text.text == Array(String(decoding: bytes, as: UTF8.self).utf8))
          #expect(text.warnings.first?.firstOffset == before)
        }
      }
    }
  }

  @Test("random bytes decode as the standard library decodes them, at every place in a word")
  func againstStandardLibrary() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    let pieces: [[UInt8]] = [
      Array("abc".utf8), Array("ệ".utf8), Array("à".utf8), Array("😀".utf8), Array("𝄞".utf8), [0xE1], [0xBB],
      [0x87],
      [0xF0, 0x9F], [0xC3], [0xED, 0x9F], [0xED, 0xA0], [0xE0, 0xA0], [0xE0, 0x9F], [0xF4, 0x8F], [0xFF],
      [0xC1], [0xEF, 0xBF],
      Array("한".utf8), Array("ก".utf8), Array("dài dòng ".utf8),
    ]
    for _ in 0..<rounds(5000) {
      let count = Int.random(in: 0...12, using: &random)
      let bytes = (0..<count).flatMap { _ in pieces.randomElement(using: &random)! }
      if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { continue }
      let text = Decoder.decode(bytes, encoding: .named(.utf8))
      #expect(text.text == Array(String(decoding: bytes, as: UTF8.self).utf8), "seed \(seed), \(bytes)")
      text.map._checkInvariants(derivedLength: text.text.count, originalLength: bytes.count)
    }
  }

  @Test("NUL characters are kept and warned about")
  func nul() {
    let text = Decoder.decode(Array("a\0b\0".utf8), encoding: .named(.utf8))
    #expect(string(text) == "a\0b\0")
    #expect(text.warnings == [DecodingWarning(problem: .nul, count: 2, firstOffset: 1)])
  }

  @Test("nothing decodes to nothing")
  func empty() {
    for encoding in Encoding.allCases { #expect(Decoder.decode([], encoding: .named(encoding)).text.isEmpty) }
    #expect(Decoder.decode([]).encoding == .utf8)
  }

  // MARK: UTF-16

  private func utf16(_ string: String, bigEndian: Bool) -> [UInt8] {
    string.utf16.flatMap { unit in
      let pair = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
      return bigEndian ? pair : pair.reversed()
    }
  }

  @Test("UTF-16 is found with and without its mark, in both orders", arguments: [false, true])
  func utf16(bigEndian: Bool) {
    for mark in ["\u{FEFF}", ""] {
      let text = Decoder.decode(utf16(mark + Self.prose, bigEndian: bigEndian))
      #expect(string(text) == Self.prose)
      #expect(text.encoding == (bigEndian ? .utf16BigEndian : .utf16LittleEndian))
      #expect(text.warnings.isEmpty)
    }
    let pair = Decoder.decode(
      utf16("a😀b", bigEndian: bigEndian), encoding: .named(bigEndian ? .utf16BigEndian : .utf16LittleEndian))
    #expect(string(pair) == "a😀b")
    #expect(pair.sourceSpan(of: ByteSpan(start: 1, end: 5)) == ByteSpan(start: 2, end: 6))
  }

  @Test("lone surrogates and a last odd byte become replacement characters")
  func brokenUTF16() {
    let text = Decoder.decode(
      [0x61, 0, 0x00, 0xD8, 0x62, 0, 0x00, 0xDC, 0x63], encoding: .named(.utf16LittleEndian))
    #expect(string(text) == "a\u{FFFD}b\u{FFFD}\u{FFFD}")
    #expect(text.warnings == [DecodingWarning(problem: .illFormed, count: 3, firstOffset: 2)])
  }

  // MARK: Older encodings

  private static let columns: [(Encoding, Int)] = [(.tcvn3, 2), (.viscii, 3), (.vni, 4), (.windows1258, 5)]

  private static func bytes(hex: String) -> [UInt8] {
    stride(from: 0, to: hex.utf8.count, by: 2).map { index in
      let start = hex.index(hex.startIndex, offsetBy: index)
      return UInt8(hex[start..<hex.index(start, offsetBy: 2)], radix: 16)!
    }
  }

  @Test(
    "every letter that an older encoding has reads as that letter, with its source bytes", arguments: columns)
  func letters(encoding: Encoding, column: Int) {
    let rows = TokenTable.rows("legacy-encodings.tsv")
    #expect(rows.count == 134)
    var checked = 0
    for row in rows where !row[column].isEmpty {
      let letter = Self.bytes(hex: row[column])
      let text = Decoder.decode(Array("t".utf8) + letter + Array("n".utf8), encoding: .named(encoding))
      // Windows-1258 gives tone marks as code points of their own, which the shadow composes.
      let (shadow, map) = Shadow.fold(text.text)
      #expect(String(decoding: shadow, as: UTF8.self) == "t\(row[0])n", "\(encoding)")
      let end = UInt32(shadow.count - 1)
      let textSpan = ByteSpan(start: map.original(ofStart: 1), end: map.original(ofEnd: end))
      #expect(text.sourceSpan(of: textSpan) == ByteSpan(start: 1, end: UInt32(1 + letter.count)))
      #expect(text.warnings.isEmpty)
      checked += 1
    }
    #expect(checked == (encoding == .tcvn3 ? 74 : 134))
  }

  /// The prose in an older encoding.
  private func encoded(_ string: String, column: Int) -> [UInt8] {
    var letters: [String: [UInt8]] = [:]
    for row in TokenTable.rows("legacy-encodings.tsv") where !row[column].isEmpty {
      letters[row[0]] = Self.bytes(hex: row[column])
    }
    return string.flatMap { character -> [UInt8] in
      letters[String(character)] ?? letters[character.lowercased()] ?? Array(String(character).utf8)
    }
  }

  @Test("older encodings are told from their bytes, whole and in pieces of 200 bytes", arguments: columns)
  func detection(encoding: Encoding, column: Int) {
    let bytes = encoded(Self.prose, column: column)
    #expect(Decoder.detect(bytes) == encoding)
    for start in stride(from: 0, to: bytes.count - 200, by: 7) {
      #expect(Decoder.detect(Array(bytes[start..<start + 200])) == encoding, "from \(start)")
    }
    let text = Decoder.decode(bytes)
    #expect(Shadow.fold(text.text).shadow.count == Shadow.fold(Self.prose).count)
  }

  @Test("UTF-8 is never taken for an older encoding, not even with bad bytes")
  func utf8IsNotLegacy() {
    let bytes = Array(Self.prose.utf8)
    for start in 0..<bytes.count - 24 { #expect(Decoder.detect(Array(bytes[start..<start + 24])) == .utf8) }
    #expect(Decoder.detect(bytes + [0xFF, 0xB5]) == .utf8)
    #expect(Decoder.detect(Array("Plain ASCII only.".utf8)) == .utf8)
  }

  @Test(
    "encodings have the names that people write",
    arguments: [
      ("UTF-8", .utf8), ("utf_16le", .utf16LittleEndian), ("CP1258", .windows1258), ("ABC", .tcvn3),
      ("TCVN-3", .tcvn3),
      ("VNI-Windows", .vni), ("viscii", .viscii), ("latin9", nil),
    ] as [(String, Encoding?)])
  func names(name: String, encoding: Encoding?) {
    #expect(Encoding(name: name) == encoding)
  }
}
