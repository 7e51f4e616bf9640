import Synchronization

/// Work that several threads do, and whose values come out in the order in which it went in.
///
///     next ◀─ done  running  done  ready  running  open  open ◀─ add
///             └───────────────── the line ─────────────────┘
///
/// One thread adds and takes. It works too, when the line is full or ends and its front is not done. The others are begun
/// with the second job: a single one costs no thread.
///
/// Jobs in line, with their values, are at most twice as many as are done at once: a slow one does not stop the others, and
/// yet memory stays bounded. Small ones may be more, up to 64 KB of text for each that is done at once: news come as a
/// headline, a lead and an article, and where one of four is long, twice as many would leave one long one at a time. With one at
/// a time there is one in line, done by the thread that added it.
///
/// Batches of the library (`Extractor.extract(batch:)`) have no place for the messages that stand between documents, make
/// every mention at once, and need an asynchronous caller.
struct OrderedJobs<Value: Sendable> {
  private enum Place {
    case ready(Value)
    case job(Job<Value>, byteCount: Int)
  }

  private let capacity: Int
  /// However many jobs there are, more may be added to less than this.
  private let byteCapacity: Int
  private var line: [Place] = []
  private var jobCount = 0
  private var byteCount = 0
  private var hasHadJob = false
  private let openJobs: OpenJobs<Value>

  /// - Parameter limit: how many jobs are done at once; at least 1.
  init(atOnce limit: Int) {
    precondition(limit >= 1)
    // Beyond this no machine has processors, and the sums below stay far from overflowing.
    let limit = min(limit, 1 << 16)
    capacity = limit == 1 ? 1 : 2 * limit
    byteCapacity = limit == 1 ? 0 : limit << 16
    openJobs = OpenJobs(helperLimit: limit - 1)
  }

  /// Whether something has to be taken before more is added. What needs no work takes a place too: of a million bad rows
  /// behind a long document not all are kept.
  private var isFull: Bool {
    jobCount >= capacity && byteCount >= byteCapacity || line.count >= 8 * capacity
  }

  /// Puts a value in line that needs no work. `next` is to be called until it gives nil.
  mutating func add(_ value: Value) {
    line.append(.ready(value))
  }

  /// Puts work in line. `next` is to be called until it gives nil.
  ///
  /// - Parameter size: the bytes of text that it holds.
  mutating func add(size: Int, work: @escaping @Sendable () -> Value) {
    let job = Job(work)
    line.append(.job(job, byteCount: size))
    jobCount += 1
    byteCount += size
    openJobs.add(job, mayStartHelper: hasHadJob)
    hasHadJob = true
  }

  /// Takes the value at the front of the line. Nil when it is not there yet and there is room for more.
  ///
  /// - Parameter isAtEnd: nothing is added any more: nil means that the line is empty.
  mutating func next(isAtEnd: Bool = false) -> Value? {
    switch line.first {
    case nil: return nil
    case .ready(let value):
      line.removeFirst()
      return value
    case .job(let job, let size):
      guard let value = isFull || isAtEnd ? workUntilDone(job) : job.valueIfDone else { return nil }
      line.removeFirst()
      jobCount -= 1
      byteCount -= size
      return value
    }
  }

  /// The value of a job; meanwhile this thread does what nobody has begun.
  private func workUntilDone(_ job: Job<Value>) -> Value {
    while true {
      if let value = job.valueIfDone { return value }
      guard let open = openJobs.take() else { return job.value() }
      _ = open.value()
    }
  }
}

/// The jobs that nobody has begun, and who helps to do them.
private final class OpenJobs<Value: Sendable>: Sendable {
  private struct State {
    var jobs: [Job<Value>] = []
    var helperCount = 0
  }

  private let state = Mutex(State())
  private let helperLimit: Int

  init(helperLimit: Int) {
    self.helperLimit = helperLimit
  }

  func add(_ job: Job<Value>, mayStartHelper: Bool) {
    let isHelperNeeded = state.withLock { state in
      state.jobs.append(job)
      guard mayStartHelper, state.helperCount < helperLimit else { return false }
      state.helperCount += 1
      return true
    }
    if isHelperNeeded { Task.detached { self.help() } }
  }

  /// The job that has been waiting longest.
  func take() -> Job<Value>? {
    state.withLock { $0.jobs.isEmpty ? nil : $0.jobs.removeFirst() }
  }

  /// Works as long as there is any. A helper that goes is gone in the same step in which it finds nothing, so that
  /// whoever adds the next job sees that another one is needed.
  private func help() {
    while let job = takeOrLeave() { _ = job.value() }
  }

  private func takeOrLeave() -> Job<Value>? {
    state.withLock { state in
      if !state.jobs.isEmpty { return state.jobs.removeFirst() }
      state.helperCount -= 1
      return nil
    }
  }
}
