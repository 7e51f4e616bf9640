/// doccano's JSON Lines for sequence labeling with relations:
///
///     {"id": 1, "text": "…", "entities": [{"id": 0, "label": "Date", "start_offset": 0, "end_offset": 5}],
///      "relations": [{"id": 0, "from_id": 0, "to_id": 1, "type": "Issued"}]}
///
/// Offsets are code points. The older form, `"label": [[0, 5, "Date"]]`, is read as well.
enum DoccanoFormat {
  static func json(_ document: AnnotatedDocument) -> JSONValue {
    [
      "text": .string(document.text ?? ""),
      "entities": .array(
        document.mentions.enumerated().map { index, mention in
          [
            "id": .integer(index), "label": .string(mention.type),
            "start_offset": .integer(mention.span.start),
            "end_offset": .integer(mention.span.end),
          ]
        }),
      "relations": .array(
        document.relations.enumerated().map { index, relation in
          [
            "id": .integer(index), "from_id": .integer(relation.from), "to_id": .integer(relation.to),
            "type": .string(relation.type),
          ]
        }),
      Extras.key: Extras.json(document),
    ]
  }

  static func document(_ value: JSONValue, id fallbackID: String) throws(ShapeError) -> AnnotatedDocument {
    let content = try value.stringMember("text", of: "the document")
    let text = CodePointText(content)
    var document = AnnotatedDocument(id: value["id"]?.identifier ?? fallbackID, text: content)
    func add(_ type: String, _ start: Int, _ end: Int) {
      let span = CodePointSpan(start, end)
      document.mentions.append(
        AnnotatedMention(
          id: "T\(document.mentions.count + 1)", type: type, span: span, text: text[span].asField))
    }
    if let entities = value["entities"]?.array {
      var indices: [String: Int] = [:]
      for entity in entities {
        if let id = entity["id"]?.identifier { indices[id] = document.mentions.count }
        add(
          try entity.stringMember("label", of: "an entity"),
          try entity.integerMember("start_offset", of: "an entity"),
          try entity.integerMember("end_offset", of: "an entity"))
      }
      for relation in value["relations"]?.array ?? [] {
        guard let from = relation["from_id"]?.identifier.flatMap({ indices[$0] }),
          let to = relation["to_id"]?.identifier.flatMap({ indices[$0] })
        else { throw ShapeError("a relation's from_id or to_id is not the id of an entity") }
        document.relations.append(
          AnnotatedRelation(type: try relation.stringMember("type", of: "a relation"), from: from, to: to))
      }
    } else {
      for label in (value["label"] ?? value["labels"])?.array ?? [] {
        guard let parts = label.array, parts.count == 3, let start = parts[0].integer,
          let end = parts[1].integer,
          let type = parts[2].string
        else { throw ShapeError("a label is not [start, end, type]") }
        add(type, start, end)
      }
    }
    Extras.apply(value[Extras.key], to: &document)
    return document
  }
}
