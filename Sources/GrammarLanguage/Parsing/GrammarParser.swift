/// Reads grammar files (grammar at the end of the article "Grammar reference") by recursive descent.
///
/// Total: any bytes give a tree and diagnostics. After an error the parser goes on at the next declaration
/// that stands first on its line, no deeper than the broken one; names it had to skip are remembered in
/// `GrammarFile.brokenNames`, so that one mistake is reported once.
package enum GrammarParser {
  /// Parses a file. `path` is the path below the grammar folder. O(n).
  package static func parse(_ source: [UInt8], path: String) -> (GrammarFile, [Diagnostic]) {
    guard source.count <= GrammarLimits.grammarFileSize else {
      let kind = DiagnosticKind.fileTooLarge(bytes: source.count, limit: GrammarLimits.grammarFileSize)
      return (GrammarFile(path: path), [Diagnostic(kind, at: SourceSpan(file: path, start: 0, end: 0))])
    }
    if let problem = UTF8Check.unreadable(source) {
      return (GrammarFile(path: path), [Diagnostic(problem, at: SourceSpan(file: path, start: 0, end: 0))])
    }
    var diagnostics: [Diagnostic] = []
    let bytes = UTF8Check.repaired(source, path: path, diagnostics: &diagnostics)
    var lexer = Lexer(path: path, bytes: bytes)
    lexer.run()
    var parser = Parser(path: path, bytes: bytes, lexemes: lexer.lexemes)
    var file = parser.parseFile()
    file.comments = lexer.comments
    diagnostics += lexer.diagnostics + parser.diagnostics
    return (file, diagnostics)
  }

  package static func parse(_ source: String, path: String) -> (GrammarFile, [Diagnostic]) {
    parse(Array(source.utf8), path: path)
  }

  /// Parses one pattern that stands alone, as `boctach grammar query` takes it.
  package static func parsePattern(_ source: String, path: String) -> (Pattern?, [Diagnostic]) {
    var diagnostics: [Diagnostic] = []
    let bytes = UTF8Check.repaired(Array(source.utf8), path: path, diagnostics: &diagnostics)
    var lexer = Lexer(path: path, bytes: bytes)
    lexer.run()
    var parser = Parser(path: path, bytes: bytes, lexemes: lexer.lexemes)
    parser.isPatternAlone = true
    let pattern = parser.parseWholePattern()
    diagnostics += lexer.diagnostics + parser.diagnostics
    return (diagnostics.contains { $0.severity == .error } ? nil : pattern, diagnostics)
  }
}

/// Bounds of grammar text. Beyond them is an error, never a hang.
package enum GrammarLimits {
  package static let grammarFileSize = 4 << 20
  package static let lexiconFileSize = 256 << 20
  /// Parentheses, braces and calls inside each other.
  package static let nesting = 64
  package static let repetition = 512
  package static let matchLength = 512
  package static let defaultMatchLength = 64
  package static let priority = -100...100
  package static let distanceTokens = 512
  package static let distanceSentences = 16
  package static let contextLength = 64
  /// Elements of one pattern after macros are expanded and bounded repetitions written out.
  package static let patternSize = 20_000
  /// Bytes of all grammar files, and of all lexicon files.
  package static let grammarSize = 32 << 20
  package static let lexiconSize = 512 << 20
  /// Files that include each other, one inside the next.
  package static let includeDepth = 32
  /// How many there may be of each sort: in the folder, of fields in a type, of columns in a lexicon, of captures in a rule.
  /// The engine keeps sets of types and of stages in 64 bits.
  package static let counts: [LimitedSort: Int] = [
    .files: 1024, .groups: 64, .types: 64, .relations: 256, .stages: 64, .lexicons: 4096, .macros: 16_384,
    .rules: 16_384, .links: 1024, .fields: 128, .columns: 128, .captures: 128,
  ]
  /// Problems kept for one grammar.
  package static let diagnostics = 1000
}

/// A syntax error that has been reported.
struct SyntaxFailure: Error {}

/// The state of one parse; its grammar is in the extensions.
struct Parser {
  let path: String
  let bytes: [UInt8]
  let lexemes: [Lexeme]
  var index = 0
  var depth = 0
  var diagnostics: [Diagnostic] = []
  /// Whether the text is one pattern, and no file.
  var isPatternAlone = false
  /// Offsets of line starts, for recovery.
  private let lineStarts: [Int]

  init(path: String, bytes: [UInt8], lexemes: [Lexeme]) {
    self.path = path
    self.bytes = bytes
    self.lexemes = lexemes
    self.lineStarts = LineTable.lineStarts(of: bytes)
  }

  // MARK: Reading lexemes

  var current: Lexeme { lexemes[index] }
  var next: Lexeme { lexemes[min(index + 1, lexemes.count - 1)] }
  /// Where the last consumed lexeme ends.
  var previousEnd: Int { index > 0 ? lexemes[index - 1].end : 0 }

  mutating func advance() {
    if index < lexemes.count - 1 { index += 1 }
  }

  func text(_ lexeme: Lexeme) -> String {
    String(decoding: bytes[lexeme.start..<lexeme.end], as: UTF8.self)
  }

  func span(_ lexeme: Lexeme) -> SourceSpan { SourceSpan(file: path, start: lexeme.start, end: lexeme.end) }

  func span(from start: Int) -> SourceSpan {
    SourceSpan(file: path, start: start, end: max(start, previousEnd))
  }

  func isWord(_ lexeme: Lexeme, _ word: StaticString) -> Bool {
    guard lexeme.kind == .name, lexeme.end - lexeme.start == word.utf8CodeUnitCount else { return false }
    return word.withUTF8Buffer { bytes[lexeme.start..<lexeme.end].elementsEqual($0) }
  }

  func at(_ word: StaticString) -> Bool { isWord(current, word) }

  mutating func eat(_ word: StaticString) -> Bool {
    guard at(word) else { return false }
    advance()
    return true
  }

  mutating func eat(_ kind: Lexeme.Kind) -> Bool {
    guard current.kind == kind else { return false }
    advance()
    return true
  }

  // MARK: Errors

  mutating func report(_ kind: DiagnosticKind, at span: SourceSpan, related: SourceSpan? = nil) {
    guard diagnostics.count < GrammarLimits.diagnostics else { return }
    diagnostics.append(Diagnostic(kind, at: span, related: related))
  }

  /// Reports what stands here instead of what was expected. Silent where the lexer has reported already.
  ///
  /// - Parameter words: what a misspelt word here may have been meant to be.
  mutating func unexpected(_ expected: String, among words: [String] = []) -> SyntaxFailure {
    if current.kind != .invalid {
      var place = span(current)
      if current.kind == .end {
        // Point behind the last thing written rather than at an empty last line.
        place = SourceSpan(file: path, start: previousEnd, end: previousEnd)
      }
      let suggestion = current.kind == .name ? Spelling.nearest(to: text(current), among: words) : nil
      report(.unexpected(found: describe(current), expected: expected, suggestion: suggestion), at: place)
    }
    return SyntaxFailure()
  }

  func describe(_ lexeme: Lexeme) -> String {
    if lexeme.kind == .end { return isPatternAlone ? "the end" : "the end of the file" }
    let text = text(lexeme)
    return text.count > 30 ? "`\(text.prefix(30))…`" : "`\(text)`"
  }

  mutating func expect(_ kind: Lexeme.Kind, _ expected: String) throws(SyntaxFailure) {
    guard eat(kind) else { throw unexpected(expected) }
  }

  mutating func expect(_ word: StaticString) throws(SyntaxFailure) {
    guard eat(word) else { throw unexpected("`\(word)`") }
  }

  mutating func expectName(_ expected: String) throws(SyntaxFailure) -> Name {
    guard current.kind == .name else { throw unexpected(expected) }
    defer { advance() }
    return Name(CanonicalComposition.composed(text(current)), span(current))
  }

  /// A name that no reserved word may be.
  mutating func expectFreeName(_ expected: String) throws(SyntaxFailure) -> Name {
    let name = try expectName(expected)
    if ReservedWords.all.contains(name.text) { report(.reservedWord(name.text), at: name.span) }
    return name
  }

  mutating func expectCapture() throws(SyntaxFailure) -> Name {
    guard current.kind == .capture else { throw unexpected("a capture such as `$name`") }
    defer { advance() }
    return Name(CanonicalComposition.composed(String(text(current).dropFirst())), span(current))
  }

  mutating func expectString(_ expected: String, mode: StringEscapes.Mode = .plain) throws(SyntaxFailure)
    -> StringLiteral
  {
    guard current.kind == .string else { throw unexpected(expected) }
    let lexeme = current
    advance()
    var unknown: [(Int, String)] = []
    let text = StringEscapes.resolve(bytes[(lexeme.start + 1)..<(lexeme.end - 1)], mode: mode) {
      unknown.append(($0, $1))
    }
    for (offset, escape) in unknown {
      let start = lexeme.start + 1 + offset
      report(
        .unknownEscape(escape), at: SourceSpan(file: path, start: start, end: start + escape.utf8.count))
    }
    return StringLiteral(text, span(lexeme))
  }

  /// An integer; one too large for any purpose is reported and cut down.
  mutating func expectInteger(_ expected: String) throws(SyntaxFailure) -> Int {
    guard current.kind == .integer else { throw unexpected(expected) }
    defer { advance() }
    if let value = Int(text(current)), value.magnitude <= 1_000_000_000_000_000 { return value }
    report(.numberTooLarge, at: span(current))
    return 1
  }

  mutating func nested<T>(_ body: (inout Parser) throws(SyntaxFailure) -> T) throws(SyntaxFailure) -> T {
    guard depth < GrammarLimits.nesting else {
      report(.nestingTooDeep(limit: GrammarLimits.nesting), at: span(lexemes[max(0, index - 1)]))
      throw SyntaxFailure()
    }
    depth += 1
    defer { depth -= 1 }
    return try body(&self)
  }

  // MARK: Recovery

  func column(of lexeme: Lexeme) -> Int {
    lexeme.start - lineStarts[LineTable.line(of: lexeme.start, in: lineStarts)]
  }

  func isFirstOnLine(_ position: Int) -> Bool {
    guard position > 0 else { return true }
    let start = lineStarts[LineTable.line(of: lexemes[position].start, in: lineStarts)]
    return lexemes[position - 1].start < start
  }

  /// Skips to the next declaration that begins a line at `column` or left of it.
  mutating func skipToDeclaration(column: Int, into names: inout Set<String>) {
    while current.kind != .end {
      if current.kind == .name, ReservedWords.declarations.contains(text(current)) {
        if isFirstOnLine(index), self.column(of: current) <= column { return }
        if next.kind == .name { names.insert(text(next)) }
      }
      advance()
    }
  }
}
