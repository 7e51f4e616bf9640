import Formats

/// What a document says, its places forgotten: mentions by value (or text), relations between such mentions.
///
/// A *fact* is a relation between two keys; a *record* is a first argument with all that is said of it. A name
/// mentioned five times is one key, so that facts count what an analyst would copy into a table.
struct FactTable {
  struct Key: Hashable {
    var type: String
    var content: String
  }

  struct Fact: Hashable {
    var relation: String
    var from: Key
    var to: Key
  }

  struct Record: Hashable {
    var of: Key
    var facts: Set<Fact>
  }

  var facts: Set<Fact> = []
  var records: Set<Record> = []
  /// Which mentions a fact may come from: the first, in text order.
  init(_ document: KeyedDocument, profile: EvaluationProfile, comparison: ValueComparison) {
    func key(_ mention: MentionKey) -> Key {
      let annotated = document.mentions[mention]!
      let content =
        annotated.value.map { comparison.canonical(profile.notations[mention.type], $0) }
        ?? ScalarString(annotated.text.blankSeparated.joined(separator: " ")).lowercased.string
      return Key(type: mention.type, content: content)
    }
    for relation in document.relations {
      facts.insert(Fact(relation: relation.type, from: key(relation.from), to: key(relation.to)))
    }
    for (subject, facts) in Dictionary(grouping: facts, by: \.from) {
      records.insert(Record(of: subject, facts: Set(facts)))
    }
  }
}

/// Facts by relation and records by the type of what they are about, right and wrong.
package struct FactScore: Hashable, Sendable {
  package var facts: [String: Counts] = [:]
  package var records: [String: Counts] = [:]

  package init() {}

  init(gold: KeyedDocument, system: KeyedDocument, profile: EvaluationProfile, comparison: ValueComparison) {
    let gold = FactTable(gold, profile: profile, comparison: comparison)
    let system = FactTable(system, profile: profile, comparison: comparison)
    facts = Self.counts(gold.facts, system.facts) { $0.relation }
    records = Self.counts(gold.records, system.records) { $0.of.type }
  }

  private static func counts<Item: Hashable>(
    _ gold: Set<Item>, _ system: Set<Item>, by group: (Item) -> String
  )
    -> [String: Counts]
  {
    var counts: [String: Counts] = [:]
    for item in gold.union(system) {
      let isGold = gold.contains(item)
      let isSystem = system.contains(item)
      counts[group(item), default: .zero] += Counts(
        isGold && isSystem ? 1 : 0, isSystem && !isGold ? 1 : 0, isGold && !isSystem ? 1 : 0)
    }
    return counts
  }

  package static func += (a: inout FactScore, b: FactScore) {
    a.facts.merge(b.facts, uniquingKeysWith: +)
    a.records.merge(b.records, uniquingKeysWith: +)
  }
}
