/// A line of a formatted file: lexemes and perhaps a comment, each behind some space.
struct FormatLine {
  struct Cell {
    var text: String
    /// Tells cells that may stand below each other.
    var kind: Kind
    /// The space before it when nothing is aligned, and as it is.
    var minimumGap: Int
    var gap: Int
    /// Where it stands in the source, in characters, and the space before it; nil where a line was broken before it.
    var source: (column: Int, gap: Int)?
  }

  enum Kind: Hashable {
    case lexeme(Lexeme.Kind)
    case comment
  }

  var indent: Int
  var cells: [Cell] = []
  var hasBlankLineBefore = false
  /// Goes on with what an earlier line began, or is a comment alone: a column of cells may reach over it.
  var isTransparent = false
  /// Stands with its `|` below the `=` of the line and cell.
  var belowEqual: (line: Int, cell: Int)?

  /// The line with its break and the empty line before it.
  var text: String {
    var text = hasBlankLineBefore ? "\n" : ""
    text += String(repeating: " ", count: indent)
    for (index, cell) in cells.enumerated() {
      if index > 0 { text += String(repeating: " ", count: cell.gap) }
      text += cell.text
    }
    return text + "\n"
  }
}

/// Makes the lines: those of the source, and those that declarations and blocks need.
///
/// What begins a line is indented by what is open there:
///
///     rule a -> T {
///         x = $x                    in a block: 4 more than the line of its brace
///     }
///         = b:"…" (                 in a declaration: 4
///           "…" | "…"               in a pattern below its own `=`: 6; in brackets 2 more than the line of the bracket
///         )                         as the line of the bracket
///         emit U($b)                a clause: 4
struct FormatLines {
  private let structure: FormatStructure
  private let comments: [Comment]
  private let bytes: [UInt8]
  private(set) var lines: [FormatLine] = []

  private struct Bracket {
    /// The indentation of the line that it stands on, or that a block's brace hangs on.
    var indent: Int
    var isBlock: Bool
    /// A block whose contents have lines of their own.
    var isBroken: Bool
    var isList: Bool
  }

  /// In what part of a declaration the next lexeme stands.
  private enum Part {
    case head
    case pattern(indent: Int)
    case clause
  }

  private var brackets: [Bracket] = []
  private var part = Part.head
  /// The `=` of the declaration's pattern: its line and cell, and its column in the source.
  private var equal: (line: Int, cell: Int, column: Int)?
  private var declarationLine = 0
  /// Where what was written last ends in the source, and in its line, in characters.
  private var previousEnd = 0
  private var previousEndColumn = 0

  init(_ structure: FormatStructure, comments: [Comment], bytes: [UInt8]) {
    self.structure = structure
    self.comments = comments
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { previousEnd = 3 }
  }

  /// O(n) for n bytes.
  mutating func build() {
    var comments = comments[...]
    for index in structure.lexemes.indices {
      let lexeme = structure.lexemes[index]
      while let comment = comments.first, comment.start < lexeme.start {
        comments.removeFirst()
        add(comment, before: index)
      }
      if lexeme.kind != .end { add(index) }
    }
  }

  // MARK: Source

  /// Line breaks of the source between what was written last and an offset.
  private func breaks(before offset: Int) -> Int {
    bytes[previousEnd..<max(previousEnd, offset)].count { $0 == UInt8(ascii: "\n") }
  }

  /// The column in the source of what comes next, in characters. Before it stands white space alone.
  private func sourceColumn(_ offset: Int) -> Int {
    let gap = bytes[previousEnd..<max(previousEnd, offset)]
    guard let lineBreak = gap.lastIndex(of: UInt8(ascii: "\n")) else {
      return previousEndColumn + gap.count
    }
    return offset - lineBreak - 1
  }

  private mutating func advance(over text: String, from start: Int, to end: Int) {
    previousEndColumn = sourceColumn(start) + text.count
    previousEnd = end
  }

  // MARK: Comments

  private mutating func add(_ comment: Comment, before next: Int) {
    let breaks = breaks(before: comment.start)
    var cell = FormatLine.Cell(text: comment.text, kind: .comment, minimumGap: 2, gap: 2)
    if breaks == 0, !lines.isEmpty {
      cell.source = (sourceColumn(comment.start), comment.start - previousEnd)
      lines[lines.count - 1].cells.append(cell)
    } else {
      let isFirstInBlock = brackets.last.map { $0.isBroken && isBehindOpening } ?? false
      var line = FormatLine(indent: indent(of: comment, before: next))
      line.hasBlankLineBefore = breaks > 1 && !lines.isEmpty && !isFirstInBlock
      line.isTransparent = true
      line.cells = [cell]
      lines.append(line)
    }
    advance(over: comment.text, from: comment.start, to: comment.start + comment.text.utf8.count)
    isBehindOpening = false
  }

  /// Whether nothing stands behind the brace that opens a block, but perhaps a comment on its line.
  private var isBehindOpening = false

  /// A comment stands as what it is about would, which is what follows.
  private func indent(of comment: Comment, before next: Int) -> Int {
    let mark = structure.marks[next]
    if structure.lexemes[next].kind == .end || mark.startsDeclaration {
      // One that the author indented, right behind the declaration, belongs to that.
      let belongsToLast = sourceColumn(comment.start) > 0 && breaks(before: comment.start) == 1
      guard belongsToLast, let last = lines.last else { return 0 }
      return last.isTransparent && last.cells[0].kind == .comment ? last.indent : 4
    }
    guard isClosing(structure.lexemes[next].kind), let bracket = brackets.last else {
      return indent(of: next)
    }
    return bracket.isBlock ? bracket.indent + 4 : max(continuationIndent, bracket.indent + 2)
  }

  // MARK: Lexemes

  private mutating func add(_ index: Int) {
    let lexeme = structure.lexemes[index]
    let mark = structure.marks[index]
    let breaks = breaks(before: lexeme.start)
    let isNewLine = breaks > 0 || lines.isEmpty || isBroken(before: index)
    if mark.startsDeclaration {
      part = .head
      equal = nil
    }
    if mark.startsClause { part = .clause }
    if isNewLine {
      var line = FormatLine(indent: indent(of: index))
      line.hasBlankLineBefore = hasBlankLine(before: index, breaks)
      line.isTransparent = !mark.startsDeclaration && !mark.startsItem && !mark.startsClause
      if mark.startsDeclaration { declarationLine = lines.count }
      lines.append(line)
    }
    let column = sourceColumn(lexeme.start)
    var cell = FormatLine.Cell(
      text: structure.text(index), kind: .lexeme(lexeme.kind), minimumGap: 0, gap: 0)
    if !isNewLine {
      let gap = gap(before: index)
      (cell.minimumGap, cell.gap) = (gap, gap)
      cell.source = (column, lexeme.start - previousEnd)
    } else if lexeme.kind == .bar, brackets.isEmpty, let equal, equal.column == column {
      lines[lines.count - 1].belowEqual = (equal.line, equal.cell)
    }
    lines[lines.count - 1].cells.append(cell)
    advance(over: cell.text, from: lexeme.start, to: lexeme.end)
    isBehindOpening = false
    trackBrackets(index)
    if mark.isPatternEqual {
      let (line, cell) = (lines.count - 1, lines[lines.count - 1].cells.count - 1)
      equal = (line, cell, column)
      part = .pattern(indent: cell == 0 ? 6 : 4)
    }
  }

  private mutating func trackBrackets(_ index: Int) {
    switch structure.lexemes[index].kind {
    case .leftParenthesis, .leftBracket:
      brackets.append(
        Bracket(indent: lines[lines.count - 1].indent, isBlock: false, isBroken: false, isList: false))
    case .leftBrace:
      var bracket = Bracket(
        indent: lines[lines.count - 1].indent, isBlock: false, isBroken: false, isList: false)
      if case .block(let isList) = structure.marks[index].brace {
        bracket.isBlock = true
        bracket.isList = isList
        bracket.isBroken = isBrokenInSource(index)
        if case .clause = part { bracket.indent = 4 } else { bracket.indent = 0 }
        isBehindOpening = bracket.isBroken
      }
      brackets.append(bracket)
    case .rightParenthesis, .rightBracket, .rightBrace: _ = brackets.popLast()
    default: break
    }
  }

  /// Whether the author broke the line anywhere between the braces.
  private func isBrokenInSource(_ index: Int) -> Bool {
    guard let partner = structure.marks[index].partner else { return false }
    return bytes[structure.lexemes[index].end..<structure.lexemes[partner].start].contains(UInt8(ascii: "\n"))
  }

  private func isClosing(_ kind: Lexeme.Kind) -> Bool {
    kind == .rightParenthesis || kind == .rightBracket || kind == .rightBrace
  }

  /// Whether a line begins here whatever the author did.
  private func isBroken(before index: Int) -> Bool {
    if lines.last?.cells.last?.kind == .comment { return true }
    let mark = structure.marks[index]
    if mark.startsDeclaration { return true }
    guard let bracket = brackets.last, bracket.isBroken else { return false }
    return isBehindOpening || structure.lexemes[index].kind == .rightBrace
      || (mark.startsItem && bracket.isList)
  }

  private func hasBlankLine(before index: Int, _ breaks: Int) -> Bool {
    guard !lines.isEmpty else { return false }
    if let bracket = brackets.last, bracket.isBlock {
      if isBehindOpening || structure.lexemes[index].kind == .rightBrace { return false }
    }
    if breaks > 1 { return true }
    // Where the author began a declaration on another's line, one of several lines stands apart.
    return breaks == 0 && structure.marks[index].startsDeclaration && lines.count - declarationLine > 1
  }

  /// The spaces before a lexeme on the line of the one before.
  private func gap(before index: Int) -> Int {
    let gap = structure.gap(before: index)
    // The texts of a test stand below each other: `match  "…"`, `reject "…"`.
    if structure.lexemes[index].kind == .string, structure.marks[index - 1].startsItem,
      let bracket = brackets.last, bracket.isBroken, bracket.isList
    {
      return max(gap, 7 - structure.text(index - 1).count)
    }
    return gap
  }

  // MARK: Indentation

  /// That of a line which a lexeme begins.
  private func indent(of index: Int) -> Int {
    let mark = structure.marks[index]
    if mark.startsDeclaration { return 0 }
    if let bracket = brackets.last {
      if isClosing(structure.lexemes[index].kind) { return bracket.indent }
      if bracket.isBlock { return mark.startsItem ? bracket.indent + 4 : bracket.indent + 6 }
      return max(continuationIndent, bracket.indent + 2)
    }
    return mark.startsClause || mark.isPatternEqual ? 4 : continuationIndent
  }

  /// That of a line that goes on with something, brackets aside.
  private var continuationIndent: Int {
    if let block = brackets.last(where: \.isBlock) { return block.indent + 6 }
    switch part {
    case .head: return 4
    case .pattern(let indent): return indent
    case .clause: return 6
    }
  }
}
