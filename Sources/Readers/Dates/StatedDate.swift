import TextModel

/// Reads a date that a machine wrote: in a page's metadata, in a column of a table.
///
///     2022-09-15T09:47:00+07:00   2022-09-15 09:47   2022/9/15   20220915
///     15/09/2022 09:47            09:47 15-9-2022    Thứ Năm, 15/09/2022, 09:47 (GMT+7)
///     9/15/2022 9:47:00 AM        Thu, 15 Sep 2022 02:47:00 GMT    September 15, 2022
///
/// Days stand before months, except where the second number cannot be a month, and beside AM or PM, where .NET and
/// JavaScript put the month first. A time with an offset is converted to the time of Vietnam, UTC+7 all year; midnight
/// exactly says nothing about the hour.
package enum StatedDate {
  /// The date as `2022-09-15` or `2022-09-15T09:47`; nil when there is none. O(n).
  package static func notation(of text: String) -> String? {
    var scanner = Scanner(Array(text.utf8.prefix(200)))
    return scanner.date()
  }

  /// Vietnam's offset from UTC, in minutes.
  private static let vietnam = 7 * 60

  private struct Scanner {
    private var words: [Word]

    /// A run of digits or letters, with the bytes before it.
    private struct Word {
      var text: [UInt8]
      var isNumber: Bool
      var number: Int
      /// What stands between this word and the one before.
      var before: [UInt8]
    }

    init(_ bytes: [UInt8]) {
      words = []
      var before: [UInt8] = []
      var index = 0
      while index < bytes.count {
        let isNumber = Self.isDigit(bytes[index])
        guard isNumber || Self.isLetter(bytes[index]) else {
          before.append(bytes[index])
          index += 1
          continue
        }
        var text: [UInt8] = []
        while index < bytes.count, isNumber ? Self.isDigit(bytes[index]) : Self.isLetter(bytes[index]) {
          text.append(bytes[index])
          index += 1
        }
        let number = isNumber && text.count <= 14 ? text.reduce(0) { $0 * 10 + Int($1 - 0x30) } : -1
        words.append(Word(text: text, isNumber: isNumber, number: number, before: before))
        before = []
      }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    private static func isLetter(_ byte: UInt8) -> Bool {
      (0x61...0x7A).contains(byte | 0x20) || byte >= 0x80
    }

    mutating func date() -> String? {
      for index in words.indices {
        guard let (day, used) = day(at: index) else { continue }
        words.removeSubrange(index..<index + used)
        // What stood before the date does not stand before what came behind it.
        return notation(day)
      }
      return nil
    }

    /// A calendar day that begins at a word, and how many words it takes.
    private func day(at index: Int) -> (DayOfCalendar, used: Int)? {
      let word = words[index]
      if word.isNumber, word.text.count == 8 || word.text.count == 14 || word.text.count == 12 {
        let digits = word.text.prefix(8).reduce(0) { $0 * 10 + Int($1 - 0x30) }
        if let day = DayOfCalendar(digits / 10_000, digits / 100 % 100, digits % 100) { return (day, 1) }
      }
      guard index + 2 < words.count else { return nil }
      let (second, third) = (words[index + 1], words[index + 2])
      if word.isNumber, second.isNumber, third.isNumber {
        guard second.before == third.before, second.before.count == 1, "-/.".utf8.contains(second.before[0])
        else {
          return nil
        }
        if word.text.count == 4 {
          return DayOfCalendar(word.number, second.number, third.number).map { ($0, 3) }
        }
        guard third.text.count == 4, word.text.count <= 2, second.text.count <= 2 else { return nil }
        let dayFirst = DayOfCalendar(third.number, second.number, word.number)
        let monthFirst = DayOfCalendar(third.number, word.number, second.number)
        return (hasHalfDay ? monthFirst ?? dayFirst : dayFirst ?? monthFirst).map { ($0, 3) }
      }
      // 15 Sep 2022; September 15, 2022.
      if word.isNumber, third.isNumber, third.text.count == 4, let month = month(second) {
        return DayOfCalendar(third.number, month, word.number).map { ($0, 3) }
      }
      if second.isNumber, third.isNumber, third.text.count == 4, let month = month(word) {
        return DayOfCalendar(third.number, month, second.number).map { ($0, 3) }
      }
      return nil
    }

    private func month(_ word: Word) -> Int? {
      guard !word.isNumber, word.text.count >= 3 else { return nil }
      let name = String(decoding: word.text, as: UTF8.self).lowercased()
      let months = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
        "november",
        "december",
      ]
      return months.firstIndex { $0.hasPrefix(name) }.map { $0 + 1 }
    }

    private func isHalfDay(_ word: Word) -> Bool {
      let text = String(decoding: word.text, as: UTF8.self).lowercased()
      return text == "am" || text == "pm"
    }

    private var hasHalfDay: Bool { words.contains(where: isHalfDay) }

    private func notation(_ day: DayOfCalendar) -> String {
      guard let clock = clock() else { return day.notation }
      var minutes = clock.minutes
      if let offset = clock.offset { minutes += StatedDate.vietnam - offset }
      let moved = day.moved(by: minutes >= 0 ? minutes / 1440 : -1 - (-minutes - 1) / 1440)
      let minute = ((minutes % 1440) + 1440) % 1440
      if clock.minutes == 0, !clock.hasSeconds || clock.isExact {
        return (clock.offset == nil ? day : moved).notation
      }
      return "\(moved.notation)T\(Self.two(minute / 60)):\(Self.two(minute % 60))"
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// A time of day: minutes since midnight, minutes east of Greenwich.
    private struct Clock {
      var minutes: Int
      var offset: Int?
      var hasSeconds: Bool
      /// The seconds are 0 too.
      var isExact: Bool
    }

    private func clock() -> Clock? {
      for index in words.indices.dropLast() {
        let (hour, minute) = (words[index], words[index + 1])
        guard hour.isNumber, minute.isNumber, minute.before == [UInt8(ascii: ":")],
          (0..<24).contains(hour.number),
          minute.text.count == 2, minute.number < 60
        else { continue }
        var hours = hour.number
        var rest = index + 2
        var clock = Clock(minutes: 0, offset: nil, hasSeconds: false, isExact: true)
        if rest < words.count, words[rest].isNumber, words[rest].before == [UInt8(ascii: ":")] {
          clock.hasSeconds = true
          clock.isExact = words[rest].number == 0
          rest += 1
          // Parts of a second.
          if rest < words.count, words[rest].isNumber, words[rest].before == [UInt8(ascii: ".")] { rest += 1 }
        }
        if rest < words.count, isHalfDay(words[rest]), (1...12).contains(hours) {
          hours = hours % 12 + (words[rest].text[0] | 0x20 == UInt8(ascii: "p") ? 12 : 0)
          rest += 1
        }
        clock.minutes = hours * 60 + minute.number
        clock.offset = offset(from: rest)
        return clock
      }
      return nil
    }

    /// `Z`, `GMT`, `UTC`, `+07:00`, `+0700`, `GMT+7`.
    private func offset(from index: Int) -> Int? {
      var index = index
      guard index < words.count else { return nil }
      var isNamed = false
      if ["Z", "GMT", "UTC", "UT"].contains(String(decoding: words[index].text, as: UTF8.self)) {
        isNamed = true
        index += 1
      }
      guard index < words.count, words[index].isNumber, let sign = words[index].before.last,
        sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), words[index].number >= 0
      else { return isNamed ? 0 : nil }
      var minutes = words[index].number
      if words[index].text.count <= 2 {
        minutes *= 60
        if index + 1 < words.count, words[index + 1].before == [UInt8(ascii: ":")],
          words[index + 1].number >= 0
        {
          minutes += words[index + 1].number
        }
      } else {
        minutes = minutes / 100 * 60 + minutes % 100
      }
      guard minutes <= 14 * 60 else { return isNamed ? 0 : nil }
      return sign == UInt8(ascii: "+") ? minutes : -minutes
    }
  }
}

/// A day that the calendar has.
private struct DayOfCalendar {
  var year: Int
  var month: Int
  var day: Int

  init?(_ year: Int, _ month: Int, _ day: Int) {
    guard (1900...2199).contains(year), day >= 1, day <= CivilCalendar.dayCount(month: month, year: year)
    else {
      return nil
    }
    (self.year, self.month, self.day) = (year, month, day)
  }

  func moved(by days: Int) -> DayOfCalendar {
    guard days != 0 else { return self }
    var result = self
    (result.year, result.month, result.day) = CivilCalendar.date(
      ofDayNumber: CivilCalendar.dayNumber(year: year, month: month, day: day) + days)
    return result
  }

  var notation: String {
    let two = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
    return "\(year)-\(two(month))-\(two(day))"
  }
}
