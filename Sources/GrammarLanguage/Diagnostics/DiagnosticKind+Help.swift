extension DiagnosticKind {
  /// A second sentence: shown at `Diagnostic.related` where that is set, and else below the message.
  package var note: String? {
    switch self {
    case .unexpectedCharacter(let character) where Self.curlyQuotes.contains(character):
      "texts stand between straight quotes, \"…\""
    case .wrongEncoding: "save it as UTF-8"
    case .carriageReturns: "save the file with line feeds, with or without carriage returns before them"
    case .classWithoutArgument: "`digits` and `letters` take one: `letters(length 2) & upper`"
    case .quotedCell: "cells end at tabs, and need no quotes"
    case .unterminatedString: "write `\\\"` for a quote and `\\n` for a line break inside the text"
    case .unterminatedRegex: "write `\\/` for a slash inside the expression"
    case .unknownEscape: "the escapes are `\\\"`, `\\\\`, `\\n` and `\\t`; in test texts also `\\[` and `\\]`"
    case .secondQuantifier: "put the quantified element in parentheses to repeat it"
    case .attributeAfterPattern: "attributes stand between the rule's name or result and the `=`"
    case .secondStageLine: "the first `stage`"
    case .lettersHaveNoValue: "`letters(length 1..3)` tests how many there are"
    case .badRange(let lower, let upper) where lower > upper && lower >= 0 && upper >= 0:
      "the smaller number comes first"
    case .misplacedDeclaration(_, .cascade): "it holds groups, types, relations and the order of the stages"
    case .misplacedDeclaration(_, .include): "it may hold lexicons, macros and further includes"
    case .missingStage: "begin it with `stage NAME`"
    case .duplicateName: "the first one"
    case .missingGroup: "write `group NAME` behind the name, or `private type` for one that only stages see"
    case .privateTypeWithGroup:
      "if a group is declared here, put `{ }` behind the type's name"
    case .absorbsOtherGroup: "mentions of different groups may overlap, so there is nothing to settle"
    case .missingPhraseColumn:
      "the first line names the columns, separated by tabs, the first of them `phrase`"
    case .duplicateRow: "the first one"
    case .entryTooLong: "the entry"
    case .macroArgumentCount(_, _, 0, isCall: false): "the `(` of a call touches the macro's name"
    case .notOneToken:
      "operands of `&` and `not` are phrases of one token, classes, `raw/…/`, `@lexicon` and groups of these"
    case .captureInside: "what is matched there is not part of the match"
    case .emptyAlternative: "`(A)?` says that A may be missing"
    case .matchesEmpty: "an empty match is no match; let one element be needed"
    case .lexiconIsTest(let capture, _, let lexicon):
      "capture the entry itself, `\(capture):@\(lexicon)`, and say the rest before it, as in `unless(…) \(capture):@\(lexicon)`"
    case .lexiconWithoutWords(let lexicon):
      "`unless(@\(lexicon))` and `before(@\(lexicon))` test whole entries"
    case .laterStage: "a stage sees the mentions of the stages before it"
    case .lexiconFilledLater: "exports are seen by the stages behind the one that makes them"
    case .unreachableRule(_, let winners): winners.count == 1 ? "the rule that wins" : "the first of them"
    case .ruleDoesNothing: "give it a result, `-> TYPE`, or a clause: `emit`, `link` or `export`"
    case .needsEach(let capture): "`each $\(capture)` makes one mention for each item"
    case .exportNeedsOneList: "it exports once for each item of one capture"
    case .exportToStaticLexicon: "only a lexicon declared `document` takes exports"
    case .tooManyArguments(_, let signature), .missingArgument(_, _, let signature),
      .unknownLabel(_, _, _, let signature), .valuelessCall(_, _, let signature):
      "it is \(signature)"
    case .matchWithoutBracket:
      "put `[` and `]` around what the rule must find; `reject` says that there is nothing"
    case .unclosedBracket, .unopenedBracket: "write `\\[` and `\\]` for brackets that belong to the text"
    case .rejectWithBracket: "write `\\[` and `\\]` for brackets that belong to the text"
    case .bracketNeedsType(let types): "write `[\(types.first ?? "Type"): …]`"
    case .linkTestBrackets(let count, _) where count > 2:
      "say which by their numbers: `Holds(3, 1)` joins the third to the first"
    case .duplicateTest: "the first one"
    case .operandOfSeveralTokens: "each operand of `&` and `not` tests one token"
    default: nil
    }
  }

  /// Text to put in place of the diagnostic's span, where one thing is probably meant.
  package var replacement: String? {
    switch self {
    case .unexpectedCharacter(let character) where Self.curlyQuotes.contains(character): "\""
    case .unexpectedCharacter(let character):
      character.unicodeScalars.first.flatMap { scalar in
        scalar.properties.isWhitespace ? " " : scalar.properties.generalCategory == .format ? "" : nil
      }
    case .unexpected(_, _, let suggestion): suggestion
    case .detachedArgument(let word): word + "("
    case .detachedRegex: "raw/"
    case .quotedCell(let fixed): fixed
    case .unknownDeclaration(let word):
      Spelling.nearest(to: word, among: ReservedWords.endOfPattern.sorted())
    case .unknownName(let sort, _, _, let suggestion):
      suggestion.map { sort == .capture ? "$\($0)" : sort == .file ? "\"\($0)\"" : $0 }
    case .noRowPasses(_, _, let suggestion): suggestion.map { StringEscapes.quoted($0, mode: .plain) }
    case .unknownLabel(_, _, let suggestion, _): suggestion
    case .nonCanonicalCell(_, let fixed): fixed
    case .nonCanonicalValue(_, _, let canonical): StringEscapes.quoted(canonical, mode: .plain)
    case .badExpectedValue(_, _, let suggestion): suggestion.map { StringEscapes.quoted($0, mode: .plain) }
    case .strayWhiteSpace(let fixed), .notComposed(let fixed): fixed
    case .missingPhraseColumn: nil
    case .badRange(let lower, let upper) where lower > upper && lower >= 0 && upper >= 0: nil
    default: nil
    }
  }

  /// The replacement as a question or request; nil where there is none.
  package var suggestion: String? {
    guard let replacement else { return nil }
    switch self {
    case .unexpectedCharacter where replacement == " ": return "write a space"
    case .unexpectedCharacter where replacement.isEmpty: return "delete it"
    case .strayWhiteSpace, .quotedCell, .nonCanonicalCell, .nonCanonicalValue: return "write `\(replacement)`"
    case .notComposed: return "write `\(replacement)`, composed"
    default: return "did you mean `\(replacement)`?"
    }
  }

  private static let curlyQuotes: Set<String> = ["\u{201C}", "\u{201D}", "\u{201E}", "\u{00AB}", "\u{00BB}"]
}
