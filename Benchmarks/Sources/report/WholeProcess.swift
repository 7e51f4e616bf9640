import Measuring

/// Measures `boctach` as a user runs it.
struct WholeProcess {
  let command: String
  let workload: Workload
  /// A folder for inputs.
  let scratch: String

  /// From start to end of `--version`, and of the extraction of one article of about 3 KB, measured alternately.
  func startups(_ rounds: Int) -> [Figures.Startup] {
    let article = workload.documents.min { abs($0.count - 3000) < abs($1.count - 3000) }!
    let path = scratch + "/article.txt"
    Files.write(article, to: path)
    let runs = [
      ("`boctach --version`", [command, "--version"]),
      (
        "`boctach extract`, one article of \((Double(article.count) / 1000).text(1)) KB",
        [command, "extract", "--format", "json", path]
      ),
    ]
    var figures = [[ProcessFigures]](repeating: [], count: runs.count)
    for round in 0...rounds {
      for (index, run) in runs.enumerated() {
        let result = ChildProcess.run(run.1)
        guard result.exitCode == 0 else {
          Files.usage("\(run.1.joined(separator: " ")): exit code \(result.exitCode)")
        }
        if round > 0 { figures[index].append(result) }
      }
    }
    return zip(runs, figures).map { run, figures in
      Figures.Startup(
        name: run.0, wallMilliseconds: Statistics.median(figures.map(\.wallSeconds)) * 1000,
        processorMilliseconds: Statistics.median(figures.map(\.processorSeconds)) * 1000)
    }
  }

  /// The workload as JSON Lines and as one document of 10 MB (or all there is), as JSON. The yardstick before and after.
  func memoryAndSpeed() -> ([Figures.Memory], [Figures.Speed]) {
    let joined = workload.joined
    let lines = scratch + "/workload.jsonl"
    let single = scratch + "/single.txt"
    Files.write(workload.jsonLines, to: lines)
    Files.write(joined, to: single)
    let runs: [(String, [String], documents: Int)] = [
      ("`boctach --version`", [command, "--version"], 0),
      (
        "`boctach extract`, \(workload.documents.count) documents of JSON Lines",
        [command, "extract", "--format", "jsonl", lines], workload.documents.count
      ),
      (
        "`boctach extract`, one document of \((Double(joined.count) / 1e6).text(0)) MB",
        [command, "extract", "--format", "json", single], 1
      ),
      ("the same as CSV", [command, "extract", "--format", "csv", single], 1),
    ]
    var memory: [Figures.Memory] = []
    var speeds: [Figures.Speed] = []
    var yardstick = Clock.threadSeconds { Yardstick.pass(joined) }
    for run in runs {
      let result = ChildProcess.run(run.1)
      let after = Clock.threadSeconds { Yardstick.pass(joined) }
      memory.append(
        Figures.Memory(
          name: run.0, peakMegabytes: result.peakMegabytes,
          ratio: result.peakMegabytes / (Double(joined.count) / 1e6)))
      if run.documents > 0 {
        speeds.append(
          Figures.Speed(
            name: run.0, megabytesPerSecond: Double(joined.count) / 1e6 / result.processorSeconds,
            documentsPerSecond: Double(run.documents) / result.processorSeconds,
            ratio: (yardstick + after) / 2 / result.processorSeconds))
      }
      yardstick = after
    }
    return (memory, speeds)
  }
}
