package import GrammarLanguage

/// How the files of a grammar are called in messages for people.
///
/// The grammar itself knows paths below its folder. An editor or a CI system opens what it is told of from where the command
/// ran, so the command puts the folder in front, as the user wrote it.
package struct DisplayPaths: Sendable {
  /// The paths below the grammar folder, unchanged: what the library says.
  package static let belowFolder = DisplayPaths(prefix: "", ownFiles: nil)

  /// Empty, or ends with a slash.
  private var prefix: String
  /// The files of the folder, where the grammar has others too; nil: all are the folder's.
  private var ownFiles: Set<String>?

  private init(prefix: String, ownFiles: Set<String>?) {
    self.prefix = prefix
    self.ownFiles = ownFiles
  }

  /// The paths of a grammar that was read from a folder.
  ///
  /// - Parameters:
  ///   - folder: as the user wrote it.
  ///   - addition: the folder's own files, where they were added to another grammar, whose files keep their names.
  package init(folder: String, addition: GrammarSourceSet? = nil) {
    prefix = folder == "." ? "" : folder.hasSuffix("/") ? folder : folder + "/"
    ownFiles = addition.map { Set($0.files.keys) }
  }

  package func shown(_ path: String) -> String {
    guard let ownFiles else { return prefix + path }
    // Added to another grammar, a `cascade.grammar` has a `+` before its name; the other's own has none.
    if path.hasPrefix("+"), GrammarSourceSet.isCascade(path) { return prefix + GrammarSourceSet.cascadePath }
    return path != GrammarSourceSet.cascadePath && ownFiles.contains(path) ? prefix + path : path
  }

  package func shown(_ span: SourceSpan) -> SourceSpan {
    SourceSpan(file: shown(span.file), start: span.start, end: span.end)
  }

  package func shown(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    diagnostics.map { Diagnostic($0.kind, at: shown($0.span), related: $0.related.map(shown)) }
  }

  /// A renderer that finds the source lines of such diagnostics.
  package func renderer(of sources: GrammarSourceSet) -> DiagnosticRenderer {
    var files: [String: [UInt8]] = [:]
    for (path, bytes) in sources.files { files[shown(path)] = bytes }
    return DiagnosticRenderer(sources: GrammarSourceSet(files))
  }
}
