import Foundation

/// The built command, run as a user runs it.
struct Command {
  struct Result {
    var status: Int32
    var output: Data
    var errors: String

    var text: String { String(decoding: output, as: UTF8.self) }
  }

  /// The executable beside the test bundle.
  static let executable: URL = {
    var folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    for candidate in [Bundle.main.bundleURL, Bundle.main.bundleURL.deletingLastPathComponent()] {
      if FileManager.default.isExecutableFile(atPath: candidate.appendingPathComponent("boctach").path) {
        folder = candidate
      }
    }
    return folder.appendingPathComponent("boctach")
  }()

  /// The small grammar of these tests.
  static let grammar = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Fixtures/grammar").path

  /// - Parameters:
  ///   - directory: where the command runs; nil for where the tests do.
  ///   - path: where standard output goes; nil for into the result.
  static func run(
    _ arguments: [String], input: Data = Data(), environment: [String: String] = [:],
    directory: URL? = nil, output path: String? = nil
  ) throws -> Result {
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    if let directory { process.currentDirectoryURL = directory }
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
    let (stdin, stdout, stderr) = (Pipe(), Pipe(), Pipe())
    process.standardInput = stdin
    process.standardOutput = path.flatMap { FileHandle(forWritingAtPath: $0) } ?? stdout
    process.standardError = stderr
    try process.run()
    // Nothing else would close it.
    if path != nil { try stdout.fileHandleForWriting.close() }
    let errors = Reader(stderr)
    let output = Reader(stdout)
    try? stdin.fileHandleForWriting.write(contentsOf: input)
    try? stdin.fileHandleForWriting.close()
    process.waitUntilExit()
    return Result(
      status: process.terminationStatus, output: output.data,
      errors: String(decoding: errors.data, as: UTF8.self))
  }

  /// Drains a pipe on a thread of its own, so that neither side waits for the other.
  private final class Reader: @unchecked Sendable {
    private let group = DispatchGroup()
    private var bytes = Data()

    init(_ pipe: Pipe) {
      // The group orders the one write before every read: that is the proof for `@unchecked Sendable`.
      group.enter()
      Thread.detachNewThread { [self] in
        bytes = Self.readAll(pipe.fileHandleForReading.fileDescriptor)
        group.leave()
      }
    }

    /// Reads to the end; a signal (a child that ended) does not stop it, as it stops `FileHandle`.
    private static func readAll(_ descriptor: Int32) -> Data {
      var bytes = Data()
      var chunk = [UInt8](repeating: 0, count: 1 << 16)
      while true {
        let count = read(descriptor, &chunk, chunk.count)
        if count > 0 { bytes.append(contentsOf: chunk[..<count]) }
        if count == 0 || (count < 0 && errno != EINTR) { return bytes }
      }
    }

    var data: Data {
      group.wait()
      return bytes
    }
  }
}

/// A folder that goes away with the test.
final class TemporaryFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("boctach-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  @discardableResult
  func write(_ name: String, _ bytes: Data) throws -> String {
    let file = url.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try bytes.write(to: file)
    return file.path
  }

  @discardableResult
  func write(_ name: String, _ text: String) throws -> String { try write(name, Data(text.utf8)) }

  func path(_ name: String) -> String { url.appendingPathComponent(name).path }

  func read(_ name: String) -> String? {
    try? String(contentsOf: url.appendingPathComponent(name), encoding: .utf8)
  }
}
