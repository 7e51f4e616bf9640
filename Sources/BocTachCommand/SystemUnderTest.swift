import Formats

/// What `evaluate` scores where no folder of system output is given.
struct SystemUnderTest {
  /// Annotates one document. A mention may name the rule that found it.
  var annotate: (_ id: String, _ text: [UInt8], _ date: String?) throws -> AnnotatedDocument

  /// Makes the extractor with the grammars of a folder, or with the bundled ones. Nil in a build without extractor.
  static let extractor: (@Sendable (_ grammarFolder: String?) throws -> SystemUnderTest)? = nil
}
