/// Prints the lines of a text that hold matches, in the manner of grep.
struct MatchPrinter {
  let context: Int
  let onlyMatching: Bool
  let color: Bool
  private var hasPrinted = false

  init(context: Int, onlyMatching: Bool = false, color: Bool) {
    self.context = context
    self.onlyMatching = onlyMatching
    self.color = color
  }

  /// `FILE:COUNT`.
  func count(_ count: Int, name: String) -> String { styled(name, "35") + styled(":", "36") + "\(count)\n" }

  /// - Parameters:
  ///   - matches: byte ranges in the order of the text, not overlapping.
  ///   - row: the line of the file in which the whole text stands; nil where the text's lines are the file's.
  mutating func lines(of text: [UInt8], matches: [Range<Int>], name: String, row: Int? = nil) -> [UInt8] {
    var starts = [0]
    for (index, byte) in text.enumerated() where byte == UInt8(ascii: "\n") { starts.append(index + 1) }
    if starts.count > 1, starts.last == text.count { starts.removeLast() }
    func line(of offset: Int) -> Int {
      var (low, high) = (0, starts.count)
      while low + 1 < high {
        let middle = (low + high) / 2
        if starts[middle] <= offset { low = middle } else { high = middle }
      }
      return low
    }
    if onlyMatching {
      return matches.flatMap { match in
        // A line break inside the match is shown as a grammar writes it.
        let words = String(decoding: text[match], as: UTF8.self).replacing("\r\n", with: "\n").onVisibleLine
        return (place(name, row ?? line(of: match.lowerBound) + 1, ":") + styled(words, "1;31") + "\n").utf8
      }
    }
    var matching: Set<Int> = []
    var shown: Set<Int> = []
    for match in matches {
      let (first, last) = (line(of: match.lowerBound), line(of: max(match.lowerBound, match.upperBound - 1)))
      matching.formUnion(first...last)
      shown.formUnion(max(0, first - context)...min(starts.count - 1, last + context))
    }
    var out: [UInt8] = []
    var previous: Int?
    var next = 0
    for number in shown.sorted() {
      if context > 0, hasPrinted, previous != number - 1 { out += Array("--\n".utf8) }
      var end = number + 1 < starts.count ? starts[number + 1] - 1 : text.count
      if end > starts[number], end == text.count, text[end - 1] == UInt8(ascii: "\n") { end -= 1 }
      let mark = matching.contains(number) ? ":" : "-"
      out += Array(place(name, row ?? number + 1, mark).utf8)
      // The line with its matches; one may have begun before it and go on behind it.
      var offset = starts[number]
      while next < matches.count, matches[next].upperBound <= offset { next += 1 }
      var match = next
      while match < matches.count, matches[match].lowerBound < end {
        let from = max(offset, matches[match].lowerBound)
        let to = min(end, matches[match].upperBound)
        out += text[offset..<from]
        out += Array(styled(String(decoding: text[from..<to], as: UTF8.self), "1;31").utf8)
        offset = to
        match += 1
      }
      var rest = text[offset..<max(offset, end)]
      if rest.last == UInt8(ascii: "\r") { rest.removeLast() }
      out += rest + [UInt8(ascii: "\n")]
      previous = number
      hasPrinted = true
    }
    return out
  }

  /// `FILE:LINE:`
  private func place(_ name: String, _ line: Int, _ mark: String) -> String {
    styled(name, "35") + styled(mark, "36") + styled("\(line)", "32") + styled(mark, "36")
  }

  private func styled(_ text: String, _ code: String) -> String {
    color ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
