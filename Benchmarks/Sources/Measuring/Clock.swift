import Glibc

/// Seconds of work. The benchmarks run on machines that do other things too, so that the time of the thread's own
/// processor is measured unless wall time is the question.
package enum Clock {
  /// The processor time of the calling thread.
  package static func threadSeconds(_ body: () throws -> Void) rethrows -> Double {
    try seconds(CLOCK_THREAD_CPUTIME_ID, body)
  }

  package static func wallSeconds(_ body: () throws -> Void) rethrows -> Double {
    try seconds(CLOCK_MONOTONIC, body)
  }

  /// The processor time of all threads of this process.
  package static func processSeconds(_ body: () throws -> Void) rethrows -> Double {
    try seconds(CLOCK_PROCESS_CPUTIME_ID, body)
  }

  private static func seconds(_ clock: clockid_t, _ body: () throws -> Void) rethrows -> Double {
    let start = now(clock)
    try body()
    return now(clock) - start
  }

  private static func now(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
