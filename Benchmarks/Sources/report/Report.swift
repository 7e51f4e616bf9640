import BocTach
import Glibc
import Measuring

/// `report`: everything that the project says about its speed, in one run, beside the yardstick.
@main
struct Report {
  static let usage = """
    usage: report --boctach PATH [--workload PATH] [--name NAME] [--size MB] [--threads 1,2,4] [--rounds N]
                  [--scratch DIR] [--output PREFIX] [--swift VERSION] [--python PATH --compare SCRIPT] [--quick]
    PATH is a folder of *.txt or a file whose documents are parted by blank lines. Writes PREFIX.md and PREFIX.svg.
    """

  static func main() throws {
    if CommandLine.arguments.dropFirst().first == ChildProcess.runner {
      ChildProcess.runAndPrint(Array(CommandLine.arguments.dropFirst(2)))
    }
    let options = Options(
      values: [
        "boctach", "workload", "name", "size", "threads", "rounds", "scratch", "output", "swift", "python",
        "compare",
      ], flags: ["quick"], usage: usage)
    guard let command = options["boctach"] else { Files.usage(usage) }
    let isQuick = options.has("quick")
    let megabytes = options.number("size", or: isQuick ? 1 : 10)
    let workload = Workload(
      paths: options["workload"] ?? "../Corpus/train,../Corpus/dev", name: options["name"] ?? "corpus",
      size: megabytes * 1_000_000)
    let rounds = options.number("rounds", or: isQuick ? 2 : 5)

    var figures = Figures()
    figures.workload = workload.name
    figures.documents = workload.documents.count
    figures.bytes = workload.byteCount

    Files.say("the whole process …")
    let whole = WholeProcess(command: command, workload: workload, scratch: options["scratch"] ?? "/tmp")
    figures.startups = whole.startups(isQuick ? 5 : 15)
    (figures.memory, figures.wholeSpeeds) = whole.memoryAndSpeed()

    Files.say("stages …")
    let extractor = try Extractor()
    let measurement = Measurement(workload: workload, extractor: extractor, rounds: rounds)
    figures.tokens = measurement.tokenCount
    figures.speeds = measurement.speeds()
    Files.say("latencies, allocations …")
    figures.latencies = measurement.latencies()
    figures.allocations = measurement.allocations()
    Files.say("growth …")
    figures.textGrowth = measurement.textGrowth(upTo: min(4_000_000, workload.byteCount))
    figures.grammarGrowth = try measurement.grammarGrowth(extractor.cascade.grammar)
    Files.say("threads …")
    let counts = (options["threads"] ?? "1,2,4").split(separator: ",").compactMap { Int($0) }
    figures.threads = measurement.threads(counts.first == 1 ? counts : [1] + counts)
    if let python = options["python"], let script = options["compare"] {
      Files.say("others …")
      let others = Comparison(
        python: python, script: script, workload: workload.prefix(bytes: 200_000), extractor: extractor)
      (figures.others, figures.notes) = others.measure()
    }

    let page = Page(
      figures: figures, machine: Machine.description(swift: options["swift"]), date: Machine.today())
    guard let prefix = options["output"] else {
      print(page.markdown(chart: nil))
      return
    }
    let chart = prefix + ".svg"
    Files.write(Array(Chart(figures).svg.utf8), to: chart)
    Files.write(
      Array(page.markdown(chart: chart.split(separator: "/").last.map(String.init)).utf8), to: prefix + ".md")
    print("\(prefix).md, \(chart)")
  }
}
