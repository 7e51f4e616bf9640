import GrammarLanguage
import TextModel

extension Matcher {
  /// The longest match of the running stage that starts at a token; of equally long ones the rule with the
  /// higher priority, then the first.
  mutating func longestMatch(at start: Int) -> Match? {
    let limit = min(start + cascade.stageReach[stage.index], places.count)
    guard mayEnd(stageStarts[stage.index], at: start, limit: limit) else { return nil }
    let first = firstStep(at: start)
    if first == .dead { return nil }
    var best: Match?
    search(first, at: start, limit: limit, ofRules: true) { rule, position in
      best = Match(rule: RuleID(rawValue: rule), span: TokenSpan(start..<position))
      return .acceptedHere
    }
    return best
  }

  /// Whether a search from a set accepts at some boundary up to the limit.
  mutating func finds(from set: LazyAutomaton.SetID, at start: Int, limit: Int) -> Bool {
    firstEnd(from: set, at: start, limit: limit) != nil
  }

  /// The first boundary up to the limit at which a search from a set accepts.
  mutating func firstEnd(from set: LazyAutomaton.SetID, at start: Int, limit: Int) -> Int? {
    guard mayEnd(set, at: start, limit: limit) else { return nil }
    let first = step(set, at: start)
    if first == .dead { return nil }
    var end: Int?
    search(first, at: start, limit: limit, ofRules: false) { _, position in
      end = position
      return .stop
    }
    return end
  }

  enum Verdict {
    /// Look at the next rule accepted at this position, then on.
    case goOn
    /// This position is settled; look for later ones.
    case acceptedHere
    case stop
  }

  /// Walks the automaton from a set and reports what is accepted, position by position.
  mutating func search(
    from set: LazyAutomaton.SetID, at start: Int, limit: Int, ofRules: Bool,
    visit: (UInt32, Int) -> Verdict
  ) {
    search(step(set, at: start), at: start, limit: limit, ofRules: ofRules, visit: visit)
  }

  /// Walks the automaton on from the result of its first step, and reports what is accepted, position by position.
  ///
  /// - Parameters:
  ///   - limit: the last boundary to look at.
  ///   - ofRules: whether what is accepted are rules, with preconditions at the start.
  ///   - visit: called with each accepted rule in order of preference, and the boundary.
  @inline(__always)
  private mutating func search(
    _ first: LazyAutomaton.StepID, at start: Int, limit: Int, ofRules: Bool,
    visit: (UInt32, Int) -> Verdict
  ) {
    var step = first
    var position = start
    let base = pending.count
    while true {
      let outcome = automaton.results[step.index]
      if outcome.acceptedCount > 0 {
        settled: for index in outcome.firstAccepted..<(outcome.firstAccepted + outcome.acceptedCount) {
          let accepted = automaton.acceptedRules[Int(index)]
          if ofRules, !isMatch(ofRule: accepted, from: start, to: position) { continue }
          switch visit(accepted, position) {
          case .goOn: continue
          case .acceptedHere: break settled
          case .stop:
            if pending.count > base { pending.removeLast(pending.count - base) }
            return
          }
        }
      }
      if position >= limit { break }
      if outcome.referenceCount > 0 {
        for index in outcome.firstReference..<(outcome.firstReference + outcome.referenceCount) {
          let reference = automaton.references[Int(index)]
          let length =
            reference.isLexicon
            ? lexiconLength(reference.number, at: position) : mentionLength(reference.number, at: position)
          if length > 0, position + length <= limit {
            addPending(reference.target, at: position + length, base: base)
          }
        }
      }
      position += 1
      var current = outcome.next
      if pending.count > base {
        if current == LazyAutomaton.emptySet {
          var nearest = Int.max
          for index in base..<pending.count { nearest = min(nearest, pending[index].position) }
          position = nearest
        }
        var index = base
        while index < pending.count {
          if pending[index].position == position {
            current = automaton.union(current, pending[index].set, cascade)
            pending.swapAt(index, pending.count - 1)
            pending.removeLast()
          } else {
            index += 1
          }
        }
      }
      if current == LazyAutomaton.emptySet { break }
      step = mayEnd(current, at: position, limit: limit) ? self.step(current, at: position) : .dead
      if step == .dead, pending.count == base { return }
    }
    if pending.count > base { pending.removeLast(pending.count - base) }
  }

  /// Whether the mentions that lie ahead leave a search from a set an end.
  @inline(__always)
  private mutating func mayEnd(_ set: LazyAutomaton.SetID, at position: Int, limit: Int) -> Bool {
    let need = automaton.traits[Int(set)].need
    return need == 0 || lie(ahead: need, of: position, limit: limit)
  }

  private mutating func addPending(_ set: LazyAutomaton.SetID, at position: Int, base: Int) {
    for index in base..<pending.count where pending[index].position == position {
      pending[index].set = automaton.union(pending[index].set, set, cascade)
      return
    }
    pending.append(PendingSet(position: position, set: set))
  }

  /// The result of one step of the automaton.
  private mutating func step(_ set: LazyAutomaton.SetID, at position: Int) -> LazyAutomaton.StepID {
    statistics.stageSteps += 1
    let traits = automaton.traits[Int(set)]
    // The part of the situation that the set looks at.
    var key = UInt64(set) << 40
    var types = PlaceTypes()
    if position < places.count {
      let place = places[position]
      if traits.looksAtTypes {
        types = store.types(at: position) & automaton.typeMasks[Int(traits.typeMask)]
      }
      if types.isEmpty {
        guard traits.signature.intersects(place.signature) else { return .dead }
      } else {
        key |= UInt64(automaton.typesNumbers.number(of: types)) << 3
      }
      key |= UInt64(stageClass(at: position) + 1) << 19 | traits.boundary(place)
    } else {
      key |= traits.gap(.paragraphBreak) << 1 | (traits.looksAtSentences ? 1 : 0)
    }
    var step: LazyAutomaton.StepID
    if let known = automaton.steps.own(key) ?? automaton.steps.copyRecorded(key) {
      step = LazyAutomaton.StepID(bits: UInt32(known))
    } else {
      step = automaton.addStep(
        key, set: set, situation: situation(at: position, types: types), classes: lexemes.classes,
        cascade: cascade)
    }
    return step.isChoice ? resolve(step, at: position) : step
  }

  /// The result of the first step of a search for rules.
  private mutating func firstStep(at position: Int) -> LazyAutomaton.StepID {
    let set = stageStarts[stage.index]
    let traits = automaton.traits[Int(set)]
    guard
      !traits.looksAtTypes || (store.types(at: position) & automaton.typeMasks[Int(traits.typeMask)]).isEmpty
    else {
      return step(set, at: position)
    }
    let boundary = traits.boundary(places[position])
    let index = Int(stageClass(at: position)) << 3 | Int(boundary)
    if index < startSteps[stage.index].count {
      let known = startSteps[stage.index][index]
      if known != .unknown {
        statistics.stageSteps += 1
        return known.isChoice ? resolve(known, at: position) : known
      }
    } else {
      let missing = (index | 7) + 1 - startSteps[stage.index].count
      startSteps[stage.index].append(contentsOf: repeatElement(.unknown, count: missing))
    }
    let result = step(set, at: position)
    let key = UInt64(set) << 40 | UInt64(stageClass(at: position) + 1) << 19 | boundary
    // A token that its signature rules out has no step in the table.
    startSteps[stage.index][index] =
      automaton.steps[key].map { LazyAutomaton.StepID(bits: UInt32($0)) } ?? .dead
    return result
  }

  private func situation(at position: Int, types: PlaceTypes) -> LazyAutomaton.Situation {
    guard position < places.count else {
      return LazyAutomaton.Situation(gap: .paragraphBreak, startsSentence: true, types: PlaceTypes())
    }
    let place = places[position]
    return LazyAutomaton.Situation(
      tokenClass: Int(place.tokenClass), signature: place.signature, gap: place.gap,
      startsSentence: place.startsSentence, types: types)
  }

  /// Asks a step's questions until one of its results is settled.
  private mutating func resolve(
    _ first: LazyAutomaton.StepID, at position: Int
  ) -> LazyAutomaton.StepID {
    var step = first
    while step.isChoice {
      let choice = automaton.choices[step.index]
      statistics.stageQuestions += 1
      let answer = answer(automaton.questions[Int(choice.question)], at: position)
      var next = answer ? choice.yes : choice.no
      if next == .unknown {
        next = automaton.step(behind: step, answer: answer, classes: lexemes.classes, cascade: cascade)
      }
      step = next
    }
    return step
  }

  /// Whether what a rule accepts is a match: neither empty nor too long, within its sentence or line, and what is demanded of
  /// its start holds.
  private mutating func isMatch(ofRule rule: UInt32, from start: Int, to end: Int) -> Bool {
    guard end > start, end - start <= cascade.ruleLengths[Int(rule)] else { return false }
    let scope = cascade.ruleScopes[Int(rule)]
    if scope != .paragraph, !stays(within: scope, from: start, to: end) { return false }
    for index in cascade.program.rulePreconditions[Int(rule)].indices
    where !holds(context: cascade.program.rulePreconditions[Int(rule)][index], mode: .any, at: start) {
      return false
    }
    return true
  }

  /// Whether no sentence or line begins inside a run of tokens: entries and mentions are consumed whole.
  private mutating func stays(within scope: RuleScope, from start: Int, to end: Int) -> Bool {
    switch scope {
    case .paragraph: break
    case .sentence: for position in (start + 1)..<end where places[position].startsSentence { return false }
    case .line: for position in (start + 1)..<end where places[position].gap >= .lineBreak { return false }
    }
    return true
  }
}
