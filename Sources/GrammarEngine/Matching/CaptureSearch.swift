import TextModel

/// What the second pass finds along the preferred derivation of a match.
enum CaptureEvent {
  case start(capture: Int32, position: Int)
  case end(capture: Int32, position: Int)
  case lexicon(LexiconHit, position: Int)
  case mention(Int, position: Int)
}

/// Scratch of the second pass: a depth-first search over (node, position, mode) in the order of preference that
/// visits each of them once (it looks only where ways meet), so it takes O(nodes of the rule × tokens of the match).
struct CaptureSearch {
  struct Branch {
    var node: Int32
    var position: Int
    var mode: Program.GapMode
    var eventCount: Int
  }

  var visited = VisitedSet()
  var branches: [Branch] = []
  var events: [CaptureEvent] = []
}

extension Matcher {
  /// The events of the first derivation, in the order of preference, that covers exactly the match.
  mutating func captureEvents(of match: Match) -> [CaptureEvent] {
    let start = Int(match.span.start)
    let target = Int(match.span.end)
    captureSearch.visited.removeAll()
    captureSearch.branches.removeAll(keepingCapacity: true)
    captureSearch.events.removeAll(keepingCapacity: true)
    captureSearch.branches.append(
      CaptureSearch.Branch(
        node: cascade.program.ruleStarts[match.rule.index], position: start, mode: .any, eventCount: 0))
    while let branch = captureSearch.branches.popLast() {
      captureSearch.events.removeLast(captureSearch.events.count - branch.eventCount)
      var number = branch.node
      var position = branch.position
      var mode = branch.mode
      follow: while true {
        let node = cascade.program.nodes[Int(number)]
        if node.isJoin {
          let key = UInt64(number) << 32 | UInt64(position - start) << 3 | UInt64(mode.rawValue)
          guard captureSearch.visited.insert(key) else { break }
        }
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
          guard holds(context: context, mode: cascade.program.contextMode(context, mode), at: position) else {
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
          guard passes(predicate, at: position) else { break follow }
          position += 1
          mode = node.modeAfter
          number = node.next
        case .lexicon(let reference):
          guard position < target, mayConsume(node, mode, at: position),
            mayStart(lexiconReference: reference, at: position),
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

  /// Whether a token passes a predicate, by its class where that settles it.
  private mutating func passes(_ predicate: Int32, at position: Int) -> Bool {
    // Of many alternatives most are turned away by the first token.
    guard cascade.signatures.predicatesAnywhere[Int(predicate)].intersects(places[position].signature) else {
      return false
    }
    let tokenClass = Int(places[position].tokenClass)
    if let known = automaton.answer(predicate, tokenClass, lexemes.classes, cascade) { return known }
    return holds(predicate, tokenClass, at: position)
  }

  // Not `mutating`: there a closure would copy the matcher.
  private func holds(_ predicate: Int32, _ tokenClass: Int, at position: Int) -> Bool {
    cascade.predicates.value(predicate, tokenClass, lexemes.classes) {
      holds(dynamicAtom: $0, at: position)
    } == true
  }

  /// Whether an entry that passes a reference's tests could start at a token, by its class.
  @inline(__always)
  private func mayStart(lexiconReference number: Int32, at position: Int) -> Bool {
    let atom = cascade.referenceEntryAtoms[Int(number)]
    return atom < 0 || lexemes.classes.holds(atom, Int(places[position].tokenClass))
  }

  @inline(__always)
  private func mayConsume(_ node: Program.Node, _ mode: Program.GapMode, at position: Int) -> Bool {
    mode.allows(gap(at: position))
      && !(node.staysInSentence && mode != .any && places[position].startsSentence)
  }
}
