import BocTach
import Extraction
import Glibc
import GrammarEngine
import Measuring
import Tokenization

/// `throughput FILE [--rounds N] [--grammar DIR]`: MB/s of UTF-8 for the yardstick, tokenization, matching and the
/// whole extraction over the documents of a file (parted by blank lines), in one run, alternating, one thread.
@main
struct Throughput {
  static func main() throws {
    var path: String?
    var rounds = 7
    var folder: String?
    var arguments = CommandLine.arguments.dropFirst()
    while let argument = arguments.popFirst() {
      switch argument {
      case "--rounds": rounds = arguments.popFirst().flatMap(Int.init) ?? rounds
      case "--grammar": folder = arguments.popFirst()
      default: path = argument
      }
    }
    guard let path else {
      print("usage: throughput FILE [--rounds N] [--grammar DIR]")
      exit(64)
    }
    let bytes = Files.read(path)
    let documents = Workload.split(bytes)
    let extractor = try Extractor(grammar: folder.map { try Grammar(directory: $0) } ?? .bundled)
    let tokenizer = extractor.cascade.tokenizer
    let texts = documents.map { Decoder.decode($0).text }
    let tokenized = texts.map { tokenizer.tokenize($0) }
    var matcher = Matcher(extractor.cascade)
    var scratch = Tokenizer.Scratch()
    var reused = tokenizer.tokenize([])
    var sink = 0
    // Each stage does its own work only; `whole` starts from bytes.
    var stages: [(name: String, seconds: [Double])] = [
      ("yardstick", []), ("tokenization", []), ("matching", []), ("whole", []),
    ]
    for _ in 0..<rounds {
      stages[0].seconds.append(
        seconds {
          sink &+= Yardstick.pass(bytes)
        })
      stages[1].seconds.append(
        seconds {
          for document in documents {
            tokenizer.tokenize(Decoder.decode(document).text, into: &reused, scratch: &scratch)
            sink &+= reused.tokens.count
          }
        })
      stages[2].seconds.append(
        seconds { for text in tokenized { sink &+= matcher.run(text).output.count } })
      stages[3].seconds.append(
        seconds {
          for document in documents {
            sink &+= extractor.extract(Decoder.decode(document), reference: .unknown).mentions.count
          }
        })
    }
    let yardstick = median(stages[0].seconds)
    print(
      "\(documents.count) documents, \(bytes.count) bytes, \(rounds) rounds, one thread (checksum \(sink))")
    for stage in stages {
      let rate = Double(bytes.count) / 1e6 / median(stage.seconds)
      print("\(stage.name)\t\(rounded(rate)) MB/s\t\(rounded(yardstick / median(stage.seconds))) × yardstick")
    }
    let statistics = matcher.statistics
    let tokens = Double(max(1, statistics.tokens))
    for (index, stage) in extractor.cascade.grammar.stages.enumerated() {
      let figures = [statistics.searches, statistics.matches, statistics.steps, statistics.questions].map {
        String(rounded(Double($0[index]) / tokens))
      }
      print(
        "  \(stage.name)\t\(figures[0]) searches, \(figures[1]) matches, \(figures[2]) steps, "
          + "\(figures[3]) questions a token")
    }
    print(matcher.cacheSizes.map { "\($0.count) \($0.name)" }.joined(separator: ", "))
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    print("peak memory\t\(usage.ru_maxrss / 1024) MiB (input held \(2 + 1) times)")
  }

  static func seconds(_ body: () -> Void) -> Double {
    let clock = ContinuousClock()
    let elapsed = clock.measure(body)
    return Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
  }

  static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

  static func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }
}
