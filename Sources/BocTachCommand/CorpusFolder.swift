import Evaluation
import Formats

#if canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A folder of documents and their annotation: `ID.txt`, `ID.ann`, `documents.tsv`.
struct CorpusFolder {
  var path: String
  /// The names of the files in it, sorted.
  var names: [String]

  enum Failure: Error, CustomStringConvertible {
    case noSuchFolder(String)
    case unreadable(String)
    case cannotWrite(String)

    var description: String {
      switch self {
      case .noSuchFolder(let path): "\(path): no such folder"
      case .unreadable(let path): "\(path): cannot be read"
      case .cannotWrite(let path): "\(path): cannot be written"
      }
    }
  }

  init(_ path: String) throws(Failure) {
    self.path = path
    guard let folder = opendir(path) else { throw .noSuchFolder(path) }
    defer { closedir(folder) }
    names = []
    while let entry = readdir(folder) {
      let capacity = MemoryLayout.size(ofValue: entry.pointee.d_name)
      names.append(
        withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: capacity) { String(cString: $0) }
        })
    }
    names.sort()
  }

  /// The names of the documents that have a file with the extension.
  func ids(_ fileExtension: String) -> [String] {
    names.filter { $0.hasSuffix("." + fileExtension) }.map { String($0.dropLast(fileExtension.count + 1)) }
  }

  func file(_ name: String) -> String { path.hasSuffix("/") ? path + name : path + "/" + name }

  /// The bytes of a file of the folder; nil where there is none.
  func contents(_ name: String) throws(Failure) -> [UInt8]? {
    guard names.contains(name) else { return nil }
    return try Self.contents(file(name))
  }

  static func contents(_ path: String) throws(Failure) -> [UInt8] {
    guard let stream = fopen(path, "rb") else { throw .unreadable(path) }
    defer { fclose(stream) }
    var bytes: [UInt8] = []
    while true {
      let chunk = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
        count = fread(buffer.baseAddress, 1, buffer.count, stream)
      }
      if chunk.isEmpty { break }
      bytes += chunk
    }
    if ferror(stream) != 0 { throw .unreadable(path) }
    return bytes
  }

  static func write(_ bytes: some Collection<UInt8>, to path: String) throws(Failure) {
    guard let stream = fopen(path, "wb") else { throw .cannotWrite(path) }
    let bytes = Array(bytes)
    let written = fwrite(bytes, 1, bytes.count, stream)
    if fclose(stream) != 0 || written != bytes.count { throw .cannotWrite(path) }
  }

  /// The document with its annotation, and its text where the folder has it; nil without an `.ann` file.
  func document(_ id: String) throws(Failure) -> Reading<AnnotatedDocument>? {
    guard let annotation = try contents(id + ".ann") else { return nil }
    return BratReader.read(
      annotation: annotation, text: try contents(id + ".txt"), id: id, file: file(id + ".ann"))
  }

  func documentsTable() throws(Failure) -> Reading<DocumentsTable> {
    guard let bytes = try contents("documents.tsv") else { return Reading(DocumentsTable()) }
    return DocumentsTable.read(bytes, file: file("documents.tsv"))
  }
}
