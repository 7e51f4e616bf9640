import Testing
import TextModel

@testable import Extraction

@Suite struct OffsetConverterTests {
  static let texts = [
    "", "a", "Đinh Công Sứ", "e\u{301}o\u{309}", "😀 họp 👨‍👩‍👧 ở Hà Nội 🇻🇳", "\u{FFFD}\r\n\u{10FFFF}z",
    String(repeating: "xã ", count: 400) + "😀" + String(repeating: "ế😀", count: 300),
  ]

  @Test("Every code point boundary has the offsets that Swift's own views give", arguments: texts)
  func boundaries(text: String) {
    let converter = OffsetConverter(Array(text.utf8))
    var codePoints = 0
    for index in text.unicodeScalars.indices + [text.endIndex] {
      let position = converter.position(ofByte: text.utf8.distance(from: text.startIndex, to: index))
      #expect(position.utf16 == text.utf16.distance(from: text.startIndex, to: index))
      #expect(position.codePoints == codePoints)
      codePoints += 1
    }
  }

  @Test("Offsets beyond the text are its end")
  func beyond() {
    let converter = OffsetConverter(Array("họp".utf8))
    #expect(converter.position(ofByte: 99) == (3, 3))
    #expect(converter.position(ofByte: -1) == (0, 0))
    #expect(
      converter.span(ByteSpan(start: 1, end: 5)) == TextSpan(utf8: 1..<5, utf16: 1..<3, codePoints: 1..<3))
  }
}
