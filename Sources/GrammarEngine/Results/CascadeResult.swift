package import TextModel

/// What a cascade finds in one text.
package struct CascadeResult: Sendable {
  /// Every mention that any rule made, in the order of stages, then of the text; private ones too.
  package var mentions: [CascadeMention]
  /// Indices into `mentions` of the output: flat within each group, in the order of the text.
  package var output: [Int]
  /// Links between output mentions, in the order of the text, without duplicates.
  package var links: [CascadeLink]
}

package struct CascadeMention: Sendable {
  package var type: TypeID
  package var span: TokenSpan
  package var stage: StageID
  package var rule: RuleID
  /// By field of the type; nil where unset.
  package var fields: [FieldValue?]
  /// Within one matcher, between two emptyings of its caches: equal numbers mean equal fields.
  package var fieldsID: UInt32 = 0
  /// The lexicon rows that the match used inside the mention: lexicon, and index into its entries.
  package var lexiconRows: [LexiconRow]
  /// As `fieldsID`, of the lexicon rows.
  package var lexiconRowsID: UInt32 = 0

  package struct LexiconRow: Hashable, Sendable {
    package var lexicon: LexiconID
    package var row: Int
  }
}

package struct CascadeLink: Hashable, Sendable {
  package enum Source: Hashable, Sendable {
    case rule(RuleID)
    /// Index into `CheckedGrammar.links`.
    case declaration(Int)
  }
  package var relation: RelationID
  /// Indices into `CascadeResult.mentions`.
  package var first: Int
  package var second: Int
  package var source: Source
}
