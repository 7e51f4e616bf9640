internal import GrammarEngine
package import GrammarLanguage

/// The files of a grammar folder, from wherever they come: the bundle inside the binary, a folder, or memory.
public struct Grammar: Sendable {
  package var sources: GrammarSourceSet
  /// What messages call its files.
  package var displayPaths = DisplayPaths.belowFolder

  /// A grammar from files in memory: paths below the grammar folder (parts joined by `/`) and their bytes.
  public init(files: [String: [UInt8]]) {
    sources = GrammarSourceSet(files)
  }

  /// This grammar with the files of another added.
  ///
  /// ```swift
  /// let grammar = Grammar.bundled.extended(by: try Grammar(directory: "my-grammar"))
  /// ```
  ///
  /// - A file of the other's whose path this grammar has too takes its place; other files are added, rules to the stage
  ///   that they name.
  /// - `cascade.grammar` is the exception: the other's declarations are added to those here. It is optional, and
  ///   messages call it `+cascade.grammar`. Its groups, types and relations must be new. Of the names in its `stages` list,
  ///   those known here mark places and change nothing; a new one runs after the name before it in that list, else before
  ///   the name behind it, and last of all when neither is there or known.
  ///
  /// To leave a file of this grammar out, put one in its place that holds only `stage NAME`.
  public func extended(by other: Grammar) -> Grammar {
    var grammar = self
    grammar.sources.add(other.sources)
    return grammar
  }

  /// The paths of the files below the grammar folder, in the order of their bytes.
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
  /// The text for people: what is wrong with the grammar, or the path and the system's reason.
  public var description: String {
    switch self {
    case .invalid(let text): text
    case .unreadable(let path, let reason): "\(path): \(reason)"
    }
  }
}
