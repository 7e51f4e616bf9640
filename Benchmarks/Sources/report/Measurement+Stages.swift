import BocTach
import CAllocations
import Extraction
import Formats
import GrammarEngine
import Measuring
import Tokenization

/// Measures inside this process: stage by stage, one thread, processor time.
struct Measurement {
  let workload: Workload
  let extractor: Extractor
  let rounds: Int
  let joined: [UInt8]
  let tokenized: [TokenizedText]

  init(workload: Workload, extractor: Extractor, rounds: Int) {
    self.workload = workload
    self.extractor = extractor
    self.rounds = rounds
    joined = workload.joined
    let tokenizer = extractor.cascade.tokenizer
    tokenized = workload.documents.map { tokenizer.tokenize(Decoder.decode($0).text) }
  }

  var tokenCount: Int { tokenized.reduce(0) { $0 + $1.tokens.count } }

  /// The stages by name, each a pass over all documents. Each does its own work only, but for the last two, which start
  /// from bytes.
  func stages() -> [(name: String, pass: () -> Void)] {
    let tokenizer = extractor.cascade.tokenizer
    var reused = tokenizer.tokenize([])
    var matcher = Matcher(extractor.cascade)
    var scratch = Tokenizer.Scratch()
    return [
      (
        "tokenization (decoding, shadow, tokens, sentences)",
        {
          for document in workload.documents {
            tokenizer.tokenize(Decoder.decode(document).text, into: &reused, scratch: &scratch)
            keep(reused.tokens.count)
          }
        }
      ),
      ("matching (the cascade)", { for text in tokenized { keep(matcher.run(text).output.count) } }),
      (
        "extraction (bytes to records)",
        { for document in workload.documents { keep(extract(document).mentions.count) } }
      ),
      (
        "extraction and JSON",
        {
          for document in workload.documents {
            keep(extract(document).json(id: "1").count)
          }
        }
      ),
    ]
  }

  func extract(_ document: [UInt8]) -> Document {
    extractor.extract(Decoder.decode(document), reference: ReferenceContext())
  }

  func speeds() -> [Figures.Speed] {
    let stages = stages()
    var yardstick: [Double] = []
    var seconds = [[Double]](repeating: [], count: stages.count)
    for round in 0...rounds {
      let pass = Clock.threadSeconds { Yardstick.pass(joined) }
      let times = stages.map { stage in Clock.threadSeconds(stage.pass) }
      if round == 0 { continue }  // warms up
      yardstick.append(pass)
      for (index, time) in times.enumerated() { seconds[index].append(time) }
    }
    func speed(_ name: String, _ seconds: [Double]) -> Figures.Speed {
      Figures.Speed(
        name: name, megabytesPerSecond: Double(workload.byteCount) / 1e6 / Statistics.median(seconds),
        documentsPerSecond: Double(workload.documents.count) / Statistics.median(seconds),
        ratio: Statistics.medianRatio(yardstick, seconds))
    }
    return [speed("yardstick: ICU's word-break loop", yardstick)]
      + zip(stages, seconds).map { speed($0.name, $1) }
  }

  /// Each article by itself, the extractor warm; the yardstick on the same articles.
  func latencies() -> [Figures.Latency] {
    var times: (extraction: [Double], yardstick: [Double]) = ([], [])
    for document in workload.documents {
      times.extraction.append(Clock.threadSeconds { keep(extract(document).mentions.count) } * 1000)
      times.yardstick.append(Clock.threadSeconds { Yardstick.pass(document) } * 1000)
    }
    func latency(_ name: String, _ values: [Double]) -> Figures.Latency {
      Figures.Latency(
        name: name, percentiles: [0.5, 0.9, 0.99, 1].map { Statistics.percentile($0, of: values) })
    }
    return [latency("extraction", times.extraction), latency("yardstick", times.yardstick)]
  }

  /// Allocations of a warm pass.
  func allocations() -> [Figures.Allocations] {
    stages().map { name, pass in
      pass()
      let before = boctach_allocations_of_thread()
      pass()
      let after = boctach_allocations_of_thread()
      return Figures.Allocations(
        name: name, callsPerToken: Double(after.calls - before.calls) / Double(tokenCount),
        bytesPerToken: Double(after.bytes - before.bytes) / Double(tokenCount))
    }
  }
}

/// Uses a result, so that its making cannot be left out.
@inline(never)
func keep(_ value: Int) {
  kept = kept &+ value
}

nonisolated(unsafe) private var kept = 0
