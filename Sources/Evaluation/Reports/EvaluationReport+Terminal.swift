extension EvaluationReport {
  /// Tables with bars, for a terminal.
  ///
  /// - Parameters:
  ///   - isColored: whether to use ANSI colors.
  ///   - errorLimit: how many errors to list.
  package func terminalText(isColored: Bool = false, errorLimit: Int = 0, errorType: String? = nil) -> String
  {
    var out = ""
    let score = evaluation.referee
    let schemes = evaluation.schemes
    let profile = evaluation.profile

    func color(_ text: String, _ code: String) -> String {
      isColored ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
    func bar(_ share: Double) -> String {
      let width = 20
      let eighths = Int((min(max(share, 0), 1) * Double(width * 8)).rounded())
      let blocks = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
      let filled = String(repeating: "█", count: eighths / 8) + blocks[eighths % 8]
      return color(filled.padded(width), share >= 0.9 ? "32" : share >= 0.7 ? "33" : "31")
    }
    func row(
      _ name: String, _ metric: Metric, _ counts: Counts, _ overlap: OverlapCounts?, _ value: ValueCounts?
    ) {
      let scores = counts.scores
      let interval = intervals[metric].map { "\(fixed($0.low, 3))–\(fixed($0.high, 3))" } ?? ""
      out += name.truncated(15).padded(15) + String(counts.gold).padded(6, right: true)
      out +=
        "  " + fixed(scores.precision, 3) + "  " + fixed(scores.recall, 3) + "  "
        + color(fixed(scores.f1, 3), "1")
      out += "  " + interval.padded(11) + "  " + bar(scores.f1)
      if let overlap { out += "  " + fixed(overlap.scores.f1, 3) }
      if let value, value.compared > 0 {
        out += "  " + "\(value.correct)/\(value.compared)".padded(9, right: true)
      }
      while out.last == " " { out.removeLast() }
      out += "\n"
    }
    func heading(_ text: String) { out += "\n" + color(text, "1") + "\n" }

    out +=
      "\(evaluation.documents.count) documents"
      + (evaluation.missing.isEmpty
        ? ""
        : ", \(evaluation.missing.count) without system output: \(evaluation.missing.joined(separator: " ").truncated(80))")
      + "\n\n"
    out += "                 gold  prec.  recall F1     95%          strict F1             overlap  values\n"
    for type in evaluation.types {
      row(type, .type(type), score.types[type]!.strict, score.types[type]!.overlap, score.types[type]!.value)
    }
    let core = score.micro(profile.coreTypes)
    row("core, micro", .core, core.strict, core.overlap, core.value)
    row("all, micro", .all, score.microAll.strict, score.microAll.overlap, score.microAll.value)
    out +=
      "all, macro".padded(21)
      + "  \(fixed(score.macro.precision, 3))  \(fixed(score.macro.recall, 3))  \(fixed(score.macro.f1, 3))\n"

    if !evaluation.relationTypes.isEmpty {
      heading("Relations")
      for name in evaluation.relationTypes { row(name, .relation(name), score.relations[name]!, nil, nil) }
      row("all", .relations, score.microRelations, nil, nil)
      let facts = evaluation.facts
      let factSum = facts.facts.values.reduce(Counts.zero, +)
      let recordSum = facts.records.values.reduce(Counts.zero, +)
      out +=
        "facts (relations without their places) F1 \(fixed(factSum.scores.f1, 3)), records F1 \(fixed(recordSum.scores.f1, 3))\n"
    }

    heading("Schemes of MUC and SemEval, micro F1")
    out += "               strict  exact   partial type\n"
    for (name, types) in [("core", profile.coreTypes), ("all", evaluation.types)] {
      out +=
        name.padded(15)
        + MatchScheme.allCases.map { fixed(schemes.micro($0, types).scores.f1, 3).padded(8) }.joined() + "\n"
    }
    let value = evaluation.valueCounts(evaluation.types)
    out += "span and value (types with values): F1 \(fixed(value.scores.f1, 3))\n"

    let genres = evaluation.genres
    if genres.count > 1 {
      heading("Genres, core strict F1")
      for genre in genres.keys.sorted() {
        let counts = genres[genre]!.reduce(Counts.zero) { $0 + $1.referee.micro(profile.coreTypes).strict }
        out +=
          genre.truncated(15).padded(15) + String(counts.gold).padded(6, right: true)
          + "  \(fixed(counts.scores.f1, 3))  \(bar(counts.scores.f1))  \(genres[genre]!.count) documents\n"
      }
    }

    if evaluation.errorCount > 0 {
      heading("Errors by cause")
      let causes = evaluation.causes
      out +=
        "".padded(15) + ExtractionError.Cause.allCases.map { $0.rawValue.padded(10, right: true) }.joined()
        + "\n"
      for type in evaluation.types where causes[type] != nil {
        out +=
          type.truncated(15).padded(15)
          + ExtractionError.Cause.allCases.map { cause in
            (causes[type]![cause].map(String.init) ?? "·").padded(10, right: true)
          }.joined() + "\n"
      }
      let patterns = evaluation.patterns.prefix(10)
      if !patterns.isEmpty {
        heading("Most frequent")
        for p in patterns {
          out += "\(String(p.count).padded(5, right: true)) × \(p.type) \(p.cause.rawValue) \(p.pattern)\n"
        }
      }
    }
    out += rulesText(color) + comparisonText(color)
    if errorLimit > 0 {
      heading("Errors")
      var left = errorLimit
      for document in evaluation.documents {
        for error in document.errors where left > 0 && (errorType == nil || error.type == errorType) {
          left -= 1
          out +=
            "\(document.id) \(error.span.start)–\(error.span.end)  \(error.cause.rawValue): \(message(error))\n"
          if !error.context.middle.isEmpty {
            out +=
              "    …\(error.context.before)\(color("⟦\(error.context.middle)⟧", "1"))\(error.context.after)…\n"
          }
        }
      }
    }
    if !verdict.checks.isEmpty {
      heading("Gates")
      for check in verdict.checks {
        out +=
          "\(check.isPassed ? color("passed", "32") : color("FAILED", "31"))  \(check.name.padded(15)) \(check.message)\n"
      }
    }
    return out
  }

  private func rulesText(_ color: (String, String) -> String) -> String {
    let rules = evaluation.rules.filter { $0.value.wrong + $0.value.wrongValues > 0 }
      .sorted {
        (-$0.value.wrong - $0.value.wrongValues, $0.key) < (-$1.value.wrong - $1.value.wrongValues, $1.key)
      }
    guard !rules.isEmpty else { return "" }
    var out = "\n" + color("Rules with most errors", "1") + "\n"
    out += "   right  wrong value  rule\n"
    for (rule, counts) in rules.prefix(15) {
      out += String(counts.correct).padded(8, right: true) + String(counts.wrong).padded(7, right: true)
      out += String(counts.wrongValues).padded(6, right: true) + "  \(rule.note)\n"
    }
    return out
  }

  private func comparisonText(_ color: (String, String) -> String) -> String {
    guard let comparison else { return "" }
    var out = "\n" + color("Against the baseline, strict F1", "1") + "\n"
    out += "                before now    change  95%               p\n"
    for row in comparison.rows {
      let change = row.paired.difference
      let text = (change > 0 ? "+" : "") + fixed(change, 4)
      out +=
        row.metric.description.truncated(15).padded(16)
        + "\(fixed(row.baseline, 3))  \(fixed(row.system, 3))  "
      out += color(text.padded(8, right: true), change < -0.00005 ? "31" : change > 0.00005 ? "32" : "0")
      out += "  [\(fixed(row.paired.interval.low, 4)), \(fixed(row.paired.interval.high, 4))]".padded(20)
      out += "  \(fixed(row.paired.pValue, 3))\n"
    }
    for (name, changes) in [("gained", comparison.gained), ("lost", comparison.lost)] {
      out += "\(changes.count) mention\(changes.count == 1 ? "" : "s") \(name)\n"
      for change in changes.prefix(20) {
        out += "  \(change.document) \(change.mention.type) ‘\(change.text)’"
        if let rule = change.rule { out += "  rule \(rule.note)" }
        if let replacement = change.replacement {
          out +=
            "; now \(replacement.type) ‘\(replacement.text)’"
            + (replacement.rule.map { " by \($0.note)" } ?? "")
        }
        out += "\n"
      }
      if changes.count > 20 { out += "  … and \(changes.count - 20) more\n" }
    }
    return out
  }
}
