import BocTach

/// Prints the facts of the text that standard input holds, read against the date that the first argument gives.
@main
struct Facts {
  static func main() async throws {
    let date = CommandLine.arguments.dropFirst().first
    let reference = date.flatMap { ReferenceContext(publicationDate: $0) } ?? .unknown
    let text = readAll()

    let extractor = try Extractor()
    let document = try extractor.extract(text, reference: reference)
    show(document, of: text)

    // The same text, many times over: as a batch, and as a stream.
    let input = ExtractionInput(text, reference: reference)
    let results = try await extractor.extract(batch: Array(repeating: input, count: 8))
    print("a batch of \(results.count) agrees: \(try results.allSatisfy { try $0.get() == document })")
    let inputs = AsyncStream { continuation in
      for number in 0..<8 { continuation.yield(ExtractionInput(text, id: "\(number)", reference: reference)) }
      continuation.finish()
    }
    var ids: [String] = []
    for try await result in extractor.results(of: inputs) where try result.document == document {
      ids.append(result.input.id)
    }
    print("a stream agrees: \(ids.joined(separator: " "))")

    try showOwnType()
    showErrors(extractor)
  }

  /// A type of the caller's own on top of the bundled grammar.
  static func showOwnType() throws {
    let plates = Grammar(files: [
      "cascade.grammar": Array("type Plate group primary { value: text }\nstages plates".utf8),
      "plates.grammar": Array(#"stage plates rule plate -> Plate { value = $p } = "biển số" p:digits"#.utf8),
    ])
    let extractor = try Extractor(grammar: Grammar.bundled.extended(by: plates))
    let document = try extractor.extract(
      "Xe biển số 4321 của ông Lê Văn A.", options: ExtractionOptions(records: []))
    print(document.mentions.map { "\($0.type): \($0.value?.notation ?? $0.text)" }.joined(separator: ", "))
  }

  /// All errors are typed.
  static func showErrors(_ extractor: Extractor) {
    do {
      _ = try Extractor(grammar: Grammar(files: ["cascade.grammar": Array("type type\n".utf8)]))
    } catch {
      switch error {
      case .invalid: print("a bad grammar is invalid")
      case .unreadable(let path, _): print("\(path) is unreadable")
      }
    }
    do {
      _ = try extractor.extract("too long", options: ExtractionOptions(byteLimit: 3))
    } catch {
      switch error {
      case .tooLong(let bytes, let limit): print("\(bytes) bytes are more than \(limit)")
      case .unknownTypes(let names, _): print("unknown: \(names)")
      }
    }
  }

  static func readAll() -> String {
    var text = ""
    while let line = readLine(strippingNewline: false) { text += line }
    return text
  }

  static func show(_ document: Document, of text: String) {
    for official in document.officials {
      print("official: \(official.name), \(official.titles.map(\.text).joined(separator: "; "))")
    }
    for legal in document.legalDocuments {
      print("legal document: \(legal.symbol ?? "?") of \(legal.issued?.notation ?? "?")")
    }
    for indicator in document.indicators {
      print("indicator: \(indicator.measure ?? "?") \(indicator.quantity.notation)")
    }
    let bytes = Array(text.utf8)
    for mention in document.mentions where mention.type == "Date" {
      let slice = String(decoding: bytes[mention.span.utf8], as: UTF8.self)
      print("date: \(slice) is \(mention.value?.notation ?? "?")")
    }
  }
}
