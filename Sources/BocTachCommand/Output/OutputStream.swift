/// Bytes on their way to a file or to standard output, passed on in pieces. What fails is remembered, and what comes
/// behind it dropped.
struct OutputStream {
  private static let pieceSize = 1 << 16

  /// Nil for standard output.
  private let file: PartialFile?
  private(set) var failure: FileError?

  /// Standard output.
  init() { file = nil }

  /// A file, there whole at the end or not at all.
  init(_ path: String, replacing: Bool) throws(FileError) {
    file = try PartialFile(path, replacing: replacing)
  }

  /// Takes the bytes when they are enough for a piece.
  mutating func flushIfLarge(_ bytes: inout [UInt8]) {
    if bytes.count >= Self.pieceSize { flush(&bytes) }
  }

  /// Takes the bytes.
  mutating func flush(_ bytes: inout [UInt8]) {
    defer { bytes.removeAll(keepingCapacity: true) }
    guard failure == nil, !bytes.isEmpty else { return }
    do throws(FileError) {
      if let file { try file.write(bytes) } else { try Console.write(bytes) }
    } catch {
      failure = error
    }
  }

  /// Puts the file in its place.
  mutating func finish() {
    guard failure == nil, let file else { return }
    do throws(FileError) { try file.commit() } catch { failure = error }
  }
}
