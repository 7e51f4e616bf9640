import ArgumentParser
import BocTach
import Extraction
import Formats
import GrammarEngine
import Readers
import Tokenization

/// One run of `extract`: reads, extracts and writes document by document, remembers what failed, and goes on.
///
///     read ─▶ name, date ─▶ jobs (extract) ─▶ say, write
///
/// Only `jobs` has other threads, and gives things back in the order of the input. So messages wait in line with the
/// documents, and nothing that a user sees depends on the number of threads.
struct ExtractRun {
  let extractor: Extractor
  let format: OutputFormat
  let language: Language
  /// Types to keep; nil keeps all.
  let selection: Set<String>?
  let destination: OutputDestination
  let input: InputOptions

  /// What comes out of the line, in the order of the input.
  private enum Step: Sendable {
    case message(String)
    case failure(InputFailure)
    /// A document and its place in an output folder, without an ending.
    case document(ExtractedDocument, path: String)
  }

  private var jobs: OrderedJobs<Step>

  /// In bytes.
  private static let longText = 1 << 20

  /// Whether the input is one document: its JSON is one object.
  private var isSingle: Bool

  /// Standard output, or the one file for everything.
  private var stream: OutputStream?
  /// Why there is no stream.
  private var streamFailure: FileError?
  private var documentCount = 0
  private var tables: TableCollection
  private var dates: PublicationDates
  private var outputPaths = OutputPaths()
  /// Whether something was extracted.
  private var hasDocuments = false
  private var status: ExitStatus?
  /// What each rule costs and brings, where that is asked for.
  var profile: RuleProfile?

  init(
    extractor: Extractor, format: OutputFormat, language: Language, selection: Set<String>?,
    destination: OutputDestination, input: InputOptions, isSingle: Bool, defaultDate: String?,
    table: RecordTable?, jobs: Int
  ) {
    self.extractor = extractor
    self.format = format
    self.language = language
    self.selection = selection
    self.destination = destination
    self.input = input
    self.isSingle = isSingle
    dates = PublicationDates(defaultDate: defaultDate)
    tables = TableCollection(only: table)
    self.jobs = OrderedJobs(atOnce: jobs)
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

  // MARK: Reading

  mutating func process(_ file: InputFile) {
    var reader: InputReader
    do {
      reader = try input.open(file.path)
    } catch {
      add(.failure(error))
      return
    }
    if reader.format.hasRows {
      // A single input is the first: nothing has been written yet.
      isSingle = false
      if format == .brat, !destination.isFolder {
        let message = "\(file.path): brat writes one file per document: name a folder with --output-dir"
        add(.failure(InputFailure(message: message, status: .usage)))
        return
      }
      for warning in reader.warningSentences { warn(file.path, warning) }
    }
    while let item = reader.next() {
      switch item {
      case .problem(let problem):
        let message = "\(place(file.path, problem.line)): \(problem.message)"
        add(.failure(InputFailure(message: message, status: .badData)))
      case .document(let source): process(source, of: file)
      }
    }
  }

  private mutating func process(_ source: SourceDocument, of file: InputFile) {
    let row = source.line.map { RowName(of: source, line: $0, in: file) }
    let id = row?.id ?? file.id
    let warnings = source.warningSentences
    for warning in warnings { warn(place(file.path, source.line), warning) }
    let (reference, problems) = dates.reference(of: source, id: id, in: file)
    for problem in problems {
      if let status = problem.status {
        add(.failure(InputFailure(message: problem.message, status: status)))
      } else {
        say(problem.message)
      }
    }
    if row == nil, destination.isFolder, format != .csv, let other = outputPaths.take(for: file) {
      let message =
        "\(file.path): its output would be that of \(other): extract the folder above both, or one at a time"
      add(.failure(InputFailure(message: message, status: .cannotCreate)))
      return
    }
    let path = row.map { outputPaths.path(for: $0, of: file) } ?? file.outputPath
    let (text, map) = (source.text.text, source.text.map)
    if text.count > Self.longText { Allocator.prepareForLongText() }
    jobs.add(size: text.count) { [extractor, selection, relativePath = file.relativePath] in
      var document = extractor.compactDocument(text, reference: reference, source: map)
      if let selection { document.keep(selection) }
      let result = ExtractedDocument(
        id: id, path: relativePath, document: document, text: text, warnings: warnings)
      return .document(result, path: path)
    }
    advance()
  }

  private func place(_ path: String, _ line: Int?) -> String { line.map { "\(path):\($0)" } ?? path }

  private mutating func warn(_ place: String, _ message: String) {
    say("\(place): warning: \(message)")
  }

  /// Says something behind what stands before it in the input.
  private mutating func say(_ message: String) { add(.message("boctach: \(message)")) }

  private mutating func add(_ step: Step) {
    jobs.add(step)
    advance()
  }

  // MARK: Writing

  /// Says and writes what is due.
  private mutating func advance(toEnd isAtEnd: Bool = false) {
    while let step = jobs.next(isAtEnd: isAtEnd) {
      switch step {
      case .message(let message): Console.say(message)
      case .failure(let failure): report([failure])
      case .document(let result, let path):
        profile?.add(extractor.cascade.tokenizer.tokenize(result.text))
        if result.text.count > Self.longText { Allocator.giveBack() }
        write(result, to: path)
      }
    }
  }

  /// Writes a document; `relativePath` is its place in an output folder, without an ending.
  private mutating func write(_ result: ExtractedDocument, to relativePath: String) {
    hasDocuments = true
    if format == .csv {
      tables.add(result)
      return
    }
    let position: DocumentWriter.Position = isSingle ? .only : documentCount == 0 ? .first : .later
    documentCount += 1
    guard case .folder(let folder, let replacing) = destination else {
      openStream()
      if var stream {
        self.stream = nil
        write(result, to: &stream, position: position)
        self.stream = stream
      }
      reportFailureOfStandardOutput()
      return
    }
    let path = FilePaths.join(folder, relativePath) + "." + format.fileExtension
    do throws(FileError) {
      try FileSystem.makeDirectory(FilePaths.directory(of: path))
      var stream = try OutputStream(path, replacing: replacing)
      write(result, to: &stream, position: .only)
      stream.finish()
      if let failure = stream.failure { throw failure }
    } catch {
      fail(OutputFailure(error).message, OutputFailure(error).status)
    }
  }

  private func write(
    _ result: ExtractedDocument, to stream: inout OutputStream, position: DocumentWriter.Position
  ) {
    let writer = DocumentWriter(format: format, language: language, color: colors, extractor: extractor)
    var bytes: [UInt8] = []
    writer.append(result, to: &bytes, position: position) { stream.flushIfLarge(&$0) }
    stream.flush(&bytes)
  }

  /// Opens standard output or the one file, once.
  private mutating func openStream() {
    guard stream == nil, streamFailure == nil else { return }
    guard case .file(let path, let replacing) = destination else {
      stream = OutputStream()
      return
    }
    do throws(FileError) {
      stream = try OutputStream(path, replacing: replacing)
    } catch {
      streamFailure = error
    }
  }

  private mutating func reportFailureOfStandardOutput() {
    guard case .standardOutput = destination, let failure = stream?.failure else { return }
    fail("standard output: \(failure.reason)", .ioError)
    stream = nil
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
    advance(toEnd: true)
    // Where nothing could be read, what an earlier run wrote stays.
    if let status, !hasDocuments, !destination.isStandardOutput { throw status.code }
    var end: [UInt8] = []
    let writer = DocumentWriter(format: format, language: language, color: colors, extractor: extractor)
    if !isSingle, format != .csv { writer.appendEnd(documentCount: documentCount, to: &end) }
    if case .folder(let folder, let replacing) = destination {
      if format == .csv { writeTables(to: folder, replacing: replacing) }
    } else {
      openStream()
      if format == .csv { tables.forEachPart { stream?.flush(&$0) } }
      stream?.flush(&end)
      reportFailureOfStandardOutput()
      if case .file = destination {
        stream?.finish()
        if let failure = stream?.failure ?? streamFailure {
          fail(OutputFailure(failure).message, OutputFailure(failure).status)
        }
      }
    }
    if let status { throw status.code }
  }
}

/// A document on its way to a writer.
struct ExtractedDocument {
  var id: String
  var path: String
  var document: CompactDocument
  /// The decoded text.
  var text: [UInt8]
  var warnings: [String]
}
