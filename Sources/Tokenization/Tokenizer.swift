import TextModel

/// Turns a decoded text into its shadow, tokens and sentences.
///
/// Immutable: one tokenizer serves any number of threads. What changes lives in the caller's `Scratch`.
package struct Tokenizer: Sendable {
  private let sentences: SentenceBreaker
  /// Nil where this ICU's tables are unknown to us; then its iterator does the work.
  private let segmenter: Segmenter?

  /// `abbreviations`: phrases such as "TS." after whose full stop no sentence ends; case does not matter.
  package init(abbreviations: [String] = []) {
    self.init(sentences: SentenceBreaker(abbreviations: AbbreviationSet(abbreviations)))
  }

  init(sentences: SentenceBreaker) {
    self.sentences = sentences
    segmenter = WordRules.shared.tables.map(Segmenter.init(tables:))
  }

  /// Memory that is used again from text to text.
  package struct Scratch: ~Copyable {
    var segments = Segmenter.State()
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
    let shadow = result.shadow
    if let segmenter {
      let oddities = scratch.builder.oddities
      segmenter.segment(
        shadow.span, oddities: oddities.span, into: &result.tokens, state: &scratch.segments,
        sentences: sentences)
    } else {
      Self.segment(shadow, by: ICUSegmenter.word(), into: &result.tokens)
      markSentences(&result)
    }
  }

  /// The definition: the same result with ICU's own break iterator in the place of the fast path.
  package func tokenize(_ text: [UInt8], by icu: borrowing ICUSegmenter) -> TokenizedText {
    let (shadow, map) = Shadow.fold(text)
    var result = TokenizedText(text: text, shadow: shadow, map: map, tokens: [])
    Self.segment(shadow, by: icu, into: &result.tokens)
    markSentences(&result)
    return result
  }

  private func markSentences(_ result: inout TokenizedText) {
    var terminators: [UInt32] = []
    for index in result.tokens.indices {
      if result.tokens[index].gap >= .lineBreak { result.tokens[index].flags.insert(.sentenceStart) }
      if result.tokens[index].kind == .punctuation { terminators.append(UInt32(index)) }
    }
    let shadow = result.shadow
    sentences.mark(&result.tokens, terminators: &terminators, in: shadow.span, isComplete: true)
  }

  private static func segment(
    _ shadow: [UInt8], by icu: borrowing ICUSegmenter, into tokens: inout [Token]
  ) {
    var start = 0
    var gap = Gap.paragraphBreak
    for (end, status) in icu.segments(of: shadow) {
      let kind = SegmentKind(status: status) ?? .other
      switch kind {
      case .space: gap = max(gap, .spaced)
      case .line: gap = gap >= .lineBreak ? .paragraphBreak : .lineBreak
      case .paragraph: gap = .paragraphBreak
      default: break
      }
      if let kind = kind.token {
        let flags = flags(of: shadow.span.extracting(start..<end))
        tokens.append(Token(start: UInt32(start), end: UInt32(end), kind: kind, gap: gap, flags: flags))
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
