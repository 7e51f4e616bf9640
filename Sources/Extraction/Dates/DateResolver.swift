package import TextModel

/// Fills in what dates leave out, in the order of the text.
///
///     anchor            from                                          unknown reference
///     publication       the publication date, moved                   X
///     previousDate      the last date mentioned that has the unit     as publication
///     samePeriod        the last period mentioned nearby, in          as publication, by years
///                       another year
///     sameDay           the last day mentioned nearby, else the       the last day mentioned, else a clock alone
///                       publication date
///     nearest           the year whose date is nearest (below)        a year that the text states for that day, else X
///     weekday           the week of the publication date, moved       X
///     schoolYear        the school year of the publication date       X
///
/// **Nearest.** Of the publication year and its neighbors the one whose date lies nearest to publication, distances
/// in other years counting double: a bare `tháng 9` in March means this year's, `15/12` in January last year's,
/// `5/1` in late December next year's. Before that, a date of the same day and month that states its year
/// in this sentence or the two before it settles the year: `ngày 14/10/2018 … tối 14/10`. Without a
/// publication date such a date anywhere in the text does, if all that there are agree.
package struct DateResolver: Sendable {
  private let reference: KnownReference

  package init(reference: KnownReference) {
    self.reference = reference
  }

  /// The value of each mention; the mentions must be in text order. O(n log n) for n mentions.
  package func resolve(_ mentions: [DateMention]) -> [DateValue] {
    let stated = StatedYears(mentions)
    var history = History()
    var values: [DateValue] = []
    values.reserveCapacity(mentions.count)
    for mention in mentions {
      let value = value(of: mention, history: history, stated: stated)
      history.remember(value, anchor: mention.expression.anchor, sentence: mention.sentence)
      values.append(value)
    }
    return values
  }

  private func value(of mention: DateMention, history: History, stated: StatedYears) -> DateValue {
    var value = mention.expression.value
    switch mention.expression.anchor {
    case nil: break
    case .publication(let unit, let offset):
      place(&value, in: (reference.publication ?? DatePoint(grain: unit)).moved(to: unit, by: offset))
    case .previousDate(let unit, let offset):
      let base = history.last(with: unit) ?? reference.publication ?? DatePoint(grain: unit)
      place(&value, in: base.moved(to: unit, by: offset))
    case .samePeriod(let unit, let offset):
      movePeriod(&value, unit: unit, offset: offset, sentence: mention.sentence, history: history)
    case .sameDay:
      let distance = reference.source == .given || reference.source == .header ? 1 : Int.max
      guard let day = pastDay(before: mention.sentence, within: distance, history) ?? reference.publication,
        day.day != nil
      else { break }
      value.start.grain = .minute
      (value.start.year, value.start.month, value.start.day) = (day.year, day.month, day.day)
    case .nearest: placeNearest(&value, sentence: mention.sentence, history: history, stated: stated)
    case .weekday(let weekday, let offset): placeWeekday(&value, weekday, offset: offset)
    case .schoolYear(let offset):
      let year = reference.publication.flatMap { date in
        date.calendarYear.flatMap { year in date.month.map { $0 >= 8 ? year : year - 1 } }
      }
      value.start = DatePoint(grain: .year, year: year.map { $0 + offset })
      value.end = DatePoint(grain: .year, year: year.map { $0 + offset + 1 })
    }
    // A day taken from the reference is a solar one, whatever the words call it.
    if value.isLunar, mention.expression.value.start.day == nil, value.start.day != nil {
      value.isLunar = false
    }
    return value
  }

  /// The last day mentioned, unless the text was published before it: what is to come has no clock time to tell yet.
  private func pastDay(before sentence: Int, within distance: Int, _ history: History) -> DatePoint? {
    guard let day = history.day(before: sentence, within: distance) else { return nil }
    if reference.settlesYears, let today = reference.publication?.dayNumber, let number = day.dayNumber,
      number > today
    {
      return nil
    }
    return day
  }

  // MARK: Placing

  /// Fills the parts that `value` leaves out from a point of the reference; the words' own parts stay.
  private func place(_ value: inout DateValue, in base: DatePoint) {
    fill(&value.start, from: base)
    if var end = value.end {
      fill(&end, from: base)
      value.end = end
    }
    dropImpossibleDay(&value)
  }

  private func fill(_ point: inout DatePoint, from base: DatePoint) {
    if point.year == nil { point.year = base.year }
    switch base.grain {
    case .day:
      guard point.grain == .day || point.grain == .minute, point.day == nil else { break }
      point.month = base.month
      point.day = base.day
    case .month:
      if point.month == nil, [.month, .day, .minute].contains(point.grain) { point.month = base.month }
    case .week, .quarter, .half:
      if point.grain == base.grain, point.part == nil { point.part = base.part }
    default: break
    }
  }

  /// A day that its month, now known, does not have is unknown: `ngày 31 tháng này` in June.
  private func dropImpossibleDay(_ value: inout DateValue) {
    guard !value.isLunar else { return }
    let isImpossible = { (point: DatePoint) -> Bool in
      guard let day = point.day, let month = point.month else { return false }
      return day > CivilCalendar.dayCount(month: month, year: point.year)
    }
    if isImpossible(value.start) { value.start.day = nil }
    if var end = value.end, isImpossible(end) {
      end.day = nil
      value.end = end
    }
  }

  private func movePeriod(
    _ value: inout DateValue, unit: DatePoint.Grain, offset: Int, sentence: Int, history: History
  ) {
    let statedYear = value.start.year
    // Farther back stands another matter: a year of birth is nothing to compare sales with.
    guard let period = history.period(before: sentence, within: 4) else {
      guard statedYear == nil else { return }
      place(&value, in: (reference.publication ?? DatePoint(grain: unit)).moved(to: unit, by: offset))
      return
    }
    if statedYear == nil, unit != .year {
      value.start = period.start.moved(to: unit, by: offset)
      return
    }
    let base = period.end?.calendarYear ?? period.start.calendarYear
    let shift = statedYear.flatMap { year in base.map { year - $0 } } ?? offset
    value.start = period.start
    value.end = period.end
    value.start.year = base == nil ? statedYear : value.start.year.map { $0 + shift }
    if var end = value.end {
      end.year = base == nil ? statedYear : end.year.map { $0 + shift }
      value.end = end
    }
    dropImpossibleDay(&value)
  }

  private func placeWeekday(_ value: inout DateValue, _ weekday: Int, offset: Int?) {
    guard let today = reference.publication?.dayNumber else { return }
    let difference = weekday - CivilCalendar.weekday(ofDayNumber: today)
    let number =
      if let offset { today + difference + 7 * offset } else { today + difference - (difference > 0 ? 7 : 0) }
    let date = CivilCalendar.date(ofDayNumber: number)
    (value.start.year, value.start.month, value.start.day) = (date.year, date.month, date.day)
  }

  // MARK: Nearest

  private func placeNearest(
    _ value: inout DateValue, sentence: Int, history: History, stated: StatedYears
  ) {
    if value.start.month == nil, value.start.grain == .day || value.start.grain == .minute, value.end == nil {
      placeDayAlone(&value, history: history, sentence: sentence)
      return
    }
    let last = value.end ?? value.start
    let year: Int?
    if let known = stated.year(of: last, at: sentence, anywhere: !reference.settlesYears) {
      year = known
    } else if reference.settlesYears, let publication = reference.publication {
      year = nearestYear(of: last, isLunar: value.isLunar, to: publication)
    } else {
      year = nil
    }
    guard let year else { return }
    let isAcrossNewYear = value.end.map { (value.start.month ?? 0) > ($0.month ?? 0) } ?? false
    if var end = value.end {
      end.year = year
      value.end = end
    }
    value.start.year = isAcrossNewYear ? year - 1 : year
    dropImpossibleDay(&value)
  }

  /// A day without month and year: in the month mentioned last nearby, else the one nearest to publication.
  private func placeDayAlone(_ value: inout DateValue, history: History, sentence: Int) {
    if let month = history.month(before: sentence, within: 2) {
      value.start.year = month.year
      value.start.month = month.month
    } else if reference.settlesYears, let publication = reference.publication,
      let today = publication.dayNumber,
      let day = value.start.day
    {
      let candidates = (-1...1).map { publication.moved(to: .month, by: $0) }.filter {
        day <= CivilCalendar.dayCount(month: $0.month ?? 0, year: $0.year)
      }
      let distance = { (month: DatePoint) in
        abs(CivilCalendar.dayNumber(year: month.year!, month: month.month!, day: day) - today)
      }
      guard let best = candidates.min(by: { distance($0) < distance($1) }) else { return }
      value.start.year = best.year
      value.start.month = best.month
    }
    dropImpossibleDay(&value)
  }

  private func nearestYear(of point: DatePoint, isLunar: Bool, to publication: DatePoint) -> Int? {
    guard let year = publication.calendarYear, let today = publication.middle else {
      return publication.calendarYear
    }
    var best: (year: Int, cost: Int)?
    for candidate in [year, year - 1, year + 1] {
      var moved = point
      moved.year = candidate
      // 29 February is a day of leap years only.
      if let month = point.month, let day = point.day, !isLunar,
        day > CivilCalendar.dayCount(month: month, year: candidate)
      {
        continue
      }
      guard let middle = moved.middle else { return year }
      // A lunar date falls about a month later by the solar calendar.
      let distance = abs(middle + (isLunar ? 35 : 0) - today)
      let cost = candidate == year ? distance : 2 * distance
      if best == nil || cost < best!.cost { best = (candidate, cost) }
    }
    return best?.year
  }
}
