import GrammarEngine
import GrammarLanguage
import TextModel
import Tokenization

/// Where the mentions of a grammar state dates, and how those are resolved: in a document, and in a line of a grammar's
/// tests.
struct MentionDates: Sendable {
  /// By type: its date fields, in the order of their names.
  private let fields: [[Int]]
  /// By relation: whether it leads from a document to the day on which that was issued.
  private let isIssued: [Bool]

  init(_ grammar: CheckedGrammar, schema: RecordSchema) {
    fields = grammar.types.map { type in
      type.fields.indices.filter { type.fields[$0].kind == .date }
        .sorted { type.fields[$0].name < type.fields[$1].name }
    }
    isIssued = grammar.relations.map { $0.name == schema.issued }
  }

  /// Puts resolved dates in the place of those that the text states, in the output mentions.
  ///
  /// - Returns: what they were read against.
  func resolve(_ table: inout MentionTable, reference: ReferenceContext) -> KnownReference {
    var places: [(mention: Int, field: Int)] = []
    var dates: [DateMention] = []
    let issued = Set(table.links.lazy.filter { isIssued[$0.relation.index] }.map(\.second))
    for (index, mention) in table.output.enumerated() where !fields[mention.type.index].isEmpty {
      let values = table.fields[Int(mention.fields)]
      guard !values.isEmpty else { continue }
      for field in fields[mention.type.index] {
        guard case .date(let expression)? = values[field] else { continue }
        places.append((index, field))
        dates.append(
          DateMention(
            expression: expression, tokens: mention.tokens, sentence: Int(mention.sentence),
            isOfDocument: issued.contains(index)))
      }
    }
    let head = TokenizedText(text: [], shadow: [], map: .identity(length: 0), tokens: table.head)
    let known = PublicationFinder.reference(given: reference, mentions: dates, in: head)
    let values = DateResolver(reference: known).resolve(dates)
    for ((mention, field), (date, value)) in zip(places, zip(dates, values))
    where value != date.expression.value {
      let resolved = DateExpression(value: value, anchor: date.expression.anchor)
      table.set(field, to: .date(resolved), ofOutput: mention)
    }
    return known
  }
}
