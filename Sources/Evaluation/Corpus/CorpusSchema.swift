/// What annotation of a corpus may hold: types, their groups and values, relations.
package struct CorpusSchema: Sendable {
  package struct TypeRule: Sendable {
    /// Mentions of one group never overlap.
    package var group: String
    /// How values are written; nil for a type without values.
    package var notation: ValueNotation?
    /// Types of other groups that it may not overlap either.
    package var apart: Set<String>

    package init(group: String, notation: ValueNotation? = nil, apart: Set<String> = []) {
      self.group = group
      self.notation = notation
      self.apart = apart
    }
  }

  package struct RelationRule: Sendable {
    package var from: Set<String>
    package var to: Set<String>
    /// Each mention of a `from` type needs such a relation.
    package var isRequired: Bool

    package init(from: Set<String>, to: Set<String>, isRequired: Bool = false) {
      self.from = from
      self.to = to
      self.isRequired = isRequired
    }
  }

  package var types: [String: TypeRule]
  package var relations: [String: RelationRule]

  package init(types: [String: TypeRule], relations: [String: RelationRule]) {
    self.types = types
    self.relations = relations
  }

  /// The project's own annotation guidelines.
  package static let standard = CorpusSchema(
    types: [
      "Person": TypeRule(group: "primary"), "Title": TypeRule(group: "primary"),
      "Organization": TypeRule(group: "primary"), "Location": TypeRule(group: "primary"),
      "LegalDocument": TypeRule(group: "primary", notation: .document),
      "Date": TypeRule(group: "primary", notation: .date),
      "Quantity": TypeRule(group: "primary", notation: .quantity),
      "Measure": TypeRule(group: "measures", apart: ["Quantity"]),
    ],
    relations: [
      "Holds": RelationRule(from: ["Person"], to: ["Title"]),
      "Measures": RelationRule(from: ["Measure"], to: ["Quantity"], isRequired: true),
      "Issued": RelationRule(from: ["LegalDocument"], to: ["Date"]),
      "IssuedBy": RelationRule(from: ["LegalDocument"], to: ["Organization", "Title"]),
    ])
}
