/// A compiled `raw/…/` expression. Matches a whole token in time linear in its scalars (times the expression's
/// states): Thompson's construction, run as a set of states (Thompson, "Regular expression search algorithm", 1968).
package struct RawExpression: Sendable {
  package static let stateLimit = 2000

  private enum State: Sendable {
    /// Consumes a scalar of the set, then goes on at `next`.
    case consume(ScalarSet, next: Int)
    case split(Int, Int)
    case jump(Int)
    case accept
  }

  private var states: [State] = []
  /// The same for few states; nil where they are many.
  private var bits: BitProgram?
  /// The ASCII characters with which a match can begin.
  package private(set) var asciiStarts = ASCIISet()

  package struct ASCIISet: Sendable, BitwiseCopyable {
    private var (low, high): (UInt64, UInt64) = (0, 0)

    package init() {}

    mutating func insert(_ byte: Int) {
      if byte < 64 { low |= 1 << UInt64(byte) } else { high |= 1 << UInt64(byte - 64) }
    }

    package func contains(_ byte: UInt8) -> Bool {
      (byte < 64 ? low >> UInt64(byte) : high >> UInt64(byte - 64)) & 1 == 1
    }
  }

  /// What is wrong, and where: in scalars of the source.
  package struct Failure: Error {
    package var problem: RegexProblem
    package var start: Int
    package var length: Int
  }

  package init(_ source: String) throws(Failure) {
    let syntax: RawSyntax
    do {
      syntax = try RawParser.parse(source)
    } catch {
      throw Failure(problem: error.problem, start: error.start, length: error.length)
    }
    guard Self.size(syntax) <= Self.stateLimit else {
      throw Failure(
        problem: .tooLarge(limit: Self.stateLimit), start: 0, length: source.unicodeScalars.count)
    }
    compile(syntax)
    states.append(.accept)
    bits = bitProgram()
    var starts = StateSet(count: states.count)
    add(0, to: &starts)
    for state in starts.members {
      guard case .consume(let set, _) = states[state] else { continue }
      for byte in 0..<0x80 where set.contains(Unicode.Scalar(UInt8(byte))) { asciiStarts.insert(byte) }
    }
  }

  /// States that a syntax needs, saturating.
  private static func size(_ syntax: RawSyntax) -> Int {
    switch syntax {
    case .empty: return 0
    case .scalars: return 1
    case .sequence(let parts): return parts.reduce(0) { min($0 + size($1), 1 << 20) }
    case .alternatives(let parts): return parts.reduce(0) { min($0 + size($1) + 2, 1 << 20) }
    case .repeated(let part, let minimum, let maximum):
      return min((size(part) + 2) * max(maximum ?? (minimum + 1), 1), 1 << 20)
    }
  }

  /// Appends the states of a syntax; its end is the next state to be appended.
  private mutating func compile(_ syntax: RawSyntax) {
    switch syntax {
    case .empty: break
    case .scalars(let set): states.append(.consume(set, next: states.count + 1))
    case .sequence(let parts): for part in parts { compile(part) }
    case .alternatives(let parts):
      var jumps: [Int] = []
      for part in parts.dropLast() {
        let split = states.count
        states.append(.accept)
        compile(part)
        jumps.append(states.count)
        states.append(.accept)
        states[split] = .split(split + 1, states.count)
      }
      compile(parts[parts.count - 1])
      for jump in jumps { states[jump] = .jump(states.count) }
    case .repeated(let part, let minimum, let maximum):
      for _ in 0..<minimum { compile(part) }
      if let maximum {
        var splits: [Int] = []
        for _ in minimum..<maximum {
          splits.append(states.count)
          states.append(.accept)
          compile(part)
        }
        for split in splits { states[split] = .split(split + 1, states.count) }
      } else {
        let split = states.count
        states.append(.accept)
        compile(part)
        states.append(.jump(split))
        states[split] = .split(split + 1, states.count)
      }
    }
  }

  /// Whether the expression matches all of a token's text. O(scalars × states).
  package func matches(_ utf8: [UInt8]) -> Bool {
    // Of most tokens the first byte decides.
    if let first = utf8.first, first < 0x80, !asciiStarts.contains(first) { return false }
    return bits?.matches(utf8) ?? matchesByStates(utf8)
  }

  /// The same with sets of states of any size.
  func matchesByStates(_ utf8: [UInt8]) -> Bool {
    var current = StateSet(count: states.count)
    var next = StateSet(count: states.count)
    add(0, to: &current)
    var decoder = UTF8()
    var iterator = utf8.makeIterator()
    while true {
      switch decoder.decode(&iterator) {
      case .scalarValue(let scalar):
        next.removeAll()
        for state in current.members {
          if case .consume(let set, let target) = states[state], set.contains(scalar) {
            add(target, to: &next)
          }
        }
        if next.members.isEmpty { return false }
        swap(&current, &next)
      case .error: return false
      case .emptyInput: return current.contains(states.count - 1)
      }
    }
  }

  /// Whether some text of at least one scalar matches, where a set can be consumed only if `isPossible` says so.
  /// O(states).
  func matchesSomething(_ isPossible: (ScalarSet) -> Bool) -> Bool {
    var reached = StateSet(count: states.count)
    add(0, to: &reached)
    var index = 0
    // The states that are reached behind at least one scalar; those at the start do not count as an end.
    var behind = StateSet(count: states.count)
    while index < reached.members.count {
      if case .consume(let set, let target) = states[reached.members[index]], isPossible(set) {
        add(target, to: &reached)
        add(target, to: &behind)
      }
      index += 1
    }
    return behind.contains(states.count - 1)
  }

  /// Whether it matches a text that has, in each place, one of some scalars. O(places × states).
  func matches(oneOf places: [[Unicode.Scalar]]) -> Bool {
    var current = StateSet(count: states.count)
    add(0, to: &current)
    for scalars in places {
      var next = StateSet(count: states.count)
      for state in current.members {
        if case .consume(let set, let target) = states[state], scalars.contains(where: set.contains) {
          add(target, to: &next)
        }
      }
      current = next
    }
    return current.contains(states.count - 1)
  }

  /// Adds a state and all that it reaches without a scalar.
  private func add(_ start: Int, to set: inout StateSet) {
    var stack = [start]
    while let state = stack.popLast() {
      guard set.insert(state) else { continue }
      switch states[state] {
      case .split(let first, let second):
        stack.append(second)
        stack.append(first)
      case .jump(let target): stack.append(target)
      case .consume, .accept: break
      }
    }
  }

  private struct StateSet {
    private(set) var members: [Int] = []
    private var isMember: [Bool]

    init(count: Int) { isMember = Array(repeating: false, count: count) }

    func contains(_ state: Int) -> Bool { isMember[state] }

    mutating func insert(_ state: Int) -> Bool {
      guard !isMember[state] else { return false }
      isMember[state] = true
      members.append(state)
      return true
    }

    mutating func removeAll() {
      for state in members { isMember[state] = false }
      members.removeAll(keepingCapacity: true)
    }
  }

  /// The states as bits of a machine word, when there are at most 64 that consume.
  private func bitProgram() -> BitProgram? {
    var program = BitProgram()
    var numbers = [Int](repeating: -1, count: states.count)
    for (index, state) in states.enumerated() {
      guard case .consume(let set, _) = state else { continue }
      numbers[index] = program.sets.count
      program.sets.append(set)
    }
    guard program.sets.count <= 64 else { return nil }
    func closure(_ start: Int) -> (consuming: UInt64, accepts: Bool) {
      var reached = StateSet(count: states.count)
      add(start, to: &reached)
      var bits: UInt64 = 0
      for state in reached.members where numbers[state] >= 0 { bits |= 1 << UInt64(numbers[state]) }
      return (bits, reached.contains(states.count - 1))
    }
    (program.start, program.acceptsEmpty) = closure(0)
    for state in states {
      guard case .consume(_, let target) = state else { continue }
      let (following, accepts) = closure(target)
      if accepts { program.accepting |= 1 << UInt64(program.following.count) }
      program.following.append(following)
    }
    return program
  }

  /// Glushkov's automaton: a bit for each state that consumes a scalar, and what may be consumed behind it.
  private struct BitProgram: Sendable {
    var sets: [ScalarSet] = []
    var start: UInt64 = 0
    var acceptsEmpty = false
    /// By state: the states that may consume next.
    var following: [UInt64] = []
    /// The states behind which the text may end.
    var accepting: UInt64 = 0

    func matches(_ utf8: [UInt8]) -> Bool {
      guard !utf8.isEmpty else { return acceptsEmpty }
      var candidates = start
      var consumed: UInt64 = 0
      var decoder = UTF8()
      var iterator = utf8.makeIterator()
      while true {
        let scalar: Unicode.Scalar
        switch decoder.decode(&iterator) {
        case .scalarValue(let next): scalar = next
        case .error: return false
        case .emptyInput: return consumed & accepting != 0
        }
        consumed = 0
        var next: UInt64 = 0
        while candidates != 0 {
          let state = candidates.trailingZeroBitCount
          candidates &= candidates - 1
          if sets[state].contains(scalar) {
            consumed |= 1 << UInt64(state)
            next |= following[state]
          }
        }
        if consumed == 0 { return false }
        candidates = next
      }
    }
  }
}
