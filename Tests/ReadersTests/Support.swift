import TextModel
import Tokenization

@testable import Readers

/// A small random generator with a seed that a failing test prints.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// SplitMix64.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return value ^ value >> 31
  }
}

extension [UInt8] {
  var string: String { String(decoding: self, as: UTF8.self) }
}

extension HTMLReader {
  /// The text of a page in UTF-8.
  static func text(_ html: String) -> String { read(Array(html.utf8)).text.text.string }
}

/// What every page must hold: nothing lost, sound maps, and each byte of the text explained by the page.
///
/// Returns what is wrong.
func problems(of page: HTMLReader.Page, sourceLength: Int) -> [String] {
  var problems: [String] = []
  let text = page.text.text
  page.mapToPage._checkInvariants(derivedLength: text.count, originalLength: page.page.count)
  page.text.map._checkInvariants(derivedLength: text.count, originalLength: sourceLength)
  if String(validating: text, as: UTF8.self) == nil { problems.append("ill-formed text") }
  if page.lostBytes > 0 { problems.append("\(page.lostBytes) bytes lost") }
  var before: OffsetMap.Run?
  for run in page.mapToPage.runs {
    if text[Int(run.derivedStart)..<Int(run.derivedEnd)]
      != page.page[Int(run.originalStart)..<Int(run.originalEnd)]
    {
      problems.append("the run at \(run.derivedStart) is not what stands at \(run.originalStart)")
    }
    if let before {
      let made = Array(text[Int(before.derivedEnd)..<Int(run.derivedStart)])
      let from = Array(page.page[Int(before.originalEnd)..<Int(run.originalStart)])
      if !explains(from, made) { problems.append("‘\(made.string)’ stands for ‘\(from.string)’") }
    }
    before = run
  }
  return problems
}

/// Whether a stretch of a page may become these bytes: nothing, a blank, a line break, or what a reference means.
private func explains(_ page: [UInt8], _ text: [UInt8]) -> Bool {
  switch text.string {
  case "": return true
  case " ":
    return page.allSatisfy { $0 <= 0x20 || $0 == 0x7F } || isReference(page, to: text) || page.first == 0x26
  case "\n", "\n\n": return page.contains(UInt8(ascii: "<")) || page.contains(10)
  default: return isReference(page, to: text)
  }
}

private func isReference(_ page: [UInt8], to text: [UInt8]) -> Bool {
  guard let (scalar, end) = CharacterReferences.read(page.span, at: 0, before: page.count) else {
    return false
  }
  var bytes: [UInt8] = []
  UTF8Coding.append(scalar, to: &bytes)
  return page.first == UInt8(ascii: "&") && end == page.count && bytes == text
}

extension String {
  /// The first place of a text; nil where it is not there.
  func range(of part: String) -> Range<Index>? { ranges(of: part).first }
}
