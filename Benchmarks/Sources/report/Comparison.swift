import BocTach
import Extraction
import Measuring
import Tokenization

/// Other extractors over a part of the workload, each between two passes of the yardstick.
struct Comparison {
  let python: String
  let script: String
  let workload: Workload
  let extractor: Extractor

  static let names = ["spacy-ruler", "underthesea-words", "underthesea-ner"]

  func measure() -> ([Figures.Speed], [String]) {
    let path = "/tmp/boctach-compare.jsonl"
    Files.write(workload.jsonLines, to: path)
    let joined = workload.joined
    var speeds: [Figures.Speed] = []
    var notes: [String] = []
    func add(_ name: String, seconds: Double, yardstick: Double) {
      speeds.append(
        Figures.Speed(
          name: name, megabytesPerSecond: Double(joined.count) / 1e6 / seconds,
          documentsPerSecond: Double(workload.documents.count) / seconds, ratio: yardstick / seconds))
    }
    func extraction() {
      for document in workload.documents {
        keep(extractor.extract(Decoder.decode(document), reference: ReferenceContext()).mentions.count)
      }
    }
    extraction()
    var before = Clock.threadSeconds { Yardstick.pass(joined) }
    let seconds = Clock.threadSeconds(extraction)
    add("BocTach, the whole extraction", seconds: seconds, yardstick: before)
    for name in Self.names {
      before = Clock.threadSeconds { Yardstick.pass(joined) }
      let result = ChildProcess.spawn([python, script, name, path], capturing: true)
      let after = Clock.threadSeconds { Yardstick.pass(joined) }
      // "title<TAB>seconds", or a sentence that says why not.
      let output =
        String(decoding: result.output, as: UTF8.self).split(separator: "\n").last.map(String.init) ?? ""
      let cells = output.split(separator: "\t").map(String.init)
      if result.exitCode == 0, cells.count == 2, let seconds = Double(cells[1]) {
        add(cells[0], seconds: seconds, yardstick: (before + after) / 2)
      } else {
        notes.append("\(name) was not compared: \(output.isEmpty ? "exit code \(result.exitCode)" : output)")
      }
    }
    return (speeds, notes)
  }
}
