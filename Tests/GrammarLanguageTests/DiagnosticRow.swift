import Testing
import TextModel

@testable import GrammarLanguage

/// One expected diagnostic. In the files' texts `⟦…⟧` marks its span, `⟪…⟫` the place of its note.
struct DiagnosticRow: CustomTestStringConvertible, Sendable {
  var id: String
  var files: [String: String]
  var message: String
  var note: String?
  var suggestion: String?

  var testDescription: String { "\(id): \(message)" }

  /// A stage file of the middle stage.
  init(_ id: String, _ text: String, _ message: String, note: String? = nil, suggestion: String? = nil) {
    self.init(
      id, files: ["middle/test.grammar": "stage middle\n" + text], message, note: note, suggestion: suggestion
    )
  }

  init(
    _ id: String, files: [String: String], _ message: String, note: String? = nil, suggestion: String? = nil
  ) {
    self.id = id
    self.files = files
    self.message = message
    self.note = note
    self.suggestion = suggestion
  }

  /// Another cascade than that of all tests.
  init(_ id: String, cascade: String, _ message: String, note: String? = nil, suggestion: String? = nil) {
    self.init(
      id, files: ["cascade.grammar": cascade], message, note: note, suggestion: suggestion)
  }

  /// A lexicon file, read by a rule.
  init(_ id: String, tsv: String, _ message: String, note: String? = nil, suggestion: String? = nil) {
    let grammar = "stage middle\nlexicon words from \"words.tsv\"\nrule a -> Person = @words"
    self.init(
      id, files: ["middle/test.grammar": grammar, "middle/words.tsv": tsv], message, note: note,
      suggestion: suggestion)
  }

  private struct Marked {
    var text = ""
    var span: Range<Int>?
    var related: Range<Int>?

    init(_ source: String) {
      var (start, relatedStart) = (0, 0)
      for character in source {
        switch character {
        case "⟦": start = text.utf8.count
        case "⟧": span = start..<text.utf8.count
        case "⟪": relatedStart = text.utf8.count
        case "⟫": related = relatedStart..<text.utf8.count
        default: text.append(character)
        }
      }
    }
  }

  /// Checks the files: exactly one diagnostic of the id, just so; and no error beside it, follow-up or otherwise.
  func expectExactly() {
    var texts: [String: String] = [:]
    var span: SourceSpan?
    var related: SourceSpan?
    for (path, source) in files {
      let marked = Marked(source)
      texts[path] = marked.text
      if let range = marked.span {
        span = SourceSpan(file: path, start: range.lowerBound, end: range.upperBound)
      }
      if let range = marked.related {
        related = SourceSpan(file: path, start: range.lowerBound, end: range.upperBound)
      }
    }
    if texts["cascade.grammar"] == nil, id != "missing-cascade" {
      texts["cascade.grammar"] = testCascade
      if texts["early/part.grammar"] == nil {
        texts["early/part.grammar"] = "stage early\nrule part -> Part = \"phần\""
      }
    }
    let (grammar, diagnostics) = GrammarChecker.check(
      sources: GrammarSourceSet(texts: texts), normalizers: testNormalizers)
    let found = diagnostics.filter { $0.kind.id == id }
    let others = diagnostics.filter { $0.kind.id != id && $0.severity == .error }
    #expect(found.count == 1, "\(diagnostics.map { "\($0.kind.id): \($0.kind.message)" })")
    #expect(others.map { "\($0.kind.id): \($0.kind.message)" } == [])
    guard let diagnostic = found.first else { return }
    #expect(diagnostic.kind.message == message)
    #expect(diagnostic.kind.note == note)
    #expect(diagnostic.kind.suggestion == suggestion)
    if let span { #expect(diagnostic.span == span) }
    #expect(diagnostic.related == related)
    #expect((grammar == nil) == diagnostics.contains { $0.severity == .error })
  }
}
