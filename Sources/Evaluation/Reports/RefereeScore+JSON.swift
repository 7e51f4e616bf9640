package import Formats

extension RefereeScore {
  /// The scores as the command's JSON contract has them: `types`, `micro` (`core` and `all`) and `relations`.
  ///
  /// In `overlap`, `tp` and `fp` count system mentions and `fn` gold mentions (see `OverlapCounts`).
  package func json(profile: EvaluationProfile = .standard) -> JSONObject {
    [
      "types": .object(
        JSONObject(profile.ordered(types.keys).map { JSONObject.Member($0, .object(types[$0]!.json)) })),
      "micro": [
        "core": .object(micro(profile.coreTypes).json),
        "all": .object(microAll.json),
      ],
      "relations": .object(
        JSONObject(relations.keys.sorted().map { JSONObject.Member($0, .object(relations[$0]!.json)) })),
    ]
  }
}

extension RefereeScore.TypeScore {
  var json: JSONObject {
    ["strict": .object(strict.json), "overlap": .object(overlap.json), "value": .object(value.json)]
  }
}

extension Counts {
  var json: JSONObject {
    JSONObject(
      [
        .init("tp", .integer(truePositives)), .init("fp", .integer(falsePositives)),
        .init("fn", .integer(falseNegatives)),
      ] + scores.members)
  }
}

extension OverlapCounts {
  var json: JSONObject {
    JSONObject(
      [
        .init("tp", .integer(systemHits)), .init("fp", .integer(system - systemHits)),
        .init("fn", .integer(gold - goldHits)),
      ] + scores.members)
  }
}

extension ValueCounts {
  var json: JSONObject { ["correct": .integer(correct), "compared": .integer(compared)] }
}

extension Scores {
  var members: [JSONObject.Member] {
    [.init("precision", .real(precision)), .init("recall", .real(recall)), .init("f1", .real(f1))]
  }
}
