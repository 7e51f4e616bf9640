import BocTach
import GrammarLanguage

/// A grammar and texts made to take long.
struct HostileCase: Sendable {
  /// What runs over the text.
  enum Subject: Sendable {
    /// A grammar of the case's own, as files of its folder; matching is measured.
    case grammar([String: String])
    /// A grammar that grows with a bound: matching is measured, with growing texts and with growing bounds.
    case bounded(bound: Int, @Sendable (Int) -> [String: String])
    /// The bundled grammar; everything from bytes to JSON is measured.
    case everything
  }

  let name: String
  let subject: Subject
  /// A text of about so many tokens.
  let text: @Sendable (Int) -> String

  init(_ name: String, _ subject: Subject, text: @escaping @Sendable (Int) -> String) {
    self.name = name
    self.subject = subject
    self.text = text
  }

  /// A case with one stage, whose file is given without its first line.
  static func one(_ name: String, _ stage: String, text: @escaping @Sendable (Int) -> String) -> HostileCase {
    HostileCase(name, .grammar(files(["one": stage])), text: text)
  }

  /// A case with the stages `one` and `two`.
  static func two(
    _ name: String, _ first: String, _ second: String, text: @escaping @Sendable (Int) -> String
  ) -> HostileCase {
    HostileCase(name, .grammar(files(["one": first, "two": second])), text: text)
  }

  /// A case with one stage that grows with a bound.
  static func bounded(
    _ name: String, _ bound: Int, _ stage: @escaping @Sendable (Int) -> String,
    text: @escaping @Sendable (Int) -> String
  ) -> HostileCase {
    HostileCase(name, .bounded(bound: bound) { files(["one": stage($0)]) }, text: text)
  }

  /// What is wrong with the case's grammars; empty when they compile.
  var errors: String {
    let grammars: [[String: String]] =
      switch subject {
      case .everything: []
      case .grammar(let files): [files]
      case .bounded(let bound, let files): [files(bound), files(2 * bound)]
      }
    return grammars.map { GrammarCompilation(GrammarSourceSet(texts: $0)).renderedErrors }
      .filter { !$0.isEmpty }.map { "\(name): \($0)" }.joined()
  }

  /// A folder with types of one group, a relation, and stages in the order of their names.
  static func files(_ stages: [String: String]) -> [String: String] {
    let names = stages.keys.sorted()
    var files = [
      "cascade.grammar": """
      group all
      type Hit group all { value: text }
      type Other group all
      type Wide group all absorbs Hit, Other
      relation Linked(Hit, Other)
      stages \(names.joined(separator: ", "))
      """
    ]
    files["shared.grammar"] = "lexicon words document { key: text }\n"
    for (name, stage) in stages {
      files["\(name).grammar"] = "stage \(name)\ninclude \"shared.grammar\"\n\(stage)\n"
    }
    return files
  }
}

/// Texts by the number of tokens.
enum Text {
  /// The words over and over, in one line.
  static func cycle(_ words: String...) -> @Sendable (Int) -> String {
    { count in
      var text = ""
      for index in 0..<count {
        text += words[index % words.count]
        text += " "
      }
      return text
    }
  }

  /// The words over and over, without spaces.
  static func glued(_ words: String...) -> @Sendable (Int) -> String {
    { count in
      var text = ""
      for index in 0..<count { text += words[index % words.count] }
      return text
    }
  }

  /// Words that all differ: `stem` and letters for the number.
  static func distinct(_ stem: String, then rest: String = "") -> @Sendable (Int) -> String {
    { count in
      var text = ""
      for index in 0..<count { text += "\(stem)\(letters(index)) \(rest)" }
      return text
    }
  }

  /// Random draws of the words, from a fixed seed.
  static func random(_ words: String...) -> @Sendable (Int) -> String {
    { count in
      var state: UInt64 = 88_172_645_463_325_252
      var text = ""
      for _ in 0..<count {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        text += words[Int(state >> 33) % words.count]
        text += " "
      }
      return text
    }
  }

  /// A number in letters, so that it is one token with what stands before it.
  static func letters(_ number: Int) -> String {
    var rest = number
    var letters = ""
    repeat {
      letters.append(Character(Unicode.Scalar(UInt8(ascii: "b") + UInt8(rest % 20))))
      rest /= 20
    } while rest > 0
    return letters
  }
}
