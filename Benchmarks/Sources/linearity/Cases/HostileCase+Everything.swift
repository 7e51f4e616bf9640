import Measuring

extension HostileCase {
  /// Texts against the bundled grammar and all that follows it: from bytes to JSON. The words are those of a workload.
  static func everything(_ workload: Workload) -> [HostileCase] {
    let words = workload.documents.flatMap { String(decoding: $0, as: UTF8.self).split { $0.isWhitespace } }
    let bare = words.map { $0.filter { $0.isLetter || $0.isNumber } }.filter { !$0.isEmpty }
    let names = bare.filter { $0.first!.isUppercase && $0.count > 1 }
    let numbers = words.filter { $0.first!.isNumber }
    func repeated(_ pieces: [some StringProtocol & Sendable], _ separator: String)
      -> @Sendable (Int) -> String
    {
      { count in
        var text = ""
        for index in 0..<count {
          text += pieces[index % pieces.count]
          text += separator
        }
        return text
      }
    }
    func everything(_ name: String, _ text: @escaping @Sendable (Int) -> String) -> HostileCase {
      HostileCase(name, .everything, text: text)
    }
    return [
      everything("prose as one document", repeated(words, " ")),
      everything("prose without punctuation", repeated(bare, " ")),
      everything("prose in capitals", repeated(words.map { $0.uppercased() }, " ")),
      everything("prose, a line for each word", repeated(words, "\n")),
      everything("prose, a paragraph for each word", repeated(words, "\n\n")),
      everything("a list of names", repeated(names, ", ")),
      everything("names without end", repeated(names, " ")),
      everything("names in parentheses", repeated(names, " (")),
      everything("a list of numbers", repeated(numbers, ", ")),
      everything("numbers without end", repeated(numbers, " ")),
      everything("dates", repeated((1...28).map { "\($0)/\(1 + $0 % 12)/2022" }, ", ")),
      everything("document symbols", repeated((1...999).map { "\($0)/2020/QH14" }, ", ")),
      everything("the same name in full", repeated(Array(names.prefix(3)), " ")),
      everything("words that all differ", Text.distinct("x")),
      everything(
        "abbreviations that all differ",
        { count in
          // Five letters each, however many there are, so that twice as many are twice as long.
          (0..<(count / 8)).map { number in
            let letters = Text.letters(500_000 + number).uppercased()
            return letters.map { "\($0)o" }.joined(separator: " ") + " (" + letters + ") "
          }.joined()
        }),
      everything("one word", Text.cycle("a")),
      everything("one token of letters", Text.glued("a")),
      everything("one token of digits", Text.glued("7")),
      everything("digits and separators", Text.glued("7", ".", "7", ",")),
      everything("slashes", Text.glued("7", "/")),
      everything("dots", Text.cycle(".")),
      everything("initials", Text.cycle("A.", "B.")),
      everything("opening parentheses", Text.glued("(")),
      everything("quotes", Text.cycle("\"", "a")),
      everything("addresses without end", Text.glued("a", ".", "a", "@")),
      everything("line breaks", Text.glued("\n")),
      everything("one letter with all the marks", { "a" + String(repeating: "\u{301}", count: $0) }),
      everything("zero-width spaces", Text.glued("a", "\u{200B}", "\u{AD}")),
      everything("decomposed letters", Text.glued("a\u{302}\u{301}", " ", "u\u{31B}\u{323}", " ")),
    ]
  }
}
