import TextModel

/// What the second pass finds along the preferred derivation of a match.
enum CaptureEvent {
  case start(capture: Int32, position: Int)
  case end(capture: Int32, position: Int)
  case lexicon(LexiconHit, position: Int)
  case mention(Int, position: Int)
}

/// Scratch of the second pass: a depth-first search over (node, position, mode) in the order of preference that
/// visits each of them once, so it takes O(nodes of the rule × tokens of the match).
struct CaptureSearch {
  struct Branch {
    var node: Int32
    var position: Int
    var mode: Program.GapMode
    var eventCount: Int
  }

  var visited: [UInt64] = []
  var branches: [Branch] = []
  var events: [CaptureEvent] = []
}

extension Matcher {
  /// The events of the first derivation, in the order of preference, that covers exactly the match.
  mutating func captureEvents(of match: Match) -> [CaptureEvent] {
    let program = cascade.program
    let nodes = program.ruleNodes[match.rule.index]
    let start = Int(match.span.start)
    let target = Int(match.span.end)
    let width = target - start + 1
    let modes = Program.GapMode.allCases.count
    let words = (nodes.count * width * modes + 63) / 64
    captureSearch.visited.removeAll(keepingCapacity: true)
    captureSearch.visited.append(contentsOf: repeatElement(0, count: words))
    captureSearch.branches.removeAll(keepingCapacity: true)
    captureSearch.events.removeAll(keepingCapacity: true)
    captureSearch.branches.append(
      CaptureSearch.Branch(
        node: program.ruleStarts[match.rule.index], position: start, mode: .any, eventCount: 0))
    while let branch = captureSearch.branches.popLast() {
      captureSearch.events.removeSubrange(branch.eventCount...)
      var number = branch.node
      var position = branch.position
      var mode = branch.mode
      follow: while true {
        let key = (Int(number - nodes.lowerBound) * width + (position - start)) * modes + Int(mode.rawValue)
        let bit: UInt64 = 1 << UInt64(key & 63)
        if captureSearch.visited[key >> 6] & bit != 0 { break }
        captureSearch.visited[key >> 6] |= bit
        let node = program.nodes[Int(number)]
        switch node.operation {
        case .split:
          captureSearch.branches.append(
            CaptureSearch.Branch(
              node: node.alternate, position: position, mode: mode, eventCount: captureSearch.events.count))
          number = node.next
        case .jump: number = node.next
        case .gap(let required):
          mode = required
          number = node.next
        case .leaveGlued(let outer):
          if mode == .glued { mode = outer }
          number = node.next
        case .captureStart(let capture):
          captureSearch.events.append(.start(capture: capture, position: position))
          number = node.next
        case .captureEnd(let capture):
          captureSearch.events.append(.end(capture: capture, position: position))
          number = node.next
        case .anchor(let anchor):
          guard holds(anchor, at: position) else { break follow }
          number = node.next
        case .context(let context):
          guard holds(context: context, mode: program.contextMode(context, mode), at: position) else {
            break follow
          }
          number = node.next
        case .accept:
          if position == target, mode == .any || mode == .normal || mode.allows(gap(at: position)) {
            return captureSearch.events
          }
          break follow
        case .acceptBehind: break follow
        case .token(let predicate):
          guard position < target, mayConsume(node, mode, at: position) else { break follow }
          let tokenClass = lexemes.classes[Int(lexeme(at: position).tokenClass)]
          let passes = program.predicates[Int(predicate)].value(tokenClass) { atom in
            holds(cascade.dynamicAtoms[Int(atom)], at: position)
          }
          guard passes == true else { break follow }
          position += 1
          mode = node.modeAfter
          number = node.next
        case .lexicon(let reference):
          guard position < target, mayConsume(node, mode, at: position),
            let hit = lexiconHit(reference, at: position), position + hit.length <= target
          else { break follow }
          captureSearch.events.append(.lexicon(hit, position: position))
          position += hit.length
          mode = node.modeAfter
          number = node.next
        case .mention(let reference):
          guard position < target, mayConsume(node, mode, at: position),
            let hit = mentionHit(reference, at: position)
          else { break follow }
          let length = store.mentions[hit].span.count
          guard position + length <= target else { break follow }
          captureSearch.events.append(.mention(hit, position: position))
          position += length
          mode = node.modeAfter
          number = node.next
        }
      }
    }
    assertionFailure("the automaton found a match that has no derivation")
    return []
  }

  private func mayConsume(_ node: Program.Node, _ mode: Program.GapMode, at position: Int) -> Bool {
    mode.allows(gap(at: position))
      && !(node.staysInSentence && mode != .any && text.tokens[position].flags.contains(.sentenceStart))
  }
}
