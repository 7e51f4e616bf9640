import Testing

@testable import Readers

@Suite("Dates that machines write")
struct StatedDateTests {
  static let rows: [(text: String, notation: String?)] = [
    // ISO 8601 and what comes near.
    ("2022-09-15", "2022-09-15"), ("2022-09-15T09:47:00+07:00", "2022-09-15T09:47"),
    ("2022-09-15 09:47", "2022-09-15T09:47"),
    ("2022-09-15T09:47:31.250+0700", "2022-09-15T09:47"), ("2022/9/5", "2022-09-05"),
    ("2022.09.15", "2022-09-15"),
    ("20220915", "2022-09-15"), ("20220915094700", "2022-09-15"), (" 2022-09-15 ", "2022-09-15"),
    // Other zones become Vietnam's.
    ("2022-09-15T02:47:00Z", "2022-09-15T09:47"), ("2022-09-14T20:30:00Z", "2022-09-15T03:30"),
    ("2022-09-15T01:00:00+09:00", "2022-09-14T23:00"), ("2023-01-01T00:30:00+14:00", "2022-12-31T17:30"),
    ("2022-12-31T20:00:00-05:00", "2023-01-01T08:00"), ("2022-09-14T17:00:00Z", "2022-09-15T00:00"),
    // Midnight is a day.
    ("2022-09-15T00:00:00+07:00", "2022-09-15"), ("2022-09-15 00:00", "2022-09-15"),
    ("2022-09-15T00:00:01", "2022-09-15T00:00"),
    // Days first.
    ("15/09/2022", "2022-09-15"), ("15-9-2022 09:47", "2022-09-15T09:47"),
    ("09:47 15/09/2022", "2022-09-15T09:47"),
    ("Thứ Năm, 15/09/2022, 09:47 (GMT+7)", "2022-09-15T09:47"), ("5/9/2022", "2022-09-05"),
    ("9/15/2022", "2022-09-15"),
    // Months first where half days are counted.
    ("9/5/2022 9:47:00 AM", "2022-09-05T09:47"), ("9/5/2022 12:05:00 AM", "2022-09-05T00:05"),
    ("9/5/2022 12:05 PM", "2022-09-05T12:05"), ("25/9/2022 1:05 PM", "2022-09-25T13:05"),
    // Words.
    ("Thu, 15 Sep 2022 02:47:00 GMT", "2022-09-15T09:47"), ("September 15, 2022", "2022-09-15"),
    ("15 Sep 2022", "2022-09-15"),
    ("May 5, 2022 10:00", "2022-05-05T10:00"),
    // None.
    ("", nil), ("hôm qua", nil), ("2022", nil), ("2022-13-01", nil), ("2022-02-30", nil), ("15/09/22", nil),
    ("1663209000", nil),
    ("31/02/2022", nil), ("15/09-2022", nil), ("0000-00-00 00:00:00", nil), ("99999999999999999999", nil),
    ("12345678901234567890:12 1/1/2022", "2022-01-01"),
  ]

  @Test("reads the day, and the time in Vietnam", arguments: rows)
  func notation(row: (text: String, notation: String?)) {
    #expect(StatedDate.notation(of: row.text) == row.notation)
  }
}

@Suite("The date of a page")
struct PageDateTests {
  static let rows: [(head: String, date: String?)] = [
    (#"<meta property="article:published_time" content="2022-09-15T09:47:00+07:00">"#, "2022-09-15T09:47"),
    (#"<META NAME="DC.Date.Issued" CONTENT="2022-09-15">"#, "2022-09-15"),
    (#"<meta itemprop="datePublished" content="2022-09-15">"#, "2022-09-15"),
    (#"<meta name="date" content="2022-09-16"><meta name="pubdate" content="2022-09-15">"#, "2022-09-15"),
    (#"<meta name="pubdate" content="?"><meta name="date" content="2022-09-16">"#, "2022-09-16"),
    (#"<meta property="article:modified_time" content="2022-09-15">"#, nil),
    (#"<meta name="description" content="2022-09-15">"#, nil),
    (#"<meta name="pubdate" content="15&#47;09&sol;2022">"#, "2022-09-15"),
    (#"<p>x <time datetime="2022-09-15">hôm nay</time>"#, "2022-09-15"),
    (#"<time datetime="2022-09-16">a</time><time pubdate datetime="2022-09-15">b</time>"#, "2022-09-15"),
    (#"<p>Bài viết dài hơn phần chân trang.</p><footer><time datetime="2022-09-16">a</time></footer>"#, nil),
    (#"<span itemprop="datePublished" content="2022-09-15">15/9</span>"#, "2022-09-15"),
    (
      #"<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2022-09-15"}</script>"#,
      "2022-09-15"
    ),
    (
      #"<script type="application/ld+json">[{"@type":"WebPage","datePublished":"2022-09-16"},{"@type":["BlogPosting"],"datePublished":"2022-09-15"}]</script>"#,
      "2022-09-15"
    ),
    (
      #"<script type="application/ld+json">{"@type":"WebPage","datePublished":"2022-09-16",}</script>"#,
      "2022-09-16"
    ),
    (#"<script type="application/ld+json">{"datePublished": }</script>"#, nil),
    (#"<script>{"@type":"NewsArticle","datePublished":"2022-09-15"}</script>"#, nil),
    ("", nil),
  ]

  @Test("is the best that its metadata states", arguments: rows)
  func date(row: (head: String, date: String?)) {
    #expect(HTMLReader.read(Array("<html><head>\(row.head)".utf8)).date == row.date)
  }
}
