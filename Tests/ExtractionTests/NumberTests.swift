import Testing

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
