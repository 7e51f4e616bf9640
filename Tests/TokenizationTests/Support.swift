import Foundation

/// The text of a file; traps where there is none, which only a broken checkout can cause.
func readFile(_ path: String) -> String {
  try! String(contentsOfFile: path, encoding: .utf8)
}

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
  count * (ProcessInfo.processInfo.environment["BOCTACH_LONG_TESTS"].flatMap { Int($0) } ?? 1)
}
