package import TextModel
package import Tokenization

/// Reads saved web pages.
///
///     bytes ─decode─▶ page ─mask─▶ libxml2 ─▶ tree ─furniture dropped─▶ text
///                       └──────────── map ───────────────────────────────┘
///
/// Any bytes at all make a page, broken HTML too. The map leads from the text to the bytes of the file.
package enum HTMLReader {
  package struct Page: Sendable {
    /// The text, with the map to the bytes of the file.
    package var text: DecodedText
    /// The text's map to the decoded page, in which references and tags stand as written.
    package var mapToPage: OffsetMap
    /// The decoded page.
    package var page: [UInt8]
    /// When the page says it was published: `2022-09-15` or `2022-09-15T09:47`.
    package var date: String?
    /// How many bytes of text the parser gave that could not be found in the page; they are missing in the text.
    package var lostBytes: Int
  }

  /// O(n).
  package static func read(_ bytes: [UInt8], encoding: Decoder.Choice = .auto) -> Page {
    let decoded = PageEncoding.decode(bytes, encoding: encoding)
    let masked = MaskedPage.mask(decoded.text)
    let tree = PageParser.parse(masked: masked)
    let (text, map) = PageText.text(of: tree, page: decoded.text, masked: masked)
    return Page(
      text: DecodedText(
        text: text, encoding: decoded.encoding, map: map.composed(with: decoded.map).flattened,
        warnings: decoded.warnings),
      mapToPage: map, page: decoded.text, date: PageDate.find(in: tree, page: decoded.text),
      lostBytes: tree.lostBytes)
  }
}
