package import TextModel

/// Diagnostics as text for people and as JSON for editors.
///
///     early/a.grammar:3:15: error: there is no lexicon `kind` [unknown-lexicon]
///         rule a -> T = @kind
///                        ^~~~
///         did you mean `kinds`?
///     early/a.grammar:1:9: note: …
///         lexicon kinds from "kinds.tsv"
///                 ^~~~~
package struct DiagnosticRenderer {
  private let sources: GrammarSourceSet
  private var tables: [String: LineTable] = [:]
  /// Characters of a source line that are shown; longer lines are cut around the caret.
  private static let lineWidth = 120

  package init(sources: GrammarSourceSet) { self.sources = sources }

  private mutating func table(_ file: String) -> LineTable {
    if let table = tables[file] { return table }
    let table = LineTable(sources.files[file] ?? [])
    tables[file] = table
    return table
  }

  /// Where a span begins; lines and columns from 1, columns in characters.
  package mutating func location(of span: SourceSpan) -> SourceLocation {
    table(span.file).location(of: span.start, in: span.file)
  }

  // MARK: Text

  /// All diagnostics, each as above, without a blank line between; ends with a line break unless empty.
  package mutating func text(_ diagnostics: [Diagnostic]) -> String {
    var result = ""
    for diagnostic in diagnostics { result += text(diagnostic) }
    return result
  }

  package mutating func text(_ diagnostic: Diagnostic) -> String {
    let kind = diagnostic.kind
    var result = head(diagnostic.span) + ": \(kind.severity.rawValue): \(kind.message) [\(kind.id)]\n"
    if !kind.isOfWholeFile { result += excerpt(diagnostic.span) }
    if let note = kind.note, diagnostic.related == nil { result += "    note: \(note)\n" }
    if let suggestion = kind.suggestion { result += "    \(suggestion)\n" }
    if let related = diagnostic.related {
      result += head(related) + ": note: \(kind.note ?? "see here")\n" + excerpt(related)
    }
    return result
  }

  private mutating func head(_ span: SourceSpan) -> String {
    let place = location(of: span)
    return "\(place.file):\(place.line):\(place.column)"
  }

  /// The source line and a line that marks the span, or nothing where there is no such line.
  private mutating func excerpt(_ span: SourceSpan) -> String {
    guard let bytes = sources.files[span.file], !bytes.isEmpty else { return "" }
    let table = table(span.file)
    let place = table.location(of: span.start, in: span.file)
    let line = table.content(ofLine: place.line - 1)
    var start = line.lowerBound
    if start == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { start = min(3, line.upperBound) }
    let text = Array(String(decoding: bytes[start..<line.upperBound], as: UTF8.self))
    let markStart = min(place.column - 1, text.count)
    let markEnd = min(max(span.end, span.start), line.upperBound)
    let marked = span.start < markEnd ? String(decoding: bytes[span.start..<markEnd], as: UTF8.self).count : 0
    guard !text.isEmpty else { return "" }

    var from = 0
    if text.count > Self.lineWidth {
      from = max(0, min(markStart - Self.lineWidth / 3, text.count - Self.lineWidth))
    }
    let to = min(text.count, from + Self.lineWidth)
    // Tabs stay tabs, so that the mark stands below what it marks.
    let padding = String(text[from..<max(from, min(markStart, to))].map { $0 == "\t" ? "\t" : " " })
    let width = max(1, min(marked, max(0, to - markStart)))
    let mark = "^" + String(repeating: "~", count: width - 1)
    let (left, right) = (from > 0 ? "…" : "", to < text.count ? "…" : "")
    return "    \(left)\(String(text[from..<to]))\(right)\n    \(from > 0 ? " " : "")\(padding)\(mark)\n"
  }

  // MARK: JSON

  /// A JSON array with one diagnostic a line:
  /// `file`, `line`, `column`, `endLine`, `endColumn` (from 1, in characters), `start`, `end` (UTF-8 bytes), `severity`, `id`,
  /// `message`, and where there is one `note` (`message`, perhaps with a place) and `suggestion` (`message`,
  /// `replacement` for the bytes from `start` to `end`).
  package mutating func json(_ diagnostics: [Diagnostic]) -> String {
    var lines: [String] = []
    for diagnostic in diagnostics { lines.append(json(diagnostic)) }
    return lines.isEmpty ? "[]\n" : "[\n" + lines.joined(separator: ",\n") + "\n]\n"
  }

  private mutating func json(_ diagnostic: Diagnostic) -> String {
    let kind = diagnostic.kind
    var fields = place(diagnostic.span)
    fields += [
      ("severity", Self.quoted(kind.severity.rawValue)), ("id", Self.quoted(kind.id)),
      ("message", Self.quoted(kind.message)),
    ]
    if let related = diagnostic.related {
      let message = ("message", Self.quoted(kind.note ?? "see here"))
      fields.append(("note", Self.object([message] + place(related))))
    } else if let note = kind.note {
      fields.append(("note", Self.object([("message", Self.quoted(note))])))
    }
    if let suggestion = kind.suggestion, let replacement = kind.replacement {
      fields.append(
        (
          "suggestion",
          Self.object([("message", Self.quoted(suggestion)), ("replacement", Self.quoted(replacement))])
        ))
    }
    return Self.object(fields)
  }

  private mutating func place(_ span: SourceSpan) -> [(String, String)] {
    let table = table(span.file)
    let start = table.location(of: span.start, in: span.file)
    let end = table.location(of: span.end, in: span.file)
    return [
      ("file", Self.quoted(span.file)), ("line", "\(start.line)"), ("column", "\(start.column)"),
      ("endLine", "\(end.line)"), ("endColumn", "\(end.column)"), ("start", "\(span.start)"),
      ("end", "\(span.end)"),
    ]
  }

  private static func object(_ fields: [(String, String)]) -> String {
    "{" + fields.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
  }

  /// A JSON string (RFC 8259, section 7).
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let hex = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - hex.utf8.count) + hex
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
