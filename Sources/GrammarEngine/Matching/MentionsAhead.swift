/// Where the next mention lies that a search needs, from its place on to the end of the paragraph, which no match leaves: what
/// the last look along the text found, by what was looked for.
///
///     Quantity:  │from · · · · · · · until│      none in between; at `until` one, or the paragraph's end
///
/// Good as long as no mentions are published and needs keep their numbers.
struct MentionsAhead {
  struct Stretch {
    var from: Int32 = 0
    /// Before `from` where nothing is known.
    var until: Int32 = -1
    var endsInMention = false

    /// The next mention at or behind a token, `.max` for none; nil where the stretch does not say.
    @inline(__always)
    func next(_ token: Int) -> Int? {
      guard token >= Int(from), token <= Int(until) else { return nil }
      if endsInMention { return Int(until) }
      // Another paragraph begins there.
      return token == Int(until) ? nil : .max
    }
  }

  /// By type; behind them by number of the need, of its `some`.
  private var stretches: [Stretch] = []

  mutating func forget() { stretches.removeAll(keepingCapacity: true) }

  @inline(__always)
  subscript(number: Int) -> Stretch {
    get { number < stretches.count ? stretches[number] : Stretch() }
    set {
      while stretches.count <= number { stretches.append(Stretch()) }
      stretches[number] = newValue
    }
  }
}

extension Matcher {
  /// Whether the mentions that a search needs lie at a token or behind it, near enough.
  ///
  /// - Parameter limit: the last boundary that the search may reach.
  /// - Complexity: O(1) amortized over searches that move on through the text, within a constant factor of their steps.
  mutating func lie(ahead number: UInt16, of position: Int, limit: Int) -> Bool {
    let need = automaton.needs[Int(number)]
    let farLimit = limit + Program.contextReach
    var rest = need.each
    while rest != 0 {
      let type = rest.trailingZeroBitCount
      let bit: UInt64 = 1 << UInt64(type)
      let next = mentionsAhead[type].next(position) ?? look(ahead: type, bit, of: position)
      guard next < (need.within & bit != 0 ? limit : farLimit) else { return false }
      rest &= rest - 1
    }
    guard need.some != 0 else { return true }
    let place = Cascade.typeLimit + Int(number)
    let next = mentionsAhead[place].next(position) ?? look(ahead: place, need.some, of: position)
    return next < (need.someMayLieBeyond ? farLimit : limit)
  }

  private mutating func look(ahead number: Int, _ types: UInt64, of position: Int) -> Int {
    let known = mentionsAhead[number]
    var stretch = MentionsAhead.Stretch(from: Int32(position), until: Int32(places.count))
    for token in position..<places.count {
      if token > position, places[token].gap == .paragraphBreak {
        stretch.until = Int32(token)
        break
      }
      if store.types(around: token) & types != 0 {
        (stretch.until, stretch.endsInMention) = (Int32(token), true)
        break
      }
      // From here on it was looked at before.
      if token == Int(known.from), known.until > known.from {
        (stretch.until, stretch.endsInMention) = (known.until, known.endsInMention)
        break
      }
    }
    mentionsAhead[number] = stretch
    return stretch.endsInMention ? Int(stretch.until) : .max
  }
}
