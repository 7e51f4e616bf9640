import CICU

/// The compiled word rules (Rules/word.brk), as tables for the fast path.
struct WordRules: Sendable {
  static let shared = WordRules()

  /// Nil where this ICU's tables are unknown to us; then `ICUSegmenter` does the work.
  let tables: BreakTables?

  private init() {
    var length: Int32 = 0
    guard let bytes = cicu_compiled_word_rules(&length) else { preconditionFailure("word.brk is embedded") }
    // SAFETY: the bytes are a constant of the program, of that length.
    tables = BreakTables(compiled: UnsafeBufferPointer(start: bytes, count: Int(length)).span)
  }
}

/// ICU's own break iterator over one set of rules: the definition that the fast path is held against, and its
/// stand-in where ICU's tables are unknown. Not to be shared between threads.
package struct ICUSegmenter: ~Copyable {
  private let rules: OpaquePointer

  deinit {
    cicu_rules_close(rules)
  }

  /// Our word rules.
  package static func word() -> ICUSegmenter {
    var length: Int32 = 0
    let text = cicu_word_rules(&length)
    var error = cicu_rule_error()
    guard let rules = cicu_rules_open(text, length, &error) else {
      // The rules are part of this program and tested: not an input error.
      preconditionFailure("word.rules:\(error.line):\(error.column): ICU error \(error.code)")
    }
    return ICUSegmenter(rules: rules)
  }

  /// ICU's sentence rules for Vietnamese.
  package static func sentence() -> ICUSegmenter {
    guard let rules = cicu_rules_open_sentences("vi") else {
      preconditionFailure("ICU has no sentence rules")
    }
    return ICUSegmenter(rules: rules)
  }

  /// The rules as ICU compiles them, the content of Rules/word.brk.
  package borrowing func compiled() -> [UInt8] {
    let length = cicu_rules_binary(rules, nil, 0)
    var bytes = [UInt8](repeating: 0, count: Int(max(0, length)))
    let written = cicu_rules_binary(rules, &bytes, length)
    precondition(written == length, "ICU did not give its compiled rules")
    return bytes
  }

  /// The end and the rule status of each segment of well-formed UTF-8.
  package borrowing func segments(of text: [UInt8]) -> [(end: Int, status: Int32)] {
    var ends = [Int32](repeating: 0, count: text.count)
    var statuses = ends
    let count = cicu_rules_segment(rules, text, Int32(text.count), &ends, &statuses, Int32(text.count))
    precondition(count >= 0, "ICU failed to segment a text")
    return (0..<Int(count)).map { (Int(ends[$0]), statuses[$0]) }
  }
}
