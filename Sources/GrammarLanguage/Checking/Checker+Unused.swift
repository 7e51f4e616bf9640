import TextModel

extension Checker {
  /// Reads the bodies of macros that nothing calls, so that their mistakes are found; parameters stand for any
  /// token.
  mutating func checkUnusedMacros() {
    isCheckingUnused = true
    defer { isCheckingUnused = false }
    for (file, declared) in macros.enumerated() {
      for macro in declared.values.sorted(by: { $0.name.span.start < $1.name.span.start })
      where !usedMacros.contains(macro.name.span) {
        report(.unusedName(.macro, macro.name.text), at: macro.name.span)
        guard checkedMacros.insert(macro.name.span).inserted else { continue }
        var arguments: [String: (pattern: Pattern, bindings: PatternBindings)] = [:]
        let bindings = PatternBindings(file: file)
        for parameter in macro.parameters {
          arguments[parameter.text] = (Pattern(.tokenClass(.any), parameter.span), bindings)
        }
        let stage = StageID(stageOfFile[file] ?? max(0, grammar.stages.count - 1))
        guard stage.index < grammar.stages.count else { continue }
        var scope = PatternScope(stage: stage)
        scope.isOfNoStage = true
        beginPattern(at: macro.name.span)
        let used = usedMacros
        _ = lower(
          macro.pattern, PatternBindings(file: file, arguments: arguments, chain: [macro.name]), &scope)
        // A macro called by unused macros only is unused itself.
        usedMacros = used
      }
    }
  }

  mutating func reportUnused() {
    // What a broken declaration uses is unknown.
    guard brokenNames.isEmpty else { return }
    for (name, lexicon) in lexicons {
      if grammar.lexicons[lexicon.id.index].isDocument {
        checkDocumentLexicon(name, lexicon)
      } else if !usedLexicons.contains(lexicon.id) {
        report(.unusedName(.lexicon, name), at: lexicon.name.span)
      }
    }
    for (name, group) in groups where !usedGroups.contains(group.index) {
      report(.unusedName(.group, name), at: group.span)
    }
    for (name, type) in types where makers[type.id] == nil && !usedTypes.contains(type.id) {
      report(.unusedName(.type, name), at: type.span)
    }
    for (name, relation) in relations where !usedRelations.contains(relation.id) {
      report(.unusedName(.relation, name), at: relation.span)
    }
    let stagesWithFiles = Set(stageOfFile.compactMap { $0 })
    for (name, stage) in stages where !stagesWithFiles.contains(stage.id.index) {
      report(.unusedName(.stage, name), at: stage.span)
    }
    for path in sources.files.keys where path.hasSuffix(".tsv") && !readLexiconFiles.contains(path) {
      report(.unusedFile(path), at: SourceSpan(file: path, start: 0, end: 0))
    }
  }

  private mutating func checkDocumentLexicon(
    _ name: String, _ lexicon: (id: LexiconID, name: Name, file: Int)
  ) {
    if fillers[lexicon.id] == nil {
      report(.lexiconNeverFilled(name), at: lexicon.name.span)
    } else if !usedLexicons.contains(lexicon.id) {
      report(.unusedName(.lexicon, name), at: lexicon.name.span)
    }
  }

  /// Rules that never win, found by a bounded search; where it gave up, that is said.
  mutating func reportUnreachable() {
    // What a broken rule matches is unknown.
    guard !diagnostics.contains(where: { $0.severity == .error }) else { return }
    var steps = 0
    for stage in grammar.stages {
      var search = Reachability(grammar, stage: stage)
      for id in stage.rules {
        let limit = min(Reachability.ruleLimit, Reachability.grammarLimit - steps)
        let before = search.steps
        let answer: Reachability.Answer =
          limit > 0 ? search.answer(for: id, in: stage, limit: limit) : .gaveUp
        steps += search.steps - before
        let name = ruleSources[id.index].declaration.name
        switch answer {
        case .reachable: break
        case .never(let winners):
          let names = winners.map { grammar.rules[$0.index].name }
          report(
            .unreachableRule(name.text, by: names), at: name.span,
            related: ruleSources[winners[0].index].declaration.name.span)
        case .gaveUp:
          report(.reachabilityNotChecked(rule: name.text, limit: Reachability.ruleLimit), at: name.span)
        }
      }
    }
  }
}

extension CheckedPattern {
  /// A text that is the same for patterns that match the same by their structure: no spans, no captures.
  var signature: String {
    switch self {
    case .empty: "()"
    case .sequence(let parts): "(" + parts.map(\.signature).joined(separator: " ") + ")"
    case .alternatives(let parts): "(" + parts.map(\.signature).joined(separator: "|") + ")"
    case .repeated(let part, let minimum, let maximum):
      part.signature + "{\(minimum),\(maximum.map(String.init) ?? "")}"
    case .capture(_, let part): part.signature
    case .glued(let part): "glued{\(part.signature)}"
    case .phrase(let text, let exact, _): exact ? "exact\"\(text)\"" : "\"\(text.lowercased())\""
    case .token(let predicate, _): "\(predicate)"
    case .lexicon(let id, let tests, _): "@\(id.index)\(tests)"
    case .mention(let id, let tests, _): "<\(id.index)>\(tests)"
    case .gap(let word, _): word.rawValue
    case .anchor(let anchor, _): anchor.rawValue
    case .context(let direction, let part, let negated, _):
      "\(negated ? "unless " : "")\(direction.rawValue)(\(part.signature))"
    }
  }
}
