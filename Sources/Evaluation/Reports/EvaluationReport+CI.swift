import Formats

extension EvaluationReport {
  /// JUnit XML: a suite with the gates, in which a failed gate is a failure, and a suite with a case for each
  /// document, which lists its errors as output.
  package func junit() -> String {
    let failures = verdict.checks.count { !$0.isPassed }
    let tests = verdict.checks.count + evaluation.documents.count
    var out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    out +=
      "<testsuites name=\"boctach evaluate\" tests=\"\(tests)\" failures=\"\(failures)\" errors=\"0\" time=\"0\">\n"
    out +=
      "  <testsuite name=\"gates\" tests=\"\(verdict.checks.count)\" failures=\"\(failures)\" errors=\"0\" skipped=\"0\" time=\"0\">\n"
    for check in verdict.checks {
      out += "    <testcase classname=\"boctach.evaluate.gates\" name=\"\(check.name.xmlEscaped)\" time=\"0\""
      out += check.isPassed ? "/>\n" : "><failure message=\"\(check.message.xmlEscaped)\"/></testcase>\n"
    }
    out += "  </testsuite>\n"
    out +=
      "  <testsuite name=\"documents\" tests=\"\(evaluation.documents.count)\" failures=\"0\" errors=\"0\" skipped=\"0\" time=\"0\">\n"
    for document in evaluation.documents {
      out +=
        "    <testcase classname=\"boctach.evaluate.documents\" name=\"\(document.id.xmlEscaped)\" time=\"0\">"
      let f1 = fixed(document.referee.micro(evaluation.profile.coreTypes).strict.scores.f1, 4)
      let lines = ["core F1 \(f1)"] + document.errors.map { "\($0.cause.rawValue): \(message($0))" }
      out += "<system-out>\(lines.joined(separator: "\n").xmlEscaped)</system-out></testcase>\n"
    }
    return out + "  </testsuite>\n</testsuites>\n"
  }

  /// Workflow commands of GitHub Actions: an error for each failed gate, a warning for each mention lost against the
  /// baseline at its gold line, and a notice for each error at its gold line or, where there is none, at the rule.
  ///
  /// - Parameter limit: how many at most; GitHub shows ten of a kind a step.
  package func gitHubAnnotations(limit: Int = 30) -> String {
    var lines = verdict.checks.filter { !$0.isPassed }.map { check in
      Self.command("error", [("title", "Gate failed: \(check.name)")], check.message)
    }
    let files = Dictionary(corpus.documents.map { ($0.id, $0.goldFile) }) { first, _ in first }
    let gold = Dictionary(corpus.documents.map { ($0.id, KeyedDocument($0.gold)) }) { first, _ in first }
    for change in comparison?.lost ?? [] {
      let mention = gold[change.document]?.mentions[change.mention]
      let by = change.rule.map { ", which rule \($0.note) found" } ?? ""
      lines.append(
        Self.command(
          "warning",
          Self.place(files[change.document] ?? "", mention?.line ?? 0) + [("title", "Lost mention")],
          "\(change.mention.type) ‘\(change.text)’ in \(change.document)\(by)"))
    }
    for document in evaluation.documents {
      for error in document.errors {
        let rule = error.rules.first
        let place =
          error.gold.first.map { Self.place(files[document.id] ?? "", $0.line) }
          ?? rule.map { Self.place(grammarPath($0), $0.line) } ?? Self.place(files[document.id] ?? "", 0)
        lines.append(
          Self.command(
            "notice", place + [("title", "\(error.cause.rawValue): \(error.type)")],
            "\(message(error)) in \(document.id)"))
      }
    }
    return lines.prefix(limit).map { $0 + "\n" }.joined()
  }

  private static func place(_ file: String, _ line: Int) -> [(String, String)] {
    (file.isEmpty ? [] : [("file", file)]) + (line > 0 ? [("line", String(line))] : [])
  }

  private static func command(_ name: String, _ properties: [(String, String)], _ message: String) -> String {
    func escaped(_ text: String, _ more: Bool) -> String {
      var out = ""
      for scalar in text.unicodeScalars {
        switch scalar {
        case "%": out += "%25"
        case "\r": out += "%0D"
        case "\n": out += "%0A"
        case ":" where more: out += "%3A"
        case "," where more: out += "%2C"
        default: out.unicodeScalars.append(scalar)
        }
      }
      return out
    }
    let list = properties.map { "\($0.0)=\(escaped($0.1, true))" }.joined(separator: ",")
    return "::\(name)\(list.isEmpty ? "" : " " + list)::\(escaped(message, false))"
  }
}

extension String {
  /// Fit for XML and HTML text and for attributes in double or single quotes. Characters that XML 1.0 cannot hold
  /// become U+FFFD.
  var xmlEscaped: String {
    var out = ""
    for scalar in unicodeScalars {
      switch scalar.value {
      case 0x26: out += "&amp;"
      case 0x3C: out += "&lt;"
      case 0x3E: out += "&gt;"
      case 0x22: out += "&quot;"
      case 0x27: out += "&#39;"
      case 9, 10, 13: out.unicodeScalars.append(scalar)
      case 0..<0x20, 0xFFFE, 0xFFFF: out += "\u{FFFD}"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }
}
