import TextModel

extension Checker {
  /// Whether the folder is one to read at all.
  mutating func checkSizes() -> Bool {
    let paths = sources.grammarPaths
    let limit = GrammarLimits.counts[.files]!
    if paths.count > limit {
      report(.tooMany(.files, limit: limit), at: SourceSpan(file: paths[limit], start: 0, end: 0))
      return false
    }
    for (path, size) in sources.oversized {
      let limit = path.hasSuffix(".tsv") ? GrammarLimits.lexiconFileSize : GrammarLimits.grammarFileSize
      report(.fileTooLarge(bytes: size, limit: limit), at: SourceSpan(file: path, start: 0, end: 0))
    }
    if !sources.oversized.isEmpty { return false }
    for (suffix, limit) in [(".grammar", GrammarLimits.grammarSize), (".tsv", GrammarLimits.lexiconSize)] {
      let files = sources.files.filter { $0.key.hasSuffix(suffix) }
      let size = files.values.reduce(0) { $0 + $1.count }
      guard size > limit else { continue }
      report(
        .folderTooLarge(bytes: size, limit: limit, suffix: suffix),
        at: SourceSpan(file: files.keys.min()!, start: 0, end: 0))
      return false
    }
    return true
  }

  /// - Returns: whether each file could be read, so that names can be looked up.
  mutating func parseFiles() -> Bool {
    var isReadable = true
    if sources.files[GrammarSourceSet.cascadePath] == nil {
      report(.missingCascade, at: SourceSpan(file: GrammarSourceSet.cascadePath, start: 0, end: 0))
    }
    for path in sources.grammarPaths {
      let (file, problems) = GrammarParser.parse(sources.files[path] ?? [], path: path)
      for problem in problems {
        if problem.kind.isOfWholeFile { isReadable = false }
        if case .invalidUTF8 = problem.kind { badlyEncoded.insert(path) }
        report(problem.kind, at: problem.span, related: problem.related)
      }
      fileIndex[path] = files.count
      brokenNames.formUnion(file.brokenNames)
      files.append(file)
    }
    includes = files.map { _ in [] }
    isIncluded = files.map { _ in false }
    stageOfFile = files.map { _ in nil }
    macros = files.map { _ in [:] }
    return isReadable
  }

  mutating func resolveIncludes() {
    for (index, file) in files.enumerated() {
      for literal in file.includes {
        guard let path = resolvePath(literal, from: file.path) else { continue }
        if path == GrammarSourceSet.cascadePath, file.path != path {
          report(.cascadeIncluded, at: literal.span)
          continue
        }
        guard let target = fileIndex[path] else {
          reportMissingFile(literal, from: file.path, suffix: ".grammar")
          continue
        }
        isIncluded[target] = true
        if !includes[index].contains(target) { includes[index].append(target) }
      }
    }
    visible = files.indices.map { index in
      guard files[index].path == sources.seesAll else { return reachable(from: index) }
      return [index] + files.indices.filter { $0 != index }
    }
    var cyclic: Set<Int> = []
    for index in files.indices where includes[index].contains(where: { visible[$0].contains(index) }) {
      cyclic.insert(index)
      reportIncludeCycle(from: index)
    }
    reportDeepIncludes(cyclic)
  }

  /// Reports the include that is one too deep, once. What stands in a cycle, which has been told, has no depth.
  private mutating func reportDeepIncludes(_ cyclic: Set<Int>) {
    var level = files.indices.filter { !isIncluded[$0] }
    var includer: [Int: Int] = [:]
    for _ in 0...GrammarLimits.includeDepth {
      var next: Set<Int> = []
      for file in level {
        for target in includes[file] where !cyclic.contains(target) && next.insert(target).inserted {
          includer[target] = file
        }
      }
      level = next.sorted()
      if level.isEmpty { return }
    }
    let file = files[includer[level[0]]!]
    let literal = file.includes.first { resolved($0, from: file.path) == files[level[0]].path }!
    report(.includesTooDeep(limit: GrammarLimits.includeDepth), at: literal.span)
  }

  /// A file's includes in depth-first order, itself first.
  private func reachable(from start: Int) -> [Int] {
    var seen: Set<Int> = [start]
    var order: [Int] = []
    var stack = [start]
    while let index = stack.popLast() {
      order.append(index)
      for target in includes[index].reversed() where seen.insert(target).inserted { stack.append(target) }
    }
    return order
  }

  /// Reports a cycle once, at its first file.
  private mutating func reportIncludeCycle(from start: Int) {
    var path = [start]
    var current = start
    while let next = includes[current].first(where: { $0 == start || visible[$0].contains(start) }) {
      if next < start { return }
      path.append(next)
      if next == start || path.count > files.count { break }
      current = next
    }
    let literal = files[start].includes.first { resolved($0, from: files[start].path) == files[path[1]].path }
    report(.includeCycle(path: path.map { files[$0].path }), at: literal!.span)
  }

  private func resolved(_ literal: StringLiteral, from file: String) -> String? {
    GrammarSourceSet.resolve(literal.text, from: file)
  }

  /// The path that a literal names, or nil after a report.
  mutating func resolvePath(_ literal: StringLiteral, from file: String) -> String? {
    if literal.text.isEmpty {
      report(.emptyFileName, at: literal.span)
      return nil
    }
    guard let path = GrammarSourceSet.resolve(literal.text, from: file) else {
      report(.pathOutsideFolder(literal.text), at: literal.span)
      return nil
    }
    return path
  }

  /// Suggests a file of the same name elsewhere in the folder, or one spelt alike.
  mutating func reportMissingFile(_ literal: StringLiteral, from file: String, suffix: String) {
    guard literal.text.hasSuffix(suffix) else {
      report(.wrongFileKind(literal.text, suffix: suffix), at: literal.span)
      return
    }
    let wanted = literal.text.split(separator: "/").last.map(String.init) ?? literal.text
    let paths = sources.files.keys.filter { $0.hasSuffix(suffix) }.sorted()
    let elsewhere = paths.first { $0.split(separator: "/").last.map(String.init) == wanted }
    let relative = paths.map { GrammarSourceSet.relative($0, from: file) }
    let suggestion =
      elsewhere.map { GrammarSourceSet.relative($0, from: file) }
      ?? Spelling.nearest(to: literal.text, among: relative)
    report(.unknownName(.file, literal.text, owner: nil, suggestion: suggestion), at: literal.span)
  }

  /// Gives each file its stage and reports declarations in the wrong kind of file.
  mutating func assignStages() {
    for (index, file) in files.enumerated() {
      let place: FilePlace =
        GrammarSourceSet.isCascade(file.path) ? .cascade : isIncluded[index] ? .include : .stage
      for declaration in file.declarations where !declaration.belongs(in: place) {
        let wanted: FilePlace = declaration.belongs(in: .cascade) ? .stage : place
        report(.misplacedDeclaration(declaration.keyword, place: wanted), at: declaration.nameSpan)
      }
      switch place {
      case .cascade:
        if let stage = file.stage { report(.misplacedDeclaration("stage", place: .cascade), at: stage.span) }
        for literal in file.includes {
          report(.misplacedDeclaration("include", place: .cascade), at: literal.span)
        }
      case .include:
        if let stage = file.stage { report(.stageInInclude, at: stage.span) }
      case .stage:
        guard let name = file.stage else {
          if !file.brokenNames.contains("stage") {
            report(.missingStage, at: SourceSpan(file: file.path, start: 0, end: 0))
          }
          continue
        }
        if let stage = stages[name.text] {
          stageOfFile[index] = stage.id.index
        } else {
          reportUnknown(.stage, name, among: grammar.stages.map(\.name))
        }
      }
    }
  }
}

extension Declaration {
  func belongs(in place: FilePlace) -> Bool {
    switch self {
    case .group, .type, .relation, .sentences, .stages: place == .cascade
    case .lexicon, .macro: place != .cascade
    case .rule, .link, .test: place == .stage
    }
  }

  var keyword: String {
    switch self {
    case .group: "group"
    case .type: "type"
    case .relation: "relation"
    case .sentences: "sentences"
    case .stages: "stages"
    case .lexicon: "lexicon"
    case .macro: "macro"
    case .rule: "rule"
    case .link: "link"
    case .test: "test"
    }
  }

  /// The place to point at when the declaration as a whole is meant.
  var nameSpan: SourceSpan {
    switch self {
    case .group(let name): name.span
    case .type(let type): type.name.span
    case .relation(let relation): relation.name.span
    case .sentences(let literal): literal.span
    case .stages(let names): names[0].span
    case .lexicon(let lexicon): lexicon.name.span
    case .macro(let macro): macro.name.span
    case .rule(let rule): rule.name.span
    case .link(let link): link.relation.span
    case .test(let test): test.headSpan
    }
  }
}
