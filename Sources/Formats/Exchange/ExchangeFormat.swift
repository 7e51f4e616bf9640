/// A file format in which annotated documents leave for other tools and come back.
package enum ExchangeFormat: String, Hashable, Sendable, CaseIterable {
  /// Tokens and BIO tags, one column of tags for each layer of mentions that overlap.
  case conll
  /// doccano's JSON Lines, with entities and relations.
  case doccano
  /// Label Studio's JSON, tasks with annotations.
  case labelStudio = "label-studio"
  /// JSON Lines of spaCy's `Doc.to_json`.
  case spaCy = "spacy"

  /// The documents as a file, and what the format could not take.
  package func write(_ documents: [AnnotatedDocument]) -> (text: String, losses: [ConversionLoss]) {
    var losses: [ConversionLoss] = []
    var writable: [AnnotatedDocument] = []
    for document in documents {
      if document.text == nil {
        losses.append(
          ConversionLoss(document: document.id, what: "the whole document, since its text is not at hand"))
      } else {
        losses += self.losses(document)
        writable.append(document)
      }
    }
    let text =
      switch self {
      case .conll: writable.map { CoNLLFormat.text($0) }.joined()
      case .doccano: writable.map { JSONWriter.text(DoccanoFormat.json($0)) + "\n" }.joined()
      case .labelStudio:
        JSONWriter.text(.array(writable.map { LabelStudioFormat.json($0) }), .indented) + "\n"
      case .spaCy: writable.map { JSONWriter.text(SpaCyFormat.json($0)) + "\n" }.joined()
      }
    return (text, losses)
  }

  package func read(_ bytes: [UInt8], file: String) -> Reading<[AnnotatedDocument]> {
    switch self {
    case .conll: CoNLLFormat.read(bytes, file: file)
    case .doccano: JSONLines.read(bytes, file: file, DoccanoFormat.document)
    case .labelStudio: LabelStudioFormat.read(bytes, file: file)
    case .spaCy: JSONLines.read(bytes, file: file, SpaCyFormat.document)
    }
  }

  /// What writing the document in this format leaves out.
  package func losses(_ document: AnnotatedDocument) -> [ConversionLoss] {
    var losses: [ConversionLoss] = []
    func add(_ count: Int, _ what: String) {
      if count > 0 { losses.append(ConversionLoss(document: document.id, what: "\(count) \(what)")) }
    }
    if self == .conll {
      add(document.relations.count, "relations")
      add(document.mentions.count { $0.value != nil }, "values")
      add(document.mentions.count { $0.rule != nil }, "rules")
      add(document.mentions.count { !$0.fragments.isEmpty }, "gaps of discontinuous mentions")
      let text = CodePointText(document.text ?? "")
      add(document.mentions.count { !text.contains($0.span) }, "mentions with spans outside the text")
      add(
        document.mentions.count { mention in
          text.contains(mention.span)
            && (text.scalars[mention.span.start].isBlank || text.scalars[mention.span.end - 1].isBlank)
        }, "mentions whose span begins or ends with white space")
      if document.text.map({ CoNLLFormat.losesBlanks($0) }) == true {
        losses.append(
          ConversionLoss(document: document.id, what: "white space other than single spaces and line breaks"))
      }
    }
    return losses
  }
}

/// Something that a format has no place for.
package struct ConversionLoss: Hashable, Sendable, CustomStringConvertible {
  package var document: String
  package var what: String

  package var description: String { "\(document): lost: \(what)" }
}

/// One JSON value a line.
enum JSONLines {
  static func read(
    _ bytes: [UInt8], file: String,
    _ document: (JSONValue, _ fallbackID: String) throws(ShapeError) -> AnnotatedDocument
  ) -> Reading<[AnnotatedDocument]> {
    let decoded = DecodedText(bytes)
    var reading = Reading<[AnnotatedDocument]>([])
    if decoded.wasRepaired { reading.problems.append(FormatProblem(file: file, "not valid UTF-8")) }
    for (index, line) in decoded.lines.enumerated() where line.unicodeScalars.contains(where: { !$0.isBlank })
    {
      do throws(JSONError) {
        let value = try JSONParser.parse(line)
        do throws(ShapeError) {
          reading.value.append(try document(value, "document-\(index + 1)"))
        } catch {
          reading.problems.append(FormatProblem(file: file, line: index + 1, error.message))
        }
      } catch {
        reading.problems.append(FormatProblem(file: file, line: index + 1, "not JSON: \(error)"))
      }
    }
    return reading
  }
}

/// JSON that is not of the shape a format asks for.
struct ShapeError: Error {
  var message: String

  init(_ message: String) { self.message = message }
}

/// What JSON formats have no field of their own for; they carry it along under the key `boctach`.
enum Extras {
  static let key = "boctach"

  static func json(_ document: AnnotatedDocument) -> JSONValue {
    let text = CodePointText(document.text ?? "")
    return [
      "id": .string(document.id),
      "mentions": .array(
        document.mentions.map { mention in
          var object: JSONObject = ["id": .string(mention.id)]
          if let value = mention.value { object["value"] = .string(value) }
          if let rule = mention.rule { object["rule"] = .string(rule.note) }
          if !mention.fragments.isEmpty {
            object["fragments"] = .array(mention.fragments.map { [.integer($0.start), .integer($0.end)] })
          }
          if !mention.text.utf8.elementsEqual(text[mention.span].asField.utf8) {
            object["text"] = .string(mention.text)
          }
          return .object(object)
        }),
    ]
  }

  /// Adds what `json` kept to mentions that were read in the same order; nothing where their number differs, since
  /// then another tool changed them.
  static func apply(_ extras: JSONValue?, to document: inout AnnotatedDocument) {
    guard let extras else { return }
    if let id = extras["id"]?.string { document.id = id }
    guard let mentions = extras["mentions"]?.array, mentions.count == document.mentions.count else { return }
    for (index, extra) in mentions.enumerated() {
      if let id = extra["id"]?.string { document.mentions[index].id = id }
      if let text = extra["text"]?.string { document.mentions[index].text = text }
      document.mentions[index].value = extra["value"]?.string ?? document.mentions[index].value
      document.mentions[index].rule = extra["rule"]?.string.map { RuleReference(note: $0) }
      document.mentions[index].fragments = (extra["fragments"]?.array ?? []).compactMap {
        guard let ends = $0.array?.compactMap(\.integer), ends.count == 2 else { return nil }
        return CodePointSpan(ends[0], ends[1])
      }
    }
  }
}

extension JSONValue {
  func member(_ key: String, of thing: String) throws(ShapeError) -> JSONValue {
    guard let value = self[key] else { throw ShapeError("\(thing) has no ‘\(key)’") }
    return value
  }

  func stringMember(_ key: String, of thing: String) throws(ShapeError) -> String {
    guard let value = try member(key, of: thing).string else {
      throw ShapeError("‘\(key)’ of \(thing) is not a string")
    }
    return value
  }

  func integerMember(_ key: String, of thing: String) throws(ShapeError) -> Int {
    guard let value = try member(key, of: thing).integer else {
      throw ShapeError("‘\(key)’ of \(thing) is not a whole number")
    }
    return value
  }

  /// A string, or a number as text: identifiers come as both.
  var identifier: String? {
    switch self {
    case .string(let text), .number(let text): text
    default: nil
    }
  }
}
