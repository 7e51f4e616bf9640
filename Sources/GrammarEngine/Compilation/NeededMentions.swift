import GrammarLanguage

/// By node of a program: the mentions that every way from it to an end comes to, so that a search is given up where they do
/// not lie ahead.
///
///     "tổng" letters{1,4} before("là"? <Quantity>)     before each of its tokens: a Quantity, maybe beyond the match
///     <Person> "," (<Title> | <Organization>)          at the start: a Person; behind the comma: a Title or an Organization
///     <Person> ("," <Title>)?                          behind the person: nothing
struct NeededMentions: Sendable {
  /// What a node needs; types as one bit each. A mention that starts, goes on or ends ahead will do.
  struct Need: Hashable, Sendable, BitwiseCopyable {
    /// Of each of these a mention within the match.
    var within: UInt64 = 0
    /// Of each of these a mention within the match or where a context behind it looks.
    var ahead: UInt64 = 0
    /// Of one of these a mention; no types where that says nothing.
    var some: UInt64 = 0
    var someMayLieBeyond = false

    static let none = Need()

    var each: UInt64 { within | ahead }

    /// What is needed where the way is open.
    func either(_ other: Need) -> Need {
      var either = Need(within: within & other.within)
      either.ahead = each & other.each & ~either.within
      if some != 0, other.some != 0 {
        either.some = some | other.some
        either.someMayLieBeyond = someMayLieBeyond || other.someMayLieBeyond
      }
      return either
    }

    /// Without what the rest says better.
    var essential: Need { each == 0 ? self : Need(within: within, ahead: ahead) }
  }

  /// The first is that of nothing.
  private let needs: [Need]
  /// By node: an index into `needs`.
  private let nodes: PlainTable<UInt8>

  subscript(node: Int32) -> Need { needs[Int(nodes[Int(node)])] }

  /// O(nodes) for the nestings of loops that grammars have.
  init(_ program: Program, dynamicAtoms: [DynamicAtom]) {
    var analysis = Analysis(program, dynamicAtoms: dynamicAtoms)
    // Contexts come before those that they stand in.
    for number in program.contexts.indices { analysis.visit(context: number) }
    for start in program.ruleStarts + program.betweenStarts where start >= 0 { analysis.visit(from: start) }
    var numbers: [Need: UInt8] = [.none: 0]
    var needs = [Need.none]
    nodes = PlainTable(
      analysis.found.map { need in
        let need = need ?? .none
        if let known = numbers[need] { return known }
        // Grammars have some dozens; one beyond the last asks for less than it could.
        guard let number = UInt8(exactly: needs.count) else { return 0 }
        numbers[need] = number
        needs.append(need)
        return number
      })
    self.needs = needs
  }

  private struct Analysis {
    let program: Program
    /// By predicate: the types of one of which a token that passes is in a mention; 0 for none.
    let predicateTypes: [UInt64]
    /// By context: what its pattern needs, as far as it looks ahead and must be found.
    var contextNeeds: [Need]
    /// By node; nil where no way to an end is known.
    var found: [Need?]

    init(_ program: Program, dynamicAtoms: [DynamicAtom]) {
      self.program = program
      predicateTypes = program.predicates.map { $0.neededTypes(dynamicAtoms) }
      contextNeeds = Array(repeating: .none, count: program.contexts.count)
      found = Array(repeating: nil, count: program.nodes.count)
    }

    mutating func visit(context number: Int) {
      let context = program.contexts[number]
      visit(from: context.start)
      guard context.direction == .before, !context.isNegated, let need = found[Int(context.start)] else {
        return
      }
      contextNeeds[number] = Need(ahead: need.each, some: need.some, someMayLieBeyond: true)
    }

    /// Works out all nodes that are reached from one, against the direction of the ways: first what each way needs, then, with
    /// that known, what one of several would do for.
    mutating func visit(from start: Int32) {
      let order = postorder(from: start)
      settle(order) { analysis, node in analysis.each(node) }
      let each = order.map { found[Int($0)] }
      for node in order { found[Int(node)] = nil }
      let needs = Dictionary(uniqueKeysWithValues: zip(order, each))
      settle(order) { analysis, node in needs[node]!.flatMap { analysis.withSome(node, $0) } }
    }

    /// Again and again until nothing changes.
    private mutating func settle(_ order: [Int32], by need: (Analysis, Int32) -> Need?) {
      var changes = true
      while changes {
        changes = false
        for node in order {
          let need = need(self, node)
          if need != found[Int(node)] {
            found[Int(node)] = need
            changes = true
          }
        }
      }
    }

    private func postorder(from start: Int32) -> [Int32] {
      var order: [Int32] = []
      var seen: Set<Int32> = [start]
      var work: [(node: Int32, isDone: Bool)] = [(start, false)]
      while let (number, isDone) = work.popLast() {
        if isDone {
          order.append(number)
          continue
        }
        work.append((number, true))
        let node = program.nodes[Int(number)]
        for next in [node.next, node.alternate] where next >= 0 && seen.insert(next).inserted {
          work.append((next, false))
        }
      }
      return order
    }

    /// What a node needs by itself.
    private func own(_ node: Program.Node) -> Need {
      switch node.operation {
      case .mention(let reference):
        let type: UInt64 = 1 << UInt64(program.mentionReferences[Int(reference)].type.rawValue)
        return Need(within: type, some: type)
      case .token(let predicate):
        let types = predicateTypes[Int(predicate)]
        return Need(within: types.nonzeroBitCount == 1 ? types : 0, some: types)
      case .context(let number): return contextNeeds[Int(number)]
      default: return .none
      }
    }

    private func behind(_ node: Program.Node) -> Need? {
      switch node.operation {
      case .accept, .acceptBehind: return Need.none
      case .split:
        guard let first = found[Int(node.next)] else { return found[Int(node.alternate)] }
        guard let second = found[Int(node.alternate)] else { return first }
        return first.either(second)
      default: return found[Int(node.next)]
      }
    }

    private func each(_ number: Int32) -> Need? {
      let node = program.nodes[Int(number)]
      guard let next = behind(node) else { return nil }
      let own = own(node)
      let within = own.within | next.within
      return Need(within: within, ahead: (own.each | next.each) & ~within)
    }

    private func withSome(_ number: Int32, _ each: Need) -> Need? {
      var need = each
      // One that is needed in any case is the fewest that will do.
      if need.each != 0 {
        let type = need.each & (~need.each &+ 1)
        (need.some, need.someMayLieBeyond) = (type, need.within & type == 0)
        return need
      }
      let node = program.nodes[Int(number)]
      var source = own(node)
      if source.some == 0 {
        guard let next = behind(node) else { return nil }
        source = next
      }
      (need.some, need.someMayLieBeyond) = (source.some, source.someMayLieBeyond)
      return need
    }
  }
}

extension Predicate {
  /// The types of one of which a token that passes is in a mention; 0 where it need not be.
  fileprivate func neededTypes(_ dynamicAtoms: [DynamicAtom]) -> UInt64 {
    switch self {
    case .dynamic(let atom):
      if case .position(_, let type) = dynamicAtoms[Int(atom)] { return 1 << UInt64(type.rawValue) }
      return 0
    case .both(let a, let b):
      let first = a.neededTypes(dynamicAtoms)
      return first != 0 ? first : b.neededTypes(dynamicAtoms)
    case .either(let a, let b):
      let (first, second) = (a.neededTypes(dynamicAtoms), b.neededTypes(dynamicAtoms))
      return first != 0 && second != 0 ? first | second : 0
    case .always, .form, .exact, .atom, .not: return 0
    }
  }
}

extension NeededMentions: BinaryForm {
  func write(to writer: inout BinaryWriter) {
    writer.write(needs)
    writer.write(plain: nodes.elements)
  }

  init(from reader: inout BinaryReader) throws(BinaryFormError) {
    needs = try reader.read()
    nodes = try reader.table()
    guard nodes.isPermanent || nodes.allSatisfy({ $0 < needs.count }) else { throw .damaged }
  }
}

extension NeededMentions.Need: BinaryForm {
  func write(to writer: inout BinaryWriter) {
    writer.write(within)
    writer.write(ahead)
    writer.write(some)
    writer.write(someMayLieBeyond)
  }
  init(from reader: inout BinaryReader) throws(BinaryFormError) {
    within = try reader.read()
    ahead = try reader.read()
    some = try reader.read()
    someMayLieBeyond = try reader.read()
  }
}
