import TextModel

extension Checker {
  /// Groups, types, relations, stages and abbreviations. Declarations of other files are read too (their place
  /// is reported elsewhere), so that a type in the wrong file is not also an unknown type.
  mutating func declareCascade() {
    let declarations = files.flatMap(\.declarations)
    for case .group(let name) in declarations { declareGroup(name) }
    var declared: [TypeDeclaration] = []
    for case .type(let declaration) in declarations {
      if declareType(declaration) { declared.append(declaration) }
    }
    for (index, declaration) in declared.enumerated() { resolveAbsorbs(declaration, TypeID(index)) }
    reportAbsorbCycles(declared)
    for case .relation(let declaration) in declarations { declareRelation(declaration) }
    for name in stageOrder() { declareStage(name) }
    for file in files {
      for case .sentences(let literal) in file.declarations { readAbbreviations(literal, from: file.path) }
    }
  }

  private mutating func declareGroup(_ name: Name) {
    if let first = groups[name.text] {
      report(.duplicateName(.group, name.text), at: name.span, related: first.span)
      return
    }
    guard hasRoom(for: .groups, grammar.groups.count, at: name.span) else {
      brokenNames.insert(name.text)
      return
    }
    groups[name.text] = (grammar.groups.count, name.span)
    grammar.groups.append(name.text)
  }

  /// The stages of `cascade.grammar` with those of added grammars put in between: a new one stands behind the name before
  /// it in its own list, where there is none before the name behind it, and else at the end.
  private func stageOrder() -> [Name] {
    var order: [Name] = []
    for file in files {
      let isAdded = GrammarSourceSet.isCascade(file.path) && file.path != GrammarSourceSet.cascadePath
      for case .stages(let names) in file.declarations {
        guard isAdded else {
          order += names
          continue
        }
        let place = { (name: Name) in order.firstIndex { $0.text == name.text } }
        for (index, name) in names.enumerated() {
          // A name that this list has had already is reported when it is declared.
          let isRepeated = names[..<index].contains { $0.text == name.text }
          guard place(name) == nil || isRepeated else { continue }
          let before = isRepeated ? nil : names[..<index].reversed().lazy.compactMap(place).first
          let behind = isRepeated ? nil : names[(index + 1)...].lazy.compactMap(place).first
          order.insert(name, at: before.map { $0 + 1 } ?? behind ?? order.count)
        }
      }
    }
    return order
  }

  private mutating func declareStage(_ name: Name) {
    if let first = stages[name.text] {
      report(.duplicateName(.stage, name.text), at: name.span, related: first.span)
      return
    }
    guard hasRoom(for: .stages, grammar.stages.count, at: name.span) else {
      brokenNames.insert(name.text)
      return
    }
    stages[name.text] = (StageID(grammar.stages.count), name.span)
    grammar.stages.append(CheckedStage(name: name.text, rules: [], links: []))
  }

  private mutating func declareType(_ declaration: TypeDeclaration) -> Bool {
    let name = declaration.name
    if let first = types[name.text] {
      report(.duplicateName(.type, name.text), at: name.span, related: first.span)
      return false
    }
    guard hasRoom(for: .types, grammar.types.count, at: name.span) else {
      brokenNames.insert(name.text)
      return false
    }
    var group: Int?
    if let groupName = declaration.group {
      if declaration.isPrivate {
        report(.privateTypeWithGroup(type: name.text), at: groupName.span)
      } else if let found = groups[groupName.text] {
        group = found.index
      } else {
        reportUnknown(.group, groupName, among: grammar.groups)
      }
      if let found = groups[groupName.text] { usedGroups.insert(found.index) }
    } else if !declaration.isPrivate {
      report(.missingGroup(type: name.text), at: name.span)
    }
    let fields = checkFields(declaration.fields)
    types[name.text] = (TypeID(grammar.types.count), name.span)
    grammar.types.append(
      CheckedType(name: name.text, group: group, absorbs: [], fields: fields, span: name.span))
    return true
  }

  /// Fields with their kinds. One of an unknown kind stays, as text, so that its uses are no follow-up errors.
  private mutating func checkFields(_ declarations: [FieldDeclaration]) -> [(name: String, kind: ValueKind)] {
    var fields: [(name: String, kind: ValueKind)] = []
    var places: [String: SourceSpan] = [:]
    for field in declarations {
      if let first = places[field.name.text] {
        report(.duplicateName(.field, field.name.text), at: field.name.span, related: first)
        continue
      }
      guard hasRoom(for: .fields, fields.count, at: field.name.span) else { break }
      places[field.name.text] = field.name.span
      let kind = ValueKind(rawValue: field.kind.text)
      if kind == nil { reportUnknown(.kind, field.kind, among: ValueKind.allCases.map(\.rawValue)) }
      fields.append((field.name.text, kind ?? .text))
      if kind == nil { brokenFields.insert(field.name.text) }
    }
    return fields
  }

  private mutating func resolveAbsorbs(_ declaration: TypeDeclaration, _ id: TypeID) {
    for name in declaration.absorbs {
      guard let absorbed = type(name) else { continue }
      if declaration.isPrivate {
        report(.absorbsPrivate(type: declaration.name.text, absorbed: declaration.name.text), at: name.span)
      } else if grammar.types[absorbed.index].group == nil, isPrivateDeclaration(name.text) {
        report(.absorbsPrivate(type: declaration.name.text, absorbed: name.text), at: name.span)
      } else if let own = grammar.types[id.index].group, let other = grammar.types[absorbed.index].group,
        own != other
      {
        report(.absorbsOtherGroup(type: declaration.name.text, absorbed: name.text), at: name.span)
      } else if grammar.types[id.index].absorbs.contains(absorbed) {
        report(.duplicateAttribute(name.text), at: name.span)
      } else {
        grammar.types[id.index].absorbs.append(absorbed)
      }
    }
  }

  /// Whether a type is declared private, as opposed to one whose group is missing or unknown.
  private func isPrivateDeclaration(_ name: String) -> Bool {
    for file in files {
      for case .type(let declaration) in file.declarations where declaration.name.text == name {
        return declaration.isPrivate
      }
    }
    return false
  }

  private mutating func reportAbsorbCycles(_ declared: [TypeDeclaration]) {
    var reported: Set<TypeID> = []
    for (index, declaration) in declared.enumerated() where !reported.contains(TypeID(index)) {
      guard let path = absorbCycle(from: TypeID(index)) else { continue }
      reported.formUnion(path)
      let names = (path + [TypeID(index)]).map(typeName)
      let place = declaration.absorbs.first { $0.text == names[1] } ?? declaration.name
      report(.absorbsCycle(path: names), at: place.span)
    }
  }

  /// The shortest way from a type back to itself over `absorbs`.
  private func absorbCycle(from start: TypeID) -> [TypeID]? {
    var cameFrom: [TypeID: TypeID] = [:]
    var queue = [start]
    var head = 0
    while head < queue.count {
      let current = queue[head]
      head += 1
      for next in grammar.types[current.index].absorbs {
        if next == start {
          var path = [current]
          while let before = cameFrom[path[0]], path[0] != start { path.insert(before, at: 0) }
          return path
        }
        if cameFrom[next] == nil {
          cameFrom[next] = current
          queue.append(next)
        }
      }
    }
    return nil
  }

  private mutating func declareRelation(_ declaration: RelationDeclaration) {
    let name = declaration.name
    if let first = relations[name.text] {
      report(.duplicateName(.relation, name.text), at: name.span, related: first.span)
      return
    }
    guard hasRoom(for: .relations, grammar.relations.count, at: name.span) else {
      brokenNames.insert(name.text)
      return
    }
    let first = declaration.first.compactMap { relationSide($0, of: name.text) }
    let second = declaration.second.compactMap { relationSide($0, of: name.text) }
    relations[name.text] = (RelationID(grammar.relations.count), name.span)
    grammar.relations.append(CheckedRelation(name: name.text, first: first, second: second))
  }

  private mutating func relationSide(_ name: Name, of relation: String) -> TypeID? {
    guard let id = type(name) else { return nil }
    if isPrivateDeclaration(name.text) {
      report(.relationOfPrivateType(relation: relation, type: name.text), at: name.span)
    }
    return id
  }

  private mutating func readAbbreviations(_ literal: StringLiteral, from file: String) {
    guard let path = resolvePath(literal, from: file) else { return }
    guard let bytes = sources.files[path] else {
      reportMissingFile(literal, from: file, suffix: ".tsv")
      return
    }
    readLexiconFiles.insert(path)
    let reader = LexiconReader(path: path, bytes: bytes)
    for problem in reader.diagnostics { report(problem.kind, at: problem.span, related: problem.related) }
    if reader.entries.isEmpty, reader.diagnostics.isEmpty {
      report(.emptyLexicon(literal.text), at: literal.span)
    }
    grammar.abbreviations += reader.entries.map(\.phrase)
  }
}
