import Readers

/// One document to read.
struct InputFile {
  /// The path to read; `-` for standard input.
  var path: String
  /// The path below the folder that was named, or the file's own name.
  var relativePath: String
  /// The name without its extension: what `documents.tsv` and brat call the document.
  var id: String { FilePaths.name(of: outputPath) }
  /// The path without its extension (`.gz` aside): what an output folder mirrors.
  var outputPath: String { FilePaths.withoutExtension(InputFormat.withoutGzip(relativePath)) }
}

/// What could not be used, and the exit code that it means.
struct InputFailure: Error {
  var message: String
  var status: ExitStatus
}

/// Turns the paths of the command line into the documents to read: files as they are, folders as every text file
/// below them, in the order of their names.
struct InputCollector {
  /// Endings of the files that a folder is searched for.
  var extensions: Set<String>
  /// Whether such files may be gzip.
  var searchesGzip: Bool
  private(set) var files: [InputFile] = []
  private(set) var failures: [InputFailure] = []

  init(extensions: Set<String> = ["txt"], searchesGzip: Bool = false) {
    self.extensions = extensions
    self.searchesGzip = searchesGzip
  }

  mutating func add(_ path: String) {
    if path == "-" {
      files.append(InputFile(path: "-", relativePath: "stdin"))
      return
    }
    switch FileSystem.kind(of: path) {
    case .missing: fail("\(path): no such file or folder", .noInput)
    case .file, .other: files.append(InputFile(path: path, relativePath: FilePaths.name(of: path)))
    case .directory:
      let before = files.count
      walk(path, relative: "", above: [])
      if files.count == before, failures.isEmpty {
        let wanted = extensions.sorted().map { "*.\($0)" }.joined(separator: ", ")
        fail("\(path): no text in this folder (looked for \(wanted))", .noInput)
      }
    }
  }

  /// - Parameter above: the folders that the folder lies in, so that a link to one of them is no way on.
  private mutating func walk(_ folder: String, relative: String, above: [FileIdentity]) {
    let names: [String]
    do {
      names = try FileSystem.names(in: folder)
    } catch {
      fail("\(folder): \(error.reason)", .noInput)
      return
    }
    let within = above + (FileSystem.identity(of: folder).map { [$0] } ?? [])
    for name in names where !name.hasPrefix(".") {
      let path = FilePaths.join(folder, name)
      switch FileSystem.kind(of: path) {
      case .directory:
        if let identity = FileSystem.identity(of: path), within.contains(identity) {
          fail("\(path): leads back to a folder that it lies in", .noInput)
        } else {
          walk(path, relative: FilePaths.join(relative, name), above: within)
        }
      case .file:
        if isWanted(name) {
          files.append(InputFile(path: path, relativePath: FilePaths.join(relative, name)))
        }
      case .missing:
        // A link that leads nowhere, or a name that is no UTF-8.
        if isWanted(name) { fail("\(path): no such file", .noInput) }
      case .other: break
      }
    }
  }

  /// Whether a name has one of the endings; behind which `.gz` may stand where that is looked for.
  private func isWanted(_ name: String) -> Bool {
    let plain = searchesGzip ? InputFormat.withoutGzip(name) : name
    guard let dot = plain.lastIndex(of: ".") else { return false }
    return extensions.contains(plain[plain.index(after: dot)...].lowercased())
  }

  private mutating func fail(_ message: String, _ status: ExitStatus) {
    failures.append(InputFailure(message: message, status: status))
  }
}
