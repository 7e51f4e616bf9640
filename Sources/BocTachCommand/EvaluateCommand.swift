import ArgumentParser
import Evaluation
import Formats

struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate", abstract: "Score a system's annotation against gold.")

  @Argument var gold: String
  @Argument var system: String
  @Option var format = "json"

  func run() throws {
    let goldFolder = try CorpusFolder(gold)
    let systemFolder = try CorpusFolder(system)
    let table = try goldFolder.documentsTable().value
    var score = RefereeScore()
    let comparison = ValueComparison()
    for id in goldFolder.ids("ann") {
      let pair = DocumentPair(
        gold: try goldFolder.document(id)!.value, system: try systemFolder.document(id)?.value,
        isUndated: table.date(of: id) == nil, genre: table.genre(of: id))
      score += RefereeScore(pair, comparison: comparison)
    }
    print(JSONWriter.text(.object(score.json()), .indented))
  }
}
