internal import GrammarEngine
internal import Synchronization

/// Matchers that are not in use: each extraction borrows one, so that what one text taught the automaton serves the
/// next. The lock is held only while one is taken or put back, never while matching.
final class MatcherPool: Sendable {
  private let cascade: Cascade
  private let idle = Mutex<[Matcher]>([])

  init(_ cascade: Cascade) {
    self.cascade = cascade
  }

  func withMatcher<Result>(_ body: (inout Matcher) -> Result) -> Result {
    var matcher = idle.withLock { $0.popLast() } ?? Matcher(cascade)
    defer { idle.withLock { $0.append(matcher) } }
    return body(&matcher)
  }
}
