/// The few statistics that the benchmarks state.
package enum Statistics {
  /// The value below which a share of all values lies (nearest rank); 0 for no values.
  package static func percentile(_ share: Double, of values: [Double]) -> Double {
    guard !values.isEmpty else { return 0 }
    let sorted = values.sorted()
    let rank = Int((share * Double(sorted.count)).rounded(.up))
    return sorted[min(max(rank, 1), sorted.count) - 1]
  }

  package static func median(_ values: [Double]) -> Double { percentile(0.5, of: values) }

  /// The median of the quotients of values that were measured together.
  package static func medianRatio(_ numerators: [Double], _ denominators: [Double]) -> Double {
    median(zip(numerators, denominators).map { $0 / $1 })
  }
}

extension Double {
  /// With so many digits after the point.
  package func text(_ digits: Int) -> String {
    guard isFinite else { return "–" }
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    let scaled = Int((magnitude * scale).rounded())
    let whole = String(scaled / Int(scale))
    let sign = self < 0 && scaled != 0 ? "-" : ""
    if digits == 0 { return sign + whole }
    let fraction = String(scaled % Int(scale))
    return sign + whole + "." + String(repeating: "0", count: digits - fraction.count) + fraction
  }

  /// With three significant digits, as far as a value from 0.001 to 1,000,000 has them.
  package var short: String {
    switch magnitude {
    case 100...: text(0)
    case 10..<100: text(1)
    case 1..<10: text(2)
    case 0.01..<1: text(3)
    default: text(4)
    }
  }

  /// A ratio; a small one as one over a number.
  package var quotient: String { self > 0 && self < 0.1 ? "1/\((1 / self).text(0))" : short }
}
