package import GrammarEngine
package import GrammarLanguage
package import TextModel
package import Tokenization

/// Turns what a cascade found into a document: mentions with offsets and resolved dates, relations, records.
///
///     cascade result ─▶ mentions ─▶ reference ─▶ resolved dates ─▶ relations ─▶ records
package struct DocumentAssembler: Sendable {
  private let grammar: CheckedGrammar
  /// By rule, then by type: what every mention of that origin says of it, but for the lexicon rows.
  private let origins: [[TypeID: RuleOrigin]]
  private let locate: @Sendable (SourceSpan) -> SourceLocation?
  private let schema: RecordSchema
  /// The private types whose mentions the records are made of.
  private let privateTypes: Set<TypeID>

  /// `locate` gives the line and column of a place in the grammar; it is asked for rules and lexicon rows.
  package init(
    cascade: Cascade, schema: RecordSchema = .standard,
    locate: @escaping @Sendable (SourceSpan) -> SourceLocation? = { _ in nil }
  ) {
    grammar = cascade.grammar
    origins = Self.origins(of: cascade, locate: locate)
    self.locate = locate
    self.schema = schema
    privateTypes = Set(
      cascade.grammar.types.enumerated().filter { schema.privateTypes.contains($1.name) }.map {
        TypeID($0.offset)
      })
  }

  /// `source` maps offsets of the decoded text to the source file; nil when they are the same. Of the records those
  /// of `kinds` are made.
  /// O(t + m log m) for a text of t bytes with m mentions.
  package func document(
    _ result: CascadeResult, in text: TokenizedText, reference: ReferenceContext, source: OffsetMap? = nil,
    records kinds: RecordKinds = .all, withSentences: Bool = false
  ) -> Document {
    let converter = OffsetConverter(text.text)
    let sentences = sentenceNumbers(text)
    var mentions = result.output.map { index in
      mention(result.mentions[index], in: text, converter: converter, sentences: sentences, source: source)
    }
    let known = resolveDates(&mentions, in: text, reference: reference)

    var positions = [Int](repeating: -1, count: result.mentions.count)
    for (position, index) in result.output.enumerated() { positions[index] = position }
    let relations = result.links.compactMap { link -> Relation? in
      let (first, second) = (positions[link.first], positions[link.second])
      guard first >= 0, second >= 0 else { return nil }
      return Relation(
        name: grammar.relations[link.relation.index].name, first: first, second: second,
        rule: origin(of: link.source))
    }

    var document = Document(
      publication: Document.Publication(date: known.publication, source: known.publicSource),
      mentions: mentions,
      relations: relations)
    let details = result.mentions.lazy.filter { privateTypes.contains($0.type) }
      .map { mention($0, in: text, converter: converter, sentences: sentences, source: source) }
      .sorted { ($0.tokens.start, $0.tokens.end) < ($1.tokens.start, $1.tokens.end) }
    RecordBuilder(schema: schema).addRecords(kinds, to: &document, details: details)
    if withSentences { document.sentences = sentenceSpans(text, converter: converter) }
    return document
  }

  // MARK: Mentions

  private func mention(
    _ mention: CascadeMention, in text: TokenizedText, converter: OffsetConverter, sentences: [Int32],
    source: OffsetMap?
  ) -> Mention {
    let type = grammar.types[mention.type.index]
    let bytes = text.textSpan(of: mention.span)
    var fields: [String: FieldValue] = [:]
    for (field, value) in zip(type.fields, mention.fields) { fields[field.name] = value }
    let sourceBytes =
      source.map { Int($0.original(ofStart: bytes.start))..<Int($0.original(ofEnd: bytes.end)) }
      ?? bytes.range
    return Mention(
      type: type.name, text: String(decoding: text.text[bytes.range], as: UTF8.self),
      span: converter.span(bytes),
      sourceBytes: sourceBytes, fields: fields, sentence: Int(sentences[Int(mention.span.start)]),
      rule: origin(of: mention), tokens: mention.span)
  }

  private func sentenceNumbers(_ text: TokenizedText) -> [Int32] {
    var number: Int32 = -1
    return text.tokens.enumerated().map { index, token in
      if index == 0 || token.flags.contains(.sentenceStart) { number += 1 }
      return number
    }
  }

  private func sentenceSpans(_ text: TokenizedText, converter: OffsetConverter) -> [TextSpan] {
    var starts = text.tokens.indices.filter { $0 == 0 || text.tokens[$0].flags.contains(.sentenceStart) }
    starts.append(text.tokens.count)
    return zip(starts, starts.dropFirst()).map { start, end in
      converter.span(text.textSpan(of: TokenSpan(start..<end)))
    }
  }

  private func origin(of mention: CascadeMention) -> RuleOrigin {
    guard var origin = origins[mention.rule.index][mention.type] else {
      preconditionFailure("a rule's own type")
    }
    if mention.lexiconRows.isEmpty { return origin }
    origin.lexiconRows = mention.lexiconRows.map { row in
      let lexicon = grammar.lexicons[row.lexicon.index]
      let entry = lexicon.entries[row.row]
      return RuleOrigin.LexiconRow(lexicon: lexicon.name, phrase: entry.phrase, location: locate(entry.span))
    }
    return origin
  }

  private static func origins(
    of cascade: Cascade, locate: (SourceSpan) -> SourceLocation?
  ) -> [[TypeID: RuleOrigin]] {
    cascade.grammar.rules.map { rule in
      var origins: [TypeID: RuleOrigin] = [:]
      for emission in rule.emissions {
        var origin = origins[emission.type] ?? RuleOrigin(name: rule.name, location: locate(rule.span))
        let fields = cascade.grammar.types[emission.type.index].fields
        for (field, expression) in emission.assignments {
          guard let name = normalizer(of: expression, in: cascade) else { continue }
          origin.normalizers[fields[field.index].name] = name
        }
        origins[emission.type] = origin
      }
      return origins
    }
  }

  private static func normalizer(of expression: CheckedExpression, in cascade: Cascade) -> String? {
    switch expression {
    case .call(let index, _): cascade.normalizers[index].signature.name
    case .first(let alternatives): alternatives.lazy.compactMap { normalizer(of: $0, in: cascade) }.first
    default: nil
    }
  }

  private func origin(of source: CascadeLink.Source) -> RuleOrigin {
    switch source {
    case .rule(let id):
      let rule = grammar.rules[id.index]
      return RuleOrigin(name: rule.name, location: locate(rule.span))
    case .declaration(let index):
      let link = grammar.links[index]
      return RuleOrigin(name: grammar.relations[link.relation.index].name, location: locate(link.span))
    }
  }

  // MARK: Dates

  private func resolveDates(
    _ mentions: inout [Mention], in text: TokenizedText, reference: ReferenceContext
  ) -> KnownReference {
    var places: [(mention: Int, field: String)] = []
    var dates: [DateMention] = []
    for (index, mention) in mentions.enumerated() {
      guard mention.fields.values.contains(where: { $0.kind == .date }) else { continue }
      for field in mention.fields.keys.sorted() {
        guard case .date(let expression)? = mention.fields[field] else { continue }
        places.append((index, field))
        dates.append(DateMention(expression: expression, tokens: mention.tokens, sentence: mention.sentence))
      }
    }
    let known = PublicationFinder.reference(given: reference, mentions: dates, in: text)
    for (place, value) in zip(places, DateResolver(reference: known).resolve(dates)) {
      guard case .date(let expression)? = mentions[place.mention].fields[place.field] else { continue }
      mentions[place.mention].fields[place.field] = .date(
        DateExpression(value: value, anchor: expression.anchor))
    }
    return known
  }
}

extension KnownReference {
  var publicSource: Document.Publication.Source {
    switch source {
    case .given: .given
    case .header: .header
    case .apposition: .apposition
    case .dateline: .dateline
    case .none: .unknown
    }
  }
}
