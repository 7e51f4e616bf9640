/// What kind of text a token is.
@frozen public enum TokenKind: UInt8, Sendable, CaseIterable {
  /// Letters and combining marks: a Vietnamese syllable, an abbreviation, a foreign word.
  case letters
  /// Digits without inner separators: `2019`, `02`.
  case digits
  /// Digits with inner separators: `134.180`, `4,9`, `1.316,85`.
  case number
  /// One punctuation mark or symbol; runs such as `...` are one token.
  case punctuation
  case email
  case url
  /// `@name` or `#tag`.
  case handle
  /// Anything else: emoji, symbols of other scripts, control characters.
  case other
}

/// What stands between a token and the one before it.
@frozen public enum Gap: UInt8, Sendable, CaseIterable, Comparable {
  /// Nothing: the tokens touch.
  case glued
  /// White space within the line.
  case spaced
  /// One line break (with any white space around it).
  case lineBreak
  /// A blank line, or the start or end of the text.
  case paragraphBreak

  /// From the narrowest gap to the widest.
  @inlinable public static func < (lhs: Gap, rhs: Gap) -> Bool { lhs.rawValue < rhs.rawValue }
}

/// A token of the shadow text. 12 bytes.
@frozen public struct Token: Hashable, Sendable {
  /// UTF-8 byte offsets in the shadow, half-open.
  public var start: UInt32
  public var end: UInt32
  public var kind: TokenKind
  /// What stands between this token and the one before; `paragraphBreak` for the first.
  public var gap: Gap
  public var flags: Flags

  @frozen public struct Flags: OptionSet, Hashable, Sendable {
    public var rawValue: UInt16
    @inlinable public init(rawValue: UInt16) { self.rawValue = rawValue }
    /// The token begins a sentence.
    @inlinable public static var sentenceStart: Flags { Flags(rawValue: 1) }
    /// The token has a byte outside ASCII.
    @inlinable public static var nonASCII: Flags { Flags(rawValue: 2) }
    /// The first letter is upper case (or title case).
    @inlinable public static var startsUpper: Flags { Flags(rawValue: 4) }
    /// The token has a lower-case letter.
    @inlinable public static var hasLower: Flags { Flags(rawValue: 8) }
    /// The token has an upper-case letter after its first letter.
    @inlinable public static var hasInnerUpper: Flags { Flags(rawValue: 16) }
  }

  @inlinable public init(start: UInt32, end: UInt32, kind: TokenKind, gap: Gap, flags: Flags = []) {
    self.start = start
    self.end = end
    self.kind = kind
    self.gap = gap
    self.flags = flags
  }

  /// The token's bytes in the shadow.
  @inlinable public var span: ByteSpan { ByteSpan(start: start, end: end) }
}
