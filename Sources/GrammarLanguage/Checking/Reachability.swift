import TextModel

/// Finds rules that can never win, because whatever they match is matched by rules that go before them.
///
/// A rule `r` is never seen where, for each way through its pattern, a rule of the same stage that wins a tie against it
/// (higher priority, or earlier) has a way that takes the same tokens. The search walks `r`'s ways and keeps beside each the
/// set of places where the others can be; a way on which that set is empty, or is not at an end where `r` is, proves that `r`
/// can win.
///
///     rule a = "ngày" digits+          r = b: "ngày" │ digits{2}      the others: {a₀} │ {a₁} │ {a₁, end}
///     rule b = "ngày" digits{2}        at b's end a is at an end too: b never wins
///
/// Elements are compared as written, with what follows from it: `upper` is `capitalized` is `letters`, `digits(1..5)` is
/// `digits`, `A & B` is `A`. Contexts count as equal only where they stand in the same place in both. So what is found is
/// certain, and some rules that never win are not found. The number of ways may be exponential: the search is bounded.
struct Reachability {
  enum Answer: Equatable {
    case reachable
    /// By these rules.
    case never([RuleID])
    case gaveUp
  }

  /// Comparisons for one rule, and for a whole grammar.
  static let ruleLimit = 200_000
  static let grammarLimit = 20_000_000
  /// Nodes of one stage.
  private static let nodeLimit = 1 << 20

  private enum Mode: UInt8 {
    case any, normal, glued, spaced, linebreak

    init(_ word: GapWord) {
      self =
        switch word {
        case .glued: .glued
        case .spaced: .spaced
        case .linebreak: .linebreak
        }
    }

    /// Whether every gap that the other demand allows is allowed by this.
    func covers(_ other: Mode) -> Bool {
      self == .any || self == other || (self == .normal && (other == .glued || other == .spaced))
    }
  }

  private enum Symbol {
    case word(String, exact: Bool)
    case test(TokenPredicate)
    /// A lexicon or mention reference: equal to itself alone.
    case reference
  }

  /// What makes symbols one. A reference inside `glued{…}` finds other things than outside.
  private enum SymbolKey: Hashable {
    case word(String, exact: Bool)
    case test(TokenPredicate)
    case lexicon(LexiconID, [CheckedValueTest], isGlued: Bool)
    case mention(TypeID, [CheckedValueTest], isGlued: Bool)
  }

  private struct Node {
    enum Operation {
      case take(symbol: Int)
      case split
      case gap(Mode)
      case leaveGlued(Mode)
      case condition(Int)
      case accept(RuleID)
    }
    var operation: Operation
    var next = -1
    var alternate = -1
    var isGlued = false
  }

  private struct Place: Hashable {
    var node: Int
    var mode: Mode
  }

  private struct Condition: Hashable {
    var number: Int
    var mode: Mode
  }

  private struct State: Hashable {
    var place: Place
    var others: [Place]
    var hasBegun: Bool
  }

  private let grammar: CheckedGrammar
  private var nodes: [Node] = []
  private var starts: [RuleID: Int] = [:]
  private var symbols: [Symbol] = []
  private var symbolNumbers: [SymbolKey: Int] = [:]
  private var conditionNumbers: [String: Int] = [:]
  /// By pair of symbols: whether what passes the first passes the second.
  private var implications: [UInt64: Bool] = [:]
  private(set) var steps = 0

  /// Reads the rules of one stage.
  init(_ grammar: CheckedGrammar, stage: CheckedStage) {
    self.grammar = grammar
    for id in stage.rules {
      let rule = grammar.rules[id.index]
      let first = nodes.count
      let end = add(.accept(id))
      let start = build(rule.pattern, to: end, isGlued: false, length: rule.length)
      if nodes.count > Self.nodeLimit {
        nodes.removeSubrange(first...)
        continue
      }
      starts[id] = start
    }
  }

  // MARK: Graphs

  private mutating func add(
    _ operation: Node.Operation, next: Int = -1, alternate: Int = -1, isGlued: Bool = false
  ) -> Int {
    nodes.append(Node(operation: operation, next: next, alternate: alternate, isGlued: isGlued))
    return nodes.count - 1
  }

  private mutating func build(_ pattern: CheckedPattern, to end: Int, isGlued: Bool, length: Int) -> Int {
    guard nodes.count <= Self.nodeLimit else { return end }
    switch pattern {
    case .empty: return end
    case .sequence(let parts):
      return parts.reversed().reduce(end) { build($1, to: $0, isGlued: isGlued, length: length) }
    case .alternatives(let parts):
      let ways = parts.map { build($0, to: end, isGlued: isGlued, length: length) }
      return ways.dropLast().reversed().reduce(ways.last ?? end) { add(.split, next: $1, alternate: $0) }
    case .repeated(let body, let minimum, let maximum):
      var next = end
      if let maximum {
        for _ in 0..<max(0, (body.alwaysTakesToken ? min(maximum, length) : maximum) - minimum) {
          let copy = build(body, to: next, isGlued: isGlued, length: length)
          next = add(.split, next: copy, alternate: end)
        }
      } else {
        next = add(.split, alternate: end)
        nodes[next].next = build(body, to: next, isGlued: isGlued, length: length)
      }
      return (0..<minimum).reduce(next) { after, _ in
        build(body, to: after, isGlued: isGlued, length: length)
      }
    case .capture(_, let body): return build(body, to: end, isGlued: isGlued, length: length)
    case .glued(let body):
      let leave = add(.leaveGlued(isGlued ? .glued : .normal), next: end)
      return build(body, to: leave, isGlued: true, length: length)
    case .phrase(let text, let exact, _):
      let words = text.split(whereSeparator: \.isWhitespace).map { exact ? String($0) : $0.lowercased() }
      return words.reversed().reduce(end) { next, word in
        let symbol = number(of: .word(word, exact: exact), key: .word(word, exact: exact))
        return add(.take(symbol: symbol), next: next, isGlued: isGlued)
      }
    case .token(let predicate, _):
      let symbol = number(of: .test(predicate), key: .test(predicate))
      return add(.take(symbol: symbol), next: end, isGlued: isGlued)
    case .lexicon(let lexicon, let tests, _):
      let symbol = number(of: .reference, key: .lexicon(lexicon, tests, isGlued: isGlued))
      return add(.take(symbol: symbol), next: end, isGlued: isGlued)
    case .mention(let type, let tests, _):
      let symbol = number(of: .reference, key: .mention(type, tests, isGlued: isGlued))
      return add(.take(symbol: symbol), next: end, isGlued: isGlued)
    case .gap(let word, _): return add(.gap(Mode(word)), next: end)
    case .anchor, .context:
      let key = pattern.signature
      let number = conditionNumbers[key] ?? conditionNumbers.count
      conditionNumbers[key] = number
      return add(.condition(number), next: end)
    }
  }

  private mutating func number(of symbol: Symbol, key: SymbolKey) -> Int {
    if let known = symbolNumbers[key] { return known }
    symbols.append(symbol)
    symbolNumbers[key] = symbols.count - 1
    return symbols.count - 1
  }

  // MARK: Search

  /// Whether a rule of the stage can win.
  mutating func answer(for id: RuleID, in stage: CheckedStage, limit: Int = ruleLimit) -> Answer {
    let rule = grammar.rules[id.index]
    let winners = stage.rules.filter { other in
      let candidate = grammar.rules[other.index]
      return other != id && candidate.length >= rule.length
        && (candidate.scope == .paragraph || candidate.scope == rule.scope)
        && (candidate.priority > rule.priority || (candidate.priority == rule.priority && other < id))
    }
    let others = winners.compactMap { starts[$0].map { Place(node: $0, mode: .any) } }
    if others.isEmpty { return .reachable }
    guard let start = starts[id] else { return .gaveUp }
    let end = steps + limit
    var coverers: Set<RuleID>?
    var all: Set<RuleID> = []
    var seen: Set<State> = []
    var work = [State(place: Place(node: start, mode: .any), others: others, hasBegun: false)]
    while let state = work.popLast() {
      guard seen.insert(state).inserted else { continue }
      guard let ways = closure(of: state.place) else { return .gaveUp }
      for (place, conditions) in ways {
        let around = self.others(state.others, under: conditions)
        steps += 1 + around.count
        if steps > end { return .gaveUp }
        switch nodes[place.node].operation {
        case .take(let symbol):
          var next: [Place] = []
          var known: Set<Place> = []
          for other in around {
            let node = nodes[other.node]
            guard case .take(let taken) = node.operation, other.mode.covers(place.mode),
              implies(symbol, taken)
            else { continue }
            let target = Place(node: node.next, mode: node.isGlued ? .glued : .normal)
            if known.insert(target).inserted { next.append(target) }
          }
          if next.isEmpty { return .reachable }
          let node = nodes[place.node]
          next.sort { ($0.node, $0.mode.rawValue) < ($1.node, $1.mode.rawValue) }
          work.append(
            State(
              place: Place(node: node.next, mode: node.isGlued ? .glued : .normal), others: next,
              hasBegun: true))
        case .accept where state.hasBegun:
          var here: Set<RuleID> = []
          for other in around {
            guard case .accept(let winner) = nodes[other.node].operation,
              other.mode == .any || other.mode == .normal || other.mode == place.mode
            else { continue }
            here.insert(winner)
          }
          if here.isEmpty { return .reachable }
          coverers = coverers.map { $0.intersection(here) } ?? here
          all.formUnion(here)
        default: break
        }
      }
    }
    // A rule without any match is told of elsewhere.
    guard let coverers else { return .reachable }
    return .never(coverers.min().map { [$0] } ?? all.sorted())
  }

  /// The elements and ends that a place leads to without taking a token, each with what holds on the way; nil
  /// where there are too many.
  private func closure(of start: Place) -> [(place: Place, conditions: Set<Condition>)]? {
    struct Way: Hashable {
      var place: Place
      var conditions: Set<Condition>
    }
    var result: [(place: Place, conditions: Set<Condition>)] = []
    var seen: Set<Way> = []
    var work = [Way(place: start, conditions: [])]
    while let way = work.popLast() {
      if seen.count > 4096 { return nil }
      guard seen.insert(way).inserted else { continue }
      let node = nodes[way.place.node]
      var next = way
      next.place.node = node.next
      switch node.operation {
      case .take, .accept: result.append((way.place, way.conditions))
      case .split:
        var other = way
        other.place.node = node.alternate
        work.append(other)
        work.append(next)
      case .gap(let mode):
        next.place.mode = mode
        work.append(next)
      case .leaveGlued(let outer):
        if next.place.mode == .glued { next.place.mode = outer }
        work.append(next)
      case .condition(let number):
        next.conditions.insert(Condition(number: number, mode: way.place.mode))
        work.append(next)
      }
    }
    return result
  }

  /// The elements and ends that the others reach without a token, where these conditions hold.
  private func others(_ places: [Place], under conditions: Set<Condition>) -> [Place] {
    var result: [Place] = []
    var seen: Set<Place> = []
    var work = places
    while let place = work.popLast() {
      guard seen.insert(place).inserted else { continue }
      let node = nodes[place.node]
      switch node.operation {
      case .take, .accept: result.append(place)
      case .split:
        work.append(Place(node: node.next, mode: place.mode))
        work.append(Place(node: node.alternate, mode: place.mode))
      case .gap(let mode): work.append(Place(node: node.next, mode: mode))
      case .leaveGlued(let outer):
        work.append(Place(node: node.next, mode: place.mode == .glued ? outer : place.mode))
      case .condition(let number):
        if conditions.contains(Condition(number: number, mode: place.mode)) {
          work.append(Place(node: node.next, mode: place.mode))
        }
      }
    }
    return result
  }

  // MARK: Implication

  private mutating func implies(_ first: Int, _ second: Int) -> Bool {
    if first == second { return true }
    let key = UInt64(first) << 32 | UInt64(second)
    if let known = implications[key] { return known }
    let answer: Bool
    switch (symbols[first], symbols[second]) {
    case (.word(let word, exact: true), .word(let other, exact: false)): answer = word.lowercased() == other
    case (.word(let word, let exact), .test(let test)):
      // Letters alone are one token, whatever else a word may be cut into.
      answer =
        word.unicodeScalars.allSatisfy(\.properties.isAlphabetic)
        && TokenPredicate.both(.phrase(word, exact: exact), .tokenClass(.letters(nil))).implies(test)
    case (.test(let test), .test(let other)): answer = test.implies(other)
    default: answer = false
    }
    implications[key] = answer
    return answer
  }
}

extension TokenPredicate {
  /// Whether every token that passes this is sure to pass the other.
  func implies(_ other: TokenPredicate) -> Bool {
    switch (self, other) {
    case (_, .both(let a, let b)): return implies(a) && implies(b)
    case (.either(let a, let b), _): return a.implies(other) && b.implies(other)
    case (_, .either(let a, let b)) where implies(a) || implies(b): return true
    case (.both(let a, let b), _) where a.implies(other) || b.implies(other): return true
    case (.not(let a), .not(let b)): return b.implies(a)
    case (.tokenClass(let a), .tokenClass(let b)): return a.implies(b)
    case (_, .tokenClass(.any)): return true
    case (.position(_, let type), .position(.inside, let other)): return type == other
    case (.phrase(let text, exact: true), .phrase(let wanted, exact: false)):
      return text.lowercased() == wanted.lowercased()
    case (.phrase(let text, exact: false), .phrase(let wanted, exact: false)):
      return text.lowercased() == wanted.lowercased()
    default: return "\(self)" == "\(other)"
    }
  }
}

extension TokenClass {
  /// Whether every token of this class is of the other.
  func implies(_ other: TokenClass) -> Bool {
    if self == other { return true }
    func fits(_ test: CountTest?, _ wanted: CountTest?) -> Bool {
      switch (test, wanted) {
      case (_, nil): true
      case (.length(let range)?, .length(let limits)?):
        limits.lowerBound <= range.lowerBound && range.upperBound <= limits.upperBound
      case (.value(let range)?, .value(let limits)?):
        limits.lowerBound <= range.lowerBound && range.upperBound <= limits.upperBound
      default: false
      }
    }
    switch (self, other) {
    case (_, .any), (.upper, .capitalized), (.upper, .letters(nil)), (.capitalized, .letters(nil)),
      (.lower, .letters(nil)),
      (.digits, .number), (.punctuation, .punctuation(nil)):
      return true
    case (.digits(let test), .digits(let wanted)), (.letters(let test), .letters(let wanted)):
      return fits(test, wanted)
    case (.punctuation(let marks?), .punctuation(let wanted?)): return marks.allSatisfy(wanted.contains)
    default: return false
    }
  }
}
