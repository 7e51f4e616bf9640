import CICU

/// The compiled word rules, as tables for the fast path.
struct WordRules: Sendable {
  static let shared = WordRules()

  /// Nil where this ICU's tables are unknown to us; then `ICUSegmenter` does the work.
  let tables: BreakTables?

  private init() {
    tables = ICUSegmenter.word().tables()
  }
}

/// ICU's own break iterator over one set of rules: the definition that the fast path is held against, and its
/// stand-in where ICU's tables are unknown. Not to be shared between threads.
package struct ICUSegmenter: ~Copyable {
  private let rules: OpaquePointer

  private init(rules: OpaquePointer) {
    self.rules = rules
  }

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

  /// The compiled tables of the rules; nil where this ICU lays them out in a way unknown to us.
  borrowing func tables() -> BreakTables? {
    BreakTables(rules: rules)
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
