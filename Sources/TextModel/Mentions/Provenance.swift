/// A position in a grammar or lexicon file. Lines and columns count from 1; columns count characters.
public struct SourceLocation: Hashable, Sendable, Codable {
  /// The path below the grammar folder, with `/` between parts.
  public var file: String
  /// From 1.
  public var line: Int
  /// From 1, in characters.
  public var column: Int

  /// Makes a location.
  public init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }
}
