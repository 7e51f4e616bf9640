/// Tokens and BIO tags, as CoNLL-2003 and its relatives have them:
///
///     # newdoc id = htx-01
///     Ngày    0   4   B-Date  O
///     18/1    5   9   I-Date  O
///             (an empty line ends a line of text)
///
/// The columns are token, start, end (code points), and one column of tags for each layer: mentions that overlap go
/// to different layers. Tokens are runs of white space's opposite, cut where a mention begins or ends, so that every
/// span can be said. Files of other tools may have any number of columns; the first is the token, the last the tag,
/// and the text is the tokens with single spaces between.
enum CoNLLFormat {
  static func text(_ document: AnnotatedDocument) -> String {
    let text = CodePointText(document.text ?? "")
    let mentions = document.mentions.filter { text.contains($0.span) }
    let layers = Self.layers(mentions)
    let cuts = Set(mentions.flatMap { [$0.span.start, $0.span.end] })
    var out = "# newdoc id = \(document.id.asField)\n"
    var next = [Int](repeating: 0, count: layers.count)
    var i = 0
    while i < text.count {
      let scalar = text.scalars[i]
      if scalar.isBlank {
        if scalar == "\n" || (scalar == "\r" && !(i + 1 < text.count && text.scalars[i + 1] == "\n")) {
          out += "\n"
        }
        i += 1
        continue
      }
      let start = i
      repeat { i += 1 } while i < text.count && !text.scalars[i].isBlank && !cuts.contains(i)
      out += "\(text[CodePointSpan(start, i)])\t\(start)\t\(i)"
      for layer in layers.indices {
        while next[layer] < layers[layer].count, layers[layer][next[layer]].span.end <= start {
          next[layer] += 1
        }
        if next[layer] < layers[layer].count, layers[layer][next[layer]].span.start <= start {
          let mention = layers[layer][next[layer]]
          out += mention.span.start == start ? "\tB-\(mention.type)" : "\tI-\(mention.type)"
        } else {
          out += "\tO"
        }
      }
      out += "\n"
    }
    return out
  }

  /// Mentions sorted into layers without overlap, as few as there can be; at least one layer.
  private static func layers(_ mentions: [AnnotatedMention]) -> [[AnnotatedMention]] {
    var layers: [[AnnotatedMention]] = [[]]
    for mention in mentions.sorted(by: { ($0.span, $0.type) < ($1.span, $1.type) }) {
      if let layer = layers.firstIndex(where: { $0.last.map { $0.span.end <= mention.span.start } ?? true }) {
        layers[layer].append(mention)
      } else {
        layers.append([mention])
      }
    }
    return layers
  }

  /// Whether reading back gives other white space than there was.
  static func losesBlanks(_ text: String) -> Bool {
    let scalars = Array(text.unicodeScalars)
    return scalars.indices.contains { i in
      guard scalars[i].isBlank, scalars[i] != "\n" else { return false }
      let isInner = i > 0 && i + 1 < scalars.count && !scalars[i - 1].isBlank && !scalars[i + 1].isBlank
      return scalars[i] != " " || !isInner
    }
  }

  static func read(_ bytes: [UInt8], file: String) -> Reading<[AnnotatedDocument]> {
    let decoded = DecodedText(bytes)
    var pass = Pass(file: file)
    if decoded.wasRepaired { pass.problems.append(FormatProblem(file: file, "not valid UTF-8")) }
    for (index, line) in decoded.lines.enumerated() { pass.read(line, number: index + 1) }
    pass.endDocument()
    return Reading(pass.documents, problems: pass.problems)
  }

  private struct Pass {
    let file: String
    var problems: [FormatProblem] = []
    var documents: [AnnotatedDocument] = []
    var id: String?
    var scalars: [Unicode.Scalar] = []
    var hasTokens = false
    var pendingBreaks = 0
    /// The mention that is open in each layer.
    var open: [AnnotatedMention?] = []
    var mentions: [AnnotatedMention] = []

    init(file: String) { self.file = file }

    mutating func read(_ line: String, number: Int) {
      if line.hasPrefix("# newdoc id = ") {
        endDocument()
        id = String(line.dropFirst(14))
      } else if line.hasPrefix("-DOCSTART-") {
        endDocument()
      } else if line.unicodeScalars.allSatisfy(\.isBlank) {
        if hasTokens || id != nil { pendingBreaks += 1 }
      } else {
        readToken(line, number)
      }
    }

    mutating func readToken(_ line: String, _ number: Int) {
      let columns =
        line.utf8.contains(9)
        ? line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) : line.blankSeparated
      guard columns.count >= 2 else {
        problems.append(FormatProblem(file: file, line: number, "a token without a tag: ‘\(line)’"))
        return
      }
      let token = Array(columns[0].unicodeScalars)
      var tags = [columns.last!]
      var start: Int?
      if columns.count >= 4, let first = Int(columns[1]), let last = Int(columns[2]) {
        tags = Array(columns[3...])
        if last - first == token.count, first >= scalars.count {
          start = first
        } else {
          problems.append(
            FormatProblem(file: file, line: number, "offsets \(first) \(last) do not fit the token"))
        }
      }
      let at: Int
      if let start {
        // Line breaks first, spaces for whatever else was between.
        let breaks = min(pendingBreaks, start - scalars.count)
        scalars += Array(repeating: "\n", count: breaks)
        scalars += Array(repeating: " ", count: start - scalars.count)
        at = start
      } else {
        if hasTokens { scalars.append(pendingBreaks > 0 ? "\n" : " ") }
        at = scalars.count
      }
      scalars += token
      hasTokens = true
      let isNewLine = pendingBreaks > 0 && start == nil
      pendingBreaks = 0
      for layer in tags.indices {
        readTag(tags[layer], layer, CodePointSpan(at, at + token.count), isNewLine, number)
      }
    }

    mutating func readTag(
      _ tag: String, _ layer: Int, _ span: CodePointSpan, _ isNewLine: Bool, _ number: Int
    ) {
      while open.count <= layer { open.append(nil) }
      let isInside = tag.hasPrefix("I-")
      let type = isInside || tag.hasPrefix("B-") ? String(tag.dropFirst(2)) : ""
      if isInside, open[layer]?.type == type, !isNewLine {
        open[layer]!.span.end = span.end
        return
      }
      close(layer)
      guard tag != "O" else { return }
      if type.isEmpty {
        problems.append(FormatProblem(file: file, line: number, "not a BIO tag: ‘\(tag)’"))
        return
      }
      // In IOB1 files a mention may begin with I.
      open[layer] = AnnotatedMention(type: type, span: span, text: "")
    }

    mutating func close(_ layer: Int) {
      if let mention = open[layer] { mentions.append(mention) }
      open[layer] = nil
    }

    mutating func endDocument() {
      for layer in open.indices { close(layer) }
      if hasTokens || id != nil {
        scalars += Array(repeating: "\n", count: max(0, pendingBreaks - (id == nil ? 1 : 0)))
        let text = CodePointText(String(scalars))
        var document = AnnotatedDocument(id: id ?? "document-\(documents.count + 1)", text: String(scalars))
        document.mentions = mentions.sorted { ($0.span, $0.type) < ($1.span, $1.type) }
        for index in document.mentions.indices {
          document.mentions[index].id = "T\(index + 1)"
          document.mentions[index].text = text[document.mentions[index].span].asField
        }
        documents.append(document)
      }
      id = nil
      scalars = []
      hasTokens = false
      pendingBreaks = 0
      open = []
      mentions = []
    }
  }
}
