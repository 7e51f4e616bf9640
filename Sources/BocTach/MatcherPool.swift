internal import GrammarEngine
internal import Synchronization

/// Matchers that are not in use: each extraction borrows one, so that what one text taught the automaton serves the
/// next. The lock is held only while one is taken or put back, never while matching, and nobody ever waits for it: a
/// process forked while another thread held it would wait for ever. Who does not get it makes a matcher, or drops one.
final class MatcherPool: Sendable {
  private let cascade: Cascade
  private let idle = Mutex<[PooledMatcher]>([])

  init(_ cascade: Cascade) {
    self.cascade = cascade
  }

  func withMatcher<Result>(_ body: (inout Matcher) -> Result) -> Result {
    let pooled = tryLocked { $0.popLast() }?.flatMap { $0 } ?? PooledMatcher(cascade)
    defer { tryLocked { $0.append(pooled) } }
    return body(&pooled.matcher)
  }

  /// Runs `body` on the idle matchers; nil when the lock stays taken for longer than its holders need.
  @discardableResult
  private func tryLocked<Result>(_ body: (inout [PooledMatcher]) -> Result) -> Result? {
    for _ in 0..<1000 {
      if let result = idle.withLockIfAvailable({ body(&$0) }) { return result }
    }
    return nil
  }
}

/// A matcher as arrays hold it: matchers themselves are never copied.
///
/// `@unchecked Sendable`: it is in the pool or in the hands of one thread, which took it from there.
private final class PooledMatcher: @unchecked Sendable {
  var matcher: Matcher

  init(_ cascade: Cascade) { matcher = Matcher(cascade) }
}
