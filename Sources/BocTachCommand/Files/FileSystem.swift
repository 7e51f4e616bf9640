#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What the system said when a file operation failed.
struct FileError: Error {
  var path: String
  /// `errno` as the call left it.
  var code: Int32

  /// The system's own words, such as "Permission denied".
  var reason: String { String(cString: strerror(code)) }
}

/// The file operations that the command needs, over POSIX. Paths are used as given.
enum FileSystem {
  enum Kind {
    case file, directory, missing
    /// A pipe, a terminal, a device.
    case other
  }

  static func kind(of path: String) -> Kind {
    var information = stat()
    guard stat(path, &information) == 0 else { return .missing }
    switch information.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .directory
    default: return .other
    }
  }

  /// The path of the file that a link leads to; any other path as it is.
  static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    var information = stat()
    guard lstat(path, &information) == 0, information.st_mode & S_IFMT == S_IFLNK else { return path }
    return String(cString: real)
  }

  /// A number for the file or folder itself, whatever it is called; nil where there is none.
  static func identity(of path: String) -> FileIdentity? {
    var information = stat()
    guard stat(path, &information) == 0 else { return nil }
    return FileIdentity(device: UInt64(information.st_dev), node: UInt64(information.st_ino))
  }

  /// The names in a folder, without `.` and `..`, in the order of their bytes.
  static func names(in path: String) throws(FileError) -> [String] {
    guard let handle = opendir(path) else { throw FileError(path: path, code: errno) }
    defer { closedir(handle) }
    var names: [String] = []
    while let entry = readdir(handle) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
  }

  static func read(_ path: String) throws(FileError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(path: path, code: errno) }
    defer { close(descriptor) }
    return try read(descriptor, name: path)
  }

  static func readStandardInput() throws(FileError) -> [UInt8] {
    try read(STDIN_FILENO, name: "-")
  }

  private static func read(_ descriptor: Int32, name: String) throws(FileError) -> [UInt8] {
    var information = stat()
    var bytes: [UInt8] = []
    if fstat(descriptor, &information) == 0, information.st_mode & S_IFMT == S_IFREG {
      bytes.reserveCapacity(Int(information.st_size) + 1)
    }
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = chunk.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if count == 0 { return bytes }
      if count < 0 {
        if errno == EINTR { continue }
        throw FileError(path: name, code: errno)
      }
      bytes.append(contentsOf: chunk[..<count])
    }
  }

  /// Makes a folder and those above it; an existing folder is fine.
  static func makeDirectory(_ path: String) throws(FileError) {
    if path.isEmpty || kind(of: path) == .directory { return }
    let parent = FilePaths.directory(of: path)
    if parent != path { try makeDirectory(parent) }
    if mkdir(path, 0o777) != 0, errno != EEXIST { throw FileError(path: path, code: errno) }
    if kind(of: path) != .directory { throw FileError(path: path, code: ENOTDIR) }
  }

  /// Writes a file whole or not at all.
  ///
  /// - Parameter replacing: whether an existing file may be replaced; otherwise it fails with `EEXIST`.
  static func write(_ bytes: [UInt8], to path: String, replacing: Bool) throws(FileError) {
    let file = try PartialFile(path, replacing: replacing)
    try file.write(bytes)
    try file.commit()
  }

  static func write(_ bytes: [UInt8], descriptor: Int32, name: String) throws(FileError) {
    var offset = 0
    while offset < bytes.count {
      let count = bytes[offset...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        throw FileError(path: name, code: errno)
      }
      offset += count
    }
  }

  /// What changes when a file is written anew; nil for a file that is gone.
  static func stamp(of path: String) -> FileStamp? {
    var information = stat()
    guard stat(path, &information) == 0 else { return nil }
    return FileStamp(
      seconds: Int(information.st_mtim.tv_sec), nanoseconds: Int(information.st_mtim.tv_nsec),
      size: Int(information.st_size), node: UInt64(information.st_ino))
  }

  static func sleep(milliseconds: Int) { usleep(UInt32(milliseconds) * 1000) }

  static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  static func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}

/// A file that is there whole or not at all: it is written beside its place, and `commit` puts it there. One that is let go of
/// before that is gone.
///
/// A link is followed, and a file that is replaced keeps its permissions. What is no file, such as a device or a pipe, is written
/// to as it stands: there is nothing to keep.
final class PartialFile {
  private enum Place {
    /// Without a name yet: nothing is left behind whatever ends the process.
    case unnamed
    case named(String)
    case final
  }

  private let path: String
  private let replacing: Bool
  private let place: Place
  private var descriptor: Int32

  /// - Parameter replacing: whether an existing file may be replaced; otherwise it fails with `EEXIST`.
  init(_ path: String, replacing: Bool) throws(FileError) {
    let kind = FileSystem.kind(of: path)
    let path = kind == .file ? FileSystem.resolved(path) : path
    self.path = path
    self.replacing = replacing
    if kind == .other {
      place = .final
      descriptor = open(path, O_WRONLY | O_CLOEXEC)
    } else {
      if !replacing, kind != .missing { throw FileError(path: path, code: EEXIST) }
      let folder = FilePaths.directory(of: path)
      let unnamed = Self.openUnnamed(in: folder.isEmpty ? "." : folder)
      if unnamed >= 0 {
        (place, descriptor) = (.unnamed, unnamed)
      } else {
        let name = Self.temporaryName(path)
        place = .named(name)
        descriptor = open(name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
      }
    }
    guard descriptor >= 0 else { throw FileError(path: path, code: errno) }
    var information = stat()
    if kind == .file, stat(path, &information) == 0 {
      _ = fchmod(descriptor, information.st_mode & 0o7777)
    }
  }

  deinit {
    guard descriptor >= 0 else { return }
    close(descriptor)
    if case .named(let name) = place { unlink(name) }
  }

  private static func temporaryName(_ path: String) -> String { "\(path).\(getpid()).part" }

  /// A file of a folder that has no name; negative where the system knows none.
  private static func openUnnamed(in folder: String) -> Int32 {
    #if os(Linux) && (arch(x86_64) || arch(arm64))
      // O_TMPFILE, a macro that Swift does not see.
      let temporaryFile: Int32 = 0o20_000_000 | O_DIRECTORY
      guard access("/proc/self/fd", F_OK) == 0 else { return -1 }
      return open(folder, temporaryFile | O_WRONLY | O_CLOEXEC, 0o666)
    #else
      return -1
    #endif
  }

  func write(_ bytes: [UInt8]) throws(FileError) {
    try FileSystem.write(bytes, descriptor: descriptor, name: path)
  }

  /// Puts the file in its place.
  func commit() throws(FileError) {
    var code: Int32 = 0
    switch place {
    case .final: break
    case .unnamed:
      // `linkat` fails on an existing name, `rename` replaces it.
      let name = replacing ? Self.temporaryName(path) : path
      let source = "/proc/self/fd/\(descriptor)"
      if linkat(AT_FDCWD, source, AT_FDCWD, name, AT_SYMLINK_FOLLOW) != 0 {
        code = errno
      } else if replacing, rename(name, path) != 0 {
        code = errno
        unlink(name)
      }
    case .named(let name):
      if (replacing ? rename(name, path) : link(name, path)) != 0 { code = errno }
      if !replacing || code != 0 { unlink(name) }
    }
    let closed = close(descriptor)
    if closed != 0, code == 0 { code = errno }
    descriptor = -1
    guard code == 0 else { throw FileError(path: path, code: code) }
  }
}

struct FileIdentity: Hashable {
  var device: UInt64
  var node: UInt64
}

struct FileStamp: Hashable {
  var seconds: Int
  var nanoseconds: Int
  var size: Int
  var node: UInt64
}

/// Text work on paths.
enum FilePaths {
  static func join(_ folder: String, _ name: String) -> String {
    folder.isEmpty ? name : folder.hasSuffix("/") ? folder + name : folder + "/" + name
  }

  /// The path without its last part; empty for a bare name.
  static func directory(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "" }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  static func name(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
  }

  /// The path without the extension of its last part.
  static func withoutExtension(_ path: String) -> String {
    let name = name(of: path)
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return path }
    return String(path.dropLast(name.distance(from: dot, to: name.endIndex)))
  }
}

extension FileError {
  /// The file is not there or may not be read.
  var isAboutAccess: Bool {
    code == ENOENT || code == EACCES || code == EPERM || code == ENOTDIR || code == EISDIR
  }
  var isAlreadyThere: Bool { code == EEXIST }
  /// Reading or writing failed midway.
  var isIO: Bool { code == EIO || code == ENOSPC || code == EFBIG || code == EDQUOT || code == EPIPE }
}
