/// Words that name no rule, macro or capture, so that a pattern ends where a declaration or clause begins.
enum ReservedWords {
  /// Words that begin a declaration.
  static let declarations: Set<String> = [
    "stage", "include", "group", "private", "type", "relation", "sentences", "stages", "lexicon", "macro",
    "rule",
    "link", "test",
  ]
  /// Words that begin a clause of a rule.
  static let clauses: Set<String> = ["emit", "link", "export"]
  /// Words of patterns.
  static let patterns: Set<String> = [
    "exact", "digits", "number", "letters", "upper", "capitalized", "lower", "punct", "any", "email", "url",
    "handle", "raw", "in", "starts", "ends", "not", "glued", "spaced", "linebreak", "linestart", "lineend",
    "sentencestart", "sentenceend", "after", "before", "unless",
  ]
  static let all = declarations.union(clauses).union(patterns)
  /// Words that end a pattern.
  static let endOfPattern = declarations.union(clauses)
}
