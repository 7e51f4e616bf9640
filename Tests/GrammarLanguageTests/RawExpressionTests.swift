import Testing

@testable import GrammarLanguage

@Suite struct RawExpressionTests {
  static let rows: [(expression: String, matches: [String], misses: [String])] = [
    ("abc", ["abc"], ["ab", "abcd", "ABC", ""]),
    ("a|bc|", ["a", "bc", ""], ["b", "abc"]),
    ("a?b", ["b", "ab"], ["a", "aab"]),
    ("a*", ["", "a", "aaaa"], ["b", "ab"]),
    ("a+b+", ["ab", "aabbb"], ["a", "b", "aba"]),
    ("a{3}", ["aaa"], ["aa", "aaaa"]),
    ("a{2,}", ["aa", "aaaaa"], ["a"]),
    ("a{1,3}", ["a", "aaa"], ["", "aaaa"]),
    ("(ab){2}c", ["ababc"], ["abc", "abab"]),
    ("[a-cx]", ["a", "b", "c", "x"], ["d", "ab", "-"]),
    ("[^a-c]", ["d", "đ", "-"], ["a", "c", ""]),
    ("[a-]", ["a", "-"], ["b"]),
    (#"[\]\-]"#, ["]", "-"], ["\\"]),
    (#"[\d.]+"#, ["1.5", "..", "7"], ["1,5", "a"]),
    (".", ["a", "đ", "😀"], ["", "ab"]),
    (#"\d{2}"#, ["07", "99"], ["7", "a7", "٠١"]),
    (#"\p{L}+"#, ["Nghị", "định", "ß", "ª"], ["7", "a7", "a-b", ""]),
    (#"\p{Lu}\p{Ll}+"#, ["Nghị", "Đường", "Ấn"], ["nghị", "NGHỊ", "Đ"]),
    (#"\.\/\|"#, ["./|"], ["a/|"]),
    ("[à-ỹ]", ["ế", "à"], ["a"]),
    (#"(\p{Lu}|\d)+(-\p{Lu}{2})?"#, ["QH14", "QH14-TW", "A"], ["QH-T", "-TW", "qh"]),
    ("((a?){3}){2}", ["", "a", "aaaaaa"], ["aaaaaaa"]),
    ("(a*)*b", ["b", "aaab"], ["a"]),
  ]

  @Test(arguments: rows.indices) func `an expression matches whole tokens`(index: Int) throws {
    let row = Self.rows[index]
    let expression = try RawExpression(row.expression)
    for text in row.matches { #expect(expression.matches(Array(text.utf8)), "\(row.expression) on \(text)") }
    for text in row.misses { #expect(!expression.matches(Array(text.utf8)), "\(row.expression) on \(text)") }
  }

  /// A matcher by backtracking over the syntax: obviously right, and slow.
  static func ends(_ syntax: RawSyntax, _ text: [Unicode.Scalar], from start: Int) -> Set<Int> {
    switch syntax {
    case .empty: return [start]
    case .scalars(let set): return start < text.count && set.contains(text[start]) ? [start + 1] : []
    case .sequence(let parts):
      return parts.reduce([start]) { starts, part in
        starts.reduce(into: []) { $0.formUnion(ends(part, text, from: $1)) }
      }
    case .alternatives(let parts): return parts.reduce(into: []) { $0.formUnion(ends($1, text, from: start)) }
    case .repeated(let part, let minimum, let maximum):
      var reached: Set<Int> = minimum == 0 ? [start] : []
      var current: Set<Int> = [start]
      // Beyond minimum + length of the text another round adds nothing.
      for round in 1...(maximum ?? (minimum + text.count + 1)) {
        current = current.reduce(into: []) { $0.formUnion(ends(part, text, from: $1)) }
        if round >= minimum { reached.formUnion(current) }
        if current.isEmpty { break }
      }
      return reached
    }
  }

  @Test(arguments: [UInt64](0..<100)) func `random expressions match as by backtracking`(seed: UInt64) throws
  {
    var random = SplitMix64(state: seed)
    func source(_ depth: Int, _ random: inout SplitMix64) -> String {
      let atom = ["a", "b", "[ab]", "[^a]", "."].randomElement(using: &random)!
      guard depth > 0 else { return atom }
      switch Int.random(in: 0..<6, using: &random) {
      case 0: return source(depth - 1, &random) + source(depth - 1, &random)
      case 1: return "(" + source(depth - 1, &random) + "|" + source(depth - 1, &random) + ")"
      case 2: return "(" + source(depth - 1, &random) + ")" + ["*", "+", "?"].randomElement(using: &random)!
      case 3:
        return "(" + source(depth - 1, &random) + ")" + ["{2}", "{1,2}", "{0,3}", "{2,}"].randomElement(
          using: &random)!
      case 4: return "(" + source(depth - 1, &random) + "|)"
      default: return atom
      }
    }
    for _ in 0..<20 {
      let text = source(4, &random)
      let expression = try RawExpression(text)
      let syntax = try RawParser.parse(text)
      for _ in 0..<20 {
        let length = Int.random(in: 0...6, using: &random)
        let scalars = (0..<length).map { _ in
          ["a", "b", "c"].randomElement(using: &random)! as Unicode.Scalar
        }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        let expected = Self.ends(syntax, scalars, from: 0).contains(length)
        #expect(expression.matchesByStates(Array(String(view).utf8)) == expected, "seed \(seed): \(text)")
        #expect(
          expression.matches(Array(String(view).utf8)) == expected, "seed \(seed): \(text) on \(String(view))"
        )
      }
    }
  }

  @Test func `nested repetition comes to an end where backtracking never would`() throws {
    let expression = try RawExpression("(((a*)*)*b)*(a|a|aa)*")
    let bytes = [UInt8](repeating: UInt8(ascii: "a"), count: 40_000)
    #expect(expression.matches(bytes))
    #expect(!expression.matches(bytes + [UInt8(ascii: "c")]))
  }

  @Test func `bytes that are no UTF-8 match nothing`() throws {
    #expect(try !RawExpression(".*").matches([0xFF]))
  }
}
