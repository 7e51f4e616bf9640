import Formats

/// The words that value comparison knows: names of units, and words that do not count in a document's value.
struct ValueWords: Sendable {
  /// Names of currencies and of the percent sign, which count in front of the first slash only.
  var currencies: [ScalarString: ScalarString] = [:]
  /// Names of other units, which count as per-parts too.
  var units: [ScalarString: ScalarString] = [:]
  var ignored: [ScalarString] = []

  /// The table `value-words.tsv`, built into the program.
  static let builtIn = ValueWords(table: PackageResources.value_words_tsv)

  /// Reads a table of the columns `table`, `word`, `canonical`; `#` starts a comment line.
  init(table: [UInt8]) {
    for line in DecodedText(table).lines.dropFirst() where !line.isEmpty && !line.hasPrefix("#") {
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map { ScalarString($0) }
      precondition(cells.count == 3, "value-words.tsv: three columns, not ‘\(line)’")
      switch cells[0].string {
      case "currency": currencies[cells[1]] = cells[2]
      case "unit": units[cells[1]] = cells[2]
      case "ignored": ignored.append(cells[1])
      default: preconditionFailure("value-words.tsv: unknown table ‘\(cells[0].string)’")
      }
    }
  }
}
