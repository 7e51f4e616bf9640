/// Reads brat standoff annotation.
///
///     T1  Date 0 5            15h55
///     #1  Value T1            2013-10-22T15:55
///     #2  Rule T1             clock dates/clock.grammar:12
///     R1  Issued Arg1:T2 Arg2:T1
///
/// Fields are separated by tabs. What counts is what the project's referee counts: of two mentions with one
/// identifier the later one stands in the place of the first, of two notes the later one, a discontinuous mention
/// reaches from its first to its last offset, a relation whose argument is missing is left out. Everything of
/// that kind is reported as well, with its line.
package enum BratReader {
  /// Reads one document.
  ///
  /// - Parameters:
  ///   - annotation: the bytes of the `.ann` file.
  ///   - text: the bytes of the `.txt` file, where at hand.
  ///   - id: the document's name.
  ///   - file: the name of the `.ann` file in problems.
  package static func read(annotation: [UInt8], text: [UInt8]?, id: String, file: String) -> Reading<
    AnnotatedDocument
  > {
    var pass = Pass(file: file)
    let decoded = DecodedText(annotation)
    if decoded.wasRepaired { pass.report(nil, "not valid UTF-8; bad bytes are read as U+FFFD") }
    if decoded.hadByteOrderMark { pass.report(1, "starts with a byte order mark", .warning) }
    for (index, line) in decoded.lines.enumerated() { pass.read(line, number: index + 1) }
    return Reading(pass.document(id: id, text: text.map { DecodedText($0).text }), problems: pass.problems)
  }

  private struct Pass {
    let file: String
    var problems: [FormatProblem] = []
    var mentions: [AnnotatedMention] = []
    var indexByID: [String: Int] = [:]
    var values: [String: (text: String, line: Int)] = [:]
    var rules: [String: (rule: RuleReference, line: Int)] = [:]
    var relations: [(type: String, from: String, to: String, line: Int)] = []

    init(file: String) { self.file = file }

    mutating func report(
      _ line: Int?, _ message: String, _ severity: FormatProblem.Severity = .error
    ) {
      problems.append(FormatProblem(severity, file: file, line: line, message))
    }

    mutating func read(_ line: String, number: Int) {
      let fields = line.utf8.split(separator: 9, omittingEmptySubsequences: false).map { String($0)! }
      switch line.utf8.first {
      case UInt8(ascii: "T"): readMention(fields, number)
      case UInt8(ascii: "#"): readNote(fields, number)
      case UInt8(ascii: "R"): readRelation(fields, number)
      case nil: break
      case UInt8(ascii: "E"), UInt8(ascii: "A"), UInt8(ascii: "M"), UInt8(ascii: "N"), UInt8(ascii: "*"):
        report(
          number, "events, attributes, normalizations and equivalences are not kept: \(fields[0])", .warning)
      default: report(number, "not a line of brat standoff: \(line.prefix(40))")
      }
    }

    mutating func readMention(_ fields: [String], _ line: Int) {
      guard fields.count >= 2 else {
        return report(line, "a mention needs tabs between identifier, span and text")
      }
      let isFragmented = fields[1].utf8.contains(UInt8(ascii: ";"))
      let words = String(fields[1].unicodeScalars.map { $0 == ";" ? " " : $0 }).blankSeparated
      let offsets = words.dropFirst().map { Int($0) }
      guard let type = words.first, !offsets.isEmpty, !offsets.contains(nil) else {
        return report(line, "a mention needs a type and two offsets, not ‘\(fields[1])’")
      }
      let numbers = offsets.map { $0! }
      if numbers.count % 2 == 1 { report(line, "an odd number of offsets: ‘\(fields[1])’") }
      if fields.count < 3 { report(line, "the mention's text is missing") }
      if fields.count > 3 { report(line, "a tab after the mention's text") }
      var mention = AnnotatedMention(
        id: fields[0], type: type, span: CodePointSpan(numbers.first!, numbers.last!),
        text: fields.count > 2 ? fields[2] : "", line: line)
      if isFragmented {
        mention.fragments = stride(from: 0, to: numbers.count - 1, by: 2).map {
          CodePointSpan(numbers[$0], numbers[$0 + 1])
        }
      }
      if let index = indexByID[mention.id] {
        report(line, "\(mention.id) was there before, in line \(mentions[index].line)")
        mentions[index] = mention
      } else {
        indexByID[mention.id] = mentions.count
        mentions.append(mention)
      }
    }

    mutating func readNote(_ fields: [String], _ line: Int) {
      guard fields.count >= 3 else { return report(line, "a note needs three fields separated by tabs") }
      let words = fields[1].blankSeparated
      guard words.count >= 2 else {
        return report(line, "a note needs a kind and a target, not ‘\(fields[1])’")
      }
      switch words[0] {
      case "Value":
        if let before = values[words[1]] {
          report(line, "\(words[1]) had a value before, in line \(before.line)")
        }
        if fields.count > 3 { report(line, "a tab after the value") }
        values[words[1]] = (fields[2], line)
      case "Rule":
        rules[words[1]] = (RuleReference(note: fields[2]), line)
      default:
        report(line, "notes of kind ‘\(words[0])’ are not kept", .warning)
      }
    }

    mutating func readRelation(_ fields: [String], _ line: Int) {
      guard fields.count >= 2 else {
        return report(line, "a relation needs a tab after its identifier")
      }
      let words = fields[1].blankSeparated
      let arguments = words.dropFirst().map {
        $0.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
      }
      guard arguments.count >= 2, arguments[0].count >= 2, arguments[1].count >= 2 else {
        return report(line, "a relation needs a type and two arguments, not ‘\(fields[1])’")
      }
      relations.append((words[0], String(arguments[0][1])!, String(arguments[1][1])!, line))
    }

    mutating func document(id: String, text: String?) -> AnnotatedDocument {
      for (target, value) in values {
        if let index = indexByID[target] {
          mentions[index].value = value.text
        } else {
          report(value.line, "a value for \(target), which is not there")
        }
      }
      for (target, rule) in rules {
        if let index = indexByID[target] {
          mentions[index].rule = rule.rule
        } else {
          report(rule.line, "a rule for \(target), which is not there")
        }
      }
      var document = AnnotatedDocument(id: id, text: text, mentions: mentions)
      for relation in relations {
        if let from = indexByID[relation.from], let to = indexByID[relation.to] {
          document.relations.append(
            AnnotatedRelation(type: relation.type, from: from, to: to, line: relation.line))
        } else {
          let absent = [relation.from, relation.to].filter { indexByID[$0] == nil }
          report(relation.line, "a relation with \(absent.joined(separator: " and ")), which is not there")
        }
      }
      problems.sort { ($0.line ?? 0, $0.message) < ($1.line ?? 0, $1.message) }
      return document
    }
  }
}

extension RuleReference {
  /// `name file:line`, or the name alone.
  package var note: String { file.isEmpty ? name : "\(name) \(file):\(line)" }

  /// Reads what `note` writes.
  package init(note: String) {
    let words = note.split(separator: " ", maxSplits: 1)
    self.init(name: words.first.map(String.init) ?? "")
    guard words.count == 2 else { return }
    if let colon = words[1].lastIndex(of: ":"), let line = Int(words[1][words[1].index(after: colon)...]) {
      self.file = String(words[1][..<colon])
      self.line = line
    } else {
      self.file = String(words[1])
    }
  }
}
