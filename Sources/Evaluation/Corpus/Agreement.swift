package import Formats

/// How far two annotations of the same documents agree.
package struct Agreement: Sendable {
  package struct TypeAgreement: Hashable, Sendable {
    /// Same span and type, as counted with the first annotation as gold; F1 is the same either way.
    package var strict = Counts.zero
    /// Pairs of the alignment with the same type.
    package var relaxed = Counts.zero
    /// Words: in both, in the first only, in the second only, in neither.
    package var words = WordCounts()

    package struct WordCounts: Hashable, Sendable {
      package var both = 0
      package var first = 0
      package var second = 0
      package var neither = 0
    }

    /// Cohen's kappa (1960) of "is this word part of a mention of the type"; nil where chance agreement is total.
    package var kappa: Double? {
      let n = Double(words.both + words.first + words.second + words.neither)
      guard n > 0 else { return nil }
      let observed = Double(words.both + words.neither) / n
      let first = Double(words.both + words.first) / n
      let second = Double(words.both + words.second) / n
      let chance = first * second + (1 - first) * (1 - second)
      return chance < 1 ? (observed - chance) / (1 - chance) : nil
    }
  }

  package var types: [String: TypeAgreement] = [:]
  package var relations: [String: Counts] = [:]
  package var values = ValueCounts.zero
  /// The differences, with the first annotation in the place of gold.
  package var differences: [(document: String, difference: ExtractionError)] = []
  package var profile: EvaluationProfile

  /// - Parameter corpus: the first annotation as gold, the second as system; documents that only one has are left out.
  package init(_ corpus: EvaluationCorpus, profile: EvaluationProfile = .standard) {
    self.profile = profile
    let both = EvaluationCorpus(documents: corpus.documents.filter { $0.system != nil })
    let evaluation = CorpusEvaluation(both, profile: profile)
    let score = evaluation.referee
    relations = score.relations
    values = score.microAll.value
    for (pair, document) in zip(both.documents, evaluation.documents) {
      differences += document.errors.map { (document.id, $0) }
      for aligned in document.alignment.pairs where aligned.hasSameType {
        types[aligned.gold.type, default: TypeAgreement()].relaxed.truePositives += 1
      }
      countWords(pair)
    }
    for (type, counts) in score.types {
      types[type, default: TypeAgreement()].strict = counts.strict
      let pairs = types[type]!.relaxed.truePositives
      types[type]!.relaxed = Counts(pairs, counts.strict.system - pairs, counts.strict.gold - pairs)
    }
    // A type is absent from the words of documents in which neither has it; those words agree too.
    let total = both.documents.reduce(0) { $0 + Self.wordSpans($1).count }
    for type in types.keys {
      let words = types[type]!.words
      types[type]!.words.neither = total - words.both - words.first - words.second
    }
  }

  private static func wordSpans(_ pair: DocumentPair) -> [CodePointSpan] {
    let scalars = Array((pair.gold.text ?? pair.system?.text ?? "").unicodeScalars)
    var spans: [CodePointSpan] = []
    var start: Int?
    for i in 0...scalars.count {
      if i == scalars.count || scalars[i].isBlank {
        if let first = start { spans.append(CodePointSpan(first, i)) }
        start = nil
      } else if start == nil {
        start = i
      }
    }
    return spans
  }

  private mutating func countWords(_ pair: DocumentPair) {
    let words = Self.wordSpans(pair)
    guard !words.isEmpty else { return }
    func covered(_ mentions: [AnnotatedMention]) -> [String: Set<Int>] {
      var covered: [String: Set<Int>] = [:]
      for mention in mentions {
        // The first word that ends after the mention's start.
        var low = 0
        var high = words.count
        while low < high {
          let middle = (low + high) / 2
          if words[middle].end > mention.span.start { high = middle } else { low = middle + 1 }
        }
        while low < words.count, words[low].start < mention.span.end {
          covered[mention.type, default: []].insert(low)
          low += 1
        }
      }
      return covered
    }
    let first = covered(pair.gold.mentions)
    let second = covered(pair.system?.mentions ?? [])
    for type in Set(first.keys).union(second.keys) {
      let a = first[type] ?? []
      let b = second[type] ?? []
      types[type, default: TypeAgreement()].words.both += a.intersection(b).count
      types[type]!.words.first += a.subtracting(b).count
      types[type]!.words.second += b.subtracting(a).count
    }
  }

  private var rows: [(name: String, agreement: TypeAgreement)] {
    profile.ordered(types.keys).map { ($0, types[$0]!) }
  }

  private func micro(_ names: [String]) -> TypeAgreement {
    names.reduce(into: TypeAgreement()) { sum, name in
      sum.strict += types[name]?.strict ?? .zero
      sum.relaxed += types[name]?.relaxed ?? .zero
    }
  }

  /// A table and the differences, for a terminal.
  package func text(differenceLimit: Int = 50) -> String {
    var out = "                first second  strict F1  relaxed F1   kappa\n"
    func row(_ name: String, _ agreement: TypeAgreement, _ kappa: String) {
      out += name.truncated(15).padded(15) + String(agreement.strict.gold).padded(6, right: true)
      out += String(agreement.strict.system).padded(7, right: true)
      out +=
        "      " + fixed(agreement.strict.scores.f1, 3) + "       " + fixed(agreement.relaxed.scores.f1, 3)
      out += "   " + kappa + "\n"
    }
    for (name, agreement) in rows { row(name, agreement, agreement.kappa.map { fixed($0, 3) } ?? "–") }
    row("core", micro(profile.coreTypes), "")
    row("all", micro(Array(types.keys)), "")
    if !relations.isEmpty { out += "\n" }
    for name in relations.keys.sorted() {
      out += name.padded(15) + String(relations[name]!.gold).padded(6, right: true)
      out +=
        String(relations[name]!.system).padded(7, right: true) + "      "
        + fixed(relations[name]!.scores.f1, 3) + "\n"
    }
    out += "\nvalues of common mentions: \(values.correct) of \(values.compared) agree\n"
    if !differences.isEmpty { out += "\n\(differences.count) differences\n" }
    for (document, difference) in differences.prefix(differenceLimit) {
      func side(_ mentions: [AnnotatedMention]) -> String {
        mentions.isEmpty
          ? "–"
          : mentions.map { "\($0.type) ‘\($0.text)’" + ($0.value.map { " = \($0)" } ?? "") }.joined(
            separator: " + ")
      }
      out += "\(document) \(difference.span.start)–\(difference.span.end) \(difference.cause.rawValue): "
      out += "\(side(difference.gold)) | \(side(difference.system))\n"
    }
    if differences.count > differenceLimit { out += "… and \(differences.count - differenceLimit) more\n" }
    return out
  }

  package func json() -> JSONValue {
    func object(_ agreement: TypeAgreement) -> JSONValue {
      [
        "first": .integer(agreement.strict.gold), "second": .integer(agreement.strict.system),
        "strict": .real(agreement.strict.scores.f1), "relaxed": .real(agreement.relaxed.scores.f1),
        "kappa": agreement.kappa.map { .real($0) } ?? .null,
      ]
    }
    return [
      "types": .object(JSONObject(rows.map { .init($0.name, object($0.agreement)) })),
      "core": object(micro(profile.coreTypes)), "all": object(micro(Array(types.keys))),
      "relations": .object(
        JSONObject(relations.keys.sorted().map { .init($0, .real(relations[$0]!.scores.f1)) })),
      "values": .object(values.json),
      "differences": .array(
        differences.map { document, difference in
          [
            "document": .string(document), "cause": .string(difference.cause.rawValue),
            "first": .array(difference.gold.map { .object($0.json) }),
            "second": .array(difference.system.map { .object($0.json) }),
          ]
        }),
    ]
  }
}
