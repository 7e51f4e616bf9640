import Synchronization

/// A value that is worked out once, by the thread that asks first; others who ask meanwhile wait for it.
///
/// The lock is held while the work is done, which is how the others wait; so the work may not ask for its own value.
final class Job<Value: Sendable>: Sendable {
  private enum State {
    case open(@Sendable () -> Value)
    case done(Value)
  }

  private let state: Mutex<State>

  init(_ work: @escaping @Sendable () -> Value) {
    state = Mutex(.open(work))
  }

  /// The value; does the work, or waits, where it is not done yet.
  func value() -> Value {
    state.withLock { state in
      switch state {
      case .done(let value): return value
      case .open(let work):
        let value = work()
        state = .done(value)
        return value
      }
    }
  }

  /// The value, if it is there. Waits for nobody.
  var valueIfDone: Value? {
    state.withLockIfAvailable { state -> Value? in
      if case .done(let value) = state { value } else { nil }
    }.flatMap { $0 }
  }
}
