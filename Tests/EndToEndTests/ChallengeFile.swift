import Foundation

/// One text of the challenge set: a row of `Corpus/challenge/AREA.tsv`.
///
///     Trưởng thôn [[Person p|Bàn Văn Chiu]]  →  the text without marks, and a mention with offsets in code points
///     [[Type id =value|text]]                   id and value may be missing; `\n` in the text is a line break
struct ChallengeText {
  struct Mention {
    var type: String
    var id: String?
    var value: String?
    var start: Int
    var text: String
    var end: Int { start + text.unicodeScalars.count }
  }

  static let columns = ["id", "pair", "phenomenon", "focus", "polarity", "text", "relations"]

  var id: String
  var pair: String
  var phenomenon: String
  var focus: String
  var isPositive: Bool
  var text: String
  var mentions: [Mention]
  /// Name, first and second mention's id.
  var relations: [[String]]

  struct Problem: Error { var message: String }

  init(row: String) throws {
    let cells = row.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    guard cells.count == Self.columns.count, cells[..<6].allSatisfy({ !$0.isEmpty }) else {
      throw Problem(message: "not \(Self.columns.count) cells: \(row)")
    }
    (id, pair, phenomenon, focus) = (cells[0], cells[1], cells[2], cells[3])
    switch cells[4] {
    case "positive": isPositive = true
    case "negative": isPositive = false
    default: throw Problem(message: "\(id): polarity \(cells[4])")
    }
    (text, mentions) = try Self.parse(cells[5].replacingOccurrences(of: "\\n", with: "\n"), id)
    let names = Set(mentions.compactMap(\.id))
    relations = try cells[6].components(separatedBy: "; ").filter { !$0.isEmpty }.map { [id] in
      let parts = $0.split(separator: " ").map(String.init)
      guard parts.count == 3, names.isSuperset(of: parts[1...]) else {
        throw Problem(message: "\(id): relation \($0)")
      }
      return parts
    }
  }

  private static func parse(_ marked: String, _ id: String) throws -> (String, [Mention]) {
    var text = String.UnicodeScalarView()
    var mentions: [Mention] = []
    var rest = Substring(marked)
    while let open = rest.range(of: "[[") {
      text += rest[..<open.lowerBound].unicodeScalars
      guard let close = rest.range(of: "]]", range: open.upperBound..<rest.endIndex),
        let bar = rest.range(of: "|", range: open.upperBound..<close.lowerBound)
      else { throw Problem(message: "\(id): a mark that does not end") }
      var head = String(rest[open.upperBound..<bar.lowerBound])
      var value: String?
      if let equals = head.range(of: " =") {
        value = String(head[equals.upperBound...])
        head.removeSubrange(equals.lowerBound...)
      }
      let words = head.split(separator: " ").map(String.init)
      guard let type = words.first, words.count <= 2 else { throw Problem(message: "\(id): mark \(head)") }
      let inside = String(rest[bar.upperBound..<close.lowerBound])
      mentions.append(
        Mention(type: type, id: words.dropFirst().first, value: value, start: text.count, text: inside))
      text += inside.unicodeScalars
      rest = rest[close.upperBound...]
    }
    text += rest.unicodeScalars
    return (String(text), mentions)
  }

  /// The annotation in brat standoff.
  var brat: String {
    var lines: [String] = []
    var names: [String: String] = [:]
    for (number, mention) in zip(1..., mentions) {
      if let id = mention.id { names[id] = "T\(number)" }
      let covered = mention.text.replacingOccurrences(of: "\n", with: " ")
      lines.append("T\(number)\t\(mention.type) \(mention.start) \(mention.end)\t\(covered)")
      if let value = mention.value { lines.append("#\(number)\tValue T\(number)\t\(value)") }
    }
    for (number, relation) in zip(1..., relations) {
      lines.append("R\(number)\t\(relation[0]) Arg1:\(names[relation[1]]!) Arg2:\(names[relation[2]]!)")
    }
    return lines.map { $0 + "\n" }.joined()
  }
}

/// The challenge set of the repository.
struct ChallengeSet {
  /// The texts by area, in the order of the files.
  var areas: [(name: String, texts: [ChallengeText])]

  var texts: [ChallengeText] { areas.flatMap(\.texts) }

  static func read() throws -> ChallengeSet {
    let folder = CorpusTests.folder.appendingPathComponent("challenge")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    return ChallengeSet(
      areas: try files.filter { $0.hasSuffix(".tsv") }.map { file in
        let lines = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
          .split(separator: "\n").map(String.init)
        guard lines.first == ChallengeText.columns.joined(separator: "\t") else {
          throw ChallengeText.Problem(message: "\(file): other columns")
        }
        return (String(file.dropLast(4)), try lines.dropFirst().map { try ChallengeText(row: $0) })
      })
  }

  /// Writes brat documents into one folder for each focus: scores on it must count that type or relation only.
  func write(to folder: URL) throws {
    for (focus, texts) in Dictionary(
      grouping: areas.flatMap { area in area.texts.map { (area.name, $0) } }, by: \.1.focus)
    {
      let target = folder.appendingPathComponent(focus)
      try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
      var table = "id\tdate\tgenre\tphenomenon\n"
      for (area, text) in texts {
        try Data((text.text + "\n").utf8).write(to: target.appendingPathComponent(text.id + ".txt"))
        try Data(text.brat.utf8).write(to: target.appendingPathComponent(text.id + ".ann"))
        table += "\(text.id)\t\t\(area)\t\(text.phenomenon)\n"
      }
      try Data(table.utf8).write(to: target.appendingPathComponent("documents.tsv"))
    }
  }
}
