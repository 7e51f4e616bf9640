import BocTach
import GrammarEngine
import GrammarLanguage
import TextModel
import Tokenization

/// Explanations as text for people.
struct ExplanationReport {
  let explainer: Explainer
  let cascade: Cascade
  let sources: GrammarSourceSet
  /// The same text extracted: its dates are resolved.
  let document: Document
  let color: Bool
  private let locator: SourceLocator
  /// By byte of the text: code points before it.
  private let codePoints: [Int]

  init(
    explainer: Explainer, cascade: Cascade, compilation: GrammarCompilation, document: Document, color: Bool
  ) {
    self.explainer = explainer
    self.cascade = cascade
    sources = compilation.sources
    self.document = document
    self.color = color
    locator = SourceLocator(sources, displayPaths: compilation.displayPaths)
    var codePoints: [Int] = []
    var count = 0
    for byte in explainer.text.text {
      codePoints.append(count)
      if byte & 0xC0 != 0x80 { count += 1 }
    }
    // A byte inside a code point has counted it already; its start has not.
    self.codePoints = codePoints + [count]
  }

  var codePointCount: Int { codePoints.last ?? 0 }

  /// The tokens that overlap a span of code points.
  func tokens(in span: CodePointSpan) -> Range<Int>? {
    let indices = explainer.text.tokens.indices.filter { index in
      let range = place(index..<(index + 1))
      return range.lowerBound < span.range.upperBound && span.range.lowerBound < range.upperBound
    }
    guard let first = indices.first, let last = indices.last else { return nil }
    return first..<(last + 1)
  }

  /// What to say first where a span asked for is not that of its tokens: no mention is of such a span.
  func note(on span: CodePointSpan, of tokens: Range<Int>) -> String? {
    let place = place(tokens)
    guard place != span.range else { return nil }
    return "\(span) does not begin and end with tokens, so that no mention is there; this is of "
      + "\(place.lowerBound):\(place.upperBound), the span of its tokens\n\n"
  }

  // MARK: Pieces

  private func bytes(_ tokens: Range<Int>) -> Range<Int> {
    explainer.text.textSpan(of: TokenSpan(tokens)).range
  }

  /// Code points.
  private func place(_ tokens: Range<Int>) -> Range<Int> {
    let range = bytes(tokens)
    return codePoints[range.lowerBound]..<codePoints[range.upperBound]
  }

  private func quoted(_ tokens: Range<Int>) -> String {
    guard !tokens.isEmpty else { return "" }
    let text = String(decoding: explainer.text.text[bytes(tokens)], as: UTF8.self)
    return "\"\(text.onVisibleLine)\""
  }

  private func location(_ span: SourceSpan) -> String {
    locator.location(span).map { "\($0.file):\($0.line):\($0.column)" } ?? span.file
  }

  /// What the grammar has at a span, on one line.
  private func source(_ span: SourceSpan) -> String {
    guard let file = sources.files[span.file], span.start <= span.end, span.end <= file.count else {
      return ""
    }
    let words = String(decoding: file[span.start..<span.end], as: UTF8.self).split { $0.isWhitespace }
    let line = words.joined(separator: " ")
    return line.count > 44 ? line.prefix(43) + "…" : line
  }

  private func rule(_ id: RuleID) -> String {
    let rule = cascade.grammar.rules[id.index]
    return "\(rule.name), \(location(rule.span)), stage \(cascade.grammar.stages[rule.stage.index].name)"
  }

  private func title(_ number: Int) -> String {
    let mention = explainer.result.mentions[number]
    let span = place(mention.span.range)
    return "\(styled(quoted(mention.span.range), "1")) \(span.lowerBound):\(span.upperBound) "
      + cascade.typeName(mention.type)
  }

  private func styled(_ text: String, _ code: String) -> String {
    color ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }

  /// Lines in columns, under a heading that stands before the first.
  private func section(_ heading: String, _ rows: [[String]]) -> String {
    guard let columns = rows.first?.count else { return "" }
    let widths = (0..<columns).map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.enumerated().map { index, row in
      var line = "  " + (index == 0 ? heading : "").padded(to: 10)
      for (column, cell) in row.enumerated() { line += cell.padded(to: widths[column]) + "  " }
      while line.last == " " { line.removeLast() }
      return line + "\n"
    }.joined()
  }

  // MARK: Mentions

  /// All output mentions, in the order of the text.
  var everything: String {
    let output = explainer.result.output
    return output.isEmpty ? "no mention in this text\n" : output.map(mention).joined(separator: "\n")
  }

  func mention(_ number: Int) -> String {
    let explanation = explainer.explanation(of: number)
    var out = title(number) + "\n"
    out += section("rule", [[rule(explanation.mention.rule)]])
    switch explanation.fate {
    case .output: break
    case .notOutput: out += section("output", [["no: a private type"]])
    case .absorbed(let other): out += section("output", [["no: absorbed by \(title(other))"]])
    case .overlapped(let other): out += section("output", [["no: overlaps \(title(other))"]])
    }
    if explanation.match != explanation.mention.span.range {
      out += section("match", [[quoted(explanation.match)]])
    }
    out += section(
      "elements", explanation.elements.map { [source($0.source), quoted($0.tokens), location($0.source)] })
    out += section("captures", explanation.captures.map { ["$" + $0.name, quoted($0.tokens)] })
    out += section(
      "lexicons",
      explanation.entries.map { entry in
        let cells = entry.cells.map { "\($0.column)=\($0.cell)" }.joined(separator: " ")
        return [
          "@" + entry.lexicon, quoted(entry.tokens), cells,
          entry.source.map(location) ?? "from this document",
        ]
      })
    out += section(
      "mentions",
      explanation.parts.map { part in
        let mention = explainer.result.mentions[part.mention]
        return ["<\(cascade.typeName(mention.type))>", quoted(part.tokens), "rule " + rule(mention.rule)]
      })
    out += fields(explanation)
    return out
  }

  private func fields(_ explanation: MentionExplanation) -> String {
    var rows: [[String]] = []
    let resolved = document.mentions.first {
      $0.tokens == explanation.mention.span && $0.type == cascade.typeName(explanation.mention.type)
    }
    for field in explanation.fields {
      rows.append([field.name + " = " + field.expression])
      for call in field.calls {
        // What is written there as it is says itself; of what matched nothing the names will do.
        let given = call.arguments.filter { !$0.expression.hasPrefix("\"") }
        var parts = given.compactMap { argument in argument.value.map { "\(argument.expression) = \"\($0)\"" }
        }
        let absent = given.filter { $0.value == nil }.map(\.expression)
        if !absent.isEmpty { parts.append("nothing in \(absent.joined(separator: " "))") }
        let name = call.expression == field.expression ? "" : call.expression + " "
        let result = call.result.map { "\"\($0.notation)\"" } ?? "no value"
        rows.append([
          "    " + name + (parts.isEmpty ? "" : "with " + parts.joined(separator: ", ") + " ") + "→ " + result
        ])
      }
      if field.calls.last?.expression != field.expression {
        rows.append(["    → " + (field.value.map { "\"\($0.notation)\"" } ?? "no value")])
      }
      if let value = resolved?.fields[field.name], case .date = value, value.notation != field.value?.notation
      {
        rows.append(["    resolved: \"\(value.notation)\""])
      }
    }
    return section("fields", rows)
  }

  // MARK: Misses

  /// Why a span has no mention.
  func misses(_ tokens: Range<Int>, rule name: String?, limit: Int) -> String {
    let span = place(tokens)
    var out = "\(styled(quoted(tokens), "1")) \(span.lowerBound):\(span.upperBound) is no mention\n"
    if !explainer.mentions(of: tokens).isEmpty {
      out = "\(styled(quoted(tokens), "1")) \(span.lowerBound):\(span.upperBound)\n"
    }
    let overlapping = explainer.result.mentions.indices.filter {
      explainer.result.mentions[$0].span.overlaps(TokenSpan(tokens))
        && explainer.result.mentions[$0].span.range != tokens
    }
    out += section(
      "overlaps", overlapping.map { [title($0), "rule " + rule(explainer.result.mentions[$0].rule)] })
    var attempts = explainer.attempts(on: tokens, named: name)
    if attempts.isEmpty {
      out += "  no rule begins at \(quoted(tokens.prefix(1)))\n"
      // Perhaps the span begins too early.
      var rest = tokens.dropFirst()
      while attempts.isEmpty, !rest.isEmpty {
        attempts = explainer.attempts(on: rest.startIndex..<rest.endIndex)
        if attempts.isEmpty { rest = rest.dropFirst() }
      }
      if !attempts.isEmpty { out += "  the nearest from \(quoted(rest.prefix(1))) on:\n" }
    }
    for attempt in attempts.prefix(limit) { out += "\n" + miss(attempt, tokens) }
    if attempts.count > limit {
      let count = attempts.count - limit
      out +=
        "\n  \(count) more rule\(count == 1 ? "" : "s") begin\(count == 1 ? "s" : "") there: --nearest \(attempts.count) shows all\n"
    }
    return out
  }

  private func miss(_ attempt: RuleAttempt, _ tokens: Range<Int>) -> String {
    var out = section("rule", [[rule(attempt.rule)]])
    switch attempt.result {
    case .failed: break
    case .endsElsewhere(let ends):
      out += section("matches", ends.map { [quoted(attempt.start..<$0)] })
    case .taken(let by, let taken):
      out += section("matches", [["yes, but \(quoted(taken)) starts further left: rule \(rule(by))"]])
    case .lost(let to, let won, let isLonger):
      let reason = isLonger ? "is longer" : "has priority or stands first"
      out += section("matches", [["yes, but \(quoted(won)) \(reason): rule \(rule(to))"]])
    case .withoutValue(let field):
      out += section("matches", [["yes, but its field \(field) has no value, so that no mention is made"]])
    case .withoutCapture(let names):
      let captures = names.map { "$" + $0 }.joined(separator: " and ")
      out += section("matches", [["yes, but \(captures) took no token, so that no mention is made"]])
    case .emitsOther: out += section("matches", [["yes, but the rule emits other parts of the match"]])
    case .emitsNothing: out += section("matches", [["yes, but the rule emits nothing"]])
    case .made: out += section("matches", [["yes, and the rule makes a mention of it"]])
    }
    if attempt.furthest > attempt.start {
      out += section("fits", [[quoted(attempt.start..<attempt.furthest)]])
    }
    let next =
      attempt.furthest < explainer.text.tokens.count
      ? quoted(attempt.furthest..<(attempt.furthest + 1)) : "the end"
    let rows = obstacles(attempt)
    return out + section("then", rows.isEmpty ? [] : [["at \(next):", ""]] + rows)
  }

  /// The most places of a grammar that one miss names, and elements of one place.
  private static let placeLimit = 8
  private static let elementLimit = 4

  /// What stood in the way, each with its place; alternatives of one line together, at the place of the first.
  private func obstacles(_ attempt: RuleAttempt) -> [[String]] {
    struct Place {
      var line: String
      var elements: [(text: String, location: String)] = []
      var others: [(text: String, location: String)] = []
    }
    var places: [Place] = []
    for (source, obstacle) in attempt.obstacles {
      let location = source.map(location) ?? ""
      let line = String(location.prefix(upTo: location.lastIndex(of: ":") ?? location.endIndex))
      let index = places.firstIndex { $0.line == line } ?? places.count
      if index == places.count { places.append(Place(line: line)) }
      let element = source.map { self.source($0) } ?? ""
      var elements: [String]?
      if case .element = obstacle, !element.hasPrefix("unless") { elements = [element] }
      if case .operands(let failed, excluded: []) = obstacle { elements = failed }
      if let elements {
        for element in elements where !places[index].elements.contains(where: { $0.text == element }) {
          places[index].elements.append((element, location))
        }
      } else {
        let text = words(obstacle, source)
        if !places[index].others.contains(where: { $0.text == text }) {
          places[index].others.append((text, location))
        }
      }
    }
    var rows: [[String]] = []
    for place in places.prefix(Self.placeLimit) {
      var lines = place.others
      if let first = place.elements.first {
        let shown = place.elements.prefix(Self.elementLimit).map(\.text).joined(separator: " or ")
        let rest = place.elements.count - Self.elementLimit
        let more = rest > 0 ? " or \(rest) other\(rest == 1 ? "" : "s")" : ""
        lines.insert(("not \(shown)" + more, first.location), at: 0)
      }
      rows += lines.map { [$0.text, $0.location] }
    }
    if places.count > Self.placeLimit {
      rows.append(["and \(places.count - Self.placeLimit) places more", ""])
    }
    return rows
  }

  private func words(_ obstacle: Obstacle, _ source: SourceSpan?) -> String {
    let element = source.map { self.source($0) } ?? ""
    return switch obstacle {
    case .element: element.hasPrefix("unless") ? "\(element) forbids it" : "not \(element)"
    case .operands(let failed, let excluded):
      (failed.isEmpty ? [] : ["not " + failed.joined(separator: " nor ")])
        .joined() + (failed.isEmpty || excluded.isEmpty ? "" : ", and ")
        + (excluded.isEmpty ? "" : "it is \(excluded.joined(separator: " and ")), which is excluded")
    case .textEnds: "the text ends before \(element)"
    case .gap(let wanted, let found): "\(found.words) stands before it; \(element) wants \(wanted.words)"
    case .sentenceBegins: "a sentence begins before \(element)"
    case .lineBegins: "a line begins before \(element)"
    case .length(let length), .longerThanLength(let length):
      "the rule's length \(length) is reached before the end of \(element)"
    case .gapBehind(let wanted, let found):
      "the pattern ends here and wants \(wanted.words) behind, not \(found.words)"
    }
  }
}

extension Gap {
  var words: String {
    switch self {
    case .glued: "nothing"
    case .spaced: "a space"
    case .lineBreak: "a line break"
    case .paragraphBreak: "a paragraph break"
    }
  }
}

extension Program.GapMode {
  var words: String {
    switch self {
    case .any: "anything"
    case .normal: "nothing or a space"
    case .glued: "nothing"
    case .spaced: "a space"
    case .lineBreak: "a line break"
    }
  }
}

extension String {
  /// With spaces behind up to a width in characters.
  func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
