/// A number with so many places after the point, rounded half away from zero.
func fixed(_ value: Double, _ places: Int) -> String {
  var scale = 1
  for _ in 0..<places { scale *= 10 }
  guard value.isFinite, abs(value) < 1e12 else { return value.description }
  let scaled = Int((abs(value) * Double(scale)).rounded())
  let sign = value < 0 && scaled != 0 ? "-" : ""
  guard places > 0 else { return sign + String(scaled) }
  let fraction = String(scaled % scale)
  return sign + String(scaled / scale) + "." + String(repeating: "0", count: places - fraction.utf8.count)
    + fraction
}

extension String {
  /// Filled with spaces to a width in characters (extended grapheme clusters).
  func padded(_ width: Int, right: Bool = false) -> String {
    let spaces = String(repeating: " ", count: max(0, width - count))
    return right ? spaces + self : self + spaces
  }

  /// Cut to a width in characters, with an ellipsis where something was cut.
  func truncated(_ width: Int) -> String { count <= width ? self : prefix(max(0, width - 1)) + "…" }
}
