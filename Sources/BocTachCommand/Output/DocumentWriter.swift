import BocTach
import Formats

/// Writes documents in one of the output formats.
struct DocumentWriter {
  let format: OutputFormat
  let language: Language
  let color: Bool
  let extractor: Extractor

  /// Where a document stands in what is written together.
  enum Position {
    case only, first, later
  }

  /// Writes a document; `flush` may take away what has been written so far, again and again.
  func append(
    _ result: ExtractedDocument, to out: inout [UInt8], position: Position,
    flush: (inout [UInt8]) -> Void = { _ in }
  ) {
    switch format {
    case .text:
      if position == .later { out.append(UInt8(ascii: "\n")) }
      var report = TextReport(language: language, color: color)
      report.add(result, isOnly: position == .only)
      out.append(contentsOf: report.text.utf8)
    case .json:
      if position != .only { out.append(contentsOf: (position == .first ? "[\n" : ",\n").utf8) }
      appendJSON(result, .indented, to: &out, flush)
      if position == .only { out.append(UInt8(ascii: "\n")) }
    case .jsonl:
      appendJSON(result, .compact, to: &out, flush)
      out.append(UInt8(ascii: "\n"))
    case .csv: preconditionFailure("tables are written by TableCollection, over all documents")
    case .brat:
      for (index, mention) in result.document.mentions.enumerated() {
        let mention = AnnotatedMention(mention, number: index + 1)
        out.append(contentsOf: BratWriter.lines(of: mention, number: index + 1).utf8)
        flush(&out)
      }
      for (index, relation) in result.document.relations.enumerated() {
        out.append(
          contentsOf: BratWriter.line(
            of: relation.name, number: index + 1, from: relation.first + 1, to: relation.second + 1
          ).utf8)
        flush(&out)
      }
    }
  }

  /// What stands behind several documents.
  func appendEnd(documentCount: Int, to out: inout [UInt8]) {
    if format == .json { out.append(contentsOf: (documentCount == 0 ? "[]\n" : "\n]\n").utf8) }
  }

  private func appendJSON(
    _ result: ExtractedDocument, _ layout: JSONWriter.Layout, to out: inout [UInt8],
    _ flush: (inout [UInt8]) -> Void
  ) {
    var stream = JSONStream(layout)
    swap(&stream.bytes, &out)
    stream.write(
      result.document, id: result.id, path: result.path, warnings: result.warnings, flush: flush)
    swap(&stream.bytes, &out)
  }
}
