import Formats

/// A string compared and edited code point by code point.
///
/// Swift's `String` holds canonically equivalent strings equal and counts grapheme clusters. Values of a corpus
/// are compared by what stands in the file, as the referee (a Python program) does: a composed and a decomposed
/// letter differ, and lengths are lengths in code points.
struct ScalarString: Hashable, Sendable {
  var scalars: [Unicode.Scalar]

  init(_ text: some StringProtocol) { scalars = Array(text.unicodeScalars) }
  init(_ scalars: some Sequence<Unicode.Scalar>) { self.scalars = Array(scalars) }

  var string: String { String(scalars) }

  /// Without white space at both ends.
  var stripped: ScalarString {
    guard let first = scalars.firstIndex(where: { !$0.isBlank }),
      let last = scalars.lastIndex(where: { !$0.isBlank })
    else { return ScalarString("") }
    return ScalarString(scalars[first...last])
  }

  /// Full lower-casing, with the final form of sigma, without a locale (Unicode 3.13, SpecialCasing).
  var lowercased: ScalarString {
    var out: [Unicode.Scalar] = []
    for (index, scalar) in scalars.enumerated() {
      if scalar == "\u{3A3}" {
        out.append(isFinalSigma(at: index) ? "\u{3C2}" : "\u{3C3}")
      } else {
        out += scalar.properties.lowercaseMapping.unicodeScalars
      }
    }
    return ScalarString(out)
  }

  private func isFinalSigma(at index: Int) -> Bool {
    let before = scalars[..<index].last { !$0.properties.isCaseIgnorable }
    let after = scalars[(index + 1)...].first { !$0.properties.isCaseIgnorable }
    return before?.properties.isCased == true && after?.properties.isCased != true
  }

  /// Full upper-casing without a locale.
  var uppercased: ScalarString {
    ScalarString(scalars.flatMap { $0.properties.uppercaseMapping.unicodeScalars })
  }

  /// With each occurrence of a part, found from left to right without overlap, replaced.
  func replacing(_ part: String, with replacement: String) -> ScalarString {
    let part = Array(part.unicodeScalars)
    let replacement = Array(replacement.unicodeScalars)
    var out: [Unicode.Scalar] = []
    var i = 0
    while i < scalars.count {
      if scalars[i...].starts(with: part) {
        out += replacement
        i += part.count
      } else {
        out.append(scalars[i])
        i += 1
      }
    }
    return ScalarString(out)
  }

  /// The parts between slashes, at least one.
  var slashSeparated: [ScalarString] {
    scalars.split(separator: "/", omittingEmptySubsequences: false).map { ScalarString($0) }
  }
}

extension Unicode.Scalar {
  /// A letter, a number or the underscore: `\w` of Python's regular expressions.
  var isWord: Bool {
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
    default: self == "_" || properties.numericType != nil
    }
  }

  /// The value of a decimal digit of any script; nil for anything else.
  var decimalDigit: Int? {
    guard properties.generalCategory == .decimalNumber, let value = properties.numericValue else {
      return nil
    }
    return Int(value)
  }
}
