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

/// 16 bytes: with `choose all` there are many more links than tokens.
package struct CascadeLink: Hashable, Sendable {
  package enum Source: Hashable, Sendable {
    case rule(RuleID)
    /// Index into `CheckedGrammar.links`.
    case declaration(Int)
  }

  package let relation: RelationID
  private var firstNumber: UInt32
  private var secondNumber: UInt32
  /// Twice the number; one more for that of a declaration.
  private let sourceBits: UInt32

  package init(relation: RelationID, first: Int, second: Int, source: Source) {
    self.relation = relation
    firstNumber = UInt32(first)
    secondNumber = UInt32(second)
    sourceBits =
      switch source {
      case .rule(let rule): UInt32(rule.index) << 1
      case .declaration(let number): UInt32(number) << 1 | 1
      }
  }

  /// Index into `CascadeResult.mentions`.
  package var first: Int {
    get { Int(firstNumber) }
    set { firstNumber = UInt32(newValue) }
  }
  /// Index into `CascadeResult.mentions`.
  package var second: Int {
    get { Int(secondNumber) }
    set { secondNumber = UInt32(newValue) }
  }
  package var source: Source {
    let number = Int(sourceBits >> 1)
    return sourceBits & 1 == 1 ? .declaration(number) : .rule(RuleID(number))
  }
}
