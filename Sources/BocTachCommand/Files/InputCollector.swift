/// One document to read.
struct InputFile {
  /// The path to read; `-` for standard input.
  var path: String
  /// The path below the folder that was named, or the file's own name: what an output folder mirrors.
  var relativePath: String
  /// The name without its extension: what `documents.tsv` and brat call the document.
  var id: String { FilePaths.name(of: FilePaths.withoutExtension(relativePath)) }
}

/// What could not be used, and the exit code that it means.
struct InputFailure {
  var message: String
  var status: ExitStatus
}

/// Turns the paths of the command line into the documents to read: files as they are, folders as every text file
/// below them, in the order of their names.
struct InputCollector {
  /// Endings of the files that a folder is searched for.
  var extensions: Set<String>
  private(set) var files: [InputFile] = []
  private(set) var failures: [InputFailure] = []

  init(extensions: Set<String> = ["txt"]) {
    self.extensions = extensions
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
      walk(path, relative: "")
      if files.count == before, failures.isEmpty {
        let wanted = extensions.sorted().map { "*.\($0)" }.joined(separator: ", ")
        fail("\(path): no text in this folder (looked for \(wanted))", .noInput)
      }
    }
  }

  private mutating func walk(_ folder: String, relative: String) {
    let names: [String]
    do {
      names = try FileSystem.names(in: folder)
    } catch {
      fail("\(folder): \(error.reason)", .noInput)
      return
    }
    for name in names where !name.hasPrefix(".") {
      let path = FilePaths.join(folder, name)
      switch FileSystem.kind(of: path) {
      case .directory: walk(path, relative: FilePaths.join(relative, name))
      case .file:
        let isText = name.lastIndex(of: ".").map {
          extensions.contains(String(name[name.index(after: $0)...]))
        }
        if isText == true {
          files.append(InputFile(path: path, relativePath: FilePaths.join(relative, name)))
        }
      case .missing, .other: break
      }
    }
  }

  private mutating func fail(_ message: String, _ status: ExitStatus) {
    failures.append(InputFailure(message: message, status: status))
  }
}
