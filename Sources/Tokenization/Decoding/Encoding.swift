/// The encodings in which Vietnamese texts are found.
package enum Encoding: String, Sendable, CaseIterable {
  case utf8 = "utf-8"
  case utf16LittleEndian = "utf-16le"
  case utf16BigEndian = "utf-16be"
  /// Vietnamese Windows: vowels of one byte, each tone mark a byte behind its vowel.
  case windows1258 = "windows-1258"
  /// TCVN 5712:1993, third form, known by its fonts as ABC (.VnTime and others): one byte a letter, no toned
  /// capitals.
  case tcvn3 = "tcvn3"
  /// VNI-Windows (VNI-Times and others): a vowel, then a byte for its marks.
  case vni = "vni"
  /// RFC 1456: one byte a letter, six capitals in control positions.
  case viscii = "viscii"

  /// The encoding of a name as people write it: case, hyphens and underscores do not matter; nil when unknown.
  package init?(name: String) {
    let plain = name.lowercased().filter { $0 != "-" && $0 != "_" && $0 != " " }
    switch plain {
    case "utf8": self = .utf8
    case "utf16", "utf16le": self = .utf16LittleEndian
    case "utf16be": self = .utf16BigEndian
    case "windows1258", "cp1258": self = .windows1258
    case "tcvn3", "abc", "tcvn", "tcvn57123": self = .tcvn3
    case "vni", "vniwindows": self = .vni
    case "viscii": self = .viscii
    default: return nil
    }
  }
}
