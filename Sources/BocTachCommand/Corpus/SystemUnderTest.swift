import BocTach
import Formats
import Tokenization

/// What `evaluate` scores where no folder of system output is given: the extractor itself.
struct SystemUnderTest {
  /// Annotates one document. A mention names the rule that found it.
  var annotate: @Sendable (_ id: String, _ text: [UInt8], _ date: String?) -> AnnotatedDocument

  /// Makes the extractor with the grammars of a folder, or with the bundled ones.
  static func extractor(_ options: ExtractorOptions) throws -> SystemUnderTest {
    let extractor = try options.makeExtractor()
    return SystemUnderTest { id, bytes, date in
      let reference = date.flatMap { ReferenceContext(publicationDate: $0) } ?? ReferenceContext()
      let decoded = Decoder.decode(bytes)
      let document = extractor.extract(decoded, reference: reference)
      return AnnotatedDocument(document, id: id, text: String(decoding: decoded.text, as: UTF8.self))
    }
  }
}
