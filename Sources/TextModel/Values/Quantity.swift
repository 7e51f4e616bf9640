/// A number with its scale and unit, exactly as far as the text states it.
public struct Quantity: Hashable, Sendable {
  /// How much.
  public var amount: Amount
  /// What is counted or measured in; nil when the text leaves it unsaid.
  public var unit: Unit?
  /// Each `per` part in order: `đồng/người/tháng` has two.
  public var per: [Unit]
  /// The word before the amount that bounds or blurs it; outside the mention's span.
  public var comparator: Comparator?
  /// Whether the text says that the measure rose or fell by (`tăng`, `giảm`) this quantity.
  public var change: Change?
  /// Further, smaller parts of a compound quantity: `8 tháng 27 ngày` has one.
  public var rest: [Part]

  /// Makes a quantity from its parts.
  public init(
    amount: Amount, unit: Unit? = nil, per: [Unit] = [], comparator: Comparator? = nil, change: Change? = nil,
    rest: [Part] = []
  ) {
    self.amount = amount
    self.unit = unit
    self.per = per
    self.comparator = comparator
    self.change = change
    self.rest = rest
  }

  /// A number and its unit: one step of a compound quantity.
  public struct Part: Hashable, Sendable, Codable {
    private enum CodingKeys: String, CodingKey {
      case number = "amount"
      case unit
    }

    /// How much of the unit.
    public var number: ExactDecimal
    /// The unit, smaller than the one before.
    public var unit: Unit

    /// Makes a part from its number and unit.
    public init(number: ExactDecimal, unit: Unit) {
      self.number = number
      self.unit = unit
    }
  }

  /// A number, or two of them.
  public enum Amount: Hashable, Sendable {
    /// One number.
    case exactly(ExactDecimal)
    /// From the first to the second, both included: `6 - 8%`.
    case range(ExactDecimal, ExactDecimal)
    /// A part of a whole, counted in the same unit: `158/160 HTX`.
    case of(ExactDecimal, ExactDecimal)
    /// A fraction: `1/3`.
    case fraction(ExactDecimal, ExactDecimal)
  }

  /// What is counted or measured in.
  public struct Unit: Hashable, Sendable, Codable {
    /// The list that a unit's code is of.
    public enum Kind: String, Hashable, Sendable, Codable {
      /// `code` is ISO 4217.
      case currency
      /// `code` is `%`, or `pp` for percentage points.
      case percent
      /// `code` is of the closed list of the value notation (km, ha, kg …) or a UCUM code.
      case measure
      /// `code` is second, minute, hour, day, week, month, quarter, year.
      case time
      /// A counted noun; `code` is its wording in lower case.
      case counted
    }
    /// The list that `code` is of.
    public var kind: Kind
    /// The unit by that list: `VND`, `%`, `km`, `month`, `hợp tác xã`.
    public var code: String

    /// Makes a unit from its kind and code.
    public init(kind: Kind, code: String) {
      self.kind = kind
      self.code = code
    }
  }

  /// How the number bounds the real one.
  public enum Comparator: String, Hashable, Sendable, Codable {
    /// `ít nhất`, `tối thiểu`, `từ … trở lên`
    case atLeast
    /// `hơn`, `trên`
    case moreThan
    /// `nhiều nhất`, `tối đa`
    case atMost
    /// `dưới`, `chưa đến`
    case lessThan
    /// `khoảng`, `chừng`
    case about
    /// `gần`
    case almost
    /// `đúng`
    case exactly
  }

  /// Which way a measure went.
  public enum Change: String, Hashable, Sendable, Codable {
    /// `tăng`
    case increase
    /// `giảm`
    case decrease
  }

  /// The corpus's value notation: `4900000 VND/month`, `6..8 %`, `158 of 160 htx`.
  public var notation: String {
    var text =
      switch amount {
      case .exactly(let n): "\(n)"
      case .range(let low, let high): "\(low)..\(high)"
      case .of(let part, let whole): "\(part) of \(whole)"
      case .fraction(let numerator, let denominator): "\(numerator)/\(denominator)"
      }
    if let unit { text += " " + unit.code }
    for part in rest { text += " \(part.number) \(part.unit.code)" }
    for unit in per { text += "/" + unit.code }
    return text
  }
}
