internal import Extraction
package import Formats

extension AnnotatedDocument {
  /// An extracted document in the corpus's terms: offsets in code points, values in the value notation.
  package init(_ document: Document, id: String, text: String? = nil) {
    let mentions = document.mentions.enumerated().map { index, mention in
      AnnotatedMention(
        id: "T\(index + 1)", type: mention.type,
        span: CodePointSpan(mention.span.codePoints.lowerBound, mention.span.codePoints.upperBound),
        text: mention.text, value: mention.value?.notation,
        rule: RuleReference(
          name: mention.rule.name, file: mention.rule.location?.file ?? "",
          line: mention.rule.location?.line ?? 0))
    }
    let relations = document.relations.map { AnnotatedRelation(type: $0.name, from: $0.first, to: $0.second) }
    self.init(id: id, text: text, mentions: mentions, relations: relations)
  }
}
