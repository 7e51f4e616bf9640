import Formats

extension EvaluationReport {
  /// The scores as CSV: one row for each part of the corpus, type and scheme.
  package func scoresCSV() -> String {
    var out: [UInt8] = []
    CSVWriter.append(
      [
        "scope", "name", "type", "scheme", "gold", "system", "correct", "partial", "precision", "recall",
        "f1", "low", "high",
      ],
      to: &out)
    func row(
      _ scope: String, _ name: String, _ type: String, _ scheme: String, _ numbers: [Int], _ scores: Scores,
      _ interval: Interval? = nil
    ) {
      CSVWriter.append(
        [scope, name, type, scheme] + numbers.map(String.init)
          + [scores.precision, scores.recall, scores.f1].map { fixed($0, 6) }
          + [interval.map { fixed($0.low, 6) } ?? "", interval.map { fixed($0.high, 6) } ?? ""], to: &out)
    }
    func row(_ scope: String, _ name: String, _ type: String, _ counts: Counts, _ interval: Interval? = nil) {
      row(
        scope, name, type, "strict", [counts.gold, counts.system, counts.truePositives, 0], counts.scores,
        interval)
    }
    let score = evaluation.referee
    let schemes = evaluation.schemes
    let parts =
      evaluation.types.map { ($0, [$0], Metric.type($0)) } + [
        ("core", evaluation.profile.coreTypes, .core), ("all", evaluation.types, .all),
      ]
    for (name, types, metric) in parts {
      for scheme in MatchScheme.allCases {
        let counts = schemes.micro(scheme, types)
        row(
          "corpus", "", name, scheme.rawValue,
          [counts.possible, counts.actual, counts.gold.correct, counts.gold.partial], counts.scores,
          scheme == .strict ? intervals[metric] : nil)
      }
    }
    for name in evaluation.relationTypes {
      row("relation", "", name, score.relations[name]!, intervals[.relation(name)])
    }
    for name in evaluation.facts.facts.keys.sorted() { row("fact", "", name, evaluation.facts.facts[name]!) }
    for name in evaluation.facts.records.keys.sorted() {
      row("record", "", name, evaluation.facts.records[name]!)
    }
    for genre in evaluation.genres.keys.sorted() {
      let score = evaluation.genres[genre]!.reduce(into: RefereeScore()) { $0 += $1.referee }
      for type in evaluation.profile.ordered(score.types.keys) {
        row("genre", genre, type, score.types[type]!.strict)
      }
    }
    for document in evaluation.documents {
      for type in evaluation.profile.ordered(document.referee.types.keys) {
        row("document", document.id, type, document.referee.types[type]!.strict)
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// The errors as CSV, one a row.
  package func errorsCSV() -> String {
    var out: [UInt8] = []
    CSVWriter.append(
      [
        "document", "cause", "type", "start", "end", "gold", "goldValue", "system", "systemType",
        "systemValue", "rule", "pattern", "nearest", "before", "after",
      ],
      to: &out)
    for document in evaluation.documents {
      for error in document.errors {
        func joined(_ mentions: [AnnotatedMention], _ part: (AnnotatedMention) -> String?) -> String {
          mentions.compactMap(part).joined(separator: " + ")
        }
        CSVWriter.append(
          [
            document.id, error.cause.rawValue, error.type, String(error.span.start), String(error.span.end),
            joined(error.gold, \.text), joined(error.gold, \.value), joined(error.system, \.text),
            joined(error.system, \.type), joined(error.system, \.value),
            error.rules.map(\.note).joined(separator: " + "), error.pattern,
            error.nearest.map { "\($0.mention.type) \($0.mention.text)" } ?? "", error.context.before,
            error.context.after,
          ], to: &out)
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// A summary in GitHub's Markdown, fit for `$GITHUB_STEP_SUMMARY`.
  package func markdown(errorLimit: Int = 30) -> String {
    let score = evaluation.referee
    var out = "## \(title.markdownEscaped)\n\n"
    if !verdict.checks.isEmpty {
      out += verdict.isPassed ? "✅ All gates passed.\n\n" : "❌ **Gate failed.**\n\n"
      for check in verdict.checks where !check.isPassed {
        out += "- \(check.name.markdownEscaped): \(check.message.markdownEscaped)\n"
      }
      if !verdict.isPassed { out += "\n" }
    }
    let rows = comparison.map { Dictionary($0.rows.map { ($0.metric, $0) }) { first, _ in first } }
    out += "| | gold | P | R | F1 | 95% | overlap | values |" + (rows == nil ? "" : " change | p |") + "\n"
    out += "|:--|--:|--:|--:|--:|:--|--:|--:|" + (rows == nil ? "" : "--:|--:|") + "\n"
    func row(
      _ name: String, _ metric: Metric, _ counts: Counts, _ overlap: OverlapCounts?, _ value: ValueCounts?
    ) {
      let s = counts.scores
      let interval = intervals[metric].map { "\(fixed($0.low, 3))–\(fixed($0.high, 3))" } ?? ""
      out +=
        "| \(name.markdownEscaped) | \(counts.gold) | \(fixed(s.precision, 3)) | \(fixed(s.recall, 3)) | **\(fixed(s.f1, 3))** | \(interval) | \(overlap.map { fixed($0.scores.f1, 3) } ?? "") | \(value.map { $0.compared > 0 ? "\($0.correct)/\($0.compared)" : "" } ?? "") |"
      if let rows {
        out +=
          rows[metric].map { row in
            let change = row.paired.difference
            return " \(change > 0 ? "+" : "")\(fixed(change, 4)) | \(fixed(row.paired.pValue, 3)) |"
          } ?? " | |"
      }
      out += "\n"
    }
    for type in evaluation.types {
      row(type, .type(type), score.types[type]!.strict, score.types[type]!.overlap, score.types[type]!.value)
    }
    let core = score.micro(evaluation.profile.coreTypes)
    row("core (micro)", .core, core.strict, core.overlap, core.value)
    row("all (micro)", .all, score.microAll.strict, score.microAll.overlap, score.microAll.value)
    for name in evaluation.relationTypes { row(name, .relation(name), score.relations[name]!, nil, nil) }
    out += "\n\(evaluation.documents.count) documents, \(evaluation.errorCount) errors."
    if !evaluation.missing.isEmpty {
      out += " Without system output: \(evaluation.missing.joined(separator: ", ").markdownEscaped)."
    }
    out += "\n"
    if let comparison {
      for (name, changes) in [("gained", comparison.gained), ("lost", comparison.lost)] where !changes.isEmpty
      {
        out +=
          "\n<details><summary>\(changes.count) mention\(changes.count == 1 ? "" : "s") \(name)</summary>\n\n"
        for change in changes.prefix(errorLimit) {
          out +=
            "- \(change.document.markdownEscaped): \(change.mention.type.markdownEscaped) “\(change.text.markdownEscaped)”"
          if let rule = change.rule { out += ", rule \(rule.note.markdownEscaped)" }
          out += "\n"
        }
        if changes.count > errorLimit { out += "- … and \(changes.count - errorLimit) more\n" }
        out += "\n</details>\n"
      }
    }
    let errors = evaluation.documents.flatMap { document in document.errors.map { (document.id, $0) } }
    if !errors.isEmpty, errorLimit > 0 {
      out +=
        "\n<details><summary>Errors by cause</summary>\n\n| |"
        + ExtractionError.Cause.allCases.map { " \($0.rawValue) |" }.joined()
      out += "\n|:--|" + String(repeating: "--:|", count: ExtractionError.Cause.allCases.count) + "\n"
      let causes = evaluation.causes
      for type in evaluation.types where causes[type] != nil {
        out +=
          "| \(type.markdownEscaped) |"
          + ExtractionError.Cause.allCases.map { " \(causes[type]![$0] ?? 0) |" }.joined() + "\n"
      }
      out += "\n"
      for (id, error) in errors.prefix(errorLimit) {
        out += "- \(id.markdownEscaped): \(message(error).markdownEscaped)\n"
      }
      if errors.count > errorLimit { out += "- … and \(errors.count - errorLimit) more\n" }
      out += "\n</details>\n"
    }
    return out
  }
}

extension String {
  /// With everything that Markdown, its tables or HTML would take for markup escaped; on one line.
  var markdownEscaped: String {
    var out = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\n", "\r": out += " "
      case "\\", "`", "*", "_", "{", "}", "[", "]", "#", "|", "~", "@", "$": out += "\\" + String(scalar)
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }
}
