import Testing

@testable import Extraction

@Suite struct LegalDocumentTests {
  static func summary(_ document: Document) -> [String] {
    document.legalDocuments.map { record in
      let parts = [record.kind, record.name, record.number, record.year.map(String.init), record.symbol]
      return parts.map { $0 ?? "-" }.joined(separator: " · ") + " \(record.mentions)"
    }
  }

  static let table: [(String, text: String, expected: [String])] = [
    (
      "one symbol, one record",
      "[LegalDocument:Nghị định số 77/2019/NĐ-CP=77/2019/NĐ-CP;kind=Nghị định] … [LegalDocument:77/2019/nđ-cp=77/2019/nđ-cp]",
      ["Nghị định · - · 77 · 2019 · 77/2019/NĐ-CP [0, 1]"]
    ),
    (
      "a Party symbol has no year", "[LegalDocument:Nghị quyết số 20-NQ/TW=20-NQ/TW;kind=Nghị quyết]",
      ["Nghị quyết · - · 20 · - · 20-NQ/TW [0]"]
    ),
    (
      "short forms behind and before",
      "[LegalDocument:Nghị định 77=Nghị định 77;kind=Nghị định] [LegalDocument:Nghị định số 77/2019/NĐ-CP=77/2019/NĐ-CP;kind=Nghị định] [LegalDocument:Nghị định 77=Nghị định 77;kind=Nghị định] [LegalDocument:Nghị định 77/2019=77/2019;kind=Nghị định]",
      ["Nghị định · - · 77 · 2019 · 77/2019/NĐ-CP [0, 1, 2, 3]"]
    ),
    (
      "another kind of that number stays apart",
      "[LegalDocument:Nghị định số 77/2019/NĐ-CP=77/2019/NĐ-CP;kind=Nghị định] [LegalDocument:Thông tư 77=Thông tư 77;kind=Thông tư]",
      ["Nghị định · - · 77 · 2019 · 77/2019/NĐ-CP [0]", "Thông tư · - · 77 · - · - [1]"]
    ),
    (
      "another year stays apart",
      "[LegalDocument:Nghị định số 77/2019/NĐ-CP=77/2019/NĐ-CP;kind=Nghị định] [LegalDocument:Nghị định 77/2020=77/2020;kind=Nghị định]",
      ["Nghị định · - · 77 · 2019 · 77/2019/NĐ-CP [0]", "Nghị định · - · 77 · 2020 · 77/2020 [1]"]
    ),
    (
      "of two the last cited",
      "[LegalDocument:a=77/2019/NĐ-CP;kind=Nghị định] [LegalDocument:b=77/2021/NĐ-CP;kind=Nghị định] [LegalDocument:c=77/2019/NĐ-CP;kind=Nghị định] [LegalDocument:Nghị định 77=Nghị định 77;kind=Nghị định]",
      [
        "Nghị định · - · 77 · 2019 · 77/2019/NĐ-CP [0, 2, 3]",
        "Nghị định · - · 77 · 2021 · 77/2021/NĐ-CP [1]",
      ]
    ),
    (
      "short forms alone are one",
      "[LegalDocument:Nghị định 116=Nghị định 116;kind=Nghị định] [LegalDocument:nghị định 116=nghị định 116;kind=nghị định]",
      ["Nghị định · - · 116 · - · - [0, 1]"]
    ),
    (
      "laws by name",
      "[LegalDocument:Luật Hợp tác xã năm 2012=Luật Hợp tác xã 2012;kind=Luật] [LegalDocument:Luật Hợp tác xã=Luật Hợp tác xã;kind=Luật] [LegalDocument:Luật Đất đai=Luật Đất đai;kind=Luật]",
      ["Luật · Hợp tác xã · - · 2012 · - [0, 1]", "Luật · Đất đai · - · - · - [2]"]
    ),
    (
      "a law by its initials",
      "[LegalDocument:a=Luật Hợp tác xã 2012;kind=Luật] [LegalDocument:b=Luật HTX;kind=Luật] [LegalDocument:c=Luật BHYT;kind=Luật]",
      ["Luật · Hợp tác xã · - · 2012 · - [0, 1]", "Luật · BHYT · - · - · - [2]"]
    ),
    (
      "a code by its initials, dated or not",
      "[LegalDocument:a=Bộ luật Hình sự 2015;kind=Bộ luật] [LegalDocument:b=BLHS 2015;kind=Bộ luật] [LegalDocument:c=BLHS;kind=Bộ luật] [LegalDocument:d=Luật Hợp tác xã;kind=Luật] [LegalDocument:e=Luật HTX;kind=Luật]",
      ["Bộ luật · Hình sự · - · 2015 · - [0, 1, 2]", "Luật · Hợp tác xã · - · - · - [3, 4]"]
    ),
    (
      "initials that two names share stay apart",
      "[LegalDocument:a=Luật Hợp tác xã;kind=Luật] [LegalDocument:b=Luật Hòa thuận xã;kind=Luật] [LegalDocument:c=Luật HTX;kind=Luật]",
      [
        "Luật · Hợp tác xã · - · - · - [0]", "Luật · Hòa thuận xã · - · - · - [1]",
        "Luật · HTX · - · - · - [2]",
      ]
    ),
    (
      "a printed symbol in the field",
      "[LegalDocument:a=x;kind=Nghị định;symbol=77/2019NĐ-CP] [LegalDocument:b=77/2019/NĐ-CP;kind=Nghị định]",
      ["Nghị định · - · 77 · 2019 · 77/2019/NĐ-CP [0, 1]"]
    ),
    (
      "two years of a law: the bare name is neither",
      "[LegalDocument:a=Luật Đất đai 2003;kind=Luật] [LegalDocument:b=Luật Đất đai 2013;kind=Luật] [LegalDocument:c=Luật Đất đai;kind=Luật]",
      [
        "Luật · Đất đai · - · 2003 · - [0]", "Luật · Đất đai · - · 2013 · - [1]",
        "Luật · Đất đai · - · - · - [2]",
      ]
    ),
  ]

  @Test("Citations of one document become one record", arguments: table.indices)
  func records(row: Int) {
    let row = Self.table[row]
    #expect(Self.summary(markedDocument(row.text)) == row.expected, "\(row.0)")
  }

  @Test("Issue date and issuer come by relation, from any citation; the misprint is kept")
  func issue() throws {
    let document = markedDocument(
      "[LegalDocument:Nghị định số 45/2021NĐ-CP=45/2021/NĐ-CP;kind=Nghị định;articles=Điều 5, khoản 2;subject=về tổ hợp tác]\n[LegalDocument:Nghị định 45=Nghị định 45;kind=Nghị định] [Date:ngày 31/3/2021=date(written: '31/3/2021')] của [Organization:Chính phủ]",
      relations: [("Issued", 1, 2), ("IssuedBy", 1, 3)])
    let record = try #require(document.legalDocuments.first)
    #expect(document.legalDocuments.count == 1)
    #expect(record.issued?.notation == "2021-03-31")
    #expect(record.issuer == "Chính phủ")
    #expect(record.printedSymbol == "45/2021NĐ-CP")
    #expect(record.articles == ["Điều 5, khoản 2"])
    #expect(record.subject == "về tổ hợp tác")
  }

  @Test("Private mentions on a citation's tokens say which articles are cited and what it is about")
  func details() throws {
    let document = markedDocument(
      "[CitationDetail:{3};articles=Điều 5, khoản 2] [LegalDocument:Nghị định 77=Nghị định 77;kind=Nghị định] [CitationDetail:{3};subject=về tổ hợp tác] [LegalDocument:Nghị định 77=Nghị định 77;kind=Nghị định]"
    )
    let record = try #require(document.legalDocuments.first)
    #expect(document.legalDocuments.count == 1)
    #expect(record.articles == ["Điều 5, khoản 2"])
    #expect(record.subject == "về tổ hợp tác")
  }

  @Test("A reference by the kind alone means the document of that kind that was cited last")
  func references() {
    let document = markedDocument(
      "[LegalDocument:Nghị định 77=Nghị định 77;kind=Nghị định] [LegalDocument:Nghị định 78=Nghị định 78;kind=Nghị định] [LegalDocument:Thông tư 5=Thông tư 5;kind=Thông tư]\n[CitationDetail:{3};articles=Điều 9] [DocumentReference:nghị định này;kind=Nghị định]\n[DocumentReference:Quyết định này;kind=Quyết định]"
    )
    #expect(document.legalDocuments.map(\.references.count) == [0, 1, 0])
    #expect(document.legalDocuments.map(\.articles) == [[], ["Điều 9"], []])
  }

  static let effects: [(String, String)] = [
    (
      "[Effect:{12}] [LegalDocument:Nghị định 77=Nghị định 77;kind=Nghị định] có hiệu lực từ [Date:1/5/2019=date(written: '1/5/2019')]",
      "2019-05-01"
    ),
    (
      "Từ [Effect:{12}] [Date:1/5/2019=date(written: '1/5/2019')] , [LegalDocument:Nghị định 77=Nghị định 77;kind=Nghị định] có hiệu lực",
      "2019-05-01"
    ),
    (
      "[LegalDocument:Nghị định 77=Nghị định 77;kind=Nghị định]\n[Effect:{12}] [DocumentReference:Nghị định này;kind=Nghị định] có hiệu lực từ [Date:1/5/2019=date(written: '1/5/2019')]",
      "2019-05-01"
    ),
  ]

  @Test("It is in force from the date at the other end of an effect", arguments: effects)
  func effect(text: String, date: String) {
    let records = markedDocument(text).legalDocuments
    #expect(records.map { $0.effective?.notation } == [date])
  }

  @Test("A symbol printed with spaces is no misprint, and the issue year fills in a missing one")
  func spacesAndYear() throws {
    let document = markedDocument(
      "[LegalDocument:Nghị quyết số 20 - NQ/TW=20-NQ/TW;kind=Nghị quyết] [Date:16/6/2022=date(written: '16/6/2022')]",
      relations: [("Issued", 0, 1)])
    let record = try #require(document.legalDocuments.first)
    #expect(record.printedSymbol == nil)
    #expect(record.year == 2022)
  }
}
