import Testing

@testable import Extraction

@Suite struct IndicatorTests {
  static func summary(_ document: Document) -> [String] {
    document.indicators.map { indicator in
      let parts = [
        indicator.measure, indicator.quantity.notation, indicator.period?.notation,
        indicator.comparedWith?.notation,
        indicator.scope,
      ]
      return parts.map { $0 ?? "-" }.joined(separator: " · ")
    }
  }

  static let table: [(String, text: String, relations: [(String, Int, Int)], expected: [String])] = [
    (
      "measure, period and place",
      "[Date:8 tháng đầu năm=dateSpan(count: '8', unit: 'tháng', edge: 'đầu')], tại [Location:tỉnh A] [Measure:thu nhập bình quân] đạt [Quantity:4,9 triệu đồng/tháng=quantity('4,9', scale: 'triệu', unit: 'đồng', per: 'tháng')]",
      [("Measures", 2, 3)], ["thu nhập bình quân · 4900000 VND/month · 2022-01/2022-08 · - · tỉnh A"]
    ),
    (
      "a plain count", "[Quantity:417 hợp tác xã=quantity('417', unit: 'hợp tác xã')]", [],
      ["- · 417 hợp tác xã · - · - · -"]
    ),
    ("a number without unit and measure is none", "[Quantity:30=quantity('30')]", [], []),
    (
      "a number without unit that is measured", "[Measure:tổng số] là [Quantity:30=quantity('30')]",
      [("Measures", 0, 1)],
      ["tổng số · 30 · - · - · -"]
    ),
    (
      "one measure, two quantities",
      "[Measure:doanh thu] đạt [Quantity:5 tỷ đồng=quantity('5 tỷ', unit: 'đồng')], tăng [Quantity:8%=quantity('8', unit: '%', change: 'tăng')] so với [Date:cùng kỳ năm trước=date(relative: 'cùng kỳ năm trước')]",
      [("Measures", 0, 1), ("Measures", 0, 2)],
      ["doanh thu · 5000000000 VND · - · 2021 · -", "doanh thu · 8 % · - · 2021 · -"]
    ),
    (
      "the nearest period before",
      "[Date:năm 2020=date(year: '2020')] có [Quantity:5 xã=quantity('5', unit: 'xã')], [Date:năm 2021=date(year: '2021')] có [Quantity:6 xã=quantity('6', unit: 'xã')]",
      [], ["- · 5 xã · 2020 · - · -", "- · 6 xã · 2021 · - · -"]
    ),
    (
      "the period behind, when none is before; not one of another sentence",
      "có [Quantity:5 xã=quantity('5', unit: 'xã')] vào [Date:năm 2021=date(year: '2021')]\ncó [Quantity:6 xã=quantity('6', unit: 'xã')]",
      [], ["- · 5 xã · 2021 · - · -", "- · 6 xã · - · - · -"]
    ),
    (
      "a clock time is no period",
      "lúc [Date:9:47=date(clock: '9:47')] có [Quantity:5 xã=quantity('5', unit: 'xã')]", [],
      ["- · 5 xã · - · - · -"]
    ),
    (
      "period and scope by relation",
      "[Date:năm 2020=date(year: '2020')] [Date:năm 2021=date(year: '2021')] [Organization:Sở A] có [Quantity:5 xã=quantity('5', unit: 'xã')]",
      [("Period", 3, 0), ("Scope", 3, 2)], ["- · 5 xã · 2020 · - · Sở A"]
    ),
    (
      "scope from the field",
      "tại [Location:tỉnh A] [Quantity:5 xã=quantity('5', unit: 'xã');scope=toàn quốc]", [],
      ["- · 5 xã · - · - · toàn quốc"]
    ),
  ]

  @Test("A quantity is a row with measure, period, comparison and scope", arguments: table.indices)
  func rows(row: Int) {
    let row = Self.table[row]
    let document = markedDocument(
      row.text, relations: row.relations, publication: row.0.hasPrefix("a clock") ? "" : "2022-09-15")
    #expect(Self.summary(document) == row.expected, "\(row.0)")
  }
}
