import TextModel

/// Something to say about a grammar or lexicon file. Data apart from wording: `DiagnosticKind` holds what is
/// wrong and with what, and renders its message, note and suggestion.
package struct Diagnostic: Sendable {
  package enum Severity: String, Sendable {
    case error, warning
  }
  package var kind: DiagnosticKind
  package var span: SourceSpan

  package init(_ kind: DiagnosticKind, at span: SourceSpan) {
    self.kind = kind
    self.span = span
  }
}
