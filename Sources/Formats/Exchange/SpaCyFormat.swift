/// JSON Lines of spaCy's `Doc.to_json`:
///
///     {"text": "…", "ents": [{"start": 0, "end": 5, "label": "Date"}],
///      "spans": {"overlapping": [{"start": 3, "end": 20, "label": "Measure"}]}}
///
/// Offsets are code points. Entities of spaCy may not overlap, so mentions that overlap an earlier one go to the span
/// group `overlapping`. Relations are kept under the key `boctach`, which spaCy passes over.
enum SpaCyFormat {
  static let group = "overlapping"

  static func json(_ document: AnnotatedDocument) -> JSONValue {
    let order = document.mentions.indices.sorted { document.mentions[$0].span < document.mentions[$1].span }
    var entities: [Int] = []
    var overlapping: [Int] = []
    var end = Int.min
    for index in order {
      let span = document.mentions[index].span
      if span.start >= end, span.start < span.end {
        entities.append(index)
        end = span.end
      } else {
        overlapping.append(index)
      }
    }
    func spans(_ indices: [Int]) -> JSONValue {
      .array(
        indices.map { index in
          let mention = document.mentions[index]
          return [
            "start": .integer(mention.span.start), "end": .integer(mention.span.end),
            "label": .string(mention.type),
          ]
        })
    }
    // Written in the order in which it will be read.
    var sorted = document
    let written = entities + overlapping
    var place = [Int](repeating: 0, count: written.count)
    for (new, old) in written.enumerated() { place[old] = new }
    sorted.mentions = written.map { document.mentions[$0] }
    var extras = Extras.json(sorted).object!
    extras["order"] = .array(place.map { .integer($0) })
    extras["relations"] = .array(
      document.relations.map { [.string($0.type), .integer(place[$0.from]), .integer(place[$0.to])] })
    var object: JSONObject = ["text": .string(document.text ?? ""), "ents": spans(entities)]
    if !overlapping.isEmpty { object["spans"] = .object([group: spans(overlapping)]) }
    object[Extras.key] = .object(extras)
    return .object(object)
  }

  static func document(_ value: JSONValue, id fallbackID: String) throws(ShapeError) -> AnnotatedDocument {
    let content = try value.stringMember("text", of: "the document")
    let text = CodePointText(content)
    var document = AnnotatedDocument(id: fallbackID, text: content)
    let groups = value["spans"]?.object?.members.flatMap { $0.value.array ?? [] } ?? []
    for entity in (value["ents"]?.array ?? []) + groups {
      let span = CodePointSpan(
        try entity.integerMember("start", of: "an entity"), try entity.integerMember("end", of: "an entity"))
      document.mentions.append(
        AnnotatedMention(
          id: "T\(document.mentions.count + 1)", type: try entity.stringMember("label", of: "an entity"),
          span: span,
          text: text[span].asField))
    }
    let extras = value[Extras.key]
    let isWhole = extras?["mentions"]?.array?.count == document.mentions.count
    Extras.apply(extras, to: &document)
    guard isWhole, let extras else { return document }
    for relation in extras["relations"]?.array ?? [] {
      guard let parts = relation.array, parts.count == 3, let type = parts[0].string,
        let from = parts[1].integer,
        let to = parts[2].integer, document.mentions.indices.contains(from),
        document.mentions.indices.contains(to)
      else { throw ShapeError("a relation is not [type, from, to]") }
      document.relations.append(AnnotatedRelation(type: type, from: from, to: to))
    }
    if let order = extras["order"]?.array?.compactMap(\.integer),
      order.sorted() == Array(document.mentions.indices)
    {
      var original = [Int](repeating: 0, count: order.count)
      for (old, new) in order.enumerated() { original[new] = old }
      document.mentions = order.map { document.mentions[$0] }
      for index in document.relations.indices {
        document.relations[index].from = original[document.relations[index].from]
        document.relations[index].to = original[document.relations[index].to]
      }
    }
    return document
  }
}
