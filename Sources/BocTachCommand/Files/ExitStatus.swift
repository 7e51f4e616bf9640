import ArgumentParser

/// The command's exit codes, after sysexits.h.
enum ExitStatus: Int32 {
  /// Bad words on the command line.
  case usage = 64
  /// Some input is not text at all.
  case badData = 65
  /// No such input, or it may not be read.
  case noInput = 66
  /// Output exists already or cannot be made.
  case cannotCreate = 73
  /// Reading or writing failed midway.
  case ioError = 74
  /// A grammar does not compile.
  case badGrammar = 78
  /// A gate of `evaluate`, a grammar test or a corpus check failed: the program worked, the result is bad.
  case failed = 1

  var code: ExitCode { ExitCode(rawValue) }
}
