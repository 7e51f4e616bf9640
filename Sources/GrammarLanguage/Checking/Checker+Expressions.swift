import TextModel

extension Checker {
  /// An expression with its kind; the kind is nil where it could not be told, which has been reported.
  typealias Typed = (expression: CheckedExpression, kind: ValueKind?)

  /// Resolves an expression that gives a value. Nil after an error, which has been reported.
  mutating func checkExpression(_ expression: Expression, _ context: inout RuleContext) -> Typed? {
    switch expression {
    case .string(let literal): return (.text(literal.text), .text)
    case .integer(let value, _): return (.number(value), .number)
    case .flag(let value, _): return (.flag(value), .flag)
    case .capture(let name):
      guard let number = scalarCapture(name, &context) else { return nil }
      return (.captureText(number), .text)
    case .member(let name, let member):
      guard let number = scalarCapture(name, &context) else { return nil }
      return checkMember(member, of: number, name, context)
    case .call(let name, let arguments, let span):
      if name.text == "first" { return checkFirst(name, arguments, &context) }
      return checkCall(name, arguments, span, &context)
    }
  }

  /// A capture of which one item is read.
  private mutating func scalarCapture(_ name: Name, _ context: inout RuleContext) -> Int? {
    guard let number = capture(name, &context) else { return nil }
    guard context.isPatternBroken || context.isScalar(number) else {
      report(.listAsScalar(capture: name.text), at: name.span)
      return nil
    }
    return number
  }

  /// `$capture.member`: a column of a lexicon, or a field of a mention type, that the capture's pattern holds.
  private mutating func checkMember(_ member: Name, of number: Int, _ name: Name, _ context: RuleContext)
    -> Typed?
  {
    let capture = context.scope.captures[number]
    let lexicons = capture.lexicons.sorted().filter {
      grammar.lexicons[$0.index].columns.contains(member.text)
    }
    let types = capture.types.sorted().filter { type in
      grammar.types[type.index].fields.contains { $0.name == member.text }
    }
    if let lexicon = lexicons.first, let type = types.first {
      report(
        .ambiguousMember(member: member.text, lexicon: lexiconName(lexicon), type: typeName(type)),
        at: member.span)
      return nil
    }
    var kinds: [ValueKind] = []
    for lexicon in lexicons.map({ grammar.lexicons[$0.index] }) {
      if let index = lexicon.columns.firstIndex(of: member.text) { kinds.append(lexicon.columnKinds[index]) }
    }
    for type in types {
      kinds += grammar.types[type.index].fields.filter { $0.name == member.text }.map(\.kind)
    }
    guard let kind = kinds.first else {
      let isBroken =
        context.isPatternBroken || capture.lexicons.contains { brokenLexicons.contains(lexiconName($0)) }
      if !isBroken {
        let tested = capture.testedLexicons.filter {
          grammar.lexicons[$0.index].columns.contains(member.text)
        }
        if let lexicon = tested.min() {
          report(
            .lexiconIsTest(capture: name.text, member: member.text, lexicon: lexiconName(lexicon)),
            at: member.span)
          return nil
        }
        let columns = capture.lexicons.sorted().flatMap { grammar.lexicons[$0.index].columns }
        let fields = capture.types.sorted().flatMap { grammar.types[$0.index].fields.map(\.name) }
        reportUnknown(.field, member, owner: "$\(name.text)", among: columns + fields)
      }
      return nil
    }
    guard kinds.allSatisfy({ $0 == kind }) else {
      let distinct = ValueKind.allCases.filter(kinds.contains)
      report(.memberKindsDiffer(member: member.text, kinds: distinct), at: member.span)
      return nil
    }
    let expression: CheckedExpression =
      types.isEmpty ? .column(capture: number, name: member.text) : .field(capture: number, name: member.text)
    return (expression, brokenFields.contains(member.text) ? nil : kind)
  }

  /// `first(a, b)`: the first argument that has a value; all of one kind.
  private mutating func checkFirst(_ name: Name, _ arguments: [Argument], _ context: inout RuleContext)
    -> Typed?
  {
    guard !arguments.isEmpty else {
      report(.firstWithoutArguments, at: name.span)
      return nil
    }
    var values: [Typed?] = []
    for argument in arguments {
      if let label = argument.label {
        report(
          .unknownLabel(
            normalizer: "first", label: label.text, suggestion: nil, signature: "`first(value, …)`"),
          at: label.span)
      }
      let value = checkExpression(argument.value, &context)
      if let known = values.lazy.compactMap({ $0?.kind }).first, let kind = value?.kind, kind != known {
        report(
          .kindMismatch(expected: "a \(known.rawValue) as before", found: "a \(kind.rawValue)"),
          at: argument.value.span)
        values.append(nil)
      } else {
        values.append(value)
      }
    }
    guard let all = Self.unwrapped(values) else { return nil }
    return (.first(all.map(\.expression)), all.lazy.compactMap(\.kind).first)
  }

  private mutating func checkCall(
    _ name: Name, _ arguments: [Argument], _ span: SourceSpan, _ context: inout RuleContext
  ) -> Typed? {
    guard let index = normalizerIndex[name.text] else {
      reportUnknown(.normalizer, name, among: normalizers.map(\.name) + ["first"])
      // Its arguments are still read, so that their captures are not unused on top.
      for argument in arguments {
        if case .capture(let name) = argument.value {
          _ = capture(name, &context)
        } else {
          _ = checkExpression(argument.value, &context)
        }
      }
      return nil
    }
    let signature = normalizers[index]
    var slots: [CheckedExpression?] = signature.parameters.map { _ in nil }
    var isGiven = signature.parameters.map { _ in false }
    var columns: [StringLiteral] = []
    var nextPositional = 0
    var isSound = true
    for argument in arguments {
      guard let slot = parameter(of: signature, for: argument, &nextPositional, isGiven) else {
        isSound = false
        if case .capture(let name) = argument.value { _ = capture(name, &context) }
        continue
      }
      isGiven[slot] = true
      slots[slot] = checkArgument(
        argument.value, signature.parameters[slot].accepts, signature.name, &context)
      if slots[slot] == nil { isSound = false }
      if signature.parameters[slot].namesColumn, case .string(let literal) = argument.value {
        columns.append(literal)
      }
    }
    for (parameter, given) in zip(signature.parameters, isGiven)
    where parameter.isRequired && !given && isSound {
      report(
        .missingArgument(
          normalizer: name.text, parameter: parameter.description, signature: signature.description),
        at: name.span)
      isSound = false
    }
    guard isSound else { return (.text(""), signature.result) }
    if !signature.needsOneOf.isEmpty,
      !zip(signature.parameters, isGiven).contains(where: { parameter, isGiven in
        isGiven && parameter.label.map(signature.needsOneOf.contains) ?? false
      })
    {
      report(
        .valuelessCall(
          normalizer: name.text, labels: signature.needsOneOf, signature: signature.description),
        at: name.span)
    }
    if case .captureItems(let number)? = slots.first ?? nil {
      for column in columns { checkColumn(column, of: number, context) }
    }
    return (.call(index, slots), signature.result)
  }

  /// A column that a normalizer is to read, by its name, from the rows of a capture.
  private mutating func checkColumn(_ literal: StringLiteral, of number: Int, _ context: RuleContext) {
    let capture = context.scope.captures[number]
    let lexicons = capture.lexicons.union(capture.testedLexicons).sorted()
    if context.isPatternBroken || lexicons.contains(where: { brokenLexicons.contains(lexiconName($0)) }) {
      return
    }
    let columns = capture.lexicons.sorted().flatMap { grammar.lexicons[$0.index].columns }
    if columns.contains(literal.text) { return }
    if let lexicon = capture.testedLexicons.sorted().first(where: {
      grammar.lexicons[$0.index].columns.contains(literal.text)
    }) {
      report(
        .lexiconIsTest(capture: capture.name.text, member: literal.text, lexicon: lexiconName(lexicon)),
        at: literal.span)
      return
    }
    let nearest = Spelling.nearest(to: literal.text, among: columns)
    report(
      .unknownName(
        .column, literal.text, owner: "$\(capture.name.text)",
        suggestion: nearest.map { StringEscapes.quoted($0, mode: .plain) }), at: literal.span)
  }

  /// The parameter that an argument is for, or nil after a report.
  private mutating func parameter(
    of signature: NormalizerSignature, for argument: Argument, _ nextPositional: inout Int, _ isGiven: [Bool]
  ) -> Int? {
    if let label = argument.label {
      guard let slot = signature.parameters.firstIndex(where: { $0.label == label.text }) else {
        let labels = signature.parameters.compactMap(\.label)
        report(
          .unknownLabel(
            normalizer: signature.name, label: label.text,
            suggestion: Spelling.nearest(to: label.text, among: labels),
            signature: signature.description), at: label.span)
        return nil
      }
      if isGiven[slot] {
        report(.duplicateAttribute(label.text), at: label.span)
        return nil
      }
      return slot
    }
    guard nextPositional < signature.parameters.count, signature.parameters[nextPositional].label == nil
    else {
      report(
        .tooManyArguments(normalizer: signature.name, signature: signature.description),
        at: argument.value.span)
      return nil
    }
    nextPositional += 1
    return nextPositional - 1
  }

  private mutating func checkArgument(
    _ value: Expression, _ accepts: NormalizerSignature.Accepts, _ normalizer: String,
    _ context: inout RuleContext
  ) -> CheckedExpression? {
    let expected: ValueKind
    switch accepts {
    case .items:
      guard case .capture(let name) = value else {
        report(.needsCapture(normalizer: normalizer), at: value.span)
        return nil
      }
      return capture(name, &context).map { .captureItems($0) }
    case .text: expected = .text
    case .value(let kind): expected = kind
    }
    guard let typed = checkExpression(value, &context) else { return nil }
    if let kind = typed.kind, kind != expected {
      report(
        .kindMismatch(expected: "a \(expected.rawValue) for `\(normalizer)`", found: "a \(kind.rawValue)"),
        at: value.span)
      return nil
    }
    return typed.expression
  }
}

extension NormalizerSignature: CustomStringConvertible {
  /// As a grammar author reads it: ``  `legalSymbol(capture, year: text)` → text ``, optional arguments in brackets.
  package var description: String {
    let list = parameters.map { parameter in
      let text = (parameter.label.map { "\($0): " } ?? "") + parameter.accepts.description
      return parameter.isRequired ? text : "[\(text)]"
    }
    return "`\(name)(\(list.joined(separator: ", ")))`, which gives a \(result.rawValue)"
  }
}

extension NormalizerSignature.Parameter {
  var description: String { label.map { "the argument `\($0):`" } ?? "a \(accepts.description)" }
}

extension NormalizerSignature.Accepts {
  var description: String {
    switch self {
    case .items: "capture"
    case .text: "text"
    case .value(let kind): kind.rawValue
    }
  }
}
