import Foundation
import Synchronization
import Testing

@testable import BocTachCommand

@Suite("Jobs on several threads")
struct OrderedJobsTests {
  /// Counts what is going on, and the most of it at any time.
  final class Gauge: Sendable {
    private let counts = Mutex((now: 0, most: 0))
    var now: Int { counts.withLock { $0.now } }
    var most: Int { counts.withLock { $0.most } }
    func enter() {
      counts.withLock {
        $0.now += 1
        $0.most = max($0.most, $0.now)
      }
    }
    func leave() { counts.withLock { $0.now -= 1 } }
  }

  /// Puts what `add` puts into the line for each of the numbers, and takes the values as they come.
  private func values(
    of numbers: Range<Int>, atOnce limit: Int, taking: (Int) -> Void = { _ in },
    add: (inout OrderedJobs<Int>, Int) -> Void
  ) -> [Int] {
    var jobs = OrderedJobs<Int>(atOnce: limit)
    var values: [Int] = []
    for number in numbers {
      add(&jobs, number)
      while let value = jobs.next() {
        taking(value)
        values.append(value)
      }
    }
    while let value = jobs.next(isAtEnd: true) {
      taking(value)
      values.append(value)
    }
    return values
  }

  @Test(
    "values come in the order of the line, with and without work", arguments: [1, 2, 3, 16, 1000, .max])
  func order(limit: Int) {
    let values = values(of: 0..<500, atOnce: limit) { jobs, number in
      if number % 7 == 3 {
        jobs.add(number)
      } else {
        jobs.add(size: 1) {
          usleep(UInt32(number * 37 % 11) * 50)
          return number
        }
      }
    }
    #expect(values == Array(0..<500))
  }

  @Test("an empty line has nothing", arguments: [1, 4])
  func empty(limit: Int) {
    var jobs = OrderedJobs<Int>(atOnce: limit)
    #expect(jobs.next() == nil)
    #expect(jobs.next(isAtEnd: true) == nil)
  }

  @Test(
    "jobs are done at most so many at once and held at most twice as many, or few bytes",
    arguments: [1, 2, 4], [(size: 1 << 20, places: 2), (size: 1 << 14, places: 4), (size: 0, places: 16)])
  func backPressure(limit: Int, job: (size: Int, places: Int)) {
    let running = Gauge()
    let held = Gauge()
    let values = values(
      of: 0..<300, atOnce: limit, taking: { _ in held.leave() },
      add: { jobs, number in
        held.enter()
        jobs.add(size: job.size) {
          running.enter()
          defer { running.leave() }
          usleep(number % 29 == 0 ? 3000 : 30)
          return number
        }
      })
    #expect(values.count == 300)
    #expect(running.most <= limit)
    #expect(held.now == 0)
    #expect(held.most <= (limit == 1 ? 1 : job.places * limit))
  }

  @Test("what needs no work is bounded too, behind a job that is not done")
  func readyValuesAreBounded() {
    let held = Gauge()
    let values = values(
      of: 0..<5000, atOnce: 2, taking: { _ in held.leave() },
      add: { jobs, number in
        held.enter()
        if number == 0 {
          jobs.add(size: 1) {
            usleep(20_000)
            return number
          }
        } else {
          jobs.add(number)
        }
      })
    #expect(values == Array(0..<5000))
    #expect(held.most <= 32)
  }

  @Test(
    "a single job, and one at a time, are done by the thread that added them", arguments: [(1, 20), (8, 1)])
  func oneThread(limit: Int, count: Int) {
    let caller = pthread_self()
    let strangers = Gauge()
    _ = values(of: 0..<count, atOnce: limit) { jobs, number in
      jobs.add(size: 1) {
        if pthread_equal(pthread_self(), caller) == 0 { strangers.enter() }
        return number
      }
    }
    #expect(strangers.most == 0)
  }

  @Test("a job behind a slow one is done meanwhile")
  func otherThreads() async {
    // On a thread of its own: the work waits, which a task should not.
    let values = await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        let gate = DispatchSemaphore(value: 0)
        // The first job ends only when the second, on another thread, has been done.
        let values = self.values(of: 0..<2, atOnce: 2) { jobs, number in
          jobs.add(size: 1) {
            if number == 0 { gate.wait() } else { gate.signal() }
            return number
          }
        }
        continuation.resume(returning: values)
      }
    }
    #expect(values == [0, 1])
  }

  @Test("a job is done once, however many ask for its value")
  func once() async {
    let calls = Gauge()
    let job = Job {
      calls.enter()
      usleep(1000)
      return calls.now
    }
    #expect(job.valueIfDone == nil)
    await withTaskGroup(of: Int.self) { group in
      for _ in 0..<16 { group.addTask { job.value() } }
      for await value in group { #expect(value == 1) }
    }
    #expect(calls.now == 1)
    #expect(job.valueIfDone == 1)
  }
}
