/// A document with its annotation, as corpora keep it: what was annotated by hand, or what a system found.
///
/// All offsets are Unicode code points of `text`, brat's convention.
package struct AnnotatedDocument: Hashable, Sendable {
  /// The name of the document within its corpus: the file name without its extension.
  package var id: String
  /// The text; nil when only the annotation was at hand.
  package var text: String?
  package var mentions: [AnnotatedMention]
  package var relations: [AnnotatedRelation]

  package init(
    id: String, text: String? = nil, mentions: [AnnotatedMention] = [], relations: [AnnotatedRelation] = []
  ) {
    self.id = id
    self.text = text
    self.mentions = mentions
    self.relations = relations
  }
}

extension AnnotatedDocument {
  /// The same without the lines of the file it was read from.
  package var withoutLines: AnnotatedDocument {
    var document = self
    for index in mentions.indices { document.mentions[index].line = 0 }
    for index in relations.indices { document.relations[index].line = 0 }
    return document
  }
}

/// A mention of an annotated document.
package struct AnnotatedMention: Hashable, Sendable {
  /// The identifier within the document, such as `T1`; empty for "number it when written".
  package var id: String
  package var type: String
  /// From the first code point of the first fragment to the last of the last.
  package var span: CodePointSpan
  /// The pieces of a discontinuous mention; empty for one that is whole, which is the rule.
  package var fragments: [CodePointSpan]
  /// The text as the annotation states it; line breaks are spaces.
  package var text: String
  /// The normalized value in the corpus's notation.
  package var value: String?
  /// What found the mention, where a system says so.
  package var rule: RuleReference?
  /// The line of the file that states the mention, from 1; 0 for one that was not read from a file.
  package var line: Int

  package init(
    id: String = "", type: String, span: CodePointSpan, fragments: [CodePointSpan] = [], text: String,
    value: String? = nil, rule: RuleReference? = nil, line: Int = 0
  ) {
    self.id = id
    self.type = type
    self.span = span
    self.fragments = fragments
    self.text = text
    self.value = value
    self.rule = rule
    self.line = line
  }
}

/// A half-open range of code points, `[start, end)`. Annotation files may state any numbers, so that `start` can
/// be after `end` in a span that was read; `corpus check` says so.
package struct CodePointSpan: Hashable, Sendable, Comparable {
  package var start: Int
  package var end: Int

  package init(_ start: Int, _ end: Int) {
    self.start = start
    self.end = end
  }

  package var length: Int { max(0, end - start) }

  /// Whether the two share a code point.
  package func overlaps(_ other: CodePointSpan) -> Bool { start < other.end && other.start < end }

  package static func < (lhs: CodePointSpan, rhs: CodePointSpan) -> Bool {
    (lhs.start, lhs.end) < (rhs.start, rhs.end)
  }
}

/// The grammar rule that found a mention.
package struct RuleReference: Hashable, Sendable, Comparable {
  package var name: String
  /// The grammar file below the grammar folder; empty when unknown.
  package var file: String
  /// The line of the rule, from 1; 0 when unknown.
  package var line: Int

  package init(name: String, file: String = "", line: Int = 0) {
    self.name = name
    self.file = file
    self.line = line
  }

  package static func < (lhs: RuleReference, rhs: RuleReference) -> Bool {
    (lhs.name, lhs.file, lhs.line) < (rhs.name, rhs.file, rhs.line)
  }
}

/// A directed, named link between two mentions of one document.
package struct AnnotatedRelation: Hashable, Sendable {
  package var type: String
  /// Index of the first argument in the document's `mentions`.
  package var from: Int
  /// Index of the second argument in the document's `mentions`.
  package var to: Int
  /// The line of the file that states the relation, from 1; 0 for one that was not read from a file.
  package var line: Int

  package init(type: String, from: Int, to: Int, line: Int = 0) {
    self.type = type
    self.from = from
    self.to = to
    self.line = line
  }
}
