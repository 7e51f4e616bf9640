import TextModel
package import Tokenization

/// Reads tables of comma-separated values (RFC 4180) with a header row: each row a document.
///
///     id,date,text
///     a1,2022-09-15,"Ông ""Lê A"", Chủ tịch"
///
/// Fields may stand between commas, semicolons (as spreadsheets of many locales write them) or tabs, whichever the
/// header has most of. A quoted field may hold line breaks. The text's map leads into the field: a doubled quotation mark
/// stands for one.
package struct CSVRowReader: Sendable {
  private let source: DecodedText
  private let fields: RowFields
  private var position = 0
  private var line = 1
  private var columns: Columns?
  private var separator = UInt8(ascii: ",")
  private var isOver = false

  private struct Columns: Sendable {
    var count: Int
    var text: Int
    var date: Int?
    var id: Int?
  }

  /// A field: its inside, and whether quotation marks are doubled in it.
  private struct Field {
    var range: Range<Int>
    var isQuoted: Bool
  }

  private struct Record {
    var line: Int
    var fields: [Field] = []
    var problem: String?
  }

  package init(_ source: DecodedText, fields: RowFields) {
    self.source = source
    self.fields = fields
  }

  package var warnings: [DecodingWarning] { source.warnings }
  package var encoding: Encoding { source.encoding }

  /// The next row. O(its length).
  package mutating func next() -> InputItem? {
    while !isOver {
      guard columns != nil else {
        if let problem = readHeader() {
          isOver = true
          return .problem(problem)
        }
        continue
      }
      guard let record = nextRecord() else {
        isOver = true
        return nil
      }
      if record.fields.count == 1, !record.fields[0].isQuoted, record.fields[0].range.isEmpty { continue }
      return row(record)
    }
    return nil
  }

  // MARK: Records

  private mutating func readHeader() -> InputProblem? {
    let start = source.text[...]
    let header = start[..<(start.firstIndex { $0 == 10 || $0 == 13 } ?? start.endIndex)]
    for candidate in [UInt8(ascii: ";"), 9]
    where header.count(where: { $0 == candidate }) > header.count(where: { $0 == separator }) {
      separator = candidate
    }
    guard let record = nextRecord() else { return InputProblem(line: 1, "no header row") }
    if let problem = record.problem { return InputProblem(line: 1, problem) }
    let names = record.fields.map { trimmed(string($0)) }
    guard let text = names.firstIndex(of: fields.text) else {
      return InputProblem(
        line: 1,
        "no column ‘\(fields.text)’; there are \(names.prefix(20).map { "‘\($0)’" }.joined(separator: ", "))")
    }
    for (name, isWanted) in [(fields.date, fields.wantsDate), (fields.id, fields.wantsID)]
    where isWanted && !names.contains(name) {
      return InputProblem(line: 1, "no column ‘\(name)’")
    }
    columns = Columns(
      count: names.count, text: text, date: names.firstIndex(of: fields.date),
      id: names.firstIndex(of: fields.id))
    return nil
  }

  private func trimmed(_ name: String) -> String {
    var name = name[...]
    while name.first?.isWhitespace == true { name.removeFirst() }
    while name.last?.isWhitespace == true { name.removeLast() }
    return String(name)
  }

  /// Reads up to the end of a record; nil at the end of the table.
  private mutating func nextRecord() -> Record? {
    let bytes = source.text
    guard position < bytes.count else { return nil }
    var record = Record(line: line)
    while true {
      record.fields.append(nextField(bytes, &record.problem))
      guard position < bytes.count else { return record }
      let byte = bytes[position]
      position += 1
      if byte == separator { continue }
      if byte == 13, position < bytes.count, bytes[position] == 10 { position += 1 }
      line += 1
      return record
    }
  }

  /// Reads a field, up to the separator or line break behind it.
  private mutating func nextField(_ bytes: [UInt8], _ problem: inout String?) -> Field {
    let quote = UInt8(ascii: "\"")
    guard position < bytes.count, bytes[position] == quote else {
      let start = position
      skipToEnd(of: bytes)
      return Field(range: start..<position, isQuoted: false)
    }
    position += 1
    let start = position
    while position < bytes.count {
      if bytes[position] == quote {
        if position + 1 < bytes.count, bytes[position + 1] == quote {
          position += 1
        } else {
          break
        }
      } else if bytes[position] == 10 {
        line += 1
      } else if bytes[position] == 13, position + 1 == bytes.count || bytes[position + 1] != 10 {
        line += 1
      }
      position += 1
    }
    let field = Field(range: start..<min(position, bytes.count), isQuoted: true)
    guard position < bytes.count else {
      problem = "a quoted field has no end"
      return field
    }
    position += 1
    let end = position
    skipToEnd(of: bytes)
    if position > end { problem = "text behind the end of a quoted field" }
    return field
  }

  private mutating func skipToEnd(of bytes: [UInt8]) {
    while position < bytes.count, bytes[position] != separator, bytes[position] != 10, bytes[position] != 13 {
      position += 1
    }
  }

  // MARK: Rows

  private func row(_ record: Record) -> InputItem {
    guard let columns else { preconditionFailure("the header is read first") }
    if let problem = record.problem { return .problem(InputProblem(line: record.line, problem)) }
    guard record.fields.count == columns.count else {
      return .problem(
        InputProblem(line: record.line, "\(record.fields.count) fields for \(columns.count) columns"))
    }
    var builder = MappedTextBuilder()
    write(record.fields[columns.text], into: &builder)
    var document = RowDocument.make(builder, of: source, line: record.line)
    if let date = columns.date { document.setDate(string(record.fields[date]), field: fields.date) }
    if let id = columns.id { document.setID(string(record.fields[id])) }
    return .document(document)
  }

  private func string(_ field: Field) -> String {
    var builder = MappedTextBuilder()
    write(field, into: &builder)
    return String(decoding: builder.text, as: UTF8.self)
  }

  private func write(_ field: Field, into builder: inout MappedTextBuilder) {
    let bytes = source.text
    var copied = field.range.lowerBound
    if field.isQuoted {
      var index = copied
      while index + 1 < field.range.upperBound {
        if bytes[index] == UInt8(ascii: "\"") {
          // Two stand for one: the first is kept.
          builder.copy(copied..<index, of: bytes)
          builder.replace(index..<index + 2, with: [UInt8(ascii: "\"")])
          copied = index + 2
          index += 1
        }
        index += 1
      }
    }
    builder.copy(copied..<field.range.upperBound, of: bytes)
  }
}
