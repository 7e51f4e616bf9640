import ArgumentParser
import BocTach
import Formats
import Readers
import TextModel
import Tokenization

/// `boctach tokens`: what the tokenizer makes of a text.
struct TokensCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tokens",
    abstract: "Show the tokens of a text: kind, glue, sentences, offsets, and where the shadow differs.",
    discussion: """
      One line a token. Columns: number; gap before it (glued, spaced, line, paragraph); S at the start of a sentence; \
      kind; bytes of the decoded text; the token in the shadow; the text itself where it differs.
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case table, json
  }

  @Argument(help: "A file, or - for standard input.")
  var path: String = "-"

  @Option(help: "table or json.")
  var format: Format = .table

  @OptionGroup(title: "Input")
  var input: InputOptions

  @OptionGroup var extraction: ExtractorOptions

  func run() throws {
    Console.ignoreBrokenPipes()
    let decoded = try read()
    let text = try extraction.makeExtractor().cascade.tokenizer.tokenize(decoded.text)
    switch format {
    case .table: try writeTable(text)
    case .json: try writeJSON(text, decoded)
    }
  }

  /// The one document of the input.
  private func read() throws -> Tokenization.DecodedText {
    var reader: InputReader
    do {
      reader = try input.open(path)
    } catch {
      Console.say("boctach: \(error.message)")
      throw error.status.code
    }
    guard !reader.format.hasRows else {
      throw ValidationError("tokens shows one document; \(path) has rows (\(reader.format.rawValue))")
    }
    switch reader.next() {
    case .document(let document)?:
      Console.warn(document.warningSentences, of: path)
      return document.text
    case .problem(let problem)?:
      Console.say("boctach: \(path): \(problem.message)")
      throw ExitStatus.badData.code
    case nil: preconditionFailure("an input without rows has one document")
    }
  }

  private func row(_ index: Int, _ text: TokenizedText) -> (shadow: String, original: String, span: ByteSpan)
  {
    let span = text.textSpan(of: TokenSpan(index..<(index + 1)))
    return (
      String(decoding: text.shadow[text.tokens[index].span.range], as: UTF8.self),
      String(decoding: text.text[span.range], as: UTF8.self), span
    )
  }

  private func writeTable(_ text: TokenizedText) throws {
    var out = ""
    for (index, token) in text.tokens.enumerated() {
      let (shadow, original, span) = row(index, text)
      let cells = [
        String(index), token.gap.word, token.flags.contains(.sentenceStart) ? "S" : "-", "\(token.kind)",
        "\(span.start)-\(span.end)", shadow, Array(shadow.utf8) == Array(original.utf8) ? "" : original,
      ]
      out += cells.joined(separator: "\t") + "\n"
      if out.utf8.count > 1 << 16 {
        try Console.write(out)
        out = ""
      }
    }
    try Console.write(out)
  }

  private func writeJSON(_ text: TokenizedText, _ decoded: Tokenization.DecodedText) throws {
    let tokens = text.tokens.enumerated().map { index, token -> JSONValue in
      let (shadow, original, span) = row(index, text)
      let source = decoded.sourceSpan(of: span)
      return .object([
        "text": .string(original), "shadow": .string(shadow), "kind": .string("\(token.kind)"),
        "gap": .string(token.gap.word), "startsSentence": .bool(token.flags.contains(.sentenceStart)),
        "start": .integer(Int(span.start)), "end": .integer(Int(span.end)),
        "sourceStart": .integer(Int(source.start)), "sourceEnd": .integer(Int(source.end)),
      ])
    }
    let value: JSONValue = .object(["encoding": .string(decoded.encoding.rawValue), "tokens": .array(tokens)])
    try Console.write(JSONWriter.bytes(value, .indented))
    try Console.write("\n")
  }
}

extension Gap {
  /// The gap as the table shows it.
  var word: String {
    switch self {
    case .glued: "glued"
    case .spaced: "spaced"
    case .lineBreak: "line"
    case .paragraphBreak: "paragraph"
    }
  }
}
