import Testing
import TextModel

@testable import GrammarLanguage

@Suite struct ValueNotationTests {
  @Test(arguments: [
    "2022", "2022-09", "2022-09-13", "2022-09-13TAF", "2022-09-13T09:47", "T09:47", "T24:00", "2022-H1",
    "2022-Q3",
    "2022-SP", "2022-W53", "199", "19", "XX", "XXXX", "XXXX-09-13", "XXXX-XX-XX", "2022-XX",
    "XXXX-XX-05T08:XX",
    "2022-01/2022-08", "XXXX-09-01/XXXX-09-10", "2022-02-30", "XXXX-02-29", "0938",
  ]) func `a date in the notation can be compared`(text: String) {
    #expect(ValueNotation.verdict(text, .date) == .canonical)
  }

  @Test(arguments: [
    ("13/9/2022", "2022-09-13"), ("13-09-2022", "2022-09-13"), ("9/2022", "2022-09"),
    ("2022-9-3", "2022-09-03"),
    ("31/2/2022", nil), ("2022-02-31", nil), ("hôm qua", nil), ("2022-13", nil), ("", nil), ("2022-Q5", nil),
    ("2022/2023/2024", nil),
  ]) func `no other is a date, and a usual spelling is told in the notation`(
    text: String, suggestion: String?
  ) {
    #expect(ValueNotation.verdict(text, .date) == .none(suggestion: suggestion))
  }

  @Test(arguments: [
    "4900000 VND/month", "6..8 %", "158 of 160 htx", "1/3", "-0.5", "8 month 27 day", "5/month", "0",
    "-3..-1 °C",
    "12 of 12", "2 of của", "1/3 ha", "4.5 triệu đồng/người/năm",
  ]) func `a quantity in the notation can be compared`(text: String) {
    #expect(ValueNotation.verdict(text, .quantity) == .canonical)
  }

  @Test(arguments: [
    ("3,5 %", ValueNotation.Verdict.none(suggestion: "3.5 %")), ("4,900 %", .none(suggestion: nil)),
    ("4.900.000 VND", .none(suggestion: nil)), ("5%", .none(suggestion: nil)),
    ("năm", .none(suggestion: nil)),
    ("5 ", .none(suggestion: nil)), ("3.50 %", .written("3.5 %")), ("+5 ha", .written("5 ha")),
    ("01..02 %", .written("1..2 %")), ("6.. %", .none(suggestion: nil)),
  ]) func `other quantities are told in the notation where there is one`(
    text: String, verdict: ValueNotation.Verdict
  ) {
    #expect(ValueNotation.verdict(text, .quantity) == verdict)
  }

  @Test func `every date and quantity that has a value is in the notation`() {
    // Always the same values; a failure shows the one that it is about.
    var random = SplitMix64(state: 7)
    func part(_ range: ClosedRange<Int>) -> Int? {
      Bool.random(using: &random) ? Int.random(in: range, using: &random) : nil
    }
    for _ in 0..<2000 {
      let grains: [DatePoint.Grain] = [
        .century, .decade, .year, .half, .quarter, .season, .month, .week, .day, .minute, .clock,
      ]
      let grain = grains.randomElement(using: &random)!
      let years = grain == .century ? 10...29 : grain == .decade ? 100...299 : 1000...2999
      let point = DatePoint(
        grain: grain, year: part(years), month: part(1...12), day: part(1...28), part: part(1...2),
        season: .autumn,
        partOfDay: part(1...2).map { _ in .evening }, hour: part(0...23), minute: part(0...59))
      var value = DateValue(start: point)
      if Bool.random(using: &random) { value.end = point }
      #expect(ValueNotation.verdict(value.notation, .date) == .canonical, "\(value.notation)")

      func number() -> ExactDecimal {
        ExactDecimal(
          isNegative: .random(using: &random),
          coefficient: UInt128(Int.random(in: 0...99999, using: &random)),
          exponent: .random(in: -4...4, using: &random))!
      }
      let unit = Quantity.Unit(
        kind: .counted, code: ["ha", "hợp tác xã", "%", "m2"].randomElement(using: &random)!)
      let amounts: [Quantity.Amount] = [
        .exactly(number()), .range(number(), number()), .of(number(), number()),
        .fraction(number(), number()),
      ]
      let quantity = Quantity(
        amount: amounts.randomElement(using: &random)!, unit: Bool.random(using: &random) ? unit : nil,
        per: Bool.random(using: &random) ? [unit] : [],
        rest: Bool.random(using: &random) ? [Quantity.Part(number: number(), unit: unit)] : [])
      #expect(ValueNotation.verdict(quantity.notation, .quantity) == .canonical, "\(quantity.notation)")
    }
  }
}
