/// Label Studio's JSON: a list of tasks, each with its text and annotations.
///
///     [{"data": {"text": "…"}, "annotations": [{"result": [
///        {"id": "T1", "from_name": "label", "to_name": "text", "type": "labels",
///         "value": {"start": 0, "end": 5, "text": "…", "labels": ["Date"]}},
///        {"id": "T1", "from_name": "value", "to_name": "text", "type": "textarea",
///         "value": {"start": 0, "end": 5, "text": ["2013-10-22"]}},
///        {"type": "relation", "from_id": "T2", "to_id": "T1", "direction": "right", "labels": ["Issued"]}]}]}]
///
/// Offsets are code points, as in Label Studio since its fix of offsets after emoji. A labeling configuration for such
/// tasks has `<Text name="text">`, `<Labels name="label">`, `<TextArea name="value" perRegion="true">` and `<Relations>`.
/// Of several annotations of a task the first is read.
enum LabelStudioFormat {
  static func json(_ document: AnnotatedDocument) -> JSONValue {
    var result: [JSONValue] = []
    // Identifiers must be there and distinct.
    let own = document.mentions.map(\.id)
    let ids = Set(own).count == own.count && !own.contains("") ? own : own.indices.map { "T\($0 + 1)" }
    for (mention, id) in zip(document.mentions, ids) {
      result.append([
        "id": .string(id), "from_name": "label", "to_name": "text", "type": "labels",
        "value": [
          "start": .integer(mention.span.start), "end": .integer(mention.span.end),
          "text": .string(mention.text),
          "labels": [.string(mention.type)],
        ],
      ])
      guard let value = mention.value else { continue }
      result.append([
        "id": .string(id), "from_name": "value", "to_name": "text", "type": "textarea",
        "value": [
          "start": .integer(mention.span.start), "end": .integer(mention.span.end), "text": [.string(value)],
        ],
      ])
    }
    for relation in document.relations {
      result.append([
        "type": "relation", "from_id": .string(ids[relation.from]), "to_id": .string(ids[relation.to]),
        "direction": "right", "labels": [.string(relation.type)],
      ])
    }
    return [
      "data": ["text": .string(document.text ?? ""), Extras.key: Extras.json(document)],
      "annotations": [["result": .array(result)]],
    ]
  }

  static func read(_ bytes: [UInt8], file: String) -> Reading<[AnnotatedDocument]> {
    var reading = Reading<[AnnotatedDocument]>([])
    do throws(JSONError) {
      let root = try JSONParser.parse(bytes)
      guard let tasks = root.array else {
        reading.problems.append(FormatProblem(file: file, line: 1, "not a list of tasks"))
        return reading
      }
      for (index, task) in tasks.enumerated() {
        do throws(ShapeError) {
          reading.value.append(try document(task, id: "document-\(index + 1)"))
        } catch {
          reading.problems.append(FormatProblem(file: file, "task \(index + 1): \(error.message)"))
        }
      }
    } catch {
      reading.problems.append(FormatProblem(file: file, line: error.line, "not JSON: \(error)"))
    }
    return reading
  }

  static func document(_ task: JSONValue, id fallbackID: String) throws(ShapeError) -> AnnotatedDocument {
    let data = try task.member("data", of: "the task")
    let content = try data.stringMember("text", of: "the task's data")
    let text = CodePointText(content)
    var document = AnnotatedDocument(
      id: data["id"]?.identifier ?? task["id"]?.identifier ?? fallbackID, text: content)
    let results = task["annotations"]?.array?.first?["result"]?.array ?? []
    var indices: [String: Int] = [:]
    for result in results where result["type"]?.string == "labels" {
      let id = try result.stringMember("id", of: "a region")
      let value = try result.member("value", of: "a region")
      let span = CodePointSpan(
        try value.integerMember("start", of: "a region"), try value.integerMember("end", of: "a region"))
      guard let type = value["labels"]?.array?.first?.string else {
        throw ShapeError("a region has no label")
      }
      indices[id] = document.mentions.count
      document.mentions.append(
        AnnotatedMention(
          id: id, type: type, span: span, text: value["text"]?.string?.asField ?? text[span].asField))
    }
    for result in results {
      switch result["type"]?.string {
      case "textarea":
        guard let index = result["id"]?.string.flatMap({ indices[$0] }) else { continue }
        document.mentions[index].value = result["value"]?["text"]?.array?.first?.string
      case "relation":
        guard let from = result["from_id"]?.string.flatMap({ indices[$0] }),
          let to = result["to_id"]?.string.flatMap({ indices[$0] })
        else { throw ShapeError("a relation's from_id or to_id is not the id of a region") }
        let isReversed = result["direction"]?.string == "left"
        document.relations.append(
          AnnotatedRelation(
            type: result["labels"]?.array?.first?.string ?? "related", from: isReversed ? to : from,
            to: isReversed ? from : to))
      default: continue
      }
    }
    // Values edited in Label Studio win over those carried along.
    let values = document.mentions.map(\.value)
    Extras.apply(data[Extras.key], to: &document)
    for (index, value) in values.enumerated() { document.mentions[index].value = value }
    return document
  }
}
