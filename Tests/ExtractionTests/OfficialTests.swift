import Testing

@testable import Extraction

@Suite struct OfficialTests {
  /// `name: title {mentions} | title {mentions}` for each official, with the person's mentions in parentheses.
  static func summary(_ document: Document) -> [String] {
    document.officials.map { official in
      let titles = official.titles.map { title in
        (title.isFormer ? "former " : "") + "\(title.text) \(title.mentions)"
      }
      return "\(official.name) \(official.mentions): " + titles.joined(separator: " | ")
    }
  }

  static let table: [(String, text: String, holds: [(Int, Int)], expected: [String])] = [
    (
      "one person, two titles", "[Person:Lê Văn Sơn], [Title:Phó Chủ tịch UBND tỉnh], [Title:Trưởng ban A]",
      [(0, 1), (0, 2)], ["Lê Văn Sơn [0]: Phó Chủ tịch UBND tỉnh [1] | Trưởng ban A [2]"]
    ),
    (
      "a short name after the full one",
      "[Person:Lê Văn Sơn], [Title:Giám đốc Sở Y tế]\nÔng [Person:Sơn] nói. [Person:Văn Sơn]",
      [(0, 1)], ["Lê Văn Sơn [0, 2, 3]: Giám đốc Sở Y tế [1]"]
    ),
    (
      "a short name before the full one",
      "Ông [Person:Sơn], [Title:Giám đốc Sở Y tế]\nÔng [Person:Lê Văn Sơn] nói", [(0, 1)],
      ["Lê Văn Sơn [0, 2]: Giám đốc Sở Y tế [1]"]
    ),
    (
      "capitals of a headline", "[Person:LÊ VĂN SƠN]\n[Person:Lê Văn Sơn], [Title:Bí thư Tỉnh ủy]", [(1, 2)],
      ["Lê Văn Sơn [0, 1]: Bí thư Tỉnh ủy [2]"]
    ),
    (
      "two of one given name: the last mentioned",
      "[Person:Lê Văn Sơn], [Title:Bí thư xã]; [Person:Trần Sơn], [Title:Chủ tịch xã]\nÔng [Person:Sơn] nói. [Person:Lê Văn Sơn]. [Person:Sơn]",
      [(0, 1), (2, 3)], ["Lê Văn Sơn [0, 5, 6]: Bí thư xã [1]", "Trần Sơn [2, 4]: Chủ tịch xã [3]"]
    ),
    (
      "a longer wording of one title",
      "[Person:Lê A], [Title:Trưởng BCĐ]\n[Person:Lê A], [Title:Trưởng BCĐ tỉnh]", [(0, 1), (2, 3)],
      ["Lê A [0, 2]: Trưởng BCĐ tỉnh [1, 3]"]
    ),
    (
      "one title, two spellings of the body",
      "[Person:Lê A], [Title:Phó Chủ tịch UBND tỉnh;role=Phó Chủ tịch;body=Ủy ban nhân dân]\n[Person:Lê A], [Title:Phó Chủ tịch Ủy ban nhân dân tỉnh;role=Phó Chủ tịch;body=Ủy ban nhân dân]",
      [(0, 1), (2, 3)], ["Lê A [0, 2]: Phó Chủ tịch Ủy ban nhân dân tỉnh [1, 3]"]
    ),
    (
      "acronyms stand for their words",
      "[Person:Lê A], [Title:Trưởng Ban Chỉ đạo phát triển KTTT tỉnh]\n[Person:Lê A], [Title:Trưởng ban Chỉ đạo phát triển kinh tế tập thể tỉnh]; [Title:Trưởng BCĐ]\n[Title:Trưởng BCĐ phát triển kinh tế tập thể tỉnh] nói",
      [(0, 1), (2, 3), (2, 4)],
      ["Lê A [0, 2]: Trưởng ban Chỉ đạo phát triển kinh tế tập thể tỉnh [1, 3, 4, 5]"]
    ),
    (
      "a title alone is its only holder's",
      "[Person:Lê A], [Title:Phó Chủ tịch UBND tỉnh]\n[Title:Phó Chủ tịch UBND tỉnh] nói. [Title:Phó Chủ tịch] nói",
      [(0, 1)], ["Lê A [0]: Phó Chủ tịch UBND tỉnh [1, 2, 3]"]
    ),
    (
      "a title alone is nobody's when two hold it",
      "[Person:Lê A], [Title:Phó Chủ tịch UBND tỉnh]; [Person:Võ B], [Title:Phó Chủ tịch UBND tỉnh]\n[Title:Phó Chủ tịch UBND tỉnh] nói",
      [(0, 1), (2, 3)], ["Lê A [0]: Phó Chủ tịch UBND tỉnh [1]", "Võ B [2]: Phó Chủ tịch UBND tỉnh [3]"]
    ),
    (
      "one word settles nothing", "[Person:Lê A], [Title:Bí thư Tỉnh ủy]\n[Title:Bí] nói", [(0, 1)],
      ["Lê A [0]: Bí thư Tỉnh ủy [1]"]
    ),
    (
      "former and present are two",
      "[Person:Lê A], [Title:Giám đốc Sở Y tế], [Title:nguyên Giám đốc Sở Y tế;former=true]",
      [(0, 1), (0, 2)], ["Lê A [0]: Giám đốc Sở Y tế [1] | former nguyên Giám đốc Sở Y tế [2]"]
    ),
    (
      "people without a title are no officials", "[Person:Lê A] và [Person:Võ B], [Title:Bí thư xã]",
      [(1, 2)],
      ["Võ B [1]: Bí thư xã [2]"]
    ),
  ]

  @Test("People and their titles are joined across the document", arguments: table.indices)
  func officials(row: Int) {
    let row = Self.table[row]
    let document = markedDocument(row.text, relations: row.holds.map { ("Holds", $0.0, $0.1) })
    #expect(Self.summary(document) == row.expected, "\(row.0)")
  }

  static let wordings: [(String, String, Acronyms.Agreement)] = [
    ("Phó Chủ tịch UBND tỉnh", "Phó chủ tịch Ủy ban nhân dân tỉnh", .same),
    ("BCĐ tỉnh", "Ban Chỉ đạo tỉnh", .same),
    ("Trưởng BCĐ", "Trưởng ban Chỉ đạo tỉnh", .secondIsLonger),
    ("Chủ tịch HĐQT HTX", "Chủ tịch HĐQT", .firstIsLonger),
    ("Giám đốc Sở Y tế", "Giám đốc Sở Công Thương", .none), ("UBND", "Ủy ban Dân tộc", .none),
    ("", "Bí thư", .secondIsLonger),
  ]

  @Test("Wordings agree when acronyms stand for the other's words", arguments: wordings)
  func acronyms(first: String, second: String, expected: Acronyms.Agreement) {
    let (a, b) = (RecordBuilder.rawWords(first), RecordBuilder.rawWords(second))
    #expect(Acronyms.agreement(a, b) == expected)
    if expected == .same { #expect(Acronyms.initials(a) == Acronyms.initials(b)) }
  }

  @Test("The honorific and the parts of a title come from their fields")
  func parts() throws {
    let document = markedDocument(
      "[Person:Lê A;honorific=ông], [Title:quyền Giám đốc Sở Y tế tỉnh B;role=Giám đốc;body=Sở Y tế;place=tỉnh B;acting=true]",
      relations: [("Holds", 0, 1)])
    let official = try #require(document.officials.first)
    #expect(official.honorific == "ông")
    let title = try #require(official.titles.first)
    #expect(title.role == "Giám đốc" && title.body == "Sở Y tế" && title.place == "tỉnh B")
    #expect(title.isActing && !title.isFormer)
  }

  @Test("Thousands of people with one given name take no quadratic time")
  func manyPeople() {
    let text = (0..<4000).map { "[Person:Họ\($0) Sơn], [Title:Phó Chủ tịch xã \($0)] gặp ông [Person:Sơn]" }
      .joined(separator: "\n")
    let document = markedDocument(text, relations: (0..<4000).map { ("Holds", $0 * 3, $0 * 3 + 1) })
    #expect(document.officials.count == 4000)
    #expect(document.officials.allSatisfy { $0.mentions.count == 2 && $0.titles.count == 1 })
  }
}
