/// Kinds of records, to say which are wanted.
public struct RecordKinds: OptionSet, Hashable, Sendable, Codable {
  /// One bit for each kind.
  public let rawValue: UInt8

  /// Makes a set from its bits; those of no kind mean nothing.
  public init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// `Document.officials`
  public static let officials = RecordKinds(rawValue: 1)
  /// `Document.legalDocuments`
  public static let legalDocuments = RecordKinds(rawValue: 2)
  /// `Document.indicators`
  public static let indicators = RecordKinds(rawValue: 4)
  /// All of them.
  public static let all: RecordKinds = [.officials, .legalDocuments, .indicators]
}
