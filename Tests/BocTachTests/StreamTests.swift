import BocTach
import Testing

@Suite struct StreamTests {
  private typealias Counter = BatchTests.Counter
  private struct Broken: Error {}

  /// A source that counts what it gave, and may end in an error.
  private struct Source: AsyncSequence, Sendable {
    var count: Int
    var taken: Counter
    var error: Broken?

    struct AsyncIterator: AsyncIteratorProtocol {
      var source: Source
      var index = 0

      mutating func next() async throws -> ExtractionInput? {
        guard index < source.count else {
          if let error = source.error { throw error }
          return nil
        }
        try Task.checkCancellation()
        defer { index += 1 }
        source.taken.add()
        return ExtractionInput("số \(index)", id: "\(index)")
      }
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(source: self) }
  }

  private let extractor = Sample.numberExtractor

  @Test("results come in the order of the inputs", arguments: [nil, 1, 3, 16])
  func resultsComeInTheOrderOfTheInputs(_ concurrency: Int?) async throws {
    let stream = extractor.results(of: Source(count: 300, taken: Counter()), concurrency: concurrency)
    // Twice: each iteration begins anew.
    for _ in 0..<2 {
      var ids: [String] = []
      for try await result in stream {
        #expect(try result.document.mentions.map(\.text) == [result.input.id])
        ids.append(result.input.id)
      }
      #expect(ids == (0..<300).map(String.init))
    }
  }

  @Test("an empty stream ends") func anEmptyStreamEnds() async throws {
    for try await _ in extractor.results(of: Source(count: 0, taken: Counter())) { Issue.record("a result") }
  }

  @Test("a consumer that falls behind holds the producer back", arguments: [1, 4])
  func aConsumerThatFallsBehindHoldsTheProducerBack(_ concurrency: Int) async throws {
    let taken = Counter()
    var delivered = 0
    for try await _ in extractor.results(of: Source(count: 100, taken: taken), concurrency: concurrency) {
      delivered += 1
      if delivered % 20 == 0 { try await Task.sleep(for: .milliseconds(20)) }
      #expect(taken.value - delivered <= 2 * concurrency)
    }
    #expect(delivered == 100)
  }

  /// A source that gives one input and then nothing, for ever, until it is cancelled.
  @Test("a result does not wait for the next input") func aResultDoesNotWaitForTheNextInput() async throws {
    let (inputs, continuation) = AsyncStream.makeStream(of: ExtractionInput.self)
    continuation.yield(ExtractionInput("5"))
    for try await result in extractor.results(of: inputs, concurrency: 8) {
      #expect(try result.document.mentions.count == 1)
      break
    }
    continuation.finish()
  }

  @Test("an error of the inputs comes behind the results before it")
  func anErrorOfTheInputsComesBehindTheResultsBeforeIt() async throws {
    var count = 0
    await #expect(throws: Broken.self) {
      for try await _ in extractor.results(of: Source(count: 7, taken: Counter(), error: Broken())) {
        count += 1
      }
    }
    #expect(count == 7)
  }

  @Test("a document that cannot be made is a result") func aDocumentThatCannotBeMadeIsAResult() async throws {
    var failures = 0
    let options = ExtractionOptions(byteLimit: 6)
    for try await result in extractor.results(of: Source(count: 30, taken: Counter()), options: options) {
      if case .failure = result.outcome { failures += 1 }
    }
    // "số 0" has six bytes, "số 10" seven.
    #expect(failures == 20)
  }

  @Test("a cancelled consumer gets a CancellationError and the source rests")
  func aCancelledConsumerGetsACancellationErrorAndTheSourceRests() async throws {
    let taken = Counter()
    let extractor = extractor
    let task = Task {
      var count = 0
      for try await _ in extractor.results(of: Source(count: .max, taken: taken), concurrency: 2) {
        count += 1
        if count == 10 { withUnsafeCurrentTask { $0?.cancel() } }
      }
    }
    await #expect(throws: CancellationError.self) { try await task.value }
    try await restsWithin(taken, 10 + 4)
  }

  @Test("a consumer that waits can be cancelled") func aConsumerThatWaitsCanBeCancelled() async throws {
    let (inputs, continuation) = AsyncStream.makeStream(of: ExtractionInput.self)
    let extractor = extractor
    let task = Task {
      for try await _ in extractor.results(of: inputs) {}
    }
    try await Task.sleep(for: .milliseconds(20))
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    continuation.finish()
  }

  @Test("after a cancellation the iterator has nothing more")
  func afterACancellationTheIteratorHasNothingMore() async throws {
    let taken = Counter()
    let stream = extractor.results(of: Source(count: .max, taken: taken), concurrency: 2)
    let task = Task {
      var iterator = stream.makeAsyncIterator()
      _ = try await iterator.next()
      withUnsafeCurrentTask { $0?.cancel() }
      for _ in 0..<3 { await #expect(throws: CancellationError.self) { try await iterator.next() } }
    }
    try await task.value
  }

  @Test("leaving the loop lets the source rest") func leavingTheLoopLetsTheSourceRest() async throws {
    let taken = Counter()
    for try await result in extractor.results(of: Source(count: .max, taken: taken), concurrency: 2) {
      if result.index == 10 { break }
    }
    try await restsWithin(taken, 11 + 4)
  }

  /// Whether a source that is given up gives no more: it may have been asked for one input just then.
  private func restsWithin(_ taken: Counter, _ limit: Int) async throws {
    try await Task.sleep(for: .milliseconds(30))
    let count = taken.value
    #expect(count <= limit)
    try await Task.sleep(for: .milliseconds(30))
    #expect(taken.value == count)
  }
}
