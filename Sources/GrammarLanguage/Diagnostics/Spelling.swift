/// "Did you mean": the nearest name by edit distance.
package enum Spelling {
  /// The candidate nearest to a misspelt name, or nil when none is near: at most one edit for three letters
  /// (insertion, deletion, substitution, swap of neighbors), and case alone always near. Of equally near
  /// ones the first. Where none is near, the one candidate that has the name as one of its words (`kinds` for
  /// `document_kinds`). O(candidates × length²), over at most 5,000 candidates.
  package static func nearest(to name: String, among candidates: some Sequence<String>) -> String? {
    let wanted = Array(name.unicodeScalars)
    let limit = max(1, wanted.count / 3)
    var best: (candidate: String, distance: Int)?
    for candidate in candidates.prefix(5000) where candidate != name {
      if candidate.lowercased() == name.lowercased() { return candidate }
      let scalars = Array(candidate.unicodeScalars)
      guard abs(scalars.count - wanted.count) <= limit, scalars.count <= 100 else { continue }
      let distance = distance(wanted, scalars)
      if distance <= min(limit, (best?.distance ?? Int.max) - 1), distance < max(wanted.count, scalars.count)
      {
        best = (candidate, distance)
      }
    }
    return best?.candidate ?? longer(than: name, among: candidates)
  }

  /// The shortest candidate, if any, of whose words (`aName`, `a_name`) the name is one.
  private static func longer(than name: String, among candidates: some Sequence<String>) -> String? {
    guard name.unicodeScalars.count > 2 else { return nil }
    let wanted = name.lowercased()
    return candidates.prefix(5000).filter { candidate in
      guard candidate.utf8.count > name.utf8.count, candidate.utf8.count <= 100 else { return false }
      var words: [String] = [""]
      for scalar in candidate.unicodeScalars {
        if scalar == "_" || scalar.properties.isUppercase { words.append("") }
        if scalar != "_" { words[words.count - 1].unicodeScalars.append(scalar) }
      }
      return words.contains { $0.lowercased() == wanted }
    }.min { $0.utf8.count < $1.utf8.count }
  }

  /// Optimal string alignment distance.
  static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for i in 0..<left.count {
      var row = [i + 1]
      for j in 0..<right.count {
        var cost = min(last[j] + (left[i] == right[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1)
        if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
          cost = min(cost, beforeLast[j - 1] + 1)
        }
        row.append(cost)
      }
      beforeLast = last
      last = row
    }
    return last[right.count]
  }
}
