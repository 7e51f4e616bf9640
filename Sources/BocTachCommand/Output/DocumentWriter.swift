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

  func append(_ result: ExtractedDocument, to out: inout [UInt8], position: Position) {
    switch format {
    case .text:
      if position == .later { out.append(UInt8(ascii: "\n")) }
      var report = TextReport(language: language, color: color)
      report.add(result, isOnly: position == .only)
      out.append(contentsOf: report.text.utf8)
    case .json:
      if position != .only { out.append(contentsOf: (position == .first ? "[\n" : ",\n").utf8) }
      out.append(contentsOf: JSONWriter.bytes(json(result), .indented))
      if position == .only { out.append(UInt8(ascii: "\n")) }
    case .jsonl:
      out.append(contentsOf: JSONWriter.bytes(json(result), .compact))
      out.append(UInt8(ascii: "\n"))
    case .csv: preconditionFailure("tables are written by TableCollection, over all documents")
    case .brat:
      out.append(contentsOf: BratWriter.annotation(AnnotatedDocument(result.document, id: result.id)).utf8)
    }
  }

  /// What stands behind several documents.
  func appendEnd(documentCount: Int, to out: inout [UInt8]) {
    if format == .json { out.append(contentsOf: (documentCount == 0 ? "[]\n" : "\n]\n").utf8) }
  }

  private func json(_ result: ExtractedDocument) -> JSONValue {
    result.document.json(id: result.id, path: result.path, warnings: result.warnings)
  }
}
