import TextModel

extension Checker {
  mutating func checkLinks() {
    var linkCount = 0
    for (index, file) in files.enumerated() {
      for case .link(let declaration) in file.declarations {
        guard let stage = stageOfFile[index] else { continue }
        guard hasRoom(for: .links, linkCount, at: declaration.relation.span) else { continue }
        linkCount += 1
        guard let link = checkLink(declaration, file: index, stage: StageID(stage)) else { continue }
        grammar.stages[stage].links.append(grammar.links.count)
        grammar.links.append(link)
      }
    }
  }

  private mutating func checkLink(_ declaration: LinkDeclaration, file: Int, stage: StageID) -> CheckedLink? {
    let relation = relation(declaration.relation)
    let scope = PatternScope(stage: stage, seesOwnStage: true)
    let first = mentionType(declaration.first, scope)
    let second = mentionType(declaration.second, scope)
    if let relation {
      usedRelations.insert(relation)
      checkSide(0, declaration.first, first, of: relation)
      checkSide(1, declaration.second, second, of: relation)
    }
    var between: CheckedPattern?
    if let pattern = declaration.unlessBetween {
      var scope = scope
      scope.captureFreeConstruct = "`unless between(…)`"
      beginPattern(at: declaration.relation.span)
      if let (lowered, shape) = lower(pattern, PatternBindings(file: file), &scope) {
        between = lowered
        if shape.size > GrammarLimits.patternSize {
          report(.patternTooLarge(limit: GrammarLimits.patternSize), at: declaration.relation.span)
        } else if shape.minimum == 0 {
          report(.matchesNothing(reason: "the pattern inside `between(…)` can be empty"), at: pattern.span)
        } else if shape.minimum > GrammarLimits.contextLength {
          let reason =
            "it needs \(shape.minimum) tokens of context; \(GrammarLimits.contextLength) are looked at"
          report(.matchesNothing(reason: reason), at: pattern.span)
        } else {
          checkRoom(in: lowered, .context)
        }
      }
    }
    guard let relation, let first, let second else { return nil }
    return CheckedLink(
      relation: relation, first: first, second: second, stage: stage, order: declaration.order,
      scope: declaration.scope, distance: declaration.distance ?? .tokens(0...GrammarLimits.distanceTokens),
      unlessBetween: between, choice: declaration.choice, span: declaration.span)
  }

  private mutating func checkSide(_ argument: Int, _ name: Name, _ type: TypeID?, of relation: RelationID) {
    let declared = grammar.relations[relation.index]
    let expected = argument == 0 ? declared.first : declared.second
    guard let type, !expected.isEmpty, !expected.contains(type) else { return }
    report(
      .linkArgumentType(
        relation: declared.name, argument: argument, expected: expected.map(typeName), found: [name.text]),
      at: name.span)
  }
}
