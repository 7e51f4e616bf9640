import Glibc
import Measuring

/// The main figures as a drawing: speeds against the yardstick on a logarithmic axis, and below them growth with the text,
/// with the grammar and with threads.
///
///     +--------------------------------------+
///     | speeds: one bar each, 1 = yardstick  |
///     +------------+------------+------------+
///     | text       | grammar    | threads    |
///     +------------+------------+------------+
struct Chart {
  private let figures: Figures
  private var body = ""

  private static let width = 860.0
  private static let labelWidth = 350.0
  private static let rowHeight = 26.0
  private static let blue = "#1f6fb2"
  private static let gray = "#8a8f98"
  private static let orange = "#c8601a"

  init(_ figures: Figures) {
    self.figures = figures
  }

  var svg: String {
    var chart = self
    let top = chart.speeds(y: 52)
    let height = chart.panels(y: top + 40) + 20
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Self.width.text(0)) \(height.text(0))" \
      font-family="system-ui, sans-serif" font-size="13" fill="#1c2128">
      <title>Speed of BocTach on the workload \(figures.workload), as ratios to ICU's word-break loop</title>
      <rect width="100%" height="100%" fill="#ffffff"/>
      \(chart.body)</svg>

      """
  }

  private mutating func add(_ element: String) { body += element + "\n" }

  private mutating func text(
    _ text: String, _ x: Double, _ y: Double, anchor: String = "start", weight: String = "400",
    fill: String = "#1c2128",
    size: Int = 13
  ) {
    let escaped = text.split(separator: "&", omittingEmptySubsequences: false).joined(separator: "&amp;")
      .split(separator: "<", omittingEmptySubsequences: false).joined(separator: "&lt;")
    add(
      "<text x=\"\(x.text(1))\" y=\"\(y.text(1))\" text-anchor=\"\(anchor)\" font-weight=\"\(weight)\" "
        + "font-size=\"\(size)\" fill=\"\(fill)\">\(escaped)</text>")
  }

  private mutating func line(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ color: String, width: Double = 1,
    dashed: Bool = false
  ) {
    add(
      "<line x1=\"\(x1.text(1))\" y1=\"\(y1.text(1))\" x2=\"\(x2.text(1))\" y2=\"\(y2.text(1))\" stroke=\"\(color)\" "
        + "stroke-width=\"\(width.text(1))\"\(dashed ? " stroke-dasharray=\"4 4\"" : "")/>")
  }

  // MARK: Speeds

  /// Returns the lower edge.
  private mutating func speeds(y top: Double) -> Double {
    let rows =
      figures.speeds.dropFirst().map { ($0.name, $0.ratio, Self.blue) }
      + figures.wholeSpeeds.map { ($0.name.filter { $0 != "`" }, $0.ratio, Self.blue) }
      + figures.others.dropFirst().map { ($0.name, $0.ratio, Self.gray) }
    let (low, high) = (
      pow(10, (log10(rows.map(\.1).min() ?? 0.01)).rounded(.down)),
      pow(10, max(1, log10(rows.map(\.1).max() ?? 1).rounded(.up)))
    )
    let (left, right) = (Self.labelWidth, Self.width - 60)
    func x(_ ratio: Double) -> Double { left + (right - left) * log10(ratio / low) / log10(high / low) }
    let bottom = top + Double(rows.count) * Self.rowHeight
    text("Speed against ICU's word-break loop, one thread (logarithmic)", 16, 26, weight: "600", size: 15)
    var tick = low
    while tick <= high * 1.01 {
      let isOne = abs(tick - 1) < 0.001
      line(x(tick), top - 6, x(tick), bottom, isOne ? Self.orange : "#d8dde3", width: isOne ? 2 : 1)
      text(
        isOne ? "1 = yardstick" : tick >= 1 ? tick.text(0) : "1/\((1 / tick).text(0))", x(tick), bottom + 18,
        anchor: "middle",
        fill: isOne ? Self.orange : "#57606a", size: 12)
      tick *= 10
    }
    for (index, row) in rows.enumerated() {
      let y = top + Double(index) * Self.rowHeight
      text(row.0, left - 10, y + 15, anchor: "end")
      add(
        "<rect x=\"\(left.text(1))\" y=\"\((y + 3).text(1))\" width=\"\(max(1, x(row.1) - left).text(1))\" height=\"16\" rx=\"2\" "
          + "fill=\"\(row.2)\"/>")
      text(row.1.quotient, x(row.1) + 6, y + 15, weight: "600")
    }
    return bottom + 24
  }

  // MARK: Growth

  private struct Series {
    var name: String
    var values: [Double]
    var color: String
    var isDashed = false
  }

  private mutating func panels(y top: Double) -> Double {
    let width = (Self.width - 32 - 2 * 28) / 3
    let lefts = [16, 16 + width + 28, 16 + 2 * (width + 28)]
    panel(
      "Time a byte, one document of", figures.textGrowth.map { "\($0.bytes / 1000) KB" },
      [
        Series(
          name: "yardstick", values: figures.textGrowth.map(\.yardstickCost), color: Self.gray, isDashed: true
        ),
        Series(name: "extraction", values: figures.textGrowth.map(\.cost), color: Self.blue),
      ], lefts[0], top, width)
    panel(
      "Time of matching, rules", figures.grammarGrowth.map { String($0.rules) },
      [
        Series(
          name: "in proportion",
          values: figures.grammarGrowth.map { Double($0.rules) / Double(figures.grammarGrowth[0].rules) },
          color: Self.gray, isDashed: true),
        Series(name: "matching", values: figures.grammarGrowth.map(\.cost), color: Self.blue),
      ], lefts[1], top, width)
    panel(
      "Speed-up, threads", figures.threads.map { String($0.count) },
      [
        Series(
          name: "in proportion", values: figures.threads.map { Double($0.count) }, color: Self.gray,
          isDashed: true),
        Series(name: "extraction", values: figures.threads.map(\.speedUp), color: Self.blue),
      ], lefts[2], top, width)
    return top + 230
  }

  private mutating func panel(
    _ title: String, _ labels: [String], _ series: [Series], _ left: Double, _ top: Double, _ width: Double
  ) {
    let height = 150.0
    let highest = max(2, (series.flatMap(\.values).max() ?? 1).rounded(.up))
    func y(_ value: Double) -> Double { top + 20 + height * (1 - value / highest) }
    func x(_ index: Int) -> Double {
      left + 34 + (width - 54) * (labels.count < 2 ? 0 : Double(index) / Double(labels.count - 1))
    }
    text(title, left, top, weight: "600")
    for step in 0...4 {
      let value = highest * Double(step) / 4
      line(left + 26, y(value), left + width, y(value), "#e4e8ed")
      text(
        value.text(highest >= 4 ? 0 : 1), left + 20, y(value) + 4, anchor: "end", fill: "#57606a", size: 11)
    }
    for (index, label) in labels.enumerated() {
      text(label, x(index), top + height + 38, anchor: "middle", fill: "#57606a", size: 11)
    }
    for one in series {
      let points = one.values.enumerated().map { "\(x($0).text(1)),\(y($1).text(1))" }.joined(separator: " ")
      add(
        "<polyline points=\"\(points)\" fill=\"none\" stroke=\"\(one.color)\" stroke-width=\"2\""
          + (one.isDashed ? " stroke-dasharray=\"5 4\"" : "") + "/>")
      if !one.isDashed {
        for (index, value) in one.values.enumerated() {
          add(
            "<circle cx=\"\(x(index).text(1))\" cy=\"\(y(value).text(1))\" r=\"3.5\" fill=\"\(one.color)\"/>")
        }
      }
    }
    for (index, one) in series.enumerated() {
      let start = left + 26 + Double(index) * (width / 2)
      line(start, top + height + 54, start + 18, top + height + 54, one.color, width: 2, dashed: one.isDashed)
      text(one.name, start + 23, top + height + 58, fill: "#57606a", size: 11)
    }
  }
}
