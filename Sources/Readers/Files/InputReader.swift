import TextModel
package import Tokenization

/// Reads an input of any format, one document at a time.
package struct InputReader: IteratorProtocol, Sendable {
  /// What is known of an input before it is read.
  package struct Options: Sendable {
    /// Nil: told from the name, else from the contents.
    package var format: InputFormat?
    package var encoding: Decoder.Choice
    package var fields: RowFields

    package init(
      format: InputFormat? = nil, encoding: Decoder.Choice = .auto, fields: RowFields = RowFields()
    ) {
      self.format = format
      self.encoding = encoding
      self.fields = fields
    }
  }

  /// The largest input, packed or not: offsets are 32 bits wide.
  package static let sizeLimit = Int(Int32.max)

  package let format: InputFormat
  private var state: State

  private enum State: Sendable {
    case one(InputItem)
    case lines(JSONLinesReader)
    case table(CSVRowReader)
    case over
  }

  /// Unpacks gzip and finds out the format. O(n).
  ///
  /// - Parameter name: the file's name, whose ending may tell the format; nil for standard input.
  /// - Throws: an `InputProblem` for gzip that cannot be unpacked, and for inputs that are too large.
  package init(_ bytes: [UInt8], name: String?, options: Options = Options()) throws(InputProblem) {
    var bytes = bytes
    if Gzip.isGzip(bytes) {
      do {
        bytes = try Gzip.unpack(bytes)
      } catch {
        throw InputProblem(error.description)
      }
    }
    guard bytes.count <= Self.sizeLimit else { throw InputProblem("larger than 2 GB; split it") }
    format =
      options.format ?? name.flatMap { InputFormat(fileName: $0) }
      ?? InputFormat(contents: bytes, fields: options.fields)
    switch format {
    case .text:
      let text = Decoder.decode(bytes, encoding: options.encoding)
      state = .one(Self.item(SourceDocument(text: text), byteCount: bytes.count))
    case .html:
      let page = HTMLReader.read(bytes, encoding: options.encoding)
      var document = SourceDocument(text: page.text)
      document.date = page.date.map { SourceDocument.StatedDate(notation: $0, source: .metadata) }
      if page.lostBytes > 0 {
        document.notes.append("\(page.lostBytes) bytes of text could not be placed and are left out")
      }
      state = .one(Self.item(document, byteCount: bytes.count))
    case .jsonl:
      state = .lines(
        JSONLinesReader(Decoder.decode(bytes, encoding: options.encoding), fields: options.fields))
    case .csv:
      state = .table(CSVRowReader(Decoder.decode(bytes, encoding: options.encoding), fields: options.fields))
    }
  }

  /// What is wrong with the bytes of an input with rows; that of a single document is in its text.
  package var warnings: [DecodingWarning] {
    switch state {
    case .lines(let reader): reader.warnings
    case .table(let reader): reader.warnings
    case .one, .over: []
    }
  }

  /// The encoding of an input with rows.
  package var encoding: Encoding {
    switch state {
    case .lines(let reader): reader.encoding
    case .table(let reader): reader.encoding
    case .one, .over: .utf8
    }
  }

  package mutating func next() -> InputItem? {
    switch state {
    case .one(let item):
      state = .over
      return item
    case .lines(var reader):
      state = .over
      let item = reader.next()
      state = .lines(reader)
      return item
    case .table(var reader):
      state = .over
      let item = reader.next()
      state = .table(reader)
      return item
    case .over: return nil
    }
  }

  private static func item(_ document: SourceDocument, byteCount: Int) -> InputItem {
    if let problem = BinaryInput.problem(document.text.warnings, byteCount: byteCount) {
      return .problem(InputProblem("not text (\(problem))"))
    }
    return .document(document)
  }
}

/// Tells text from what is no text at all.
package enum BinaryInput {
  /// Why a source is no text; nil when it is. NULs in more than one byte of a thousand, or bad sequences in more than
  /// three of ten.
  package static func problem(_ warnings: [DecodingWarning], byteCount: Int) -> String? {
    for warning in warnings {
      switch warning.problem {
      case .nul where warning.count * 1000 > byteCount:
        return "\(warning.count) NUL bytes, the first at byte \(warning.firstOffset)"
      case .illFormed where warning.count * 10 > byteCount * 3:
        return "\(warning.count) bytes that are no UTF-8, the first at byte \(warning.firstOffset)"
      default: continue
      }
    }
    return nil
  }
}
