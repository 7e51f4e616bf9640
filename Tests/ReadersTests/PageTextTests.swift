import Testing

@testable import Readers

@Suite("The text of a page")
struct PageTextTests {
  static let rows: [(html: String, text: String)] = [
    // Blocks and lines.
    ("<p>một</p><p>hai</p>", "một\n\nhai"),
    ("<p>một<p>hai", "một\n\nhai"),
    ("một<div>hai</div>ba", "một\n\nhai\n\nba"),
    ("<p>một<br>hai<br/>ba</p>", "một\nhai\nba"),
    ("<p>một<br><br>hai<br><br><br>ba", "một\n\nhai\n\nba"),
    ("<ul><li>một<li>hai</ul>ba", "một\nhai\n\nba"),
    ("<table><tr><td>a<td>b<tr><td>c<td>d</table>", "a\nb\n\nc\nd"),
    ("<h1>Tin</h1>\n\n<p>\n  Bài\n</p>\n", "Tin\n\nBài"),
    ("<pre>a  b\n c\n\nd</pre>", "a b\nc\n\nd"),
    ("<div><div></div></div>a<div> </div>b", "a\n\nb"),
    ("", ""), ("  ", ""), ("<br>", ""), ("<p></p>", ""),
    // Blanks.
    ("<p>a \n\t b</p>", "a b"), ("<b>a</b> <i> b</i>", "a b"), ("a<b> </b>b", "a b"),
    ("H<b>à</b> Nội", "Hà Nội"),
    ("<p> a </p>", "a"), ("<p>&nbsp;</p><p>a</p>", "a"),
    ("a&nbsp;&nbsp;b &nbsp; c", "a\u{A0}\u{A0}b \u{A0} c"),
    ("<p>a&nbsp;</p>b", "a\n\nb"), ("a\u{A0}b", "a\u{A0}b"), ("a\r\nb\r\n", "a b"),
    // References.
    ("Th&#7843;o &amp; L&yacute;", "Thảo & Lý"), ("&#x1EA3;&#X1ea3;", "ảả"), ("&lt;b&gt;", "<b>"),
    ("a&#10;b", "a b"),
    ("AT&T, R&D; &unknown; & &#; &#x;", "AT&T, R&D; &unknown; & &#; &#x;"),
    ("&eacute &nbspx &ampamp;", "é \u{A0}x &amp;"),
    ("&#150; &#0; &#xD800; &#1114112; &#99999999999;", "– \u{FFFD} \u{FFFD} \u{FFFD} \u{FFFD}"),
    ("&dstrok;&abreve;&apos;&hellip;&rarr;", "đă'…→"), ("&quot;", "\""), ("&", "&"), ("a&", "a&"),
    ("&amp", "&"),
    // What is no text.
    ("a<script>if (a<b) x('</p>')</script>b", "ab"), ("a<style>p{}</style>b", "ab"), ("a<!-- x -->b", "ab"),
    ("<title>x</title>a", "a"), ("a<textarea>x</textarea>b", "a\n\nb"),
    ("a<noscript><p>x</noscript>b", "a\n\nb"),
    ("a<select><option>x</select>b", "a\n\nb"), ("<!DOCTYPE html><?php x ?>a", "a"),
    ("a<img alt='x'>b<input value=x>c", "abc"), ("a<svg><text>x</text></svg>b", "ab"),
    // Broken pages.
    ("a < b, a<5, <<<, <3 và 5>4", "a < b, a<5, <<<, <3 và 5>4"), ("a</p>b</x>c", "a\n\nbc"),
    ("<div>a</P >b</div>", "a\n\nb"), ("a</br>b", "a\nb"),
    ("</html>a</body>b<p>c</p></html>\nd", "ab\n\nc\n\nd"),
    ("x<html><head><title>t</title><body>a", "x\n\na"),
    ("<p>a<b>b<p>c</b>d", "ab\n\ncd"), ("<p title='x>a</p>b' >c", "c"), ("a<p", "a"), ("a<", "a"),
    ("a</", "a"),
    ("<p>a<!-- x", "a"), ("a<script>x", "a"), ("a\u{0}b\u{1}c\u{7F}d", "a b c d"),
    ("a\u{FFFE}b", "a\u{FFFE}b"),
    ("<center><font face=\".VnTime\">a</font></center>", "a"), ("<o:p>a</o:p><st1:place>b</st1:place>", "ab"),
    ("<![CDATA[a]]>b", "b"), ("<p>a<![if !supportLists]>b<![endif]>c</p>", "abc"),
    ("a<!--[if IE]><p>x</p><![endif]-->b", "ab"), ("a<!--[if !IE]><!-->b<!--<![endif]-->c", "abc"),
    ("a<script><![CDATA[ x </script>b", "ab"), ("<body>a<body class=x>b<html>c", "abc"),
    ("<div/>a<p/>b", "a\n\nb"),
  ]

  @Test("reads as a browser shows it", arguments: rows)
  func text(row: (html: String, text: String)) {
    let page = HTMLReader.read(Array(row.html.utf8))
    #expect(page.text.text.string == row.text)
    #expect(problems(of: page, sourceLength: row.html.utf8.count) == [])
  }

  @Test("text with many words on both sides of the parser's buffer is whole")
  func longText() {
    let words = (0..<3000).map { $0 % 7 == 0 ? "Th&#7843;o" : "đồng chí \($0)" }.joined(separator: " ")
    let page = HTMLReader.read(Array("<p>\(words)</p>".utf8))
    #expect(page.text.text.string == words.replacing("&#7843;", with: "ả"))
    #expect(problems(of: page, sourceLength: words.utf8.count + 7) == [])
  }

  @Test("a run of the same letter is where it is")
  func sameLetters() {
    let html =
      "<p>" + String(repeating: "x", count: 5000) + "<b>" + String(repeating: "<", count: 50) + "ảảả" + "</p>"
    let page = HTMLReader.read(Array(html.utf8))
    #expect(problems(of: page, sourceLength: html.utf8.count) == [])
    #expect(page.text.map.original(ofStart: 0) == 3)
    #expect(page.text.map.original(ofEnd: 5000) == 5003)
  }

  @Test("the place of each word in the file is known to the byte")
  func places() {
    let html = "<p>&Ocirc;ng <b>Th&#7843;o</b>&nbsp;n&oacute;i</p>"
    let page = HTMLReader.read(Array(html.utf8))
    let text = page.text.text.string
    for (word, source) in [
      ("Ông", "&Ocirc;ng"), ("Thảo", "Th&#7843;o"), ("nói", "n&oacute;i"), ("ả", "&#7843;"),
    ] {
      let range = text.range(of: word)!
      let start = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
      let end = text.utf8.distance(from: text.startIndex, to: range.upperBound)
      let span = page.text.sourceSpan(of: .init(start..<end))
      #expect(Array(html.utf8)[span.range].elementsEqual(source.utf8))
    }
  }

  @Test("elements nested deeper than the limit are still read, in linear time")
  func depth() {
    let html =
      "<nav>" + String(repeating: "<div>", count: 10_000) + "a" + String(repeating: "</p>", count: 20_000)
      + "b</div><p>c"
    let page = HTMLReader.read(Array(html.utf8))
    #expect(page.text.text.string.contains("a"))
    #expect(page.text.text.string.hasSuffix("c"))
    #expect(problems(of: page, sourceLength: html.utf8.count) == [])
  }

  @Test("a tag with a hundred thousand attributes is read in linear time")
  func attributes() {
    let html = "<p " + (0..<100_000).map { "a\($0)=\"x\"" }.joined(separator: " ") + " class=\"y\">a</p>b"
    let clock = ContinuousClock()
    var text = ""
    let time = clock.measure { text = HTMLReader.text(html) }
    #expect(text == "a\n\nb")
    #expect(time < .seconds(5))
  }
}
