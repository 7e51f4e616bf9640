/// Comma-separated values as RFC 4180 has them: lines end with CRLF, a field is quoted where it must be.
package enum CSVWriter {
  /// One record with its line end.
  package static func line(_ fields: [String]) -> String {
    var out: [UInt8] = []
    append(fields, to: &out)
    return String(decoding: out, as: UTF8.self)
  }

  /// Appends one record with its line end. A record of one empty field is written as `""`, so that it does not
  /// look like no record.
  package static func append(_ fields: [String], to out: inout [UInt8]) {
    for (index, field) in fields.enumerated() {
      if index > 0 { out.append(UInt8(ascii: ",")) }
      let mustQuote =
        field.utf8.contains { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") || $0 == 10 || $0 == 13 }
        || (fields.count == 1 && field.isEmpty)
      guard mustQuote else {
        out += field.utf8
        continue
      }
      out.append(UInt8(ascii: "\""))
      for byte in field.utf8 {
        if byte == UInt8(ascii: "\"") { out.append(byte) }
        out.append(byte)
      }
      out.append(UInt8(ascii: "\""))
    }
    out += [13, 10]
  }
}

/// Reads RFC 4180; a lone LF or CR ends a record too. A quote inside an unquoted field is a problem and is kept.
package enum CSVReader {
  /// One record and the line on which it starts, from 1.
  package struct Record: Hashable, Sendable {
    package var line: Int
    package var fields: [String]
  }

  package static func read(_ bytes: [UInt8], file: String) -> Reading<[Record]> {
    let decoded = DecodedText(bytes)
    var problems: [FormatProblem] = []
    if decoded.wasRepaired { problems.append(FormatProblem(file: file, "not valid UTF-8")) }
    let quote = UInt8(ascii: "\"")
    let input = Array(decoded.text.utf8)
    var records: [Record] = []
    var line = 1
    var i = 0
    while i < input.count {
      var record = Record(line: line, fields: [])
      var isOpen = true
      while isOpen {
        var field: [UInt8] = []
        if i < input.count, input[i] == quote {
          i += 1
          var isClosed = false
          while i < input.count, !isClosed {
            if input[i] == quote {
              if i + 1 < input.count, input[i + 1] == quote {
                field.append(quote)
                i += 2
              } else {
                isClosed = true
                i += 1
              }
            } else {
              if input[i] == 10 || (input[i] == 13 && !(i + 1 < input.count && input[i + 1] == 10)) {
                line += 1
              }
              field.append(input[i])
              i += 1
            }
          }
          if !isClosed {
            problems.append(FormatProblem(file: file, line: record.line, "a quoted field has no end"))
          }
          if i < input.count, ![UInt8(ascii: ","), 10, 13].contains(input[i]) {
            problems.append(FormatProblem(file: file, line: line, "text after the end of a quoted field"))
          }
        }
        while i < input.count, ![UInt8(ascii: ","), 10, 13].contains(input[i]) {
          if input[i] == quote {
            problems.append(FormatProblem(file: file, line: line, "a quote inside an unquoted field"))
          }
          field.append(input[i])
          i += 1
        }
        record.fields.append(String(decoding: field, as: UTF8.self))
        if i < input.count, input[i] == UInt8(ascii: ",") {
          i += 1
        } else {
          isOpen = false
        }
      }
      if i < input.count {
        if input[i] == 13, i + 1 < input.count, input[i + 1] == 10 { i += 1 }
        i += 1
        line += 1
      }
      records.append(record)
    }
    return Reading(records, problems: problems)
  }
}
