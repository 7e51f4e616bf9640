import Testing

@testable import Tokenization

@Suite("Letter case")
struct CaseFoldingTests {
  @Test(
    "lower case of Vietnamese, Latin and other letters",
    arguments: [
      ("ỦY BAN", "ủy ban"), ("ĐẢNG", "đảng"), ("Ữ", "ữ"), ("abc", "abc"), ("ÀÉÎ", "àéî"),
      ("МОСКВА", "москва"), ("1.5%", "1.5%"),
      ("𐐀", "𐐨"), ("ẞ", "ß"), ("Ⅷ", "ⅷ"), ("", ""),
    ])
  func lower(upper: String, lower: String) {
    #expect(CaseFolding.lowercased(Array(upper.utf8)) == Array(lower.utf8))
    #expect(CaseFolding.lowercased(Array(lower.utf8)) == Array(lower.utf8))
  }

  @Test("every scalar has the case that the standard library gives its category")
  func properties() {
    for value in UInt32(0)..<0x30000 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let category = scalar.properties.generalCategory
      // U+0295 became a letter without case in Unicode 16.
      if value == 0x295 { continue }
      // The standard library may know a newer Unicode than ICU; letters that neither doubts are compared.
      if category == .unassigned { continue }
      guard let age = scalar.properties.age, age.major < 15 else { continue }
      #expect(CaseFolding.isUpper(scalar) == (category == .uppercaseLetter || category == .titlecaseLetter))
      #expect(CaseFolding.isLower(scalar) == (category == .lowercaseLetter), "\(String(value, radix: 16))")
    }
  }
}
