internal import CBocTach

/// The statuses of the header.
enum Status: Int32 {
  case ok = 0
  case argument = 1
  case size = 2
  case unreadable = 3
  case grammar = 4
  case encoding = 5
  case date = 6
  case tooLong = 7
  case memory = 8

  /// The header's words.
  var text: String { String(cString: boctach_status_text(rawValue)) }
}

/// Why a call failed.
struct CallError: Error {
  var status: Status
  var message: String

  init(_ status: Status, _ message: String? = nil) {
    self.status = status
    self.message = message ?? status.text
  }

  /// A pointer that may not be null.
  static func null(_ name: String) -> CallError { CallError(.argument, "\(name) is null") }

  /// A struct of another size than this interface's.
  static func size(_ name: String, _ given: Int, _ expected: Int) -> CallError {
    CallError(.size, "\(name) is \(given), not \(expected)")
  }
}

/// The caller's buffer for messages.
struct MessageBuffer {
  private let bytes: UnsafeMutablePointer<CChar>?
  private let capacity: Int

  /// Nil when the buffer is null and not empty, or larger than memory.
  init?(_ bytes: UnsafeMutablePointer<CChar>?, _ capacity: Int) {
    guard capacity >= 0, bytes != nil || capacity == 0 else { return nil }
    self.bytes = bytes
    self.capacity = capacity
  }

  /// Writes a message, cut at a whole code point, and a NUL.
  func write(_ message: String) {
    // SAFETY: the caller vouches for `capacity` bytes; `kept` is below it.
    guard let bytes, capacity > 0 else { return }
    let units = Array(message.utf8)
    var kept = min(units.count, capacity - 1)
    while kept > 0, kept < units.count, units[kept] & 0xC0 == 0x80 { kept -= 1 }
    for index in 0..<kept { bytes[index] = CChar(bitPattern: units[index]) }
    bytes[kept] = 0
  }

  /// Runs a call and tells how it went, in a status and in words.
  func report(_ body: () throws(CallError) -> Void) -> Int32 {
    do {
      try body()
      write("")
      return Status.ok.rawValue
    } catch {
      write(error.message)
      return error.status.rawValue
    }
  }
}
