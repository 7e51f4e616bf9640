/// How the values of a type compare.
package enum ValueNotation: String, Hashable, Sendable {
  case date, quantity, document
}

/// Whether a system's value is the gold value, as the project's referee decides it.
///
///     quantity   amounts as numbers; the unit and its per-parts where the gold unit is of the closed list
///                (`417 hợp tác xã` = `417 htx`, but `120 ha` ≠ `120 km`)
///     date       code point by code point, where an X in gold matches anything; in a document without
///                publication date the system may leave a year XXXX
///     document   case, white space, a space before a slash and the words for "number" and "year" aside
///
/// Where both sides have no value, they are equal. Numbers are compared in binary floating point here, on purpose:
/// that is the referee's comparison, and this module must come to the same counts.
package struct ValueComparison: Sendable {
  let words: ValueWords

  package init() { words = .builtIn }

  /// Compares a gold value with a system value.
  ///
  /// - Parameter isUndated: the document's publication date is unknown.
  package func areEqual(_ notation: ValueNotation, gold: String?, system: String?, isUndated: Bool) -> Bool {
    guard let gold, let system else { return gold == nil && system == nil }
    let goldText = ScalarString(gold).stripped.lowercased
    let systemText = ScalarString(system).stripped.lowercased
    switch notation {
    case .quantity:
      switch (quantity(goldText), quantity(systemText)) {
      case (let g?, let s?): return g.amount == s.amount && (g.unit == nil || g.unit == s.unit)
      case (nil, nil): return goldText == systemText
      default: return false
      }
    case .date: return dateMatches(goldText.uppercased, systemText.uppercased, isUndated: isUndated)
    case .document: return document(goldText) == document(systemText)
    }
  }

  /// The value in a form in which equal values look equal, for merging facts.
  package func canonical(_ notation: ValueNotation?, _ value: String) -> String {
    let text = ScalarString(value).stripped.lowercased
    switch notation {
    case .document: return document(text).string
    case .date: return text.uppercased.string
    case .quantity:
      guard let quantity = quantity(text) else { return text.string }
      var out = "\(quantity.amount.first)"
      if let second = quantity.amount.second { out += " \(quantity.amount.joint) \(second)" }
      if let unit = quantity.unit {
        out += " " + ([unit.head] + unit.per).map(\.string).joined(separator: "/")
      }
      return out
    case nil: return text.string
    }
  }

  // MARK: Dates

  private func dateMatches(_ gold: ScalarString, _ system: ScalarString, isUndated: Bool) -> Bool {
    let g = gold.scalars
    let s = system.scalars
    guard g.count == s.count else { return false }
    let slash = s.count > 11 ? s.firstIndex(of: "/") : nil
    return g.indices.allSatisfy { i in
      if g[i] == s[i] || g[i] == "X" { return true }
      let isInYear = i < 4 || slash.map { $0 < i && i <= $0 + 4 } == true
      return s[i] == "X" && isUndated && isInYear
    }
  }

  // MARK: Documents

  private func document(_ text: ScalarString) -> ScalarString {
    var out: [Unicode.Scalar] = []
    let scalars = text.scalars
    var i = 0
    while i < scalars.count {
      let isAtBoundary = (i == 0 || !scalars[i - 1].isWord) != !scalars[i].isWord
      if isAtBoundary,
        let word = words.ignored.first(where: { word in
          let end = i + word.scalars.count
          return scalars[i...].starts(with: word.scalars) && !(end < scalars.count && scalars[end].isWord)
        })
      {
        i += word.scalars.count
      } else {
        out.append(scalars[i])
        i += 1
      }
    }
    var joined: [Unicode.Scalar] = []
    for scalar in out {
      if !scalar.isBlank {
        joined.append(scalar)
      } else if joined.last != " " {
        joined.append(" ")
      }
    }
    return ScalarString(joined).replacing(" /", with: "/").stripped
  }

  // MARK: Quantities

  struct ComparableQuantity {
    var amount: Amount
    /// Nil where the unit is not of the closed list.
    var unit: Unit?

    struct Amount: Equatable {
      var first: Double
      var joint: String
      var second: Double?
    }

    struct Unit: Equatable {
      var head: ScalarString
      var per: [ScalarString]
    }
  }

  static let closedUnits: Set<ScalarString> = Set(
    ["vnd", "usd", "%", "ha", "km", "m", "m2", "m3", "kg", "t", "year", "month", "day", "hour", "minute"]
      .map { ScalarString($0) })

  /// Reads `amount [joint amount] rest`; nil where the text does not begin with a number.
  ///
  ///     amount = ["-"|"+"] {digit | "."} ["e" ["-"|"+"] {digit}]      joint = ".." | "of" | "/"
  ///
  /// No exponent is read after the joint. Digits of any script count.
  func quantity(_ text: ScalarString) -> ComparableQuantity? {
    var reader = AmountReader(
      scalars: text.replacing("...", with: "..").replacing("..", with: " .. ").scalars)
    guard let first = reader.amount(allowsExponent: true) else { return nil }
    var amount: (first: Double?, joint: String, second: Double?) = (Double(first), "", nil)
    let afterFirst = reader.position
    reader.skipBlanks()
    if let joint = reader.joint() {
      reader.skipBlanks()
      if let second = reader.amount(allowsExponent: false) {
        guard let number = Double(second) else { return nil }
        amount.joint = joint
        amount.second = number
      } else {
        reader.position = afterFirst
      }
    } else {
      reader.position = afterFirst
    }
    guard let number = amount.first else { return nil }
    let parts = ScalarString(reader.rest).stripped.slashSeparated.map(\.stripped)
    let head = words.currencies[parts[0]] ?? words.units[parts[0]] ?? parts[0]
    let per = parts.dropFirst().map { words.units[$0] ?? $0 }
    return ComparableQuantity(
      amount: ComparableQuantity.Amount(first: number, joint: amount.joint, second: amount.second),
      unit: Self.closedUnits.contains(head) ? ComparableQuantity.Unit(head: head, per: per) : nil)
  }

  private struct AmountReader {
    let scalars: [Unicode.Scalar]
    var position = 0

    var rest: ArraySlice<Unicode.Scalar> { scalars[position...] }

    mutating func skipBlanks() {
      while let scalar = rest.first, scalar.isBlank { position += 1 }
    }

    mutating func joint() -> String? {
      for joint in ["..", "of", "/"] where rest.starts(with: joint.unicodeScalars) {
        position += joint.unicodeScalars.count
        return joint
      }
      return nil
    }

    /// The number in ASCII, without full stops at its end; nil where there is none.
    mutating func amount(allowsExponent: Bool) -> String? {
      var end = position
      var digits = ""
      if let sign = rest.first, sign == "-" || sign == "+" {
        digits.unicodeScalars.append(sign)
        end += 1
      }
      let start = end
      while end < scalars.count {
        if let digit = scalars[end].decimalDigit {
          digits += String(digit)
        } else if scalars[end] == "." {
          digits += "."
        } else {
          break
        }
        end += 1
      }
      guard end > start else { return nil }
      var exponent = ""
      if allowsExponent, end < scalars.count, scalars[end] == "e" {
        var i = end + 1
        if i < scalars.count, scalars[i] == "-" || scalars[i] == "+" {
          exponent.unicodeScalars.append(scalars[i])
          i += 1
        }
        let firstDigit = i
        var exponentDigits = ""
        while i < scalars.count, let digit = scalars[i].decimalDigit {
          exponentDigits += String(digit)
          i += 1
        }
        if i > firstDigit {
          exponent = "e" + exponent + exponentDigits
          end = i
        } else {
          exponent = ""
        }
      }
      position = end
      if exponent.isEmpty { while digits.utf8.last == UInt8(ascii: ".") { digits.removeLast() } }
      return digits + exponent
    }
  }
}
