import Testing
import TextModel

@Suite struct QuantityTests {
  static let table: [(String, String)] = [
    ("4900000 VND/month", "quantity('4,9', scale: 'triệu', unit: 'đồng', per: 'tháng')"),
    ("4900000 VND/month", "quantity('4,9 triệu', unit: 'đồng', per: 'tháng')"),
    ("4000000 VND/người/month", "quantity('4', scale: 'triệu', unit: 'đồng', per: ['người', 'tháng'])"),
    ("417 hợp tác xã", "quantity('417', unit: 'hợp tác xã')"),
    ("158 of 160 htx", "quantity('158', ratio: '160', unit: 'HTX')"),
    ("48 of 48", "quantity('4 8', ratio: '4 8')"),
    ("12 of 19 tiêu chí", "quantity('12', ratio: '19', unit: 'tiêu chí')"),
    ("12 of 12 chỉ tiêu", "quantity('12', of: '12', unit: 'chỉ tiêu')"),
    ("110 of 1400 mẫu", "quantity('1 10', ratio: '1. 400', unit: 'mẫu')"),
    ("300000000 of 442000000 VND", "quantity('300', ratio: '442', scale: 'triệu', implied: 'VND')"),
    ("358000 of 1800000 hộ dân", "quantity('358.000', ratio: '1,8 triệu', unit: 'hộ dân')"),
    ("52.5 of 159 trang", "quantity('52,5', ratio: '159', unit: 'trang')"),
    ("1/3", "quantity('1', ratio: '3')"),
    ("2/3 người", "quantity('2', ratio: '3', unit: 'người')"),
    ("1/2", "quantity('một nửa')"),
    ("5/7", "quantity('5', over: '7')"),
    ("6..8 %", "quantity('6', to: '8', unit: '%')"),
    ("3000000..5000000 VND", "quantity('3', to: '5', scale: 'triệu', unit: 'đồng')"),
    ("3000000..5000000 VND", "quantity('3', to: '5 triệu', unit: 'đồng')"),
    ("500000..1000000 VND", "quantity('500 nghìn', to: '1 triệu', unit: 'đồng')"),
    ("500000..1000000 VND", "quantity('500.000', to: 'một triệu', unit: 'đồng')"),
    ("30000000000..40000000000 VND", "quantity('ba', to: 'bốn chục tỉ', implied: 'VND')"),
    ("8000000..12000000 VND", "quantity('tám', to: 'mười hai triệu', unit: 'đồng')"),
    ("10..20 người", "quantity('mười', to: 'hai mươi', unit: 'người')"),
    ("300..400 người", "quantity('ba', to: 'bốn trăm', unit: 'người')"),
    // Hundreds and tens of one's own are no scale of the range.
    ("200000000..300000000 VND", "quantity('hai trăm', to: 'ba trăm triệu', unit: 'đồng')"),
    ("200000000..300000000 VND", "quantity('hai trăm', to: 'ba trăm', scale: 'triệu', unit: 'đồng')"),
    ("20000000..30000000 VND", "quantity('hai chục', to: 'ba chục triệu', unit: 'đồng')"),
    ("100000000000000..200000000000000 VND", "quantity('một trăm', to: 'hai trăm nghìn tỷ', unit: 'đồng')"),
    ("200..300 người", "quantity('hai trăm', to: 'ba trăm', unit: 'người')"),
    ("200..1000 người", "quantity('hai trăm', to: 'một nghìn', unit: 'người')"),
    ("200000..1000000 VND", "quantity('hai trăm nghìn', to: 'một triệu', unit: 'đồng')"),
    (
      "1200000000000..1300000000000 VND",
      "quantity('một nghìn hai trăm', to: 'một nghìn ba trăm tỷ', unit: 'đồng')"
    ),
    ("200000000000 of 300000000000 VND", "quantity('hai trăm', ratio: 'ba trăm tỷ', unit: 'đồng')"),
    (
      "37230000..37310000 VND/lượng",
      "quantity('37,23', to: '37,31', scale: 'triệu', unit: 'đồng', per: 'lượng')"
    ),
    ("2000000..3500000 VND", "quantity('2', to: '3 triệu rưỡi', unit: 'đồng')"),
    ("2.5 year", "quantity('hai', unit: 'năm', half: 'rưỡi')"),
    ("4.5 year", "quantity('4', unit: 'năm', half: 'rưỡi')"),
    ("35 year", "quantity('35', unit: 'tuổi')"),
    ("6 month", "quantity('6', unit: 'tháng tuổi')"),
    ("5 liên hiệp htx", "quantity('năm', unit: 'liên hiệp HTX')"),
    ("18500000 đơn vị", "quantity('18,500', scale: 'triệu', unit: 'đơn vị')"),
    ("699280000000 VND", "quantity('699,280', scale: 'tỷ', unit: 'đồng')"),
    ("2.626 km", "quantity('2,626', unit: 'km')"),
    ("1200 người", "quantity('1,200', unit: 'người')"),
    ("1500 VND", "quantity('1,500', unit: 'đồng')"),
    ("1000..1500 VND", "quantity('1,000', to: '1,500', unit: 'đồng')"),
    ("200000000 VND", "quantity('200', scale: 'triệu', implied: 'VND')"),
    ("30", "quantity('30')"),
    ("0.5 %/year", "quantity('0,5', unit: '%', per: 'năm')"),
    ("15 kg/sào", "quantity('15', unit: 'kg', per: 'sào')"),
    (
      "12 year 8 month 1 day",
      "quantity('12', unit: 'năm', and: quantity('8', unit: 'tháng', and: quantity('1', unit: 'ngày')))"
    ),
    ("8 month 27 day", "quantity('8', unit: 'tháng', and: quantity('27', unit: 'ngày'))"),
    ("1500000000000000 VND", "quantity('1,5 triệu tỷ', unit: 'đồng')"),
    ("-2.5 %", "quantity('- 2,5', unit: '%')"),
  ]

  @Test("A call gives its quantity", arguments: table)
  func values(notation: String, call: String) {
    #expect(GrammarCall.evaluate(call)?.notation == notation, "\(call)")
  }

  static let impossible = [
    "quantity('8', to: '6', unit: '%')", "quantity('1', over: '0')", "quantity('1.2.3', unit: 'người')",
    "quantity('5', scale: 'con')", "quantity('3', to: 'con gà')",
    "quantity('1', unit: 'năm', and: quantity('2', to: '3', unit: 'tháng'))",
    "quantity('99999999999999999999999999999999999999', to: '99999999999999999999999999999999999999,5')",
  ]

  @Test("What makes no quantity has no value", arguments: impossible)
  func noValue(call: String) {
    #expect(GrammarCall.evaluate(call) == nil)
  }

  @Test("Comparator and change come from their columns")
  func comparatorAndChange() {
    guard
      case .quantity(let quantity)? = GrammarCall.evaluate(
        "quantity('580', unit: 'hợp tác xã', comparator: 'hơn', change: 'tăng')")
    else {
      Issue.record("no quantity")
      return
    }
    #expect(quantity.comparator == .moreThan)
    #expect(quantity.change == .increase)
    #expect(quantity.unit == Quantity.Unit(kind: .counted, code: "hợp tác xã"))
  }
}
