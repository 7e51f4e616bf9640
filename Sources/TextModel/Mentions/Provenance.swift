/// A position in a grammar or lexicon file. Lines and columns count from 1; columns count characters.
public struct SourceLocation: Hashable, Sendable {
  /// The path below the grammar folder, with `/` between parts.
  public var file: String
  public var line: Int
  public var column: Int

  public init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }
}
