import BocTach
import Extraction
import Formats
import GrammarLanguage
import TextModel

/// The outcomes of a grammar's tests, for people and for CI.
struct GrammarTestReport {
  let outcomes: [GrammarTestRunner.Outcome]
  private let locator: SourceLocator

  init(outcomes: [GrammarTestRunner.Outcome], _ compilation: GrammarCompilation) {
    self.outcomes = outcomes
    locator = SourceLocator(compilation.sources, displayPaths: compilation.displayPaths)
  }

  private func place(_ outcome: GrammarTestRunner.Outcome) -> SourceLocation? {
    locator.location(outcome.test.span)
  }

  private var failedCount: Int { outcomes.count { !$0.passed } }

  var summary: String { "\(outcomes.count - failedCount) passed, \(failedCount) failed\n" }

  /// Each failure with its place, text and problems.
  var failures: String {
    var out = ""
    for outcome in outcomes where !outcome.passed {
      let place = place(outcome).map { "\($0.file):\($0.line):\($0.column)" } ?? ""
      out += "\(place): \(outcome.subject): \"\(outcome.test.text.onVisibleLine)\"\n"
      for problem in outcome.problems { out += "    \(problem.onVisibleLine)\n" }
    }
    return out
  }

  /// One object a line: `file`, `line`, `column`, `subject`, `text`, `passed`, `problems`.
  var json: String {
    outcomes.map { outcome in
      let place = place(outcome)
      let value: JSONValue = .object([
        "file": .string(place?.file ?? ""), "line": .integer(place?.line ?? 0),
        "column": .integer(place?.column ?? 0), "subject": .string(outcome.subject),
        "text": .string(outcome.test.text), "passed": .bool(outcome.passed),
        "problems": .array(outcome.problems.map { .string($0) }),
      ])
      return JSONWriter.text(value, .compact) + "\n"
    }.joined()
  }

  /// JUnit XML: a suite for each grammar file, a case for each test line, classed by rule or type.
  var junit: String {
    var byFile: [String: [GrammarTestRunner.Outcome]] = [:]
    var files: [String] = []
    for outcome in outcomes {
      let file = place(outcome)?.file ?? ""
      if byFile[file] == nil { files.append(file) }
      byFile[file, default: []].append(outcome)
    }
    var out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    out +=
      "<testsuites name=\"boctach grammar test\" tests=\"\(outcomes.count)\" failures=\"\(failedCount)\">\n"
    for file in files {
      let cases = byFile[file]!
      let failed = cases.count { !$0.passed }
      out += "  <testsuite name=\"\(XML.escaped(file))\" tests=\"\(cases.count)\" failures=\"\(failed)\">\n"
      for outcome in cases {
        let line = place(outcome)?.line ?? 0
        out += "    <testcase classname=\"\(XML.escaped(outcome.subject))\" "
        out +=
          "name=\"\(XML.escaped(outcome.test.text.onVisibleLine))\" file=\"\(XML.escaped(file))\" line=\"\(line)\""
        if outcome.passed {
          out += "/>\n"
        } else {
          let message = XML.escaped(outcome.problems.joined(separator: "; ").onVisibleLine)
          out +=
            ">\n      <failure message=\"\(message)\">\(XML.escaped(file)):\(line)</failure>\n    </testcase>\n"
        }
      }
      out += "  </testsuite>\n"
    }
    return out + "</testsuites>\n"
  }
}

/// What XML 1.0 needs of a text.
enum XML {
  /// Fit for text and attributes; characters that XML cannot hold become U+FFFD.
  static func escaped(_ text: String) -> String {
    var out = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": out.append(contentsOf: "&amp;".unicodeScalars)
      case "<": out.append(contentsOf: "&lt;".unicodeScalars)
      case ">": out.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": out.append(contentsOf: "&quot;".unicodeScalars)
      case "\n": out.append(contentsOf: "&#10;".unicodeScalars)
      case "\t", "\r": out.append(contentsOf: "&#\(scalar.value);".unicodeScalars)
      case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF:
        out.append("\u{FFFD}")
      default: out.append(scalar)
      }
    }
    return String(out)
  }
}
