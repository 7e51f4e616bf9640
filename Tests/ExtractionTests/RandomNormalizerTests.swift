import GrammarEngine
import Testing
import TextModel
import Tokenization

@testable import Extraction

/// Random calls of every normalizer: nothing traps, and no value is impossible.
@Suite struct RandomNormalizerTests {
  struct Random {
    var state: UInt64
    mutating func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
  }

  static let words: [String] =
    TestLexicon.rows.keys.sorted() + [
      "0", "1", "02", "29", "31", "30", "12", "13", "1999", "2022", "99999", "1.200", "4,9", "1.316,85",
      "8:30", "/", "-",
      "–", ".", ",", ":", "h", "giờ", "NĐ", "CP", "😀", "½", "٣", "", "e\u{301}", "XX", "IV", "2/9",
      "31/12/2020", "29-2-2021",
      "99999999999999999999999999999999999999",
    ]
  /// Rows that a careless lexicon could hold.
  static let badRows: [[String: String]] = [
    ["role": "digit"], ["role": "digit", "number": "x"], ["role": "scale", "number": "0"],
    ["role": "scale", "number": "-5"],
    ["numerator": "1", "denominator": "0"], ["numerator": "1", "denominator": "99"],
    ["unit": "day", "offset": "999999"],
    ["unit": "year", "offset": "-1000"], ["unit": "century", "offset": "1"], ["month": "13"], ["edge": "x"],
    ["part": "x"], ["kind": "x", "code": "y"], ["weekday": "9"], ["season": ""], ["modifier": "?"],
  ]

  /// Words that fit a parameter; taken half of the time.
  static let fitting: [String: [String]] = [
    "written": ["31/12/2020", "29-2-2021", "2/9", "30/2", "1/1", "12/1999"],
    "clock": ["8:30", "24h", "23 giờ 59", "24h30"],
    "day": ["1", "29", "30", "31", "mười"], "month": ["2", "12", "13", "giêng", "chạp", "tư"],
    "year": ["1999", "2022", "86", "100", "9999"], "weekday": ["thứ bảy"], "part": ["sáng", "đêm"],
    "hour": ["12", "0", "24"],
    "minute": ["59", "60"], "week": ["53", "1"], "quarter": ["IV", "1"], "decade": ["90", "2030"],
    "century": ["XX", "1"],
    "relative": [
      "hôm qua", "năm trước", "cùng kỳ", "cùng kỳ năm trước", "tháng trước", "tuần trước", "năm học sau",
      "ngày trước",
    ],
    "count": ["1", "8", "99999", "ba"], "unit": ["tháng", "ngày", "đồng", "quý"], "edge": ["đầu", "cuối"],
    "fraction": ["nửa"],
    "season": ["thu"], "modifier": ["giữa"], "": ["5", "4,9", "ba triệu", "77/2019/NĐ-CP"],
  ]

  private static func item(_ random: inout Random, for label: String) -> CapturedItem {
    if let words = fitting[label], random.next(2) == 0 {
      return TestLexicon.item(words[random.next(words.count)])
    }
    var item = TestLexicon.item(
      (0..<(random.next(2) == 0 ? 1 : random.next(5))).map { _ in words[random.next(words.count)] }.joined(
        separator: " "))
    if random.next(8) == 0 {
      item.hits.append(
        CapturedItem.LexiconHit(
          offset: random.next(3), count: random.next(4), rows: [badRows[random.next(badRows.count)]]))
    }
    if random.next(8) == 0 {
      item.mentions.append(
        CapturedItem.CapturedMention(
          offset: random.next(3), count: random.next(9), typeName: "Numeral",
          fields: [
            "value": .number(ExactDecimal(random.next(5))), "scale": .number(ExactDecimal(random.next(3))),
          ]))
    }
    return item
  }

  private static func value(_ normalizer: Normalizer, _ random: inout Random, depth: Int) -> FieldValue? {
    var arguments: [NormalizerArgument] = []
    for parameter in normalizer.signature.parameters {
      if !parameter.isRequired, random.next(max(3, normalizer.signature.parameters.count / 2)) > 0 {
        arguments.append(.absent)
        continue
      }
      switch parameter.accepts {
      case .items:
        arguments.append(
          .items(
            (0..<(random.next(4) == 0 ? random.next(3) : 1)).map { _ in
              item(&random, for: parameter.label ?? "")
            }))
      case .text: arguments.append(.value(.text(words[random.next(words.count)])))
      case .value(let kind):
        let makers = StandardNormalizers.all.filter { $0.signature.result == kind }
        let made = depth > 2 ? nil : value(makers[random.next(makers.count)], &random, depth: depth + 1)
        arguments.append(made.map { .value($0) } ?? .absent)
      }
    }
    return normalizer.apply(arguments)
  }

  private static func isPossible(_ value: DateValue) -> Bool {
    [value.start, value.end].compactMap { $0 }.allSatisfy { point in
      (point.month.map { (1...12).contains($0) } ?? true)
        && (point.year.map { (0...9999).contains($0) } ?? true)
        && (point.day.map { day in
          day >= 1
            && day
              <= (point.month.map { value.isLunar ? 30 : CivilCalendar.dayCount(month: $0, year: point.year) }
                ?? 31)
        } ?? true) && (point.hour.map { (0...24).contains($0) } ?? true)
        && (point.minute.map { (0...59).contains($0) } ?? true)
    }
  }

  @Test(
    "Random calls trap nowhere and give only possible dates, resolved ones too",
    arguments: [1, 2, 3, 4] as [UInt64])
  func randomCalls(seed: UInt64) {
    var random = Random(state: seed)
    var dates: [DateMention] = []
    var values = 0
    for _ in 0..<10_000 {
      let normalizer = StandardNormalizers.all[random.next(StandardNormalizers.all.count)]
      guard let value = Self.value(normalizer, &random, depth: 0) else { continue }
      values += 1
      #expect(value.kind == normalizer.signature.result, "seed \(seed)")
      #expect(!(value.notation.isEmpty && value.kind != .text), "seed \(seed)")
      guard case .date(let date) = value else { continue }
      #expect(Self.isPossible(date.value), "seed \(seed): \(date.value.notation)")
      dates.append(
        DateMention(
          expression: date, tokens: TokenSpan(dates.count..<dates.count + 1), sentence: dates.count / 3))
    }
    #expect(values > 1000)
    #expect(dates.count > 100)
    for publication in ["2020-02-29", "2021-01-01T00:05", ""] {
      let reference = KnownReference(
        publication: ReferenceContext(publicationDate: publication)?.publication, source: .given)
      for value in DateResolver(reference: reference).resolve(dates) {
        #expect(Self.isPossible(value), "seed \(seed), \(publication): \(value.notation)")
      }
    }
  }
}
