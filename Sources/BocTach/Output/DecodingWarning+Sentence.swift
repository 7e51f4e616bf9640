package import Tokenization

extension DecodingWarning {
  /// The warning as one clause, with the place of the first occurrence.
  package func sentence(in encoding: Encoding) -> String {
    switch problem {
    case .illFormed where encoding == .utf8:
      "\(count) invalid UTF-8 sequence\(count == 1 ? "" : "s") replaced, the first at byte \(firstOffset)"
    case .illFormed:
      "\(count) byte sequence\(count == 1 ? "" : "s") not of \(encoding.rawValue) replaced, the first at byte \(firstOffset)"
    case .nul: "\(count) NUL byte\(count == 1 ? "" : "s"), the first at byte \(firstOffset)"
    }
  }
}
