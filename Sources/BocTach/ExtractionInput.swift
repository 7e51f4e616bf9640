internal import Extraction
internal import TextModel
package import Tokenization

/// A text with what is known of it: what a batch or a stream is made of.
///
/// ```swift
/// ExtractionInput("Hôm qua, Chính phủ …", id: "1.txt", reference: ReferenceContext(publicationDate: "2022-09-15")!)
/// ExtractionInput(decoding: bytes)   // a file, in whatever encoding
/// ```
public struct ExtractionInput: Sendable {
  /// The caller's name for it; the library does not look at it.
  public var id: String
  /// What is known from elsewhere, such as the publication date.
  public var reference: ReferenceContext
  package let decoded: DecodedText

  /// Makes an input from a text in memory. O(n) for n bytes.
  public init(_ text: String, id: String = "", reference: ReferenceContext = .unknown) {
    let bytes = Array(text.utf8)
    self.init(
      DecodedText(text: bytes, encoding: .utf8, map: .identity(length: bytes.count), warnings: []), id: id,
      reference: reference)
  }

  /// Makes an input from the bytes of a file, any bytes at all. O(n) for n bytes.
  ///
  /// The encoding is found out from the bytes: UTF-8, UTF-16, windows-1258, TCVN3, VNI or VISCII. A byte order mark is
  /// dropped, and each maximal bad subpart becomes U+FFFD. `Mention.span` then speaks of `text`, `Mention.sourceBytes`
  /// of these bytes.
  public init(decoding bytes: [UInt8], id: String = "", reference: ReferenceContext = .unknown) {
    self.init(Decoder.decode(bytes), id: id, reference: reference)
  }

  package init(_ decoded: DecodedText, id: String, reference: ReferenceContext) {
    self.decoded = decoded
    self.id = id
    self.reference = reference
  }

  /// The decoded text, which offsets of mentions speak of. O(n), made anew each time.
  public var text: String { String(decoding: decoded.text, as: UTF8.self) }

  /// The name of the encoding that was found: `utf-8`, `tcvn3`.
  public var encodingName: String { decoded.encoding.rawValue }

  /// What is wrong with the bytes, such as bytes that are not UTF-8, a clause each.
  public var warnings: [String] { decoded.warnings.map { $0.sentence(in: decoded.encoding) } }
}

/// One input of a batch or stream and what came of it.
public struct ExtractionResult: Sendable {
  /// The number of the input, from 0.
  public var index: Int
  /// The input itself.
  public var input: ExtractionInput
  /// The document, or why there is none.
  public var outcome: Result<Document, ExtractionError>

  /// The document.
  ///
  /// - Throws: what `Extractor.extract(_:options:)` throws.
  public var document: Document {
    get throws(ExtractionError) { try outcome.get() }
  }
}
