/// Writes brat standoff annotation, as `BratReader` reads it.
package enum BratWriter {
  /// The `.ann` file of a document: each mention followed by its value, then the relations.
  ///
  /// Mentions keep their identifiers where these are distinct and brat's (`T` and a number); otherwise all are
  /// numbered anew in the order given. A tab or line break inside a text or value is written as a space.
  ///
  /// - Parameter includingRules: whether to add a note with the rule that found the mention.
  package static func annotation(_ document: AnnotatedDocument, includingRules: Bool = false) -> String {
    var out = ""
    let numbers = Self.numbers(document.mentions)
    var noteNumbers = Set(numbers)
    var nextNote = 0
    for (mention, number) in zip(document.mentions, numbers) {
      out += lines(of: mention, number: number)
      if includingRules, let rule = mention.rule {
        repeat { nextNote += 1 } while !noteNumbers.insert(nextNote).inserted
        out += "#\(nextNote)\tRule T\(number)\t\(rule.note.asField)\n"
      }
    }
    for (index, relation) in document.relations.enumerated() {
      out += line(
        of: relation.type, number: index + 1, from: numbers[relation.from], to: numbers[relation.to])
    }
    return out
  }

  /// The line of a mention and, where it has a value, that of the value.
  package static func lines(of mention: AnnotatedMention, number: Int) -> String {
    let spans = mention.fragments.isEmpty ? [mention.span] : mention.fragments
    let offsets = spans.map { "\($0.start) \($0.end)" }.joined(separator: ";")
    var out = "T\(number)\t\(mention.type) \(offsets)\t\(mention.text.asField)\n"
    if let value = mention.value { out += "#\(number)\tValue T\(number)\t\(value.asField)\n" }
    return out
  }

  /// The line of a relation between the mentions of two numbers.
  package static func line(of type: String, number: Int, from: Int, to: Int) -> String {
    "R\(number)\t\(type) Arg1:T\(from) Arg2:T\(to)\n"
  }

  private static func numbers(_ mentions: [AnnotatedMention]) -> [Int] {
    let own = mentions.compactMap { mention -> Int? in
      guard mention.id.utf8.first == UInt8(ascii: "T"), let number = Int(mention.id.dropFirst()), number > 0,
        "T\(number)" == mention.id
      else { return nil }
      return number
    }
    if own.count == mentions.count, Set(own).count == own.count { return own }
    return Array(1..<(mentions.count + 1))
  }
}
