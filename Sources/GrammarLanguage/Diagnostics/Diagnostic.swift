/// Something to say about a grammar or lexicon file. Data apart from wording: `DiagnosticKind` holds what is
/// wrong and with what, and renders its message, note and suggestion.
package struct Diagnostic: Sendable, Hashable {
  package enum Severity: String, Sendable {
    case error, warning
  }
  package var kind: DiagnosticKind
  package var span: SourceSpan
  /// The place that the kind's note speaks of: the first declaration, the cycle's start.
  package var related: SourceSpan?

  package init(_ kind: DiagnosticKind, at span: SourceSpan, related: SourceSpan? = nil) {
    self.kind = kind
    self.span = span
    self.related = related
  }

  package var severity: Severity { kind.severity }

  /// By file, place, id: the order in which diagnostics are shown.
  package static func inOrder(_ left: Diagnostic, _ right: Diagnostic) -> Bool {
    if left.span.file != right.span.file {
      return left.span.file.utf8.lexicographicallyPrecedes(right.span.file.utf8)
    }
    return (left.span.start, left.span.end, left.kind.id) < (right.span.start, right.span.end, right.kind.id)
  }
}
