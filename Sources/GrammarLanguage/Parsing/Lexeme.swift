/// The smallest pieces of a grammar file. White space and comments stand between them and are in none.
struct Lexeme: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    /// A word: letter, then letters, digits, underscores (and the keyword `nearest-for-second`).
    case name
    /// `"…"` with its quotes, escapes not resolved.
    case string
    /// `/…/` after the word `raw`, with its slashes.
    case regex
    case integer
    /// `$name`.
    case capture
    case leftBrace, rightBrace, leftParenthesis, rightParenthesis, leftBracket, rightBracket
    case less, greater, comma, colon, equal, notEqual, fatArrow, arrow
    case bar, ampersand, question, star, plus, at, dot, dotDot
    /// A string or regex that its line does not end, or a character of no meaning; already reported.
    case invalid
    case end
  }

  var kind: Kind
  /// UTF-8 bytes of the file, half-open.
  var start: Int
  var end: Int
}

/// A comment, `#` to the end of its line, without the line break.
package struct Comment: Hashable, Sendable {
  package var text: String
  /// Offset of the `#`.
  package var start: Int
  /// Whether something other than white space stands before it on its line.
  package var isTrailing: Bool
  /// Whether an empty line follows.
  package var isBeforeBlankLine: Bool
}
