internal import GrammarEngine
package import GrammarLanguage

/// The files of a grammar folder, from wherever they come: the bundle inside the binary, a folder, or memory.
public struct Grammar: Sendable {
  package var sources: GrammarSourceSet

  /// A grammar from files in memory: paths below the grammar folder (parts joined by `/`) and their bytes.
  public init(files: [String: [UInt8]]) {
    sources = GrammarSourceSet(files)
  }

  /// This grammar with the files of another added; where both have a path, the other's file counts.
  public func overridden(by other: Grammar) -> Grammar {
    Grammar(files: sources.files.merging(other.sources.files) { _, theirs in theirs })
  }

  /// The paths of the files, in the order of their bytes.
  public var paths: [String] {
    sources.files.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}

/// Why an extractor could not be made.
public enum GrammarError: Error, Sendable {
  /// The grammar has errors; the text shows each with file, line, column and source line, as a compiler does.
  case invalid(String)
  /// A grammar folder or a file of it could not be read.
  case unreadable(path: String, reason: String)
}

extension GrammarError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .invalid(let text): text
    case .unreadable(let path, let reason): "\(path): \(reason)"
    }
  }
}
