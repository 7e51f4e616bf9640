/// Where results go.
enum OutputDestination {
  case standardOutput
  /// All of them into one file, written whole at the end or not at all.
  case file(String, replacing: Bool)
  /// One file for each document, mirroring the input's folders.
  case folder(String, replacing: Bool)

  var isStandardOutput: Bool { if case .standardOutput = self { true } else { false } }
  var isFolder: Bool { if case .folder = self { true } else { false } }
}

/// How a failed write is told.
struct OutputFailure {
  var message: String
  var status: ExitStatus

  init(_ error: FileError) {
    let reason = error.isAlreadyThere ? "exists already (--overwrite replaces it)" : error.reason
    message = "\(error.path): \(reason)"
    status = error.isIO ? .ioError : .cannotCreate
  }
}
