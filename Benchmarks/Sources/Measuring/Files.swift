import Glibc

/// Reading and writing of files, for programs that end where that fails.
package enum Files {
  package static func read(_ path: String) -> [UInt8] {
    guard let file = fopen(path, "rb") else { fail(path) }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = fread(&chunk, 1, chunk.count, file)
      bytes.append(contentsOf: chunk[..<count])
      if count < chunk.count { return bytes }
    }
  }

  package static func write(_ bytes: some Collection<UInt8>, to path: String) {
    guard let file = fopen(path, "wb") else { fail(path) }
    let contiguous = Array(bytes)
    guard fwrite(contiguous, 1, contiguous.count, file) == contiguous.count, fclose(file) == 0 else {
      fail(path)
    }
  }

  package static func isFolder(_ path: String) -> Bool {
    var information = stat()
    guard stat(path, &information) == 0 else { fail(path) }
    return information.st_mode & S_IFMT == S_IFDIR
  }

  /// The paths of all files below a folder with an ending, in the order of their bytes.
  package static func paths(below folder: String, ending: String) -> [String] {
    guard let handle = opendir(folder) else { fail(folder) }
    defer { closedir(handle) }
    var paths: [String] = []
    while let entry = readdir(handle) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        // SAFETY: readdir's names are NUL-terminated within the array.
        pointer.withMemoryRebound(to: CChar.self, capacity: 1) { String(cString: $0) }
      }
      if name.hasPrefix(".") { continue }
      let path = folder + "/" + name
      if isFolder(path) {
        paths += self.paths(below: path, ending: ending)
      } else if name.hasSuffix(ending) {
        paths.append(path)
      }
    }
    return paths.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// A line on standard error.
  package static func say(_ text: String) {
    let line = Array((text + "\n").utf8)
    _ = Glibc.write(2, line, line.count)
  }

  package static func fail(_ path: String) -> Never {
    perror(path)
    exit(66)
  }

  package static func usage(_ text: String) -> Never {
    say(text)
    exit(64)
  }
}
