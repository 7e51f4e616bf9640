/// The files of a grammar folder: paths below it (parts joined by `/`) and their bytes. The library reads no files;
/// whoever does fills this value.
package struct GrammarSourceSet: Sendable {
  package static let cascadePath = "cascade.grammar"

  package var files: [String: [UInt8]]
  /// A file that sees the lexicons and macros of all files, as if it included them: the pattern of a query.
  package var seesAll: String?

  /// Files too large to be read, in bytes; `files` has them without their text.
  package var oversized: [String: Int] = [:]

  package init(_ files: [String: [UInt8]] = [:]) { self.files = files }

  package init(texts: [String: String]) { files = texts.mapValues { Array($0.utf8) } }

  /// Whether a file declares types and stages: `cascade.grammar`, and with a `+` for each grammar that it came after,
  /// those of grammars that were added (`+cascade.grammar`).
  package static func isCascade(_ path: String) -> Bool { path.drop { $0 == "+" } == cascadePath }

  /// Paths in the order of their bytes, `cascade.grammar` first and those added to it next.
  package var grammarPaths: [String] {
    let paths = files.keys.filter { $0.hasSuffix(".grammar") && !Self.isCascade($0) }
    return cascadePaths + paths.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private var cascadePaths: [String] {
    files.keys.filter(Self.isCascade).sorted { $0.utf8.count < $1.utf8.count }
  }

  /// Adds the files of another grammar. Where both have a path the other's file counts, but its `cascade.grammar` comes
  /// beside that of this one, under a path with one `+` more.
  package mutating func add(_ other: GrammarSourceSet) {
    for path in other.grammarPaths where Self.isCascade(path) {
      var free = Self.cascadePath
      while files[free] != nil { free = "+" + free }
      files[free] = other.files[path]
      oversized[free] = other.oversized[path]
    }
    for (path, bytes) in other.files where !Self.isCascade(path) {
      files[path] = bytes
      oversized[path] = other.oversized[path]
    }
  }

  /// A path as written in a file, seen from that file's folder; nil when it leads out of the grammar folder.
  package static func resolve(_ path: String, from file: String) -> String? {
    var parts = path.hasPrefix("/") ? ["/"] : file.split(separator: "/").dropLast().map(String.init)
    if path.hasPrefix("/") { return nil }
    for part in path.split(separator: "/", omittingEmptySubsequences: true) {
      switch part {
      case ".": continue
      case "..":
        guard !parts.isEmpty else { return nil }
        parts.removeLast()
      default: parts.append(String(part))
      }
    }
    return parts.joined(separator: "/")
  }

  /// How a file writes the path of another.
  package static func relative(_ path: String, from file: String) -> String {
    var target = path.split(separator: "/")[...]
    var folder = file.split(separator: "/").dropLast()
    while let first = target.first, target.count > 1, first == folder.first {
      target = target.dropFirst()
      folder = folder.dropFirst()
    }
    return (folder.map { _ in ".." } + target.map(String.init)).joined(separator: "/")
  }
}
