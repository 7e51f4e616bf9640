import TextModel

/// Turns a decoded text into its shadow, tokens and sentences.
///
/// Immutable: one tokenizer serves any number of threads. What changes lives in the caller's `Scratch`.
package struct Tokenizer: Sendable {
  private let sentences: SentenceBreaker
  private let tables: BreakTables?

  /// `abbreviations`: phrases such as "TS." after whose full stop no sentence ends; case does not matter.
  package init(abbreviations: [String] = []) {
    sentences = SentenceBreaker(abbreviations: AbbreviationSet(abbreviations))
    tables = WordRules.shared.tables
  }

  /// Memory that is used again from text to text.
  package struct Scratch: ~Copyable {
    var terminators: [UInt32] = []
    var builder: ShadowBuilder

    package init() {
      builder = ShadowBuilder()
    }
  }

  /// Tokenizes well-formed UTF-8 (as the `Decoder` gives it). O(n). Ill-formed bytes do not trap.
  package func tokenize(_ text: [UInt8]) -> TokenizedText {
    var result = TokenizedText(text: [], shadow: [], map: .identity(length: 0), tokens: [])
    var scratch = Scratch()
    tokenize(text, into: &result, scratch: &scratch)
    return result
  }

  /// The same into a result whose memory is used again. O(n); allocates nothing that the buffers have room for.
  package func tokenize(_ text: [UInt8], into result: inout TokenizedText, scratch: inout Scratch) {
    result.text = text
    scratch.builder.fold(text.span, into: &result.shadow, map: &result.map)
    result.tokens.removeAll(keepingCapacity: true)
    if let tables {
      var segmenter = Segmenter(tables: tables)
      let shadow = result.shadow
      segmenter.segment(shadow.span, into: &result.tokens)
    } else {
      Self.segmentByICU(result.shadow, into: &result.tokens)
    }
    markSentences(&result, scratch: &scratch)
  }

  /// The definition: the same result with ICU's own break iterator in the place of the fast path.
  package func tokenizeByICU(_ text: [UInt8]) -> TokenizedText {
    let (shadow, map) = Shadow.fold(text)
    var result = TokenizedText(text: text, shadow: shadow, map: map, tokens: [])
    Self.segmentByICU(shadow, into: &result.tokens)
    var scratch = Scratch()
    markSentences(&result, scratch: &scratch)
    return result
  }

  private func markSentences(_ result: inout TokenizedText, scratch: inout Scratch) {
    scratch.terminators.removeAll(keepingCapacity: true)
    let shadow = result.shadow
    for index in result.tokens.indices {
      if result.tokens[index].gap >= .lineBreak { result.tokens[index].flags.insert(.sentenceStart) }
      if result.tokens[index].kind == .punctuation, Self.mayTerminate(result.tokens[index], in: shadow.span) {
        scratch.terminators.append(UInt32(index))
      }
    }
    sentences.mark(&result.tokens, terminators: scratch.terminators, in: shadow.span)
  }

  private static func mayTerminate(_ token: Token, in shadow: Span<UInt8>) -> Bool {
    let last = UTF8Coding.start(in: shadow, before: Int(token.end))
    switch SentenceClasses.shared.sentenceClass(in: shadow, at: last).sentenceClass {
    case .aterm, .sterm: return true
    default: return false
    }
  }

  private static func segmentByICU(_ shadow: [UInt8], into tokens: inout [Token]) {
    var start = 0
    var gap = Gap.paragraphBreak
    for (end, kind) in WordRules.segments(of: shadow) {
      switch kind {
      case .space: gap = max(gap, .spaced)
      case .line: gap = gap >= .lineBreak ? .paragraphBreak : .lineBreak
      case .paragraph: gap = .paragraphBreak
      default:
        let flags = flags(of: shadow.span.extracting(start..<end))
        tokens.append(
          Token(
            start: UInt32(start), end: UInt32(end), kind: TokenKind(rawValue: kind.rawValue)!, gap: gap,
            flags: flags))
        gap = .glued
      }
      start = end
    }
  }

  private static func flags(of bytes: Span<UInt8>) -> Token.Flags {
    var flags: Token.Flags = []
    var index = 0
    while index < bytes.count {
      let (scalar, next) = UTF8Coding.scalar(in: bytes, at: index)
      let properties = CharacterTable.shared.properties(of: scalar)
      if scalar >= 0x80 { flags.insert(.nonASCII) }
      if properties.contains(.lower) { flags.insert(.hasLower) }
      if properties.contains(.upper) { flags.insert(index == 0 ? .startsUpper : .hasInnerUpper) }
      index = next
    }
    return flags
  }
}
