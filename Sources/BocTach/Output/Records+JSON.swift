internal import Extraction
internal import Formats
internal import TextModel

extension Official {
  var json: JSONValue {
    var object = JSONObject([.init("name", .string(name))])
    object.add("honorific", text: honorific)
    object.add("titles", .array(titles.map(\.json)))
    object.add("mentions", .array(mentions.map { .integer($0) }))
    return .object(object)
  }
}

extension Official.HeldTitle {
  var json: JSONValue {
    var object = JSONObject([.init("text", .string(text))])
    object.add("role", text: role)
    object.add("body", text: body)
    object.add("place", text: place)
    object.add("former", .bool(isFormer))
    object.add("acting", .bool(isActing))
    object.add("mentions", .array(mentions.map { .integer($0) }))
    return .object(object)
  }
}

extension LegalDocument {
  var json: JSONValue {
    var object = JSONObject()
    object.add("kind", text: kind)
    object.add("number", text: number)
    object.add("year", year.map { .integer($0) })
    object.add("symbol", text: symbol)
    object.add("printedSymbol", text: printedSymbol)
    object.add("name", text: name)
    object.add("issuer", text: issuer)
    object.add("issued", issued?.json)
    object.add("effective", effective?.json)
    object.add("subject", text: subject)
    object.add("articles", .array(articles.map { .string($0) }))
    object.add("mentions", .array(mentions.map { .integer($0) }))
    if !references.isEmpty { object.add("references", .array(references.map(\.json))) }
    return .object(object)
  }
}

extension Indicator {
  var json: JSONValue {
    var object = JSONObject()
    object.add("measure", text: measure)
    object.add("quantity", quantity.json)
    object.add("period", period?.json)
    object.add("comparedWith", comparedWith?.json)
    object.add("scope", text: scope)
    object.add("sentence", .integer(sentence))
    object.add("quantityMention", .integer(quantityMention))
    object.add("measureMention", measureMention.map { .integer($0) })
    object.add("periodMention", periodMention.map { .integer($0) })
    object.add("scopeMention", scopeMention.map { .integer($0) })
    return .object(object)
  }
}

extension TextSpan {
  fileprivate var json: JSONValue {
    .object([
      "start": bound(utf8.lowerBound, utf16.lowerBound, codePoints.lowerBound),
      "end": bound(utf8.upperBound, utf16.upperBound, codePoints.upperBound),
    ])
  }

  private func bound(_ utf8: Int, _ utf16: Int, _ codePoints: Int) -> JSONValue {
    .object(["utf8": .integer(utf8), "utf16": .integer(utf16), "codePoints": .integer(codePoints)])
  }
}

extension JSONObject {
  /// Adds a member unless there is nothing to say.
  mutating func add(_ key: String, _ value: JSONValue?) {
    if let value { members.append(Member(key, value)) }
  }

  mutating func add(_ key: String, text: String?) { add(key, text.map { .string($0) }) }
}
