import CICU

/// The compiled word rules: ICU's own iterator over them (the definition) and the tables of the fast path.
struct WordRules: Sendable {
  static let shared = WordRules()

  /// Nil where this ICU's tables are unknown to us; then `segments` does the work.
  let tables: BreakTables?

  private init() {
    let rules = Self.open()
    defer { cicu_rules_close(rules) }
    tables = BreakTables(rules: rules)
  }

  private static func open() -> OpaquePointer {
    var length: Int32 = 0
    let text = cicu_word_rules(&length)
    var error = cicu_rule_error()
    guard let rules = cicu_rules_open(text, length, &error) else {
      // The rules are part of this program and tested: not an input error.
      preconditionFailure("word.rules:\(error.line):\(error.column): ICU error \(error.code)")
    }
    return rules
  }

  /// The segments of a text by ICU's break iterator: the end offset of each, and what it is.
  static func segments(of shadow: [UInt8]) -> [(end: Int, kind: SegmentKind)] {
    let rules = open()
    defer { cicu_rules_close(rules) }
    return segments(of: shadow, by: rules).map { ($0.end, SegmentKind(status: $0.status) ?? .other) }
  }

  /// The ends of the sentences of a text by ICU's own rules for Vietnamese.
  static func sentenceEnds(of shadow: [UInt8]) -> [Int] {
    guard let rules = cicu_rules_open_sentences("vi") else { return [] }
    defer { cicu_rules_close(rules) }
    return segments(of: shadow, by: rules).map(\.end)
  }

  private static func segments(of shadow: [UInt8], by rules: OpaquePointer) -> [(end: Int, status: Int32)] {
    var ends = [Int32](repeating: 0, count: shadow.count)
    var statuses = ends
    let count = cicu_rules_segment(rules, shadow, Int32(shadow.count), &ends, &statuses, Int32(shadow.count))
    precondition(count >= 0, "ICU failed to segment well-formed UTF-8")
    return (0..<Int(count)).map { (Int(ends[$0]), statuses[$0]) }
  }
}
