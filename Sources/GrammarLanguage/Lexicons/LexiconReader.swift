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
  private(set) var entries = LexiconRows()
  private(set) var diagnostics: [Diagnostic] = []
  private var counts: [Diagnostic.Severity: Int] = [:]
  private let path: String
  /// Whether no column restricts its cells.
  private var takesAnyText = true
  /// Two offsets for each row; those behind the file's bytes are in `mended`.
  private var lines: [UInt32] = []
  /// Where the rows stand in the file; empty as long as that is where `lines` says.
  private var places: [UInt32] = []
  /// Rows whose text is not as the file has it, one behind the other.
  private var mended: [UInt8] = []
  private var numbers: RowNumbers
  /// Whether some bytes of the file are no UTF-8.
  private var isBadlyEncoded = false

  /// Reads a whole file. O(n); a row that needs no mending is looked at, and not copied.
  init(path: String, bytes source: [UInt8]) {
    self.path = path
    numbers = RowNumbers(minimumCapacity: source.count / 24)
    guard source.count <= GrammarLimits.lexiconFileSize else {
      let kind = DiagnosticKind.fileTooLarge(bytes: source.count, limit: GrammarLimits.lexiconFileSize)
      report(kind, 0..<0)
      return
    }
    if let problem = UTF8Check.unreadable(source) {
      report(problem, 0..<0)
      return
    }
    let bytes = UTF8Check.repaired(source, path: path, diagnostics: &diagnostics)
    isBadlyEncoded = !diagnostics.isEmpty
    read(bytes)
    numbers = RowNumbers(minimumCapacity: 0)
    entries = LexiconRows(
      text: mended.isEmpty ? bytes : bytes + mended, lines: lines, places: places, file: path,
      columnCount: columns.count)!
    (lines, places, mended) = ([], [], [])
  }

  private mutating func read(_ bytes: [UInt8]) {
    let span = bytes.span
    var lineStart = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var hasHeader = false
    while lineStart < span.count {
      let line = LexiconLine(span, from: lineStart)
      defer { lineStart = line.next }
      if line.range.isEmpty || span[lineStart] == UInt8(ascii: "#") { continue }
      if !hasHeader {
        hasHeader = true
        guard readHeader(line.range, bytes) else { return }
        takesAnyText = columns.allSatisfy { $0.kind == .text }
      } else if line.isPlain, takesAnyText, line.tabs <= columns.count, span[lineStart] != LexiconRows.tab {
        add(line.range, at: line.range, span)
      } else {
        readRow(line.range, bytes)
      }
    }
    if !hasHeader { report(.missingPhraseColumn(found: ""), 0..<0) }
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
      if name == "phrase" {
        report(.duplicateName(.column, name), range, related: span(cells[0]))
      } else if let earlier = columns.first(where: { $0.name == name }) {
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
      if !isBadlyEncoded { report(.emptyPhraseCell, line) }
      return
    }
    noteQuotes(phrase, ranges[0])
    var values: [String] = []
    values.reserveCapacity(columns.count)
    for (column, index) in zip(columns, 1...) {
      var value = index < ranges.count ? cell(ranges[index], bytes) : ""
      if !value.isEmpty, !Self.isValue(value, of: column.kind) {
        report(.mistypedCell(value, column: column.name, kind: column.kind), ranges[index])
      } else if column.kind == .number, let canonical = ExactDecimal(value)?.description, canonical != value {
        // Tests compare the text.
        report(.nonCanonicalCell(value, fixed: canonical), ranges[index])
        value = canonical
      } else if column.kind == .text, index < ranges.count {
        noteQuotes(value, ranges[index])
      }
      values.append(value)
    }
    let text = Array(([phrase] + values).joined(separator: "\t").utf8)
    if bytes[line.lowerBound..<LexiconLine.end(of: line, bytes.span)].elementsEqual(
      text[..<LexiconLine.end(of: text.indices, text.span)])
    {
      add(line, at: line, bytes.span)
      return
    }
    let start = bytes.count + mended.count
    mended += text
    if !add(start..<(start + text.count), at: line, bytes.span) { mended.removeLast(text.count) }
  }

  /// Adds a row unless the file had the same before, which is reported.
  ///
  /// - Parameters:
  ///   - text: where it is in the file's bytes and the mended rows behind them.
  ///   - line: where it stands in the file.
  @discardableResult
  private mutating func add(_ text: Range<Int>, at line: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
    let offset = bytes.count
    let isMended = text.lowerBound >= offset
    let hash =
      isMended
      ? LexiconLine.hash((text.lowerBound - offset)..<(text.upperBound - offset), mended.span)
      : LexiconLine.hash(text, bytes)
    var known: Int?
    var slot = numbers.firstSlot(of: hash)
    while known == nil, let other = numbers.next(of: hash, at: &slot) {
      if equals(text, Int(lines[2 * other])..<Int(lines[2 * other + 1]), bytes) { known = other }
    }
    if let known {
      let first = places.isEmpty ? lines : places
      let end = cellEnd(text, bytes)
      let phrase = (text.lowerBound..<end).map { byte($0, bytes) }
      report(
        .duplicateRow(phrase: String(decoding: phrase, as: UTF8.self)), phraseRange(line, bytes),
        related: span(Int(first[2 * known])..<Int(first[2 * known + 1])))
      return false
    }
    // A word and a space are two bytes at least.
    if line.count > 2 * GrammarLimits.matchLength {
      let phrase = text.lowerBound..<cellEnd(text, bytes)
      let words = 1 + phrase.count { byte($0, bytes) == UInt8(ascii: " ") }
      if words > GrammarLimits.matchLength {
        report(.phraseTooLong(words: words, limit: GrammarLimits.matchLength), phraseRange(line, bytes))
      }
    }
    numbers.insert(lines.count / 2, hash: hash)
    if isMended, places.isEmpty { places = lines }
    lines.append(UInt32(text.lowerBound))
    lines.append(UInt32(text.upperBound))
    if !places.isEmpty || isMended {
      places.append(UInt32(line.lowerBound))
      places.append(UInt32(line.upperBound))
    }
    return true
  }

  private func byte(_ position: Int, _ bytes: Span<UInt8>) -> UInt8 {
    position < bytes.count ? bytes[position] : mended[position - bytes.count]
  }

  /// Where a row's phrase ends.
  private func cellEnd(_ text: Range<Int>, _ bytes: Span<UInt8>) -> Int {
    text.first { byte($0, bytes) == LexiconRows.tab } ?? text.upperBound
  }

  private func phraseRange(_ line: Range<Int>, _ bytes: Span<UInt8>) -> Range<Int> {
    line.lowerBound..<cellEnd(line, bytes)
  }

  /// Whether two rows have the same phrase and cells.
  private func equals(_ a: Range<Int>, _ b: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
    var (ends, starts) = ((a.upperBound, b.upperBound), (a.lowerBound, b.lowerBound))
    while ends.0 > starts.0, byte(ends.0 - 1, bytes) == LexiconRows.tab { ends.0 -= 1 }
    while ends.1 > starts.1, byte(ends.1 - 1, bytes) == LexiconRows.tab { ends.1 -= 1 }
    guard ends.0 - starts.0 == ends.1 - starts.1 else { return false }
    while starts.0 < ends.0 {
      if byte(starts.0, bytes) != byte(starts.1, bytes) { return false }
      starts.0 += 1
      starts.1 += 1
    }
    return true
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
      // Spaces stand for bytes that are no UTF-8.
      if !isBadlyEncoded { report(.strayWhiteSpace(fixed: CanonicalComposition.composed(text)), range) }
    }
    if !CanonicalComposition.isComposed(bytes[range]) {
      let fixed = CanonicalComposition.composed(text)
      report(.notComposed(fixed: fixed), range)
      text = fixed
    }
    return text
  }

  /// Quotes around a cell, as programs for tables write them.
  private mutating func noteQuotes(_ text: String, _ range: Range<Int>) {
    guard text.utf8.count > 2, text.utf8.first == UInt8(ascii: "\""), text.utf8.last == UInt8(ascii: "\"")
    else { return }
    let inner = String(text.dropFirst().dropLast())
    if inner.replacing("\"\"", with: "").utf8.contains(UInt8(ascii: "\"")) { return }
    report(.quotedCell(fixed: inner.replacing("\"\"", with: "\"")), range)
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
