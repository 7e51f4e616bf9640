internal import CGrammarBundle
internal import Extraction
package import GrammarEngine
package import GrammarLanguage

extension Cascade {
  /// The binary form of a cascade that was compiled from these files.
  package func binaryForm(of sources: GrammarSourceSet) -> [UInt8] {
    binaryForm(fingerprint: Self.fingerprint(of: sources, normalizers: StandardNormalizers.all))
  }

  /// The cascade that ships compiled inside the binary, if these are exactly the files that it was made from.
  package static func bundled(for sources: GrammarSourceSet) -> Cascade? {
    // SAFETY: the array is a constant of the binary, of that size.
    let bytes = Array(
      UnsafeBufferPointer(start: boctach_bundled_cascade, count: boctach_bundled_cascade_size))
    let normalizers = StandardNormalizers.all
    return try? Cascade(
      binaryForm: bytes, fingerprint: fingerprint(of: sources, normalizers: normalizers),
      normalizers: normalizers)
  }
}
