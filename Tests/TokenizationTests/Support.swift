import Foundation

/// The text of a file; traps where there is none, which only a broken checkout can cause.
func readFile(_ path: String) -> String {
  try! String(contentsOfFile: path, encoding: .utf8)
}

func readBytes(_ path: String) -> [UInt8] {
  FileManager.default.contents(atPath: path).map(Array.init) ?? []
}

func writeFile(_ path: String, _ bytes: [UInt8]) throws {
  try Data(bytes).write(to: URL(fileURLWithPath: path))
}

let writesRules = ProcessInfo.processInfo.environment["BOCTACH_WRITE_RULES"] != nil

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

/// How many rounds a random test runs: a short run by default, more with BOCTACH_LONG_TESTS=factor.
func rounds(_ count: Int) -> Int {
  count * factor
}

private let factor = ProcessInfo.processInfo.environment["BOCTACH_LONG_TESTS"].flatMap { Int($0) } ?? 1

/// The scalars to try one by one: all in the long run; in the short one, all below U+3000 and of U+F900–U+FFFF, where
/// almost everything that folds stands, and one in 37 of the rest.
func scalarsToTry() -> [Unicode.Scalar] {
  (UInt32(0)..<0x110000).compactMap { value in
    let isDense = value < 0x3000 || (0xF900..<0x10000).contains(value)
    return isDense || rounds(1) > 1 || value % 37 == 0 ? Unicode.Scalar(value) : nil
  }
}

/// NFC by Foundation, which does not call the ICU that we call.
func nfc(_ string: String) -> [Unicode.Scalar] {
  Array(string.precomposedStringWithCanonicalMapping.unicodeScalars)
}
