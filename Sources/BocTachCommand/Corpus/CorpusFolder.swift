import Evaluation
import Formats
import Tokenization

/// A folder of documents and their annotation: `ID.txt`, `ID.ann`, `documents.tsv`.
struct CorpusFolder {
  let path: String
  private let names: Set<String>

  init(_ path: String) throws(FileError) {
    self.path = path
    names = Set(try FileSystem.names(in: path))
  }

  /// The names of the documents that have a file with one of the extensions, sorted.
  func ids(_ extensions: String...) -> [String] {
    let ids = names.flatMap { name in
      extensions.filter { name.hasSuffix("." + $0) }.map { String(name.dropLast($0.count + 1)) }
    }
    return Set(ids).sorted()
  }

  func file(_ name: String) -> String { FilePaths.join(path, name) }

  /// The bytes of a file of the folder; nil where there is none.
  func contents(_ name: String) throws(FileError) -> [UInt8]? {
    names.contains(name) ? try FileSystem.read(file(name)) : nil
  }

  /// The text of a document in UTF-8; nil where there is none.
  func text(_ id: String, encoding: Decoder.Choice = .auto) throws(FileError) -> [UInt8]? {
    guard let bytes = try contents(id + ".txt") else { return nil }
    let decoded = Decoder.decode(bytes, encoding: encoding)
    // What is wrong with UTF-8 is for the reader of the annotation to say.
    return decoded.encoding == .utf8 ? bytes : decoded.text
  }

  /// The document with its annotation, and its text where the folder has it; nil without an `.ann` file.
  func document(
    _ id: String, encoding: Decoder.Choice = .auto
  ) throws(FileError) -> Reading<AnnotatedDocument>? {
    guard let annotation = try contents(id + ".ann") else { return nil }
    return BratReader.read(
      annotation: annotation, text: try text(id, encoding: encoding), id: id, file: file(id + ".ann"))
  }

  func documentsTable() throws(FileError) -> Reading<DocumentsTable> {
    guard let bytes = try contents("documents.tsv") else { return Reading(DocumentsTable()) }
    return DocumentsTable.read(bytes, file: file("documents.tsv"))
  }

  /// Everything in the folder, as the corpus tools take it.
  func split() throws(FileError) -> CorpusSplit {
    var files: [CorpusSplit.File] = []
    for id in ids("ann", "txt") {
      files.append(
        CorpusSplit.File(id: id, text: try contents(id + ".txt"), annotation: try contents(id + ".ann")))
    }
    return CorpusSplit(name: path, files: files, table: try contents("documents.tsv"))
  }

  /// The folder itself where it has annotation, otherwise its subfolders that have.
  static func splits(_ path: String) throws(FileError) -> [CorpusFolder] {
    let folder = try CorpusFolder(path)
    if !folder.ids("ann").isEmpty { return [folder] }
    var splits: [CorpusFolder] = []
    for name in folder.names.sorted() where FileSystem.kind(of: folder.file(name)) == .directory {
      let inner = try CorpusFolder(folder.file(name))
      if !inner.ids("ann").isEmpty { splits.append(inner) }
    }
    return splits
  }
}

/// What a command of this file's kind prints about its input.
enum CorpusMessages {
  static let limit = 40

  /// Prints problems on standard error, the first of them at length.
  static func show(_ problems: [FormatProblem]) {
    for problem in problems.prefix(limit) { Console.say(problem.description) }
    if problems.count > limit { Console.say("… and \(problems.count - limit) more problems") }
  }

  /// Runs a command's work and turns file errors into their exit codes.
  static func run(_ work: () throws -> Void) throws {
    Console.ignoreBrokenPipes()
    do {
      try work()
    } catch let error as FileError {
      Console.say("\(error.path): \(error.reason)")
      throw error.isAboutAccess ? ExitStatus.noInput.code : ExitStatus.ioError.code
    }
  }

  /// Writes to a file, or to standard output for nil or `-`.
  static func write(_ text: String, to path: String?) throws {
    guard let path, path != "-" else { return try Console.write(text) }
    do {
      try FileSystem.write(Array(text.utf8), to: path, replacing: true)
    } catch {
      Console.say("\(path): \(error.reason)")
      throw ExitStatus.cannotCreate.code
    }
  }
}
