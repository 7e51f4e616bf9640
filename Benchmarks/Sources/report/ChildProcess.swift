import Glibc
import Measuring

/// What a process took: measured by a small process of our own between this one and it, because Linux counts the memory
/// of whoever starts a process as that process's peak.
struct ProcessFigures {
  var wallSeconds: Double
  var processorSeconds: Double
  var peakMegabytes: Double
  var exitCode: Int32
  var output: [UInt8] = []
}

enum ChildProcess {
  /// The first argument with which this program starts another and prints what that took.
  static let runner = "--run"

  /// Runs a command to its end; its output is dropped.
  static func run(_ arguments: [String]) -> ProcessFigures {
    let result = spawn([executable, runner] + arguments, capturing: true)
    let cells = String(decoding: result.output, as: UTF8.self).split { $0.isWhitespace }.compactMap {
      Double($0)
    }
    guard cells.count == 4 else { Files.usage("\(arguments[0]): did not run") }
    return ProcessFigures(
      wallSeconds: cells[0], processorSeconds: cells[1], peakMegabytes: cells[2], exitCode: Int32(cells[3]))
  }

  /// The process in between.
  static func runAndPrint(_ arguments: [String]) -> Never {
    let figures = spawn(arguments, capturing: false)
    print(figures.wallSeconds, figures.processorSeconds, figures.peakMegabytes, figures.exitCode)
    exit(0)
  }

  private static var executable: String {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    return String(decoding: buffer.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Starts a command and waits for it; its standard output is read or dropped, its errors are shown when captured.
  static func spawn(_ arguments: [String], capturing: Bool) -> ProcessFigures {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    var pipes: [Int32] = [-1, -1]
    if capturing {
      guard pipe(&pipes) == 0 else { Files.fail("pipe") }
      posix_spawn_file_actions_adddup2(&actions, pipes[1], 1)
      posix_spawn_file_actions_addclose(&actions, pipes[0])
    } else {
      posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
      posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    }
    let strings = arguments.map { strdup($0) }
    defer { for string in strings { free(string) } }
    var process = pid_t()
    var output: [UInt8] = []
    var usage = rusage()
    var status: Int32 = 0
    let wall = Clock.wallSeconds {
      let error = posix_spawnp(&process, arguments[0], &actions, nil, strings + [nil], environ)
      guard error == 0 else { Files.usage("\(arguments[0]): \(String(cString: strerror(error)))") }
      if capturing {
        close(pipes[1])
        output = readAll(pipes[0])
        close(pipes[0])
      }
      wait4(process, &status, 0, &usage)
    }
    let seconds = [usage.ru_utime, usage.ru_stime].map { Double($0.tv_sec) + Double($0.tv_usec) / 1e6 }
    return ProcessFigures(
      wallSeconds: wall, processorSeconds: seconds[0] + seconds[1],
      peakMegabytes: Double(usage.ru_maxrss) * 1024 / 1e6,
      exitCode: status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f), output: output)
  }

  private static func readAll(_ descriptor: Int32) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &chunk, chunk.count)
      if count <= 0 { return bytes }
      bytes += chunk[..<count]
    }
  }
}
