/// What an evaluation treats specially: everything else is data of the corpus.
package struct EvaluationProfile: Sendable {
  /// The types of the `core` micro average, in the order of tables.
  package var coreTypes: [String]
  /// The types whose values are compared, and how.
  package var notations: [String: ValueNotation]

  package init(coreTypes: [String], notations: [String: ValueNotation]) {
    self.coreTypes = coreTypes
    self.notations = notations
  }

  /// The project's own: the types and value comparisons of its referee.
  package static let standard = EvaluationProfile(
    coreTypes: ["Person", "Title", "LegalDocument", "Date", "Quantity"],
    notations: ["Date": .date, "Quantity": .quantity, "LegalDocument": .document])

  /// Types in the order of tables: the core first, the others by name.
  package func ordered(_ types: some Sequence<String>) -> [String] {
    let all = Set(types)
    return coreTypes.filter { all.contains($0) } + all.subtracting(coreTypes).sorted()
  }
}
