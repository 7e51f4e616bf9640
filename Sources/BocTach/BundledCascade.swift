internal import CGrammarBundle
internal import Extraction
package import GrammarEngine
package import GrammarLanguage

extension Cascade {
  /// The binary form of a cascade that was compiled from these files.
  ///
  /// - Parameter recording: what a matcher learned from texts, for those to come; may be empty.
  package func binaryForm(of sources: GrammarSourceSet, recording: [UInt8] = []) -> [UInt8] {
    binaryForm(
      fingerprint: Self.fingerprint(of: sources, normalizers: StandardNormalizers.all), recording: recording)
  }

  /// Reads the binary form of a cascade that was compiled from these files.
  package static func reading(_ bytes: [UInt8], for sources: GrammarSourceSet) throws(BinaryFormError)
    -> Cascade
  {
    try reading(bytes.span, isPermanent: false, for: sources)
  }

  private static func reading(
    _ bytes: Span<UInt8>, isPermanent: Bool, for sources: GrammarSourceSet
  ) throws(BinaryFormError) -> Cascade {
    let normalizers = StandardNormalizers.all
    return try Cascade.read(
      binaryForm: bytes, isPermanent: isPermanent,
      fingerprint: fingerprint(of: sources, normalizers: normalizers),
      normalizers: normalizers)
  }

  /// The binary form that ships inside the binary.
  package static var bundledBinaryForm: [UInt8] { Array(bundledBytes) }

  private static var bundledBytes: UnsafeBufferPointer<UInt8> {
    // SAFETY: the array is a constant of the binary, of that size.
    UnsafeBufferPointer(start: boctach_bundled_cascade, count: boctach_bundled_cascade_size)
  }

  /// The cascade that ships compiled inside the binary, if these are exactly the files that it was made from.
  package static func bundled(for sources: GrammarSourceSet) -> Cascade? {
    // Read where it stands: a copy would take as long as the rest.
    let bytes = bundledBytes
    return try? reading(bytes.span, isPermanent: true, for: sources)
  }
}
