import TextModel

/// Reads lexicon files.
///
///     phrase<TAB>canonical<TAB>level:number
///     # a comment
///     first phrase<TAB>First<TAB>1
///
/// The first line that is no comment names the columns; a name may have a kind (`text` unless said). Missing
/// last cells are empty. A cell's stray white space and uncomposed letters are mended and reported.
struct LexiconReader {
  struct Column: Hashable, Sendable {
    var name: String
    var kind: ValueKind
    var span: SourceSpan
  }

  private(set) var columns: [Column] = []
  private(set) var entries: [CheckedLexicon.Entry] = []
  private(set) var diagnostics: [Diagnostic] = []
  private var counts: [Diagnostic.Severity: Int] = [:]
  private let path: String
  /// Row hash → the first such row, to find duplicates without keeping each row twice.
  private var seen: [Row: SourceSpan] = [:]

  struct Row: Hashable {
    var phrase: String
    var cells: [String]
  }

  /// Reads a whole file. O(n).
  init(path: String, bytes source: [UInt8]) {
    self.path = path
    guard source.count <= GrammarLimits.lexiconFileSize else {
      let kind = DiagnosticKind.fileTooLarge(bytes: source.count, limit: GrammarLimits.lexiconFileSize)
      report(kind, 0..<0)
      return
    }
    let bytes = UTF8Check.repaired(source, path: path, diagnostics: &diagnostics)
    var lineStart = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var hasHeader = false
    while lineStart < bytes.count {
      let lineEnd = bytes[lineStart...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      var end = lineEnd
      if end > lineStart, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
      let line = lineStart..<end
      lineStart = lineEnd + 1
      if line.isEmpty || bytes[line.lowerBound] == UInt8(ascii: "#") { continue }
      if hasHeader {
        readRow(line, bytes)
      } else {
        hasHeader = true
        guard readHeader(line, bytes) else { return }
      }
    }
    if !hasHeader { report(.missingPhraseColumn(found: ""), 0..<0) }
    seen = [:]
  }

  private mutating func report(_ kind: DiagnosticKind, _ range: Range<Int>, related: SourceSpan? = nil) {
    // Warnings leave room for errors, which must not be lost.
    guard counts[kind.severity, default: 0] < GrammarLimits.diagnostics else { return }
    counts[kind.severity, default: 0] += 1
    diagnostics.append(Diagnostic(kind, at: span(range), related: related))
  }

  private func span(_ range: Range<Int>) -> SourceSpan {
    SourceSpan(file: path, start: range.lowerBound, end: range.upperBound)
  }

  private func cells(_ line: Range<Int>, _ bytes: [UInt8]) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var start = line.lowerBound
    for offset in line where bytes[offset] == UInt8(ascii: "\t") {
      result.append(start..<offset)
      start = offset + 1
    }
    result.append(start..<line.upperBound)
    return result
  }

  private mutating func readHeader(_ line: Range<Int>, _ bytes: [UInt8]) -> Bool {
    let cells = cells(line, bytes)
    let first = cell(cells[0], bytes)
    guard first == "phrase" else {
      report(.missingPhraseColumn(found: first), cells[0])
      return false
    }
    let limit = GrammarLimits.counts[.columns]!
    guard cells.count <= limit + 1 else {
      report(.tooMany(.columns, limit: limit), cells[limit + 1])
      return false
    }
    for range in cells.dropFirst() {
      let parts = cell(range, bytes).split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts[0])
      guard Self.isName(name) else {
        report(.badColumnName(name), range)
        return false
      }
      var kind = ValueKind.text
      if parts.count > 1 {
        if let given = ValueKind(rawValue: String(parts[1])), [.text, .number, .flag].contains(given) {
          kind = given
        } else {
          let nearest = Spelling.nearest(to: String(parts[1]), among: ["text", "number", "flag"])
          let nameLength = name.utf8.count + 1
          report(
            .unknownName(.kind, String(parts[1]), owner: nil, suggestion: nearest),
            (range.lowerBound + nameLength)..<range.upperBound)
        }
      }
      if let earlier = columns.first(where: { $0.name == name }) {
        report(.duplicateName(.column, name), range, related: earlier.span)
      }
      columns.append(Column(name: name, kind: kind, span: span(range)))
    }
    return true
  }

  static func isName(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, first.properties.isAlphabetic else { return false }
    return text.unicodeScalars.allSatisfy {
      $0 == "_" || $0.properties.isAlphabetic || $0.properties.numericType != nil
    }
  }

  private mutating func readRow(_ line: Range<Int>, _ bytes: [UInt8]) {
    let ranges = cells(line, bytes)
    if ranges.count > columns.count + 1 {
      report(.tooManyCells(count: ranges.count, columns: columns.count + 1), ranges[columns.count + 1])
      return
    }
    let phrase = cell(ranges[0], bytes)
    guard !phrase.isEmpty else {
      report(.emptyPhraseCell, line)
      return
    }
    var values: [String] = []
    values.reserveCapacity(columns.count)
    for (column, index) in zip(columns, 1...) {
      let value = index < ranges.count ? cell(ranges[index], bytes) : ""
      if !value.isEmpty, !Self.isValue(value, of: column.kind) {
        report(.mistypedCell(value, column: column.name, kind: column.kind), ranges[index])
      }
      values.append(value)
    }
    let place = span(line)
    if let first = seen.updateValue(place, forKey: Row(phrase: phrase, cells: values)) {
      report(.duplicateRow(phrase: phrase), ranges[0], related: first)
      seen[Row(phrase: phrase, cells: values)] = first
      return
    }
    entries.append(CheckedLexicon.Entry(phrase: phrase, cells: values, span: place))
  }

  static func isValue(_ text: String, of kind: ValueKind) -> Bool {
    switch kind {
    case .number: ExactDecimal(text) != nil
    case .flag: text == "true" || text == "false"
    case .text, .date, .quantity: true
    }
  }

  /// The cell's text, mended.
  private mutating func cell(_ range: Range<Int>, _ bytes: [UInt8]) -> String {
    guard !range.isEmpty else { return "" }
    var text = String(decoding: bytes[range], as: UTF8.self)
    if Self.hasStraySpace(bytes[range]) {
      text = Self.collapsed(text)
      report(.strayWhiteSpace(fixed: CanonicalComposition.composed(text)), range)
    }
    if !CanonicalComposition.isComposed(bytes[range]) {
      let fixed = CanonicalComposition.composed(text)
      report(.notComposed(fixed: fixed), range)
      text = fixed
    }
    return text
  }

  /// White space at an end, twice in a row, or other than U+0020.
  static func hasStraySpace(_ bytes: ArraySlice<UInt8>) -> Bool {
    var previous = UInt8(ascii: " ")
    var needsLook = false
    for byte in bytes {
      if byte == UInt8(ascii: " "), previous == UInt8(ascii: " ") { return true }
      if byte == 0xC2 || byte == 0xE2 || byte == 0xE3 || byte < 0x20 { needsLook = true }
      previous = byte
    }
    if previous == UInt8(ascii: " ") { return true }
    guard needsLook else { return false }
    let text = String(decoding: bytes, as: UTF8.self)
    return text.unicodeScalars.contains { $0.properties.isWhitespace && $0 != " " }
  }

  static func collapsed(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
