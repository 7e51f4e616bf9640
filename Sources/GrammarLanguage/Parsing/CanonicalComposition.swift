/// Canonical composition (NFC, UAX #15) of Latin letters with combining marks, which is all that grammar and
/// lexicon files need: a file typed on some systems has `e` + U+0302 + U+0301 where others have one scalar.
///
/// The table is made from the standard library's own string equality, which is canonical equivalence:
/// a dictionary keyed by precomposed letters finds them for their decompositions, marks in any canonical order.
package enum CanonicalComposition {
  /// Whether composing would change something. Looks for combining marks (U+0300–U+036F) only. O(n).
  package static func isComposed(_ bytes: some Collection<UInt8>) -> Bool {
    !hasMark(bytes)
      || {
        let text = String(decoding: bytes, as: UTF8.self)
        return composed(text).utf8.elementsEqual(text.utf8)
      }()
  }

  /// The text with each Latin letter and its marks as one scalar where there is one. O(n).
  package static func composed(_ text: String) -> String {
    guard hasMark(text.utf8) else { return text }
    var result = String.UnicodeScalarView()
    var cluster: [Unicode.Scalar] = []
    for scalar in text.unicodeScalars {
      if !isMark(scalar) {
        flush(&cluster, into: &result)
      }
      cluster.append(scalar)
    }
    flush(&cluster, into: &result)
    return String(result)
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool { (0x300...0x36F).contains(scalar.value) }

  /// U+0300–U+036F are the two-byte sequences CC 80 … CD AF.
  private static func hasMark(_ bytes: some Collection<UInt8>) -> Bool {
    var lead: UInt8 = 0
    for byte in bytes {
      if lead == 0xCC || (lead == 0xCD && byte < 0xB0) { return true }
      lead = byte
    }
    return false
  }

  /// Composes the letter with as many of its marks as have a precomposed form.
  private static func flush(_ cluster: inout [Unicode.Scalar], into result: inout String.UnicodeScalarView) {
    defer { cluster.removeAll(keepingCapacity: true) }
    var length = min(cluster.count, 5)
    while length > 1 {
      var candidate = String.UnicodeScalarView()
      candidate.append(contentsOf: cluster[..<length])
      if let letter = precomposed[String(candidate)] {
        result.append(letter)
        result.append(contentsOf: cluster[length...])
        return
      }
      length -= 1
    }
    result.append(contentsOf: cluster)
  }

  private static let precomposed: [String: Unicode.Scalar] = {
    var table: [String: Unicode.Scalar] = [:]
    for range in [0xC0...0x24F, 0x1E00...0x1EFF] as [ClosedRange<UInt32>] {
      for value in range {
        guard let scalar = Unicode.Scalar(value), !scalar.properties.isFullCompositionExclusion else {
          continue
        }
        table[String(scalar)] = scalar
      }
    }
    return table
  }()
}
