import BocTach
import GrammarEngine
import GrammarLanguage
import Measuring
import Tokenization

/// A lexicon of a million entries beside the bundled cascade: how long it takes to load, and what it costs to look for.
struct MillionEntries {
  var loadSeconds: Double
  /// The speed of the cascade with the lexicon by its speed without.
  var speed: Double
  var hits: Int

  static let entryCount = 1_000_000

  /// The entries are two to four words drawn from the workload's own, so that most tokens begin some of them and few
  /// end one: more near misses than a real gazetteer has. The workload's decomposed letters are composed, as a lexicon's
  /// are (a row with others is warned of).
  static func measure(_ workload: Workload, rounds: Int) -> MillionEntries {
    let table = entries(workload)
    var sources = Grammar.bundled.sources
    let plain = compile(sources)
    sources.files["million/entries.tsv"] = table
    sources.files["million/million.grammar"] = Array(
      "stage million\nlexicon entries from \"entries.tsv\"\nrule entry -> MillionEntry = @entries\n".utf8)
    add(stage: "million", type: "MillionEntry", to: &sources)
    // The load is that of the lexicon: compiling with it less compiling without, measured alternately.
    var seconds: (with: [Double], without: [Double]) = ([], [])
    var loaded = plain
    for _ in 0..<3 {
      seconds.without.append(
        Clock.threadSeconds { keep(compile(Grammar.bundled.sources).program.nodes.count) })
      seconds.with.append(Clock.threadSeconds { loaded = compile(sources) })
    }
    let load = Statistics.median(seconds.with) - Statistics.median(seconds.without)

    let texts = workload.documents.map { plain.tokenizer.tokenize(Decoder.decode($0).text) }
    var matcherWith = Matcher(loaded)
    var matcherWithout = Matcher(plain)
    var times: (with: [Double], without: [Double]) = ([], [])
    var hits = 0
    let type = loaded.typeIDs["MillionEntry"]!
    for round in 0...rounds {
      let without = Clock.threadSeconds {
        for text in texts { keep(matcherWithout.run(text).output.count) }
      }
      hits = 0
      let with = Clock.threadSeconds {
        for text in texts { hits += matcherWith.run(text).mentions.count { $0.type == type } }
      }
      if round == 0 { continue }  // warms up
      times.with.append(with)
      times.without.append(without)
    }
    return MillionEntries(
      loadSeconds: load, speed: Statistics.medianRatio(times.without, times.with), hits: hits)
  }

  private static func entries(_ workload: Workload) -> [UInt8] {
    let words = workload.documents.flatMap {
      String(decoding: $0, as: UTF8.self).split { !$0.isLetter }.map {
        CanonicalComposition.composed($0.lowercased())
      }
    }
    var generator = SeededGenerator(seed: 7)
    var seen: Set<String> = []
    var table = "phrase\n"
    while seen.count < entryCount {
      let phrase = (0..<(2 + generator.below(3))).map { _ in words[generator.below(words.count)] }
        .joined(separator: " ")
      if seen.insert(phrase).inserted { table += phrase + "\n" }
    }
    return Array(table.utf8)
  }

  private static func add(stage: String, type: String, to sources: inout GrammarSourceSet) {
    var cascade = sources.files[GrammarSourceSet.cascadePath]!
    let (file, _) = GrammarParser.parse(cascade, path: GrammarSourceSet.cascadePath)
    for case .stages(let names) in file.declarations {
      cascade.insert(contentsOf: ", \(stage)".utf8, at: names.last!.span.end)
    }
    cascade += Array("\nprivate type \(type)\n".utf8)
    sources.files[GrammarSourceSet.cascadePath] = cascade
  }

  private static func compile(_ sources: GrammarSourceSet) -> Cascade {
    let compiled = GrammarCompilation(sources)
    guard let cascade = compiled.cascade else { Files.usage(compiled.renderedErrors) }
    return cascade
  }
}
