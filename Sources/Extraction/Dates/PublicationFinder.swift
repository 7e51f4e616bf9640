import GrammarEngine
import TextModel
package import Tokenization

/// Finds when a text was published, from the dates that it states itself.
///
/// 1. **Header.** Among the first lines, a line that is hardly more than a date: `9:47, Thứ Năm, 15-9-2022`,
///    `Ngày: 26/08/2022`, `Thứ năm - 17/03/2022 23:00 134 0`, `Hà Nội, ngày 15 tháng 9 năm 2022`. The date is one
///    day with its year; at most three words stand beside it in its line, or eight beside a date with a clock time where
///    the line ends without a full stop.
///    Of several the one with a clock time wins, then the one with the fewest words, then the first.
/// 2. **Apposition.** A day that the text equates with today or yesterday: `hôm nay (9/1)`, `ngày hôm qua 14/4`. Two parts
///    of the day are two times, of which the night comes before the morning: `đêm 6/12 và rạng sáng nay` makes today the 7th.
/// 3. **Dateline.** The first day that one of the first sentences names, and that is no document's; good for "today", not for
///    years.
package struct PublicationFinder {
  /// How many lines with text may be looked at for a header.
  static let headerLines = MentionTable.headLineCount
  /// How many tokens may stand between "today" and its date.
  static let appositionGap = 2
  /// How many sentences count as the beginning for a dateline.
  static let datelineSentences = 6

  /// The reference for a text: what the caller knows, else what the text says. Where both name the same day
  /// and the text has the time of day, the time is added.
  package static func reference(
    given: ReferenceContext, mentions: [DateMention], in text: TokenizedText
  ) -> KnownReference {
    let header = header(mentions, in: text)
    if let publication = given.publication {
      if let header, header.dayNumber == publication.dayNumber, header.dayNumber != nil,
        publication.hour == nil
      {
        return KnownReference(publication: header, source: .given)
      }
      return KnownReference(publication: publication, source: .given)
    }
    if let header { return KnownReference(publication: header, source: .header) }
    if let point = apposition(mentions) { return KnownReference(publication: point, source: .apposition) }
    return KnownReference(publication: dateline(mentions), source: .dateline)
  }

  private static func header(_ mentions: [DateMention], in text: TokenizedText) -> DatePoint? {
    var best: (point: DatePoint, words: Int)?
    let end = headerEnd(in: text)
    for mention in mentions {
      guard mention.tokens.start < end else { break }
      let point = mention.expression.value.start
      guard mention.expression.value.end == nil, !mention.expression.value.isLunar,
        mention.expression.anchor == nil,
        point.dayNumber != nil, mention.tokens.count > 0
      else { continue }
      let line = line(around: mention.tokens, in: text)
      let words = line.count { !mention.tokens.range.contains($0) && text.tokens[$0].kind == .letters }
      let hasClock = point.grain == .minute
      guard words <= (hasClock && !isSentence(line, with: mention.tokens, in: text) ? 8 : 3) else { continue }
      if let known = best {
        let knownHasClock = known.point.grain == .minute
        if knownHasClock && !hasClock { continue }
        if knownHasClock == hasClock && words >= known.words { continue }
      }
      best = (point, words)
    }
    guard var point = best?.point else { return nil }
    point.partOfDay = nil
    if point.hour == 24 { point.grain = .day }
    if point.grain == .day { (point.hour, point.minute) = (nil, nil) }
    return point
  }

  /// Whether a line ends with a mark, as sentences do, and not with the bracket behind its date.
  private static func isSentence(_ line: Range<Int>, with date: TokenSpan, in text: TokenizedText) -> Bool {
    guard let last = line.last, text.tokens[last].kind == .punctuation else { return false }
    let before = Int(date.start) - 1
    return !(line.contains(before) && text.tokens[before].kind == .punctuation && last == Int(date.end))
  }

  /// The tokens of the line that a span starts in, the span included.
  private static func line(around span: TokenSpan, in text: TokenizedText) -> Range<Int> {
    let isBreak = { (index: Int) in text.tokens[index].gap.breaksLine }
    var start = Int(span.start)
    while start > 0, !isBreak(start), Int(span.start) - start < 64 { start -= 1 }
    var end = Int(span.end)
    while end < text.tokens.count, !isBreak(end), end - Int(span.end) < 64 { end += 1 }
    return start..<end
  }

  /// The token behind the first lines with text.
  private static func headerEnd(in text: TokenizedText) -> Int {
    var lines = 0
    for (index, token) in text.tokens.enumerated() where token.gap.breaksLine {
      lines += 1
      if lines > headerLines { return index }
    }
    return text.tokens.count
  }

  private static func apposition(_ mentions: [DateMention]) -> DatePoint? {
    for (index, mention) in mentions.enumerated() {
      guard case .publication(.day, let offset)? = mention.expression.anchor,
        mention.expression.value.end == nil
      else {
        continue
      }
      for neighbor in [index - 1, index + 1] where mentions.indices.contains(neighbor) {
        let other = mentions[neighbor]
        guard other.sentence == mention.sentence, other.expression.value.end == nil,
          distance(mention.tokens, other.tokens) <= appositionGap, let day = plainDay(other)
        else { continue }
        let (part, today) = (other.expression.value.start.partOfDay, mention.expression.value.start.partOfDay)
        guard let part, let today, part != today else { return day.moved(to: .day, by: -offset) }
        if neighbor < index, offset == 0, part == .evening || part == .night, today == .morning {
          return day.moved(to: .day, by: 1)
        }
      }
    }
    return nil
  }

  private static func distance(_ a: TokenSpan, _ b: TokenSpan) -> Int {
    a.start < b.start ? Int(b.start) - Int(a.end) : Int(a.start) - Int(b.end)
  }

  private static func dateline(_ mentions: [DateMention]) -> DatePoint? {
    for mention in mentions {
      guard mention.sentence < datelineSentences else { return nil }
      if mention.expression.value.end == nil, !mention.isOfDocument, let day = plainDay(mention) {
        return day
      }
    }
    return nil
  }

  /// The day and month that a mention names in numbers, with the year where it says so.
  private static func plainDay(_ mention: DateMention) -> DatePoint? {
    let point = mention.expression.value.start
    guard point.grain == .day || point.grain == .minute, let month = point.month, let day = point.day,
      !mention.expression.value.isLunar,
      mention.expression.anchor == nil || mention.expression.anchor == .nearest
    else { return nil }
    return DatePoint(grain: .day, year: point.year, month: month, day: day)
  }
}

extension Gap {
  /// Whether a line ends in the gap.
  var breaksLine: Bool { self == .lineBreak || self == .paragraphBreak }
}
