import GrammarLanguage
import TextModel

/// The types of the mentions of earlier stages around a token, or those of them that something looks at. One bit a type.
struct PlaceTypes: Hashable, Sendable {
  /// Of mentions that start at the token.
  var starting: UInt64 = 0
  /// Of mentions that the token is in.
  var inside: UInt64 = 0
  /// Of mentions that end with the token.
  var ending: UInt64 = 0

  static let all = PlaceTypes(starting: .max, inside: .max, ending: .max)

  @inline(__always) var isEmpty: Bool { starting | inside | ending == 0 }

  @inline(__always)
  static func & (a: PlaceTypes, b: PlaceTypes) -> PlaceTypes {
    PlaceTypes(starting: a.starting & b.starting, inside: a.inside & b.inside, ending: a.ending & b.ending)
  }

  mutating func formUnion(_ other: PlaceTypes) {
    starting |= other.starting
    inside |= other.inside
    ending |= other.ending
  }

  mutating func insert(_ position: MentionPosition, _ type: TypeID) {
    let bit: UInt64 = 1 << UInt64(type.rawValue)
    switch position {
    case .inside: inside |= bit
    case .starts: starting |= bit
    case .ends: ending |= bit
    }
  }

  func contains(_ position: MentionPosition, _ type: TypeID) -> Bool {
    let bit: UInt64 = 1 << UInt64(type.rawValue)
    switch position {
    case .inside: return inside & bit != 0
    case .starts: return starting & bit != 0
    case .ends: return ending & bit != 0
    }
  }
}

/// Numbers the sets of types met so far: equal numbers mean equal sets, and 0 is the empty one.
struct PlaceTypesNumbers {
  private struct Slot {
    var types = PlaceTypes()
    var number: UInt32 = 0
  }
  private var slots: [Slot] = Array(repeating: Slot(), count: 1 << 8)
  private(set) var count = 0

  @inline(__always)
  private static func slot(_ types: PlaceTypes) -> Int {
    var hash = types.starting &* 0x9E37_79B9_7F4A_7C15
    hash = (hash ^ hash >> 29 ^ types.inside) &* 0xBF58_476D_1CE4_E5B9
    hash = (hash ^ hash >> 32 ^ types.ending) &* 0x94D0_49BB_1331_11EB
    return Int(truncatingIfNeeded: hash >> 33)
  }

  @inline(__always)
  mutating func number(of types: PlaceTypes) -> UInt32 {
    let mask = slots.count - 1
    var index = Self.slot(types) & mask
    while slots[index].number != 0 {
      if slots[index].types == types { return slots[index].number }
      index = (index + 1) & mask
    }
    return insert(types)
  }

  private mutating func insert(_ types: PlaceTypes) -> UInt32 {
    count += 1
    if count * 2 >= slots.count {
      let old = slots
      slots = Array(repeating: Slot(), count: old.count * 2)
      for slot in old where slot.number != 0 { place(slot) }
    }
    place(Slot(types: types, number: UInt32(count)))
    return UInt32(count)
  }

  private mutating func place(_ slot: Slot) {
    let mask = slots.count - 1
    var index = Self.slot(slot.types) & mask
    while slots[index].number != 0 { index = (index + 1) & mask }
    slots[index] = slot
  }
}

extension PlaceTypesNumbers: BinaryForm {
  func write(to writer: inout BinaryWriter) {
    writer.write(plain: slots)
    writer.write(count)
  }

  init(from reader: inout BinaryReader) throws(BinaryFormError) {
    slots = try reader.plain()
    count = try reader.read()
  }
}
