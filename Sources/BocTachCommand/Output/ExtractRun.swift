import ArgumentParser
import BocTach
import Formats
import Tokenization

/// One run of `extract`: reads, extracts and writes document by document, remembers what failed, and goes on.
struct ExtractRun {
  let extractor: Extractor
  let format: OutputFormat
  let language: Language
  /// Types to keep; nil keeps all.
  let selection: Set<String>?
  let destination: OutputDestination
  /// Whether the input is one document: its JSON is one object.
  let isSingle: Bool
  let defaultDate: String?

  /// What goes to standard output or into one file.
  private var collected: [UInt8] = []
  private var documentCount = 0
  private var tables: TableCollection
  private var documentTables: [String: DocumentsTable?] = [:]
  private var status: ExitStatus?

  init(
    extractor: Extractor, format: OutputFormat, language: Language, selection: Set<String>?,
    destination: OutputDestination, isSingle: Bool, defaultDate: String?, table: RecordTable?
  ) {
    self.extractor = extractor
    self.format = format
    self.language = language
    self.selection = selection
    self.destination = destination
    self.isSingle = isSingle
    self.defaultDate = defaultDate
    tables = TableCollection(only: table)
  }

  /// Names failures on standard error; the first decides the exit code.
  mutating func report(_ failures: [InputFailure]) {
    for failure in failures {
      Console.say("boctach: \(failure.message)")
      status = status ?? failure.status
    }
  }

  private mutating func fail(_ message: String, _ failure: ExitStatus) {
    report([InputFailure(message: message, status: failure)])
  }

  mutating func process(_ file: InputFile) {
    let bytes: [UInt8]
    do {
      bytes = file.path == "-" ? try FileSystem.readStandardInput() : try FileSystem.read(file.path)
    } catch {
      fail("\(file.path): \(error.reason)", error.isAboutAccess ? .noInput : .ioError)
      return
    }
    let decoded = Decoder.decode(bytes)
    if let problem = BinaryInput.problem(decoded, byteCount: bytes.count) {
      fail("\(file.path): not text (\(problem))", .badData)
      return
    }
    let warnings = decoded.warnings.map(\.sentence)
    for warning in warnings { Console.say("boctach: \(file.path): warning: \(warning)") }
    let reference =
      publication(of: file).flatMap { ReferenceContext(publicationDate: $0) } ?? ReferenceContext()
    var document = extractor.extract(decoded, reference: reference)
    if let selection { document.keep(selection) }
    let result = ExtractedDocument(
      id: file.id, path: file.relativePath, document: document, text: decoded.text, warnings: warnings)
    write(result, for: file)
  }

  /// The publication date that `documents.tsv` or `--date` states.
  private mutating func publication(of file: InputFile) -> String? {
    guard file.path != "-" else { return defaultDate }
    let folder = FilePaths.directory(of: file.path)
    let path = FilePaths.join(folder, "documents.tsv")
    if documentTables[path] == nil {
      documentTables[path] = .some(nil)
      if FileSystem.kind(of: path) == .file {
        do {
          let reading = DocumentsTable.read(try FileSystem.read(path), file: path)
          for problem in reading.problems { Console.say("boctach: \(problem)") }
          documentTables[path] = reading.value
        } catch {
          Console.say("boctach: \(path): \(error.reason)")
        }
      }
    }
    if let stated = (documentTables[path] ?? nil)?.date(of: file.id) {
      if ReferenceContext(publicationDate: stated) != nil { return stated }
      Console.say("boctach: \(path): \(file.id): '\(stated)' is not a day of the form YYYY-MM-DD")
    }
    return defaultDate
  }

  private mutating func write(_ result: ExtractedDocument, for file: InputFile) {
    if format == .csv {
      tables.add(result)
      return
    }
    var bytes: [UInt8] = []
    let writer = DocumentWriter(format: format, language: language, color: colors, extractor: extractor)
    switch destination {
    case .folder(let folder, let replacing):
      writer.append(result, to: &bytes, position: .only)
      let path =
        FilePaths.join(folder, FilePaths.withoutExtension(file.relativePath)) + "." + format.fileExtension
      do {
        try FileSystem.makeDirectory(FilePaths.directory(of: path))
        try FileSystem.write(bytes, to: path, replacing: replacing)
      } catch {
        fail(OutputFailure(error).message, OutputFailure(error).status)
      }
    case .file:
      writer.append(result, to: &collected, position: isSingle ? .only : documentCount == 0 ? .first : .later)
    case .standardOutput:
      writer.append(result, to: &bytes, position: isSingle ? .only : documentCount == 0 ? .first : .later)
      do {
        try Console.write(bytes)
      } catch {
        fail("standard output: \(error.reason)", .ioError)
      }
    }
    documentCount += 1
  }

  private mutating func writeTables(to folder: String, replacing: Bool) {
    for (name, bytes) in tables.files {
      do {
        try FileSystem.makeDirectory(folder)
        try FileSystem.write(bytes, to: FilePaths.join(folder, name), replacing: replacing)
      } catch {
        fail(OutputFailure(error).message, OutputFailure(error).status)
      }
    }
  }

  private var colors: Bool {
    if case .standardOutput = destination { return Console.wantsColor }
    return false
  }

  /// Ends the output and the run.
  mutating func finish() throws {
    var end: [UInt8] = []
    let writer = DocumentWriter(format: format, language: language, color: colors, extractor: extractor)
    if !isSingle, format != .csv { writer.appendEnd(documentCount: documentCount, to: &end) }
    if format == .csv { end = tables.stream }
    switch destination {
    case .folder(let folder, let replacing):
      if format == .csv { writeTables(to: folder, replacing: replacing) }
    case .standardOutput:
      do {
        try Console.write(end)
      } catch {
        fail("standard output: \(error.reason)", .ioError)
      }
    case .file(let path, let replacing):
      do {
        try FileSystem.write(collected + end, to: path, replacing: replacing)
      } catch {
        fail(OutputFailure(error).message, OutputFailure(error).status)
      }
    }
    if let status { throw status.code }
  }
}

/// A document on its way to a writer.
struct ExtractedDocument {
  var id: String
  var path: String
  var document: Document
  /// The decoded text.
  var text: [UInt8]
  var warnings: [String]
}

/// Tells text from what is no text at all.
enum BinaryInput {
  /// Why a source is no text; nil when it is. NULs in more than one byte of a thousand, or bad UTF-8 in more than
  /// three of ten.
  static func problem(_ decoded: Tokenization.DecodedText, byteCount: Int) -> String? {
    for warning in decoded.warnings {
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

extension DecodingWarning {
  /// The warning as one clause, with the place of the first occurrence.
  var sentence: String {
    switch problem {
    case .illFormed:
      "\(count) invalid UTF-8 sequence\(count == 1 ? "" : "s") replaced, the first at byte \(firstOffset)"
    case .nul: "\(count) NUL byte\(count == 1 ? "" : "s"), the first at byte \(firstOffset)"
    }
  }
}
