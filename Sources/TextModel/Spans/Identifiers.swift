/// Identifiers are 32-bit numbers wrapped in types of their own, so that a stage is never passed where a
/// rule is meant. Each is an index into the table of the compiled cascade (or text) it came from.
public protocol Identifier: RawRepresentable, Hashable, Comparable, Sendable where RawValue == UInt32 {
  init(rawValue: UInt32)
}

extension Identifier {
  @inlinable public static func < (lhs: Self, rhs: Self) -> Bool { lhs.rawValue < rhs.rawValue }

  /// Makes an identifier from an array index. Traps beyond `UInt32.max`, which no table reaches.
  @inlinable public init(_ index: Int) { self.init(rawValue: UInt32(index)) }

  /// The identifier as an array index.
  @inlinable public var index: Int { Int(rawValue) }
}

/// A declared mention type, such as `Person`.
@frozen public struct TypeID: Identifier {
  public var rawValue: UInt32
  @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }
}

/// A field of a declared type; the index counts within its type.
@frozen public struct FieldID: Identifier {
  public var rawValue: UInt32
  @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }
}

/// A rule of the cascade, in the order of the files.
@frozen public struct RuleID: Identifier {
  public var rawValue: UInt32
  @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }
}

/// A stage of the cascade, in the order in which stages run.
@frozen public struct StageID: Identifier {
  public var rawValue: UInt32
  @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }
}

/// A declared relation, such as `Holds`.
@frozen public struct RelationID: Identifier {
  public var rawValue: UInt32
  @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }
}

/// A lexicon of the cascade.
@frozen public struct LexiconID: Identifier {
  public var rawValue: UInt32
  @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }
}

/// A position in a text's token array.
@frozen public struct TokenIndex: Identifier {
  public var rawValue: UInt32
  @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }
}
