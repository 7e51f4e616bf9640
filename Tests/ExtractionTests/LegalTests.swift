import Testing

@Suite struct LegalTests {
  static let symbols: [(String, [String])] = [
    (
      "77/2019/NĐ-CP",
      [
        "77/2019/NĐ-CP", "77/2019/NĐ - CP", "77 / 2019 / NĐ–CP", "77/2019NĐ-CP", "77/2019-NĐ-CP",
        "77/2019/NĐ CP", "77//2019/NĐ-CP", "77 2019/NĐ-CP", "77/2019/NĐ.CP",
      ]
    ),
    ("45/2021/NĐ-CP", ["45/2021NĐ-CP", "45/2021/NĐ-CP"]),
    ("20-NQ/TW", ["20-NQ/TW", "20 - NQ/TW", "20–NQ/TW", "20NQ/TW", "20- NQ / TW"]),
    ("461/QĐ-TTg", ["461/QĐ-TTg", "461QĐ-TTg", "461/QĐ- TTg", "461 /QĐ - TTg"]),
    ("14/2012/QH13", ["14/2012/QH13", "14/2012QH13", "14/2012/QH 13"]),
    ("112/2019/EIB/NQ-HĐQT", ["112/2019/EIB/NQ-HĐQT"]),
    ("48/2019/HS-ST", ["48/2019/HS - ST"]),
    ("1352-QĐNS/TW", ["1352 - QĐNS/TW"]),
    ("108/2009", ["108/2009", "108 / 2009"]),
    ("77/2019/ND-CP", ["77/2019/ND-CP"]),
    ("6890/BGDĐT-KHTC", ["6890/BGDĐT - KHTC"]),
    ("239/GP-TTDT", ["239/GP-TTDT", "239/GP-TTDT-"]),
    ("02/TTLT-BTP-BNV", ["02/TTLT-BTP-BNV", "02/TTLT - BTP - BNV"]),
    ("108/CP", ["108/CP"]),
    ("12a/2015/TT-BTC", ["12a/2015/TT-BTC", "12a/2015-TT-BTC", "12a / 2015 / TT - BTC"]),
    ("70b/NQ-CP", ["70b/NQ-CP", "70b / NQ-CP"]), ("01A/QĐ-UBND", ["01A/QĐ - UBND"]),
    ("10/L-CTN", ["10L-CTN"]),
  ]

  @Test("A symbol has its slashes and hyphens however it is written", arguments: symbols)
  func symbolSpellings(value: String, spellings: [String]) {
    for spelling in spellings {
      #expect(GrammarCall.evaluate("legalSymbol('\(spelling)')")?.notation == value, "\(spelling)")
    }
  }

  @Test("Marks alone are no symbol", arguments: ["/", "- /", "."])
  func noSymbol(text: String) {
    #expect(GrammarCall.evaluate("legalSymbol('\(text)')") == nil)
  }

  static let names: [(String, String)] = [
    ("Nghị định 116", "legalName('Nghị định', number: '116')"),
    ("Luật Hợp tác xã 2012", "legalName('Luật', name: 'Hợp tác xã', year: '2012')"),
    ("Bộ luật Hình sự", "legalName('Bộ luật', name: 'Hình sự')"),
    ("Hiến pháp 2013", "legalName('Hiến pháp', year: '2013')"),
  ]

  @Test("A document without a symbol is its kind and its number or name", arguments: names)
  func nameValues(value: String, call: String) {
    #expect(GrammarCall.evaluate(call)?.notation == value)
  }

  @Test("A kind alone names no document")
  func kindAlone() {
    #expect(GrammarCall.evaluate("legalName('Nghị định')") == nil)
  }

  static let texts: [(String, String)] = [
    ("Sơn", "last('Nguyễn Văn Sơn')"), ("hợp tác xã", "lower('Hợp tác xã')"),
    ("Nguyễn Văn Đức", "titlecase('NGUYỄN VĂN ĐỨC')"), ("Lê A", "titlecase('Lê A')"),
    ("A, B", "text(['A', 'B'], between: ', ')"), ("A B", "text(['A', 'B'])"),
    ("QĐ-TTg", "concat('QĐ', 'TTg', between: '-')"), ("TMO", "cell('lúc sáng', 'part')"),
    ("true", "flag('nguyên')"),
  ]

  @Test("Text normalizers", arguments: texts)
  func textValues(value: String, call: String) {
    #expect(GrammarCall.evaluate(call)?.notation == value)
  }
}
