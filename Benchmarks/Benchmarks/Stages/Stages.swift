import Benchmark
import BocTach
import CAllocations
import Extraction
import Formats
import Glibc
import GrammarEngine
import GrammarLanguage
import Measuring
import TextModel
import Tokenization

/// The stages one by one over the articles of `Corpus/train` and `Corpus/dev`, or of what BOCTACH_WORKLOAD names:
/// `swift package benchmark --target Stages`. One iteration is a pass over all articles; the yardstick is one of them.
let benchmarks: @Sendable () -> Void = {
  let path = getenv("BOCTACH_WORKLOAD").map { String(cString: $0) } ?? "../Corpus/train,../Corpus/dev"
  let workload = Workload(paths: path, size: nil)
  let joined = workload.joined
  guard let extractor = try? Extractor() else { fatalError("the bundled grammar does not compile") }
  let cascade = extractor.cascade
  let decoded = workload.documents.map { Decoder.decode($0).text }
  let tokenized = decoded.map { cascade.tokenizer.tokenize($0) }
  let documents = workload.documents.map {
    extractor.extract(Decoder.decode($0), reference: ReferenceContext())
  }

  let processor = BenchmarkMetric.custom("Processor time (μs)", useScalingFactor: false)
  let mallocs = BenchmarkMetric.custom("Allocations", useScalingFactor: false)
  let bytes = BenchmarkMetric.custom("Allocated bytes", useScalingFactor: false)
  Benchmark.defaultConfiguration = .init(
    // Instructions need the processor's counters, which virtual machines often do not give: then that row is missing, and
    // `make bench-gate` counts them with callgrind. The kernel's CPU time has steps of 10 ms, the thread's clock has not.
    metrics: [
      .wallClock, .cpuTotal, .throughput, .instructions, .peakMemoryResident, processor, mallocs, bytes,
    ],
    warmupIterations: 2, maxDuration: .seconds(4), maxIterations: 1000)

  /// A benchmark of one stage; `start` makes what it works on.
  func stage<State: ~Copyable>(
    _ name: String, _ start: @escaping @autoclosure () -> State, _ pass: @escaping (inout State) -> Void
  ) {
    Benchmark(name) { benchmark in
      var state = start()
      pass(&state)
      let before = boctach_allocations_of_thread()
      benchmark.startMeasurement()
      let seconds = Clock.threadSeconds { pass(&state) }
      benchmark.stopMeasurement()
      let after = boctach_allocations_of_thread()
      benchmark.measurement(processor, Int(seconds * 1e6))
      benchmark.measurement(mallocs, Int(after.calls - before.calls))
      benchmark.measurement(bytes, Int(after.bytes - before.bytes))
    }
  }

  stage("0 yardstick", ()) { _ in blackHole(Yardstick.pass(joined)) }
  stage("1 decode", ()) { _ in for document in workload.documents { blackHole(Decoder.decode(document)) } }
  stage("2 shadow, tokens, sentences", cascade.tokenizer.tokenize([])) { reused in
    var scratch = Tokenizer.Scratch()
    for text in decoded { cascade.tokenizer.tokenize(text, into: &reused, scratch: &scratch) }
  }
  // The cascade up to each stage: the difference of two neighbors is the cost of the later one.
  for (number, name) in cascade.grammar.stages.map(\.name).enumerated() {
    stage("3 cascade to \(number < 9 ? "0" : "")\(number + 1) \(name)", Matcher(cascade)) { matcher in
      for text in tokenized { blackHole(matcher.run(text, upTo: StageID(number)).mentions.count) }
    }
  }
  stage("4 records and values of what was found", Matcher(cascade)) { matcher in
    for text in tokenized {
      let result = matcher.run(text)
      blackHole(extractor.assembler.document(result, in: text, reference: ReferenceContext()).mentions.count)
    }
  }
  stage("5 JSON", ()) { _ in
    for document in documents { blackHole(document.json(id: "1").count) }
  }
  stage("6 everything", ()) { _ in
    for document in workload.documents {
      let found = extractor.extract(Decoder.decode(document), reference: ReferenceContext())
      blackHole(found.json(id: "1").count)
    }
  }
  stage("7 compile the grammar", ()) { _ in
    blackHole(GrammarCompilation(Grammar.bundled.sources).diagnostics.count)
  }
}
