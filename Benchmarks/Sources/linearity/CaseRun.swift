import BocTach
import Extraction
import Formats
import GrammarEngine
import GrammarLanguage
import Measuring
import Tokenization

/// What a case took.
struct CaseResult {
  var name: String
  var tokens: Int
  var nanosecondsPerToken: Double
  /// Time for twice the text by time for the text.
  var textRatio: Double
  /// Time with twice the bound by time with the bound.
  var boundRatio: Double?

  func isOver(_ limit: Double) -> Bool { textRatio > limit || (boundRatio ?? 0) > limit }
}

/// Measures cases: the processor time of one thread, the median over pairs that are measured alternately.
struct CaseRun {
  let bundled: Extractor
  /// A text has to take this long, so that the clock says something.
  let floorSeconds: Double
  let samples: Int
  let limit: Double
  let largest: Int

  func measure(_ hostile: HostileCase) -> CaseResult {
    var result = measure(hostile, from: 4000, samples: samples)
    // A second look at larger texts, before a case is called over: caches fill up only once.
    if result.isOver(limit) {
      let again = measure(hostile, from: result.tokens * 2, samples: samples)
      if again.textRatio < result.textRatio { result = again }
    }
    return result
  }

  private func measure(_ hostile: HostileCase, from first: Int, samples: Int) -> CaseResult {
    switch hostile.subject {
    case .everything:
      return measure(hostile, first, samples) { work(everythingOn: $0) }
    case .grammar(let files):
      let cascade = compile(files)
      return measure(hostile, first, samples) { work(cascade, $0) }
    case .bounded(let bound, let files):
      let cascade = compile(files(bound))
      var result = measure(hostile, first, samples) { work(cascade, $0) }
      let doubled = compile(files(bound * 2))
      let text = hostile.text(result.tokens)
      result.boundRatio = ratio(work(doubled, text), to: work(cascade, text), samples)
      return result
    }
  }

  private func measure(
    _ hostile: HostileCase, _ first: Int, _ samples: Int, _ work: (String) -> () -> Void
  ) -> CaseResult {
    var count = first
    var small = work(hostile.text(count))
    var seconds = warmSeconds(small)
    while seconds < floorSeconds, count < largest {
      count *= seconds < floorSeconds / 8 ? 8 : 2
      small = work(hostile.text(count))
      seconds = warmSeconds(small)
    }
    let ratio = ratio(work(hostile.text(count * 2)), to: small, samples)
    return CaseResult(
      name: hostile.name, tokens: count, nanosecondsPerToken: seconds / Double(count) * 1e9, textRatio: ratio)
  }

  private func warmSeconds(_ work: () -> Void) -> Double {
    work()
    return Clock.threadSeconds(work)
  }

  private func ratio(_ large: () -> Void, to small: () -> Void, _ samples: Int) -> Double {
    large()
    small()
    var seconds: (large: [Double], small: [Double]) = ([], [])
    for _ in 0..<samples {
      seconds.small.append(Clock.threadSeconds(small))
      seconds.large.append(Clock.threadSeconds(large))
    }
    return Statistics.medianRatio(seconds.large, seconds.small)
  }

  // MARK: Work

  private func work(_ cascade: Cascade, _ text: String) -> () -> Void {
    let tokens = cascade.tokenizer.tokenize(Array(text.utf8))
    var matcher = Matcher(cascade)
    return { keep(matcher.run(tokens).output.count) }
  }

  private func work(everythingOn text: String) -> () -> Void {
    let bytes = Array(text.utf8)
    return {
      let document = bundled.extract(Decoder.decode(bytes), reference: ReferenceContext())
      keep(document.json(id: "x").count)
    }
  }

  private func compile(_ files: [String: String]) -> Cascade {
    let compiled = GrammarCompilation(GrammarSourceSet(texts: files))
    guard let cascade = compiled.cascade else { preconditionFailure(compiled.renderedErrors) }
    return cascade
  }
}

/// Uses a result, so that its making cannot be left out.
@inline(never)
func keep(_ value: Int) {
  kept = kept &+ value
}

nonisolated(unsafe) private var kept = 0
