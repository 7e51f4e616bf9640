import Testing
import TextModel
import Tokenization

@testable import Extraction

@Suite struct PublicationFinderTests {
  /// A text with its dates in brackets, the calls that read them, and the reference that comes out.
  static let table: [(text: String, calls: [String], expected: String?, source: KnownReference.Source)] = [
    (
      "Tên bài viết\n[9:47, Thứ Năm, 15-9-2022]\nChiều [13/9/2022] tỉnh họp",
      ["date(clock: '9:47', written: '15-9-2022')", "date(written: '13/9/2022')"], "2022-09-15T09:47", .header
    ),
    (
      "Tên bài\nNgày: [26/08/2022]\n[Sáng ngày 26/8/2022], Ban họp",
      ["date(written: '26/08/2022')", "date(part: 'sáng', written: '26/8/2022')"], "2022-08-26", .header
    ),
    (
      "Tên bài\n[Thứ năm - 17/03/2022 23:00] 134 0\nNội dung",
      ["date(clock: '23:00', written: '17/03/2022')"], "2022-03-17T23:00", .header
    ),
    (
      "Tên bài\nHà Nội, [ngày 15 tháng 9 năm 2022]\nNội dung", ["date(day: '15', month: '9', year: '2022')"],
      "2022-09-15", .header
    ),
    (
      "Tên bài\nNgày: [26/08/2022]\nCập nhật lúc: [8:30 27/8/2022]",
      ["date(written: '26/08/2022')", "date(clock: '8:30', written: '27/8/2022')"], "2022-08-27T08:30",
      .header
    ),
    // A date in running text is no header.
    (
      "Tên bài\nTrong buổi họp hôm [13/9/2022] tại trụ sở của tỉnh các bên", ["date(written: '13/9/2022')"],
      "2022-09-13",
      .dateline
    ),
    // Neither a day without its year nor a month.
    ("Ngày: [26/08]\n", ["date(written: '26/08')"], "XXXX-08-26", .dateline),
    ("Số ra [8/2022]\n", ["date(written: '8/2022')"], nil, .none),
    // Today, said by the text.
    (
      "Các bên hợp tác áp dụng từ [hôm nay] ([9/1]), ông A nói",
      ["date(relative: 'hôm nay')", "date(written: '9/1')"],
      "XXXX-01-09", .apposition
    ),
    (
      "Ông viết vào [ngày hôm qua] [14/4/2018] rằng",
      ["date(relative: 'hôm qua')", "date(written: '14/4/2018')"],
      "2018-04-15", .apposition
    ),
    (
      "Hai bên đã làm việc [hôm nay] và sẽ tiếp tục vào [14/4]",
      ["date(relative: 'hôm nay')", "date(written: '14/4')"],
      "XXXX-04-14", .dateline
    ),
    // Two parts of the day are no apposition; the morning follows the night.
    (
      "Trong [đêm 6/12] và [rạng sáng nay] xảy ra tai nạn",
      ["date(part: 'đêm', written: '6/12')", "date(part: 'sáng', relative: 'nay')"], "XXXX-12-07", .apposition
    ),
    (
      "Đến [sáng nay], [tối 5/6] chưa biết",
      ["date(part: 'sáng', relative: 'nay')", "date(part: 'tối', written: '5/6')"],
      "XXXX-06-05", .dateline
    ),
    ("Không có ngày nào", [], nil, .none),
    // A sentence is no header, though it be short; a heading is one.
    (
      "Tên bài\nThông báo có hiệu lực từ [00 giờ ngày 9/7/2021] .\nNội dung",
      ["date(clock: '00 giờ', written: '9/7/2021')"], "2021-07-09", .dateline
    ),
    (
      "Tên bài\nTrang tin của tỉnh cập nhật lúc [8:30 27/8/2022]\nNội dung",
      ["date(clock: '8:30', written: '27/8/2022')"], "2022-08-27T08:30", .header
    ),
  ]

  @Test("A text's own dates say when it was published", arguments: table.indices)
  func finds(row: Int) throws {
    let row = Self.table[row]
    let (text, mentions) = try Self.read(row.text, calls: row.calls)
    let found = PublicationFinder.reference(given: .unknown, mentions: mentions, in: text)
    #expect(found.publication?.notation == row.expected)
    #expect(found.source == row.source)
  }

  @Test("A given date stands, and takes the header's time of the same day")
  func given() throws {
    let row = Self.table[0]
    let (text, mentions) = try Self.read(row.text, calls: row.calls)
    for (given, expected) in [("2022-09-15", "2022-09-15T09:47"), ("2022-09-16", "2022-09-16")] {
      let context = try #require(ReferenceContext(publicationDate: given))
      let found = PublicationFinder.reference(given: context, mentions: mentions, in: text)
      #expect(found == KnownReference(publication: found.publication, source: .given))
      #expect(found.publication?.notation == expected)
    }
  }

  @Test("The date of a document is no dateline")
  func documents() throws {
    let calls = ["date(written: '27/4/2018')", "date(written: '3/5/2018')"]
    var (text, mentions) = try Self.read(
      "Theo Quyết định số 461 [27/4/2018] , sáng [3/5/2018] tỉnh họp", calls: calls)
    #expect(
      PublicationFinder.reference(given: .unknown, mentions: mentions, in: text).publication?.notation
        == "2018-04-27")
    mentions[0].isOfDocument = true
    #expect(
      PublicationFinder.reference(given: .unknown, mentions: mentions, in: text).publication?.notation
        == "2018-05-03")
  }

  @Test("A date below the first lines is no header")
  func farBelow() throws {
    let lines = (0..<20).map { "dòng \($0)\n" }.joined()
    let (text, mentions) = try Self.read(lines + "Ngày: [26/08/2022]", calls: ["date(written: '26/08/2022')"])
    #expect(PublicationFinder.reference(given: .unknown, mentions: mentions, in: text).source != .header)
  }

  /// Cuts a text into tokens with gaps; sentences end at line breaks.
  private static func read(_ marked: String, calls: [String]) throws -> (TokenizedText, [DateMention]) {
    var tokens: [Token] = []
    var mentions: [DateMention] = []
    var calls = calls[...]
    var gap = Gap.paragraphBreak
    var start: Int?
    var sentence = 0
    for line in marked.split(separator: "\n", omittingEmptySubsequences: false) {
      for word in TestLexicon.tokens(String(line)) {
        if word == "[" {
          start = tokens.count
        } else if word == "]" {
          guard let call = calls.popFirst(), case .date(let expression)? = GrammarCall.evaluate(call) else {
            throw GrammarError()
          }
          mentions.append(
            DateMention(
              expression: expression, tokens: TokenSpan(try #require(start)..<tokens.count),
              sentence: sentence))
        } else {
          let kind: TokenKind =
            word.first!.isLetter ? .letters : word.first!.isNumber ? .digits : .punctuation
          tokens.append(Token(start: 0, end: 0, kind: kind, gap: gap))
          gap = .spaced
        }
      }
      gap = .lineBreak
      sentence += 1
    }
    return (TokenizedText(text: [], shadow: [], map: .identity(length: 0), tokens: tokens), mentions)
  }

  private struct GrammarError: Error {}
}
