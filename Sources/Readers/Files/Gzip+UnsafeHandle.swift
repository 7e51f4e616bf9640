import CGzip

/// Reading gzip (RFC 1952): one member or several.
package enum Gzip {
  /// The most that one input may grow to. A gzip file of one megabyte can hold a gigabyte of nothing.
  package static let defaultLimit = 1 << 30

  package enum Failure: Error, Hashable, Sendable, CustomStringConvertible {
    case truncated
    case corrupt
    case tooLarge(limit: Int)
    case outOfMemory

    package var description: String {
      switch self {
      case .truncated: "the gzip data ends too early"
      case .corrupt: "the gzip data is corrupt"
      case .tooLarge(let limit): "the gzip data unpacks to more than \(limit >> 20) MB"
      case .outOfMemory: "not enough memory to unpack the gzip data"
      }
    }
  }

  /// Whether bytes begin as gzip does.
  package static func isGzip(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x1F, 0x8B, 0x08]) }

  /// Unpacks. O(bytes written), at most `limit` of them.
  package static func unpack(_ bytes: [UInt8], limit: Int = defaultLimit) throws(Failure) -> [UInt8] {
    var output: [UInt8] = []
    // SAFETY: the reader lives inside the closure, the input as long as the closure runs.
    let failure = bytes.withUnsafeBufferPointer { input -> Failure? in
      guard let reader = cgzip_open(input.baseAddress, Int64(input.count)) else { return .outOfMemory }
      defer { cgzip_close(reader) }
      while true {
        var status = cgzip_more
        let chunk = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
          // SAFETY: zlib writes at most the capacity and says how much.
          var written: Int32 = 0
          status = cgzip_read(reader, buffer.baseAddress, Int32(buffer.count), &written)
          count = Int(written)
        }
        if chunk.count > limit - output.count { return .tooLarge(limit: limit) }
        output += chunk
        switch status {
        case cgzip_more: continue
        case cgzip_done: return nil
        case cgzip_truncated: return .truncated
        case cgzip_no_memory: return .outOfMemory
        default: return .corrupt
        }
      }
    }
    if let failure { throw failure }
    return output
  }
}
