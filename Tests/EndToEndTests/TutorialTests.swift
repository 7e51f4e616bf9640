import Foundation
import Testing

/// The tutorial, done as it says: its files are written one after the other, and each command prints what the article shows.
@Suite struct TutorialTests {
  /// A fenced block: what stands behind the three backticks, and its lines.
  struct Fence {
    var kind: Substring
    var lines: [Substring] = []
  }

  static func fences() throws -> [Fence] {
    let url = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources/BocTach/BocTach.docc/GrammarTutorial.md")
    let text = try String(contentsOf: url, encoding: .utf8)
    var fences: [Fence] = []
    var open: Fence?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        if let fence = open {
          fences.append(fence)
          open = nil
        } else {
          open = Fence(kind: line.dropFirst(3))
        }
      } else {
        open?.lines.append(line)
      }
    }
    return fences
  }

  /// The words of a command line, as a shell reads them: quotes, and `\"` in them.
  static func words(_ line: Substring) -> [String] {
    var words: [String] = []
    var word: String?
    var isQuoted = false
    var rest = line
    while let character = rest.popFirst() {
      switch character {
      case "\"":
        isQuoted.toggle()
        word = word ?? ""
      case "\\" where isQuoted && rest.first == "\"": word = (word ?? "") + String(rest.removeFirst())
      case " " where !isQuoted:
        if let word { words.append(word) }
        word = nil
      default: word = (word ?? "") + String(character)
      }
    }
    if let word { words.append(word) }
    return words
  }

  @Test func `each file and command of the tutorial does what the tutorial shows`() throws {
    let folder = try TemporaryFolder()
    var commandCount = 0
    for fence in try Self.fences() {
      let text = fence.lines.joined(separator: "\n") + "\n"
      if fence.kind.hasPrefix("file ") {
        try folder.write("awards/" + fence.kind.dropFirst(5), text)
      } else if fence.kind.hasPrefix("text ") {
        try folder.write(String(fence.kind.dropFirst(5)), text)
      } else if fence.kind == "console" {
        var shown: [(command: Substring, output: [Substring])] = []
        for line in fence.lines {
          if line.hasPrefix("$ ") {
            shown.append((line.dropFirst(2), []))
          } else {
            shown[shown.count - 1].output.append(line)
          }
        }
        for (command, output) in shown {
          let words = Self.words(command)
          #expect(words.first == "boctach")
          let arguments = words.dropFirst().map {
            ["awards", "article.txt"].contains($0) ? folder.path($0) : $0
          }
          let result = try Command.run(Array(arguments))
          let printed = (result.errors + result.text).replacing(folder.url.path + "/", with: "")
          #expect(printed == output.joined(separator: "\n") + "\n", "\(command)")
          commandCount += 1
        }
      } else {
        Issue.record("a fenced block of an unknown kind: \(fence.kind)")
      }
    }
    #expect(commandCount >= 9)
  }
}
