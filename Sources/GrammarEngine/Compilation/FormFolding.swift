import Tokenization

/// The folding under which quoted phrases and folded lexicons are compared: lower case, and one spelling of
/// final i/y (`kỹ` = `kĩ`, `quý` = `quí`; `thúy` stays, its y follows a vowel of the nucleus). Tone placement
/// is the shadow's affair and done before.
package enum FormFolding {
  package static func fold(_ token: some Sequence<UInt8>) -> [UInt8] {
    let text = String(decoding: Array(token), as: UTF8.self)
    var scalars = Array(text.lowercased().unicodeScalars)
    if let last = scalars.last, let i = canonicalI[last], scalars.count >= 2 {
      let before = scalars[scalars.count - 2]
      let afterQU = before == "u" && scalars.count >= 3 && scalars[scalars.count - 3] == "q"
      if isConsonant(before) || afterQU { scalars[scalars.count - 1] = i }
    }
    var result: [UInt8] = []
    for scalar in scalars { result.append(contentsOf: UTF8.encode(scalar)!) }
    return result
  }

  private static let canonicalI: [Unicode.Scalar: Unicode.Scalar] = [
    "y": "i", "\u{FD}": "\u{ED}", "\u{1EF3}": "\u{EC}", "\u{1EF7}": "\u{1EC9}", "\u{1EF9}": "\u{129}",
    "\u{1EF5}": "\u{1ECB}",
  ]

  private static func isConsonant(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "b", "c", "d", "f", "g", "h", "j", "k", "l", "m", "n", "p", "q", "r", "s", "t", "v", "w", "x", "z",
      "\u{111}":
      true
    default: false
    }
  }
}

extension Tokenizer {
  /// The marks of a grammar's `punct("…")` as the shadow has them: `–` is `-` there.
  func shadow(of marks: String) -> String {
    String(decoding: tokenize(Array(marks.utf8)).shadow, as: UTF8.self)
  }
}
