import CHTML
import Tokenization

/// Character references, read where they stand: `&eacute;`, `&#7843;`, `&#x1EA3;`.
enum CharacterReferences {
  /// The names of entities.tsv.
  private static let names: [String: UInt32] = {
    var names: [String: UInt32] = [:]
    for row in DataTable.rows(PackageResources.entities_tsv) { names[row[0]] = UInt32(row[1], radix: 16) }
    return names
  }()

  /// What the bytes 80–9F of a number mean: the characters of Windows-1252 (HTML Living Standard, 13.2.5.80).
  private static let windows1252: [UInt32] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152,
    0x8D, 0x017D,
    0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
    0x0153, 0x9D,
    0x017E, 0x0178,
  ]
  private static let longestName = 32
  /// `brvbar`, `frac12`: no longer name may stand without its semicolon.
  private static let longestBareName = 6

  /// The reference whose `&` stands at `index`: its code point and its end; nil where the `&` is just that.
  ///
  /// A name needs its semicolon, but those of Latin-1 do not (`&nbsp`, `&eacute`); a number never does.
  static func read(
    _ bytes: Span<UInt8>, at index: Int, before limit: Int, inAttribute: Bool = false
  ) -> (scalar: UInt32, end: Int)? {
    var place = index + 1
    guard place < limit else { return nil }
    if bytes[place] == UInt8(ascii: "#") { return number(bytes, at: place + 1, before: limit) }
    while place < limit, place - index <= longestName, isAlphanumeric(bytes[place]) { place += 1 }
    let length = place - index - 1
    guard length > 0 else { return nil }
    var name = ""
    for offset in 1...length { name.unicodeScalars.append(Unicode.Scalar(bytes[index + offset])) }
    if place < limit, bytes[place] == UInt8(ascii: ";"), let scalar = scalar(named: name) {
      return (scalar, place + 1)
    }
    // Without a semicolon: the longest beginning that may stand so.
    name = String(name.prefix(longestBareName))
    while !name.isEmpty {
      let end = index + 1 + name.utf8.count
      if let scalar = scalar(named: name), scalar < 0x100, names[name] == nil {
        if inAttribute, end < limit, isAlphanumeric(bytes[end]) || bytes[end] == UInt8(ascii: "=") {
          return nil
        }
        return (scalar, end)
      }
      name.removeLast()
    }
    return nil
  }

  private static func scalar(named name: String) -> UInt32? {
    if let scalar = names[name] { return scalar }
    let scalar = chtml_entity(name)
    return scalar > 0 ? UInt32(scalar) : nil
  }

  private static func number(_ bytes: Span<UInt8>, at start: Int, before limit: Int) -> (UInt32, Int)? {
    var place = start
    var radix: UInt32 = 10
    if place < limit, bytes[place] | 0x20 == UInt8(ascii: "x") {
      radix = 16
      place += 1
    }
    let first = place
    var value: UInt32 = 0
    while place < limit, let digit = digit(bytes[place], radix) {
      value = min(value * radix + digit, 0x110000)
      place += 1
    }
    guard place > first else { return nil }
    if place < limit, bytes[place] == UInt8(ascii: ";") { place += 1 }
    if (0x80..<0xA0).contains(value) { value = windows1252[Int(value) - 0x80] }
    return (value != 0 && Unicode.Scalar(value) != nil ? value : 0xFFFD, place)
  }

  private static func digit(_ byte: UInt8, _ radix: UInt32) -> UInt32? {
    switch byte {
    case 0x30...0x39: UInt32(byte - 0x30)
    case 0x61...0x66 where radix == 16: UInt32(byte - 0x61 + 10)
    case 0x41...0x46 where radix == 16: UInt32(byte - 0x41 + 10)
    default: nil
    }
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte)
  }

  /// An attribute's value as the parser gives it, with `&` masked.
  static func attribute(_ value: [UInt8]) -> String {
    let bytes = value.map { $0 == MaskedPage.reference ? UInt8(ascii: "&") : $0 }
    guard bytes.contains(UInt8(ascii: "&")) else { return String(decoding: bytes, as: UTF8.self) }
    var text: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "&"),
        let (scalar, end) = read(bytes.span, at: index, before: bytes.count, inAttribute: true)
      {
        UTF8Coding.append(scalar, to: &text)
        index = end
      } else {
        text.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
