import ArgumentParser
import BocTach
import Readers
import Tokenization

/// How inputs are read: the options that commands share.
struct InputOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What every input holds. Unless it is named: by the file's ending, else by its contents; folders are searched for *.txt."
    ))
  var inputFormat: InputFormatChoice?

  @Option(help: "The encoding of every input.")
  var encoding: EncodingChoice = .auto

  @Option(help: "With jsonl and csv: the field that holds the text. Default: text.")
  var textField: String?

  @Option(
    help: "With jsonl and csv: the field that holds the publication date. Default: date, where there is one.")
  var dateField: String?

  @Option(help: "With jsonl and csv: the field that names the document. Default: id, where there is one.")
  var idField: String?

  var reading: InputReader.Options {
    InputReader.Options(
      format: inputFormat?.format, encoding: encoding.choice,
      fields: RowFields(text: textField, date: dateField, id: idField))
  }

  /// The endings that a folder is searched for.
  var extensions: Set<String> {
    let formats =
      switch inputFormat {
      case nil: [InputFormat.text]
      case .auto: InputFormat.allCases
      case .some(let choice): choice.format.map { [$0] } ?? []
      }
    return formats.reduce(into: []) { $0.formUnion($1.extensions) }
  }

  /// Opens an input: reads it, unpacks it, and finds out its format.
  func open(_ path: String) throws(InputFailure) -> InputReader {
    let bytes: [UInt8]
    do {
      bytes = path == "-" ? try FileSystem.readStandardInput() : try FileSystem.read(path)
    } catch {
      throw InputFailure(
        message: "\(path): \(error.reason)", status: error.isAboutAccess ? .noInput : .ioError)
    }
    do {
      return try InputReader(bytes, name: path == "-" ? nil : FilePaths.name(of: path), options: reading)
    } catch {
      throw InputFailure(message: "\(path): \(error.message)", status: .badData)
    }
  }
}

/// What `--input-format` takes.
enum InputFormatChoice: String, CaseIterable, ExpressibleByArgument {
  case auto, text, html, jsonl, csv

  /// The format named; nil for auto.
  var format: InputFormat? { InputFormat(rawValue: rawValue) }
}

/// What `--encoding` takes.
struct EncodingChoice: ExpressibleByArgument, CustomStringConvertible {
  var choice: Decoder.Choice

  static let auto = EncodingChoice(choice: .auto)

  init(choice: Decoder.Choice) { self.choice = choice }

  init?(argument: String) {
    if argument.lowercased() == "auto" {
      choice = .auto
    } else if let encoding = Encoding(name: argument) {
      choice = .named(encoding)
    } else {
      return nil
    }
  }

  var description: String {
    switch choice {
    case .auto: "auto"
    case .named(let encoding): encoding.rawValue
    }
  }

  static var allValueStrings: [String] { ["auto"] + Encoding.allCases.map(\.rawValue) }
}

extension InputReader {
  /// What is wrong with the bytes of the whole, where it has rows; of one document that document tells.
  var warningSentences: [String] { format.hasRows ? warnings.map { $0.sentence(in: encoding) } : [] }
}

extension SourceDocument {
  /// What a user should know of how the text was read.
  var warningSentences: [String] { text.warningSentences + notes }
}

extension DecodedText {
  /// What is wrong with the bytes that the text was read from.
  var warningSentences: [String] { warnings.map { $0.sentence(in: encoding) } }
}
