import BocTach
import Synchronization
import Testing

@Suite struct BatchTests {
  /// Inputs that hold their numbers, and remember how many were taken.
  struct Numbers: Sequence, IteratorProtocol {
    let count: Int
    let taken: Counter
    var index = 0

    mutating func next() -> ExtractionInput? {
      guard index < count else { return nil }
      defer { index += 1 }
      taken.add()
      return ExtractionInput("số \(index)", id: "\(index)")
    }
  }

  final class Counter: Sendable {
    private let count = Atomic<Int>(0)
    var value: Int { count.load(ordering: .acquiring) }
    func add() { count.add(1, ordering: .acquiringAndReleasing) }
  }

  private let extractor = Sample.numberExtractor

  @Test("results come in the order of the inputs", arguments: [nil, 1, 2, 3, 16, 0, -1])
  func resultsComeInTheOrderOfTheInputs(_ concurrency: Int?) async throws {
    let inputs = (0..<200).map { ExtractionInput("\($0)" + String(repeating: " 7", count: $0 * 37 % 100)) }
    let results = try await extractor.extract(batch: inputs, concurrency: concurrency)
    #expect(try results.map { try $0.get() } == inputs.map { try extractor.extract($0) })
    let none = try await extractor.extract(batch: [], concurrency: concurrency)
    #expect(none.isEmpty)
  }

  @Test("inputs are taken no further than twice the concurrency ahead", arguments: [1, 2, 5])
  func inputsAreTakenNoFurtherThanTwiceTheConcurrencyAhead(_ concurrency: Int) async throws {
    let taken = Counter()
    var delivered = 0
    var furthest = 0
    try await extractor.extract(batch: Numbers(count: 300, taken: taken), concurrency: concurrency) {
      result in
      #expect(result.index == delivered && result.input.id == "\(delivered)")
      furthest = max(furthest, taken.value - delivered)
      delivered += 1
      if delivered % 50 == 0 { try await Task.sleep(for: .milliseconds(5)) }
    }
    #expect(delivered == 300)
    #expect(furthest <= 2 * concurrency)
  }

  @Test("a document that cannot be made is a result") func aDocumentThatCannotBeMadeIsAResult() async throws {
    let inputs = ["1", "12345", "3"].map { ExtractionInput($0) }
    let results = try await extractor.extract(batch: inputs, options: ExtractionOptions(byteLimit: 3))
    #expect(results.map { (try? $0.get())?.mentions.count } == [1, nil, 1])
    #expect(throws: ExtractionError.tooLong(bytes: 5, limit: 3)) { try results[1].get() }
  }

  struct Enough: Error {}

  @Test("what the body throws ends the batch") func whatTheBodyThrowsEndsTheBatch() async throws {
    let taken = Counter()
    await #expect(throws: Enough.self) {
      try await extractor.extract(batch: Numbers(count: 1_000_000, taken: taken), concurrency: 2) { result in
        if result.index == 10 { throw Enough() }
      }
    }
    #expect(taken.value <= 10 + 4)
  }

  @Test("a cancelled batch throws and takes no more") func aCancelledBatchThrowsAndTakesNoMore() async throws
  {
    let taken = Counter()
    let extractor = extractor
    let task = Task {
      try await extractor.extract(batch: Numbers(count: .max, taken: taken), concurrency: 2) { result in
        if result.index == 10 { withUnsafeCurrentTask { $0?.cancel() } }
      }
    }
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(taken.value <= 10 + 4)
  }

  /// The body may use what belongs to an actor without sending it anywhere.
  @MainActor @Test("the body runs where the caller runs") func theBodyRunsWhereTheCallerRuns() async throws {
    var count = 0
    try await Sample.numberExtractor.extract(batch: [ExtractionInput("1"), ExtractionInput("2")]) { _ in
      MainActor.assertIsolated()
      count += 1
    }
    #expect(count == 2)
  }
}
