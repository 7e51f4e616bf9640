import BocTach

/// Prints the facts of the text that standard input holds, read against the date that the first argument gives.
@main
struct Facts {
  static func main() async throws {
    let date = CommandLine.arguments.dropFirst().first
    let reference = date.flatMap { ReferenceContext(publicationDate: $0) } ?? .unknown
    let text = readAll()

    let extractor = try Extractor()
    let document = extractor.extract(text, reference: reference)
    show(document, of: text)

    // From other tasks the same extractor gives the same facts.
    let agree = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<4 {
        group.addTask { extractor.extract(text, reference: reference) == document }
      }
      var agree = true
      for await same in group { agree = agree && same }
      return agree
    }
    print("four tasks agree: \(agree)")

    do {
      _ = try Extractor(grammar: Grammar(files: ["cascade.grammar": Array("type type\n".utf8)]))
      print("a bad grammar compiled")
    } catch {
      // The error is typed: there is no other kind.
      switch error {
      case .invalid: print("a bad grammar is invalid")
      case .unreadable(let path, _): print("\(path) is unreadable")
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
