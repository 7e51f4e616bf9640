extension DiagnosticKind {
  /// One sentence without a full stop, names in backticks.
  package var message: String {
    switch self {
    case .invalidUTF8(let byte): "byte 0x\(Self.hex(byte)) is not valid UTF-8"
    case .wrongEncoding(let encoding): "the file is in \(encoding), not in UTF-8"
    case .carriageReturns: "the lines end with a carriage return alone"
    case .fileTooLarge(let bytes, let limit): "the file has \(bytes) bytes; the limit is \(limit)"
    case .folderTooLarge(let bytes, let limit, let suffix):
      "the \(suffix) files have \(bytes) bytes together; the limit is \(limit)"
    case .tooMany(let sort, let limit):
      "more than \(limit) \(sort == .files ? "grammar files" : sort == .links ? "link declarations" : sort.rawValue) in \(sort.whole)"
    case .unexpectedCharacter(let character): "\(Self.visible(character)) means nothing in a grammar"
    case .unterminatedString: "the text is not closed by `\"` on its line"
    case .unterminatedRegex: "the regular expression is not closed by `/` on its line"
    case .unknownEscape(let escape): "`\(escape)` is no escape"
    case .unexpected(let found, let expected, _): "expected \(expected), found \(found)"
    case .unknownDeclaration(let word): "`\(word)` begins no declaration"
    case .reservedWord(let word): "`\(word)` is a word of the language and cannot be a name here"
    case .nestingTooDeep(let limit): "nested deeper than \(limit) levels"
    case .numberTooLarge: "the number is too large"
    case .secondQuantifier: "a second quantifier on one element"
    case .duplicateAttribute(let word): "`\(word)` is given twice"
    case .attributeAfterPattern(let word): "`\(word)` stands after the pattern"
    case .secondStageLine: "a file belongs to one stage"
    case .tooManyProblems(let limit): "more than \(limit) problems; the rest is not shown"
    case .badRange(let lower, let upper):
      lower > upper ? "the range \(lower)..\(upper) is empty" : "the range \(lower)..\(upper) allows nothing"
    case .lettersHaveNoValue: "letters have no value to compare"
    case .repetitionTooLarge(let count, let limit): "\(count) repetitions; the limit is \(limit)"
    case .priorityOutOfRange(let value): "priority \(value) is out of range -100..100"
    case .lengthOutOfRange(let value): "length \(value) is out of range 1..512"
    case .distanceOutOfRange(let value, let limit, let unit):
      "a distance of \(value) \(unit); the limit is \(limit)"
    case .classWithoutArgument(let word): "`\(word)` takes no argument"
    case .detachedArgument(let word): "the `(` of an argument touches its word, `\(word)(…)`"
    case .detachedRegex: "the `/` of an expression touches its word, `raw/…/`"
    case .emptyPunctuation: "`punct` of no marks matches nothing"
    case .notPunctuation(let character): "`\(character)` is not a punctuation mark"
    case .missingCascade: "the grammar has no `cascade.grammar`"
    case .misplacedDeclaration(let what, let place):
      switch place {
      case .cascade: "`\(what)` does not belong in `cascade.grammar`"
      case .stage: "`\(what)` belongs in `cascade.grammar`"
      case .include: "an included file holds no `\(what)`"
      }
    case .missingStage: "the file names no stage and no file includes it"
    case .stageInInclude: "an included file belongs to no stage"
    case .includeCycle(let path): "files include each other: " + Self.chain(path)
    case .includesTooDeep(let limit): "includes are nested deeper than \(limit) files"
    case .pathOutsideFolder(let path): "`\(path)` leads out of the grammar folder"
    case .emptyFileName: "the file name is empty"
    case .wrongFileKind(let path, let suffix):
      "`\(path)` is no \(suffix == ".tsv" ? "lexicon" : "grammar") file; their names end in `\(suffix)`"
    case .cascadeIncluded: "`cascade.grammar` is read anyway, and holds nothing to include"
    case .unusedFile(let path): "no grammar file reads `\(path)`"
    case .unknownName(let sort, let name, let owner, _): Self.unknown(sort, name, owner)
    case .duplicateName(let sort, let name): "\(sort.rawValue) `\(name)` is declared twice"
    case .unusedName(let sort, let name): "\(sort.rawValue) `\(name)` is never used"
    case .notIncluded(let sort, let name, let file):
      "\(sort.rawValue) `\(name)` is declared in `\(file)`, which this file does not include"
    case .missingGroup(let type): "type `\(type)` is in no group"
    case .privateTypeWithGroup(let type): "private type `\(type)` is not in the output and can have no group"
    case .absorbsOtherGroup(let type, let absorbed): "`\(type)` and `\(absorbed)` are in different groups"
    case .absorbsPrivate(let type, let absorbed):
      type == absorbed
        ? "private type `\(type)` is not in the output and absorbs nothing"
        : "`\(absorbed)` is private: there is nothing to absorb"
    case .absorbsCycle(let path): "types absorb each other: " + Self.chain(path)
    case .relationOfPrivateType(let relation, let type):
      "relation `\(relation)` joins `\(type)`, which is private and never in the output"
    case .missingPhraseColumn(let found): "the first column is `\(found)`, not `phrase`"
    case .badColumnName(let name): name.isEmpty ? "a column without a name" : "`\(name)` cannot name a column"
    case .tooManyCells(let count, let columns): "the row has \(count) cells, the header \(columns)"
    case .emptyPhraseCell: "the row has no phrase"
    case .strayWhiteSpace: "stray white space"
    case .notComposed: "letters and marks are not composed (NFC)"
    case .duplicateRow(let phrase): "the row for `\(phrase)` is there already"
    case .emptyLexicon(let name): "lexicon `\(name)` has no entries"
    case .mistypedCell(let cell, let column, let kind):
      "`\(cell)` in column `\(column)` is not a \(kind.rawValue)"
    case .quotedCell: "the quotes are part of the text"
    case .nonCanonicalCell(let value, let fixed): "`\(value)` is read as `\(fixed)`"
    case .nonCanonicalValue(let value, let kind, let canonical):
      "no \(kind.rawValue) is written \"\(value)\"; this one is \"\(canonical)\""
    case .phraseTooLong(let words, let limit):
      "the phrase has \(words) words; no match is longer than \(limit) tokens"
    case .partTooLong(let tokens, let reason):
      "no match has this part: it needs at least \(Self.count(tokens, "token")), \(reason)"
    case .entryTooLong(let lexicon, let words, let room):
      "the longest entry of `\(lexicon)` has \(words) words, and there is room for \(Self.count(room, "token")) here"
    case .documentColumnKind(let column, let kind):
      "column `\(column)` of a document lexicon is of kind `\(kind)`; only `text` can be kept there"
    case .macroRecursion(let path): "macros call each other: " + Self.chain(path)
    case .macroArgumentCount(let macro, let expected, let found, _):
      "macro `\(macro)` takes \(expected == 0 ? "no arguments" : Self.count(expected, "argument")), given \(found)"
    case .patternTooLarge(let limit): "the pattern has more than \(limit) elements when macros are expanded"
    case .emptyPhrase: "the phrase is empty"
    case .badRegex(let problem): problem.message
    case .notOneToken(let what): "\(what) is not a test of one token"
    case .captureInside(let name, let construct): "capture `\(name)` cannot be set inside \(construct)"
    case .emptyAlternative: "an empty alternative"
    case .repeatedEmpty: "the repeated pattern can match nothing at all"
    case .matchesEmpty(let rule): "the pattern of `\(rule)` can be empty"
    case .consumesNothing(let rule): "the pattern of `\(rule)` takes no token, so it is never a match"
    case .matchesNothing(let reason): "this can match nothing: \(reason)"
    case .contextAlwaysTrue(let word): "`\(word)(…)` of a pattern that can be empty is always true"
    case .noRowPasses(let lexicon, let value, _):
      value.map { "no row of `\(lexicon)` has the value \"\($0)\"" }
        ?? "no row of `\(lexicon)` passes these tests"
    case .lexiconIsTest(let capture, let member, let lexicon):
      "`$\(capture).\(member)` has no row to read: inside `&` and `not`, `@\(lexicon)` only tests a token"
    case .lexiconWithoutWords(let lexicon):
      "inside `&` and `not` an entry must be one token, and those of `\(lexicon)` are longer"
    case .laterStage(let type, let user, let maker):
      user == maker
        ? "`\(type)` is made by this stage, which does not see its own mentions"
        : "`\(type)` is made by stage `\(maker)`, which runs after `\(user)`"
    case .typeNeverMade(let type): "no rule makes a `\(type)`"
    case .lexiconFilledLater(let lexicon, let user, let filler):
      user == filler
        ? "lexicon `\(lexicon)` is filled by this stage, which does not see its own exports"
        : "lexicon `\(lexicon)` is filled by stage `\(filler)`, which runs after `\(user)`"
    case .lexiconNeverFilled(let lexicon): "no rule exports to document lexicon `\(lexicon)`"
    case .unreachableRule(let rule, let winners):
      "rule `\(rule)` never wins: \(Self.list(winners, "and")) match\(winners.count == 1 ? "es" : "") whatever it matches"
    case .ruleDoesNothing(let rule): "rule `\(rule)` does nothing"
    case .needsEach(let capture): "`$\(capture)` can hold several items"
    case .listAsScalar(let capture): "`$\(capture)` can hold several items; one is needed here"
    case .exportNeedsOneList(let captures):
      captures.isEmpty
        ? "`export each` uses no capture"
        : "`export each` over several lists: " + captures.map { "`$\($0)`" }.joined(separator: ", ")
    case .exportToStaticLexicon(let name): "`\(name)` is not a document lexicon"
    case .linkArgumentType(let relation, let argument, let expected, let found):
      "the \(argument == 0 ? "first" : "second") argument of `\(relation)` is \(Self.list(expected)), not "
        + Self.list(found)
    case .linkArgumentUnknown(let capture, let expected):
      "nothing in this rule makes `$\(capture)` a mention of \(Self.list(expected))"
    case .kindMismatch(let expected, let found): "expected \(expected), found \(found)"
    case .fieldKindMismatch(let field, let expected, let found):
      "field `\(field)` is of kind \(expected.rawValue), the value of kind \(found.rawValue)"
    case .memberKindsDiffer(let member, let kinds):
      "`\(member)` is of several kinds here: " + kinds.map(\.rawValue).joined(separator: ", ")
    case .ambiguousMember(let member, let lexicon, let type):
      "`\(member)` is a column of lexicon `\(lexicon)` and a field of `\(type)`"
    case .needsCapture(let normalizer): "`\(normalizer)` takes a capture here"
    case .tooManyArguments(let normalizer, _): "too many arguments for `\(normalizer)`"
    case .missingArgument(let normalizer, let parameter, _): "`\(normalizer)` needs \(parameter)"
    case .unknownLabel(let normalizer, let label, _, _): "`\(normalizer)` has no argument `\(label):`"
    case .firstWithoutArguments: "`first` needs at least one argument"
    case .valuelessCall(let normalizer, let labels, _):
      "`\(normalizer)` never has a value without "
        + (labels.count > 1 ? "one of " : "") + labels.map { "`\($0):`" }.joined(separator: ", ")
    case .emptyTest: "the test has no `match`, `reject` or `link` line"
    case .matchWithoutBracket: "the text marks no mention"
    case .unclosedBracket: "`[` is not closed"
    case .unopenedBracket: "`]` closes nothing"
    case .nestedBracket: "a mention inside a mention"
    case .emptyBracket: "the brackets hold nothing"
    case .rejectWithBracket: "a `reject` text has no brackets"
    case .bracketNeedsType(let types): "which type? The rule emits " + Self.list(types, "and")
    case .bracketTypeNotEmitted(let type, let subject): "`\(subject)` emits no `\(type)`"
    case .tooManyExpectedValues(let values, let brackets):
      "\(Self.count(values, "group")) of values for \(Self.count(brackets, "mention"))"
    case .badExpectedValue(let value, let kind, _): "\"\(value)\" is not a \(kind.rawValue)"
    case .badReferenceDate(let date): "\"\(date)\" is not a date as 2022-09-15"
    case .linkTestBrackets(let count, let isNegated):
      "a `\(isNegated ? "nolink" : "link")` text marks two mentions, this one \(count)"
    case .linkTestNumbers(let first, let second, let brackets):
      "`(\(first), \(second))` does not name two of the \(brackets) mentions that the text marks"
    case .duplicateTest(let text): "the text \"\(Self.shortened(text))\" is tested twice here"
    case .phraseOfNoToken(let phrase): "\"\(phrase)\" holds no token"
    case .operandOfSeveralTokens(let phrase, let count): "\"\(phrase)\" is \(count) tokens, not one"
    case .automatonTooLarge(let stage, let states, let limit):
      "the rules of stage `\(stage)` need more than \(states) states; the limit is \(limit)"
    case .reachabilityNotChecked(let rule, let limit):
      "whether rule `\(rule)` can win was not settled within \(limit) steps"
    }
  }

  private static func unknown(_ sort: NameSort, _ name: String, _ owner: String?) -> String {
    switch (sort, owner) {
    case (.file, _): "there is no file `\(name)`"
    case (.capture, _): "the pattern has no capture `$\(name)`"
    case (.column, let owner?) where owner.hasPrefix("$"): "`\(owner)` has no column `\(name)`"
    case (.column, let owner?): "lexicon `\(owner)` has no column `\(name)`"
    case (.field, let owner?):
      owner.hasPrefix("$")
        ? "`\(owner)` has no column or field `\(name)`" : "type `\(owner)` has no field `\(name)`"
    default: "there is no \(sort.rawValue) `\(name)`"
    }
  }

  /// A character in backticks; one that cannot be seen by its number and name.
  private static func visible(_ character: String) -> String {
    guard let scalar = character.unicodeScalars.first, isInvisible(scalar) else { return "`\(character)`" }
    let number = String(scalar.value, radix: 16, uppercase: true)
    let padded = String(repeating: "0", count: max(0, 4 - number.utf8.count)) + number
    return "U+\(padded)" + (scalar.properties.name.map { " (\($0.lowercased()))" } ?? "")
  }

  static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator, .nonspacingMark,
      .privateUse,
      .unassigned:
      true
    default: scalar.properties.isDefaultIgnorableCodePoint
    }
  }

  private static func hex(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return digits.utf8.count == 1 ? "0" + digits : digits
  }

  private static func chain(_ path: [String]) -> String { path.map { "`\($0)`" }.joined(separator: " → ") }

  private static func count(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)" + (count == 1 ? "" : "s")
  }

  private static func list(_ names: [String], _ conjunction: String = "or") -> String {
    let quoted = names.map { "`\($0)`" }
    guard quoted.count > 1 else { return quoted.first ?? "nothing" }
    return quoted.dropLast().joined(separator: ", ") + " \(conjunction) " + quoted.last!
  }

  private static func shortened(_ text: String) -> String { text.count > 40 ? text.prefix(40) + "…" : text }
}
