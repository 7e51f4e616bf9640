#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// The stretch of a sequence of inputs that is in memory: what runs, and what has finished but may not go out yet because
/// something before it still runs.
///
///     inputs    0 1 2 3 4 5 6 7 8 9 …
///               └out┘ r f f r └ not taken yet
///                   next    started
///
/// What runs is at most `concurrency`, the whole window at most twice that: one slow document does not stop the others at
/// once, and yet memory stays bounded.
struct ResultWindow {
  private let concurrency: Int
  private var next = 0
  private var started = 0
  private var finished: [Int: ExtractionResult] = [:]

  /// - Parameter concurrency: how many may run; the number of processors when it is nil or not positive.
  init(_ concurrency: Int?) {
    self.concurrency = concurrency.flatMap { $0 > 0 ? $0 : nil } ?? Self.processorCount
  }

  private var running: Int { started - next - finished.count }

  /// Whether another input may be started.
  var hasRoom: Bool { running < concurrency && started - next < 2 * concurrency }

  /// Whether everything that was started has gone out.
  var isEmpty: Bool { started == next }

  /// Whether the next result may go out.
  var isNextFinished: Bool { finished[next] != nil }

  /// Counts an input as running and returns its number.
  mutating func start() -> Int {
    defer { started += 1 }
    return started
  }

  mutating func finish(_ result: ExtractionResult) {
    finished[result.index] = result
  }

  /// The next result in order, if it has finished.
  mutating func takeNext() -> ExtractionResult? {
    guard let result = finished.removeValue(forKey: next) else { return nil }
    next += 1
    return result
  }

  /// Processors that are on line, at least one.
  static var processorCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
}
