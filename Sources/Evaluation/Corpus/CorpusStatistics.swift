package import Formats

/// How much there is of what in a corpus.
package struct CorpusStatistics: Hashable, Sendable {
  package struct Part: Hashable, Sendable {
    package var documents = 0
    /// Runs of characters other than white space.
    package var words = 0
    package var codePoints = 0
    package var mentions: [String: Int] = [:]
    package var distinctTexts: [String: Set<String>] = [:]
    package var values: [String: Int] = [:]
    package var relations: [String: Int] = [:]

    mutating func add(_ document: AnnotatedDocument) {
      documents += 1
      words += document.text?.blankSeparated.count ?? 0
      codePoints += document.text?.unicodeScalars.count ?? 0
      for mention in document.mentions {
        mentions[mention.type, default: 0] += 1
        distinctTexts[mention.type, default: []].insert(mention.text.lowercased())
        if mention.value != nil { values[mention.type, default: 0] += 1 }
      }
      for relation in document.relations { relations[relation.type, default: 0] += 1 }
    }
  }

  /// Each split under its name, in the order given.
  package var splits: [(name: String, part: Part)] { names.map { ($0, byName[$0]!) } }
  private var names: [String] = []
  private var byName: [String: Part] = [:]
  package var genres: [String: Part] = [:]
  package var total = Part()

  package init(_ splits: [CorpusSplit]) {
    for split in splits {
      let table = split.documentsTable().value
      var part = Part()
      for document in split.documents().value {
        part.add(document)
        total.add(document)
        if let genre = table.genre(of: document.id) { genres[genre, default: Part()].add(document) }
      }
      names.append(split.name)
      byName[split.name] = part
    }
  }

  /// A table for a terminal: one column for each split, one for the whole.
  package func text(profile: EvaluationProfile = .standard) -> String {
    // The last part of a path, where that tells the splits apart.
    let short = names.map { String($0.split(separator: "/").last ?? "") }
    let headings = Set(short).count == names.count ? short : names
    var columns: [(String, Part)] = zip(headings, splits).map { ($0, $1.part) }
    if columns.count > 1 { columns.append(("total", total)) }
    var out = ""
    func row(_ name: String, _ cell: (Part) -> String) {
      out +=
        name.padded(24) + columns.map { "  " + cell($0.1).padded(max(12, $0.0.count), right: true) }.joined()
        + "\n"
    }
    out += "".padded(24) + columns.map { "  " + $0.0.padded(12, right: true) }.joined() + "\n"
    row("documents") { String($0.documents) }
    row("words") { String($0.words) }
    row("code points") { String($0.codePoints) }
    out += "\nmentions (distinct)\n"
    for type in profile.ordered(total.mentions.keys) {
      row("  " + type) { "\($0.mentions[type] ?? 0) (\($0.distinctTexts[type]?.count ?? 0))" }
    }
    row("  all") { String($0.mentions.values.reduce(0, +)) }
    out += "\nrelations\n"
    for type in total.relations.keys.sorted() { row("  " + type) { String($0.relations[type] ?? 0) } }
    if !genres.isEmpty {
      out += "\ngenre".padded(25) + "     documents         words      mentions\n"
      for genre in genres.keys.sorted() {
        let part = genres[genre]!
        out += ("  " + genre).padded(24)
        out +=
          [part.documents, part.words, part.mentions.values.reduce(0, +)].map {
            "  " + String($0).padded(12, right: true)
          }.joined() + "\n"
      }
    }
    return out
  }

  package func json(profile: EvaluationProfile = .standard) -> JSONValue {
    func object(_ part: Part) -> JSONValue {
      [
        "documents": .integer(part.documents), "words": .integer(part.words),
        "codePoints": .integer(part.codePoints),
        "mentions": .object(
          JSONObject(
            profile.ordered(part.mentions.keys).map {
              .init(
                $0,
                [
                  "count": .integer(part.mentions[$0]!), "distinct": .integer(part.distinctTexts[$0]!.count),
                  "values": .integer(part.values[$0] ?? 0),
                ])
            })),
        "relations": .object(
          JSONObject(part.relations.keys.sorted().map { .init($0, .integer(part.relations[$0]!)) })),
      ]
    }
    return [
      "splits": .object(JSONObject(splits.map { .init($0.name, object($0.part)) })),
      "genres": .object(JSONObject(genres.keys.sorted().map { .init($0, object(genres[$0]!)) })),
      "total": object(total),
    ]
  }
}
