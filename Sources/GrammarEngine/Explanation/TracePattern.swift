import GrammarLanguage
import TextModel
import Tokenization

/// A rule's pattern as a graph whose nodes know where they are written: what `TraceSearch` walks.
///
/// The graph is Thompson's, `next` before `alternate` being the order of preference. Unlike the compiled `Program` it
/// belongs to one rule, names words by their letters and shares nothing: it is made to be read, not to be fast.
struct TracePattern {
  indirect enum Operation {
    case word([UInt8], exact: Bool)
    case token(TokenPredicate)
    case lexicon(LexiconID, [CheckedValueTest])
    case mention(TypeID, [CheckedValueTest])
    case split
    case gap(Program.GapMode)
    case leaveGlued(Program.GapMode)
    case anchor(Anchor)
    case context(ContextDirection, TracePattern, negated: Bool)
    case captureStart(Int)
    case captureEnd(Int)
    case accept
  }

  struct Node {
    var operation: Operation
    var next = -1
    var alternate = -1
    /// Whether the node stands inside `glued{…}`.
    var isGlued = false
    /// Where the element is written; nil for nodes that only lead on.
    var source: SourceSpan?
    /// A word of a phrase that is not its first.
    var continuesPhrase = false
  }

  private(set) var nodes: [Node] = []
  private(set) var start = 0

  /// - Parameter limit: how often an open repetition of what is bounded may be unrolled, as in the compiled program.
  init(_ pattern: CheckedPattern, limit: Int, tokenizer: Tokenizer) {
    let end = add(.accept)
    start = compile(pattern, to: end, glued: false, limit: limit, tokenizer)
  }

  private mutating func add(
    _ operation: Operation, next: Int = -1, alternate: Int = -1, glued: Bool = false,
    at source: SourceSpan? = nil
  ) -> Int {
    nodes.append(Node(operation: operation, next: next, alternate: alternate, isGlued: glued, source: source))
    return nodes.count - 1
  }

  private mutating func compile(
    _ pattern: CheckedPattern, to end: Int, glued: Bool, limit: Int, _ tokenizer: Tokenizer
  ) -> Int {
    switch pattern {
    case .empty: return end
    case .sequence(let parts):
      var next = end
      for part in parts.reversed() { next = compile(part, to: next, glued: glued, limit: limit, tokenizer) }
      return next
    case .alternatives(let parts):
      let starts = parts.map { compile($0, to: end, glued: glued, limit: limit, tokenizer) }
      guard var start = starts.last else { return end }
      for other in starts.dropLast().reversed() { start = add(.split, next: other, alternate: start) }
      return start
    case .repeated(let body, let minimum, let maximum):
      var next = end
      if let maximum {
        for _ in 0..<max(0, (body.alwaysTakesToken ? min(maximum, limit) : maximum) - minimum) {
          let copy = compile(body, to: next, glued: glued, limit: limit, tokenizer)
          next = add(.split, next: copy, alternate: end)
        }
      } else {
        let loop = add(.split, alternate: end)
        let first = compile(body, to: loop, glued: glued, limit: limit, tokenizer)
        nodes[loop].next = first
        next = loop
      }
      for _ in 0..<minimum { next = compile(body, to: next, glued: glued, limit: limit, tokenizer) }
      return next
    case .capture(let number, let body):
      let close = add(.captureEnd(number), next: end)
      let inner = compile(body, to: close, glued: glued, limit: limit, tokenizer)
      return add(.captureStart(number), next: inner)
    case .glued(let body):
      let leave = add(.leaveGlued(glued ? .glued : .normal), next: end)
      return compile(body, to: leave, glued: true, limit: limit, tokenizer)
    case .phrase(let phrase, let exact, let source):
      let text = tokenizer.tokenize(Array(phrase.utf8))
      var next = end
      for (index, token) in text.tokens.enumerated().reversed() {
        let word = Array(text.shadow[token.span.range])
        let form = exact ? word : FormFolding.fold(word)
        next = add(.word(form, exact: exact), next: next, glued: glued, at: source)
        nodes[next].continuesPhrase = index > 0
      }
      return next
    case .token(let predicate, let source):
      return add(.token(predicate), next: end, glued: glued, at: source)
    case .lexicon(let lexicon, let tests, let source):
      return add(.lexicon(lexicon, tests), next: end, glued: glued, at: source)
    case .mention(let type, let tests, let source):
      return add(.mention(type, tests), next: end, glued: glued, at: source)
    case .gap(let word, let source):
      let mode: Program.GapMode =
        switch word {
        case .glued: .glued
        case .spaced: .spaced
        case .linebreak: .lineBreak
        }
      return add(.gap(mode), next: end, at: source)
    case .anchor(let anchor, let source): return add(.anchor(anchor), next: end, at: source)
    case .context(let direction, let body, let negated, let source):
      let inner = TracePattern(body, limit: Program.contextReach, tokenizer: tokenizer)
      return add(.context(direction, inner, negated: negated), next: end, at: source)
    }
  }
}
