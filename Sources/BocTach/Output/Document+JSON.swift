package import Extraction
package import Formats
internal import TextModel

extension DocumentContent {
  /// The document as the JSON that `boctach extract --format json` writes; its schema ships as
  /// `Sources/BocTach/BocTach.docc/Resources/document.schema.json`.
  ///
  /// Decimals are strings, offsets numbers; what is unknown is left out.
  package func json(
    id: String, path: String? = nil, warnings: [String] = [], _ layout: JSONWriter.Layout = .compact
  ) -> [UInt8] {
    var stream = JSONStream(layout)
    stream.write(self, id: id, path: path, warnings: warnings)
    return stream.bytes
  }
}

extension JSONStream {
  /// Writes a document as `json` has it; `flush` may take away what has been written, after each mention, relation
  /// and record. What is in memory is O(the longest of them).
  package mutating func write(
    _ document: some DocumentContent, id: String, path: String? = nil, warnings: [String] = [],
    flush: (inout [UInt8]) -> Void = { _ in }
  ) {
    beginObject()
    key("id")
    write(id)
    if let path {
      key("path")
      write(path)
    }
    if let date = document.publication.date {
      key("publication")
      beginObject()
      key("date")
      write(date.notation)
      key("source")
      write(document.publication.source.rawValue)
      endObject()
    }
    writeArray("mentions", document.mentions.enumerated(), flush) { $0.write($1.element, number: $1.offset) }
    writeArray("relations", document.relations, flush) { $0.write($1) }
    writeArray("officials", document.officials, flush) { $0.write($1.json) }
    writeArray("legalDocuments", document.legalDocuments, flush) { $0.write($1.json) }
    writeArray("indicators", document.indicators, flush) { $0.write($1.json) }
    key("warnings")
    write(.array(warnings.map { .string($0) }))
    endObject()
  }

  private mutating func writeArray<Element>(
    _ name: String, _ elements: some Sequence<Element>, _ flush: (inout [UInt8]) -> Void,
    _ element: (inout JSONStream, Element) -> Void
  ) {
    key(name)
    beginArray()
    for value in elements {
      element(&self, value)
      flush(&bytes)
    }
    endArray()
  }

  private mutating func write(_ mention: some MentionContent, number: Int) {
    beginObject()
    key("index")
    write(number)
    key("type")
    write(mention.type)
    key("text")
    write(mention.text)
    let span = mention.span
    write("start", span.utf8.lowerBound, span.utf16.lowerBound, span.codePoints.lowerBound)
    write("end", span.utf8.upperBound, span.utf16.upperBound, span.codePoints.upperBound)
    let source = mention.sourceBytes
    key("sourceBytes")
    beginObject()
    key("start")
    write(source.lowerBound)
    key("end")
    write(source.upperBound)
    endObject()
    let fields = mention.sortedFields
    if let value = fields.first(where: { $0.name == "value" })?.value {
      key("value")
      write(value.notation)
    }
    key("fields")
    beginObject()
    for (name, value) in fields {
      key(name)
      switch value {
      case .text(let text): write(text)
      case .flag(let flag): write(flag)
      default: write(value.json)
      }
    }
    endObject()
    key("sentence")
    write(mention.sentence)
    key("rule")
    write(mention.rule)
    endObject()
  }

  private mutating func write(_ relation: Relation) {
    beginObject()
    key("name")
    write(relation.name)
    key("first")
    write(relation.first)
    key("second")
    write(relation.second)
    key("rule")
    write(relation.rule)
    endObject()
  }

  private mutating func write(_ name: String, _ utf8: Int, _ utf16: Int, _ codePoints: Int) {
    key(name)
    beginObject()
    key("utf8")
    write(utf8)
    key("utf16")
    write(utf16)
    key("codePoints")
    write(codePoints)
    endObject()
  }

  private mutating func write(_ rule: RuleOrigin) {
    beginObject()
    key("name")
    write(rule.name)
    write(rule.location)
    if !rule.lexiconRows.isEmpty {
      key("lexiconRows")
      beginArray()
      for row in rule.lexiconRows {
        beginObject()
        key("lexicon")
        write(row.lexicon)
        key("phrase")
        write(row.phrase)
        write(row.location)
        endObject()
      }
      endArray()
    }
    if !rule.normalizers.isEmpty {
      key("normalizers")
      beginObject()
      for (field, name) in rule.normalizers.sorted(by: { $0.key < $1.key }) {
        key(field)
        write(name)
      }
      endObject()
    }
    endObject()
  }

  /// Members of the object at hand.
  private mutating func write(_ location: SourceLocation?) {
    guard let location else { return }
    key("file")
    write(location.file)
    key("line")
    write(location.line)
  }
}

extension FieldValue {
  fileprivate var json: JSONValue {
    switch self {
    case .text(let text): .string(text)
    case .number(let number): .string(number.description)
    case .quantity(let quantity): quantity.json
    case .date(let date): date.value.json
    case .flag(let flag): .bool(flag)
    }
  }
}

extension Quantity {
  package var json: JSONValue {
    var object = JSONObject([.init("notation", .string(notation))])
    switch amount {
    case .exactly(let number): object.add("amount", text: number.description)
    case .range(let low, let high):
      object.add("low", text: low.description)
      object.add("high", text: high.description)
    case .of(let part, let whole):
      object.add("part", text: part.description)
      object.add("whole", text: whole.description)
    case .fraction(let numerator, let denominator):
      object.add("numerator", text: numerator.description)
      object.add("denominator", text: denominator.description)
    }
    object.add("unit", unit?.json)
    if !per.isEmpty { object.add("per", .array(per.map(\.json))) }
    if !rest.isEmpty {
      object.add(
        "rest",
        .array(rest.map { .object(["amount": .string($0.number.description), "unit": $0.unit.json]) }))
    }
    object.add("comparator", text: comparator?.rawValue)
    object.add("change", text: change?.rawValue)
    return .object(object)
  }
}

extension Quantity.Unit {
  fileprivate var json: JSONValue { .object(["kind": .string(kind.rawValue), "code": .string(code)]) }
}

extension DateValue {
  package var json: JSONValue {
    var object = JSONObject([.init("notation", .string(notation)), .init("start", start.json)])
    object.add("end", end?.json)
    object.add("modifier", text: modifier?.rawValue)
    if isLunar { object.add("lunar", .bool(true)) }
    return .object(object)
  }
}

extension DatePoint {
  fileprivate var json: JSONValue {
    var object = JSONObject([.init("grain", .string(grain.rawValue))])
    for (key, number) in [
      ("year", year), ("month", month), ("day", day), ("part", part), ("hour", hour), ("minute", minute),
    ] {
      object.add(key, number.map { .integer($0) })
    }
    object.add("season", text: season?.rawValue)
    object.add("partOfDay", text: partOfDay?.rawValue)
    return .object(object)
  }
}
