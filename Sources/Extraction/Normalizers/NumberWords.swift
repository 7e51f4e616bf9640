import GrammarEngine
import TextModel

/// Numbers in digits, in words, and in both: reading a capture's items, then composing the value.
///
/// A word's part comes from the column `role` of its lexicon row:
///
///     role    number   part                                                     example (Vietnamese)
///     digit   0…9      a units digit, also a decimal fraction such as 0.5       hai, mốt, tư, lăm, không
///     ten     10       ten on its own                                           mười
///     tens    10       tens after a digit                                       mươi
///     scale   ≥ 10     multiplies what stands before it                         chục, trăm, nghìn, vạn, triệu, tỷ
///     half             half of the scale before it, else one half               rưỡi
///     link             says that the digit behind it is a units digit           linh, lẻ
///     point            the decimal mark                                         phẩy
///     minus            negative                                                 âm
///
/// A single digit right behind a scale of 100 or more counts tenths of it (`một trăm hai` is 120, `3 tỷ 2` is
/// 3.2 tỷ), three digits behind a million or more count thousandths (`1 tỷ 200`).
struct NumberReading {
  var value: ExactDecimal
  /// `value` as mantissa × scale, scale being the product of the scale words at the end: `4,9 triệu`.
  var mantissa: ExactDecimal
  var scale: ExactDecimal
  /// The same with a scale of thousands and more alone: `ba trăm | triệu`.
  var thousandsSplit: (mantissa: ExactDecimal, scale: ExactDecimal)
  /// The reading in which one comma groups thousands, where the digits allow it and no word is there.
  var thousands: ExactDecimal?

  var hasScale: Bool { scale != NumberWords.one }

  init(value: ExactDecimal, mantissa: ExactDecimal, scale: ExactDecimal, thousands: ExactDecimal? = nil) {
    self.value = value
    self.mantissa = mantissa
    self.scale = scale
    thousandsSplit = (value, NumberWords.one)
    self.thousands = thousands
  }

  /// Reads all the items as one number; nil when a token is neither numeral nor number word.
  init?(_ items: [CapturedItem]) {
    guard let elements = NumberWords.elements(of: items), !elements.isEmpty else { return nil }
    self.init(elements: elements)
  }

  init?(elements: [NumberWords.Element]) {
    guard let value = NumberWords.compose(elements[...]) else { return nil }
    if case .numeral(let numeral) = elements[0], elements.count == 1 {
      self.init(value: value, mantissa: value, scale: NumberWords.one, thousands: numeral.thousands)
      return
    }
    self.init(value: value, mantissa: value, scale: NumberWords.one)

    // Split trailing scale words off one by one, `rưỡi` going with the mantissa; a split counts if it multiplies out:
    // `một nghìn hai trăm | tỷ`, but not `một nghìn hai | trăm tỷ`.
    var front = elements[...]
    var half: ExactDecimal?
    if front.last == .half {
      front.removeLast()
      half = NumberWords.half
    }
    var scale = NumberWords.one
    var isLarge = true
    while case .scale(let factor)? = front.last, front.count > 1, let product = scale.multiplied(by: factor) {
      scale = product
      front.removeLast()
      isLarge = isLarge && factor >= NumberWords.thousand
      guard let composed = NumberWords.compose(front),
        let mantissa = half.map({ composed.adding($0) }) ?? composed, mantissa.multiplied(by: scale) == value
      else { continue }
      self.mantissa = mantissa
      self.scale = scale
      if isLarge { thousandsSplit = (mantissa, scale) }
    }
  }
}

enum NumberWords {
  enum Element: Equatable {
    case numeral(Numeral)
    case digit(ExactDecimal)
    case ten
    case tens
    case scale(ExactDecimal)
    case half
    case link
    case point
    case minus
  }

  static let one = ExactDecimal(1)
  static let ten = ExactDecimal(10)
  static let half = ExactDecimal(coefficient: 5, exponent: -1)!
  private static let hundred = ExactDecimal(100)
  static let thousand = ExactDecimal(1000)
  private static let million = ExactDecimal(1_000_000)

  /// The parts that the items' tokens stand for. Number mentions count with their `value`. Digit tokens that only
  /// white space divides are one numeral (`55 630`). Nil when a token is no part of a number.
  static func elements(of items: [CapturedItem]) -> [Element]? {
    var elements: [Element] = []
    for item in items {
      var index = 0
      while index < item.tokens.count {
        if let mention = item.mentions.first(where: { $0.offset == index && $0.count > 0 }),
          let parts = self.elements(of: mention, in: item)
        {
          elements += parts
          index += mention.count
        } else if let (element, count) = word(at: index, in: item) {
          elements.append(element)
          index += count
        } else {
          var written = ""
          while index < item.tokens.count, word(at: index, in: item) == nil, isNumeric(item.tokens[index]) {
            written += item.tokens[index]
            index += 1
          }
          if written.isEmpty, isMinus(item.tokens[index]), elements.isEmpty {
            elements.append(.minus)
            index += 1
            continue
          }
          guard let numeral = Numeral(written) else { return nil }
          elements.append(.numeral(numeral))
        }
      }
    }
    return elements
  }

  /// A number mention: its digits as written where it has nothing else, so that its separators can be judged beside
  /// the unit; else its `value`, split by the scale words that the field `scale` multiplied it with.
  private static func elements(of mention: CapturedItem.CapturedMention, in item: CapturedItem) -> [Element]?
  {
    guard case .number(let value)? = mention.fields["value"] else { return nil }
    let end = min(mention.offset + mention.count, item.tokens.count)
    let tokens = item.tokens[min(mention.offset, end)..<end]
    if tokens.allSatisfy(isNumeric), let numeral = Numeral(tokens.joined()) { return [.numeral(numeral)] }
    if case .number(let scale)? = mention.fields["scale"], scale != one,
      let mantissa = value.divided(by: scale)
    {
      let (thousands, rest) = splitThousands(scale)
      return [.numeral(Numeral(value: mantissa))] + [rest, thousands].filter { $0 != one }.map(Element.scale)
    }
    return [.numeral(Numeral(value: value))]
  }

  /// `trăm triệu` is a hundred and a million.
  private static func splitThousands(_ scale: ExactDecimal) -> (thousands: ExactDecimal, rest: ExactDecimal) {
    var (thousands, rest) = (one, scale)
    while rest >= thousand, let smaller = rest.divided(by: thousand), smaller.intValue != nil,
      let larger = thousands.multiplied(by: thousand)
    {
      (thousands, rest) = (larger, smaller)
    }
    return (thousands, rest)
  }

  private static func isNumeric(_ token: String) -> Bool {
    token.utf8.allSatisfy {
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: ".")
        || $0 == UInt8(ascii: ",")
    }
  }

  private static func isMinus(_ token: String) -> Bool { token == "-" || token == "\u{2212}" }

  /// The number word that starts at a token: of several, the one of most tokens.
  private static func word(at index: Int, in item: CapturedItem) -> (Element, count: Int)? {
    var best: (Element, count: Int)?
    for hit in item.hits where hit.offset == index && hit.count > (best?.count ?? 0) {
      for row in hit.rows {
        guard let role = row["role"], let element = element(role: role, number: row["number"]) else {
          continue
        }
        best = (element, hit.count)
        break
      }
    }
    return best
  }

  private static func element(role: String, number: String?) -> Element? {
    switch role {
    case "digit": number.flatMap { ExactDecimal($0) }.map(Element.digit)
    case "scale": number.flatMap { ExactDecimal($0) }.map(Element.scale)
    case "ten": .ten
    case "tens": .tens
    case "half": .half
    case "link": .link
    case "point": .point
    case "minus": .minus
    default: nil
    }
  }

  /// Adds up terms of falling scale; a scale multiplies every smaller term before it.
  ///
  ///     một nghìn hai trăm tỷ:   [1000] [1000, 200] → a greater scale takes both: [1200 × 10^9]
  static func compose(_ elements: ArraySlice<Element>) -> ExactDecimal? {
    var elements = elements
    var isNegative = false
    if elements.first == .minus {
      isNegative = true
      elements.removeFirst()
    }
    guard !elements.isEmpty else { return nil }
    var sum = Composition()
    for (position, element) in elements.enumerated() {
      guard sum.take(element, isLast: position == elements.count - 1) else { return nil }
    }
    guard let total = sum.total() else { return nil }
    return isNegative ? total.negated : total
  }

  private struct Composition {
    var terms: [(value: ExactDecimal, scale: ExactDecimal)] = []
    /// The number that the next scale word will multiply.
    var current: ExactDecimal?
    /// How many decimals `phẩy` has been followed by; nil before it.
    var decimals: Int?
    var isLinked = false
    var previous: Element?

    mutating func take(_ element: Element, isLast: Bool) -> Bool {
      defer { previous = element }
      switch element {
      case .numeral(let numeral):
        guard current == nil, decimals == nil else { return false }
        current = colloquial(numeral.value, isWritten: true, isLast: isLast) ?? numeral.value
        return true
      case .digit(let digit):
        if let places = decimals, let value = current {
          guard let step = ExactDecimal(coefficient: 1, exponent: -(places + 1)),
            let fraction = digit.multiplied(by: step), let sum = value.adding(fraction)
          else { return false }
          decimals = places + 1
          current = sum
          return true
        }
        guard current == nil else { return false }
        current = colloquial(digit, isWritten: false, isLast: isLast) ?? digit
        return true
      case .ten:
        guard current == nil, terms.allSatisfy({ $0.scale > NumberWords.ten }) else { return false }
        // A scale below ten, so that a following word for tens still takes it in: twelve tens.
        terms.append((NumberWords.ten, NumberWords.one))
        return true
      case .tens:
        guard case .digit? = previous else { return false }
        return multiply(by: NumberWords.ten)
      case .scale(let scale): return multiply(by: scale)
      case .half:
        guard isLast else { return false }
        if case .scale(let scale)? = previous {
          guard let part = scale.multiplied(by: NumberWords.half) else { return false }
          terms.append((part, NumberWords.one))
        } else {
          terms.append((NumberWords.half, NumberWords.one))
        }
        return true
      case .link:
        guard !terms.isEmpty, current == nil, !isLast else { return false }
        isLinked = true
        return true
      case .point:
        guard current != nil, decimals == nil, !isLast else { return false }
        decimals = 0
        return true
      case .minus: return false
      }
    }

    /// What a number right behind a scale, at the end, is worth when people leave the smaller scale out.
    private func colloquial(_ number: ExactDecimal, isWritten: Bool, isLast: Bool) -> ExactDecimal? {
      guard isLast, !isLinked, case .scale(let scale)? = previous, scale >= hundred,
        let value = number.intValue, value > 0
      else { return nil }
      if value < 10 { return number.multiplied(by: scale)?.shifted(by: -1) }
      if isWritten, (100..<1000).contains(value), scale >= million {
        return number.multiplied(by: scale)?.shifted(by: -3)
      }
      return nil
    }

    private mutating func multiply(by scale: ExactDecimal) -> Bool {
      var value = current
      while let last = terms.last, last.scale < scale || (value == nil && last.scale == scale) {
        guard let sum = last.value.adding(value ?? ExactDecimal.zero) else { return false }
        value = sum
        terms.removeLast()
      }
      guard terms.allSatisfy({ $0.scale > scale }) else { return false }
      guard let factor = value, let product = factor.multiplied(by: scale) else { return false }
      terms.append((product, scale))
      current = nil
      decimals = nil
      isLinked = false
      return true
    }

    func total() -> ExactDecimal? {
      if decimals == 0 { return nil }
      var total = current ?? ExactDecimal.zero
      for term in terms {
        guard let sum = total.adding(term.value) else { return nil }
        total = sum
      }
      return total
    }
  }
}
