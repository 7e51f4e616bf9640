import GrammarLanguage
package import TextModel
import Tokenization

/// Why an element of a pattern went no further at a token.
package enum Obstacle: Hashable, Sendable {
  /// The text ends here.
  case textEnds
  /// The element itself: the token is none that it takes.
  case element
  /// The same of a token test of several operands: those that the token does not pass, and those that it should not.
  case operands(failed: [String], excluded: [String])
  /// The gap before the token is not one that the pattern may cross here.
  case gap(wanted: Program.GapMode, found: Gap)
  /// A sentence begins here, and the rule stays within one.
  case sentenceBegins
  /// A line begins there, and the rule stays in one.
  case lineBegins
  /// The rule's `length` is reached.
  case length(Int)
  /// What the element takes would lead beyond the rule's `length`.
  case longerThanLength(Int)
  /// The pattern is at its end, but demands another gap behind it.
  case gapBehind(wanted: Program.GapMode, found: Gap)
}

/// What a walk over one pattern from one token found.
struct TraceOutcome {
  /// Boundaries at which the pattern can end.
  var ends: Set<Int> = []
  /// The furthest token reached, and what stood in the way there: where it is written, and why.
  var furthest: Int
  var obstacles: [(source: SourceSpan?, obstacle: Obstacle)] = []

  mutating func note(_ obstacle: Obstacle, of source: SourceSpan?, at position: Int) {
    if position > furthest {
      furthest = position
      obstacles = []
    }
    guard position == furthest else { return }
    if !obstacles.contains(where: { $0.source == source && $0.obstacle == obstacle }) {
      obstacles.append((source, obstacle))
    }
  }
}

/// One step of the derivation that a match took.
struct TraceStep {
  var source: SourceSpan
  /// The tokens taken; empty for what has no width.
  var tokens: Range<Int>
  /// A word of a phrase that is not its first.
  var continuesPhrase = false
}

/// Walks trace patterns over the text of an oracle, which knows the mentions and document lexicons of the moment.
/// Each (node, token, demand on the gap) is visited once: O(nodes × tokens) for one start.
struct TraceSearch {
  let oracle: OracleMatcher
  let index: LexiconIndex
  var scope = RuleScope.paragraph
  /// The last boundary to look at, and the rule's length where that is what limits it.
  var limit = 0
  var length: Int?
  /// Whether the gap at the pattern's end must be one that it could cross: where it looks behind the start of a match.
  var looksBehind = false

  private struct State: Hashable {
    var node: Int
    var position: Int
    var mode: Program.GapMode
  }

  private var text: TokenizedText { oracle.text }

  private func gap(_ position: Int) -> Gap {
    position < text.tokens.count ? text.tokens[position].gap : .paragraphBreak
  }

  /// Everything that a pattern can reach from a token.
  func explore(_ pattern: TracePattern, from start: Int, mode: Program.GapMode = .any) -> TraceOutcome {
    var outcome = TraceOutcome(furthest: start)
    walk(pattern, from: start, mode: mode, target: nil, outcome: &outcome)
    return outcome
  }

  /// The first derivation, in the order of preference, that ends at a boundary.
  func derivation(
    of pattern: TracePattern, from start: Int, to target: Int
  ) -> (steps: [TraceStep], events: [OracleMatcher.Event])? {
    var outcome = TraceOutcome(furthest: start)
    return walk(pattern, from: start, mode: .any, target: target, outcome: &outcome)
  }

  @discardableResult
  private func walk(
    _ pattern: TracePattern, from start: Int, mode: Program.GapMode, target: Int?, outcome: inout TraceOutcome
  ) -> (steps: [TraceStep], events: [OracleMatcher.Event])? {
    var visited: Set<State> = []
    var branches = [
      (state: State(node: pattern.start, position: start, mode: mode), steps: 0, events: 0)
    ]
    var steps: [TraceStep] = []
    var events: [OracleMatcher.Event] = []
    let bound = min(limit, text.tokens.count)
    while let branch = branches.popLast() {
      steps.removeSubrange(branch.steps...)
      events.removeSubrange(branch.events...)
      var state = branch.state
      follow: while visited.insert(state).inserted {
        let node = pattern.nodes[state.node]
        let position = state.position
        /// Takes tokens here, or notes why not.
        func take(_ count: Int?, _ event: OracleMatcher.Event? = nil, or predicate: TokenPredicate? = nil)
          -> Bool
        {
          guard position < text.tokens.count else {
            outcome.note(.textEnds, of: node.source, at: position)
            return false
          }
          guard state.mode.allows(gap(position)) else {
            outcome.note(.gap(wanted: state.mode, found: gap(position)), of: node.source, at: position)
            return false
          }
          if scope == .sentence, state.mode != .any, text.tokens[position].flags.contains(.sentenceStart) {
            outcome.note(.sentenceBegins, of: node.source, at: position)
            return false
          }
          guard let count else {
            // Only the furthest obstacles are kept; the others need no reason.
            let reason =
              position < outcome.furthest ? nil : predicate.flatMap { obstacle(in: $0, at: position) }
            outcome.note(reason ?? .element, of: node.source, at: position)
            return false
          }
          guard position + count <= bound else {
            let obstacle: Obstacle =
              length.map { position < bound ? .longerThanLength($0) : .length($0) } ?? .textEnds
            outcome.note(obstacle, of: node.source, at: position)
            return false
          }
          let first = state.mode == .any ? position + 1 : position
          let inside = text.tokens.indices.clamped(to: first..<(position + count))
          if scope == .sentence, inside.contains(where: { text.tokens[$0].flags.contains(.sentenceStart) }) {
            outcome.note(.sentenceBegins, of: node.source, at: position)
            return false
          }
          if scope == .line, inside.contains(where: { gap($0) >= .lineBreak }) {
            outcome.note(.lineBegins, of: node.source, at: position)
            return false
          }
          steps.append(
            TraceStep(
              source: node.source!, tokens: position..<(position + count),
              continuesPhrase: node.continuesPhrase))
          if let event { events.append(event) }
          state = State(node: node.next, position: position + count, mode: node.isGlued ? .glued : .normal)
          return true
        }
        /// Goes on without taking a token where a test of the position holds.
        func pass(_ holds: Bool) -> Bool {
          if holds {
            steps.append(TraceStep(source: node.source!, tokens: position..<position))
            state.node = node.next
          } else {
            outcome.note(.element, of: node.source, at: position)
          }
          return holds
        }
        switch node.operation {
        case .split:
          branches.append(
            (State(node: node.alternate, position: position, mode: state.mode), steps.count, events.count))
          state.node = node.next
        case .gap(let wanted):
          steps.append(TraceStep(source: node.source!, tokens: position..<position))
          state.mode = wanted
          state.node = node.next
        case .leaveGlued(let outer):
          if state.mode == .glued { state.mode = outer }
          state.node = node.next
        case .captureStart(let capture):
          events.append(.start(capture: capture, position: position))
          state.node = node.next
        case .captureEnd(let capture):
          events.append(.end(capture: capture, position: position))
          state.node = node.next
        case .anchor(let anchor): if !pass(oracle.holds(anchor, at: position)) { break follow }
        case .context(let direction, let inner, let negated):
          let found = holds(direction, inner, mode: state.mode, at: position)
          if !pass(found != negated) { break follow }
        case .word(let form, let exact):
          let fits = position < text.tokens.count && oracle.form(at: position, exact: exact) == form
          if !take(fits ? 1 : nil) { break follow }
        case .token(let predicate):
          let fits = position < text.tokens.count && oracle.holds(predicate, at: position, words: index)
          if !take(fits ? 1 : nil, or: predicate) { break follow }
        case .lexicon(let lexicon, let tests):
          let hit = index.hit(lexicon, tests, at: position, glued: node.isGlued, in: oracle)
          if !take(hit?.length, hit.map { .lexicon($0, position: position) }) { break follow }
        case .mention(let type, let tests):
          let found = oracle.mention(type, tests, at: position, glued: node.isGlued)
          if !take(
            found.map { oracle.mentions[$0].span.count }, found.map { .mention($0, position: position) })
          {
            break follow
          }
        case .accept:
          let mode = state.mode
          let isFree = !looksBehind && (mode == .any || mode == .normal)
          if isFree || mode.allows(gap(position)) {
            outcome.ends.insert(position)
            if target == position { return (steps, events) }
          } else {
            outcome.note(.gapBehind(wanted: mode, found: gap(position)), of: nil, at: position)
          }
          break follow
        }
      }
    }
    return nil
  }

  /// Which operands of a token test a token fails; nil where there is but one.
  private func obstacle(in predicate: TokenPredicate, at position: Int) -> Obstacle? {
    let operands = predicate.operands
    guard operands.count > 1 else { return nil }
    var failed: [String] = []
    var excluded: [String] = []
    for operand in operands where !oracle.holds(operand, at: position, words: index) {
      if case .not(let inner) = operand {
        excluded.append(inner.text(in: oracle.grammar))
      } else {
        failed.append(operand.text(in: oracle.grammar))
      }
    }
    return .operands(failed: failed, excluded: excluded)
  }

  private func holds(
    _ direction: ContextDirection, _ pattern: TracePattern, mode: Program.GapMode, at position: Int
  ) -> Bool {
    var inner = self
    inner.scope = .paragraph
    inner.length = nil
    inner.looksBehind = false
    switch direction {
    case .before:
      inner.limit = position + Program.contextReach
      return !inner.explore(pattern, from: position, mode: mode).ends.isEmpty
    case .after:
      inner.limit = position
      inner.looksBehind = mode == .any
      return stride(from: position, through: max(0, position - Program.contextReach), by: -1).contains {
        start in
        inner.explore(pattern, from: start).ends.contains(position)
      }
    }
  }
}
