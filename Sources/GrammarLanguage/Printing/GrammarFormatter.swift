/// Lays a grammar file out in the one canonical way of `boctach grammar format`.
///
/// As gofmt does, it leaves lines where the author broke them, and comments where they stand: a table of alternatives, a group of
/// short declarations or a lexicon in rows of words is laid out by hand for a reason. It decides the rest: indentation, the space
/// between lexemes, blank lines, where a declaration and a block begin and end. Lexemes are never added, dropped or moved, so
/// the file means what it meant.
///
///     lexemes, comments ─FormatStructure─▶ what each is for ─FormatLines─▶ lines of cells ─FormatAlignment─▶ text
package enum GrammarFormatter {
  /// The canonical text of a file; nil where it has errors, which are in `diagnostics`. O(n) for n bytes.
  package static func format(
    _ source: [UInt8], path: String
  ) -> (text: String?, diagnostics: [Diagnostic]) {
    let (file, diagnostics) = GrammarParser.parse(source, path: path)
    guard !diagnostics.contains(where: { $0.severity == .error }) else { return (nil, diagnostics) }
    var lexer = Lexer(path: path, bytes: source)
    lexer.run()
    let structure = FormatStructure(of: file, lexemes: lexer.lexemes, bytes: source)
    var builder = FormatLines(structure, comments: lexer.comments, bytes: source)
    builder.build()
    var lines = builder.lines
    FormatAlignment.align(&lines)
    return (lines.map(\.text).joined(), diagnostics)
  }

  package static func format(_ source: String, path: String) -> (text: String?, diagnostics: [Diagnostic]) {
    format(Array(source.utf8), path: path)
  }
}
