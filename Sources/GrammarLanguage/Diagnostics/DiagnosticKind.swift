package import TextModel

/// What can be wrong with a grammar, one case a kind. `id`, `severity`, `message`, `note` and `replacement` are in
/// the extensions.
package enum DiagnosticKind: Hashable, Sendable {
  // Text and syntax
  case invalidUTF8(byte: UInt8)
  case wrongEncoding(String)
  case carriageReturns
  case fileTooLarge(bytes: Int, limit: Int)
  case folderTooLarge(bytes: Int, limit: Int, suffix: String)
  case tooMany(LimitedSort, limit: Int)
  case unexpectedCharacter(String)
  case unterminatedString
  case unterminatedRegex
  case unknownEscape(String)
  case unexpected(found: String, expected: String, suggestion: String?)
  case unknownDeclaration(String)
  case reservedWord(String)
  case nestingTooDeep(limit: Int)
  case numberTooLarge
  case secondQuantifier
  case duplicateAttribute(String)
  case attributeAfterPattern(String)
  case secondStageLine
  case tooManyProblems(limit: Int)

  // Numbers
  case badRange(lower: Int, upper: Int)
  case lettersHaveNoValue
  case repetitionTooLarge(Int, limit: Int)
  case priorityOutOfRange(Int)
  case lengthOutOfRange(Int)
  case distanceOutOfRange(Int, limit: Int, unit: String)
  case classWithoutArgument(String)
  case detachedArgument(String)
  case detachedRegex
  case emptyPunctuation
  case notPunctuation(String)

  // Files
  case missingCascade
  case misplacedDeclaration(String, place: FilePlace)
  case missingStage
  case stageInInclude
  case includeCycle(path: [String])
  case includesTooDeep(limit: Int)
  case pathOutsideFolder(String)
  case emptyFileName
  case wrongFileKind(String, suffix: String)
  case cascadeIncluded
  case unusedFile(String)

  // Names
  case unknownName(NameSort, String, owner: String?, suggestion: String?)
  case duplicateName(NameSort, String)
  case unusedName(NameSort, String)
  case notIncluded(NameSort, String, file: String)

  // Types and relations
  case missingGroup(type: String)
  case privateTypeWithGroup(type: String)
  case absorbsOtherGroup(type: String, absorbed: String)
  case absorbsPrivate(type: String, absorbed: String)
  case absorbsCycle(path: [String])
  case relationOfPrivateType(relation: String, type: String)

  // Lexicons
  case missingPhraseColumn(found: String)
  case badColumnName(String)
  case tooManyCells(count: Int, columns: Int)
  case emptyPhraseCell
  case strayWhiteSpace(fixed: String)
  case notComposed(fixed: String)
  case duplicateRow(phrase: String)
  case emptyLexicon(String)
  case mistypedCell(String, column: String, kind: ValueKind)
  case quotedCell(fixed: String)
  case nonCanonicalCell(String, fixed: String)
  case nonCanonicalValue(String, kind: ValueKind, canonical: String)
  case phraseTooLong(words: Int, limit: Int)
  case partTooLong(tokens: Int, reason: String)
  case entryTooLong(lexicon: String, words: Int, room: Int)
  case documentColumnKind(column: String, kind: String)

  // Macros and patterns
  case macroRecursion(path: [String])
  case macroArgumentCount(macro: String, expected: Int, found: Int, isCall: Bool)
  case patternTooLarge(limit: Int)
  case emptyPhrase
  case badRegex(reason: RegexProblem)
  case notOneToken(String)
  case captureInside(String, construct: String)
  case emptyAlternative
  case repeatedEmpty
  case matchesEmpty(rule: String)
  case consumesNothing(rule: String)
  case matchesNothing(reason: String)
  case contextAlwaysTrue(String)
  case noRowPasses(lexicon: String, value: String?, suggestion: String?)
  case lexiconIsTest(capture: String, member: String, lexicon: String)
  case lexiconWithoutWords(String)
  case laterStage(type: String, user: String, maker: String)
  case typeNeverMade(String)
  case lexiconFilledLater(lexicon: String, user: String, filler: String)
  case lexiconNeverFilled(String)
  case reachabilityNotChecked(rule: String, limit: Int)
  case unreachableRule(String, by: [String])

  // Rules and expressions
  case ruleDoesNothing(String)
  case needsEach(capture: String)
  case listAsScalar(capture: String)
  case exportNeedsOneList(captures: [String])
  case exportToStaticLexicon(String)
  case linkArgumentType(relation: String, argument: Int, expected: [String], found: [String])
  case linkArgumentUnknown(capture: String, expected: [String])
  case kindMismatch(expected: String, found: String)
  case fieldKindMismatch(field: String, expected: ValueKind, found: ValueKind)
  case memberKindsDiffer(member: String, kinds: [ValueKind])
  case ambiguousMember(member: String, lexicon: String, type: String)
  case needsCapture(normalizer: String)
  case tooManyArguments(normalizer: String, signature: String)
  case missingArgument(normalizer: String, parameter: String, signature: String)
  case unknownLabel(normalizer: String, label: String, suggestion: String?, signature: String)
  case firstWithoutArguments
  case valuelessCall(normalizer: String, labels: [String], signature: String)

  // Tests
  case emptyTest
  case matchWithoutBracket
  case unclosedBracket
  case unopenedBracket
  case nestedBracket
  case emptyBracket
  case rejectWithBracket
  case bracketNeedsType(types: [String])
  case bracketTypeNotEmitted(type: String, by: String)
  case tooManyExpectedValues(values: Int, brackets: Int)
  case badExpectedValue(String, kind: ValueKind, suggestion: String?)
  case badReferenceDate(String)
  case linkTestBrackets(Int, isNegated: Bool)
  case linkTestNumbers(Int, Int, brackets: Int)
  case duplicateTest(String)

  // Raised by the engine, which knows the tokenizer and the automata
  case phraseOfNoToken(String)
  case operandOfSeveralTokens(String, count: Int)
  case automatonTooLarge(stage: String, states: Int, limit: Int)
}

/// Sorts of names, worded as in messages.
package enum NameSort: String, Hashable, Sendable {
  case group, type, relation, stage, lexicon, macro, rule, capture, column, field, kind, normalizer, file
  case parameter
}

/// Sorts of things of which there may only be so many.
package enum LimitedSort: String, Hashable, Sendable, CaseIterable {
  case files, groups, types, relations, stages, lexicons, macros, rules, links, fields, columns, captures

  /// In what they are counted.
  var whole: String {
    switch self {
    case .fields: "one type"
    case .columns: "one lexicon"
    case .captures: "one rule"
    default: "one grammar"
    }
  }
}

/// Which file a declaration does not belong into.
package enum FilePlace: String, Hashable, Sendable {
  case cascade, stage, include
}
