import Testing

@testable import TextModel

@Suite("Two offset maps as one")
struct OffsetMapFlatteningTests {
  /// SplitMix64; a failing test prints its seed.
  private struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var value = state
      value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
      value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
      return value ^ value >> 31
    }
  }

  /// A map from a made-up text to an original of the length, or of any length.
  private static func random(
    originalLength: UInt32?, using generator: inout Generator
  ) -> (map: OffsetMap, derivedLength: UInt32, originalLength: UInt32) {
    var runs: [OffsetMap.Run] = []
    var derived: UInt32 = 0
    var original: UInt32 = 0
    let end = originalLength ?? UInt32.random(in: 0...30, using: &generator)
    while true {
      let length = UInt32.random(in: 0...min(5, end - original), using: &generator)
      runs.append(OffsetMap.Run(derivedStart: derived, originalStart: original, length: length))
      derived += length
      original += length
      if original == end { return (OffsetMap(runs: runs), derived, end) }
      derived += UInt32.random(in: 0...3, using: &generator)
      original += UInt32.random(in: 1...min(4, end - original), using: &generator)
    }
  }

  @Test("maps what is the same on all sides as the two do", arguments: [1, 2, 3] as [UInt64])
  func sameAsBoth(seed: UInt64) {
    var generator = Generator(state: seed)
    for round in 0..<3000 {
      let earlier = Self.random(originalLength: nil, using: &generator)
      let later = Self.random(originalLength: earlier.derivedLength, using: &generator)
      let both = later.map.composed(with: earlier.map)
      let flat = both.flattened
      flat._checkInvariants(
        derivedLength: Int(later.derivedLength), originalLength: Int(earlier.originalLength))
      for run in flat.runs where run.length > 0 {
        for offset in run.derivedStart..<run.derivedEnd {
          #expect(
            flat.original(ofStart: offset) == both.original(ofStart: offset), "seed \(seed), round \(round)")
          #expect(
            flat.original(ofEnd: offset + 1) == both.original(ofEnd: offset + 1),
            "seed \(seed), round \(round)")
        }
      }
      // A byte that is the same in all three texts is in a run.
      for run in later.map.runs {
        for offset in 0..<run.length {
          let middle = run.originalStart + offset
          guard
            let lower = earlier.map.runs.first(where: { $0.derivedStart <= middle && middle < $0.derivedEnd })
          else { continue }
          let derived = run.derivedStart + offset
          let original = lower.originalStart + (middle - lower.derivedStart)
          #expect(
            flat.runs.contains {
              $0.derivedStart <= derived && derived < $0.derivedEnd
                && $0.originalStart + (derived - $0.derivedStart) == original
            }, "seed \(seed), round \(round)")
        }
      }
      // Any span has a start before its end, and lies in the original.
      for start in 0...later.derivedLength {
        for end in start...later.derivedLength where start < end {
          let span = (flat.original(ofStart: start), flat.original(ofEnd: end))
          #expect(span.1 <= earlier.originalLength)
        }
      }
    }
  }

  @Test("the identity changes nothing")
  func identity() {
    var generator = Generator(state: 7)
    let map = Self.random(originalLength: 20, using: &generator)
    #expect(map.map.composed(with: .identity(length: 20)).flattened == map.map)
    let before = OffsetMap.identity(length: Int(map.derivedLength))
    #expect(before.composed(with: map.map).flattened == map.map)
  }
}
