import Formats

extension EvaluationReport {
  /// One page with everything: scores with intervals, charts, comparison, rules, and a browser of the documents with
  /// gold and system side by side. It needs no network; without JavaScript everything but the browser is there.
  package func html() -> String {
    let title = title.xmlEscaped
    return """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
      <title>\(title)</title>
      <style>\(String(decoding: PackageResources.report_css, as: UTF8.self))</style>
      </head>
      <body>
      <header>
      <h1>\(title)</h1>
      <nav class="soft"><a href="#scores">Scores</a><a href="#causes">Errors</a>\(comparison == nil ? "" : "<a href=\"#baseline\">Baseline</a>")<a href="#rules">Rules</a><a href="#texts">Documents</a></nav>
      \(cards)\(gates)
      </header>
      <main>
      \(scores)
      \(causeChart)
      \(comparisonSection)
      \(rulesSection)
      \(browser)
      </main>
      <script type="application/json" id="data">\(Self.scriptSafe(JSONWriter.text(data)))</script>
      <script>\(String(decoding: PackageResources.report_js, as: UTF8.self))</script>
      </body>
      </html>

      """
  }

  /// JSON that cannot end the script element it stands in, nor begin a comment there.
  private static func scriptSafe(_ json: String) -> String {
    var out: [UInt8] = []
    for byte in json.utf8 {
      if byte == UInt8(ascii: "<") { out += #"\u003c"#.utf8 } else { out.append(byte) }
    }
    return String(decoding: out, as: UTF8.self)
  }

  // MARK: Parts

  private var cards: String {
    let score = evaluation.referee
    let core = score.micro(evaluation.profile.coreTypes)
    func card(_ name: String, _ value: String, _ note: String) -> String {
      "<div class=\"card\"><span class=\"soft\">\(name)</span><b>\(value)</b><span class=\"soft\">\(note)</span></div>"
    }
    func note(_ metric: Metric) -> String {
      intervals[metric].map { "95%: \(fixed($0.low, 3))–\(fixed($0.high, 3))" } ?? ""
    }
    return "<div class=\"cards\">"
      + card("core, strict F1", fixed(core.strict.scores.f1, 3), note(.core))
      + card("all types", fixed(score.microAll.strict.scores.f1, 3), note(.all))
      + card("values", fixed(core.value.accuracy, 3), "\(core.value.correct) of \(core.value.compared) hits")
      + card("relations", fixed(score.microRelations.scores.f1, 3), note(.relations))
      + card("documents", String(evaluation.documents.count), "\(evaluation.errorCount) errors") + "</div>"
  }

  private var gates: String {
    guard !verdict.checks.isEmpty else { return "" }
    let items = verdict.checks.map { check in
      "<li class=\"\(check.isPassed ? "pass" : "fail")\">\(check.isPassed ? "✓" : "✗") \(check.name.xmlEscaped): \(check.message.xmlEscaped)</li>"
    }
    return
      "<details\(verdict.isPassed ? "" : " open")><summary class=\"\(verdict.isPassed ? "pass" : "fail")\">"
      + "\(verdict.isPassed ? "All gates passed" : "A gate failed")</summary><ul>\(items.joined())</ul></details>"
  }

  private var scores: String {
    let score = evaluation.referee
    let schemes = evaluation.schemes
    func row(
      _ name: String, _ types: [String], _ metric: Metric, _ counts: RefereeScore.TypeScore,
      _ cls: String = ""
    ) -> String {
      let s = counts.strict.scores
      let others = MatchScheme.allCases.dropFirst().map {
        "<td>\(fixed(schemes.micro($0, types).scores.f1, 3))</td>"
      }
      let value = counts.value.compared > 0 ? "\(counts.value.correct)/\(counts.value.compared)" : ""
      return
        "<tr class=\"\(cls)\"><td>\(name.xmlEscaped)</td><td>\(counts.strict.gold)</td><td>\(counts.strict.system)</td>"
        + "<td>\(fixed(s.precision, 3))</td><td>\(fixed(s.recall, 3))</td><td><b>\(fixed(s.f1, 3))</b></td>"
        + "<td>\(Self.bar(s.f1, intervals[metric]))</td>\(others.joined())<td>\(fixed(counts.overlap.scores.f1, 3))</td><td>\(value)</td></tr>"
    }
    var out =
      "<h2 id=\"scores\">Scores</h2><div class=\"scroll\"><table><thead><tr><th>type</th><th>gold</th><th>system</th><th>P</th><th>R</th><th>strict F1</th><th>95% of F1</th><th>exact</th><th>partial</th><th>type</th><th>overlap</th><th>values</th></tr></thead><tbody>"
    for type in evaluation.types { out += row(type, [type], .type(type), score.types[type]!) }
    out += row(
      "core (micro)", evaluation.profile.coreTypes, .core, score.micro(evaluation.profile.coreTypes), "sum")
    out += row("all (micro)", evaluation.types, .all, score.microAll, "sum")
    let macro = score.macro
    out +=
      "<tr class=\"sum\"><td>all (macro)</td><td></td><td></td><td>\(fixed(macro.precision, 3))</td><td>\(fixed(macro.recall, 3))</td><td>\(fixed(macro.f1, 3))</td><td></td>"
    for scheme in MatchScheme.allCases.dropFirst() {
      out += "<td>\(fixed(schemes.macro(scheme, evaluation.types).f1, 3))</td>"
    }
    out += "<td></td><td></td></tr></tbody></table></div>"
    func table(_ heading: String, _ first: String, _ rows: [(String, Counts, Interval?)]) -> String {
      guard !rows.isEmpty else { return "" }
      return
        "<h3>\(heading)</h3><div class=\"scroll\"><table><thead><tr><th>\(first)</th><th>gold</th><th>system</th><th>P</th><th>R</th><th>F1</th><th></th></tr></thead><tbody>"
        + rows.map { name, counts, interval in
          let s = counts.scores
          return
            "<tr><td>\(name.xmlEscaped)</td><td>\(counts.gold)</td><td>\(counts.system)</td><td>\(fixed(s.precision, 3))</td><td>\(fixed(s.recall, 3))</td><td><b>\(fixed(s.f1, 3))</b></td><td>\(Self.bar(s.f1, interval))</td></tr>"
        }.joined() + "</tbody></table></div>"
    }
    let facts = evaluation.facts
    out += table(
      "Relations", "relation",
      evaluation.relationTypes.map { ($0, score.relations[$0]!, intervals[.relation($0)]) })
    out += table(
      "Facts and records, wherever they are said", "",
      facts.facts.keys.sorted().map { ("\($0) (fact)", facts.facts[$0]!, nil) }
        + facts.records.keys.sorted().map { ("\($0) (record)", facts.records[$0]!, nil) })
    if evaluation.genres.count > 1 {
      out += table(
        "Genres, core types", "genre",
        evaluation.genres.keys.sorted().map { genre in
          (
            "\(genre) (\(evaluation.genres[genre]!.count))",
            evaluation.genres[genre]!.reduce(.zero) {
              $0 + $1.referee.micro(evaluation.profile.coreTypes).strict
            }, nil
          )
        })
    }
    return out + documentChart
  }

  /// A bar from 0 to 1 with the interval as a whisker.
  private static func bar(_ share: Double, _ interval: Interval?) -> String {
    let width = 160.0
    var out =
      "<svg width=\"160\" height=\"14\" viewBox=\"0 0 160 14\" role=\"img\" aria-label=\"\(fixed(share, 3))"
    if let interval { out += ", 95% from \(fixed(interval.low, 3)) to \(fixed(interval.high, 3))" }
    out +=
      "\"><rect class=\"track\" y=\"2\" width=\"160\" height=\"10\" rx=\"2\"/><rect class=\"bar\" y=\"2\" width=\"\(fixed(share * width, 1))\" height=\"10\" rx=\"2\"/>"
    if let interval {
      let low = fixed(min(max(interval.low * width, 1), width - 1), 1)
      let high = fixed(min(max(interval.high * width, 1), width - 1), 1)
      out += "<path class=\"whisker\" d=\"M\(low) 3v8M\(low) 7H\(high)M\(high) 3v8\"/>"
    }
    return out + "</svg>"
  }

  /// Each document as a column, from the worst to the best.
  private var documentChart: String {
    let documents = evaluation.documents.map {
      ($0.id, $0.referee.micro(evaluation.profile.coreTypes).strict)
    }.filter { $0.1.gold + $0.1.system > 0 }.sorted { ($0.1.scores.f1, $0.0) < ($1.1.scores.f1, $1.0) }
    guard documents.count > 1 else { return "" }
    let width = 900.0
    let step = width / Double(documents.count)
    var out =
      "<h3>Documents, core strict F1, from the worst to the best</h3><svg viewBox=\"0 0 940 150\" width=\"940\" role=\"img\" aria-label=\"F1 of each document\">"
    for level in [0.0, 0.5, 1.0] {
      let y = fixed(10 + 120 * (1 - level), 1)
      out +=
        "<path d=\"M34 \(y)H934\" stroke=\"var(--line)\"/><text class=\"soft\" x=\"28\" y=\"\(fixed(14 + 120 * (1 - level), 1))\" text-anchor=\"end\">\(fixed(level, 1))</text>"
    }
    for (index, (id, counts)) in documents.enumerated() {
      let f1 = counts.scores.f1
      let height = max(1, 120 * f1)
      out +=
        "<rect class=\"bar\" x=\"\(fixed(34 + step * Double(index) + step * 0.1, 2))\" y=\"\(fixed(130 - height, 1))\" width=\"\(fixed(step * 0.8, 2))\" height=\"\(fixed(height, 1))\"><title>\(id.xmlEscaped): \(fixed(f1, 3)) (\(counts.gold) gold mentions)</title></rect>"
    }
    return out + "</svg>"
  }

  private var causeChart: String {
    let causes = evaluation.causes
    let types = evaluation.types.filter { causes[$0] != nil }
    guard !types.isEmpty else { return "<h2 id=\"causes\">Errors by cause</h2><p>There are none.</p>" }
    let longest = types.map { causes[$0]!.values.reduce(0, +) }.max()!
    var out = "<h2 id=\"causes\">Errors by cause</h2><div class=\"legend\">"
    for cause in ExtractionError.Cause.allCases {
      out += "<span><i class=\"c-\(cause.rawValue)\"></i>\(cause.rawValue)</span>"
    }
    out +=
      "</div><svg viewBox=\"0 0 900 \(types.count * 26 + 4)\" width=\"900\" role=\"img\" aria-label=\"Errors of each type by cause; the table below has the numbers\">"
    for (row, type) in types.enumerated() {
      let y = row * 26
      out += "<text x=\"120\" y=\"\(y + 17)\" text-anchor=\"end\">\(type.truncated(17).xmlEscaped)</text>"
      var x = 128.0
      for cause in ExtractionError.Cause.allCases {
        guard let count = causes[type]![cause] else { continue }
        let width = 700.0 * Double(count) / Double(longest)
        out +=
          "<rect class=\"c-\(cause.rawValue)\" x=\"\(fixed(x, 1))\" y=\"\(y + 3)\" width=\"\(fixed(width, 1))\" height=\"20\"><title>\(type.xmlEscaped), \(cause.rawValue): \(count)</title></rect>"
        x += width
      }
      out +=
        "<text class=\"soft\" x=\"\(fixed(x + 6, 1))\" y=\"\(y + 17)\">\(causes[type]!.values.reduce(0, +))</text>"
    }
    out +=
      "</svg><div class=\"scroll\"><table><thead><tr><th>type</th>"
      + ExtractionError.Cause.allCases.map { "<th>\($0.rawValue)</th>" }.joined() + "</tr></thead><tbody>"
    for type in types {
      out +=
        "<tr><td>\(type.xmlEscaped)</td>"
        + ExtractionError.Cause.allCases.map { cause in
          causes[type]![cause].map {
            "<td><a href=\"#texts\" data-cause=\"\(cause.rawValue)\" data-type=\"\(type.xmlEscaped)\">\($0)</a></td>"
          } ?? "<td class=\"soft\">·</td>"
        }.joined() + "</tr>"
    }
    out += "</tbody></table></div>"
    let patterns = evaluation.patterns.prefix(40)
    if !patterns.isEmpty {
      out +=
        "<details><summary>What recurs (\(patterns.count) patterns)</summary><div class=\"scroll\"><table><thead><tr><th>type</th><th class=\"text\">cause</th><th class=\"text\">pattern</th><th>times</th></tr></thead><tbody>"
      for p in patterns {
        out +=
          "<tr><td>\(p.type.xmlEscaped)</td><td class=\"text\">\(p.cause.rawValue)</td><td class=\"text\">\(p.pattern.xmlEscaped)</td><td>\(p.count)</td></tr>"
      }
      out += "</tbody></table></div></details>"
    }
    return out
  }

  private var comparisonSection: String {
    guard let comparison else { return "" }
    var out =
      "<h2 id=\"baseline\">Against the baseline</h2><div class=\"scroll\"><table><thead><tr><th>metric</th><th>before</th><th>now</th><th>change</th><th>95%</th><th>p</th></tr></thead><tbody>"
    for row in comparison.rows {
      let d = row.paired.difference
      let cls = row.paired.pValue < 0.05 ? (d < 0 ? "fail" : "pass") : ""
      out +=
        "<tr><td>\(row.metric.description.xmlEscaped)</td><td>\(fixed(row.baseline, 3))</td><td>\(fixed(row.system, 3))</td><td class=\"\(cls)\">\(d > 0 ? "+" : "")\(fixed(d, 4))</td><td>\(fixed(row.paired.interval.low, 4)) to \(fixed(row.paired.interval.high, 4))</td><td>\(fixed(row.paired.pValue, 3))</td></tr>"
    }
    out += "</tbody></table></div>"
    for (name, changes) in [("gained", comparison.gained), ("lost", comparison.lost)] {
      out +=
        "<details><summary>\(changes.count) mention\(changes.count == 1 ? "" : "s") \(name)</summary><div class=\"scroll\"><table><tbody>"
      for change in changes {
        let now =
          change.replacement.map { "now \($0.type) ‘\($0.text)’" + ($0.rule.map { " by \($0.note)" } ?? "") }
          ?? ""
        out +=
          "<tr><td>\(change.document.xmlEscaped)</td><td class=\"text\">\(change.mention.type.xmlEscaped) ‘\(change.text.xmlEscaped)’</td><td class=\"text\">\((change.rule?.note ?? "").xmlEscaped)</td><td class=\"text\">\(now.xmlEscaped)</td></tr>"
      }
      out += "</tbody></table></div></details>"
    }
    return out
  }

  private var rulesSection: String {
    let rules = evaluation.rules.sorted {
      (-$0.value.wrong - $0.value.wrongValues, $0.key) < (-$1.value.wrong - $1.value.wrongValues, $1.key)
    }
    var out = "<h2 id=\"rules\">Rules</h2>"
    guard !rules.isEmpty else {
      return out + "<p class=\"soft\">The system output does not say which rule found what.</p>"
    }
    func table(_ rules: some Sequence<(key: RuleReference, value: DocumentEvaluation.RuleCounts)>) -> String {
      "<div class=\"scroll\"><table><thead><tr><th>rule</th><th class=\"text\">place</th><th>right</th><th>wrong</th><th>wrong values</th><th>precision</th></tr></thead><tbody>"
        + rules.map { rule, counts in
          "<tr><td>\(rule.name.xmlEscaped)</td><td class=\"text\">\(rule.file.xmlEscaped):\(rule.line)</td><td>\(counts.correct)</td><td>\(counts.wrong)</td><td>\(counts.wrongValues)</td><td>\(fixed(counts.precision, 3))</td></tr>"
        }.joined() + "</tbody></table></div>"
    }
    out += table(rules.prefix(20))
    if rules.count > 20 {
      out +=
        "<details><summary>\(rules.count - 20) more rules</summary>\(table(rules.dropFirst(20)))</details>"
    }
    return out
  }

  private var browser: String {
    """
    <h2 id="texts">Documents</h2>
    <noscript><p>The document browser needs JavaScript.</p></noscript>
    <p class="soft">Keys: <kbd>j</kbd> <kbd>k</kbd> next and previous error · <kbd>n</kbd> <kbd>p</kbd> next and previous document · <kbd>/</kbd> search · <kbd>t</kbd> <kbd>c</kbd> <kbd>r</kbd> filters · <kbd>Esc</kbd> clear. Framed: not the same on both sides.</p>
    <div class="filters">
    <label>type<select id="type"></select></label>
    <label>cause<select id="cause"></select></label>
    <label>rule<select id="rule"></select></label>
    <label>text or name<input id="search" type="search" placeholder="search"></label>
    <button id="clear" type="button">clear</button>
    <span id="count" class="soft" role="status"></span>
    </div>
    <div id="browser">
    <ul id="documents" aria-label="Documents"></ul>
    <div>
    <h3 id="name" style="margin-top:0"></h3>
    <div class="sides">
    <section class="side"><h3>Gold</h3><div class="body" id="gold" tabindex="0"></div></section>
    <section class="side"><h3>System</h3><div class="body" id="system" tabindex="0"></div></section>
    </div>
    <ul id="errors" aria-label="Errors of the document"></ul>
    </div>
    </div>
    """
  }

  // MARK: Data of the browser

  private var data: JSONValue {
    let pairs = Dictionary(corpus.documents.map { ($0.id, $0) }) { first, _ in first }
    return [
      "types": .array(evaluation.types.map { .string($0) }),
      "documents": .array(
        evaluation.documents.map { document in
          let pair = pairs[document.id]!
          let gold = KeyedDocument(pair.gold)
          let system = KeyedDocument(pair.system)
          let goldIndex = Dictionary(uniqueKeysWithValues: gold.keys.enumerated().map { ($1, $0) })
          let systemIndex = Dictionary(uniqueKeysWithValues: system.keys.enumerated().map { ($1, $0) })
          func indices(_ mentions: [AnnotatedMention], _ index: [MentionKey: Int]) -> JSONValue {
            .array(mentions.map { .integer(index[MentionKey($0)]!) })
          }
          let text = pair.gold.text ?? pair.system?.text ?? ""
          return [
            "id": .string(document.id), "genre": document.genre.map { .string($0) } ?? .null,
            "missing": .bool(document.isMissing),
            "f1": .string(fixed(document.referee.micro(evaluation.profile.coreTypes).strict.scores.f1, 3)),
            "text": .string(text), "gold": .array(gold.keys.map { .object(gold.mentions[$0]!.json) }),
            "system": .array(system.keys.map { .object(system.mentions[$0]!.json) }),
            "errors": .array(
              document.errors.map { error in
                [
                  "cause": .string(error.cause.rawValue), "type": .string(error.type),
                  "types": .array(Set(error.system.map(\.type)).sorted().map { .string($0) }),
                  "rules": .array(error.rules.map { .string($0.name) }), "message": .string(message(error)),
                  "gold": indices(error.gold, goldIndex), "system": indices(error.system, systemIndex),
                  "context": [
                    .string(error.context.before), .string(error.context.middle),
                    .string(error.context.after),
                  ],
                ]
              }),
          ]
        }),
    ]
  }
}
