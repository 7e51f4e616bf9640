package import Formats

extension EvaluationReport {
  /// The scores of the command's contract, and after them everything else under keys of its own.
  package func json() -> JSONObject {
    var object = evaluation.referee.json(profile: evaluation.profile)
    let profile = evaluation.profile
    object["documentCount"] = .integer(evaluation.documents.count)
    object["missingDocuments"] = .array(evaluation.missing.map { .string($0) })
    let macro = evaluation.referee.macro
    object["macro"] = [
      "precision": .real(macro.precision), "recall": .real(macro.recall), "f1": .real(macro.f1),
    ]
    object["intervals"] = .object(
      JSONObject(
        evaluation.metrics.compactMap { metric in
          intervals[metric].map { .init(metric.description, [.real($0.low), .real($0.high)]) }
        }))
    object["schemes"] = .object(
      JSONObject(
        MatchScheme.allCases.map { scheme in
          let schemes = evaluation.schemes
          func row(_ counts: SchemeCounts) -> JSONValue { .object(counts.json) }
          func macro(_ types: [String]) -> JSONValue {
            let m = schemes.macro(scheme, types)
            return ["precision": .real(m.precision), "recall": .real(m.recall), "f1": .real(m.f1)]
          }
          return .init(
            scheme.rawValue,
            [
              "types": .object(
                JSONObject(evaluation.types.map { .init($0, row(schemes.types[$0]?[scheme] ?? .zero)) })),
              "micro": [
                "core": row(schemes.micro(scheme, profile.coreTypes)),
                "all": row(schemes.micro(scheme, evaluation.types)),
              ],
              "macro": [
                "core": macro(evaluation.types.filter { profile.coreTypes.contains($0) }),
                "all": macro(evaluation.types),
              ],
            ])
        }))
    object["spanAndValue"] = .object(evaluation.valueCounts(evaluation.types).json)
    object["facts"] = .object(Self.table(evaluation.facts.facts))
    object["records"] = .object(Self.table(evaluation.facts.records))
    object["genres"] = .object(
      JSONObject(
        evaluation.genres.keys.sorted().map { genre in
          let score = evaluation.genres[genre]!.reduce(into: RefereeScore()) { $0 += $1.referee }
          return .init(genre, .object(score.json(profile: profile)))
        }))
    object["documents"] = .object(
      JSONObject(evaluation.documents.map { .init($0.id, .object($0.referee.json(profile: profile))) }))
    object["rules"] = .array(
      evaluation.rules.sorted { $0.key < $1.key }.map { rule, counts in
        [
          "rule": .string(rule.name), "file": .string(rule.file), "line": .integer(rule.line),
          "correct": .integer(counts.correct), "wrong": .integer(counts.wrong),
          "wrongValues": .integer(counts.wrongValues), "precision": .real(counts.precision),
        ]
      })
    object["errors"] = .array(
      evaluation.documents.flatMap { document in document.errors.map { .object(json($0, in: document.id)) } })
    if let comparison { object["baseline"] = .object(Self.json(comparison)) }
    object["gates"] = [
      "passed": .bool(verdict.isPassed),
      "checks": .array(
        verdict.checks.map {
          ["name": .string($0.name), "passed": .bool($0.isPassed), "message": .string($0.message)]
        }),
    ]
    return object
  }

  private static func table(_ counts: [String: Counts]) -> JSONObject {
    JSONObject(counts.keys.sorted().map { .init($0, .object(counts[$0]!.json)) })
  }

  func json(_ error: ExtractionError, in document: String) -> JSONObject {
    func mentions(_ mentions: [AnnotatedMention]) -> JSONValue { .array(mentions.map { .object($0.json) }) }
    var object: JSONObject = [
      "document": .string(document), "cause": .string(error.cause.rawValue), "type": .string(error.type),
      "gold": mentions(error.gold), "system": mentions(error.system), "pattern": .string(error.pattern),
      "context": [
        .string(error.context.before), .string(error.context.middle), .string(error.context.after),
      ],
    ]
    if let nearest = error.nearest {
      object["nearest"] = .object(nearest.mention.json)
      object["distance"] = .integer(nearest.distance)
    }
    return object
  }

  private static func json(_ comparison: BaselineComparison) -> JSONObject {
    func changes(_ changes: [BaselineComparison.Change]) -> JSONValue {
      .array(
        changes.map { change in
          var object: JSONObject = [
            "document": .string(change.document), "type": .string(change.mention.type),
            "start": .integer(change.mention.span.start), "end": .integer(change.mention.span.end),
            "text": .string(change.text),
          ]
          if let rule = change.rule { object["rule"] = .string(rule.note) }
          if let replacement = change.replacement { object["now"] = .object(replacement.json) }
          return .object(object)
        })
    }
    return [
      "differences": .object(
        JSONObject(
          comparison.rows.map { row in
            .init(
              row.metric.description,
              [
                "f1": .real(row.system), "baseline": .real(row.baseline),
                "difference": .real(row.paired.difference),
                "interval": [.real(row.paired.interval.low), .real(row.paired.interval.high)],
                "p": .real(row.paired.pValue),
              ])
          })),
      "gained": changes(comparison.gained), "lost": changes(comparison.lost),
      "onlyInSystem": .array(comparison.onlyInSystem.map { .string($0) }),
      "onlyInBaseline": .array(comparison.onlyInBaseline.map { .string($0) }),
    ]
  }
}

extension SchemeCounts {
  var json: JSONObject {
    JSONObject(
      [
        .init("correct", .integer(gold.correct)), .init("incorrect", .integer(gold.incorrect)),
        .init("partial", .integer(gold.partial)), .init("missing", .integer(missing)),
        .init("spurious", .integer(spurious)), .init("possible", .integer(possible)),
        .init("actual", .integer(actual)),
      ] + scores.members)
  }
}

extension AnnotatedMention {
  var json: JSONObject {
    var object: JSONObject = [
      "type": .string(type), "start": .integer(span.start), "end": .integer(span.end), "text": .string(text),
    ]
    if let value { object["value"] = .string(value) }
    if let rule { object["rule"] = .string(rule.note) }
    return object
  }
}
