import Tokenization

/// Cuts phrases into forms by way of the words between spaces, each of which is tokenized once.
///
/// No token goes across a space, and what a plain word is cut into does not depend on the words beside it: that holds
/// for the characters that `kinds` calls plain (ASCII, letters of Latin script). Other phrases are tokenized whole; tests
/// hold both ways together.
struct PhraseWords {
  private var words = ByteStringTable(minimumCapacity: 4096)
  /// By word, less one: its forms end here in `forms`.
  private var ends: [UInt32] = []
  private var forms: [UInt32] = []

  private enum Kind {
    static let other: UInt8 = 0
    static let plain: UInt8 = 1
    static let space: UInt8 = 2
    static let tab: UInt8 = 3
    /// Plain where the next byte is one of U+1E00–U+1EFF.
    static let threeBytes: UInt8 = 4
  }

  private static let kinds: [UInt8] = (0..<256).map { byte in
    switch UInt8(byte) {
    case UInt8(ascii: " "): Kind.space
    case UInt8(ascii: "\t"): Kind.tab
    // Letters of U+00C0–U+023F; second and third bytes.
    case 0x21...0x7E, 0x80...0xBF, 0xC3...0xC8: Kind.plain
    case 0xE1: Kind.threeBytes
    default: Kind.other
    }
  }

  /// Appends the forms of a phrase, which ends at a tab or with the range.
  ///
  /// - Parameter cut: the forms of a text that is to be tokenized.
  /// - Returns: whether the phrase is plain; else it is to be tokenized as a whole, and nothing was appended.
  mutating func append(
    _ line: Range<Int>, of text: Span<UInt8>, to result: inout [UInt32], cut: (Span<UInt8>) -> [UInt32]
  ) -> Bool {
    let table = Self.kinds
    let kinds = table.span
    let count = result.count
    var position = line.lowerBound
    while position < line.upperBound {
      let start = position
      var kind = Kind.plain
      while position < line.upperBound {
        kind = kinds[Int(text[position])]
        if kind == Kind.threeBytes, position + 1 < line.upperBound, 0xB8...0xBB ~= text[position + 1] {
          kind = Kind.plain
        }
        if kind != Kind.plain { break }
        position += 1
      }
      if position < line.upperBound, kind != Kind.space, kind != Kind.tab {
        result.removeSubrange(count...)
        return false
      }
      if start < position { append(word: text.extracting(start..<position), to: &result, cut: cut) }
      if position < line.upperBound, kind == Kind.tab { break }
      position += 1
    }
    return true
  }

  private mutating func append(
    word: Span<UInt8>, to result: inout [UInt32], cut: (Span<UInt8>) -> [UInt32]
  ) {
    let hash = ByteStringTable.hash(word)
    var number = Int(words.find(word, hash: hash))
    if number == 0 {
      number = Int(words.insert(word, hash: hash))
      forms += cut(word)
      ends.append(UInt32(forms.count))
    }
    let start = number == 1 ? 0 : Int(ends[number - 2])
    let end = Int(ends[number - 1])
    if end - start == 1 {
      result.append(forms[start])
    } else {
      result.append(contentsOf: forms[start..<end])
    }
  }
}
