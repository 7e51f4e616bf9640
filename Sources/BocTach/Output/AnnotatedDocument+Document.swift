package import Extraction
package import Formats

extension AnnotatedDocument {
  /// An extracted document in the corpus's terms: offsets in code points, values in the value notation.
  package init(_ document: Document, id: String, text: String? = nil) {
    let mentions = document.mentions.enumerated().map { AnnotatedMention($1, number: $0 + 1) }
    let relations = document.relations.map { AnnotatedRelation(type: $0.name, from: $0.first, to: $0.second) }
    self.init(id: id, text: text, mentions: mentions, relations: relations)
  }
}

extension AnnotatedMention {
  /// A mention in the corpus's terms; `number` counts from 1.
  package init(_ mention: some MentionContent, number: Int) {
    let span = mention.span.codePoints
    let rule = mention.rule
    self.init(
      id: "T\(number)", type: mention.type, span: CodePointSpan(span.lowerBound, span.upperBound),
      text: mention.text, value: mention.value?.notation,
      rule: RuleReference(
        name: rule.name, file: rule.location?.file ?? "", line: rule.location?.line ?? 0))
  }
}
