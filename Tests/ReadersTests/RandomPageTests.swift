import Foundation
import Testing
import TextModel
import Tokenization

@testable import Readers

/// How many random pages a test reads: more with BOCTACH_LONG_TESTS=factor.
private let factor = ProcessInfo.processInfo.environment["BOCTACH_LONG_TESTS"].flatMap { Int($0) } ?? 1

@Suite("Random pages")
struct RandomPageTests {
  /// A page under construction, with the words that must come out and where they stand.
  private struct Draft {
    var html: [UInt8] = []
    var words: [(text: String, source: Range<Int>)] = []
    /// Words of a line, lines of a paragraph, paragraphs of the page.
    var text = ""
  }

  private static let letters = Array("aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạếềểễệứừửữựỳýỷỹỵĐÂ😀&<>\"'…–").map(
    String.init)
  private static let inline = [
    "<b>", "</b>", "<i class=x>", "</i>", "<span style=\"a:b\">", "</span>", "<!-- x -->", "<wbr>",
    "<img alt='a>b'>",
  ]

  private static func random(_ generator: inout SeededGenerator) -> Draft {
    var draft = Draft()
    for paragraph in 0..<Int.random(in: 1...5, using: &generator) {
      if paragraph > 0 { draft.text += "\n\n" }
      let tag = ["p", "div", "h2", "blockquote"].randomElement(using: &generator)!
      draft.html += "<\(tag)>".utf8
      for word in 0..<Int.random(in: 1...12, using: &generator) {
        if word > 0 {
          if Int.random(in: 0..<8, using: &generator) == 0 {
            draft.html += ["<br>", "<BR/>", " <br >\n"].randomElement(using: &generator)!.utf8
            draft.text += "\n"
          } else {
            draft.html += [" ", "\n", " \t ", "&#32;", "\r\n"].randomElement(using: &generator)!.utf8
            draft.text += " "
          }
        }
        append(&draft, &generator)
      }
      draft.html += ["</\(tag)>", "</\(tag)>\n"].randomElement(using: &generator)!.utf8
      if Int.random(in: 0..<4, using: &generator) == 0 {
        draft.html +=
          ["<script>if (a<b) '</p>'</script>", "<nav><p>x</nav>", "<style>p{}</style>"].randomElement(
            using: &generator)!.utf8
      }
    }
    return draft
  }

  private static func append(_ draft: inout Draft, _ generator: inout SeededGenerator) {
    if Int.random(in: 0..<4, using: &generator) == 0 {
      draft.html += inline.randomElement(using: &generator)!.utf8
    }
    let start = draft.html.count
    var end = start
    var text = ""
    for letter in 0..<Int.random(in: 1...8, using: &generator) {
      if letter > 0, Int.random(in: 0..<8, using: &generator) == 0 {
        draft.html += inline.randomElement(using: &generator)!.utf8
      }
      let character = letters.randomElement(using: &generator)!
      let scalars = character.unicodeScalars
      let mustEscape = "&<>".contains(character)
      switch Int.random(in: mustEscape ? 0...1 : 0...6, using: &generator) {
      case 0: for scalar in scalars { draft.html += "&#\(scalar.value);".utf8 }
      case 1: for scalar in scalars { draft.html += "&#x\(String(scalar.value, radix: 16));".utf8 }
      default: draft.html += character.utf8
      }
      text += character
      end = draft.html.count
    }
    draft.words.append((text, start..<end))
    draft.text += text
  }

  @Test(
    "come out as they were written, each word with its place in the file",
    arguments: [1, 2, 3, 4] as [UInt64])
  func written(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for round in 0..<250 * factor {
      let draft = Self.random(&generator)
      let page = HTMLReader.read(draft.html)
      let text = page.text.text
      guard text.string == draft.text else {
        Issue.record("seed \(seed), round \(round): \(draft.html.string) → \(text.string), not \(draft.text)")
        return
      }
      #expect(problems(of: page, sourceLength: draft.html.count) == [])
      var start = 0
      for word in draft.words {
        let end = start + word.text.utf8.count
        let span = page.text.sourceSpan(of: ByteSpan(start..<end))
        #expect(
          span.range == word.source, "seed \(seed), round \(round): \(word.text) in \(draft.html.string)")
        start = end + 1
        while start < text.count, text[start] == 10 { start += 1 }
      }
    }
  }

  private static let pieces = [
    "<p>", "</p>", "<div class=nav>", "</div>", "<table>", "<tr>", "<td>", "</table>", "<a href=x>", "</a>",
    "<script>", "</script>", "<!--",
    "-->", "<![CDATA[", "]]>", "<!", "</", "<", ">", "&", "&#", "&#7843;", "&eacute", "&nbsp;", "\"", "'",
    "=", "/", "<br>", "</br>", "<pre>",
    "</pre>", "\n", " ", "\u{A0}", "Ông Lê Thị Bưởi", "x", "😀", "e\u{301}", "</body>", "</html>", "<html>",
    "<body class='", "<head>", "<title>",
    "<time datetime='2022-09-15'>", "<form>", "<svg>", "<style>", "<textarea>", "<?php ", "?>", "<nav>",
    "<h1>", "\u{0}", "\u{7F}", "\u{FFFE}",
    "<li>", "<ul>", "<select>", "<option>", "<meta name=date content=", "<frameset>", "<plaintext>", "<xmp>",
    "<iframe>", "<noscript>",
    "<b", "<p title=\"", "<![if x]>",
  ]

  @Test(
    "of nothing but broken markup are read, and every byte of the text is explained",
    arguments: [5, 6, 7, 8] as [UInt64])
  func broken(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for round in 0..<500 * factor {
      let count = Int.random(in: 0..<40, using: &generator)
      let html = (0..<count).map { _ in Self.pieces.randomElement(using: &generator)! }.joined()
      let page = HTMLReader.read(Array(html.utf8), encoding: .named(.utf8))
      let found = problems(of: page, sourceLength: html.utf8.count)
      #expect(found == [], "seed \(seed), round \(round): \(html.debugDescription)")
      if !found.isEmpty { return }
    }
  }

  @Test("of random bytes are read in every encoding", arguments: [9, 10] as [UInt64])
  func bytes(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<200 * factor {
      let bytes = (0..<Int.random(in: 0..<200, using: &generator)).map { _ in
        Int.random(in: 0..<3, using: &generator) == 0
          ? "<>&;/\"p #!-".utf8.randomElement(using: &generator)!
          : UInt8.random(in: 0...255, using: &generator)
      }
      for choice in [Decoder.Choice.auto] + Encoding.allCases.map(Decoder.Choice.named) {
        let page = HTMLReader.read(bytes, encoding: choice)
        #expect(problems(of: page, sourceLength: bytes.count) == [], "seed \(seed): \(bytes), \(choice)")
      }
    }
  }
}
