import CICU
import TextModel

/// Marks the tokens that begin a sentence.
///
/// The ground is UAX #29's sentence boundaries, as ICU's rules have them, worked out on tokens: only around a
/// terminator (`.` `?` `!` and their like) is anything read. A boundary that falls inside a token is none.
///
///     SB4       a line break ends a sentence
///     SB6, SB7  no break in "4.5", in "A.B"
///     SB8       no break after a full stop where the next letter is lower case
///     SB8a      no break before a comma, colon, dash or another terminator
///     SB9–11    a break after terminator, closing marks and spaces
///
/// Beyond ICU:
///
///     …             counts as the three full stops that it stands for
///     a b.C d       breaks where a lower-case word, a full stop and a capitalized word touch
///     a b. 5 c      breaks before a number, whatever follows it; not in "5. 000"
///     a b.(C d)     breaks before the bracket, not behind it
///     TP. A b       no break behind an abbreviation of the lexicon, not even where the line is wrapped
///     J. A b        none behind an initial
///     1. A b        none behind a list number at the start of a sentence: 1. 1.1. a. IV.
struct SentenceBreaker: Sendable {
  let abbreviations: AbbreviationSet
  /// False leaves ICU's boundaries as they are, for tests against ICU.
  let goesBeyondICU: Bool
  private let classes = SentenceClasses.shared

  init(abbreviations: AbbreviationSet, goesBeyondICU: Bool = true) {
    self.abbreviations = abbreviations
    self.goesBeyondICU = goesBeyondICU
  }

  /// Sets `sentenceStart` on the first tokens of sentences, those behind line breaks apart, which have it.
  ///
  /// `terminators` are the indices of punctuation tokens, ascending, among them all that end in a terminator.
  /// Where more tokens are still to come, those that need to see them are left in the list.
  /// O(terminators + length).
  func mark(_ tokens: inout [Token], terminators: inout [UInt32], in shadow: Span<UInt8>, isComplete: Bool) {
    var done = 0
    for index in terminators {
      let index = Int(index)
      if !isComplete, index + Self.margin > tokens.count { break }
      done += 1
      guard index + 1 < tokens.count else { continue }
      switch tokens[index + 1].gap {
      case .paragraphBreak:
        continue
      case .lineBreak:
        // A line that was wrapped behind "TP." goes on.
        if goesBeyondICU, isLexiconAbbreviation(index, tokens: tokens.span, in: shadow) {
          tokens[index + 1].flags.remove(.sentenceStart)
        }
        continue
      case .glued, .spaced: break
      }
      guard var next = sentenceStart(behind: index, tokens: tokens.span, in: shadow) else { continue }
      if goesBeyondICU {
        if isAbbreviated(index, next: next, tokens: tokens.span, in: shadow) { continue }
        // Brackets that open right before the sentence belong to it.
        while next - 1 > index, tokens[next].gap == .glued, isOpening(tokens[next - 1], in: shadow) {
          next -= 1
        }
      }
      tokens[next].flags.insert(.sentenceStart)
    }
    terminators.removeFirst(done)
  }

  /// How many tokens behind a terminator are looked at, at most: closing marks beyond them end no sentence.
  private static let margin = 64

  // MARK: UAX #29

  /// The token that begins the sentence behind a terminator, if one does.
  private func sentenceStart(behind index: Int, tokens: Span<Token>, in shadow: Span<UInt8>) -> Int? {
    let terminator = tokens[index]
    let last = UTF8Coding.start(in: shadow, before: Int(terminator.end))
    let isFullStop: Bool
    switch classes.sentenceClass(in: shadow, at: last).sentenceClass {
    case .aterm: isFullStop = true
    case .sterm: isFullStop = false
    default: return nil
    }

    // Close* Sp*, each with the marks behind it.
    var position = Int(terminator.end)
    var isGlued = true
    var inSpaces = false
    var found: (sentenceClass: SentenceClass, next: Int) = (.other, position)
    while true {
      guard position < shadow.count else { return nil }
      found = classes.sentenceClass(in: shadow, at: position)
      switch found.sentenceClass {
      case .extend, .format: break
      case .close where !inSpaces: isGlued = false
      case .sp:
        isGlued = false
        inSpaces = true
      default:
        return start(
          at: position, found.sentenceClass, isFullStop: isFullStop, isGlued: isGlued, terminator: index,
          tokens: tokens, in: shadow)
      }
      position = found.next
    }
  }

  private func start(
    at position: Int, _ sentenceClass: SentenceClass, isFullStop: Bool, isGlued: Bool, terminator: Int,
    tokens: Span<Token>, in shadow: Span<UInt8>
  ) -> Int? {
    switch sentenceClass {
    case .sep, .cr, .lf, .scontinue, .aterm, .sterm: return nil
    default: break
    }
    if isFullStop {
      if isGlued, sentenceClass == .numeric { return nil }
      if isGlued, sentenceClass == .upper, followsCasedLetter(tokens[terminator], in: shadow),
        !(goesBeyondICU && isMissingSpace(terminator, tokens: tokens))
      {
        return nil
      }
    }
    var next = terminator + 1
    while next < tokens.count, next < terminator + Self.margin - 1, Int(tokens[next].start) < position {
      next += 1
    }
    guard next < tokens.count, Int(tokens[next].start) == position else { return nil }
    if isFullStop, nextLetterIsLower(from: position, in: shadow),
      !(goesBeyondICU && isNumberSentence(next, behind: terminator, tokens: tokens))
    {
      return nil
    }
    return next
  }

  /// SB7: an upper- or lower-case letter stands right before the last full stop.
  private func followsCasedLetter(_ terminator: Token, in shadow: Span<UInt8>) -> Bool {
    var position = UTF8Coding.start(in: shadow, before: Int(terminator.end))
    // Before the last of the three full stops of an ellipsis stands a full stop.
    if UTF8Coding.scalar(in: shadow, at: position).scalar == 0x2026 { return false }
    while position > 0 {
      position = UTF8Coding.start(in: shadow, before: position)
      switch classes.sentenceClass(in: shadow, at: position).sentenceClass {
      case .extend, .format: continue
      case .upper, .lower: return true
      default: return false
      }
    }
    return false
  }

  /// SB8: what follows, up to the next letter, terminator or line break, is a lower-case letter.
  private func nextLetterIsLower(from start: Int, in shadow: Span<UInt8>) -> Bool {
    var position = start
    while position < shadow.count {
      let (sentenceClass, next) = classes.sentenceClass(in: shadow, at: position)
      switch sentenceClass {
      case .lower: return true
      case .oletter, .upper, .sep, .cr, .lf, .aterm, .sterm: return false
      default: position = next
      }
    }
    return false
  }

  // MARK: Beyond UAX #29

  /// "làng.Theo": a word of at least two letters that ends in lower case, one full stop, a capitalized word.
  private func isMissingSpace(_ index: Int, tokens: Span<Token>) -> Bool {
    guard index > 0, index + 1 < tokens.count else { return false }
    let word = tokens[index - 1]
    let next = tokens[index + 1]
    return tokens[index].span.length == 1 && word.kind == .letters && word.span.length >= 2
      && word.flags.contains(.hasLower) && !word.flags.contains(.hasInnerUpper) && tokens[index].gap == .glued
      && next.kind == .letters && next.gap == .glued && next.flags.contains([.startsUpper, .hasLower])
  }

  /// "kết thúc. 5 người": a space and a number behind a full stop that does not stand on a number itself.
  private func isNumberSentence(_ next: Int, behind terminator: Int, tokens: Span<Token>) -> Bool {
    guard tokens[next].kind == .digits || tokens[next].kind == .number, tokens[next].gap == .spaced,
      tokens[terminator].span.length == 1, terminator > 0
    else { return false }
    return tokens[terminator - 1].kind == .letters
  }

  private func isOpening(_ token: Token, in shadow: Span<UInt8>) -> Bool {
    guard token.span.length == 1 else { return false }
    let byte = shadow[Int(token.start)]
    return byte == 0x28 || byte == 0x5B || byte == 0x7B  // ( [ {
  }

  private func isAbbreviated(_ index: Int, next: Int, tokens: Span<Token>, in shadow: Span<UInt8>) -> Bool {
    guard isFullStopOnWord(index, tokens: tokens, in: shadow) else { return false }
    if isLexiconAbbreviation(index, tokens: tokens, in: shadow) { return true }
    let word = tokens[index - 1]
    let isGluedToNumber =
      word.gap == .glued && index > 1
      && (tokens[index - 2].kind == .digits || tokens[index - 2].kind == .number)
    let letter = UTF8Coding.scalar(in: shadow, at: Int(word.start))
    let isSingleLetter = word.kind == .letters && letter.next == Int(word.end)
    // An initial: one capital.
    if isSingleLetter, word.flags.contains(.startsUpper), !isGluedToNumber, tokens[next].kind == .letters {
      return true
    }
    // A list number at the start of a sentence or line.
    guard index == 1 || word.gap >= .lineBreak || word.flags.contains(.sentenceStart) else { return false }
    guard tokens[next].gap != .glued else { return false }
    return switch word.kind {
    case .digits: word.span.length <= 3
    case .number: word.span.length <= 8
    case .letters: isSingleLetter || isRomanNumeral(word, in: shadow)
    default: false
    }
  }

  /// One full stop that touches the token before it.
  private func isFullStopOnWord(_ index: Int, tokens: Span<Token>, in shadow: Span<UInt8>) -> Bool {
    let stop = tokens[index]
    return index > 0 && stop.gap == .glued && stop.span.length == 1 && shadow[Int(stop.start)] == 0x2E
  }

  /// Looks back from the full stop over tokens that touch.
  private func isLexiconAbbreviation(_ index: Int, tokens: Span<Token>, in shadow: Span<UInt8>) -> Bool {
    guard isFullStopOnWord(index, tokens: tokens, in: shadow), tokens[index - 1].kind == .letters else {
      return false
    }
    let end = Int(tokens[index].end)
    var first = index - 1
    guard end - Int(tokens[first].start) <= abbreviations.longest,
      abbreviations.mayEnd(in: shadow, from: Int(tokens[first].start), to: Int(tokens[first].end))
    else { return false }
    while end - Int(tokens[first].start) <= abbreviations.longest {
      if abbreviations.contains(shadow, from: Int(tokens[first].start), to: end) { return true }
      guard first > 0, tokens[first].gap == .glued else { return false }
      first -= 1
    }
    return false
  }

  private func isRomanNumeral(_ word: Token, in shadow: Span<UInt8>) -> Bool {
    guard word.span.length <= 5 else { return false }
    for index in Int(word.start)..<Int(word.end) {
      switch shadow[index] {
      case 0x49, 0x56, 0x58: continue  // I V X
      default: return false
      }
    }
    return true
  }
}

/// The property Sentence_Break of UAX #29.
enum SentenceClass: UInt8 {
  case other, aterm, close, format, lower, numeric, oletter, sep, sp, sterm, upper, cr, extend, lf, scontinue
}

/// Sentence_Break for every code point: a table below U+2100, ICU above.
struct SentenceClasses: Sendable {
  static let shared = SentenceClasses()

  private let low: [SentenceClass]

  private init() {
    low = (0..<UInt32(0x2100)).map(Self.ask)
  }

  private static func ask(_ scalar: UInt32) -> SentenceClass {
    // The ellipsis counts as the three full stops that it stands for.
    scalar == 0x2026 ? .aterm : SentenceClass(rawValue: cicu_sentence_class(scalar))!
  }

  func sentenceClass(of scalar: UInt32) -> SentenceClass {
    scalar < 0x2100 ? low[Int(scalar)] : Self.ask(scalar)
  }

  /// Whether a code point may end a sentence.
  func isTerminator(_ scalar: UInt32) -> Bool {
    let found = sentenceClass(of: scalar)
    return found == .aterm || found == .sterm
  }

  func sentenceClass(in bytes: Span<UInt8>, at index: Int) -> (sentenceClass: SentenceClass, next: Int) {
    let (scalar, next) = UTF8Coding.scalar(in: bytes, at: index)
    return (sentenceClass(of: scalar), next)
  }
}
