extension Extractor {
  /// Extracts from a stream of inputs on all cores; the results come in the order of the inputs.
  ///
  /// ```swift
  /// for try await result in extractor.results(of: articles) {
  ///   print(result.input.id, try result.document.officials.count)
  /// }
  /// ```
  ///
  /// - Parameters:
  ///   - inputs: any asynchronous sequence, finite or not. It is asked for an input only when there is room for it: at
  ///     most twice `concurrency` of them are in memory at any time, with their results, so a consumer that falls
  ///     behind holds the producer back.
  ///   - options: what to compute.
  ///   - concurrency: how many extractions run at once; as many as there are processors unless it is given.
  /// - Returns: the results, to be iterated. Nothing runs before that; each iteration begins the inputs anew.
  public func results<Inputs: AsyncSequence & Sendable>(
    of inputs: Inputs, options: ExtractionOptions = ExtractionOptions(), concurrency: Int? = nil
  ) -> ExtractionResults<Inputs> where Inputs.Element == ExtractionInput {
    ExtractionResults(extractor: self, inputs: inputs, options: options, concurrency: concurrency)
  }
}

/// The results of a stream of inputs, in its order; `Extractor.results(of:options:concurrency:)` makes it.
///
/// **Errors.** A document that could not be made is a result as well and ends nothing. When the inputs throw, the results
/// of those before come first, then the error is thrown.
///
/// **Cancellation.** When the task that iterates is cancelled, the next element is a `CancellationError`. Leaving the loop
/// ends the iteration too. Either way no further input is taken, extractions that have not begun do not begin, and those
/// that run end by themselves without anybody waiting for them.
public struct ExtractionResults<Inputs: AsyncSequence & Sendable>: AsyncSequence, Sendable
where Inputs.Element == ExtractionInput {
  /// A result for each input.
  public typealias Element = ExtractionResult
  /// What the inputs throw, or `CancellationError`.
  public typealias Failure = any Error

  fileprivate let extractor: Extractor
  fileprivate let inputs: Inputs
  fileprivate let options: ExtractionOptions
  fileprivate let concurrency: Int?

  /// Begins an iteration; inputs are taken from now on.
  public func makeAsyncIterator() -> AsyncIterator {
    let queue = ResultQueue(ResultWindow(concurrency))
    let (extractor, inputs, options) = (extractor, inputs, options)
    let pump = Task {
      await withDiscardingTaskGroup { group in
        var iterator = inputs.makeAsyncIterator()
        do {
          while await queue.waitForRoom(), let input = try await iterator.next() {
            let index = queue.start()
            group.addTask {
              guard !Task.isCancelled else { return }
              queue.finish(extractor.extract(input, at: index, options: options))
            }
          }
          queue.end(nil)
        } catch {
          queue.end(error)
        }
      }
    }
    return AsyncIterator(queue: queue, pump: pump)
  }

  /// One iteration. It is used by one task at a time.
  public struct AsyncIterator: AsyncIteratorProtocol {
    private let queue: ResultQueue
    private let run: Run

    fileprivate init(queue: ResultQueue, pump: Task<Void, Never>) {
      self.queue = queue
      run = Run(pump)
    }

    /// The next result in order; nil after the last.
    ///
    /// - Throws: what the inputs throw, once the results before are out, and `CancellationError`.
    public mutating func next() async throws -> ExtractionResult? {
      try await queue.next(cancelling: run.pump)
    }

    /// Ends the iteration when nobody holds its iterator any more.
    private final class Run: Sendable {
      let pump: Task<Void, Never>

      init(_ pump: Task<Void, Never>) {
        self.pump = pump
      }

      deinit { pump.cancel() }
    }
  }
}
