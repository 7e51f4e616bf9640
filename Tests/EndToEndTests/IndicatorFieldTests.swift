import Foundation
import Testing

/// The fields of an indicator, from Vietnamese text through the grammar to the records.
@Suite struct IndicatorFieldTests {
  static let grammar = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../Grammars/vi").standardizedFileURL.path

  struct Row: Sendable, CustomTestStringConvertible {
    var text: String
    /// measure · quantity · comparator · change · period · scope
    var expected: [String]
    var testDescription: String { text }
  }

  static let rows: [Row] = [
    Row(
      text: "Doanh thu đạt hơn 5 tỷ đồng.", expected: ["Doanh thu · 5000000000 VND · moreThan · - · - · -"]),
    Row(text: "Phạt tối đa 100 triệu đồng.", expected: ["- · 100000000 VND · atMost · - · - · -"]),
    Row(text: "Ít nhất 10 người bị thương.", expected: ["- · 10 người · atLeast · - · - · -"]),
    Row(text: "Khách từ 60 tuổi trở lên.", expected: ["- · 60 year · atLeast · - · - · -"]),
    Row(text: "Lãi suất không quá 6%.", expected: ["Lãi suất · 6 % · atMost · - · - · -"]),
    Row(text: "Họ chờ gần một năm.", expected: ["- · 1 year · almost · - · - · -"]),
    Row(text: "Có khoảng 40 hộ dân ở đây.", expected: ["- · 40 hộ dân · about · - · - · -"]),
    Row(text: "Trẻ dưới 6 tuổi được miễn phí.", expected: ["- · 6 year · lessThan · - · - · -"]),
    Row(
      text: "Giá xăng giảm 500 đồng xuống còn 20.000 đồng/lít.",
      expected: [
        "Giá xăng · 500 VND · - · decrease · - · -", "Giá xăng · 20000 VND/l · - · decrease · - · -",
      ]),
    Row(
      text: "Năm 2020, doanh thu tăng gần 12%.",
      expected: ["doanh thu · 12 % · almost · increase · 2020 · -"]),
    Row(
      text: "Năm 2021, sản lượng lúa của tỉnh Thái Bình đạt 900 nghìn tấn.",
      expected: ["sản lượng lúa của tỉnh Thái Bình · 900000 t · - · - · 2021 · tỉnh Thái Bình"]),
    // Behind an adjective the word compares with something else; behind `từ` the number is where the change began.
    Row(text: "Điểm năm nay cao hơn 2 điểm.", expected: ["- · 2 điểm · - · - · XXXX · -"]),
    Row(
      text: "Tỷ lệ hộ nghèo giảm từ 5% xuống 3%.",
      expected: ["Tỷ lệ hộ nghèo · 5 % · - · - · - · -", "Tỷ lệ hộ nghèo · 3 % · - · decrease · - · -"]),
  ]

  private struct Records: Decodable {
    struct Indicator: Decodable {
      struct Quantity: Decodable {
        var notation: String
        var comparator: String?
        var change: String?
      }
      struct Period: Decodable { var notation: String }
      var measure: String?
      var quantity: Quantity
      var period: Period?
      var scope: String?

      var summary: String {
        [measure, quantity.notation, quantity.comparator, quantity.change, period?.notation, scope]
          .map { $0 ?? "-" }.joined(separator: " · ")
      }
    }
    var indicators: [Indicator]
  }

  @Test("An indicator says how exactly, which way, when and where", arguments: rows)
  func fields(row: Row) throws {
    let result = try Command.run(
      ["extract", "--grammar", Self.grammar, "--format", "json", "-"], input: Data(row.text.utf8))
    #expect(result.status == 0)
    let records = try JSONDecoder().decode(Records.self, from: result.output)
    #expect(records.indicators.map(\.summary) == row.expected)
  }
}
