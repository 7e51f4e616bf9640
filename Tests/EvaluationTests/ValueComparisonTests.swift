import Evaluation
import Testing

@Suite("Value comparison")
struct ValueComparisonTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var notation: ValueNotation
    var gold: String?
    var system: String?
    var isEqual: Bool
    var isUndated = false
    var testDescription: String { "\(gold ?? "nil") \(isEqual ? "=" : "≠") \(system ?? "nil")" }
  }

  static let quantities: [(String?, String?, Bool)] = [
    ("4900000 VND/month", "4900000 VND/month", true), ("4900000 VND/month", "4900000.0 đồng/tháng", true),
    ("4900000 VND/month", "4900000 VND", false), ("120 ha", "120 hecta", true), ("120 ha", "120 km", false),
    ("417 hợp tác xã", "417 htx", true), ("417 hợp tác xã", "417", true),
    ("417 hợp tác xã", "418 hợp tác xã", false),
    ("417 htx", "417 ha", true), ("417 ha", "417 htx", false), ("6..8 %", "6 .. 8 phần trăm", true),
    ("6..8 %", "6...8 %", true),
    ("6..8 %", "8..6 %", false), ("158 of 160 htx", "158 of 160", true),
    ("158 of 160 htx", "158/160 htx", false),
    ("1/3", "1 / 3", true), ("5 VND/người/tháng", "5 VND/người/month", true),
    ("5 VND/người", "5 VND/lao động", false),
    ("1e3 kg", "1000 kg", true), ("1.5e-1 kg", "0.15 kg", true), ("5. km", "5 km", true),
    ("1.2.3 km", "1.2.3 km", true),
    ("1.2.3 km", "1.2.3 m", false), ("x", "x", true), ("x", "5", false), (nil, nil, true), ("5", nil, false),
    (nil, "5", false),
    ("12 km", "１２ km", true), ("35 tuổi", "35 year", true), (" 35 YEAR ", "35 năm", true),
    ("+5 m", "5 m", true),
    ("-5 m", "5 m", false), ("1e400 m", "1e500 m", true), ("0.1 m", "0.10000000000000000001 m", true),
    (".5 m", "0.5 m", true),
    ("5 /m", "5", true), ("5 đô la", "5 USD", true), ("5 đồng/đồng", "5 VND/VND", false),
  ]

  @Test(
    "quantities compare by amounts, and by units of the closed list",
    arguments: quantities.map {
      Row(notation: .quantity, gold: $0.0, system: $0.1, isEqual: $0.2)
    })
  func quantity(_ row: Row) { check(row) }

  static let dates: [(String, String, Bool, Bool)] = [
    ("2022-09-13", "2022-09-13", false, true), ("2022-09-13TAF", "2022-09-13taf", false, true),
    ("2022-09-13", "2022-09-14", false, false), ("2022-09-13", "2022-09", false, false),
    ("XXXX-09-13", "2022-09-13", false, true), ("2022-09-13", "XXXX-09-13", false, false),
    ("2022-09-13", "XXXX-09-13", true, true), ("2022-09-13", "XXXX-XX-13", true, false),
    ("2021/2025", "XXXX/XXXX", true, false), ("2021-01/2021-08", "XXXX-01/XXXX-08", true, true),
    ("2021-01/2021-08", "XXXX-01/XXXX-08", false, false), ("2021-01/2021-08", "2021-01/2021-XX", true, false),
    ("XXXX-XX-XX", "2022-01-01", false, true),
  ]

  @Test(
    "dates compare code point by code point; X in gold is anything",
    arguments: dates.map {
      Row(notation: .date, gold: $0.0, system: $0.1, isEqual: $0.3, isUndated: $0.2)
    })
  func date(_ row: Row) { check(row) }

  static let documents: [(String, String, Bool)] = [
    ("77/2019/NĐ-CP", "77/2019/nđ-cp", true), ("Luật Hợp tác xã 2012", "Luật Hợp tác xã năm 2012", true),
    ("Nghị định 116", "Nghị định số 116", true), ("Nghị định  116", "Nghị định\u{A0}116", true),
    ("20-NQ/TW", "20-NQ /TW", true), ("20-NQ/TW", "20-NQ/ TW", false), ("20-NQ/TW", "21-NQ/TW", false),
    ("xnăm 1", "x 1", false), ("số_1", "_1", false), ("Luật số\u{301} 1", "Luật 1", false),
    ("NÐ", "NĐ", false), ("e\u{301}", "é", false), ("ΑΣ", "ας", true),
  ]

  @Test(
    "documents compare without case, spaces and the words for number and year",
    arguments: documents.map {
      Row(notation: .document, gold: $0.0, system: $0.1, isEqual: $0.2)
    })
  func document(_ row: Row) { check(row) }

  private func check(_ row: Row) {
    #expect(
      ValueComparison().areEqual(row.notation, gold: row.gold, system: row.system, isUndated: row.isUndated)
        == row.isEqual)
  }
}

@Suite("Value syntax")
struct ValueSyntaxTests {
  @Test(
    "values of the notation are good",
    arguments: [
      (
        ValueNotation.date,
        [
          "2022", "XXXX", "2022-09", "2022-Q1", "2022-H2", "2022-W42", "2022-WXX", "2022-SP", "2022-09-13",
          "XXXX-09-XX", "2022-09-13TAF", "2022-09-15T09:47", "T09:47", "199", "19", "2022-01/2022-08",
          "2021/2025", "2020-02-29",
        ]
      ),
      (
        .quantity,
        [
          "5", "4900000 VND/month", "-0.5 %", "6..8 %", "158 of 160 htx", "1/3", "5 VND/người/month",
          "417 hợp tác xã",
        ]
      ),
      (.document, ["77/2019/NĐ-CP", "Luật Hợp tác xã 2012"]),
    ])
  func good(notation: ValueNotation, values: [String]) {
    for value in values { #expect(ValueSyntax.problem(value, notation) == nil, "\(value)") }
  }

  @Test(
    "other values are told what is wrong with them",
    arguments: [
      (ValueNotation.date, "2022-13", "‘2022-13’: no such month"),
      (.date, "2021-02-29", "‘2021-02-29’: no such day"),
      (.date, "2022-9-13", "‘2022-9-13’ is not a date of the notation"),
      (.date, "2022-Q5", "‘2022-Q5’: no such quarter"),
      (.date, "2022-09-13TXX", "‘2022-09-13TXX’ is not a date of the notation"),
      (.date, "T25:00", "‘T25:00’: no such hour"),
      (.date, "2020/2021/2022", "a date has at most two points"),
      (.date, "2020/", "‘’ is not a date of the notation"),
      (.date, "2022-W60", "‘2022-W60’: no such week"),
      (.date, " 2022", "the value begins or ends with white space"),
      (.date, "", "the value is empty"),
      (.quantity, "năm", "a quantity begins with a number, with a full stop as the decimal mark"),
      (.quantity, "5km", "a space must stand between the amount and ‘km’"),
      (.quantity, "4,9 km", "a space must stand between the amount and ‘,9 km’"),
      (.quantity, "5..", "no number after ‘..’"),
      (.quantity, "5 VND/", "a unit or per-part is empty or has white space at its edge"),
      (.quantity, "5  km", "a unit or per-part is empty or has white space at its edge"),
    ])
  func bad(notation: ValueNotation, value: String, problem: String) {
    #expect(ValueSyntax.problem(value, notation) == problem)
  }
}
