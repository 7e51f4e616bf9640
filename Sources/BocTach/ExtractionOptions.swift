/// What to compute, and how much text to take.
///
/// ```swift
/// var options = ExtractionOptions()
/// options.types = ["Person", "Title"]
/// options.records = .officials
/// let document = try extractor.extract(text, options: options)
/// ```
public struct ExtractionOptions: Hashable, Sendable, Codable {
  /// The types of mentions to keep, by the names that the grammar declares; nil keeps all.
  ///
  /// The records are made from all mentions first. Relations that lose an end go, and so do records that lose their
  /// subject, and titles without a mention; `Extractor.typeNames` lists what there is.
  public var types: Set<String>?

  /// The records to make; the others stay empty and cost nothing.
  public var records: RecordKinds

  /// Whether `Document.sentences` is filled.
  public var sentences: Bool

  /// The longest text to take, in UTF-8 bytes of the decoded text; never more than `maximumByteLimit` counts.
  public var byteLimit: Int

  /// 512 MiB: offsets have 32 bits, and some steps need a few times the text.
  public static let maximumByteLimit = 512 << 20

  /// Makes options: everything but the sentences, of any text that is not longer than `maximumByteLimit`.
  public init(
    types: Set<String>? = nil, records: RecordKinds = .all, sentences: Bool = false,
    byteLimit: Int = ExtractionOptions.maximumByteLimit
  ) {
    self.types = types
    self.records = records
    self.sentences = sentences
    self.byteLimit = byteLimit
  }
}

/// Why a text was not extracted from.
public enum ExtractionError: Error, Hashable, Sendable {
  /// The text has more UTF-8 bytes than `ExtractionOptions.byteLimit` allows.
  case tooLong(bytes: Int, limit: Int)
  /// `ExtractionOptions.types` names types that the grammar does not declare for output.
  case unknownTypes([String], known: [String])
}

extension ExtractionError: CustomStringConvertible {
  /// The error as a clause without a full stop.
  public var description: String {
    switch self {
    case .tooLong(let bytes, let limit): "the text has \(bytes) bytes, more than the limit of \(limit)"
    case .unknownTypes(let names, let known):
      "the grammar has no type \(names.joined(separator: ", ")); it has \(known.joined(separator: ", "))"
    }
  }
}
