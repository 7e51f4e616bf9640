public import TextModel

/// What was found in one document: mentions in text order, the relations between them, and the records that
/// gather them into facts.
public struct Document: Hashable, Sendable {
  /// When the document was published, as far as that is known, and how.
  public var publication: Publication
  /// Output mentions, flat within each group of types, in the order of the text.
  public var mentions: [Mention]
  /// The links between mentions.
  public var relations: [Relation]
  /// Persons with the positions they hold or held.
  public var officials: [Official]
  /// Laws, decrees and other formal documents, each gathered from all its citations.
  public var legalDocuments: [LegalDocument]
  /// Numbers with what they measure.
  public var indicators: [Indicator]
  /// Where the sentences stand, in the order of the text: from the first token of each to its last. Empty unless asked
  /// for. `Mention.sentence` and `Indicator.sentence` are indices into it.
  public var sentences: [TextSpan]

  /// Makes a document from its parts.
  public init(
    publication: Publication = Publication(), mentions: [Mention] = [], relations: [Relation] = [],
    officials: [Official] = [], legalDocuments: [LegalDocument] = [], indicators: [Indicator] = [],
    sentences: [TextSpan] = []
  ) {
    self.publication = publication
    self.mentions = mentions
    self.relations = relations
    self.officials = officials
    self.legalDocuments = legalDocuments
    self.indicators = indicators
    self.sentences = sentences
  }

  /// The date of publication and where it comes from.
  public struct Publication: Hashable, Sendable {
    /// How the date is known.
    public enum Source: String, Hashable, Sendable, Codable {
      /// The caller's reference.
      case given
      /// The document's own header.
      case header
      /// A sentence that says which date today is.
      case apposition
      /// A guess from the first day that the document names.
      case dateline
      /// It is not.
      case unknown
    }
    /// The date; nil when nothing tells it.
    public var date: DatePoint?
    /// How it is known.
    public var source: Source

    /// Makes a publication.
    public init(date: DatePoint? = nil, source: Source = .unknown) {
      self.date = date
      self.source = source
    }
  }
}
