import Testing
import TextModel

@Suite struct ExactDecimalTests {
  static let notations: [(String, String?)] = [
    ("0", "0"), ("-0", "0"), ("0.00", "0"), ("007", "7"), ("4.90", "4.9"), ("-0.5", "-0.5"), ("+3", "3"),
    ("1500000", "1500000"), ("0.001", "0.001"),
    ("123456789012345678901234567890.12345678", "123456789012345678901234567890.12345678"),
    ("99999999999999999999999999999999999999", "99999999999999999999999999999999999999"),
    ("100000000000000000000000000000000000000", "100000000000000000000000000000000000000"),
    ("999999999999999999999999999999999999999", nil), ("", nil), ("-", nil), ("1,5", nil), ("1.2.3", nil),
    ("1e5", nil),
    ("٣", nil), ("1 0", nil), (".", nil),
  ]

  @Test("Plain notation is read and written without loss, or refused", arguments: notations)
  func notation(text: String, expected: String?) {
    #expect(ExactDecimal(text)?.description == expected)
  }

  static let sums: [(String, String, sum: String?, product: String?)] = [
    ("0.1", "0.2", "0.3", "0.02"), ("4.9", "1000000", "1000004.9", "4900000"), ("-3", "3", "0", "-9"),
    ("2.5", "-4", "-1.5", "-10"), ("-2.5", "-4", "-6.5", "10"), ("0", "-7", "-7", "0"),
    (
      "99999999999999999999999999999999999999", "1", "100000000000000000000000000000000000000",
      "99999999999999999999999999999999999999"
    ),
    ("99999999999999999999999999999999999999", "0.1", nil, "9999999999999999999999999999999999999.9"),
    ("99999999999999999999999999999999999999", "3", nil, nil),
  ]

  @Test("Sums and products are exact or nil", arguments: sums)
  func arithmetic(a: String, b: String, sum: String?, product: String?) {
    let (a, b) = (ExactDecimal(a)!, ExactDecimal(b)!)
    #expect(a.adding(b)?.description == sum)
    #expect(b.adding(a)?.description == sum)
    #expect(a.multiplied(by: b)?.description == product)
    #expect(b.multiplied(by: a)?.description == product)
  }

  @Test("Numbers are in their order whatever their exponents")
  func order() {
    let ascending = [
      "-1000", "-2.5", "-2.49", "-0.001", "0", "0.0009", "0.001", "2", "2.5", "10", "99.9", "100", "1000000",
    ]
    .map { ExactDecimal($0)! }
    for (i, a) in ascending.enumerated() {
      for (j, b) in ascending.enumerated() {
        #expect((a < b) == (i < j), "\(a) < \(b)")
        #expect((a == b) == (i == j))
      }
    }
  }

  static let integers: [(String, Int?)] = [
    ("1000000", 1_000_000), ("-42", -42), ("0", 0), ("0.5", nil), ("9223372036854775807", Int.max),
    ("9223372036854775808", nil), ("100000000000000000000", nil),
  ]

  @Test("A whole number that fits is an Int", arguments: integers)
  func intValue(text: String, value: Int?) {
    #expect(ExactDecimal(text)?.intValue == value)
  }

  static let quotients: [(String, String, String?)] = [
    ("4900000", "1000000", "4.9"), ("1", "8", "0.125"), ("1", "3", nil), ("-6", "4", "-1.5"), ("0", "7", "0"),
    ("5", "0", nil), ("24", "12", "2"), ("0.5", "0.25", "2"),
  ]

  @Test("A quotient is exact or nil", arguments: quotients)
  func division(a: String, b: String, quotient: String?) {
    #expect(ExactDecimal(a)!.divided(by: ExactDecimal(b)!)?.description == quotient)
  }

  @Test("Negation and shifting keep the digits")
  func negationAndShift() {
    #expect(ExactDecimal("4.9")?.negated.description == "-4.9")
    #expect(ExactDecimal.zero.negated == .zero)
    #expect(ExactDecimal("4.9")?.shifted(by: 6)?.description == "4900000")
    #expect(ExactDecimal("5")?.shifted(by: -1)?.description == "0.5")
    #expect(ExactDecimal("5")?.shifted(by: 61) == nil)
  }

  @Test("Random sums of integers agree with machine integers")
  func randomIntegers() {
    var state: UInt64 = 0x5EED
    for _ in 0..<5000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let a = Int(truncatingIfNeeded: state >> 33) - (1 << 30)
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let b = Int(truncatingIfNeeded: state >> 33) - (1 << 30)
      #expect(ExactDecimal(a).adding(ExactDecimal(b)) == ExactDecimal(a + b), "seed 0x5EED: \(a) + \(b)")
      #expect(
        ExactDecimal(a).multiplied(by: ExactDecimal(b)) == ExactDecimal(a * b), "seed 0x5EED: \(a) × \(b)")
      #expect((ExactDecimal(a) < ExactDecimal(b)) == (a < b))
    }
  }
}
