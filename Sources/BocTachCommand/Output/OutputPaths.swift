import Readers

/// What a row of an input is called.
struct RowName {
  /// The name that the row gives itself, else the file's name and the row's line.
  var id: String
  /// The place in an output folder: a folder for the file, in it the row's name, without an ending.
  var path: String
  var line: Int

  init(of source: SourceDocument, line: Int, in file: InputFile) {
    self.line = line
    id = source.id ?? "\(file.id)-\(line)"
    path = FilePaths.join(file.outputPath, Self.fileName(id))
  }

  /// A name that is one part of a path, whatever a row is called.
  static func fileName(_ id: String) -> String {
    var name = ""
    for scalar in id.unicodeScalars {
      if name.utf8.count >= 200 { break }
      let isUnfit = scalar.value < 0x20 || scalar == "/" || scalar == "\\" || scalar.value == 0x7F
      name.unicodeScalars.append(isUnfit || (name.isEmpty && scalar == ".") ? "_" : scalar)
    }
    return name.isEmpty ? "_" : name
  }
}

/// Gives each document of a run a file of its own.
struct OutputPaths {
  /// By path: the input whose output it is.
  private var used: [String: String] = [:]

  /// The row's path; rows of the same name get their line behind it.
  mutating func path(for row: RowName, of file: InputFile) -> String {
    var path = row.path
    while used[path] != nil { path += "-\(row.line)" }
    used[path] = file.path
    return path
  }

  /// Takes a file's path; the input that has taken it already, where there is one.
  mutating func take(for file: InputFile) -> String? {
    if let taken = used[file.outputPath] { return taken }
    used[file.outputPath] = file.path
    return nil
  }
}
