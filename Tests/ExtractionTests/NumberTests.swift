import GrammarEngine
import Testing
import TextModel

@testable import Extraction

@Suite struct NumberTests {
  /// A value, then its phrasings.
  static let table: [(String, [String])] = [
    ("134180", ["134.180", "134,180.0", "134 180"]),
    ("4.9", ["4,9", "4.9", "4,90", "bốn phẩy chín"]),
    ("1316.85", ["1.316,85", "1,316.85"]),
    ("3.24", ["3.24", "3,24", "ba phẩy hai tư"]),
    (
      "12500000",
      ["12.500.000", "12,500,000", "12500000", "12,5 triệu", "mười hai triệu rưỡi", "12 triệu 500 nghìn"]
    ),
    ("2", ["02", "2", "hai"]),
    ("18.5", ["18,500", "mười tám phẩy năm"]),
    ("0.125", ["0,125", "0.125"]),
    ("1400", ["1. 400", "1.400", "một nghìn bốn trăm", "một nghìn tư", "1,4 nghìn", "14 trăm"]),
    ("110", ["1 10", "một trăm mười", "một trăm mốt"]),
    ("21", ["hai mươi mốt", "21"]),
    ("24", ["hai mươi tư", "hai mươi bốn", "hai tá"]),
    ("15", ["mười lăm", "15", "một chục rưỡi"]),
    ("10.5", ["mười rưỡi", "10 rưỡi"]),
    ("55", ["năm mươi lăm"]),
    ("105", ["một trăm linh năm", "một trăm lẻ năm"]),
    ("120", ["một trăm hai", "một trăm hai mươi", "mười hai chục", "12 chục"]),
    ("1005", ["một nghìn không trăm linh năm", "một nghìn lẻ năm"]),
    ("30000", ["ba vạn", "30 nghìn", "ba mươi ngàn", "30.000"]),
    ("4900000", ["4,9 triệu"]),
    ("3500000", ["3 triệu rưỡi", "3,5 triệu", "ba triệu năm trăm nghìn", "ba triệu năm", "3 triệu 5"]),
    ("1200000000", ["1 tỷ 200 triệu", "1,2 tỷ", "1 tỷ 2", "1 tỷ 200", "một nghìn hai trăm triệu"]),
    ("1200000000000", ["1.200 tỷ", "một nghìn hai trăm tỷ", "1,2 nghìn tỷ", "1200 tỉ"]),
    ("1500000000000000", ["1,5 triệu tỷ", "1,5 triệu tỉ"]),
    ("-3", ["âm ba", "âm 3", "- 3"]),
    ("0", ["không", "0", "00"]),
    ("500000", ["năm trăm nghìn", "500 nghìn", "năm mươi vạn"]),
    ("3.14", ["ba phẩy một bốn", "3,14"]),
    ("99999999999999999999999999999999999999", ["99999999999999999999999999999999999999"]),
  ]

  @Test("Every phrasing of a number has its value", arguments: table)
  func phrasings(value: String, phrasings: [String]) {
    for phrasing in phrasings {
      #expect(GrammarCall.evaluate("number('\(phrasing)')")?.notation == value, "\(phrasing)")
    }
  }

  static let unreadable = [
    "1.2.3", "1,2,3", "1.316.85", "1..2", "rưỡi triệu", "triệu", "hai ba", "hai mười", "mươi", "linh năm",
    "một trăm linh",
    "ba phẩy", "mười mười", "hai nghìn ba nghìn", "con gà", "12 con", "5 %",
    "999999999999999999999999999999999999999", "99999999999999999999999999999999999999,5",
  ]

  @Test("What is no number has no value", arguments: unreadable)
  func noValue(phrase: String) {
    #expect(GrammarCall.evaluate("number('\(phrase)')") == nil)
  }

  @Test("A separate scale multiplies, and only scale words are scales")
  func separateScale() {
    #expect(GrammarCall.evaluate("number('4,9', scale: 'triệu')")?.notation == "4900000")
    #expect(GrammarCall.evaluate("number('5', scale: 'nghìn tỷ')")?.notation == "5000000000000")
    #expect(GrammarCall.evaluate("number('5', scale: 'năm')") == nil)
  }

  static let scales: [(String, String?)] = [
    ("4,9 triệu", "1000000"), ("5 nghìn tỷ", "1000000000000"), ("417", nil), ("1 tỷ 200 triệu", nil),
    ("3 triệu rưỡi", "1000000"),
    ("hai mươi", nil),
  ]

  @Test("The scale of a number is the product of the scale words at its end", arguments: scales)
  func scaleOfNumber(phrase: String, scale: String?) {
    #expect(GrammarCall.evaluate("scale('\(phrase)')")?.notation == scale)
  }

  @Test("A number mention keeps its separators and its scale for the quantity around it")
  func numberMentions() throws {
    func item(_ tokens: [String], value: String, scale: String? = nil) -> NormalizerArgument {
      var fields: [String: FieldValue] = ["value": .number(ExactDecimal(value)!)]
      if let scale { fields["scale"] = .number(ExactDecimal(scale)!) }
      let mention = CapturedItem.CapturedMention(
        offset: 0, count: tokens.count, typeName: "Numeral", fields: fields)
      return .items([CapturedItem(text: tokens.joined(separator: " "), tokens: tokens, mentions: [mention])])
    }
    let quantity = try #require(StandardNormalizers.named("quantity"))
    func notation(_ low: NormalizerArgument, to high: NormalizerArgument = .absent, unit: String) -> String? {
      let arguments = quantity.signature.parameters.map { parameter -> NormalizerArgument in
        switch parameter.label {
        case nil: low
        case "to": high
        case "unit": .items([TestLexicon.item(unit)])
        default: .absent
        }
      }
      return quantity.apply(arguments)?.notation
    }
    #expect(notation(item(["1,200"], value: "1.2"), unit: "người") == "1200 người")
    #expect(
      notation(item(["năm", "triệu"], value: "5000000", scale: "1000000"), unit: "đồng") == "5000000 VND")
    #expect(
      notation(
        item(["3"], value: "3"), to: item(["5", "triệu"], value: "5000000", scale: "1000000"), unit: "đồng")
        == "3000000..5000000 VND")
    #expect(
      notation(item(["500"], value: "500"), to: item(["một", "nghìn"], value: "1000"), unit: "đồng")
        == "500..1000 VND")
  }

  @Test("Overflow has no value")
  func overflow() {
    #expect(GrammarCall.evaluate("number('12345678901234567890123456789012345678')") != nil)
    #expect(GrammarCall.evaluate("number('12345678901234567890123456789012345678', scale: 'tỷ')") != nil)
    let scales = Array(repeating: "tỷ", count: 7).joined(separator: " ")
    #expect(GrammarCall.evaluate("number('1', scale: '\(scales)')") == nil)
  }

  static let romans: [(String, Int?)] = [
    ("I", 1), ("IV", 4), ("IX", 9), ("XIV", 14), ("XXI", 21), ("XXXIX", 39), ("", nil), ("IIII", nil),
    ("VX", nil),
    ("i", nil), ("IC", nil), ("XXXXXXXXXXXX", nil),
  ]

  @Test("Roman numerals are read as written by rule", arguments: romans)
  func roman(text: String, value: Int?) {
    #expect(romanNumeral(text) == value)
  }
}
