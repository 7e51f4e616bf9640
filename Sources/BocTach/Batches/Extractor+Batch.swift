extension Extractor {
  /// Extracts from many inputs on all cores and hands the results on in the order of the inputs.
  ///
  /// ```swift
  /// try await extractor.extract(batch: files.lazy.map { ExtractionInput(decoding: read($0), id: $0) }) { result in
  ///   print(result.input.id, try result.document.officials.count)
  /// }
  /// ```
  ///
  /// Inputs are taken from the sequence when there is room for them: at most twice `concurrency` of them are in memory
  /// at any time, with their results. `body` runs where the caller runs, one call at a time, while the extractions go on.
  ///
  /// - Parameters:
  ///   - inputs: what to extract from; iterated once.
  ///   - options: what to compute.
  ///   - concurrency: how many extractions run at once; as many as there are processors unless it is given.
  ///   - body: takes each result. A document that could not be made is a result too and ends nothing.
  /// - Throws: what `body` throws, and `CancellationError` when the task is cancelled. No further input is taken then;
  ///   extractions that run already are waited for.
  public nonisolated(nonsending) func extract(
    batch inputs: some Sequence<ExtractionInput>, options: ExtractionOptions = ExtractionOptions(),
    concurrency: Int? = nil, forEach body: (ExtractionResult) async throws -> Void
  ) async throws {
    var window = ResultWindow(concurrency)
    var iterator = inputs.makeIterator()
    var hasMore = true
    try await withThrowingTaskGroup(of: ExtractionResult.self) { group in
      while true {
        while hasMore, window.hasRoom {
          try Task.checkCancellation()
          guard let input = iterator.next() else {
            hasMore = false
            break
          }
          let index = window.start()
          group.addTask {
            try Task.checkCancellation()
            return extract(input, at: index, options: options)
          }
        }
        if let result = window.takeNext() {
          try await body(result)
        } else if let finished = try await group.next() {
          window.finish(finished)
        } else {
          break
        }
      }
    }
  }

  /// Extracts from many inputs on all cores; the results are in the order of the inputs.
  ///
  /// - Parameters:
  ///   - inputs: what to extract from.
  ///   - options: what to compute.
  ///   - concurrency: how many extractions run at once; as many as there are processors unless it is given.
  /// - Returns: one result for each input. All of them are in memory together: for more than fits, use
  ///   `extract(batch:options:concurrency:forEach:)`.
  /// - Throws: `CancellationError` when the task is cancelled.
  public nonisolated(nonsending) func extract(
    batch inputs: [ExtractionInput], options: ExtractionOptions = ExtractionOptions(), concurrency: Int? = nil
  ) async throws -> [Result<Document, ExtractionError>] {
    var results: [Result<Document, ExtractionError>] = []
    results.reserveCapacity(inputs.count)
    try await extract(batch: inputs, options: options, concurrency: concurrency) {
      results.append($0.outcome)
    }
    return results
  }

  /// One input of a batch or stream.
  func extract(_ input: ExtractionInput, at index: Int, options: ExtractionOptions) -> ExtractionResult {
    let outcome: Result<Document, ExtractionError>
    do throws(ExtractionError) {
      outcome = .success(try extract(input, options: options))
    } catch {
      outcome = .failure(error)
    }
    return ExtractionResult(index: index, input: input, outcome: outcome)
  }
}
