package import Formats

/// The files of one part of a corpus (train, dev, test), as bytes.
package struct CorpusSplit: Sendable {
  package struct File: Sendable {
    package var id: String
    /// Nil where the file is not there.
    package var text: [UInt8]?
    package var annotation: [UInt8]?

    package init(id: String, text: [UInt8]?, annotation: [UInt8]?) {
      self.id = id
      self.text = text
      self.annotation = annotation
    }
  }

  package var name: String
  package var files: [File]
  /// The bytes of `documents.tsv`; nil where it is not there.
  package var table: [UInt8]?

  package init(name: String, files: [File], table: [UInt8]?) {
    self.name = name
    self.files = files
    self.table = table
  }

  func path(_ file: String) -> String {
    name.isEmpty || name.hasSuffix("/") ? name + file : name + "/" + file
  }

  /// The documents with annotation, and all problems of reading.
  package func documents() -> Reading<[AnnotatedDocument]> {
    var reading = Reading<[AnnotatedDocument]>([])
    for file in files {
      guard let annotation = file.annotation else { continue }
      let one = BratReader.read(
        annotation: annotation, text: file.text, id: file.id, file: path(file.id + ".ann"))
      reading.value.append(one.value)
      reading.problems += one.problems
    }
    return reading
  }

  package func documentsTable() -> Reading<DocumentsTable> {
    table.map { DocumentsTable.read($0, file: path("documents.tsv")) } ?? Reading(DocumentsTable())
  }
}

/// Everything that can be wrong with a corpus and that a program can see, found at once.
package struct CorpusCheck {
  let schema: CorpusSchema
  private var problems: [FormatProblem] = []

  /// All problems of the splits, by file and line.
  package static func problems(_ splits: [CorpusSplit], schema: CorpusSchema = .standard) -> [FormatProblem] {
    var check = CorpusCheck(schema: schema)
    for split in splits { check.check(split) }
    check.checkDuplicates(splits)
    // By file and line, each once, in the order found where they tie.
    return check.problems.enumerated().sorted {
      ($0.element.file, $0.element.line ?? 0, $0.offset) < ($1.element.file, $1.element.line ?? 0, $1.offset)
    }.map(\.element)
  }

  private init(schema: CorpusSchema) { self.schema = schema }

  private mutating func report(
    _ file: String, _ line: Int?, _ message: String, _ severity: FormatProblem.Severity = .error
  ) {
    problems.append(FormatProblem(severity, file: file, line: line == 0 ? nil : line, message))
  }

  private mutating func check(_ split: CorpusSplit) {
    let documents = split.documents()
    problems += documents.problems
    checkTable(split)
    for file in split.files {
      if file.annotation == nil {
        report(split.path(file.id + ".txt"), nil, "no annotation \(file.id).ann beside it")
      }
      guard let text = file.text else {
        report(split.path(file.id + ".ann"), nil, "no text \(file.id).txt beside it")
        continue
      }
      checkText(text, split.path(file.id + ".txt"))
    }
    for document in documents.value { check(document, split.path(document.id + ".ann")) }
  }

  private mutating func checkTable(_ split: CorpusSplit) {
    let path = split.path("documents.tsv")
    guard split.table != nil else { return report(path, nil, "not there") }
    let table = split.documentsTable()
    problems += table.problems
    let ids = Set(split.files.map(\.id))
    for row in table.value.rows {
      guard
        let id = table.value.columns.firstIndex(of: "id").flatMap({
          $0 < row.cells.count ? row.cells[$0] : nil
        }),
        !id.isEmpty
      else { continue }
      if !ids.contains(id) { report(path, row.line, "no document \(id)") }
      if let date = table.value.date(of: id), let problem = ValueSyntax.problem(date, .date) {
        report(path, row.line, "date of \(id): \(problem)")
      }
    }
    for id in ids.subtracting(table.value.ids).sorted() { report(path, nil, "no row for \(id)") }
  }

  private mutating func checkText(_ bytes: [UInt8], _ path: String) {
    let decoded = DecodedText(bytes)
    if decoded.wasRepaired { report(path, nil, "not valid UTF-8") }
    if decoded.hadByteOrderMark { report(path, 1, "starts with a byte order mark; offsets do not count it") }
    if bytes.isEmpty { report(path, nil, "empty") }
    var line = 1
    for scalar in decoded.text.unicodeScalars {
      if scalar == "\n" { line += 1 }
      if scalar.value < 0x20, !["\n", "\r", "\t"].contains(scalar) {
        report(path, line, "control character U+" + hexadecimal(scalar.value))
      }
    }
    if decoded.text.unicodeScalars.contains("\r") {
      report(path, nil, "has carriage returns; offsets count them", .warning)
    }
  }

  private func hexadecimal(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
  }

  // MARK: Annotation

  private mutating func check(_ document: AnnotatedDocument, _ path: String) {
    let text = document.text.map { CodePointText($0) }
    var seen: [MentionKey: Int] = [:]
    for mention in document.mentions {
      func report(_ message: String, _ severity: FormatProblem.Severity = .error) {
        self.report(
          path, mention.line, "\(mention.id) \(mention.type) ‘\(mention.text)’: \(message)", severity)
      }
      let rule = schema.types[mention.type]
      if rule == nil { report("no such type") }
      if let before = seen.updateValue(mention.line, forKey: MentionKey(mention)) {
        report("the same type and span as in line \(before)")
      }
      if let notation = rule?.notation {
        if let value = mention.value {
          if let problem = ValueSyntax.problem(value, notation) { report(problem) }
        } else {
          report("has no value")
        }
      } else if rule != nil, mention.value != nil {
        report("this type has no value", .warning)
      }
      if !mention.fragments.isEmpty { report("mentions must be whole", .warning) }
      guard mention.span.start < mention.span.end, mention.span.start >= 0 else {
        report("\(mention.span.start) to \(mention.span.end) is not a span")
        continue
      }
      guard let text else { continue }
      guard mention.span.end <= text.count else {
        report("ends at \(mention.span.end), after the end of the text at \(text.count)")
        continue
      }
      let actual = text[mention.span].asField
      if mention.fragments.isEmpty, !actual.utf8.elementsEqual(mention.text.utf8) {
        report("the text there is ‘\(actual)’")
      }
      for problem in edgeProblems(mention.span, text) { report(problem.message, problem.severity) }
    }
    checkOverlaps(document, path)
    checkRelations(document, path)
  }

  private func edgeProblems(_ span: CodePointSpan, _ text: CodePointText) -> [(
    message: String, severity: FormatProblem.Severity
  )] {
    var problems: [(String, FormatProblem.Severity)] = []
    let first = text.scalars[span.start]
    let last = text.scalars[span.end - 1]
    if first.isBlank || last.isBlank { problems.append(("begins or ends with white space", .error)) }
    if first.isJoiner { problems.append(("begins with a combining mark", .error)) }
    let inside = text.scalars[span.start..<span.end]
    if first.isEdgePunctuation, !(Self.isOpening(first) && inside.contains(Self.closing(first))),
      !Self.isNegativeNumber(inside)
    {
      problems.append(("begins with ‘\(first)’", .error))
    }
    if last.isEdgePunctuation,
      !inside.dropLast().contains(where: { Self.isOpening($0) && Self.closing($0) == last })
    {
      // A full stop may belong to an abbreviation at the end.
      problems.append(("ends with ‘\(last)’", last == "." ? .warning : .error))
    }
    if span.start > 0, first.properties.isAlphabetic, text.scalars[span.start - 1].properties.isAlphabetic {
      problems.append(("begins inside a word", .warning))
    }
    if span.end < text.count {
      let next = text.scalars[span.end]
      if next.isJoiner { problems.append(("ends before a combining mark", .error)) }
      if last.properties.isAlphabetic, next.properties.isAlphabetic {
        problems.append(("ends inside a word", .warning))
      }
    }
    return problems
  }

  private static let pairs: [Unicode.Scalar: Unicode.Scalar] = [
    "(": ")", "[": "]", "{": "}", "“": "”", "‘": "’", "«": "»", "\"": "\"", "'": "'",
  ]
  private static func isOpening(_ scalar: Unicode.Scalar) -> Bool { pairs[scalar] != nil }
  private static func closing(_ scalar: Unicode.Scalar) -> Unicode.Scalar { pairs[scalar]! }

  /// Whether a dash and a digit open the mention: the sign of a negative number is part of it.
  private static func isNegativeNumber(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
    guard let first = scalars.first, first.properties.generalCategory == .dashPunctuation else {
      return false
    }
    return scalars.dropFirst().first?.properties.generalCategory == .decimalNumber
  }

  private mutating func checkOverlaps(_ document: AnnotatedDocument, _ path: String) {
    let mentions = document.mentions.filter { $0.span.length > 0 }.sorted {
      ($0.span, $0.line) < ($1.span, $1.line)
    }
    for (index, mention) in mentions.enumerated() {
      for other in mentions[(index + 1)...] {
        if other.span.start >= mention.span.end { break }
        guard MentionKey(other) != MentionKey(mention), let a = schema.types[mention.type],
          let b = schema.types[other.type],
          a.group == b.group || a.apart.contains(other.type) || b.apart.contains(mention.type)
        else { continue }
        report(
          path, other.line,
          "\(other.id) \(other.type) ‘\(other.text)’: overlaps \(mention.id) \(mention.type) ‘\(mention.text)’ of line \(mention.line)"
        )
      }
    }
  }

  private mutating func checkRelations(_ document: AnnotatedDocument, _ path: String) {
    var seen: Set<[String]> = []
    for relation in document.relations {
      let from = document.mentions[relation.from]
      let to = document.mentions[relation.to]
      guard let rule = schema.relations[relation.type] else {
        report(path, relation.line, "no such relation: \(relation.type)")
        continue
      }
      if !rule.from.contains(from.type) || !rule.to.contains(to.type) {
        report(
          path, relation.line,
          "\(relation.type) cannot link \(from.type) ‘\(from.text)’ to \(to.type) ‘\(to.text)’")
      }
      if !seen.insert([relation.type, from.id, to.id]).inserted {
        report(path, relation.line, "\(relation.type) from \(from.id) to \(to.id) is there twice")
      }
    }
    for (name, rule) in schema.relations.sorted(by: { $0.key < $1.key }) where rule.isRequired {
      let linked = Set(document.relations.filter { $0.type == name }.map(\.from))
      for (index, mention) in document.mentions.enumerated()
      where rule.from.contains(mention.type) && !linked.contains(index) {
        report(path, mention.line, "\(mention.id) \(mention.type) ‘\(mention.text)’: has no relation \(name)")
      }
    }
  }

  // MARK: Between splits

  /// How long a line must be for its second occurrence in another split to be suspicious, in code points.
  static let longLine = 80

  private mutating func checkDuplicates(_ splits: [CorpusSplit]) {
    var idPlaces: [String: String] = [:]
    var textPlaces: [String: String] = [:]
    var linePlaces: [String: (split: Int, path: String)] = [:]
    for (number, split) in splits.enumerated() {
      for file in split.files {
        let path = split.path(file.id + ".txt")
        if let before = idPlaces[file.id] {
          report(path, nil, "the name is taken by \(before)")
        } else {
          idPlaces[file.id] = path
        }
        guard let bytes = file.text else { continue }
        let decoded = DecodedText(bytes)
        let folded = ScalarString(decoded.text.blankSeparated.joined(separator: " ")).lowercased.string
        if let before = textPlaces[folded], !folded.isEmpty {
          report(path, nil, "the same text as \(before)")
          continue
        }
        textPlaces[folded] = path
        for (index, line) in decoded.lines.enumerated() where line.unicodeScalars.count >= Self.longLine {
          if let before = linePlaces[line] {
            if before.split != number {
              report(path, index + 1, "the same long line as in \(before.path)", .warning)
            }
          } else {
            linePlaces[line] = (number, path)
          }
        }
      }
    }
  }
}

extension Unicode.Scalar {
  var isJoiner: Bool {
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .spacingMark: true
    default: false
    }
  }

  /// Punctuation that no mention begins or ends with: all but the signs that belong to numbers and names.
  var isEdgePunctuation: Bool {
    switch properties.generalCategory {
    case .openPunctuation, .closePunctuation, .initialPunctuation, .finalPunctuation, .dashPunctuation,
      .otherPunctuation:
      !["%", "‰", "&", "@", "#", "*"].contains(self)
    default: false
    }
  }
}
