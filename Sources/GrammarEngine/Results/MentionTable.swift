package import TextModel
package import Tokenization

/// What a cascade finds in one text, as a document needs it: the output mentions, those of some private types, and the
/// links between output mentions. Equal fields and equal lists of lexicon rows are kept once.
///
///     entries   40 bytes each    ─▶ fields      [0] none, [1] (name: "Lê A"), …
///                                ─▶ lexiconRows [0] none, …
package struct MentionTable: Sendable {
  package struct Entry: Sendable {
    /// Bytes of the decoded text.
    package var bytes: ByteSpan
    package var tokens: TokenSpan
    /// From 0.
    package var sentence: UInt32
    package var type: TypeID
    package var rule: RuleID
    /// Index into `fields`.
    package var fields: UInt32
    /// Index into `lexiconRows`.
    package var lexiconRows: UInt32
  }

  /// In the order of the text.
  package private(set) var output: [Entry] = []
  /// Those of the private types asked for, in the order of the text.
  package private(set) var details: [Entry] = []
  /// `first` and `second` are indices into `output`.
  package private(set) var links: [CascadeLink] = []
  /// By field of the type; nil where unset.
  package private(set) var fields: [[FieldValue?]] = [[]]
  package private(set) var lexiconRows: [[CascadeMention.LexiconRow]] = [[]]
  /// Bytes of the decoded text, from the first token of each sentence to its last; empty unless asked for.
  package private(set) var sentences: [ByteSpan] = []
  /// The first tokens of the text: at least `headLineCount` lines of them and what a match and a line may reach beyond.
  package private(set) var head: [Token] = []

  /// How many lines with text belong to the head.
  package static let headLineCount = 15
  private static let headMargin = 1024

  /// What to keep besides the output.
  package struct Options: Sendable {
    package var details: Set<TypeID>
    package var hasSentences: Bool

    package init(details: Set<TypeID> = [], hasSentences: Bool = false) {
      self.details = details
      self.hasSentences = hasSentences
    }
  }

  private let options: Options
  private let byteCount: Int
  private var bytes: UInt32 = 0
  private var tokens: UInt32 = 0
  private var sentence: UInt32 = 0
  private var headLines = 0
  private var headEnd: Int?
  private var fieldNumbers: [UInt32: UInt32] = [:]
  private var rowNumbers: [UInt32: UInt32] = [:]
  private var changedFields: [[FieldValue?]: UInt32] = [:]

  /// - Parameter byteCount: the length of the whole text.
  init(options: Options, byteCount: Int) {
    self.options = options
    self.byteCount = byteCount
  }

  /// The table of a text that was matched as a whole. O(t + m log m) for t tokens and m mentions.
  package init(_ result: CascadeResult, in text: TokenizedText, options: Options = Options()) {
    self.init(options: options, byteCount: text.text.count)
    append(result, in: text, byteCount: text.text.count, areNumbered: false)
  }

  /// Adds what was found in the next stretch of the text.
  ///
  /// - Parameter areNumbered: whether equal `fieldsID`s mean equal fields, and so for rows, over all stretches.
  mutating func append(_ result: CascadeResult, in window: TokenizedText, byteCount: Int, areNumbered: Bool) {
    addHead(window.tokens)
    let first = output.count
    reserve(result.output.count, of: byteCount)
    var counter = SentenceCounter(first: sentence)
    for index in result.output {
      output.append(entry(result.mentions[index], in: window, &counter, areNumbered))
    }
    if !options.details.isEmpty {
      let found = result.mentions.filter { options.details.contains($0.type) }
        .sorted { ($0.span.start, $0.span.end) < ($1.span.start, $1.span.end) }
      counter = SentenceCounter(first: sentence)
      for mention in found { details.append(entry(mention, in: window, &counter, areNumbered)) }
    }
    if !result.links.isEmpty {
      var positions = [Int](repeating: -1, count: result.mentions.count)
      for (position, index) in result.output.enumerated() { positions[index] = first + position }
      for link in result.links where positions[link.first] >= 0 && positions[link.second] >= 0 {
        var link = link
        (link.first, link.second) = (positions[link.first], positions[link.second])
        links.append(link)
      }
    }
    if options.hasSentences { addSentences(of: window) }
    counter = SentenceCounter(first: sentence)
    if !window.tokens.isEmpty {
      sentence = counter.number(of: window.tokens.count - 1, in: window.tokens) + 1
    }
    tokens += UInt32(window.tokens.count)
    bytes += UInt32(byteCount)
  }

  /// Makes room for so many mentions, and for as many as the rest of the text then probably has: to double the room
  /// again and again would leave half of it empty.
  private mutating func reserve(_ count: Int, of bytes: Int) {
    let needed = output.count + count
    guard needed > output.capacity else { return }
    let end = Double(self.bytes) + Double(bytes)
    let share = end > 0 ? max(1, Double(byteCount) / end) : 1
    output.reserveCapacity(max(needed, Int(Double(needed) * share * 1.05)))
  }

  private mutating func entry(
    _ mention: CascadeMention, in window: TokenizedText, _ counter: inout SentenceCounter, _ isNumbered: Bool
  ) -> Entry {
    let span = window.textSpan(of: mention.span)
    return Entry(
      bytes: ByteSpan(start: span.start + bytes, end: span.end + bytes),
      tokens: TokenSpan(start: mention.span.start + tokens, end: mention.span.end + tokens),
      sentence: counter.number(of: Int(mention.span.start), in: window.tokens), type: mention.type,
      rule: mention.rule,
      fields: Self.number(
        mention.fields, id: isNumbered ? mention.fieldsID : nil, in: &fields, &fieldNumbers),
      lexiconRows: Self.number(
        mention.lexiconRows, id: isNumbered ? mention.lexiconRowsID : nil, in: &lexiconRows, &rowNumbers))
  }

  private static func number<Value>(
    _ values: [Value], id: UInt32?, in table: inout [[Value]], _ numbers: inout [UInt32: UInt32]
  ) -> UInt32 {
    if values.isEmpty { return 0 }
    if let id, let known = numbers[id] { return known }
    let number = UInt32(table.count)
    table.append(values)
    if let id { numbers[id] = number }
    return number
  }

  /// Sets a field of an output mention.
  package mutating func set(_ field: Int, to value: FieldValue, ofOutput mention: Int) {
    var values = fields[Int(output[mention].fields)]
    values[field] = value
    if let known = changedFields[values] {
      output[mention].fields = known
    } else {
      output[mention].fields = UInt32(fields.count)
      changedFields[values] = output[mention].fields
      fields.append(values)
    }
  }

  private mutating func addSentences(of window: TokenizedText) {
    var starts = window.tokens.indices.filter {
      $0 == 0 || window.tokens[$0].flags.contains(.sentenceStart)
    }
    starts.append(window.tokens.count)
    for (start, end) in zip(starts, starts.dropFirst()) {
      let span = window.textSpan(of: TokenSpan(start..<end))
      sentences.append(ByteSpan(start: span.start + bytes, end: span.end + bytes))
    }
  }

  private mutating func addHead(_ window: [Token]) {
    for token in window {
      if headEnd == nil, token.gap == .lineBreak || token.gap == .paragraphBreak {
        headLines += 1
        if headLines > Self.headLineCount { headEnd = head.count }
      }
      if let headEnd, head.count > headEnd + Self.headMargin { return }
      head.append(token)
    }
  }
}

/// Numbers the sentences of tokens that are asked for in their order.
private struct SentenceCounter {
  let first: UInt32
  private var position = 0
  private var number: UInt32 = 0

  init(first: UInt32) { self.first = first }

  mutating func number(of token: Int, in tokens: [Token]) -> UInt32 {
    while position <= token {
      if position > 0, tokens[position].flags.contains(.sentenceStart) { number += 1 }
      position += 1
    }
    return first + number
  }
}
