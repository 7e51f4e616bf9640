/// A decimal number kept exactly: `coefficient × 10^exponent`, with no binary floating point anywhere.
///
/// The coefficient has up to 38 digits. Values are normalized: the coefficient has no trailing zero and
/// zero has exponent 0, so equal numbers are equal values. Operations that leave the range return nil.
public struct ExactDecimal: Hashable, Sendable {
  /// Whether it is below zero.
  public let isNegative: Bool
  /// The magnitude's digits as one integer; at most 10^38 - 1.
  public let coefficient: UInt128
  /// The power of ten, between -60 and 60 after normalization.
  public let exponent: Int

  /// 0.
  public static let zero = ExactDecimal(0)
  /// The exponents that a normalized value may have.
  public static let exponentRange = -60...60
  static let coefficientLimit: UInt128 = 100_000_000_000_000_000_000_000_000_000_000_000_000

  /// Makes a whole number.
  public init(_ value: Int) {
    self.init(isNegative: value < 0, coefficient: UInt128(value.magnitude), exponent: 0)!
  }

  /// Makes a normalized value, or nil when it has more than 38 digits or an exponent out of range.
  public init?(isNegative: Bool = false, coefficient: UInt128, exponent: Int) {
    var coefficient = coefficient
    var exponent = exponent
    if coefficient == 0 {
      self.isNegative = false
      self.coefficient = 0
      self.exponent = 0
      return
    }
    while coefficient % 10 == 0 {
      coefficient /= 10
      exponent += 1
    }
    guard coefficient < Self.coefficientLimit, Self.exponentRange.contains(exponent) else { return nil }
    self.isNegative = isNegative
    self.coefficient = coefficient
    self.exponent = exponent
  }

  /// Reads plain notation: an optional sign, digits, and at most one `.` as the decimal mark.
  ///
  /// - Returns: nil for anything else and for a number out of range.
  public init?(_ text: some StringProtocol) {
    var coefficient: UInt128 = 0
    var exponent = 0
    var negative = false
    var digits = 0
    var seenPoint = false
    // Zeros wait until a digit follows them: those at the end cost no coefficient.
    var zeros = 0
    for (offset, byte) in text.utf8.enumerated() {
      switch byte {
      case UInt8(ascii: "-") where offset == 0: negative = true
      case UInt8(ascii: "+") where offset == 0: break
      case UInt8(ascii: ".") where !seenPoint: seenPoint = true
      case UInt8(ascii: "0"):
        if coefficient > 0 { zeros += 1 }
        if seenPoint { exponent -= 1 }
        digits += 1
      case UInt8(ascii: "1")...UInt8(ascii: "9"):
        while zeros >= 0 {
          let (product, overflow) = coefficient.multipliedReportingOverflow(by: 10)
          guard !overflow, product < Self.coefficientLimit else { return nil }
          coefficient = product
          zeros -= 1
        }
        zeros = 0
        coefficient += UInt128(byte - UInt8(ascii: "0"))
        if seenPoint { exponent -= 1 }
        digits += 1
      default: return nil
      }
    }
    guard digits > 0 else { return nil }
    self.init(isNegative: negative, coefficient: coefficient, exponent: exponent + zeros)
  }

  /// The exact product, or nil where it leaves the range.
  public func multiplied(by other: ExactDecimal) -> ExactDecimal? {
    let (product, overflow) = coefficient.multipliedReportingOverflow(by: other.coefficient)
    guard !overflow else { return nil }
    return ExactDecimal(
      isNegative: isNegative != other.isNegative, coefficient: product, exponent: exponent + other.exponent)
  }

  /// The exact sum, or nil where it leaves the range.
  public func adding(_ other: ExactDecimal) -> ExactDecimal? {
    let low = min(exponent, other.exponent)
    guard let a = Self.scaled(self, to: low), let b = Self.scaled(other, to: low) else { return nil }
    if isNegative == other.isNegative {
      let (sum, overflow) = a.addingReportingOverflow(b)
      return overflow ? nil : ExactDecimal(isNegative: isNegative, coefficient: sum, exponent: low)
    }
    return a >= b
      ? ExactDecimal(isNegative: isNegative, coefficient: a - b, exponent: low)
      : ExactDecimal(isNegative: other.isNegative, coefficient: b - a, exponent: low)
  }

  private static func scaled(_ value: ExactDecimal, to exponent: Int) -> UInt128? {
    if value.coefficient == 0 { return 0 }
    var coefficient = value.coefficient
    for _ in 0..<(value.exponent - exponent) {
      let (product, overflow) = coefficient.multipliedReportingOverflow(by: 10)
      guard !overflow else { return nil }
      coefficient = product
    }
    return coefficient
  }

  /// The same number with the other sign; zero has none.
  public var negated: ExactDecimal {
    ExactDecimal(isNegative: coefficient != 0 && !isNegative, coefficient: coefficient, exponent: exponent)!
  }

  /// The number times 10 to the power of `places`.
  public func shifted(by places: Int) -> ExactDecimal? {
    ExactDecimal(isNegative: isNegative, coefficient: coefficient, exponent: exponent + places)
  }

  /// The quotient where it is exact within 38 digits; nil where it is not, and for a division by zero.
  public func divided(by other: ExactDecimal) -> ExactDecimal? {
    guard other.coefficient != 0 else { return nil }
    var dividend = coefficient
    var places = exponent - other.exponent
    // A finite quotient needs at most as many more digits as the divisor has factors of two or five.
    while dividend % other.coefficient != 0 {
      let (product, overflow) = dividend.multipliedReportingOverflow(by: 10)
      guard !overflow else { return nil }
      dividend = product
      places -= 1
    }
    return ExactDecimal(
      isNegative: isNegative != other.isNegative && dividend != 0, coefficient: dividend / other.coefficient,
      exponent: places)
  }

  /// The value as an `Int` when it is one and fits.
  public var intValue: Int? {
    guard exponent >= 0, let magnitude = Self.scaled(self, to: 0), magnitude <= UInt128(Int.max) else {
      return nil
    }
    return isNegative ? -Int(magnitude) : Int(magnitude)
  }
}

extension ExactDecimal: Comparable {
  /// Compares by value. O(d) for d digits.
  public static func < (lhs: ExactDecimal, rhs: ExactDecimal) -> Bool {
    if lhs.coefficient == 0 || rhs.coefficient == 0 || lhs.isNegative != rhs.isNegative {
      let sign = { (v: ExactDecimal) in v.coefficient == 0 ? 0 : v.isNegative ? -1 : 1 }
      return sign(lhs) < sign(rhs)
    }
    let magnitudeLess = Self.magnitudeLess(lhs, rhs)
    return lhs.isNegative ? Self.magnitudeLess(rhs, lhs) : magnitudeLess
  }

  private static func magnitudeLess(_ lhs: ExactDecimal, _ rhs: ExactDecimal) -> Bool {
    let leftOrder = digitCount(lhs.coefficient) + lhs.exponent
    let rightOrder = digitCount(rhs.coefficient) + rhs.exponent
    if leftOrder != rightOrder { return leftOrder < rightOrder }
    // The same order of magnitude: compare digit strings, which are aligned at their first digit.
    let left = Array(String(lhs.coefficient).utf8)
    let right = Array(String(rhs.coefficient).utf8)
    return left.lexicographicallyPrecedes(right)
  }

  private static func digitCount(_ value: UInt128) -> Int { String(value).utf8.count }
}

extension ExactDecimal: CustomStringConvertible {
  /// Plain notation with `.` as the decimal mark and neither grouping nor exponent: `4900000`, `-0.5`.
  public var description: String {
    var digits = String(coefficient)
    if exponent >= 0 {
      digits += String(repeating: "0", count: coefficient == 0 ? 0 : exponent)
    } else {
      let places = -exponent
      if digits.utf8.count <= places {
        digits = String(repeating: "0", count: places - digits.utf8.count + 1) + digits
      }
      let point = digits.index(digits.endIndex, offsetBy: -places)
      digits = digits[..<point] + "." + digits[point...]
    }
    return isNegative ? "-" + digits : digits
  }
}
