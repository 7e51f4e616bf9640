import Tokenization

/// The encoding of a page: named by the caller, by a byte order mark, by the page, or found out.
enum PageEncoding {
  /// How much of the page is looked through for its own word; the standard says 1,024 bytes, and pages say it later.
  private static let prefix = 16_384

  static func decode(_ bytes: [UInt8], encoding: Decoder.Choice) -> DecodedText {
    if case .named = encoding { return Decoder.decode(bytes, encoding: encoding) }
    // Well-formed UTF-8 with letters outside ASCII is that, whatever it says of itself.
    let decoded = Decoder.decode(bytes, encoding: .named(.utf8))
    if !decoded.warnings.contains(where: { $0.problem == .illFormed }), !hasZeros(bytes) { return decoded }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return Decoder.decode(bytes) }
    if let declared = declared(bytes), declared != .utf8 {
      return Decoder.decode(bytes, encoding: .named(declared))
    }
    return Decoder.decode(bytes, encoding: .named(Decoder.detect(sample(bytes))))
  }

  /// UTF-16 without a byte order mark has zeros; they are no letters of UTF-8.
  private static func hasZeros(_ bytes: [UInt8]) -> Bool { bytes.prefix(prefix).contains(0) }

  /// The page from its first letter outside ASCII on: what stands before it, scripts and styles mostly, tells nothing.
  private static func sample(_ bytes: [UInt8]) -> [UInt8] {
    guard !hasZeros(bytes), let first = bytes.firstIndex(where: { $0 >= 0x80 }) else { return bytes }
    let start = bytes[..<first].lastIndex { $0 <= 0x20 || $0 == UInt8(ascii: ">") } ?? 0
    return Array(bytes[start...])
  }

  /// `charset=…` in a meta element, `encoding="…"` in an XML declaration; nil for names of other encodings.
  static func declared(_ bytes: [UInt8]) -> Encoding? {
    let head = bytes.prefix(prefix).map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    for (element, attribute) in [("<?xml", "encoding"), ("<meta", "charset")] {
      var start = 0
      while let found = find(Array(element.utf8), in: head, from: start) {
        let end = head[found...].firstIndex(of: UInt8(ascii: ">")) ?? head.count
        start = found + 1
        guard let place = find(Array(attribute.utf8), in: head[..<end], from: found) else { continue }
        let value = head[(place + attribute.utf8.count)..<end].drop { $0 <= 0x20 || "=\"'".utf8.contains($0) }
          .prefix { $0 > 0x20 && !"\"';/".utf8.contains($0) }
        if let encoding = Encoding(name: String(decoding: value, as: UTF8.self)) { return encoding }
      }
    }
    return nil
  }

  private static func find(_ word: [UInt8], in bytes: some RandomAccessCollection<UInt8>, from start: Int)
    -> Int?
  {
    let bytes = Array(bytes)
    guard bytes.count >= word.count, start <= bytes.count - word.count else { return nil }
    return (start...bytes.count - word.count).first { bytes[$0..<$0 + word.count].elementsEqual(word) }
  }
}
