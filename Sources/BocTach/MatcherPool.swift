internal import GrammarEngine
internal import Synchronization

/// Matchers that are not in use: each extraction borrows one, so that what one text taught the automaton serves the
/// next. The lock is held only while one is taken or put back, never while matching, and nobody ever waits for it: a
/// process forked while another thread held it would wait for ever. Who does not get it makes a matcher, or drops one.
final class MatcherPool: Sendable {
  private let cascade: Cascade
  private let idle = Mutex<[Matcher]>([])

  init(_ cascade: Cascade) {
    self.cascade = cascade
  }

  func withMatcher<Result>(_ body: (inout Matcher) -> Result) -> Result {
    var matcher = tryLocked { $0.popLast() }?.flatMap { $0 } ?? Matcher(cascade)
    defer { tryLocked { $0.append(matcher) } }
    return body(&matcher)
  }

  /// Runs `body` on the idle matchers; nil when the lock stays taken for longer than its holders need.
  @discardableResult
  private func tryLocked<Result>(_ body: (inout [Matcher]) -> Result) -> Result? {
    for _ in 0..<1000 {
      if let result = idle.withLockIfAvailable({ body(&$0) }) { return result }
    }
    return nil
  }
}
