import TextModel
package import Tokenization

/// What an input gives: documents, and what could not be made one.
package enum InputItem: Sendable {
  case document(SourceDocument)
  case problem(InputProblem)
}

/// One document of an input.
package struct SourceDocument: Sendable {
  /// The text, with the map to the bytes of the input (unpacked, if it was gzip).
  package var text: DecodedText
  /// The name that a row gives it.
  package var id: String?
  /// The line of the input on which a row begins, from 1; nil where the input is one document.
  package var line: Int?
  /// The publication date that the document itself states, in metadata or in a field.
  package var date: StatedDate?
  /// What a user should know, beyond the warnings of decoding.
  package var notes: [String] = []

  /// A date in the notation of `ReferenceContext`.
  package struct StatedDate: Hashable, Sendable {
    package enum Source: Hashable, Sendable {
      /// A field of the row, which somebody filled in for this document.
      case field
      /// The metadata of a page.
      case metadata
    }
    package var notation: String
    package var source: Source
  }
}

/// A part of an input that is no document.
package struct InputProblem: Error, Hashable, Sendable {
  /// The line, from 1; nil for the input as a whole.
  package var line: Int?
  package var message: String

  package init(line: Int? = nil, _ message: String) {
    self.line = line
    self.message = message
  }
}
