package import Formats

/// An evaluation kept for later ones to be compared with: counts and hits of each document.
package struct Baseline: Hashable, Sendable {
  package var documents: [String: Document]
  package var coreTypes: [String]

  package struct Document: Hashable, Sendable {
    package var types: [String: Counts] = [:]
    package var relations: [String: Counts] = [:]
    /// The strict hits and the rules that made them.
    package var hits: [MentionKey: RuleReference?] = [:]
  }

  package init(_ evaluation: CorpusEvaluation) {
    coreTypes = evaluation.profile.coreTypes
    documents = [:]
    for document in evaluation.documents {
      documents[document.id] = Document(
        types: document.referee.types.mapValues(\.strict), relations: document.referee.relations,
        hits: document.hits)
    }
  }

  func score(_ id: String) -> RefereeScore {
    var score = RefereeScore()
    guard let document = documents[id] else { return score }
    score.types = document.types.mapValues { RefereeScore.TypeScore(strict: $0) }
    score.relations = document.relations
    return score
  }

  // MARK: The file

  static let version = 1

  /// The baseline as JSON, one hit a line, so that a change of it can be read as a diff.
  package var json: JSONValue {
    func table(_ counts: [String: Counts]) -> JSONValue {
      .object(
        JSONObject(
          counts.keys.sorted().map {
            let c = counts[$0]!
            return .init(
              $0, [.integer(c.truePositives), .integer(c.falsePositives), .integer(c.falseNegatives)])
          }))
    }
    return [
      "boctachBaseline": .integer(Self.version),
      "core": .array(coreTypes.map { .string($0) }),
      "documents": .object(
        JSONObject(
          documents.keys.sorted().map { id in
            let document = documents[id]!
            let hits = document.hits.keys.sorted().map { key in
              JSONObject.Member(
                "\(key.type) \(key.span.start) \(key.span.end)",
                document.hits[key]!.map { .string($0.note) } ?? .null)
            }
            return .init(
              id,
              [
                "types": table(document.types), "relations": table(document.relations),
                "hits": .object(JSONObject(hits)),
              ])
          })),
    ]
  }

  package enum Failure: Error, Hashable, Sendable, CustomStringConvertible {
    case notJSON(JSONError)
    case wrongVersion
    case malformed(String)

    package var description: String {
      switch self {
      case .notJSON(let error): "not JSON: \(error)"
      case .wrongVersion: "not a baseline of this version of boctach"
      case .malformed(let place): "not a baseline: \(place) is not as expected"
      }
    }
  }

  package init(json bytes: [UInt8]) throws(Failure) {
    let root: JSONValue
    do { root = try JSONParser.parse(bytes) } catch { throw .notJSON(error) }
    guard root["boctachBaseline"]?.integer == Self.version else { throw .wrongVersion }
    guard let core = root["core"]?.array, let table = root["documents"]?.object else {
      throw .malformed("the top level")
    }
    coreTypes = core.compactMap(\.string)
    documents = [:]
    for member in table.members {
      guard let types = Self.counts(member.value["types"]),
        let relations = Self.counts(member.value["relations"]),
        let hits = member.value["hits"]?.object
      else { throw .malformed(member.key) }
      var document = Document(types: types, relations: relations)
      for hit in hits.members {
        let words = hit.key.split(separator: " ")
        guard words.count == 3, let start = Int(words[1]), let end = Int(words[2]) else {
          throw .malformed("\(member.key), ‘\(hit.key)’")
        }
        document.hits[MentionKey(type: String(words[0]), span: CodePointSpan(start, end))] = .some(
          hit.value.string.map { RuleReference(note: $0) })
      }
      documents[member.key] = document
    }
  }

  private static func counts(_ value: JSONValue?) -> [String: Counts]? {
    guard let object = value?.object else { return nil }
    var counts: [String: Counts] = [:]
    for member in object.members {
      guard let numbers = member.value.array?.compactMap(\.integer), numbers.count == 3 else { return nil }
      counts[member.key] = Counts(numbers[0], numbers[1], numbers[2])
    }
    return counts
  }
}

/// An evaluation beside a baseline.
package struct BaselineComparison: Sendable {
  package struct Row: Sendable {
    package var metric: Metric
    package var system: Double
    package var baseline: Double
    package var paired: PairedDifference
  }

  /// A mention that is a hit in one and not in the other.
  package struct Change: Hashable, Sendable {
    package var document: String
    package var mention: MentionKey
    package var text: String
    /// Gained: the rule that finds it now. Lost: the rule that found it then.
    package var rule: RuleReference?
    /// Lost: what the system now has in its place, and the rule responsible.
    package var replacement: AnnotatedMention?
  }

  package var rows: [Row]
  package var gained: [Change]
  package var lost: [Change]
  /// Documents that only one of the two has; they are left out of the rows.
  package var onlyInSystem: [String]
  package var onlyInBaseline: [String]

  /// - Parameter corpus: the corpus that was evaluated, for the texts of mentions.
  package init(
    _ evaluation: CorpusEvaluation, _ baseline: Baseline, corpus: EvaluationCorpus, samples: Int = 1000,
    trials: Int = 2000, seed: UInt64 = 1
  ) {
    let ids = Set(evaluation.documents.map(\.id))
    onlyInSystem = ids.subtracting(baseline.documents.keys).sorted()
    onlyInBaseline = Set(baseline.documents.keys).subtracting(ids).sorted()
    let common = evaluation.documents.filter { baseline.documents[$0.id] != nil }
    let bootstrap = Bootstrap(documents: common.count, samples: samples, seed: seed)
    rows = evaluation.metrics.compactMap { metric in
      let system = common.map { metric.counts($0.referee, profile: evaluation.profile) }
      let before = common.map { metric.counts(baseline.score($0.id), profile: evaluation.profile) }
      return PairedDifference(
        system: system, baseline: before, bootstrap: bootstrap, trials: trials, seed: seed
      ).map {
        Row(
          metric: metric, system: system.reduce(.zero, +).scores.f1,
          baseline: before.reduce(.zero, +).scores.f1,
          paired: $0)
      }
    }
    gained = []
    lost = []
    let pairs = Dictionary(corpus.documents.map { ($0.id, $0) }) { first, _ in first }
    for document in common {
      let before = baseline.documents[document.id]!.hits
      let gold = KeyedDocument(pairs[document.id]?.gold)
      let system = KeyedDocument(pairs[document.id]?.system)
      for key in document.hits.keys.sorted() where before[key] == nil {
        gained.append(
          Change(
            document: document.id, mention: key, text: gold.mentions[key]?.text ?? "",
            rule: document.hits[key]!))
      }
      for key in before.keys.sorted() where document.hits[key] == nil {
        let replacement = system.keys.filter { $0.span.overlaps(key.span) }
          .max { overlap($0.span, key.span) < overlap($1.span, key.span) }
        lost.append(
          Change(
            document: document.id, mention: key, text: gold.mentions[key]?.text ?? "", rule: before[key]!,
            replacement: replacement.map { system.mentions[$0]! }))
      }
    }
  }
}

private func overlap(_ a: CodePointSpan, _ b: CodePointSpan) -> Int {
  min(a.end, b.end) - max(a.start, b.start)
}
