import BocTach
import GrammarEngine
import GrammarLanguage

/// A rule profile as a table, the costliest rules first.
enum ProfileTable {
  static func text(_ profile: RuleProfile, _ cascade: Cascade, _ locator: SourceLocator) -> String {
    let total = profile.counts.reduce(0) { $0 + $1.nanoseconds }
    var rows = [["ms", "share", "steps", "tried", "advanced", "matched", "won", "rule", "stage", "place"]]
    let order = profile.counts.indices.sorted {
      let (a, b) = (profile.counts[$0], profile.counts[$1])
      return a.nanoseconds != b.nanoseconds ? a.nanoseconds > b.nanoseconds : $0 < $1
    }
    for index in order {
      let counts = profile.counts[index]
      let rule = cascade.grammar.rules[index]
      rows.append([
        fixed(counts.nanoseconds, per: 1_000_000),
        total == 0 ? "-" : fixed(counts.nanoseconds * 100, per: total) + "%",
        "\(counts.steps)", "\(counts.tried)", "\(counts.advanced)", "\(counts.matched)", "\(counts.won)",
        rule.name,
        cascade.grammar.stages[rule.stage.index].name,
        locator.location(rule.span).map { "\($0.file):\($0.line)" } ?? "",
      ])
    }
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    var out =
      "\(profile.tokens) tokens; each rule run alone, from every token at which its stage looked for a match\n"
    for row in rows {
      let cells = row.enumerated().map { column, cell in
        let padding = String(repeating: " ", count: widths[column] - cell.count)
        return column < 7 ? padding + cell : cell + padding
      }
      var line = cells.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      out += line + "\n"
    }
    return out
  }

  /// A quotient with two digits behind the point.
  private static func fixed(_ amount: Int, per unit: Int) -> String {
    let hundredths = unit == 0 ? 0 : (amount * 100 + unit / 2) / unit
    let fraction = "\(hundredths % 100)"
    return "\(hundredths / 100)." + (fraction.count == 1 ? "0" + fraction : fraction)
  }
}
