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

extension PlaceTypes: NumberTableKey {
  @inline(__always)
  var hash: UInt64 {
    var hash = starting &* 0x9E37_79B9_7F4A_7C15
    hash = (hash ^ hash >> 29 ^ inside) &* 0xBF58_476D_1CE4_E5B9
    hash = (hash ^ hash >> 32 ^ ending) &* 0x94D0_49BB_1331_11EB
    return hash >> 33
  }
}

/// Numbers the sets of types met so far, from 1: equal numbers mean equal sets, and 0 is left for the empty one.
struct PlaceTypesNumbers {
  private var places = NumberTable<PlaceTypes>()

  var count: Int { places.count }

  @inline(__always)
  mutating func number(of types: PlaceTypes) -> UInt32 {
    if let known = places[types] { return known + 1 }
    places.insert(types, UInt32(count))
    return UInt32(count)
  }
}

extension PlaceTypesNumbers: BinaryForm {
  func write(to writer: inout BinaryWriter) { writer.write(places) }
  init(from reader: inout BinaryReader) throws(BinaryFormError) { places = try reader.read() }
}
