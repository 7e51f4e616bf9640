#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The standard streams: data on standard output, everything else on standard error.
enum Console {
  /// Says something about the run, on standard error.
  static func say(_ message: String) {
    try? FileSystem.write(Array((message + "\n").utf8), descriptor: STDERR_FILENO, name: "standard error")
  }

  /// Writes text that ends its own lines to standard error.
  static func write(toErrors text: String) {
    try? FileSystem.write(Array(text.utf8), descriptor: STDERR_FILENO, name: "standard error")
  }

  /// Writes data to standard output. A reader that has gone away ends the program quietly, as in any pipe.
  static func write(_ bytes: [UInt8]) throws(FileError) {
    do {
      try FileSystem.write(bytes, descriptor: STDOUT_FILENO, name: "standard output")
    } catch {
      // Other threads may be at work: nothing is taken down under their hands.
      if error.code == EPIPE { _exit(0) }
      throw error
    }
  }

  static func write(_ text: String) throws(FileError) { try write(Array(text.utf8)) }

  /// Whether to color standard output: on a terminal, unless `NO_COLOR` says otherwise.
  static var wantsColor: Bool {
    FileSystem.isTerminal(STDOUT_FILENO) && (FileSystem.environment("NO_COLOR") ?? "").isEmpty
      && FileSystem.environment("TERM") != "dumb"
  }

  /// Ends a run that went well, without taking down grammar and caches piece by piece: the system takes all at once.
  static func finish() -> Never { exit(0) }

  /// Broken pipes become errors of the write that meets them.
  static func ignoreBrokenPipes() { signal(SIGPIPE, SIG_IGN) }
}
