import TextModel

extension Checker {
  mutating func declareMacros() {
    var macroCount = 0
    for (index, file) in files.enumerated() {
      for case .macro(let declaration) in file.declarations {
        let name = declaration.name
        if let first = macros[index][name.text] {
          report(.duplicateName(.macro, name.text), at: name.span, related: first.name.span)
          continue
        }
        guard hasRoom(for: .macros, macroCount, at: name.span) else {
          brokenNames.insert(name.text)
          continue
        }
        macroCount += 1
        var parameters: [String: SourceSpan] = [:]
        for parameter in declaration.parameters {
          if let first = parameters[parameter.text] {
            report(.duplicateName(.parameter, parameter.text), at: parameter.span, related: first)
          }
          parameters[parameter.text] = parameter.span
          if !declaration.pattern.mentionsMacro(parameter.text) {
            report(.unusedName(.parameter, parameter.text), at: parameter.span)
          }
        }
        macros[index][name.text] = declaration
      }
    }
  }

  /// Macros of one name among the files that a file sees. The including file's is the one to rename.
  mutating func reportMacroConflicts() {
    // The file that sees all takes the first of several macros of one name.
    for file in files.indices where visible[file].count > 1 && files[file].path != sources.seesAll {
      var first: [String: SourceSpan] = [:]
      for seen in visible[file].reversed() {
        for macro in macros[seen].values.sorted(by: { $0.name.span.start < $1.name.span.start }) {
          if let other = first[macro.name.text] {
            report(.duplicateName(.macro, macro.name.text), at: macro.name.span, related: other)
          }
          first[macro.name.text] = macro.name.span
        }
      }
    }
  }

  /// Gives rules their ids, stage by stage, within a stage in file order, and notes who makes which type.
  mutating func collectRules() {
    var byStage: [[(RuleDeclaration, Int)]] = grammar.stages.map { _ in [] }
    var homeless: [(RuleDeclaration, Int)] = []
    for (index, file) in files.enumerated() {
      for case .rule(let declaration) in file.declarations {
        if let stage = stageOfFile[index] {
          byStage[stage].append((declaration, index))
        } else {
          // Its file's problem is reported; that its name is unknown would be a follow-up.
          brokenNames.insert(declaration.name.text)
          homeless.append((declaration, index))
        }
      }
    }
    for (stage, sources) in byStage.enumerated() {
      for (declaration, file) in sources {
        guard hasRoom(for: .rules, ruleSources.count, at: declaration.name.span) else {
          brokenNames.insert(declaration.name.text)
          continue
        }
        let id = RuleID(ruleSources.count)
        ruleSources.append((declaration, file))
        grammar.stages[stage].rules.append(id)
        if let first = rules[declaration.name.text] {
          report(.duplicateName(.rule, declaration.name.text), at: declaration.name.span, related: first.span)
        } else {
          rules[declaration.name.text] = (id, declaration.name.span)
        }
        noteProducts(of: declaration, stage: StageID(stage))
      }
    }
    for (declaration, _) in homeless { noteProducts(of: declaration, stage: StageID(0)) }
  }

  private mutating func noteProducts(of rule: RuleDeclaration, stage: StageID) {
    for emission in rule.emissions {
      if let found = types[emission.type.text] { makers[found.id, default: []].insert(stage) }
    }
    for case .export(let export) in rule.clauses {
      if let found = lexicons[export.lexicon.text] { fillers[found.id, default: []].insert(stage) }
    }
  }

  mutating func checkRules() {
    for stage in grammar.stages.indices {
      for id in grammar.stages[stage].rules {
        let (declaration, file) = ruleSources[id.index]
        grammar.rules.append(checkRule(declaration, file: file, stage: StageID(stage)))
      }
    }
  }

  /// Sets the bounds for one pattern, at whose place going beyond them is reported.
  mutating func beginPattern(at span: SourceSpan) {
    ruleBudget = GrammarLimits.patternSize
    budgetPlace = span
    isOverBudget = false
  }

  private mutating func checkRule(_ declaration: RuleDeclaration, file: Int, stage: StageID) -> CheckedRule {
    let length = declaration.length ?? GrammarLimits.defaultMatchLength
    var rule = CheckedRule(
      name: declaration.name.text, stage: stage, priority: declaration.priority, scope: declaration.scope,
      length: length, pattern: .empty, captures: [], emissions: [], links: [], exports: [],
      span: declaration.span)
    var scope = PatternScope(stage: stage)
    scope.ruleScope = declaration.scope
    beginPattern(at: declaration.name.span)
    let lowered = lower(declaration.pattern, PatternBindings(file: file), &scope)
    if let (pattern, shape) = lowered {
      rule.pattern = pattern
      checkShape(shape, pattern, of: declaration, length: length)
    }
    var context = RuleContext(
      scope: scope, counts: lowered?.shape.counts ?? [:], isPatternBroken: lowered == nil, file: file)
    if declaration.emissions.isEmpty, declaration.clauses.isEmpty {
      report(.ruleDoesNothing(declaration.name.text), at: declaration.name.span)
    }
    if let result = declaration.result, let emission = checkEmission(result, &context) {
      rule.emissions.append(emission)
    }
    for clause in declaration.clauses {
      switch clause {
      case .emit(let clause):
        if let emission = checkEmission(clause, &context) { rule.emissions.append(emission) }
      case .link(let clause):
        if let link = checkRuleLink(clause, in: declaration, &context) { rule.links.append(link) }
      case .export(let clause):
        if let export = checkExport(clause, stage: stage, &context) { rule.exports.append(export) }
      }
    }
    rule.captures = context.scope.captures.map { capture in
      let number = context.scope.captureNumbers[capture.name.text] ?? 0
      return CheckedCapture(
        name: capture.name.text, isList: context.counts[number, default: 0] > 1,
        inner: capture.inner.keys.filter { $0 != number }.sorted())
    }
    noteMinima(of: rule, isBroken: lowered == nil)
    if lowered != nil { reportUnusedCaptures(context, declaration, file: file) }
    return rule
  }

  private mutating func checkShape(
    _ shape: PatternShape, _ pattern: CheckedPattern, of rule: RuleDeclaration, length: Int
  ) {
    let place = rule.pattern.span
    if shape.size > GrammarLimits.patternSize {
      report(.patternTooLarge(limit: GrammarLimits.patternSize), at: rule.name.span)
    } else if !shape.canConsume {
      report(.consumesNothing(rule: rule.name.text), at: rule.name.span)
    } else if shape.minimum == 0 {
      // Of an empty alternative it is said already.
      if !shape.hasEmptyAlternative { report(.matchesEmpty(rule: rule.name.text), at: rule.name.span) }
    } else if let reason = shape.contradiction {
      report(.matchesNothing(reason: reason), at: place)
    } else if shape.minimum > length {
      let needed = "it needs at least \(shape.minimum) tokens, the rule's length is \(length)"
      report(.matchesNothing(reason: needed), at: place)
    }
    if shape.size <= GrammarLimits.patternSize, shape.minimum <= length {
      checkRoom(in: pattern, .length(length))
    }
  }

  /// Captures that the rule's own text sets and nothing reads. Those of macros may serve other rules.
  private mutating func reportUnusedCaptures(_ context: RuleContext, _ rule: RuleDeclaration, file: Int) {
    for capture in context.scope.captures where !capture.isUsed {
      let span = capture.name.span
      if span.file == rule.span.file, span.start >= rule.span.start, span.end <= rule.span.end {
        report(.unusedName(.capture, capture.name.text), at: span)
      }
    }
  }

  // MARK: Clauses

  /// A capture's number, or nil after a report.
  mutating func capture(_ name: Name, _ context: inout RuleContext) -> Int? {
    if let number = context.scope.captureNumbers[name.text] {
      context.scope.captures[number].isUsed = true
      return number
    }
    if !context.isPatternBroken {
      reportUnknown(.capture, name, among: context.scope.captures.map(\.name.text))
    }
    return nil
  }

  private mutating func checkEmission(_ clause: EmitClause, _ context: inout RuleContext) -> CheckedEmission?
  {
    let type = type(clause.type)
    var number: Int?
    if let name = clause.capture {
      number = capture(name, &context)
      if let number, !clause.isEach, context.counts[number, default: 0] > 1 {
        report(.needsEach(capture: name.text), at: name.span)
      }
    }
    context.each = clause.isEach ? number : nil
    defer { context.each = nil }
    var assignments: [(field: FieldID, value: CheckedExpression)] = []
    var places: [String: SourceSpan] = [:]
    for assignment in clause.assignments {
      let name = assignment.field
      if let first = places[name.text] {
        report(.duplicateName(.field, name.text), at: name.span, related: first)
      }
      places[name.text] = name.span
      let value = checkExpression(assignment.value, &context)
      guard let type else { continue }
      let fields = grammar.types[type.index].fields
      guard let index = fields.firstIndex(where: { $0.name == name.text }) else {
        reportUnknown(.field, name, owner: clause.type.text, among: fields.map(\.name))
        continue
      }
      guard let value else { continue }
      if let kind = value.kind, kind != fields[index].kind, !brokenFields.contains(name.text) {
        report(
          .fieldKindMismatch(field: name.text, expected: fields[index].kind, found: kind),
          at: assignment.value.span)
      }
      assignments.append((FieldID(index), value.expression))
    }
    guard let type, clause.capture == nil || number != nil else { return nil }
    return CheckedEmission(type: type, capture: number, isEach: clause.isEach, assignments: assignments)
  }

  private mutating func checkRuleLink(
    _ clause: RuleLink, in rule: RuleDeclaration, _ context: inout RuleContext
  ) -> CheckedRuleLink? {
    let relation = relation(clause.relation)
    let first = capture(clause.first, &context)
    let second = capture(clause.second, &context)
    guard let relation, let first, let second else { return nil }
    usedRelations.insert(relation)
    let declared = grammar.relations[relation.index]
    checkLinkArgument(0, clause.first, declared.first, clause.relation.text, rule, context)
    checkLinkArgument(1, clause.second, declared.second, clause.relation.text, rule, context)
    return CheckedRuleLink(relation: relation, first: first, second: second, choice: clause.choice)
  }

  /// What a linked capture can be: what the rule emits it as, and what it holds.
  private mutating func checkLinkArgument(
    _ argument: Int, _ name: Name, _ expected: [TypeID], _ relation: String, _ rule: RuleDeclaration,
    _ context: RuleContext
  ) {
    guard !expected.isEmpty, let number = context.scope.captureNumbers[name.text] else { return }
    var possible = context.scope.captures[number].wholeTypes ?? []
    for emission in rule.emissions where emission.capture?.text == name.text {
      // An emission of an unknown type has been reported.
      guard let found = types[emission.type.text] else { return }
      possible.insert(found.id)
    }
    let names = expected.map(typeName)
    if possible.isEmpty {
      report(.linkArgumentUnknown(capture: name.text, expected: names), at: name.span)
    } else if possible.isDisjoint(with: expected) {
      let found = possible.sorted().map(typeName)
      report(
        .linkArgumentType(relation: relation, argument: argument, expected: names, found: found),
        at: name.span)
    }
  }

  private mutating func checkExport(_ clause: ExportClause, stage: StageID, _ context: inout RuleContext)
    -> CheckedExport?
  {
    var each: Int?
    if clause.isEach {
      var used: [String] = []
      for name in clause.value.captures where !used.contains(name.text) { used.append(name.text) }
      let lists = used.filter { name in
        context.scope.captureNumbers[name].map { context.counts[$0, default: 0] > 1 } ?? false
      }
      let candidates = lists.isEmpty ? used : lists
      if candidates.count == 1 {
        each = context.scope.captureNumbers[candidates[0]]
      } else {
        // Which capture is meant is open, so nothing further can be said of the clause.
        report(.exportNeedsOneList(captures: candidates), at: clause.value.span)
        for name in clause.value.captures + clause.assignments.flatMap(\.value.captures) {
          _ = capture(name, &context)
        }
        return nil
      }
    }
    context.each = each
    defer { context.each = nil }
    let value = checkExpression(clause.value, &context)
    if let kind = value?.kind, kind != .text {
      report(.kindMismatch(expected: "a text to export", found: "a \(kind.rawValue)"), at: clause.value.span)
    }
    let lexicon = lexicon(clause.lexicon, from: context.file, isExport: true)
    if let lexicon, !grammar.lexicons[lexicon.index].isDocument {
      report(.exportToStaticLexicon(clause.lexicon.text), at: clause.lexicon.span)
      return nil
    }
    var assignments: [(column: Int, value: CheckedExpression)] = []
    var places: [String: SourceSpan] = [:]
    for assignment in clause.assignments {
      let name = assignment.field
      if let first = places[name.text] {
        report(.duplicateName(.column, name.text), at: name.span, related: first)
      }
      places[name.text] = name.span
      let cell = checkExpression(assignment.value, &context)
      guard let lexicon else { continue }
      let columns = grammar.lexicons[lexicon.index].columns
      guard let index = columns.firstIndex(of: name.text) else {
        reportUnknown(.column, name, owner: clause.lexicon.text, among: columns)
        continue
      }
      guard let cell else { continue }
      if let kind = cell.kind, kind != .text {
        report(
          .fieldKindMismatch(field: name.text, expected: .text, found: kind), at: assignment.value.span)
      }
      assignments.append((index, cell.expression))
    }
    guard let value, let lexicon else { return nil }
    return CheckedExport(
      value: value.expression, each: each, lexicon: lexicon, scope: clause.scope, assignments: assignments)
  }
}

/// What the clauses of one rule are checked against.
struct RuleContext {
  var scope: PatternScope
  /// How many items of each capture one match can hold; 2 stands for more.
  var counts: [Int: Int]
  /// Whether the pattern has an error, so that captures may be missing.
  var isPatternBroken: Bool
  var file: Int
  /// The capture of whose items each is looked at.
  var each: Int?

  /// Whether a capture has at most one item where an expression reads it.
  func isScalar(_ number: Int) -> Bool {
    if let each {
      if number == each { return true }
      if let inside = scope.captures[each].inner[number] { return inside <= 1 }
    }
    return counts[number, default: 0] <= 1
  }

  init(scope: PatternScope, counts: [Int: Int], isPatternBroken: Bool, file: Int) {
    self.scope = scope
    self.counts = counts
    self.isPatternBroken = isPatternBroken
    self.file = file
  }
}

extension RuleDeclaration {
  var emissions: [EmitClause] {
    var all = result.map { [$0] } ?? []
    for case .emit(let clause) in clauses { all.append(clause) }
    return all
  }
}

extension Expression {
  /// The captures that it reads, in text order.
  var captures: [Name] {
    switch self {
    case .string, .integer, .flag: []
    case .capture(let name), .member(let name, _): [name]
    case .call(_, let arguments, _): arguments.flatMap(\.value.captures)
    }
  }
}

extension Pattern {
  /// Whether a macro of this name is called somewhere in it.
  func mentionsMacro(_ name: String) -> Bool {
    switch node {
    case .empty, .phrase, .tokenClass, .raw, .lexicon, .mention, .position, .gap, .anchor: false
    case .sequence(let parts), .alternatives(let parts): parts.contains { $0.mentionsMacro(name) }
    case .repeated(let part, _, _), .capture(_, let part), .glued(let part), .not(let part),
      .context(_, let part, _):
      part.mentionsMacro(name)
    case .both(let left, let right): left.mentionsMacro(name) || right.mentionsMacro(name)
    case .macro(let macro, let arguments):
      macro.text == name || arguments.contains { $0.mentionsMacro(name) }
    }
  }
}
