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

  /// Warns of what is wrong with an input, or with a line of it, in the words of every command that reads texts.
  static func warn(_ sentences: [String], of path: String, line: Int? = nil) {
    let place = line.map { "\(path):\($0)" } ?? path
    for sentence in sentences { say("boctach: \(place): warning: \(sentence)") }
  }

  /// Writes text that ends its own lines to standard error.
  static func write(toErrors text: String) {
    try? FileSystem.write(Array(text.utf8), descriptor: STDERR_FILENO, name: "standard error")
  }

  /// Writes data to standard output. A reader that has gone away ends the program quietly and by SIGPIPE, as it ends any
  /// program of a pipe: whoever asks for the exit code (141 in a shell) learns that the run did not come to its end.
  static func write(_ bytes: [UInt8]) throws(FileError) {
    do {
      try FileSystem.write(bytes, descriptor: STDOUT_FILENO, name: "standard output")
    } catch {
      if error.code == EPIPE { endByBrokenPipe() }
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

  private static func endByBrokenPipe() -> Never {
    signal(SIGPIPE, SIG_DFL)
    raise(SIGPIPE)
    // The signal may be blocked. Other threads may be at work: nothing is taken down under their hands.
    _exit(128 + SIGPIPE)
  }

  /// Broken pipes become errors of the write that meets them: only that of standard output is to end the program, and not
  /// that of messages or of a pipe that `--output` names.
  static func ignoreBrokenPipes() { signal(SIGPIPE, SIG_IGN) }
}
