import TextModel

/// A number written in digits, read exactly.
///
///     written         read as     because
///     134.180         134180      groups of three behind full stops
///     12.500.000      12500000
///     4,9             4.9         a comma is the decimal mark
///     18,500          18.5        also before three digits (`18,500 triệu`); see `thousands`
///     3.24            3.24        a full stop that does not group by three
///     1.316,85        1316.85     the last kind of mark is the decimal one
///     1,316.85        1316.85
///     1,316,000       1316000     two commas group
///     02              2
///     1.2.3           -           neither groups nor decimal
struct Numeral: Equatable {
  var value: ExactDecimal
  /// The other reading of one comma before three digits, `1,200` as 1200: right for things that are counted.
  var thousands: ExactDecimal?

  init(value: ExactDecimal, thousands: ExactDecimal? = nil) {
    self.value = value
    self.thousands = thousands
  }

  /// Reads digits with inner `.` and `,`. O(n). Nil for anything else, and for more than 38 digits.
  init?(_ text: String) {
    var groups: [String] = [""]
    var marks: [Character] = []
    for character in text {
      if character == "." || character == "," {
        marks.append(character)
        groups.append("")
      } else if let digit = character.wholeNumberValue, character.isASCII {
        groups[groups.count - 1] += String(digit)
      } else {
        return nil
      }
    }
    guard groups.allSatisfy({ !$0.isEmpty }) else { return nil }
    let groupsByThree = { (groups: ArraySlice<String>) -> Bool in
      guard let first = groups.first, first.utf8.count <= 3, !first.hasPrefix("0") else { return false }
      return groups.dropFirst().allSatisfy { $0.utf8.count == 3 }
    }
    let whole = { (groups: ArraySlice<String>) in groups.joined() }

    guard let last = marks.last else {
      guard let value = ExactDecimal(text) else { return nil }
      self.init(value: value)
      return
    }
    let isUniform = marks.allSatisfy { $0 == last }
    if isUniform && groupsByThree(groups[...]) && (last == "." || marks.count > 1) {
      guard let value = ExactDecimal(whole(groups[...])) else { return nil }
      self.init(value: value)
      return
    }
    let front = groups.dropLast()
    let isDecimal =
      marks.count == 1
      || (marks.dropLast().allSatisfy { $0 != last && $0 == marks[0] } && groupsByThree(front))
    guard isDecimal, let value = ExactDecimal(whole(front) + "." + groups[groups.count - 1]) else {
      return nil
    }
    let isAmbiguous = marks.count == 1 && last == "," && groupsByThree(groups[...])
    self.init(value: value, thousands: isAmbiguous ? ExactDecimal(whole(groups[...])) : nil)
  }
}

/// Roman numerals up to 39, as quarters, centuries and terms use them: `I`, `IV`, `XXI`. Upper case only.
func romanNumeral(_ text: String) -> Int? {
  let values: [UInt8: Int] = [UInt8(ascii: "I"): 1, UInt8(ascii: "V"): 5, UInt8(ascii: "X"): 10]
  let digits = text.utf8.map { values[$0] }
  guard !digits.isEmpty, digits.count <= 7, digits.allSatisfy({ $0 != nil }) else { return nil }
  var total = 0
  for (index, digit) in digits.enumerated() {
    let next = index + 1 < digits.count ? digits[index + 1]! : 0
    total += digit! < next ? -digit! : digit!
  }
  return total > 0 && romanText(total) == text ? total : nil
}

private func romanText(_ number: Int) -> String {
  var rest = number
  var text = ""
  for (value, letters) in [(10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")] {
    while rest >= value {
      text += letters
      rest -= value
    }
  }
  return text
}
