import BocTach
import Glibc
import Measuring

/// `linearity`: time against the length of the text and the size of repetition bounds, on grammars and texts made to take
/// long; and a lexicon of a million entries.
@main
struct Linearity {
  static let usage = """
    usage: linearity [--workload PATH] [--filter WORD] [--samples N] [--limit RATIO] [--no-million] [--million-only]
    Exits with 1 when a ratio is over the limit (2.2), a million entries take a second to load or cost over 30% of speed.
    """

  static func main() throws {
    let options = Options(
      values: ["workload", "filter", "samples", "limit", "floor"], flags: ["no-million", "million-only"],
      usage: usage)
    let limit = options["limit"].flatMap(Double.init) ?? 2.2
    let workload = Workload(paths: options["workload"] ?? "../Corpus/train,../Corpus/dev", size: nil)
    let run = CaseRun(
      bundled: try Extractor(), floorSeconds: Double(options.number("floor", or: 20)) / 1000,
      samples: options.number("samples", or: 5), limit: limit, largest: 1 << 20)
    var cases =
      HostileCase.patterns + HostileCase.contexts + HostileCase.lexicons + HostileCase.mentions
      + HostileCase.everything(workload)
    if let filter = options["filter"] { cases = cases.filter { $0.name.contains(filter) } }
    let errors = cases.map(\.errors).joined()
    guard errors.isEmpty else { Files.usage(errors) }
    var isGood = true
    if !options.has("million-only") {
      isGood = measure(cases, run, limit)
    }
    if !options.has("no-million"), options["filter"] == nil {
      isGood = measureMillion(workload) && isGood
    }
    exit(isGood ? 0 : 1)
  }

  private static func measure(_ cases: [HostileCase], _ run: CaseRun, _ limit: Double) -> Bool {
    var table = MarkdownTable(["case", "tokens", "ns/token", "text × 2", "bound × 2", ""])
    var worst = 0.0
    var over = 0
    for hostile in cases {
      let result = run.measure(hostile)
      worst = max(worst, result.textRatio, result.boundRatio ?? 0)
      if result.isOver(limit) { over += 1 }
      let line = [
        result.name, String(result.tokens), result.nanosecondsPerToken.short, result.textRatio.text(2),
        result.boundRatio?.text(2) ?? "", result.isOver(limit) ? "over" : "",
      ]
      table.add(line)
      Files.say(line.joined(separator: "\t"))
    }
    print(table.text)
    print("\(cases.count) cases, \(over) over \(limit.text(1)); the largest ratio is \(worst.text(2)).")
    return over == 0
  }

  private static func measureMillion(_ workload: Workload) -> Bool {
    let million = MillionEntries.measure(workload, rounds: 5)
    let isGood = million.loadSeconds < 1 && million.speed >= 0.7
    print(
      "\nA lexicon of 1,000,000 entries: \(million.loadSeconds.text(2)) s to load, matching at "
        + "\((million.speed * 100).text(0))% of the speed without, \(million.hits) entries found"
        + (isGood ? "." : " (goals: under 1 s, at least 70%)."))
    return isGood
  }
}
