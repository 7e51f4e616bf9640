import TextModel
import Tokenization

/// Makes documents of rows.
enum RowDocument {
  /// A document whose text was built from the decoded source.
  static func make(
    _ builder: consuming MappedTextBuilder, of source: DecodedText, line: Int
  ) -> SourceDocument {
    let (text, map) = builder.finish(sourceLength: source.text.count)
    // The source counts its bad bytes as a whole; a row says that it has some.
    let isRepaired =
      source.warnings.contains { $0.problem == .illFormed }
      && text.indices.contains { text[$0...].starts(with: [0xEF, 0xBF, 0xBD]) }
    return SourceDocument(
      text: DecodedText(
        text: text, encoding: source.encoding, map: map.composed(with: source.map).flattened, warnings: []),
      line: line, notes: isRepaired ? ["bytes that are not of \(source.encoding.rawValue) were replaced"] : []
    )
  }
}

extension SourceDocument {
  /// Takes the date of a field; what is there and no date is noted.
  mutating func setDate(_ value: String, field: String) {
    if value.utf8.allSatisfy({ $0 <= 0x20 }) { return }
    if let notation = Readers.StatedDate.notation(of: value) {
      date = StatedDate(notation: notation, source: .field)
    } else {
      notes.append("‘\(value.prefix(40))’ in the field ‘\(field)’ is no date")
    }
  }

  /// Takes the name of a field, unless it is empty.
  mutating func setID(_ value: String) {
    if !value.utf8.allSatisfy({ $0 <= 0x20 }) { id = value }
  }
}
