import Measuring

/// The figures as a page of Markdown.
struct Page {
  let figures: Figures
  let machine: String
  let date: String

  func markdown(chart: String?) -> String {
    var text = "# Speed on the workload “\(figures.workload)”, \(date)\n\n"
    text += "Machine: \(machine).\n\n"
    text +=
      "Workload: \(figures.documents) documents, \((Double(figures.bytes) / 1e6).text(1)) MB (10⁶ bytes) of UTF-8, "
      + "\(figures.tokens) tokens. The yardstick is ICU's own word-break loop over the same bytes, measured alternately "
      + "with everything else; “× yardstick” above 1 is faster than it. Times are processor time of one thread unless they are called wall.\n\n"
    if let chart { text += "![Speed, growth and threads](\(chart))\n\n" }
    text += section("Stages, one thread", speeds(figures.speeds))
    text += section("The whole process", speeds(figures.wholeSpeeds))
    if !figures.others.isEmpty || !figures.notes.isEmpty {
      text += section(
        "Others on the first 0.2 MB of the same text",
        (figures.others.isEmpty ? "" : speeds(figures.others))
          + figures.notes.map { "\n\($0)\n" }.joined())
    }
    text += section("Latency of an article, warm", latencies)
    text += section("From start to end of a process", startups)
    text += section("Peak memory", memory)
    text += section("Allocations of a warm pass", allocations)
    text += section("Growth with the length of one document", textGrowth)
    text += section("Growth with the grammar", grammarGrowth)
    text += section("Threads", threads)
    return text
  }

  private func section(_ title: String, _ body: String) -> String { "## \(title)\n\n\(body)\n" }

  private func speeds(_ speeds: [Figures.Speed]) -> String {
    var table = MarkdownTable(["", "MB/s", "documents/s", "× yardstick"])
    for speed in speeds {
      table.add([
        speed.name, speed.megabytesPerSecond.short, speed.documentsPerSecond.short, speed.ratio.quotient,
      ])
    }
    return table.text
  }

  private var latencies: String {
    var table = MarkdownTable(["", "p50", "p90", "p99", "longest"])
    for latency in figures.latencies { table.add([latency.name + ", ms"] + latency.percentiles.map(\.short)) }
    if figures.latencies.count == 2 {
      let pairs = zip(figures.latencies[0].percentiles, figures.latencies[1].percentiles)
      table.add(["extraction / yardstick"] + pairs.map { ($0 / $1).short })
    }
    return table.text
  }

  private var startups: String {
    var table = MarkdownTable(["", "wall, ms", "processor, ms", "× `--version` (wall)"])
    for startup in figures.startups {
      table.add([
        startup.name, startup.wallMilliseconds.short, startup.processorMilliseconds.short,
        (startup.wallMilliseconds / figures.startups[0].wallMilliseconds).short,
      ])
    }
    return table.text
  }

  private var memory: String {
    var table = MarkdownTable(["", "peak, MB", "× text"])
    for memory in figures.memory { table.add([memory.name, memory.peakMegabytes.short, memory.ratio.short]) }
    return table.text
  }

  private var allocations: String {
    var table = MarkdownTable(["", "calls a token", "bytes a token"])
    for figures in figures.allocations {
      table.add([figures.name, figures.callsPerToken.short, figures.bytesPerToken.short])
    }
    return table.text
  }

  private var textGrowth: String {
    var table = MarkdownTable(["", "KB", "time a byte, extraction", "time a byte, yardstick"])
    for step in figures.textGrowth {
      table.add([step.name, String(step.bytes / 1000), step.cost.text(2), step.yardstickCost.text(2)])
    }
    return table.text
  }

  private var grammarGrowth: String {
    var table = MarkdownTable(["rules of each stage", "rules", "matching × yardstick", "time"])
    for step in figures.grammarGrowth {
      table.add([step.name, String(step.rules), step.ratio.quotient, step.cost.text(2)])
    }
    return table.text
  }

  private var threads: String {
    var table = MarkdownTable(["threads", "speed-up (wall)", "processor time"])
    for step in figures.threads { table.add([String(step.count), step.speedUp.text(2), step.work.text(2)]) }
    return table.text
  }
}
