internal import CGrammarBundle
internal import GrammarLanguage

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

extension Grammar {
  /// The Vietnamese grammar that ships inside the binary.
  public static let bundled: Grammar = {
    var files: [String: [UInt8]] = [:]
    for index in 0..<boctach_bundled_file_count {
      let file = boctach_bundled_files[index]
      // SAFETY: the table is a constant of the binary; each entry's bytes are `size` long and never change.
      files[String(cString: file.path)] = Array(UnsafeBufferPointer(start: file.bytes, count: file.size))
    }
    return Grammar(files: files)
  }()

  /// Reads every `*.grammar` and `*.tsv` file below a folder.
  ///
  /// A file larger than a grammar or lexicon may be is not read; what is made of the grammar then fails with a message
  /// that tells so.
  ///
  /// - Throws: `GrammarError.unreadable` with the path and the system's reason, also for what is no regular file, and for
  ///   folders nested more than 16 deep.
  public init(directory path: String) throws(GrammarError) {
    var files: [String: [UInt8]] = [:]
    var oversized: [String: Int] = [:]
    try Self.read(path, below: "", into: &files, oversized: &oversized)
    self.init(files: files)
    sources.oversized = oversized
  }

  /// A link that leads back up would be followed for ever.
  private static let folderDepth = 16

  private static func read(
    _ folder: String, below relative: String, into files: inout [String: [UInt8]],
    oversized: inout [String: Int]
  ) throws(GrammarError) {
    guard relative.utf8.count(where: { $0 == UInt8(ascii: "/") }) < folderDepth else {
      throw .unreadable(path: folder, reason: "folders nested more than \(folderDepth) deep")
    }
    guard let handle = opendir(folder) else { throw unreadable(folder) }
    defer { closedir(handle) }
    while let entry = readdir(handle) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        // SAFETY: readdir's names are NUL-terminated within the array.
        pointer.withMemoryRebound(to: CChar.self, capacity: 1) { String(cString: $0) }
      }
      if name.hasPrefix(".") { continue }
      let path = folder + "/" + name
      let relativePath = relative.isEmpty ? name : relative + "/" + name
      var information = stat()
      guard stat(path, &information) == 0 else { throw unreadable(path) }
      if information.st_mode & S_IFMT == S_IFDIR {
        try read(path, below: relativePath, into: &files, oversized: &oversized)
      } else if name.hasSuffix(".grammar") || name.hasSuffix(".tsv") {
        // A pipe or device may have no end.
        guard information.st_mode & S_IFMT == S_IFREG else {
          throw .unreadable(path: path, reason: "not a regular file")
        }
        let limit = name.hasSuffix(".tsv") ? GrammarLimits.lexiconFileSize : GrammarLimits.grammarFileSize
        guard information.st_size <= limit else {
          files[relativePath] = []
          oversized[relativePath] = Int(information.st_size)
          continue
        }
        files[relativePath] = try bytes(of: path)
      }
    }
  }

  private static func bytes(of path: String) throws(GrammarError) -> [UInt8] {
    guard let file = fopen(path, "rb") else { throw unreadable(path) }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&chunk, 1, chunk.count, file)
      bytes.append(contentsOf: chunk[..<count])
      if count < chunk.count {
        if ferror(file) != 0 { throw unreadable(path) }
        return bytes
      }
    }
  }

  private static func unreadable(_ path: String) -> GrammarError {
    .unreadable(path: path, reason: String(cString: strerror(errno)))
  }
}
