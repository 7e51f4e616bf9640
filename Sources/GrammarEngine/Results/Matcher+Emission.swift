import GrammarLanguage
import TextModel
import Tokenization

/// One thing that a capture caught in a match.
struct CaptureItem {
  var capture: Int
  var span: TokenSpan
  /// The events between its start and its end.
  var events: Range<Int>
}

/// A match with its captures: what expressions are evaluated against.
struct MatchCaptures {
  var match: Match
  var events: [CaptureEvent]
  var items: [CaptureItem]
  /// Inside an `each` clause: the item at hand.
  var focus: CaptureItem?

  init(match: Match, events: [CaptureEvent]) {
    self.match = match
    self.events = events
    items = []
    var open: [(capture: Int32, position: Int, event: Int)] = []
    for (index, event) in events.enumerated() {
      switch event {
      case .start(let capture, let position): open.append((capture, position, index))
      case .end(let capture, let position):
        guard let last = open.popLast() else { continue }
        assert(last.capture == capture)
        if position > last.position {
          items.append(
            CaptureItem(
              capture: Int(capture), span: TokenSpan(last.position..<position),
              events: (last.event + 1)..<index))
        }
      case .lexicon, .mention: break
      }
    }
    items.sort { $0.events.lowerBound < $1.events.lowerBound }
  }

  /// The items of a capture; inside an `each` clause only those within the item at hand, where the capture is
  /// written inside the item's pattern.
  func items(of capture: Int, rule: CheckedRule) -> [CaptureItem] {
    if let focus {
      if focus.capture == capture { return [focus] }
      if rule.captures[focus.capture].inner.contains(capture) {
        return items.filter {
          $0.capture == capture && $0.events.lowerBound >= focus.events.lowerBound
            && $0.events.upperBound <= focus.events.upperBound
        }
      }
    }
    return items.filter { $0.capture == capture }
  }
}

extension Matcher {
  /// Makes the mentions, links and exports of a match.
  mutating func commit(_ match: Match) {
    let needsCaptures = cascade.ruleNeedsCaptures[match.rule.index]
    emissionCache.key.removeAll(keepingCapacity: true)
    appendTokens(of: match)
    if !needsCaptures, let known = emissionCache.entry() {
      add(known, of: match)
      return
    }
    let events = captureEvents(of: match)
    let isCacheable = appendEvents(events, of: match, unlessKnownByTokens: !needsCaptures)
    let known = isCacheable && needsCaptures ? emissionCache.entry() : nil
    let rule = cascade.grammar.rules[match.rule.index]
    if let known { add(known, of: match) }
    if known != nil, rule.links.isEmpty, rule.exports.isEmpty { return }
    var captures = MatchCaptures(match: match, events: events)
    if known == nil {
      let emissions = emissions(of: rule, captures: &captures)
      if isCacheable { emissionCache.remember(emissions) }
      for emission in emissions { add(emission, of: match) }
    }
    captures.focus = nil
    for link in rule.links { join(link, rule: rule, captures: captures) }
    for export in rule.exports {
      captures.focus = nil
      guard let each = export.each else {
        self.export(export, rule: rule, captures: captures)
        continue
      }
      for item in captures.items(of: each, rule: rule) {
        captures.focus = item
        self.export(export, rule: rule, captures: captures)
      }
    }
  }

  // MARK: The cache's key

  private mutating func appendTokens(of match: Match) {
    emissionCache.key.append(match.rule.rawValue)
    for position in match.span.range {
      let place = places[position]
      emissionCache.key.append(
        place.lexeme << 3 | (place.startsSentence ? 4 : 0) | UInt32(place.gap.rawValue))
    }
    // A pattern that ends in a gap word looks at the gap behind it.
    emissionCache.key.append(UInt32(gap(at: Int(match.span.end)).rawValue))
  }

  /// - Returns: whether the events have a complete key.
  private mutating func appendEvents(
    _ events: [CaptureEvent], of match: Match, unlessKnownByTokens: Bool
  ) -> Bool {
    if unlessKnownByTokens { return true }
    let start = Int(match.span.start)
    for event in events {
      switch event {
      case .start(let capture, let position):
        emissionCache.key.append(1 << 24 | UInt32(capture) << 12 | UInt32(position - start))
      case .end(let capture, let position):
        emissionCache.key.append(2 << 24 | UInt32(capture) << 12 | UInt32(position - start))
      case .lexicon(let hit, let position):
        guard case .entries(let rows, _, let reference) = hit.rows else { return false }
        emissionCache.key.append(3 << 24 | UInt32(position - start))
        emissionCache.key.append(UInt32(rows.lowerBound))
        emissionCache.key.append(UInt32(bitPattern: reference))
      case .mention(let number, let position):
        let mention = store.mentions[number]
        emissionCache.key.append(4 << 24 | UInt32(mention.span.count) << 12 | UInt32(position - start))
        emissionCache.key.append(mention.type.rawValue)
        emissionCache.key.append(mention.fieldsID)
      }
    }
    return true
  }

  // MARK: Emissions

  private mutating func add(_ entry: WordEntries.Entry, of match: Match) {
    for index in 0..<emissionCache.emissionCount(of: entry) {
      add(emissionCache.emission(index, of: entry), of: match)
    }
  }

  private mutating func add(_ emission: EmissionCache.Emission, of match: Match) {
    _ = store.add(
      CascadeMention(
        type: emission.type,
        span: TokenSpan(
          start: match.span.start + emission.start, end: match.span.start + emission.end),
        stage: stage, rule: match.rule, fields: emissionCache.fields[Int(emission.fields)],
        fieldsID: emission.fields, lexiconRows: emissionCache.lexiconRows[Int(emission.lexiconRows)],
        lexiconRowsID: emission.lexiconRows))
  }

  private mutating func emissions(
    of rule: CheckedRule, captures: inout MatchCaptures
  ) -> [EmissionCache.Emission] {
    var result: [EmissionCache.Emission] = []
    for emission in rule.emissions {
      captures.focus = nil
      guard let capture = emission.capture else {
        let events = captures.events.indices
        if let made = make(
          emission, span: captures.match.span, events: events, rule: rule, captures: captures)
        {
          result.append(made)
        }
        continue
      }
      for item in captures.items(of: capture, rule: rule) {
        captures.focus = item
        if let made = make(emission, span: item.span, events: item.events, rule: rule, captures: captures) {
          result.append(made)
        }
      }
    }
    return result
  }

  private mutating func make(
    _ emission: CheckedEmission, span: TokenSpan, events: Range<Int>, rule: CheckedRule,
    captures: MatchCaptures
  ) -> EmissionCache.Emission? {
    let type = cascade.grammar.types[emission.type.index]
    var fields: [FieldValue?] = Array(repeating: nil, count: type.fields.count)
    for (field, expression) in emission.assignments {
      fields[field.index] = evaluate(expression, rule: rule, captures: captures)
      // A mention without the value that its rule computes would be a claim without content: 31/2 is no date.
      if fields[field.index] == nil, type.fields[field.index].name == "value" { return nil }
    }
    var rows: [CascadeMention.LexiconRow] = []
    for index in events {
      if case .lexicon(let hit, _) = captures.events[index],
        case .entries(let range, let lexicon, let reference) = hit.rows
      {
        for row in rowNumbers(range, reference: reference) {
          rows.append(CascadeMention.LexiconRow(lexicon: lexicon, row: row))
        }
      }
    }
    let start = captures.match.span.start
    return EmissionCache.Emission(
      type: emission.type, start: span.start - start, end: span.end - start,
      fields: emissionCache.add(fields), lexiconRows: emissionCache.add(rows))
  }

  // MARK: Expressions

  private func evaluate(
    _ expression: CheckedExpression, rule: CheckedRule, captures: MatchCaptures
  ) -> FieldValue? {
    switch expression {
    case .text(let text): return .text(text)
    case .number(let number): return .number(ExactDecimal(number))
    case .flag(let flag): return .flag(flag)
    case .captureText(let capture), .captureItems(let capture):
      return captures.items(of: capture, rule: rule).first.map { .text(string(of: $0.span)) }
    case .column(let capture, let name):
      guard let item = captures.items(of: capture, rule: rule).first else { return nil }
      for index in item.events {
        if case .lexicon(let hit, _) = captures.events[index], let cell = cell(name, of: hit) {
          return value(of: cell, in: name, of: hit)
        }
      }
      return nil
    case .field(let capture, let name):
      guard let item = captures.items(of: capture, rule: rule).first else { return nil }
      for index in item.events {
        if case .mention(let number, _) = captures.events[index] {
          let mention = store.mentions[number]
          let fields = cascade.grammar.types[mention.type.index].fields
          if let field = fields.firstIndex(where: { $0.name == name }) { return mention.fields[field] }
        }
      }
      return nil
    case .first(let alternatives):
      for alternative in alternatives {
        if let value = evaluate(alternative, rule: rule, captures: captures) { return value }
      }
      return nil
    case .call(let number, let arguments):
      let normalizer = cascade.normalizers[number]
      var values: [NormalizerArgument] = []
      for (index, argument) in arguments.enumerated() {
        guard let argument else {
          values.append(.absent)
          continue
        }
        if case .captureItems(let capture) = argument,
          normalizer.signature.parameters[index].accepts == .items
        {
          let items = captures.items(of: capture, rule: rule)
          values.append(items.isEmpty ? .absent : .items(items.map { capturedItem($0, captures) }))
        } else if let value = evaluate(argument, rule: rule, captures: captures) {
          values.append(.value(value))
        } else {
          values.append(.absent)
        }
      }
      for (index, parameter) in normalizer.signature.parameters.enumerated() where parameter.isRequired {
        if index >= values.count { return nil }
        if case .absent = values[index] { return nil }
      }
      return normalizer.apply(values)
    }
  }

  private func cell(_ name: String, of hit: LexiconHit) -> String? {
    switch hit.rows {
    case .entries(let range, let lexicon, let reference):
      let lexicon = cascade.grammar.lexicons[lexicon.index]
      guard let column = lexicon.columns.firstIndex(of: name) else { return nil }
      for row in rowNumbers(range, reference: reference) {
        let cell = lexicon.entries[row].cells[column]
        if !cell.isEmpty { return cell }
      }
      return nil
    case .document(let entries, let lexicon):
      guard let column = cascade.grammar.lexicons[lexicon.index].columns.firstIndex(of: name) else {
        return nil
      }
      return entries.lazy.compactMap { $0.cells[column] }.first
    }
  }

  /// A cell as an expression reads it: a number or flag where its column holds those.
  private func value(of cell: String, in column: String, of hit: LexiconHit) -> FieldValue? {
    guard case .entries(_, let lexicon, _) = hit.rows else { return .text(cell) }
    let declared = cascade.grammar.lexicons[lexicon.index]
    guard let index = declared.columns.firstIndex(of: column) else { return .text(cell) }
    switch declared.columnKinds[index] {
    case .number: return ExactDecimal(cell).map(FieldValue.number)
    case .flag: return .flag(cell == "true")
    case .text, .date, .quantity: return .text(cell)
    }
  }

  private func capturedItem(_ item: CaptureItem, _ captures: MatchCaptures) -> CapturedItem {
    var result = CapturedItem(
      text: string(of: item.span), tokens: item.span.range.map { string(of: TokenSpan($0..<($0 + 1))) })
    for index in item.events {
      switch captures.events[index] {
      case .lexicon(let hit, let position):
        result.hits.append(
          CapturedItem.LexiconHit(
            offset: position - Int(item.span.start), count: hit.length, rows: rowCells(hit)))
      case .mention(let number, let position):
        let mention = store.mentions[number]
        let type = cascade.grammar.types[mention.type.index]
        var fields: [String: FieldValue] = [:]
        for (field, value) in zip(type.fields, mention.fields) { fields[field.name] = value }
        result.mentions.append(
          CapturedItem.CapturedMention(
            offset: position - Int(item.span.start), count: mention.span.count, typeName: type.name,
            fields: fields))
      case .start, .end: break
      }
    }
    return result
  }

  private func rowCells(_ hit: LexiconHit) -> [[String: String]] {
    switch hit.rows {
    case .entries(let range, let lexicon, let reference):
      let lexicon = cascade.grammar.lexicons[lexicon.index]
      return rowNumbers(range, reference: reference).map { row in
        var cells: [String: String] = [:]
        for (column, cell) in zip(lexicon.columns, lexicon.entries[row].cells) where !cell.isEmpty {
          cells[column] = cell
        }
        return cells
      }
    case .document(let entries, let lexicon):
      let columns = cascade.grammar.lexicons[lexicon.index].columns
      return entries.map { entry in
        var cells: [String: String] = [:]
        for (column, cell) in zip(columns, entry.cells) { cells[column] = cell }
        return cells
      }
    }
  }

  /// The shadow text of a run of tokens, each gap with white space as one space.
  func string(of span: TokenSpan) -> String {
    var bytes: [UInt8] = []
    for index in span.range {
      let token = text.tokens[index]
      if index > Int(span.start), token.gap != .glued { bytes.append(UInt8(ascii: " ")) }
      bytes.append(contentsOf: text.shadow[token.span.range])
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  // MARK: Exports

  private mutating func export(_ export: CheckedExport, rule: CheckedRule, captures: MatchCaptures) {
    guard case .text(let phrase)? = evaluate(export.value, rule: rule, captures: captures) else { return }
    let lexicon = cascade.grammar.lexicons[export.lexicon.index]
    var cells: [String?] = Array(repeating: nil, count: lexicon.columns.count)
    for (column, value) in export.assignments {
      cells[column] = evaluate(value, rule: rule, captures: captures)?.notation
    }
    let words = cascade.tokenizer.tokenize(Array(phrase.utf8))
    let bytes = words.shadow.span
    let forms = words.tokens.map { token in
      let form = bytes.extracting(token.span.range)
      let number = lexemeNumber(form, hash: ByteStringTable.hash(form), token: token)
      return lexicon.isCased ? number : lexemes.lexemes[Int(number)].local
    }
    documentLexicons.add(
      DocumentLexicons.Entry(
        validFrom: export.scope == .document ? 0 : documentLexicons.base + Int(captures.match.span.end),
        cells: cells),
      forms: forms, to: export.lexicon)
  }
}
