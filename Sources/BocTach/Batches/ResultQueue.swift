internal import Synchronization

/// What stands between the task that takes inputs and the one that takes results: a window of results, and who waits for
/// it. The lock is never held while anything runs or waits.
///
///     inputs ─▶ waitForRoom() ─▶ start() … extraction … finish() ─▶ window ─▶ next() ─▶ results
///
/// `waitForRoom` waits while the window is full, `next` while the next result is not there.
final class ResultQueue: Sendable {
  private struct State {
    var window: ResultWindow
    var isEnded = false
    var error: (any Error)?
    var isCancelled = false
    var producer: CheckedContinuation<Void, Never>?
    var consumer: CheckedContinuation<Void, Never>?
  }

  private let state: Mutex<State>

  init(_ window: ResultWindow) {
    state = Mutex(State(window: window))
  }

  // MARK: The producer's side

  /// Waits until there is room for an input; false when the task is cancelled. There is one producer, so the room stays.
  func waitForRoom() async -> Bool {
    while !Task.isCancelled {
      if state.withLock({ $0.window.hasRoom }) { return true }
      await withTaskCancellationHandler {
        await withCheckedContinuation { continuation in
          let isReady = state.withLock { state in
            if state.window.hasRoom || state.isCancelled { return true }
            state.producer = continuation
            return false
          }
          if isReady { continuation.resume() }
        }
      } onCancel: {
        state.withLock { state in
          state.isCancelled = true
          return state.producer.take()
        }?.resume()
      }
    }
    return false
  }

  /// Counts an input as running and returns its number.
  func start() -> Int { state.withLock { $0.window.start() } }

  /// Puts a result in, from any task.
  func finish(_ result: ExtractionResult) {
    let (producer, consumer) = state.withLock { state in
      state.window.finish(result)
      return (state.window.hasRoom ? state.producer.take() : nil, state.consumer.take())
    }
    producer?.resume()
    consumer?.resume()
  }

  /// Says that no input comes any more; results of those before may still do.
  func end(_ error: (any Error)?) {
    state.withLock { state in
      state.isEnded = true
      state.error = error
      return state.consumer.take()
    }?.resume()
  }

  // MARK: The consumer's side

  private enum Step: Sendable {
    case result(ExtractionResult, CheckedContinuation<Void, Never>?)
    case end((any Error)?)
    case wait
  }

  /// The next result; nil after the last.
  ///
  /// - Throws: the inputs' error after the results before it, and `CancellationError`, after which `pump` is cancelled.
  func next(cancelling pump: Task<Void, Never>) async throws -> ExtractionResult? {
    while true {
      if Task.isCancelled {
        state.withLock { $0.isCancelled = true }
        pump.cancel()
      }
      switch state.withLock({ Self.step(&$0) }) {
      case .result(let result, let producer):
        producer?.resume()
        return result
      case .end(let error):
        if let error { throw error }
        return nil
      case .wait: await wait()
      }
    }
  }

  private static func step(_ state: inout State) -> Step {
    if state.isCancelled { return .end(CancellationError()) }
    if let result = state.window.takeNext() {
      return .result(result, state.window.hasRoom ? state.producer.take() : nil)
    }
    guard state.isEnded, state.window.isEmpty else { return .wait }
    return .end(state.error.take())
  }

  /// Until something has finished or ended, or the task is cancelled.
  private func wait() async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isReady = state.withLock { state in
          if Task.isCancelled || state.window.isNextFinished || state.isEnded && state.window.isEmpty {
            return true
          }
          state.consumer = continuation
          return false
        }
        if isReady { continuation.resume() }
      }
    } onCancel: {
      state.withLock { $0.consumer.take() }?.resume()
    }
  }
}
