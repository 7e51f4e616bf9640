/// The page as the parser gets it: as long as the page itself, byte for byte in the same places, and free of what the
/// parser would alter or stumble over.
///
///     page     <p>Th&#7843;o &amp; Lý</p></body>
///     masked   <p>Th␡#7843;o ␡amp; Lý</p>.......        ␡ U+007F, . space
///
/// - `&` becomes U+007F, so that the parser sees no character reference: where references stand in the text is then
///   known to the byte, and `CharacterReferences` reads them from the page.
/// - Control characters become spaces, noncharacters U+FFFD.
/// - `</body>` and `</html>` become spaces: libxml2 reads nothing behind them, but pages go on. So do `<![CDATA[…>`
///   and `<![if …]>`, which are comments to a browser and text to libxml2.
/// - A tag with very many attributes loses the last: libxml2 compares each with all before it.
enum MaskedPage {
  static let reference: UInt8 = 0x7F
  private static let blank: UInt8 = 0x20
  /// How many blanks and quotation marks a tag may have.
  static let tagLimit = 1000

  /// O(n). The page must be well-formed UTF-8.
  static func mask(_ page: [UInt8]) -> [UInt8] {
    var masked = page
    // Blanks and quotation marks since the tag began; nil outside tags.
    var marks: Int?
    var index = 0
    while index < masked.count {
      let byte = masked[index]
      switch byte {
      case UInt8(ascii: "<"):
        if let end = endOfMarkup(in: page, at: index) {
          for place in index..<end { masked[place] = blank }
          index = end
          marks = nil
          continue
        }
        marks = index + 1 < page.count && isLetter(page[index + 1]) ? 0 : nil
      case UInt8(ascii: ">"): marks = nil
      case UInt8(ascii: "\""), UInt8(ascii: "'"): marks? += 1
      case 9, 10, 0x20:
        marks? += 1
        if let marks, marks > tagLimit { masked[index] = blank }
      case UInt8(ascii: "&"): masked[index] = reference
      case 0..<0x20, reference:
        masked[index] = blank
        marks? += 1
      case 0xEF where index + 2 < page.count && page[index + 1] == 0xBF && page[index + 2] >= 0xBE:
        masked[index + 2] = 0xBD
        index += 2
      default:
        if let marks, marks > tagLimit { masked[index] = blank }
      }
      index += 1
    }
    return masked
  }

  /// The end of markup at `index` that is taken out; nil where there is none.
  static func endOfMarkup(in page: [UInt8], at index: Int) -> Int? {
    guard index + 2 < page.count, page[index] == UInt8(ascii: "<") else { return nil }
    switch page[index + 1] {
    case UInt8(ascii: "/"):
      let end = index + 6
      guard end <= page.count else { return nil }
      let name = page[index + 2..<end].map { $0 | 0x20 }
      guard name == Array("html".utf8) || name == Array("body".utf8), end == page.count || !isName(page[end])
      else {
        return nil
      }
      return endOfTag(in: page, from: end)
    case UInt8(ascii: "!") where page[index + 2] == UInt8(ascii: "["):
      let end = endOfTag(in: page, from: index + 3)
      // The end of a comment around it stays.
      return page[..<end].hasSuffix("-->") ? end - 3 : end
    default: return nil
    }
  }

  /// Behind the next `>`, or at the next `<`.
  private static func endOfTag(in page: [UInt8], from start: Int) -> Int {
    var end = start
    while end < page.count, page[end] != UInt8(ascii: "<") {
      end += 1
      if page[end - 1] == UInt8(ascii: ">") { break }
    }
    return end
  }

  private static func isName(_ byte: UInt8) -> Bool {
    isLetter(byte) || byte == UInt8(ascii: "-") || (0x30...0x39).contains(byte)
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
}

extension ArraySlice<UInt8> {
  fileprivate func hasSuffix(_ text: String) -> Bool { suffix(text.utf8.count).elementsEqual(text.utf8) }
}
