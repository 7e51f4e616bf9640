import TextModel

/// What holds while a pattern is resolved: where it stands, and the captures found so far.
struct PatternScope {
  struct Capture {
    var name: Name
    /// How many items of other captures one item of this can hold; 2 stands for more.
    var inner: [Int: Int] = [:]
    var lexicons: Set<LexiconID> = []
    /// Lexicons that only test a token of it, inside `&` or `not`.
    var testedLexicons: Set<LexiconID> = []
    var types: Set<TypeID> = []
    /// Types of which an item of this is exactly one mention, in each of its places; nil where one is more.
    var wholeTypes: Set<TypeID>?
    var isUsed = false
  }

  /// The stage in which the pattern is matched.
  var stage: StageID
  /// Whether it sees the mentions of its own stage, as patterns of link declarations do.
  var seesOwnStage = false
  /// For macros that nothing calls, which belong to no stage.
  var isOfNoStage = false
  var captures: [Capture] = []
  var captureNumbers: [String: Int] = [:]
  /// The construct in which captures have no place, when inside one.
  var captureFreeConstruct: String?
  var isGlued = false
  /// Whether the macro whose body this is was called inside `glued{…}`.
  var isCalledGlued = false
  /// Beyond what no match of the rule goes.
  var ruleScope = RuleScope.paragraph
  var depth = 0

  init(stage: StageID, seesOwnStage: Bool = false) {
    self.stage = stage
    self.seesOwnStage = seesOwnStage
  }

  mutating func number(of name: Name) -> Int {
    if let number = captureNumbers[name.text] { return number }
    captureNumbers[name.text] = captures.count
    captures.append(Capture(name: name))
    return captures.count - 1
  }
}

/// Where names in a pattern are looked up: a file, the arguments of the macro whose body this is, and the macros
/// that led here.
final class PatternBindings {
  let file: Int
  let arguments: [String: (pattern: Pattern, bindings: PatternBindings)]
  let chain: [Name]

  init(
    file: Int, arguments: [String: (pattern: Pattern, bindings: PatternBindings)] = [:], chain: [Name] = []
  ) {
    self.file = file
    self.arguments = arguments
    self.chain = chain
  }
}
