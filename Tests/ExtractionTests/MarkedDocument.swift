import TextModel

@testable import Extraction

/// A document written as text with its mentions in brackets, one sentence a line, and its relations:
///
///     [Person:Lê A], [Title:Bí thư xã] đọc [LegalDocument:Nghị định 7=Nghị định 7;kind=Nghị định]
///
/// Mentions of the schema's private types are handed over apart. Behind `=` stands the field `value`, behind `;` further fields. Dates and quantities are calls as `GrammarCall` reads
/// them; `true` is a flag.
func markedDocument(
  _ text: String, relations: [(String, Int, Int)] = [], publication: String = ""
) -> Document {
  var mentions: [Mention] = []
  var details: [Mention] = []
  var tokens = 0
  for (sentence, line) in text.split(separator: "\n").enumerated() {
    var rest = line[...]
    while !rest.isEmpty {
      guard rest.first == "[", let end = rest.firstIndex(of: "]"), let colon = rest.firstIndex(of: ":") else {
        let end = rest.dropFirst().firstIndex(of: "[") ?? rest.endIndex
        tokens += TestLexicon.tokens(String(rest[..<end])).count
        rest = rest[end...]
        continue
      }
      let type = String(rest[rest.index(after: rest.startIndex)..<colon])
      let parts = rest[rest.index(after: colon)..<end].split(separator: ";").map(String.init)
      let head = parts[0].split(separator: "=", maxSplits: 1).map(String.init)
      var fields: [String: FieldValue] = [:]
      if head.count > 1 { fields["value"] = fieldValue(head[1]) }
      for part in parts.dropFirst() {
        let pair = part.split(separator: "=", maxSplits: 1).map(String.init)
        fields[pair[0]] = fieldValue(pair[1])
      }
      // What stands in braces is made of the mentions behind it: `[Effect:{3}]` covers the next three tokens.
      let covered = head[0].hasPrefix("{") ? Int(head[0].dropFirst().dropLast()) : nil
      let count = covered ?? TestLexicon.tokens(head[0]).count
      let mention = Mention(
        type: type, text: head[0], span: TextSpan(utf8: 0..<0, utf16: 0..<0, codePoints: 0..<0),
        sourceBytes: 0..<0,
        fields: fields, sentence: sentence, rule: RuleOrigin(name: "test", location: nil),
        tokens: TokenSpan(tokens..<tokens + count))
      if RecordSchema.standard.privateTypes.contains(type) {
        details.append(mention)
      } else {
        mentions.append(mention)
      }
      if covered == nil { tokens += count }
      rest = rest[rest.index(after: end)...]
    }
  }
  let dated = mentions.indices.compactMap { index -> (Int, DateMention)? in
    guard case .date(let expression)? = mentions[index].value else { return nil }
    return (
      index,
      DateMention(expression: expression, tokens: mentions[index].tokens, sentence: mentions[index].sentence)
    )
  }
  let reference = KnownReference(
    publication: ReferenceContext(publicationDate: publication)?.publication, source: .given)
  for (place, value) in zip(dated, DateResolver(reference: reference).resolve(dated.map(\.1))) {
    mentions[place.0].fields["value"] = .date(DateExpression(value: value, anchor: place.1.expression.anchor))
  }
  var document = Document(
    mentions: mentions,
    relations: relations.map {
      Relation(name: $0, first: $1, second: $2, rule: RuleOrigin(name: "test", location: nil))
    })
  RecordBuilder().addRecords(to: &document, details: details)
  return document
}

private func fieldValue(_ text: String) -> FieldValue {
  if text == "true" { return .flag(true) }
  if text.hasPrefix("date") || text.hasPrefix("quantity") { return GrammarCall.evaluate(text)! }
  return .text(text)
}
