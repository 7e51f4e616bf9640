package import TextModel

/// What a grammar author may pass to a normalizer and what comes back. The set is closed: `Extraction`
/// supplies it, and every call is checked against it when a grammar is compiled.
package struct NormalizerSignature: Sendable {
  package var name: String
  package var parameters: [Parameter]
  package var result: ValueKind
  /// One line for the manual and for diagnostics.
  package var summary: String
  /// Labels of which a call must give one to have a value at all; empty where none is asked for.
  package var needsOneOf: [String]

  package init(
    name: String, parameters: [Parameter], result: ValueKind, summary: String, needsOneOf: [String] = []
  ) {
    self.needsOneOf = needsOneOf
    self.name = name
    self.parameters = parameters
    self.result = result
    self.summary = summary
  }

  package struct Parameter: Sendable {
    /// Nil for a positional parameter (those come first).
    package var label: String?
    package var accepts: Accepts
    package var isRequired: Bool
    /// Whether it names a column of the rows that the first argument, a capture, hit.
    package var namesColumn: Bool

    package init(
      label: String? = nil, accepts: Accepts, isRequired: Bool = false, namesColumn: Bool = false
    ) {
      self.namesColumn = namesColumn
      self.label = label
      self.accepts = accepts
      self.isRequired = isRequired
    }
  }

  package enum Accepts: Hashable, Sendable {
    /// A capture: its items with their texts, lexicon rows and mentions.
    case items
    /// A text: a literal, a column, a text field, or a capture's text.
    case text
    /// A value of this kind: a mention's field, a literal or the result of another call.
    case value(ValueKind)
  }
}
