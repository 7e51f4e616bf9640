public import TextModel

/// A law, decree or other formal document, gathered from all its citations.
public struct LegalDocument: Hashable, Sendable {
  /// The kind as the fullest citation has it: `Nghị định`.
  public var kind: String?
  /// The number alone: `77`.
  public var number: String?
  /// The year of the symbol, else of the citation.
  public var year: Int?
  /// The symbol with its slashes and hyphens restored: `77/2019/NĐ-CP`.
  public var symbol: String?
  /// The symbol as printed, where that differs: `45/2021NĐ-CP`.
  public var printedSymbol: String?
  /// The name of a law: `Hợp tác xã`.
  public var name: String?
  /// Who issued it, as written.
  public var issuer: String?
  /// When it was issued.
  public var issued: DateValue?
  /// From when it is in force.
  public var effective: DateValue?
  /// What it is about, where the citation says so.
  public var subject: String?
  /// The articles, clauses and points cited, as written, without repetition.
  public var articles: [String]
  /// Indices into `Document.mentions`.
  public var mentions: [Int]
  /// Where the text speaks of it by its kind alone, as in `Nghị định này`.
  public var references: [TextSpan]

  /// Makes a legal document from its parts.
  public init(
    kind: String? = nil, number: String? = nil, year: Int? = nil, symbol: String? = nil,
    printedSymbol: String? = nil,
    name: String? = nil, issuer: String? = nil, issued: DateValue? = nil, effective: DateValue? = nil,
    subject: String? = nil, articles: [String] = [], mentions: [Int] = [], references: [TextSpan] = []
  ) {
    self.kind = kind
    self.number = number
    self.year = year
    self.symbol = symbol
    self.printedSymbol = printedSymbol
    self.name = name
    self.issuer = issuer
    self.issued = issued
    self.effective = effective
    self.subject = subject
    self.articles = articles
    self.mentions = mentions
    self.references = references
  }
}
