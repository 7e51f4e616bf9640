import GrammarLanguage
import TextModel

extension OracleMatcher {
  /// One thing that a capture caught: its tokens, and what happened inside it.
  struct Item {
    var capture: Int
    var tokens: Range<Int>
    /// Indices into the match's events, without its own start and end.
    var events: Range<Int>
  }

  /// Where an expression is evaluated: a match, and inside an `each` clause the item at hand.
  struct Scope {
    var match: RuleMatch
    var rule: CheckedRule
    var item: Item?

    /// The items of a capture, in the order of the text; a capture that covers no token holds nothing.
    func items(_ capture: Int) -> [Item] {
      var found: [Item] = []
      for (index, event) in match.events.enumerated() {
        guard case .start(capture, let start) = event else { continue }
        // Its end is the first behind it that no other start of the capture claims.
        var depth = 0
        for end in (index + 1)..<match.events.count {
          if case .start(capture, _) = match.events[end] { depth += 1 }
          guard case .end(capture, let position) = match.events[end] else { continue }
          depth -= 1
          if depth >= 0 { continue }
          if position > start {
            found.append(Item(capture: capture, tokens: start..<position, events: (index + 1)..<end))
          }
          break
        }
      }
      guard let item else { return found }
      if item.capture == capture { return [item] }
      guard rule.captures[item.capture].inner.contains(capture) else { return found }
      return found.filter {
        item.events.lowerBound <= $0.events.lowerBound && $0.events.upperBound <= item.events.upperBound
      }
    }
  }

  /// Makes the mentions, links and exports of a match.
  mutating func commit(_ match: RuleMatch, stage: StageID) {
    let rule = grammar.rules[match.rule.index]
    var scope = Scope(match: match, rule: rule, item: nil)
    for emission in rule.emissions {
      guard let capture = emission.capture else {
        let events = match.events.indices
        make(emission, tokens: match.start..<match.end, events: events, stage: stage, scope: scope)
        continue
      }
      for item in scope.items(capture) {
        scope.item = item
        make(emission, tokens: item.tokens, events: item.events, stage: stage, scope: scope)
        scope.item = nil
      }
    }
    for link in rule.links { join(link, scope: scope) }
    for export in rule.exports {
      guard let each = export.each else {
        add(export, scope: scope)
        continue
      }
      for item in scope.items(each) {
        scope.item = item
        add(export, scope: scope)
        scope.item = nil
      }
    }
  }

  private mutating func make(
    _ emission: CheckedEmission, tokens: Range<Int>, events: Range<Int>, stage: StageID, scope: Scope
  ) {
    let type = grammar.types[emission.type.index]
    var fields: [FieldValue?] = type.fields.map { _ in nil }
    for (field, expression) in emission.assignments {
      fields[field.index] = value(of: expression, scope)
      if fields[field.index] == nil, type.fields[field.index].name == "value" { return }
    }
    var rows: [CascadeMention.LexiconRow] = []
    for index in events {
      guard case .lexicon(let hit, _) = scope.match.events[index] else { continue }
      for case (let row?, _) in hit.entries {
        rows.append(CascadeMention.LexiconRow(lexicon: hit.lexicon, row: row))
      }
    }
    made.append(
      CascadeMention(
        type: emission.type, span: TokenSpan(tokens), stage: stage, rule: scope.match.rule, fields: fields,
        lexiconRows: rows))
  }

  private mutating func add(_ export: CheckedExport, scope: Scope) {
    guard case .text(let phrase)? = value(of: export.value, scope), !words(phrase).isEmpty else { return }
    var cells: [String?] = grammar.lexicons[export.lexicon.index].columns.map { _ in nil }
    for (column, expression) in export.assignments { cells[column] = value(of: expression, scope)?.notation }
    exportedEntries.append(
      DocumentEntry(
        lexicon: export.lexicon, words: words(phrase),
        validFrom: export.scope == .document ? 0 : scope.match.end, cells: cells))
  }

  // MARK: Expressions

  func value(of expression: CheckedExpression, _ scope: Scope) -> FieldValue? {
    switch expression {
    case .text(let text): return .text(text)
    case .number(let number): return .number(ExactDecimal(number))
    case .flag(let flag): return .flag(flag)
    case .captureText(let capture), .captureItems(let capture):
      return scope.items(capture).first.map { .text(string($0.tokens)) }
    case .column(let capture, let name):
      guard let item = scope.items(capture).first else { return nil }
      for index in item.events {
        guard case .lexicon(let hit, _) = scope.match.events[index] else { continue }
        let lexicon = grammar.lexicons[hit.lexicon.index]
        guard let column = lexicon.columns.firstIndex(of: name) else { continue }
        guard let cell = hit.entries.compactMap({ $0.cells[column] }).first else { continue }
        switch lexicon.columnKinds[column] {
        case .number: return ExactDecimal(cell).map(FieldValue.number)
        case .flag: return .flag(cell == "true")
        case .text, .date, .quantity: return .text(cell)
        }
      }
      return nil
    case .field(let capture, let name):
      guard let item = scope.items(capture).first else { return nil }
      for index in item.events {
        guard case .mention(let number, _) = scope.match.events[index] else { continue }
        if let value = fields(of: number)[name] { return value }
      }
      return nil
    case .first(let expressions):
      for expression in expressions {
        if let value = value(of: expression, scope) { return value }
      }
      return nil
    case .call(let number, let arguments):
      return call(normalizers[number], arguments, scope)
    }
  }

  private func call(
    _ normalizer: Normalizer, _ arguments: [CheckedExpression?], _ scope: Scope
  ) -> FieldValue? {
    var values: [NormalizerArgument] = []
    for (parameter, argument) in zip(normalizer.signature.parameters, arguments) {
      var given = NormalizerArgument.absent
      if case .captureItems(let capture)? = argument, parameter.accepts == .items {
        let items = scope.items(capture)
        if !items.isEmpty { given = .items(items.map { captured($0, scope) }) }
      } else if let argument, let value = value(of: argument, scope) {
        given = .value(value)
      }
      if parameter.isRequired, case .absent = given { return nil }
      values.append(given)
    }
    return normalizer.apply(values)
  }

  private func captured(_ item: Item, _ scope: Scope) -> CapturedItem {
    var result = CapturedItem(
      text: string(item.tokens), tokens: item.tokens.map { string($0..<($0 + 1)) })
    for index in item.events {
      switch scope.match.events[index] {
      case .lexicon(let hit, let position):
        let columns = grammar.lexicons[hit.lexicon.index].columns
        let rows = hit.entries.map { entry in
          var cells: [String: String] = [:]
          for (column, cell) in zip(columns, entry.cells) { cells[column] = cell }
          return cells
        }
        result.hits.append(
          CapturedItem.LexiconHit(offset: position - item.tokens.lowerBound, count: hit.length, rows: rows))
      case .mention(let number, let position):
        let mention = mentions[number]
        result.mentions.append(
          CapturedItem.CapturedMention(
            offset: position - item.tokens.lowerBound, count: mention.span.count,
            typeName: grammar.types[mention.type.index].name, fields: fields(of: number)))
      case .start, .end: break
      }
    }
    return result
  }

  private func fields(of number: Int) -> [String: FieldValue] {
    let mention = mentions[number]
    var result: [String: FieldValue] = [:]
    for (field, value) in zip(grammar.types[mention.type.index].fields, mention.fields) {
      result[field.name] = value
    }
    return result
  }

  /// The shadow text of tokens, each gap with white space as one space.
  func string(_ tokens: Range<Int>) -> String {
    tokens.map { position in
      let word = String(decoding: text.shadow[text.tokens[position].span.range], as: UTF8.self)
      return position > tokens.lowerBound && text.tokens[position].gap != .glued ? " " + word : word
    }.joined()
  }
}
