/// What can be wrong with a grammar, one case a kind.
package enum DiagnosticKind: Hashable, Sendable {
  case unexpected(found: String, expected: String)
}
