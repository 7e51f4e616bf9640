import GrammarEngine
import GrammarLanguage
import Testing
import TextModel
import Tokenization

@testable import Extraction

/// A small grammar through the real front end, tokenizer and engine, into a document.
@Suite struct DocumentAssemblerTests {
  static let files = [
    "cascade.grammar": """
    group primary
    group measures
    type Person group primary { value: text }
    type Title group primary { role: text  body: text }
    type LegalDocument group primary { value: text  kind: text }
    type Date group primary { value: date }
    type Quantity group primary { value: quantity }
    type Organization group primary { value: text }
    type Measure group measures
    relation Holds(Person, Title)
    relation Measures(Measure, Quantity)
    relation Issued(LegalDocument, Date)
    stages dates, quantities, facts
    """,
    "words.grammar": """
    lexicon numbers {
      "một": role = "digit", number = "1"   "ba": role = "digit", number = "3"   "năm": role = "digit", number = "5"
      "mười": role = "ten"   "mươi": role = "tens"   "rưỡi": role = "half"
    }
    lexicon scales {
      "nghìn": role = "scale", number = "1000"   "triệu": role = "scale", number = "1000000"
      "tỷ": role = "scale", number = "1000000000"
    }
    lexicon units {
      "đồng": kind = "currency", code = "VND"   "%": kind = "percent", code = "%"   "tháng": kind = "time", code = "month"
    }
    """,
    "dates.grammar": """
    stage dates
    include "words.grammar"
    lexicon parts { "sáng": part = "TMO"   "chiều": part = "TAF" }
    lexicon weekdays { "thứ năm": weekday = "4" }
    lexicon relatives { "hôm qua": unit = "day", offset = "-1"   "cùng kỳ năm trước": unit = "year", offset = "-1", anchor = "same" }
    lexicon edges { "đầu": edge = "first"   "cuối": edge = "last" }
    macro slashed = written:(digits(1..31) ("/" | "-") digits(1..12) (("/" | "-") digits(length 4))?)
    rule day -> Date { value = date(part: $part, written: $written) } = part:@parts? "ngày"? slashed
    rule stamp -> Date { value = date(clock: $clock, weekday: $weekday, written: $written) }
      = clock:(digits(0..24) ":" digits(length 2)) "," weekday:@weekdays "," slashed
    rule relative -> Date { value = date(relative: $word) } = word:@relatives
    rule year -> Date { value = date(year: $year) } = "năm" year:digits(length 4)
    rule months -> Date { value = dateSpan(count: $count, unit: $unit, edge: $edge, of: date(year: $year)) }
      = count:(number | @numbers) unit:@monthWord edge:@edges "năm" year:digits(length 4)?
    lexicon monthWord { "tháng": unit = "month" }
    rule days -> Date { value = dateRange(date(day: $from), date(written: $written)) } = "ngày" from:digits(1..31) "và" slashed
    """,
    "quantities.grammar": """
    stage quantities
    include "words.grammar"
    rule money -> Quantity { value = quantity($amount, to: $top, scale: $scale, unit: $unit, per: $per) }
      = amount:(number | @numbers+) ("-" top:number)? scale:@scales* unit:@units ("/" per:(@units | "người"))*
    rule measure -> Measure = "thu nhập bình quân" | "doanh thu"
    """,
    "facts.grammar": """
    stage facts
    rule holder = name:(capitalized{2,4}) "," title:(role:("Bí thư" | "Giám đốc") body:("Tỉnh ủy" | "Sở Y tế"))
      emit Person($name) { value = $name }
      emit Title($title) { role = $role  body = $body }
      link Holds($name, $title)
    rule decree -> LegalDocument { kind = $kind  value = legalSymbol($symbol) }
      = kind:"Nghị định" "số" symbol:(digits ("/" digits)? "/"? letters ("-" letters)?)
    link Issued(LegalDocument, Date) { order forward  within sentence  distance 0..2 tokens  choose nearest }
    link Measures(Measure, Quantity) { order forward  within sentence  distance 0..12 tokens  choose nearest }
    """,
  ]

  static let text = """
    Tỉnh họp bàn 😀
    9:47, Thứ Năm, 15-9-2022

    Sáng 13/9, ông Lê Văn Sơn, Bí thư Tỉnh ủy nói: 8 tháng đầu năm, thu nhập bình quân đạt 4,9 triệu đồng/tháng, tăng 6 - 8% so với cùng kỳ năm trước.

    Nghị định số 45/2021NĐ-CP, ngày 31/3/2021 có hiệu lực. Ngày 31/2 không có thật. Họp ngày 21 và 22/6/2018, hôm qua. Ba mươi nghìn đồng.
    """

  private static func assemble(_ text: String, reference: ReferenceContext = .unknown) throws -> Document {
    let (grammar, diagnostics) = GrammarChecker.check(
      sources: GrammarSourceSet(texts: files), normalizers: StandardNormalizers.all.map(\.signature))
    let checked = try #require(grammar, "\(diagnostics.map(\.kind))")
    let tokenizer = Tokenizer()
    let cascade = try Cascade.compile(checked, normalizers: StandardNormalizers.all, tokenizer: tokenizer)
    var matcher = Matcher(cascade)
    let tokenized = tokenizer.tokenize(Array(text.utf8))
    let result = matcher.run(tokenized)
    let assembler = DocumentAssembler(cascade: cascade) { span in
      SourceLocation(file: span.file, line: 1, column: span.start)
    }
    return assembler.document(result, in: tokenized, reference: reference)
  }

  @Test("Mentions have their values, dates against the document's own header")
  func values() throws {
    let document = try Self.assemble(Self.text)
    let found = document.mentions.filter { $0.value != nil }.map { "\($0.text) => \($0.value!.notation)" }
    #expect(
      found == [
        "9:47, Thứ Năm, 15-9-2022 => 2022-09-15T09:47", "Sáng 13/9 => 2022-09-13TMO",
        "Lê Văn Sơn => Lê Văn Sơn",
        "8 tháng đầu năm => 2022-01/2022-08", "4,9 triệu đồng/tháng => 4900000 VND/month", "6 - 8% => 6..8 %",
        "cùng kỳ năm trước => 2021-01/2021-08", "Nghị định số 45/2021NĐ-CP => 45/2021/NĐ-CP",
        "ngày 31/3/2021 => 2021-03-31", "ngày 21 và 22/6/2018 => 2018-06-21/2018-06-22",
        "hôm qua => 2022-09-14",
        "Ba mươi nghìn đồng => 30000 VND",
      ])
    #expect(document.publication == Document.Publication(date: document.publication.date, source: .header))
    #expect(document.publication.date?.notation == "2022-09-15T09:47")
  }

  @Test("Slices by each of the three units are the mention's text")
  func offsets() throws {
    let document = try Self.assemble(Self.text)
    #expect(!document.mentions.isEmpty)
    let utf8 = Array(Self.text.utf8)
    let utf16 = Array(Self.text.utf16)
    let scalars = Array(Self.text.unicodeScalars)
    for mention in document.mentions {
      #expect(String(decoding: utf8[mention.span.utf8], as: UTF8.self) == mention.text)
      #expect(String(decoding: utf16[mention.span.utf16], as: UTF16.self) == mention.text)
      #expect(String(String.UnicodeScalarView(scalars[mention.span.codePoints])) == mention.text)
      #expect(mention.sourceBytes == mention.span.utf8)
    }
  }

  @Test("Relations and records come out of the same run")
  func records() throws {
    let document = try Self.assemble(Self.text)
    let relations = document.relations.map { link in
      "\(link.name): \(document.mentions[link.first].text) → \(document.mentions[link.second].text)"
    }
    #expect(
      relations.sorted() == [
        "Holds: Lê Văn Sơn → Bí thư Tỉnh ủy", "Issued: Nghị định số 45/2021NĐ-CP → ngày 31/3/2021",
        "Measures: thu nhập bình quân → 4,9 triệu đồng/tháng",
      ])
    #expect(document.officials.map(\.name) == ["Lê Văn Sơn"])
    #expect(document.officials.first?.titles.first?.role == "Bí thư")
    #expect(document.legalDocuments.first?.issued?.notation == "2021-03-31")
    #expect(document.legalDocuments.first?.printedSymbol == "45/2021NĐ-CP")
    let row = try #require(document.indicators.first { $0.measure != nil })
    #expect(row.period?.notation == "2022-01/2022-08" && row.comparedWith?.notation == "2021-01/2021-08")
  }

  @Test("A mention says by which rule, rows and normalizer it came")
  func origin() throws {
    let document = try Self.assemble(Self.text)
    let morning = try #require(document.mentions.first { $0.text == "Sáng 13/9" })
    #expect(morning.rule.name == "day")
    #expect(morning.rule.location?.file == "dates.grammar")
    #expect(morning.rule.lexiconRows.map(\.phrase) == ["sáng"])
    #expect(morning.rule.normalizers == ["value": "date"])
  }

  @Test("A text without tokens is an empty document", arguments: ["", "\n\n", "   "])
  func empty(text: String) throws {
    let document = try Self.assemble(text)
    #expect(document == Document())
  }
}
