import TextModel

extension Checker {
  mutating func declareLexicons() {
    for (index, file) in files.enumerated() {
      for case .lexicon(let declaration) in file.declarations { declareLexicon(declaration, file: index) }
    }
  }

  private mutating func declareLexicon(_ declaration: LexiconDeclaration, file: Int) {
    let name = declaration.name
    if let first = lexicons[name.text] {
      report(.duplicateName(.lexicon, name.text), at: name.span, related: first.name.span)
      // What it reads is not unused.
      if case .file(let literal) = declaration.source,
        let path = GrammarSourceSet.resolve(literal.text, from: files[file].path)
      {
        readLexiconFiles.insert(path)
      }
      return
    }
    guard hasRoom(for: .lexicons, grammar.lexicons.count, at: name.span) else {
      brokenNames.insert(name.text)
      return
    }
    var lexicon = CheckedLexicon(
      name: name.text, isCased: declaration.isCased, isDocument: false, columns: [], entries: LexiconRows())
    switch declaration.source {
    case .file(let literal): readFile(literal, into: &lexicon, from: files[file].path)
    case .entries(let entries): readEntries(entries, into: &lexicon, at: name)
    case .document(let fields):
      lexicon.isDocument = true
      for field in fields {
        let first = fields.first { $0.name.text == field.name.text } ?? field
        declareDocumentColumn(field, in: &lexicon, first: first.name.span)
      }
    }
    lexicons[name.text] = (LexiconID(grammar.lexicons.count), name, file)
    grammar.lexicons.append(lexicon)
  }

  private mutating func declareDocumentColumn(
    _ field: FieldDeclaration, in lexicon: inout CheckedLexicon, first: SourceSpan
  ) {
    if let kind = ValueKind(rawValue: field.kind.text) {
      if kind != .text {
        report(.documentColumnKind(column: field.name.text, kind: field.kind.text), at: field.kind.span)
      }
    } else {
      reportUnknown(.kind, field.kind, among: ["text"])
    }
    if lexicon.columns.contains(field.name.text) {
      report(.duplicateName(.column, field.name.text), at: field.name.span, related: first)
    } else if hasRoom(for: .columns, lexicon.columns.count, at: field.name.span) {
      lexicon.columns.append(field.name.text)
      lexicon.columnKinds.append(.text)
    }
  }

  private mutating func readFile(
    _ literal: StringLiteral, into lexicon: inout CheckedLexicon, from file: String
  ) {
    guard let path = resolvePath(literal, from: file) else {
      brokenLexicons.insert(lexicon.name)
      return
    }
    guard let bytes = sources.files[path], !path.hasSuffix(".grammar") else {
      reportMissingFile(literal, from: file, suffix: ".tsv")
      brokenLexicons.insert(lexicon.name)
      return
    }
    readLexiconFiles.insert(path)
    let reader = LexiconReader(path: path, bytes: bytes)
    for problem in reader.diagnostics { report(problem.kind, at: problem.span, related: problem.related) }
    lexicon.columns = reader.columns.map(\.name)
    lexicon.columnKinds = reader.columns.map(\.kind)
    lexicon.entries = reader.entries
    if reader.diagnostics.contains(where: { $0.severity == .error }) {
      brokenLexicons.insert(lexicon.name)
    } else if lexicon.entries.isEmpty {
      report(.emptyLexicon(lexicon.name), at: literal.span)
    }
  }

  private mutating func readEntries(
    _ entries: [InlineEntry], into lexicon: inout CheckedLexicon, at name: Name
  ) {
    struct Row: Hashable {
      var phrase: String
      var cells: [String]
    }
    var rows: [CheckedLexicon.Entry] = []
    var places: [Row: SourceSpan] = [:]
    for entry in entries {
      for (column, _) in entry.columns where !lexicon.columns.contains(column.text) {
        guard hasRoom(for: .columns, lexicon.columns.count, at: column.span) else {
          brokenLexicons.insert(lexicon.name)
          return
        }
        lexicon.columns.append(column.text)
        lexicon.columnKinds.append(.text)
      }
    }
    for entry in entries {
      var cells = lexicon.columns.map { _ in "" }
      var given: [String: SourceSpan] = [:]
      for (column, value) in entry.columns {
        if let first = given[column.text] {
          report(.duplicateName(.column, column.text), at: column.span, related: first)
          continue
        }
        given[column.text] = column.span
        if let index = lexicon.columns.firstIndex(of: column.text) {
          cells[index] = mended(value)
        }
      }
      let phrase = mended(entry.phrase)
      guard !phrase.isEmpty else {
        report(.emptyPhrase, at: entry.phrase.span)
        continue
      }
      let words = phrase.split(whereSeparator: \.isWhitespace).count
      if words > GrammarLimits.matchLength {
        report(.phraseTooLong(words: words, limit: GrammarLimits.matchLength), at: entry.phrase.span)
        brokenLexicons.insert(lexicon.name)
      }
      let row = Row(phrase: phrase, cells: cells)
      if let first = places[row] {
        report(.duplicateRow(phrase: phrase), at: entry.phrase.span, related: first)
        continue
      }
      places[row] = entry.phrase.span
      rows.append(CheckedLexicon.Entry(phrase: phrase, cells: cells, span: entry.phrase.span))
    }
    lexicon.entries = LexiconRows(rows, columnCount: lexicon.columns.count)
    if lexicon.entries.isEmpty { report(.emptyLexicon(lexicon.name), at: name.span) }
  }

  /// A text without stray white space, which is reported.
  mutating func mended(_ literal: StringLiteral) -> String {
    guard LexiconReader.hasStraySpace(Array(literal.text.utf8)[...]), !literal.text.isEmpty else {
      return literal.text
    }
    let fixed = LexiconReader.collapsed(literal.text)
    report(.strayWhiteSpace(fixed: StringEscapes.quoted(fixed, mode: .plain)), at: literal.span)
    return fixed
  }

  /// The values of a lexicon's column, empty ones left out.
  mutating func values(of lexicon: LexiconID, column: Int) -> Set<String> {
    if let known = columnValues[lexicon]?[column] { return known }
    var values = Set(grammar.lexicons[lexicon.index].entries.map { $0.cells[column] })
    values.remove("")
    columnValues[lexicon, default: [:]][column] = values
    return values
  }
}
