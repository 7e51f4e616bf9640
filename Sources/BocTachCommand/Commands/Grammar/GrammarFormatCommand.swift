import ArgumentParser
import BocTach
import GrammarLanguage

/// `boctach grammar format`.
struct GrammarFormatCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "format", abstract: "Lay out grammar files in the one canonical way.",
    discussion: """
      Indentation, the space between words, and where declarations and blocks begin and end are decided; lines stay broken \
      where they are, comments where they stand, and columns that were made by hand stay columns. Nothing but white space \
      changes.

      Files are named one by one, or a folder for all that it holds, as by --grammar; - reads standard input and writes to standard output. A file \
      is replaced as a whole and only where its layout changes; a file with a syntax error stays as it is.

      Exit codes: 0 good; 1 with --check, some file is not in canonical layout; 64 usage; 66 no such file; 74 I/O error; \
      78 a file has syntax errors.
      """)

  @ArgumentParser.Argument(help: "Grammar files, folders, or - for standard input.")
  var files: [String] = []

  @Option(help: "Format every *.grammar file of this folder.")
  var grammar: String?

  @Flag(help: "Change nothing; name the files whose layout would change.")
  var check = false

  func validate() throws {
    if files.isEmpty, grammar == nil { throw ValidationError("name files, or a folder with --grammar") }
  }

  func run() throws {
    Console.ignoreBrokenPipes()
    var status: ExitStatus?
    var collector = InputCollector(extensions: ["grammar"])
    for path in files { collector.add(path) }
    if let grammar {
      if FileSystem.kind(of: grammar) == .directory {
        collector.add(grammar)
      } else {
        Console.say("boctach: \(grammar): no such folder")
        status = .noInput
      }
    }
    for failure in collector.failures {
      Console.say("boctach: \(failure.message)")
      status = status ?? failure.status
    }
    for file in collector.files {
      let bytes: [UInt8]
      do {
        bytes = file.path == "-" ? try FileSystem.readStandardInput() : try FileSystem.read(file.path)
      } catch {
        Console.say("boctach: \(file.path): \(error.reason)")
        status = status ?? (error.isAboutAccess ? .noInput : .ioError)
        continue
      }
      guard let formatted = format(bytes, path: file.path) else {
        status = status ?? .badGrammar
        continue
      }
      if file.path == "-", !check {
        try Console.write(formatted)
        continue
      }
      guard formatted != bytes else { continue }
      if check {
        try Console.write(file.path + "\n")
        status = status ?? .failed
        continue
      }
      do {
        try FileSystem.write(formatted, to: file.path, replacing: true)
      } catch {
        Console.say("boctach: \(file.path): \(error.reason)")
        status = status ?? .ioError
      }
    }
    if let status { throw status.code }
  }

  /// The canonical layout, or nil after the errors were shown.
  private func format(_ bytes: [UInt8], path: String) -> [UInt8]? {
    let (text, diagnostics) = GrammarFormatter.format(bytes, path: path)
    if let text { return Array(text.utf8) }
    var renderer = DiagnosticRenderer(sources: GrammarSourceSet([path: bytes]))
    Console.write(toErrors: renderer.text(diagnostics))
    return nil
  }
}
