import Extraction
import GrammarEngine
import GrammarLanguage
import TextModel

/// Runs a normalizer call written as grammars write it, with texts in quotes where a grammar has captures:
///
///     quantity('4,9', scale: 'triệu', unit: 'đồng', per: ['tháng'])
///
/// A text given to a parameter that takes a capture is cut into tokens and looked up in `TestLexicon`.
enum GrammarCall {
  static func evaluate(_ source: String) -> FieldValue? {
    var parser = Parser(rest: source[...])
    let value = parser.call()
    precondition(parser.rest.isEmpty, "left over: \(parser.rest)")
    return value
  }

  private struct Parser {
    var rest: Substring

    mutating func call() -> FieldValue? {
      let name = word()
      guard let normalizer = StandardNormalizers.named(name) else {
        preconditionFailure("no normalizer \(name)")
      }
      let parameters = normalizer.signature.parameters
      var arguments = [NormalizerArgument](repeating: .absent, count: parameters.count)
      expect("(")
      var position = 0
      while rest.first != ")" {
        let index: Int
        if rest.first != "'", rest.first != "[", let colon = rest.firstIndex(of: ":"),
          rest[..<colon].allSatisfy(\.isLetter)
        {
          let label = word()
          expect(":")
          guard let found = parameters.firstIndex(where: { $0.label == label }) else {
            preconditionFailure("\(name) has no parameter \(label)")
          }
          index = found
        } else {
          index = position
          precondition(parameters[index].label == nil)
          position += 1
        }
        arguments[index] = argument(parameters[index].accepts)
        if rest.first == "," { expect(",") }
      }
      expect(")")
      for (parameter, argument) in zip(parameters, arguments) where parameter.isRequired {
        if case .absent = argument { return nil }
      }
      return normalizer.apply(arguments)
    }

    private mutating func argument(_ accepts: NormalizerSignature.Accepts) -> NormalizerArgument {
      switch accepts {
      case .items:
        if rest.first == "[" {
          expect("[")
          var items: [CapturedItem] = []
          while rest.first != "]" {
            items.append(TestLexicon.item(quoted()))
            if rest.first == "," { expect(",") }
          }
          expect("]")
          return .items(items)
        }
        return .items([TestLexicon.item(quoted())])
      case .text: return .value(.text(quoted()))
      case .value: return call().map { .value($0) } ?? .absent
      }
    }

    private mutating func word() -> String {
      let end = rest.firstIndex { !$0.isLetter } ?? rest.endIndex
      defer {
        rest = rest[end...]
        skipSpaces()
      }
      return String(rest[..<end])
    }

    private mutating func quoted() -> String {
      precondition(rest.first == "'", "quote expected at: \(rest)")
      rest.removeFirst()
      let end = rest.firstIndex(of: "'")!
      defer {
        rest = rest[rest.index(after: end)...]
        skipSpaces()
      }
      return String(rest[..<end])
    }

    private mutating func expect(_ character: Character) {
      precondition(rest.first == character, "\(character) expected at: \(rest)")
      rest.removeFirst()
      skipSpaces()
    }

    private mutating func skipSpaces() { rest = rest.drop { $0 == " " } }
  }
}

/// A lexicon just large enough for the tables of these tests.
enum TestLexicon {
  static let rows: [String: [[String: String]]] = {
    var rows: [String: [[String: String]]] = [:]
    func add(_ phrase: String, _ columns: [String: String]) { rows[phrase, default: []].append(columns) }

    for (phrase, number) in [
      ("không", 0), ("một", 1), ("mốt", 1), ("hai", 2), ("ba", 3), ("bốn", 4), ("tư", 4), ("năm", 5),
      ("lăm", 5),
      ("sáu", 6), ("bảy", 7), ("tám", 8), ("chín", 9),
    ] {
      add(phrase, ["role": "digit", "number": String(number)])
    }
    for (phrase, number) in [
      ("chục", 10), ("tá", 12), ("trăm", 100), ("nghìn", 1000), ("ngàn", 1000), ("vạn", 10_000),
      ("triệu", 1_000_000), ("tỷ", 1_000_000_000), ("tỉ", 1_000_000_000),
    ] {
      add(phrase, ["role": "scale", "number": String(number)])
    }
    for (phrase, role) in [
      ("mười", "ten"), ("mươi", "tens"), ("rưỡi", "half"), ("linh", "link"), ("lẻ", "link"),
      ("phẩy", "point"),
      ("âm", "minus"),
    ] {
      add(phrase, ["role": role])
    }
    for (phrase, kind, code) in [
      ("đồng", "currency", "VND"), ("usd", "currency", "USD"), ("%", "percent", "%"), ("km", "measure", "km"),
      ("ha", "measure", "ha"), ("kg", "measure", "kg"), ("năm", "time", "year"), ("tháng", "time", "month"),
      ("ngày", "time", "day"), ("tuổi", "time", "year"), ("tháng tuổi", "time", "month"),
      ("sào", "measure", "sào"),
    ] {
      add(phrase, ["kind": kind, "code": code])
    }
    for unit in ["năm": "year", "tháng": "month", "quý": "quarter", "ngày": "day", "tuần": "week"] {
      add(unit.key, ["unit": unit.value])
    }
    add("một nửa", ["numerator": "1", "denominator": "2"])
    add("nửa", ["numerator": "1", "denominator": "2"])
    for (phrase, comparator) in [("hơn", "moreThan"), ("gần", "almost"), ("tối đa", "atMost")] {
      add(phrase, ["comparator": comparator])
    }
    add("tăng", ["change": "increase"])
    add("giảm", ["change": "decrease"])
    add("đầu", ["modifier": "start", "edge": "first"])
    add("giữa", ["modifier": "mid"])
    add("cuối", ["modifier": "end", "edge": "last"])
    add("giêng", ["month": "1", "lunar": "true"])
    add("chạp", ["month": "12", "lunar": "true"])
    for (phrase, number) in [("thứ hai", 2), ("thứ tư", 4), ("thứ năm", 5), ("thứ bảy", 7)] {
      add(phrase, ["weekday": String(number - 1)])
    }
    add("chủ nhật", ["weekday": "7"])
    for (phrase, part) in [
      ("sáng", "TMO"), ("trưa", "TMI"), ("chiều", "TAF"), ("tối", "TEV"), ("đêm", "TNI"),
      ("rạng sáng", "TMO"),
    ] {
      add(phrase, ["part": part])
    }
    for (phrase, season) in [("xuân", "SP"), ("hè", "SU"), ("thu", "FA"), ("đông", "WI")] {
      add(phrase, ["season": season])
    }
    for (phrase, unit, offset, anchor) in [
      ("hôm nay", "day", 0, ""), ("nay", "day", 0, ""), ("hôm qua", "day", -1, ""), ("qua", "day", -1, ""),
      ("ngày mai", "day", 1, ""), ("hôm kia", "day", -2, ""), ("tuần này", "week", 0, ""),
      ("tuần trước", "week", -1, ""), ("tháng này", "month", 0, ""), ("tháng trước", "month", -1, ""),
      ("quý này", "quarter", 0, ""), ("năm nay", "year", 0, ""), ("năm ngoái", "year", -1, ""),
      ("năm trước", "year", -1, "previous"), ("năm trước đó", "year", -1, "previous"),
      ("cùng ngày", "day", 0, "previous"), ("cùng kỳ năm trước", "year", -1, "same"),
      ("cùng kỳ", "year", 0, "same"),
      ("năm học này", "school", 0, ""), ("năm học sau", "school", 1, ""), ("ngày trước", "day", -1, ""),
    ] {
      var columns = ["unit": unit, "offset": String(offset)]
      if !anchor.isEmpty { columns["anchor"] = anchor }
      add(phrase, columns)
    }
    return rows
  }()

  /// Tokens as the tokenizer cuts them: letters, digits (with inner separators), single marks.
  static func tokens(_ text: String) -> [String] {
    var tokens: [String] = []
    for word in text.split(separator: " ") {
      let characters = Array(word)
      var index = 0
      while index < characters.count {
        var end = index + 1
        let isDigit = { (i: Int) in i < characters.count && characters[i].isASCII && characters[i].isNumber }
        if isDigit(index) {
          while isDigit(end) || (end < characters.count && ".,".contains(characters[end]) && isDigit(end + 1))
          { end += 1 }
        } else if characters[index].isLetter {
          while end < characters.count, characters[end].isLetter { end += 1 }
        }
        tokens.append(String(characters[index..<end]))
        index = end
      }
    }
    return tokens
  }

  static func item(_ text: String) -> CapturedItem {
    let tokens = tokens(text)
    var hits: [CapturedItem.LexiconHit] = []
    for start in tokens.indices {
      for count in (1...min(4, tokens.count - start)).reversed() {
        let phrase = tokens[start..<(start + count)].joined(separator: " ").lowercased()
        if let rows = rows[phrase] {
          hits.append(CapturedItem.LexiconHit(offset: start, count: count, rows: rows))
          break
        }
      }
    }
    return CapturedItem(text: text, tokens: tokens, hits: hits)
  }
}
