public import TextModel

/// What was found in one document: mentions in text order, the relations between them, and the records that
/// gather them into facts.
public struct Document: Hashable, Sendable {
  /// When the document was published, as far as that is known, and how.
  public var publication: Publication
  /// Output mentions, flat within each group of types, in the order of the text.
  public var mentions: [Mention]
  public var relations: [Relation]
  public var officials: [Official]
  public var legalDocuments: [LegalDocument]
  public var indicators: [Indicator]

  public init(
    publication: Publication = Publication(), mentions: [Mention] = [], relations: [Relation] = [],
    officials: [Official] = [], legalDocuments: [LegalDocument] = [], indicators: [Indicator] = []
  ) {
    self.publication = publication
    self.mentions = mentions
    self.relations = relations
    self.officials = officials
    self.legalDocuments = legalDocuments
    self.indicators = indicators
  }

  /// The date of publication and where it comes from.
  public struct Publication: Hashable, Sendable {
    public enum Source: String, Hashable, Sendable {
      /// The caller's reference.
      case given
      /// The document's own header.
      case header
      /// A sentence that says which date today is.
      case apposition
      /// A guess from the first day that the document names.
      case dateline
      case unknown
    }
    public var date: DatePoint?
    public var source: Source

    public init(date: DatePoint? = nil, source: Source = .unknown) {
      self.date = date
      self.source = source
    }
  }
}
